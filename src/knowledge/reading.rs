//! Readings: what an answer of Graph says about a fact, after it has been read and checked.
//!
//! Like [`Expression`](super::Expression), but over JSON: what is absent or null is unknown, texts are compared without
//! regard to letter case (Graph's pages and its answers differ in it), and moments are texts.

use serde::{Deserialize, Serialize};

use super::{Comparison, FactId, TableId, Value};

/// An expression over the answer to a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reading {
    /// A constant.
    Literal(Value),
    /// `null`: nothing is known.
    Unknown,
    /// The answer.
    Response,
    /// What another fact is.
    Fact(FactId),
    /// The member of the list that many levels out, the innermost being 0.
    Variable(u32),
    /// A property.
    Field(Box<Reading>, String),
    /// The member of a list at a place.
    Item(Box<Reading>, u32),
    /// No becomes yes, yes becomes no.
    Not(Box<Reading>),
    /// All hold. No as soon as one does not.
    And(Vec<Reading>),
    /// One holds. Yes as soon as one does.
    Or(Vec<Reading>),
    /// The second if the first holds, else the third.
    If(Box<[Reading; 3]>),
    /// Two values compared.
    Compare(Comparison, Box<[Reading; 2]>),
    /// The first is a member of the second, a list.
    In(Box<[Reading; 2]>),
    /// The first, a list, with the second done for each of its members.
    Each(Traversal, Box<[Reading; 2]>),
    /// How many members a list has.
    Size(Box<Reading>),
    /// A list.
    List(Vec<Reading>),
    /// The keys of a table.
    Members(TableId),
    /// The key of the entry of a table that has this id in the directory.
    Key(TableId, Box<Reading>),
    /// A function of its arguments.
    Call(ReadFunction, Vec<Reading>),
}

/// What is done with the members of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Traversal {
    /// `LIST.exists(x, …)`: yes if the test holds for one.
    Exists,
    /// `LIST.all(x, …)`: yes if the test holds for each.
    All,
    /// `LIST.filter(x, …)`: the members for which it holds.
    Filter,
    /// `LIST.map(x, …)`: what becomes of each.
    Map,
}

/// The functions a reading may call. All are pure; the time is an argument of the evaluation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReadFunction {
    /// Whole minutes from a moment to now.
    MinutesSince,
    /// The latest of a list of moments.
    Newest,
    /// The first, or the second if the first is there and null: for properties whose null is documented.
    IfNull,
    /// `a.startsWith(b)`
    StartsWith,
    /// `a.endsWith(b)`
    EndsWith,
    /// `a.contains(b)`
    Contains,
    /// The part of the first text after the last place where the second stands in it.
    After,
    /// The number that a text spells.
    Number,
    /// Two numbers added.
    Add,
    /// The second number taken from the first.
    Subtract,
}

impl Reading {
    /// The facts it reads, each once, in reading order.
    pub fn facts(&self) -> Vec<FactId> {
        let mut facts = Vec::new();
        self.visit(&mut |reading| {
            if let Self::Fact(fact) = reading
                && !facts.contains(fact)
            {
                facts.push(*fact);
            }
        });
        facts
    }

    /// The tables it looks into.
    pub fn tables(&self) -> Vec<TableId> {
        let mut tables = Vec::new();
        self.visit(&mut |reading| {
            if let Self::Members(table) | Self::Key(table, _) = reading {
                tables.push(*table);
            }
        });
        tables
    }

    fn visit(&self, see: &mut impl FnMut(&Self)) {
        see(self);
        let parts: &[Self] = match self {
            Self::Literal(_)
            | Self::Unknown
            | Self::Response
            | Self::Fact(_)
            | Self::Variable(_)
            | Self::Members(_) => &[],
            Self::Field(inner, _)
            | Self::Item(inner, _)
            | Self::Not(inner)
            | Self::Size(inner)
            | Self::Key(_, inner) => std::slice::from_ref(inner),
            Self::And(parts) | Self::Or(parts) | Self::List(parts) | Self::Call(_, parts) => parts,
            Self::If(parts) => parts.as_slice(),
            Self::Compare(_, parts) | Self::In(parts) | Self::Each(_, parts) => parts.as_slice(),
        };
        for part in parts {
            part.visit(see);
        }
    }
}
