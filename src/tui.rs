//! The full-screen face.
//!
//! The Elm architecture: what happened is a message, `update` folds it into the model and says what the outside world
//! should do, `view` draws the model and says what is where. Both are pure; only `runtime` touches the terminal.

mod action;
mod answers;
mod ascii;
mod asking;
mod authoring;
mod effect;
mod ground;
mod hits;
mod input;
mod keys;
mod map;
mod message;
mod model;
mod note;
mod overlay;
mod page;
mod runtime;
mod tenant;
#[cfg(test)]
mod tests;
mod theme;
mod ticket;
mod time;
mod update;
mod view;
mod wrap;

use std::io;
use std::sync::Arc;
use std::sync::mpsc::Receiver;

use crate::diagnosis::{Event, Stamped};
use crate::knowledge::{Pack, TreeId};
use crate::texts::Texts;

pub use authoring::{Knowledge, Location, Problems, Reading};
pub use tenant::{Inquiry, News, Tenant, Told};
pub use theme::ThemeName;

/// How the face begins.
#[derive(Clone, Debug)]
pub struct Options {
    /// The language of the interface.
    pub texts: Texts,
    /// The language whose phrases are searched too.
    pub language: String,
    /// The colours.
    pub theme: ThemeChoice,
    /// Draw with ASCII alone.
    pub ascii: bool,
    /// What kind of terminal this is.
    pub terminal: TerminalKind,
    /// A symptom to begin at, instead of the opening.
    pub start: Option<TreeId>,
    /// What happened to its walk already, such as facts that are given.
    pub events: Vec<Event>,
    /// Fail after the first frame: how the terminal is left then is worth a test.
    #[cfg(debug_assertions)]
    pub panic_after_first_frame: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            texts: Texts::english(),
            language: String::new(),
            theme: ThemeChoice::Auto { colorfgbg: None },
            ascii: false,
            terminal: TerminalKind::default(),
            start: None,
            events: Vec::new(),
            #[cfg(debug_assertions)]
            panic_after_first_frame: false,
        }
    }
}

/// Which colours to use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ThemeChoice {
    /// Those that fit the terminal's ground.
    Auto {
        /// What `COLORFGBG` says, if it says anything.
        colorfgbg: Option<String>,
    },
    /// These.
    Fixed(ThemeName),
}

/// What a terminal can do that it does not say itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TerminalKind {
    /// It answers questions, knows links, and has a clipboard.
    #[default]
    Capable,
    /// It shows text and takes keys, such as the Linux console.
    Simple,
}

/// What came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// What happened to each ticket, in the order they were opened.
    pub walks: Vec<Vec<Stamped>>,
    /// Whether a signal or Ctrl-C ended it.
    pub interrupted: bool,
}

/// Runs the face until the person quits.
///
/// # Errors
/// When the terminal cannot be read or written.
pub fn run(pack: Arc<Pack>, options: Options, tenant: Option<Tenant>) -> io::Result<Outcome> {
    runtime::run(pack, options, None, tenant)
}

/// What an author needs besides: knowledge that is read anew at every save, and an editor.
#[derive(Debug)]
pub struct Workbench {
    /// The knowledge as it was read first, and after each save.
    pub readings: Receiver<Reading>,
    /// The program that opens a file, with its arguments.
    pub editor: Vec<String>,
}

/// Runs the face for an author until they quit.
///
/// # Errors
/// When the terminal cannot be read or written.
pub fn run_for_author(
    pack: Arc<Pack>,
    options: Options,
    workbench: Workbench,
    tenant: Option<Tenant>,
) -> io::Result<Outcome> {
    runtime::run(pack, options, Some(workbench), tenant)
}
