//! The value of a fact.

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};

/// What a fact can be.
///
/// The value of a choice and the members of a set are the authored keys (`password-administrator`), not their labels.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Value {
    /// Yes or no.
    Bool(bool),
    /// A whole number, in the unit the fact's question names.
    Number(i64),
    /// Free text, or the key of a choice.
    Text(String),
    /// A moment, in seconds since 1970-01-01 UTC.
    Time(i64),
    /// Any number of keys.
    Set(BTreeSet<String>),
}

impl Value {
    /// A text or choice value.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A set value.
    pub fn set<I: IntoIterator<Item = S>, S: Into<String>>(members: I) -> Self {
        Self::Set(members.into_iter().map(Into::into).collect())
    }

    /// The bool inside, if this is one.
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(*value),
            _ => None,
        }
    }
}

/// Writes the value as a pack or a command line spells it: `yes`, `greyed`, `a,b`, `none` for the empty set.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bool(true) => f.write_str("yes"),
            Self::Bool(false) => f.write_str("no"),
            Self::Number(number) | Self::Time(number) => write!(f, "{number}"),
            Self::Text(text) => f.write_str(text),
            Self::Set(members) if members.is_empty() => f.write_str("none"),
            Self::Set(members) => {
                for (n, member) in members.iter().enumerate() {
                    if n > 0 {
                        f.write_str(",")?;
                    }
                    f.write_str(member)?;
                }
                Ok(())
            }
        }
    }
}
