//! Logic, after it has been read and checked.
//!
//! Authors write the Common Expression Language; the loader checks names and types and keeps this. It is smaller than
//! CEL on purpose: everything in it terminates, has no side effect, and means something when facts are unknown.

use serde::{Deserialize, Serialize};

use super::{FactId, TableId, Value};

/// An expression whose names and types have been checked.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Expression {
    /// A constant.
    Literal(Value),
    /// What a fact is.
    Fact(FactId),
    /// The variable of the quantifier that many levels out, the innermost being 0.
    Variable(u32),
    /// No becomes yes, yes becomes no.
    Not(Box<Expression>),
    /// All hold. No as soon as one does not.
    And(Vec<Expression>),
    /// One holds. Yes as soon as one does.
    Or(Vec<Expression>),
    /// The second if the first holds, else the third.
    If(Box<[Expression; 3]>),
    /// Two values compared.
    Compare(Comparison, Box<[Expression; 2]>),
    /// The first, a key, is a member of the second, a set.
    In(Box<[Expression; 2]>),
    /// A test of each member of a set.
    Each(Quantifier, Box<[Expression; 2]>),
    /// How many members a set has.
    Size(Box<Expression>),
    /// A set of keys, each given by an expression.
    SetOf(Vec<Expression>),
    /// A table that is a set.
    Members(TableId),
    /// The row of a table that a key names, or the table's `otherwise`.
    Row(TableId, Box<Expression>),
    /// A function of its arguments.
    Call(Function, Vec<Expression>),
}

/// How two values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Comparison {
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

/// What is asked of the members of a set. The first operand is the set, the second the test, in which
/// [`Expression::Variable`] stands for the member.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Quantifier {
    /// `SET.exists(x, …)`: yes if the test holds for one.
    Exists,
    /// `SET.all(x, …)`: yes if the test holds for each.
    All,
    /// `SET.filter(x, …)`: the members for which it holds.
    Filter,
}

/// The functions an expression may call. All are pure; the time is that of the last event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Function {
    /// Whole minutes from a time to now.
    MinutesSince,
    /// The larger number.
    Max,
    /// The smaller number.
    Min,
    /// The later time.
    Newest,
    /// Two numbers added.
    Add,
    /// The second number taken from the first.
    Subtract,
}

impl Expression {
    /// The facts this expression reads, each once, in reading order.
    pub fn facts(&self) -> Vec<FactId> {
        let mut facts = Vec::new();
        self.visit_facts(&mut |fact| {
            if !facts.contains(&fact) {
                facts.push(fact);
            }
        });
        facts
    }

    fn visit_facts(&self, see: &mut impl FnMut(FactId)) {
        match self {
            Self::Fact(fact) => see(*fact),
            Self::Literal(_) | Self::Variable(_) | Self::Members(_) => {}
            Self::Not(inner) | Self::Size(inner) | Self::Row(_, inner) => inner.visit_facts(see),
            Self::And(parts) | Self::Or(parts) | Self::SetOf(parts) | Self::Call(_, parts) => {
                for part in parts {
                    part.visit_facts(see);
                }
            }
            Self::If(parts) => {
                for part in parts.iter() {
                    part.visit_facts(see);
                }
            }
            Self::Compare(_, parts) | Self::In(parts) | Self::Each(_, parts) => {
                for part in parts.iter() {
                    part.visit_facts(see);
                }
            }
        }
    }
}
