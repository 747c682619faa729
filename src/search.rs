//! Finding symptoms, codes and causes for words as people say them. Pure.

use crate::knowledge::{CauseId, CodeId, FactId, Pack, TreeId, Value};

/// Everything in a pack that words can find.
#[derive(Clone, Debug, Default)]
pub struct Index {
    entries: Vec<Entry>,
}

#[derive(Clone, Debug)]
struct Entry {
    found: Found,
    title: String,
    words: Vec<String>,
}

/// What words found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// A symptom, whose tree can be opened.
    Symptom(TreeId),
    /// An error code.
    Code(CodeId),
    /// A cause.
    Cause(CauseId),
}

/// One thing that words found.
#[derive(Clone, Debug, PartialEq)]
pub struct Match {
    /// What.
    pub found: Found,
    /// Its title.
    pub title: String,
    /// Which of the words matched, for a person: `matches “reset”, “grey”`.
    pub matched: Vec<String>,
    /// What it proves, when it is a code.
    pub set: Vec<(FactId, Value)>,
    /// Comparable within one search; higher is better.
    pub score: f64,
}

impl Index {
    /// Reads through a pack once. `language` adds the phrases of that language, if the pack has it.
    pub fn new(pack: &Pack, _language: &str) -> Self {
        let trees = pack.parts().trees.iter().enumerate().map(|(n, tree)| Entry {
            found: Found::Symptom(TreeId::from(n)),
            title: tree.title.clone(),
            words: tree.phrases.iter().chain([&tree.title]).map(|phrase| phrase.to_lowercase()).collect(),
        });
        Self { entries: trees.collect() }
    }

    /// What `text` could mean, best first; every symptom, in the order of the pack, when it is empty.
    pub fn find(&self, text: &str) -> Vec<Match> {
        let words: Vec<String> = text.to_lowercase().split_whitespace().map(str::to_owned).collect();
        let mut matches: Vec<Match> = self
            .entries
            .iter()
            .filter_map(|entry| {
                let matched: Vec<String> = words
                    .iter()
                    .filter(|word| entry.words.iter().any(|phrase| phrase.contains(word.as_str())))
                    .cloned()
                    .collect();
                let score = matched.len() as f64;
                (words.is_empty() || score > 0.0).then(|| Match {
                    found: entry.found,
                    title: entry.title.clone(),
                    matched,
                    set: Vec::new(),
                    score,
                })
            })
            .collect();
        matches.sort_by(|a, b| b.score.total_cmp(&a.score));
        matches
    }
}
