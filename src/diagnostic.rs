//! One shape for everything told to an author.
//!
//! A [`Diagnostic`] knows what is wrong and where; [`render`] turns a list of them into the text a person reads. A place
//! may be symbolic (this tree, that field of it) and becomes file, line and column only when it is printed.

mod codes;
mod mend;
mod place;
mod render;
mod source;

pub use codes::{CODES, Code, code_named};
pub use mend::Mend;
pub use place::{FieldId, FileId, Item, Place, Places, Site, Span, Symbol};
pub use render::{brief, render, render_teaching};
pub use source::Sources;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The pack cannot be used.
    Error,
    /// The pack works, and is probably not what was meant.
    Warning,
    /// Worth knowing.
    Note,
}

impl Severity {
    /// The word printed in front.
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// One thing told to an author.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The name of one of [`CODES`], `unknown-key`.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// Where.
    pub place: Place,
    /// What is wrong, lower case and without a full stop.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// Other places that have to do with it, each with a word on why.
    pub related: Vec<(Place, String)>,
    /// A change of the files that certainly mends it.
    pub mend: Option<Mend>,
}

impl Diagnostic {
    /// A diagnostic without help.
    pub fn new(severity: Severity, code: &'static str, place: impl Into<Place>, message: impl Into<String>) -> Self {
        let (place, message) = (place.into(), message.into());
        Self { code, severity, place, message, help: None, related: Vec::new(), mend: None }
    }

    /// Adds what to do about it.
    pub fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.help = Some(help.into());
        self
    }

    /// Adds a change of the files that certainly mends it.
    pub fn mend(&mut self, mend: Mend) -> &mut Self {
        self.mend = Some(mend);
        self
    }

    /// How the code is printed: with its number, `CD0208 unknown-key`.
    pub fn label(&self) -> String {
        code_named(self.code).map_or_else(|| self.code.to_owned(), |code| format!("{} {}", code.number, code.slug))
    }

    /// Adds another place that has to do with it.
    pub fn relate(&mut self, place: impl Into<Place>, message: impl Into<String>) -> &mut Self {
        self.related.push((place.into(), message.into()));
        self
    }
}
