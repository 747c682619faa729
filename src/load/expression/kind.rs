//! The types of expressions.

use std::rc::Rc;

use crate::knowledge::{FactKind, TableContent};

/// The keys a text or the members of a set can be; none if they can be anything.
pub type Keys = Option<Rc<[String]>>;

/// The type of an expression.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// Yes or no.
    Bool,
    /// A whole number.
    Number,
    /// A moment.
    Time,
    /// A text, or a key.
    Text(Keys),
    /// A set of keys.
    Set(Keys),
    /// Not known, because the fact it comes from has a problem that is reported elsewhere.
    Any,
}

impl Kind {
    /// The type of a fact.
    pub fn of_fact(kind: Option<FactKind>, keys: &[String]) -> Self {
        match kind {
            None => Self::Any,
            Some(FactKind::Bool) => Self::Bool,
            Some(FactKind::Number) => Self::Number,
            Some(FactKind::Time) => Self::Time,
            Some(FactKind::Text) => Self::Text(None),
            Some(FactKind::Choice) => Self::Text(Some(keys.into())),
            Some(FactKind::Set) => Self::Set(Some(keys.into())),
        }
    }

    /// The type of a row of a table, or of a table that is a set.
    pub fn of_table(content: &TableContent) -> Self {
        let keys: Vec<String> = match content {
            TableContent::Entries(entries) => entries.iter().map(|(key, ..)| key.clone()).collect(),
            TableContent::Rows { rows, otherwise } => {
                let mut keys: Vec<String> = rows.values().flatten().chain(otherwise).cloned().collect();
                keys.sort();
                keys.dedup();
                keys
            }
            TableContent::Members(members) => members.iter().cloned().collect(),
        };
        Self::Set(Some(keys.into()))
    }

    /// Whether a value of this type can stand where one of the other is wanted. Keys are compared elsewhere.
    pub fn fits(&self, wanted: &Self) -> bool {
        matches!(
            (self, wanted),
            (Self::Any, _)
                | (_, Self::Any)
                | (Self::Bool, Self::Bool)
                | (Self::Number, Self::Number)
                | (Self::Time, Self::Time)
                | (Self::Text(_), Self::Text(_))
                | (Self::Set(_), Self::Set(_))
        )
    }

    /// The keys it can have.
    pub fn keys(&self) -> Keys {
        match self {
            Self::Text(keys) | Self::Set(keys) => keys.clone(),
            _ => None,
        }
    }

    /// What it is called, with an article.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Bool => "a bool",
            Self::Number => "a number",
            Self::Time => "a time",
            Self::Text(None) => "a text",
            Self::Text(Some(_)) => "a choice",
            Self::Set(_) => "a set",
            Self::Any => "unknown",
        }
    }
}
