//! Trees: from a symptom to its causes.

use serde::{Deserialize, Serialize};

use super::{CauseId, Escalation, Expression, FactId, NodeId, Source, TreeId, Value};

/// The tree of one symptom.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tree {
    /// The symptom's id.
    pub name: String,
    /// The symptom, as the caller would say it.
    pub title: String,
    /// Other words for it.
    pub phrases: Vec<String>,
    /// The statements of the source document that it answers.
    pub seeds: Vec<String>,
    /// What opening this tree says.
    pub given: Vec<(FactId, Value)>,
    /// How many of 100 tickets each way out accounts for.
    pub likelihood: Vec<(Leaf, f64)>,
    /// Where a walk starts.
    pub start: NodeId,
    /// The nodes; ids are places in this list.
    pub nodes: Vec<Node>,
    /// Who takes over when every cause has been tried.
    pub escalate: Escalation,
    /// Where it is documented.
    pub sources: Vec<Source>,
}

/// A place in a tree.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Node {
    /// The authored name.
    pub name: String,
    /// What happens here.
    pub kind: NodeKind,
    /// Shown with the question.
    pub note: Option<String>,
    /// The statements of the source document that it answers.
    pub seeds: Vec<String>,
}

/// What happens at a node.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum NodeKind {
    /// Branches on a bool or a choice. Each possible value is among the ways, or there is an `otherwise`.
    Ask {
        /// What is asked.
        fact: FactId,
        /// The values with a way of their own.
        ways: Vec<(Value, Target)>,
        /// For every other value.
        otherwise: Option<Target>,
    },
    /// Tests independent hypotheses.
    Checks {
        /// The hypotheses, as the author ordered them.
        checks: Vec<Check>,
        /// In which order they are tested.
        order: Order,
        /// When none holds.
        otherwise: Option<Target>,
    },
}

/// One hypothesis.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Check {
    /// Holds when the hypothesis is true. Without one the fix is the test.
    pub test: Option<Expression>,
    /// Where it leads then.
    pub then: Target,
    /// The statements of the source document that it answers.
    pub seeds: Vec<String>,
}

/// The order in which checks are tested.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Order {
    /// By likelihood / minutes.
    Best,
    /// As authored.
    Fixed,
}

/// Where an answer leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Target {
    /// To another node of the same tree.
    Node(NodeId),
    /// To a cause.
    Cause(CauseId),
    /// On into another tree.
    Goto(TreeId),
}

/// A way out of a tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Leaf {
    /// A cause.
    Cause(CauseId),
    /// Another tree.
    Goto(TreeId),
}

impl Tree {
    /// The node with this id.
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.index()]
    }

    /// The authored likelihood of a way out; 0 where none is given.
    pub fn likelihood_of(&self, leaf: Leaf) -> f64 {
        self.likelihood.iter().find(|(known, _)| *known == leaf).map_or(0.0, |(_, weight)| *weight)
    }
}

impl Node {
    /// Everywhere this node can lead, in reading order.
    pub fn targets(&self) -> impl Iterator<Item = Target> + '_ {
        let (ways, checks, otherwise) = match &self.kind {
            NodeKind::Ask { ways, otherwise, .. } => (ways.as_slice(), [].as_slice(), otherwise),
            NodeKind::Checks { checks, otherwise, .. } => ([].as_slice(), checks.as_slice(), otherwise),
        };
        ways.iter().map(|(_, target)| *target).chain(checks.iter().map(|check: &Check| check.then)).chain(*otherwise)
    }
}

impl Target {
    /// The way out this target is, if it leaves the tree.
    pub fn leaf(self) -> Option<Leaf> {
        match self {
            Self::Node(_) => None,
            Self::Cause(cause) => Some(Leaf::Cause(cause)),
            Self::Goto(tree) => Some(Leaf::Goto(tree)),
        }
    }
}
