//! What happened, in order. A walk is nothing but these.

use serde::{Deserialize, Serialize};

use super::By;
use crate::knowledge::Value;

/// One thing that happened to a walk.
///
/// Events name things by their authored names, so that they outlive a version of the pack: a name that no longer exists
/// makes the event mean nothing, never an error.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// A symptom was opened.
    Opened {
        /// The symptom.
        symptom: String,
    },
    /// A source said what a fact is; without a value, "not sure".
    Answered {
        /// The fact.
        fact: String,
        /// Its value.
        value: Option<Value>,
        /// Who said so.
        by: By,
    },
    /// A person took an answer back; it will be asked again.
    Reopened {
        /// The fact.
        fact: String,
    },
    /// A step of a fix was ticked or unticked.
    Ticked {
        /// The cause whose fix it is.
        cause: String,
        /// The step's name.
        step: String,
        /// Whether it is done now.
        done: bool,
    },
    /// The fix helped.
    Fixed {
        /// The cause.
        cause: String,
    },
    /// The fix did not help.
    NotFixed {
        /// The cause.
        cause: String,
    },
    /// It is too early to tell.
    Waiting {
        /// The cause.
        cause: String,
        /// When to look again, in seconds since 1970-01-01 UTC.
        until: i64,
    },
    /// The person went on with the next cause while waiting for this one.
    WentOn {
        /// The cause that is still waiting.
        cause: String,
    },
    /// The event before this one that still counted was taken back.
    Undone,
}

impl Event {
    /// Whether it is an answer that came by itself, from a machine or with a code, whatever was being asked.
    pub(super) fn is_unasked(&self) -> bool {
        matches!(self, Self::Answered { by: By::Probe { .. } | By::Code { .. }, .. })
    }
}

/// An event and when it happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamped {
    /// Seconds since 1970-01-01 UTC.
    pub at: i64,
    /// What happened.
    pub event: Event,
}
