//! What happened.

use crossterm::event::KeyEvent;

use super::authoring::Reading;
use super::hits::Hits;
use super::tenant::Told;

/// Something that happened outside the model.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Message {
    /// A key was pressed.
    Pressed(KeyEvent),
    /// The mouse was clicked.
    Clicked {
        /// Where.
        column: u16,
        /// Where.
        row: u16,
    },
    /// The wheel was turned.
    Wheeled {
        /// Whether towards the person.
        down: bool,
    },
    /// A text was pasted.
    Pasted(String),
    /// Time has passed.
    ClockMoved {
        /// Seconds since 1970-01-01 UTC.
        now: i64,
    },
    /// A frame was shown.
    Shown(Hits),
    /// A text went to the terminal's clipboard.
    Copied(String),
    /// A text could not be copied.
    CopyRefused {
        /// The text.
        text: String,
        /// Why.
        why: Refusal,
    },
    /// The terminal said which colour its ground has.
    GroundSeen([u16; 3]),
    /// The knowledge was read anew.
    Reread(Box<Reading>),
    /// The editor was closed; or why it could not be opened.
    Edited {
        /// Why.
        failed: Option<String>,
    },
    /// The tenant said something.
    Told(Box<Told>),
    /// A signal asked the program to end.
    Interrupted,
}

/// Why a text could not be copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// It is longer than terminals take.
    TooLong,
    /// This terminal has no clipboard.
    NoClipboard,
    /// It could not be written.
    Failed,
}
