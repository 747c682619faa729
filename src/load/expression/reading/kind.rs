//! The types of expressions over answers.

use crate::knowledge::FactKind;
use crate::load::names::Shape;

/// The type of an expression.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// Something in an answer, whose type shows only when it arrives.
    Json(Origin),
    /// Yes or no.
    Bool,
    /// A whole number.
    Number,
    /// A moment.
    Time,
    /// A text, or a key.
    Text,
    /// A list.
    List(Box<Kind>),
    /// `null`, or a fact whose own type is wrong.
    Nothing,
}

/// Where in the answer something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// It is the answer.
    Response,
    /// It is the list of the answer.
    Items,
    /// It is a member of that list.
    Item,
    /// It is deeper.
    Other,
}

impl Kind {
    /// The type of a fact.
    pub fn of_fact(shape: &Shape) -> Self {
        match shape.kind {
            None => Self::Nothing,
            Some(FactKind::Bool) => Self::Bool,
            Some(FactKind::Number) => Self::Number,
            Some(FactKind::Time) => Self::Time,
            Some(FactKind::Text | FactKind::Choice) => Self::Text,
            Some(FactKind::Set) => Self::List(Box::new(Self::Text)),
        }
    }

    /// Whether a value of this type can stand where one of the other is wanted.
    pub fn fits(&self, wanted: &Self) -> bool {
        match (self, wanted) {
            (Self::Json(_) | Self::Nothing, _) | (_, Self::Json(_) | Self::Nothing) => true,
            (Self::List(a), Self::List(b)) => a.fits(b),
            (a, b) => a == b,
        }
    }

    /// The type of a member, if this can be a list.
    pub fn member(&self) -> Option<Self> {
        match self {
            Self::Json(Origin::Items) => Some(Self::Json(Origin::Item)),
            Self::Json(Origin::Other) => Some(Self::Json(Origin::Other)),
            Self::List(member) => Some(member.as_ref().clone()),
            _ => None,
        }
    }

    /// What it is called, with an article.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Json(Origin::Response) => "the answer",
            Self::Json(Origin::Items) | Self::List(_) => "a list",
            Self::Json(Origin::Item | Origin::Other) => "a property",
            Self::Bool => "a bool",
            Self::Number => "a number",
            Self::Time => "a time",
            Self::Text => "a text",
            Self::Nothing => "unknown",
        }
    }
}
