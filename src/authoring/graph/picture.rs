//! What there is to see of a tree.

use std::collections::BTreeMap;

use super::wording;
use crate::knowledge::{Node, NodeKind, Pack, Target, Tree, TreeId};
use crate::texts::{Texts, drawing as say};

/// A tree, or all trees, as boxes and arrows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// What it is a picture of.
    pub title: String,
    /// The boxes; the first is where it starts.
    pub boxes: Vec<PictureBox>,
    /// The arrows, those of a box in reading order.
    pub arrows: Vec<Arrow>,
}

/// A box.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureBox {
    /// Its place in the pack: `SYMPTOM/nodes/NAME`, `causes/ID`, `symptoms/ID`.
    pub place: String,
    /// What it stands for.
    pub kind: BoxKind,
    /// A short name in small print, as files spell it.
    pub name: String,
    /// What it says.
    pub words: String,
    /// What an overlay says about it.
    pub mark: Mark,
    /// How often cases came by, if that was counted.
    pub hits: Option<u64>,
}

/// What a box stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BoxKind {
    /// A symptom that is opened, or gone on to.
    Symptom,
    /// A question.
    Question,
    /// Independent hypotheses.
    Checks,
    /// A cause.
    Cause,
}

/// An arrow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrow {
    /// The box it leaves.
    pub from: usize,
    /// The box it enters.
    pub to: usize,
    /// What it says: the answers or tests that lead along it.
    pub words: String,
    /// The places of those: `SYMPTOM/nodes/NAME/answers/VALUE`, `…/else`, `…/checks/N`, `…/otherwise`.
    pub places: Vec<String>,
    /// What an overlay says about it.
    pub mark: Mark,
    /// How often cases came along, if that was counted.
    pub hits: Option<u64>,
}

/// What an overlay says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mark {
    /// Nothing.
    #[default]
    Plain,
    /// It is on the way.
    Taken,
    /// It is ruled out.
    Out,
}

/// A picture of one tree.
pub fn picture(pack: &Pack, tree: TreeId, texts: &Texts) -> Picture {
    let tree = pack.tree(tree);
    let mut drawing = Drawing { pack, tree, texts, boxes: Vec::new(), arrows: Vec::new(), of: BTreeMap::new() };
    drawing.add(symptom(tree));
    let start = drawing.target(Target::Node(tree.start));
    drawing.arrow(0, start, String::new(), String::new());
    // Every node, in the order of the file, though nothing may lead to it.
    for (n, node) in tree.nodes.iter().enumerate() {
        let from = drawing.target(Target::Node(crate::knowledge::NodeId::from(n)));
        drawing.ways(from, node);
    }
    Picture { title: tree.title.clone(), boxes: drawing.boxes, arrows: drawing.arrows }
}

/// A picture of all trees: which goes on into which.
pub fn overview(pack: &Pack, texts: &Texts) -> Picture {
    let trees = &pack.parts().trees;
    let mut arrows: Vec<Arrow> = Vec::new();
    for (from, tree) in trees.iter().enumerate() {
        for node in &tree.nodes {
            for target in node.targets() {
                let Target::Goto(to) = target else { continue };
                let place = format!("{}/nodes/{}", tree.name, node.name);
                match arrows.iter_mut().find(|arrow| (arrow.from, arrow.to) == (from, to.index())) {
                    Some(arrow) if arrow.places.contains(&place) => {}
                    Some(arrow) => arrow.places.push(place),
                    None => arrows.push(Arrow {
                        from,
                        to: to.index(),
                        words: String::new(),
                        places: vec![place],
                        mark: Mark::Plain,
                        hits: None,
                    }),
                }
            }
        }
    }
    Picture { title: texts.say(say::ALL_TREES).to_owned(), boxes: trees.iter().map(symptom).collect(), arrows }
}

fn symptom(tree: &Tree) -> PictureBox {
    new_box(format!("symptoms/{}", tree.name), BoxKind::Symptom, &tree.name, &tree.title)
}

