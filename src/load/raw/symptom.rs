//! The raw form of symptoms and their trees.

use super::cause::RawEscalation;
use super::reference::{RawSource, SEED};
use super::{Number, Pairs, RawValue};
use crate::load::shape::Form;
use crate::load::yaml::Text;

/// The orders of checks.
pub const ORDERS: [&str; 2] = ["best", "fixed"];

/// Where an answer leads: a node of the tree, a cause, or another tree.
const TARGET: Form = Form::Pattern("^((cause|goto) +)?[a-z0-9_-]+$");

record! {
    /// A symptom and its tree.
    RawSymptom {
        /// The symptom, as the caller would say it.
        must title: Text = "symptom",
        /// Other words for it.
        may phrases: Vec<Text> = "phrases",
        /// The statements it answers.
        may seeds: Vec<Text> = "seed" as SEED,
        /// What opening this tree says.
        may given: Pairs<RawValue> = "given",
        /// How many of 100 tickets each cause and goto accounts for.
        must likelihood: Pairs<Number> = "likelihood",
        /// The node a walk starts at.
        must start: Text = "start",
        /// Who takes over when every cause has been tried.
        must escalate: RawEscalation = "escalate",
        /// The nodes.
        must nodes: Pairs<RawNode> = "nodes",
        /// Where it is documented.
        may sources: Vec<RawSource> = "sources",
    }
}

record! {
    /// A place in a tree: a question with `answers`, or `checks`.
    RawNode {
        /// The fact to branch on.
        may ask: Text = "ask",
        /// Where each answer leads.
        may answers: Pairs<Text> = "answers" as TARGET,
        /// Where every other answer leads.
        may otherwise_answer: Text = "else" as TARGET,
        /// Independent hypotheses.
        may checks: Vec<RawCheck> = "checks",
        /// `fixed` keeps the author's order.
        may order: Text = "order" as Form::Words(&ORDERS),
        /// Where it goes on when no check holds.
        may otherwise: Text = "otherwise" as TARGET,
        /// The statements it answers.
        may seeds: Vec<Text> = "seed" as SEED,
        /// Shown with the question.
        may note: Text = "note",
    }
}

record! {
    /// One hypothesis.
    RawCheck {
        /// Holds when it is true. Without one the fix is the test.
        may test: Text = "if",
        /// Where it leads then.
        must then: Text = "then" as TARGET,
        /// The statements it answers.
        may seeds: Vec<Text> = "seed" as SEED,
    }
}
