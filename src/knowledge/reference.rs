//! What trees refer to: sources, statements, codes, tables; and cases and languages.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{CauseId, FactId, TreeId, Value};

/// Where a statement about the domain is documented, and when somebody last looked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The address.
    pub url: String,
    /// The day it was verified, `YYYY-MM-DD`.
    pub verified: String,
}

/// A statement of the source document, in our words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seed {
    /// `S1` …
    pub name: String,
    /// What it says.
    pub text: String,
    /// How it stands today: current, renamed, incomplete, outdated, moved.
    pub verdict: String,
    /// What is true today.
    pub today: String,
    /// Where that is documented.
    pub sources: Vec<Source>,
}

/// An error code.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Code {
    /// As it is printed.
    pub name: String,
    /// Other spellings.
    pub aliases: Vec<String>,
    /// What it is called.
    pub title: String,
    /// What it means, in one sentence.
    pub meaning: String,
    /// What it proves.
    pub sets: Vec<(FactId, Value)>,
    /// The symptom to open.
    pub leads: TreeId,
    /// Where it is documented.
    pub sources: Vec<Source>,
}

/// Data that expressions and choices use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// The id.
    pub name: String,
    /// What is in it.
    pub content: TableContent,
    /// Where it is documented.
    pub sources: Vec<Source>,
}

/// What a table holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TableContent {
    /// Keys with labels, and the ids the directory knows them by; in the order they are shown.
    Entries(Vec<(String, String, Option<String>)>),
    /// For each key a set of keys.
    Rows {
        /// The rows.
        rows: BTreeMap<String, BTreeSet<String>>,
        /// For a key without a row.
        otherwise: BTreeSet<String>,
    },
    /// A set of keys.
    Members(BTreeSet<String>),
}

impl Table {
    /// What people call the entry with this key.
    pub fn label_of(&self, key: &str) -> Option<&str> {
        let TableContent::Entries(entries) = &self.content else { return None };
        entries.iter().find(|(known, ..)| known == key).map(|(_, label, _)| label.as_str())
    }
}

/// A test of the knowledge: a ticket and the cause it must end at.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Case {
    /// The id.
    pub name: String,
    /// Where it starts.
    pub symptom: TreeId,
    /// The words of the caller.
    pub words: String,
    /// What is so. Everything else is answered "not sure".
    pub facts: Vec<(FactId, Value)>,
    /// The cause that must be the first shown.
    pub expect: CauseId,
    /// The facts a person is asked for on the way there, in order, when each is answered as it is asked.
    pub asked: Option<Vec<FactId>>,
    /// How many they are.
    pub questions: Option<usize>,
    /// Where the ticket comes from.
    pub source: Option<String>,
}

/// A language other than the one the pack is written in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Language {
    /// The code, `fr`.
    pub name: String,
    /// What its speakers call it.
    pub title: String,
    /// Whether it is meant to say all that the pack says.
    pub complete: bool,
    /// Text key to translation.
    pub texts: BTreeMap<String, Translation>,
    /// The words people use for a symptom, by its id.
    pub phrases: BTreeMap<String, Vec<String>>,
}

/// A translated text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Translation {
    /// The text.
    pub text: String,
    /// The hash of the text it translates.
    pub of: String,
}

/// A product's name and what it used to be called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Name {
    /// Today's name.
    pub name: String,
    /// Earlier names, for search only.
    pub old: Vec<String>,
}
