//! YAML text as a tree of nodes, each with its place.
//!
//! Only what packs need: texts, lists and maps with text keys. Anchors, aliases, merge keys and tags are refused, so that
//! a file means what it says at the place where it says it, and so that nothing small can grow large.

mod folded;
mod parse;
mod syntax;

pub use folded::Folded;
pub use parse::parse;

use crate::diagnostic::Site;

/// Starts the keys of entries that have been reported; no file contains it.
pub const NO_KEY: char = '\0';

/// How much of a file is accepted. Hand-written packs stay far below.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes a file.
    pub file_bytes: usize,
    /// Nodes a file: texts, lists and maps.
    pub nodes: usize,
    /// Lists and maps within each other.
    pub depth: usize,
    /// Bytes a text.
    pub text_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { file_bytes: 64 << 20, nodes: 5_000_000, depth: 64, text_bytes: 64 << 10 }
    }
}

/// A node of a document.
#[derive(Clone, Debug)]
pub struct Node {
    /// Where it stands; for a map or a list, where its first entry does.
    pub site: Site,
    /// What it is.
    pub content: Content,
}

/// What a node is.
#[derive(Clone, Debug)]
pub enum Content {
    /// Nothing, or `~`, or `null`.
    Empty,
    /// Something that has been reported and of which nothing more is said.
    Refused,
    /// A text, also where it reads like a number.
    Text(Text),
    /// A list.
    List(Vec<Node>),
    /// A map, in the order it is written. Keys occur once.
    Map(Vec<Entry>),
}

/// An entry of a map.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The key.
    pub key: Text,
    /// The value.
    pub value: Node,
}

/// A text and where it stands.
#[derive(Clone, Debug, Default)]
#[allow(clippy::struct_field_names, reason = "what else would it be called")]
pub struct Text {
    /// The text.
    pub text: String,
    /// Where it stands, quotes included.
    pub site: Site,
    /// How many bytes into the site the text starts, if it stands there letter by letter.
    pub verbatim: Option<usize>,
}

impl Text {
    /// Where a part of the text stands, or the whole of it where that cannot be said.
    pub fn part(&self, offset: usize, length: usize) -> Site {
        match self.verbatim {
            Some(start) if offset + length <= self.text.len() => self.site.within(start + offset, length),
            _ => self.site,
        }
    }
}

impl Content {
    /// What it is, with an article.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Empty | Self::Refused => "nothing",
            Self::Text(_) => "a text",
            Self::List(_) => "a list",
            Self::Map(_) => "a map",
        }
    }
}
