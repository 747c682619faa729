//! What a proof can find.

use super::outline::{Outline, ways};
use super::scan::Traces;
use crate::knowledge::{FactId, Leaf, Value};

/// Something that does not hold, or is worth knowing.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The node it is about; none if it is about the tree.
    pub node: Option<u32>,
    /// What it is.
    pub problem: Problem,
}

/// What can be wrong.
#[derive(Clone, Debug, PartialEq)]
pub enum Problem {
    /// A path leads from the node back to itself.
    Circle,
    /// There are more states than were looked at, so nothing is proved.
    TooManyStates {
        /// How many were looked at.
        looked_at: usize,
        /// How many there are at most, as a power of ten.
        bound: f64,
    },
    /// No answers lead to the node.
    Unreachable,
    /// No answers lead to a way out.
    LeafUnreachable {
        /// The cause or the other tree.
        leaf: Leaf,
    },
    /// An answer has no way on.
    NoWay {
        /// The answer.
        value: Value,
    },
    /// An answer has several ways on.
    TwoWays {
        /// The answer.
        value: Value,
    },
    /// A known fact is asked again.
    AskedAgain {
        /// The fact.
        fact: FactId,
    },
    /// "Not sure", here and from here on, ends without any cause.
    NotSureIsLost {
        /// The fact that is asked.
        fact: FactId,
    },
    /// Answers without any "not sure" end without a cause; somebody else takes over.
    RunsDry,
    /// A way is never taken: the place among the ways of the node, `otherwise` last.
    NeverTaken {
        /// The place.
        way: usize,
    },
    /// Every completion of what is known agrees on a test, but it reads as unknown.
    Undecided {
        /// The check; 0 for an `ask`.
        check: u32,
        /// What it always is.
        value: Option<Value>,
        /// What was known.
        known: Vec<(FactId, Option<Value>)>,
    },
    /// A test has too many completions to compare them.
    TooWide {
        /// The check; 0 for an `ask`.
        check: u32,
    },
}

impl Finding {
    /// Whether it breaks the proof; the rest are warnings.
    pub fn is_violation(&self) -> bool {
        match self.problem {
            Problem::Circle
            | Problem::TooManyStates { .. }
            | Problem::Unreachable
            | Problem::LeafUnreachable { .. }
            | Problem::NoWay { .. }
            | Problem::TwoWays { .. }
            | Problem::AskedAgain { .. }
            | Problem::NotSureIsLost { .. } => true,
            Problem::RunsDry | Problem::NeverTaken { .. } | Problem::Undecided { .. } | Problem::TooWide { .. } => {
                false
            }
        }
    }

    /// The name of the kind, for scripts and in brackets.
    pub fn code(&self) -> &'static str {
        match self.problem {
            Problem::Circle => "never-ends",
            Problem::TooManyStates { .. } => "too-many-states",
            Problem::Unreachable => "unreachable",
            Problem::LeafUnreachable { .. } => "unreachable-way-out",
            Problem::NoWay { .. } => "not-total",
            Problem::TwoWays { .. } => "not-disjoint",
            Problem::AskedAgain { .. } => "asked-again",
            Problem::NotSureIsLost { .. } => "not-sure-is-lost",
            Problem::RunsDry => "runs-dry",
            Problem::NeverTaken { .. } => "never-taken",
            Problem::Undecided { .. } => "undecided",
            Problem::TooWide { .. } => "too-wide",
        }
    }
}

/// What no state came by.
pub(super) fn of_reach(outline: &Outline, traces: &Traces, reached: &[bool], findings: &mut Vec<Finding>) {
    for (node, place) in outline.places.iter().enumerate() {
        let mut find = |problem| findings.push(Finding { node: Some(node as u32), problem });
        if !traces.entered[node] {
            find(Problem::Unreachable);
            continue;
        }
        for (way, _) in ways(&place.plan).enumerate().filter(|(way, _)| !traces.taken[node][*way]) {
            find(Problem::NeverTaken { way });
        }
    }
    for (leaf, _) in outline.leaves.iter().zip(reached).filter(|(_, reached)| !**reached) {
        findings.push(Finding { node: None, problem: Problem::LeafUnreachable { leaf: *leaf } });
    }
}

/// How many states a tree can have, as a power of ten: every node with every combination of what matters there.
pub(super) fn bound(outline: &Outline) -> f64 {
    let nodes = outline.places.iter().map(|place| {
        let sizes = place.relevant.iter().map(|variable| outline.vocabulary.get(*variable).domain.codes().len());
        // Open and "not sure" come on top of the values.
        sizes.map(|values| (values as f64 + 2.0).log10()).sum::<f64>()
    });
    let most = nodes.clone().fold(0.0, f64::max);
    most + nodes.map(|node| 10f64.powf(node - most)).sum::<f64>().max(1.0).log10()
}