/// A box whose words have no control characters.
fn new_box(place: String, kind: BoxKind, name: &str, words: &str) -> PictureBox {
    PictureBox { place, kind, name: name.to_owned(), words: printable(words), mark: Mark::Plain, hits: None }
}

fn printable(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ").chars().filter(|c| !c.is_control()).collect()
}

/// A label stands within sentences; by itself it starts like one.
fn capitalized(label: &str) -> String {
    let mut letters = label.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

struct Drawing<'a> {
    pack: &'a Pack,
    tree: &'a Tree,
    texts: &'a Texts,
    boxes: Vec<PictureBox>,
    arrows: Vec<Arrow>,
    of: BTreeMap<String, usize>,
}

impl Drawing<'_> {
    fn add(&mut self, new: PictureBox) -> usize {
        // A way back to the symptom itself is a box of its own, at the end.
        let known = self.of.get(&new.place).copied().filter(|known| *known > 0);
        known.unwrap_or_else(|| {
            self.of.insert(new.place.clone(), self.boxes.len());
            self.boxes.push(new);
            self.boxes.len() - 1
        })
    }

    fn target(&mut self, target: Target) -> usize {
        let new = match target {
            Target::Node(id) => self.node(self.tree.node(id)),
            Target::Cause(id) => {
                let cause = self.pack.cause(id);
                new_box(format!("causes/{}", cause.name), BoxKind::Cause, &cause.name, &cause.title)
            }
            Target::Goto(id) => symptom(self.pack.tree(id)),
        };
        self.add(new)
    }

    fn node(&self, node: &Node) -> PictureBox {
        let place = format!("{}/nodes/{}", self.tree.name, node.name);
        match &node.kind {
            NodeKind::Ask { fact, .. } => {
                let fact = self.pack.fact(*fact);
                let words = fact.question.clone().unwrap_or_else(|| capitalized(&fact.label));
                new_box(place, BoxKind::Question, &node.name, &words)
            }
            NodeKind::Checks { order, .. } => {
                let fixed = *order == crate::knowledge::Order::Fixed;
                let words = self.texts.say(if fixed { say::CHECKS_FIXED } else { say::CHECKS_BEST });
                new_box(place, BoxKind::Checks, &node.name, words)
            }
        }
    }

    fn ways(&mut self, from: usize, node: &Node) {
        let place = format!("{}/nodes/{}", self.tree.name, node.name);
        match &node.kind {
            NodeKind::Ask { fact, ways, otherwise } => {
                let fact = self.pack.fact(*fact);
                for (value, target) in ways {
                    let to = self.target(*target);
                    self.arrow(from, to, printable(&fact.label_of(value)), format!("{place}/answers/{value}"));
                }
                self.rest(from, *otherwise, say::ELSE, format!("{place}/else"));
            }
            NodeKind::Checks { checks, otherwise, .. } => {
                for (n, check) in checks.iter().enumerate() {
                    let words = match &check.test {
                        Some(test) => printable(&wording::expression(self.pack, self.texts, test)),
                        None => self.texts.say(say::UNTESTED).to_owned(),
                    };
                    let to = self.target(check.then);
                    self.arrow(from, to, words, format!("{place}/checks/{n}"));
                }
                self.rest(from, *otherwise, say::OTHERWISE, format!("{place}/otherwise"));
            }
        }
    }

    fn rest(&mut self, from: usize, target: Option<Target>, words: crate::texts::Text, place: String) {
        if let Some(target) = target {
            let to = self.target(target);
            self.arrow(from, to, self.texts.say(words).to_owned(), place);
        }
    }

    /// Adds an arrow, or its words to the one that is there already.
    fn arrow(&mut self, from: usize, to: usize, words: String, place: String) {
        if let Some(arrow) = self.arrows.iter_mut().find(|arrow| (arrow.from, arrow.to) == (from, to)) {
            arrow.words = self.texts.fill(say::OR_ELSE, &[("one", &arrow.words), ("other", &words)]);
            arrow.places.push(place);
            return;
        }
        let places = if place.is_empty() { Vec::new() } else { vec![place] };
        self.arrows.push(Arrow { from, to, words, places, mark: Mark::Plain, hits: None });
    }
}
