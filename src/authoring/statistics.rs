//! Figures of a pack: how large it is, what a ticket costs in it, and how often it is right.

mod accuracy;
mod order;

use std::sync::Arc;

use super::proof::{Proof, prove};
use crate::knowledge::{Minutes, NodeId, Pack, TreeId};

pub use accuracy::{Accuracy, accuracy};
pub use order::{MOST_EXACT, OrderCost, order_costs};

/// Figures of one symptom.
#[derive(Clone, Debug, PartialEq)]
pub struct SymptomFigures {
    /// The symptom.
    pub tree: TreeId,
    /// Its nodes.
    pub nodes: usize,
    /// The facts it can read.
    pub facts: usize,
    /// Its ways out: causes and other trees.
    pub ways_out: usize,
    /// The most questions up to a verdict.
    pub longest: usize,
    /// The questions up to a verdict, over tickets by likelihood.
    pub questions: f64,
    /// The minutes they cost.
    pub minutes: Minutes,
    /// Whether that was reckoned over all states.
    pub complete: bool,
    /// What the order of checks costs, node by node.
    pub orders: Vec<(NodeId, OrderCost)>,
}

/// The figures of every symptom, in the order of the pack.
pub fn figures(pack: &Arc<Pack>, most_states: usize) -> Vec<SymptomFigures> {
    let Proof { trees } = prove(pack, most_states);
    let figures = trees.into_iter().map(|proof| {
        let cut_short = |finding: &super::Finding| matches!(finding.problem, super::Problem::TooManyStates { .. });
        SymptomFigures {
            tree: proof.tree,
            nodes: proof.nodes,
            facts: proof.facts,
            ways_out: pack.tree(proof.tree).likelihood.len(),
            longest: proof.longest,
            questions: proof.questions,
            minutes: proof.minutes,
            complete: !proof.findings.iter().any(cut_short),
            orders: order_costs(pack, proof.tree),
        }
    });
    figures.collect()
}
