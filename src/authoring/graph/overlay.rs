//! What is laid over a picture: the way of a walk, or how often cases came by.

use std::collections::{BTreeMap, BTreeSet};

use super::picture::{Arrow, BoxKind, Mark, Picture};
use crate::diagnosis::{Step, Walk};
use crate::knowledge::{NodeId, NodeKind, Tree};

/// How many cases came by each place: nodes are spelled as [`super::PictureBox::place`] is, and branches as
/// [`super::Arrow::places`] are.
pub type Hits = BTreeMap<String, u64>;

/// Writes how many cases came by. What the map leaves out was not counted, which is not the same as 0.
pub fn count(picture: &mut Picture, hits: &Hits) {
    for arrow in &mut picture.arrows {
        arrow.hits = total(arrow.places.iter().filter_map(|place| hits.get(place).copied()));
    }
    for (n, drawn) in picture.boxes.iter_mut().enumerate() {
        // A cause or another tree was come to as often as the arrows that lead there.
        let into = || total(picture.arrows.iter().filter(|arrow| arrow.to == n).filter_map(|arrow| arrow.hits));
        drawn.hits = hits.get(&drawn.place).copied().or_else(into);
    }
}

fn total(hits: impl Iterator<Item = u64>) -> Option<u64> {
    hits.fold(None, |sum, hits| Some(sum.unwrap_or(0) + hits))
}

/// Marks the way of a walk through its tree, and what it has ruled out.
pub fn follow(picture: &mut Picture, walk: &Walk) {
    let tree = walk.pack().tree(walk.tree());
    let possible = possible_arrows(picture, walk, tree);
    let live: BTreeSet<String> =
        walk.live().causes.iter().map(|(cause, _)| format!("causes/{}", walk.pack().cause(*cause).name)).collect();
    let current = walk.verdict().map(|verdict| format!("causes/{}", walk.pack().cause(verdict.cause).name));
    let end = end(picture, walk, tree);
    let reaches = |from: usize| {
        let boxes = reached(picture, &possible, from);
        boxes.into_iter().any(|to| {
            let drawn = &picture.boxes[to];
            match drawn.kind {
                BoxKind::Cause => live.contains(&drawn.place) || current.as_ref() == Some(&drawn.place),
                // What lies behind another tree is not in this picture.
                BoxKind::Symptom => to > 0,
                BoxKind::Question | BoxKind::Checks => false,
            }
        })
    };
    let from_start = reached(picture, &possible, 0);
    let open: Vec<bool> = (0..picture.boxes.len()).map(|n| from_start.contains(&n) && reaches(n)).collect();
    let way = way(picture, &possible, end);
    for (n, drawn) in picture.boxes.iter_mut().enumerate() {
        drawn.mark = match (way.contains(&n), open[n]) {
            (true, _) => Mark::Taken,
            (false, true) => Mark::Plain,
            (false, false) => Mark::Out,
        };
    }
    for (n, arrow) in picture.arrows.iter_mut().enumerate() {
        let on_the_way = way.windows(2).any(|pair| pair == [arrow.from, arrow.to]);
        arrow.mark = match (on_the_way, possible[n] && open[arrow.from] && open[arrow.to]) {
            (true, _) => Mark::Taken,
            (false, true) => Mark::Plain,
            (false, false) => Mark::Out,
        };
    }
}

/// The arrows that no answer contradicts.
fn possible_arrows(picture: &Picture, walk: &Walk, tree: &Tree) -> Vec<bool> {
    let mut answered: BTreeMap<String, String> = BTreeMap::new();
    for node in &tree.nodes {
        let NodeKind::Ask { fact, ways, .. } = &node.kind else { continue };
        let Some(value) = walk.know(*fact).value().cloned() else { continue };
        let place = format!("{}/nodes/{}", tree.name, node.name);
        let way = if ways.iter().any(|(known, _)| *known == value) {
            format!("{place}/answers/{value}")
        } else {
            format!("{place}/else")
        };
        answered.insert(place, way);
    }
    let is_possible = |arrow: &Arrow| {
        let from = &picture.boxes[arrow.from].place;
        answered.get(from).is_none_or(|way| arrow.places.contains(way))
    };
    picture.arrows.iter().map(is_possible).collect()
}

/// The box the walk has come to.
fn end(picture: &Picture, walk: &Walk, tree: &Tree) -> usize {
    let place_of = |node: NodeId| format!("{}/nodes/{}", tree.name, tree.node(node).name);
    let place = match (walk.verdict(), walk.step()) {
        (Some(verdict), _) if verdict.tree == walk.tree() => {
            format!("causes/{}", walk.pack().cause(verdict.cause).name)
        }
        (None, Step::Question(question)) if question.tree == walk.tree() => place_of(question.node),
        _ => walk.entered().get(1).map(|next| format!("symptoms/{}", walk.pack().tree(*next).name)).unwrap_or_default(),
    };
    picture.boxes.iter().rposition(|drawn| drawn.place == place).unwrap_or(0)
}

/// The boxes reached from one, itself included.
fn reached(picture: &Picture, possible: &[bool], from: usize) -> BTreeSet<usize> {
    let mut reached = BTreeSet::from([from]);
    let mut open = vec![from];
    while let Some(here) = open.pop() {
        for (arrow, _) in picture.arrows.iter().zip(possible).filter(|(arrow, fine)| **fine && arrow.from == here) {
            if reached.insert(arrow.to) {
                open.push(arrow.to);
            }
        }
    }
    reached
}

/// The first way from the start to a box, in reading order.
fn way(picture: &Picture, possible: &[bool], end: usize) -> Vec<usize> {
    fn search(
        picture: &Picture,
        possible: &[bool],
        way: &mut Vec<usize>,
        seen: &mut BTreeSet<usize>,
        end: usize,
    ) -> bool {
        let Some(here) = way.last().copied() else { return false };
        if here == end {
            return true;
        }
        for (n, arrow) in picture.arrows.iter().enumerate() {
            if arrow.from == here && possible[n] && seen.insert(arrow.to) {
                way.push(arrow.to);
                if search(picture, possible, way, seen, end) {
                    return true;
                }
                way.pop();
            }
        }
        false
    }
    let mut way = vec![0];
    search(picture, possible, &mut way, &mut BTreeSet::from([0]), end);
    way
}
