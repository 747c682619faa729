//! The raw form of facts.

use super::reference::RawSource;
use super::{Flag, Number, OneOrMany, Pairs, RawValue};
use crate::load::shape::Form;
use crate::load::yaml::Text;

/// The types of facts.
pub const TYPES: [&str; 6] = ["bool", "choice", "set", "number", "text", "time"];

record! {
    /// A typed thing that can be known.
    RawFact {
        /// `subject.name`.
        must name: Text = "fact",
        /// bool, choice, set, number, text or time.
        must kind: Text = "type" as Form::Words(&TYPES),
        /// A few words that name it in a trail or a blank.
        must label: Text = "label",
        /// How a person is asked.
        may question: Text = "question",
        /// How a person finds out.
        may help: Text = "help",
        /// What it costs a person to find out.
        may minutes: Number = "minutes",
        /// The answers a person can pick, and what they read.
        may choices: Pairs<Text> = "choices",
        /// A table whose entries are further choices.
        may choices_from: Text = "choices_from",
        /// An expression that decides it, or several of which the first that decides counts.
        may derive: OneOrMany<Text> = "derive",
        /// What happens when it guards a fix and does not hold.
        may gate: RawGate = "gate",
        /// What Graph can say about it, best first.
        may graph: Vec<RawEvidence> = "graph",
        /// Where it is documented.
        may sources: Vec<RawSource> = "sources",
        /// Codes that are allowed here, each with the reason.
        may allow: Pairs<Text> = "allow",
    }
}

record! {
    /// What happens when a guarding fact does not hold.
    RawGate {
        /// The words to say.
        must refuse: Text = "refuse",
        /// Who takes over.
        must to: Text = "to",
    }
}

record! {
    /// What a Graph request says about a fact.
    RawEvidence {
        /// The request whose response is read.
        must request: Text = "request",
        /// An expression over `response`.
        must value: Text = "value",
        /// Whether it settles the fact or only points.
        must certain: Flag = "certain",
        /// What the fact is when the list in the answer is empty; `value` if the expression decides that too. Without
        /// it, an empty list says nothing.
        may empty: RawValue = "empty",
        /// What the fact is when Graph says that there is no such thing. Without it, that says nothing.
        may not_found: RawValue = "not_found",
    }
}
