//! Answers and where they come from.

use serde::{Deserialize, Serialize};

use crate::knowledge::{FactId, Value};

/// Who or what said so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// The person in front of the screen.
    Person,
    /// Microsoft Graph.
    Probe {
        /// The request that said so.
        request: String,
        /// Whether it settles the fact or only points.
        certain: bool,
        /// The answer it is from, if that is known.
        #[serde(default)]
        reply: Option<Reply>,
    },
    /// An error code that was read out.
    Code {
        /// The code.
        code: String,
    },
    /// Opening the symptom.
    Symptom {
        /// The symptom.
        symptom: String,
    },
}

/// An answer of Graph, as its logs know it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// The status of HTTP.
    pub status: u16,
    /// The id that Graph gave the call.
    pub request_id: Option<String>,
}

impl By {
    /// The precedence among sources: the lowest wins. Derivation comes after all of these; evidence that only points
    /// never answers by itself.
    pub(super) fn rank(&self) -> usize {
        match self {
            Self::Person => 0,
            Self::Probe { certain: true, .. } => 1,
            Self::Code { .. } => 2,
            Self::Symptom { .. } => 3,
            Self::Probe { certain: false, .. } => 4,
        }
    }
}

/// What one source said about one fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The value; none is "not sure".
    pub value: Option<Value>,
    /// Who said so.
    pub by: By,
    /// When, in seconds since 1970-01-01 UTC.
    pub at: i64,
    /// The place of the event among those of the walk.
    pub sequence: usize,
}

/// How far a value can be relied on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// A person or settling evidence said so.
    Certain,
    /// Only evidence that points.
    Likely,
}

/// What is known about a fact after all sources have been heard.
#[derive(Clone, Debug, PartialEq)]
pub enum Known {
    /// A source answered.
    Answered(Answer, Certainty),
    /// It follows from these facts, each of which somebody said.
    Derived(Value, Vec<FactId>, Certainty),
    /// The person said "not sure" and nothing else decides it.
    NotSure,
    /// Nobody can be asked and nothing decides it.
    Unknowable,
    /// It is open. The fact to ask, which is another one when this is decided by its inputs.
    Open(FactId),
}

impl Known {
    /// The value, if there is one.
    pub fn value(&self) -> Option<&Value> {
        match self {
            Self::Answered(answer, _) => answer.value.as_ref(),
            Self::Derived(value, ..) => Some(value),
            Self::NotSure | Self::Unknowable | Self::Open(_) => None,
        }
    }

    /// How far the value can be relied on.
    pub fn certainty(&self) -> Certainty {
        match self {
            Self::Answered(_, certainty) | Self::Derived(_, _, certainty) => *certainty,
            Self::NotSure | Self::Unknowable | Self::Open(_) => Certainty::Certain,
        }
    }
}
