//! From a symptom along every way that is not closed.

use super::Standing;
use super::ways::{Stand, Test, Way};
use crate::knowledge::{CauseId, NodeId, Pack, Target, TreeId};

/// How every way of every tree stands; a row a tree, in it a row a node.
pub(super) struct Map<'a> {
    pub pack: &'a Pack,
    pub ways: Vec<Vec<Vec<Way<'a>>>>,
}

impl<'a> Map<'a> {
    /// The ways on from a node.
    pub fn ways(&self, tree: TreeId, node: NodeId) -> &[Way<'a>] {
        self.ways.get(tree.index()).and_then(|tree| tree.get(node.index())).map_or(&[], Vec::as_slice)
    }
}

/// Whether a journey goes on into other trees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// It ends where its tree does.
    Tree,
    /// It goes where a walk would.
    Beyond,
}

/// A node on the way, and how it was come to.
#[derive(Clone, Copy, Debug)]
struct Visit {
    tree: TreeId,
    node: NodeId,
    standing: Standing,
    /// The visit before, and the way taken there.
    from: Option<(usize, usize)>,
}

/// A way that leads to a cause.
#[derive(Clone, Copy, Debug)]
pub(super) struct Arrival {
    pub cause: CauseId,
    pub tree: TreeId,
    pub node: NodeId,
    pub standing: Standing,
    /// Whether what is known speaks for the last test before it.
    pub pointed: bool,
    /// How many tests are on the way.
    pub length: usize,
    visit: usize,
    way: usize,
}

/// Everything that can be come to from one symptom.
pub(super) struct Journey<'m, 'a> {
    map: &'m Map<'a>,
    visits: Vec<Visit>,
    /// The best standing each node was come to with, by tree and node.
    best: Vec<Vec<Option<Standing>>>,
    pub arrivals: Vec<Arrival>,
}

impl<'m, 'a> Journey<'m, 'a> {
    /// Goes everywhere from the start of `root`.
    pub fn from(map: &'m Map<'a>, root: TreeId, reach: Reach) -> Self {
        let best = vec![Vec::new(); map.ways.len()];
        let mut journey = Self { map, visits: Vec::new(), best, arrivals: Vec::new() };
        journey.visit(root, map.pack.tree(root).start, Standing::Settled, None);
        let mut next = 0;
        while next < journey.visits.len() {
            journey.go_on(next, reach);
            next += 1;
        }
        journey
    }

    /// Whether a node was come to.
    pub fn has_seen(&self, tree: TreeId, node: NodeId) -> bool {
        self.best.get(tree.index()).and_then(|tree| tree.get(node.index())).is_some_and(Option::is_some)
    }

    /// The tests on the way to a cause, from the start, and how each stands.
    pub fn tests(&self, arrival: &Arrival) -> Vec<(Test<'a>, Stand)> {
        let mut tests = Vec::new();
        let mut at = Some((arrival.visit, arrival.way));
        while let Some((visit, way)) = at {
            let visit = self.visits[visit];
            let way = self.map.ways(visit.tree, visit.node)[way];
            tests.push((way.test, way.stand));
            at = visit.from;
        }
        tests.reverse();
        tests
    }

    fn go_on(&mut self, place: usize, reach: Reach) {
        let Visit { tree, node, standing, .. } = self.visits[place];
        let map = self.map;
        for (n, way) in map.ways(tree, node).iter().enumerate() {
            let Some(standing) = standing.after(way.stand) else { continue };
            match way.target {
                Target::Node(next) => self.visit(tree, next, standing, Some((place, n))),
                Target::Goto(next) if reach == Reach::Beyond && !self.entered(place, next) => {
                    self.visit(next, map.pack.tree(next).start, standing, Some((place, n)));
                }
                Target::Goto(_) => {}
                Target::Cause(cause) => {
                    let length = self.length(place);
                    let pointed = way.pointed;
                    self.arrivals.push(Arrival { cause, tree, node, standing, pointed, length, visit: place, way: n });
                }
            }
        }
    }

    /// Notes a visit that is better than those before.
    fn visit(&mut self, tree: TreeId, node: NodeId, standing: Standing, from: Option<(usize, usize)>) {
        let nodes = &mut self.best[tree.index()];
        if nodes.is_empty() {
            nodes.resize(self.map.pack.tree(tree).nodes.len(), None);
        }
        let best = &mut nodes[node.index()];
        if best.is_none_or(|best| standing < best) {
            *best = Some(standing);
            self.visits.push(Visit { tree, node, standing, from });
        }
    }

    /// A tree is entered once a walk; a second time adds nothing.
    fn entered(&self, place: usize, tree: TreeId) -> bool {
        self.way_back(place).any(|visit| visit.tree == tree)
    }

    fn length(&self, place: usize) -> usize {
        self.way_back(place).count()
    }

    fn way_back(&self, place: usize) -> impl Iterator<Item = Visit> + '_ {
        let mut at = Some(place);
        std::iter::from_fn(move || {
            let visit = self.visits[at?];
            at = visit.from.map(|(before, _)| before);
            Some(visit)
        })
    }
}
