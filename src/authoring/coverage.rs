//! What the cases of a pack pass through, and what they leave out.

mod chance;
mod lcov;

pub use lcov::lcov;

use std::collections::{BTreeMap, BTreeSet};

use super::CaseRun;
use crate::diagnosis::{Branch, Passage};
use crate::diagnostic::{Item, Symbol};
use crate::knowledge::{CauseId, Expression, FactId, Node, NodeId, NodeKind, Pack, TreeId};

/// Something that a case can cover.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// A node that is entered.
    Node(TreeId, NodeId),
    /// A branch that something known decides; "not sure" covers none.
    Branch(TreeId, NodeId, Branch),
    /// A cause that is expected, and shown first.
    Cause(CauseId),
    /// A fact that some tree reads, and that has a value on the way.
    Fact(FactId),
}

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Measure {
    /// Nodes.
    Nodes,
    /// Branches.
    Branches,
    /// Causes.
    Causes,
    /// Facts.
    Facts,
}

/// How many of how many are covered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// How many are.
    pub covered: usize,
    /// How many there are.
    pub total: usize,
}

/// How many cases cover each thing that can be covered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// The things in the order of the pack, and how many cases cover each.
    pub hits: Vec<(Subject, usize)>,
    /// The branches that no answers take.
    pub impossible: Vec<Subject>,
}

impl Measure {
    /// All of them, in the order they are printed.
    pub const ALL: [Self; 4] = [Self::Nodes, Self::Branches, Self::Causes, Self::Facts];

    /// The word for it on the command line and in JSON.
    pub fn key(self) -> &'static str {
        match self {
            Self::Nodes => "nodes",
            Self::Branches => "branches",
            Self::Causes => "causes",
            Self::Facts => "facts",
        }
    }
}

impl Share {
    /// In percent; all of nothing is everything.
    pub fn percent(self) -> f64 {
        if self.total == 0 { 100.0 } else { self.covered as f64 * 100.0 / self.total as f64 }
    }

    /// In percent with one digit, rounded down: 100.0 means all.
    pub fn in_words(self) -> String {
        let tenths = (self.covered * 1_000).checked_div(self.total).unwrap_or(1_000);
        format!("{}.{}", tenths / 10, tenths % 10)
    }
}

impl Coverage {
    /// What these runs of the cases of a pack cover.
    pub fn of(pack: &Pack, runs: &[CaseRun]) -> Self {
        let mut counts: BTreeMap<Subject, usize> = BTreeMap::new();
        for run in runs {
            for subject in covered_by(run) {
                *counts.entry(subject).or_default() += 1;
            }
        }
        let hits = subjects(pack).into_iter().map(|subject| (subject, counts.get(&subject).copied().unwrap_or(0)));
        Self { hits: hits.collect(), impossible: Vec::new() }
    }

    /// How much of a measure is covered, in the whole pack.
    pub fn share(&self, measure: Measure) -> Share {
        share(self.hits.iter().filter(|(subject, _)| subject.measure() == measure))
    }

    /// How much of a measure is covered in one tree. Causes and facts belong to none.
    pub fn share_of(&self, tree: TreeId, measure: Measure) -> Share {
        let own = |subject: &Subject| subject.tree() == Some(tree) && subject.measure() == measure;
        share(self.hits.iter().filter(|(subject, _)| own(subject)))
    }

    /// What no case covers, in the order of the pack.
    pub fn missing(&self) -> impl Iterator<Item = Subject> + '_ {
        self.hits.iter().filter(|(_, cases)| *cases == 0).map(|(subject, _)| *subject)
    }
}

impl Subject {
    /// What it is counted among.
    pub fn measure(self) -> Measure {
        match self {
            Self::Node(..) => Measure::Nodes,
            Self::Branch(..) => Measure::Branches,
            Self::Cause(_) => Measure::Causes,
            Self::Fact(_) => Measure::Facts,
        }
    }

    /// The tree it is part of.
    pub fn tree(self) -> Option<TreeId> {
        match self {
            Self::Node(tree, _) | Self::Branch(tree, ..) => Some(tree),
            Self::Cause(_) | Self::Fact(_) => None,
        }
    }

    /// Where it stands.
    pub fn symbol(self, pack: &Pack) -> Symbol {
        match self {
            Self::Node(tree, node) => node_symbol(pack, tree, node, ""),
            Self::Branch(tree, node, branch) => {
                node_symbol(pack, tree, node, &branch_field(pack.tree(tree).node(node), branch))
            }
            Self::Cause(cause) => Symbol::of(Item::Cause(cause)),
            Self::Fact(fact) => Symbol::of(Item::Fact(fact)),
        }
    }
}

