//! What lies over a screen.

use super::asking::Asking;
use super::input::Input;
use super::keys::{Place, Spot};
use super::message::Refusal;
use crate::knowledge::{CauseId, CodeId, FactId};

/// Something over the screen, and how far it is scrolled.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Overlay {
    pub shows: Shows,
    pub scroll: Option<usize>,
}

/// What an overlay shows.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Shows {
    /// Why this question, or this verdict.
    Why,
    /// The tree as it stands.
    Map,
    /// The ticket note.
    Note,
    /// The answers so far, one of which can be changed.
    Answers {
        /// The place among them.
        selected: usize,
    },
    /// An answer being changed.
    Changing(Box<Asking>),
    /// Whose account it is and the like, without which the tenant cannot be asked.
    Subject {
        /// The question.
        asking: Box<Asking>,
        /// How many facts wait for it.
        waiting: usize,
        /// What the person would not say.
        declined: Vec<FactId>,
    },
    /// The keys that work on a screen.
    Help {
        /// What was typed to find one.
        filter: Input,
        /// The place among those found.
        selected: usize,
        /// Where they work.
        on: Spot,
        /// What was open before.
        below: Option<Box<Overlay>>,
    },
    /// What is wrong with the knowledge.
    Problems,
    /// A cause, in full.
    Cause(CauseId),
    /// An error code.
    Code(CodeId),
    /// A text to select by hand.
    Select {
        /// The text.
        text: String,
        /// Why it could not be copied, if it could not.
        why: Option<Refusal>,
    },
}

impl Overlay {
    pub(super) fn new(shows: Shows) -> Self {
        Self { shows, scroll: None }
    }

    /// Where keys are pressed while it is open.
    pub(super) fn place(&self) -> Place {
        match &self.shows {
            Shows::Why | Shows::Map | Shows::Cause(_) | Shows::Problems => Place::Reading,
            Shows::Note => Place::Note,
            Shows::Code(_) => Place::Code,
            Shows::Answers { .. } => Place::Answers,
            Shows::Changing(asking) | Shows::Subject { asking, .. } => Place::of_question(asking),
            Shows::Help { .. } => Place::Help,
            Shows::Select { .. } => Place::Select,
        }
    }
}