/// A node, or a field of it.
pub(super) fn node_symbol(pack: &Pack, tree: TreeId, node: NodeId, field: &str) -> Symbol {
    Symbol::field(Item::Tree(tree), format!("nodes/{}{field}", pack.tree(tree).node(node).name))
}

/// The field of a node that a branch is written in, with a `/` in front.
pub(super) fn branch_field(node: &Node, branch: Branch) -> String {
    match (branch, &node.kind) {
        (Branch::Answer(place), NodeKind::Ask { ways, .. }) => {
            ways.get(place).map_or_else(String::new, |(value, _)| format!("/answers/{value}"))
        }
        (Branch::Answer(_), NodeKind::Checks { .. }) => String::new(),
        (Branch::Else, _) => "/else".to_owned(),
        (Branch::Holds(place) | Branch::Fails(place), _) => format!("/checks/{place}"),
        (Branch::Otherwise, _) => "/otherwise".to_owned(),
    }
}

/// The branches of a node, in reading order. A check without a test cannot fail.
pub fn branches(node: &Node) -> Vec<Branch> {
    match &node.kind {
        NodeKind::Ask { ways, otherwise, .. } => {
            (0..ways.len()).map(Branch::Answer).chain(otherwise.map(|_| Branch::Else)).collect()
        }
        NodeKind::Checks { checks, otherwise, .. } => {
            let of_check = |(place, check): (usize, &crate::knowledge::Check)| {
                [Some(Branch::Holds(place)), check.test.as_ref().map(|_| Branch::Fails(place))]
            };
            let settled = checks.iter().enumerate().flat_map(of_check).flatten();
            settled.chain(otherwise.map(|_| Branch::Otherwise)).collect()
        }
    }
}

/// The facts that some tree reads, and those they are derived from.
pub(super) fn facts_read(pack: &Pack) -> BTreeSet<FactId> {
    let nodes = pack.parts().trees.iter().flat_map(|tree| &tree.nodes);
    with_inputs(pack, nodes.flat_map(node_facts).collect())
}

/// The facts that a node reads itself.
pub(super) fn node_facts(node: &Node) -> Vec<FactId> {
    match &node.kind {
        NodeKind::Ask { fact, .. } => vec![*fact],
        NodeKind::Checks { checks, .. } => {
            checks.iter().filter_map(|check| check.test.as_ref()).flat_map(Expression::facts).collect()
        }
    }
}

/// Facts, and everything they are derived from.
pub(super) fn with_inputs(pack: &Pack, mut waiting: Vec<FactId>) -> BTreeSet<FactId> {
    let mut found = BTreeSet::new();
    while let Some(fact) = waiting.pop() {
        if found.insert(fact) {
            waiting.extend(pack.fact(fact).derive.iter().flat_map(Expression::facts));
        }
    }
    found
}

fn subjects(pack: &Pack) -> Vec<Subject> {
    let mut subjects = Vec::new();
    for (n, tree) in pack.parts().trees.iter().enumerate() {
        let id = TreeId::from(n);
        for (m, node) in tree.nodes.iter().enumerate() {
            let node_id = NodeId::from(m);
            subjects.push(Subject::Node(id, node_id));
            subjects.extend(branches(node).into_iter().map(|branch| Subject::Branch(id, node_id, branch)));
        }
    }
    subjects.extend((0..pack.parts().causes.len()).map(|n| Subject::Cause(CauseId::from(n))));
    subjects.extend(facts_read(pack).into_iter().map(Subject::Fact));
    subjects
}

fn covered_by(run: &CaseRun) -> BTreeSet<Subject> {
    let passed = run.passed.iter().map(|Passage { tree, node, branch }| match branch {
        None => Subject::Node(*tree, *node),
        Some(branch) => Subject::Branch(*tree, *node, *branch),
    });
    let mut covered: BTreeSet<Subject> = passed.collect();
    if run.passed() {
        covered.insert(Subject::Cause(run.expected));
    }
    let walks = std::iter::once(&run.walk).chain(run.dialogue.as_ref().map(|dialogue| &dialogue.walk));
    for walk in walks {
        // What an answer was derived through is known as well, though a person only sees where it began.
        let looked_at = with_inputs(walk.pack(), walk.trail().iter().map(|entry| entry.fact).collect());
        let known = looked_at.into_iter().filter(|fact| walk.know(*fact).value().is_some());
        covered.extend(known.map(Subject::Fact));
    }
    covered
}

fn share<'a>(hits: impl Iterator<Item = &'a (Subject, usize)>) -> Share {
    hits.fold(Share::default(), |share, (_, cases)| Share {
        covered: share.covered + usize::from(*cases > 0),
        total: share.total + 1,
    })
}
