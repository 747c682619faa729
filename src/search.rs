//! Finding symptoms, codes and causes for words as people say them. Pure.
//!
//! An [`Index`] is built once from a pack and asked at every key. Words are compared by their stems; mistyped ones, words
//! of the same meaning and old product names find what they stand for. Codes are picked out of any pasted text and come
//! first, because they say more than words do.

mod closest;
mod codes;
mod glossary;
mod rank;
mod vocabulary;
mod words;

#[cfg(test)]
mod tests;

pub use closest::closest;

use codes::Codes;
use glossary::Glossary;
use rank::{Document, Documents, Field};
use vocabulary::Vocabulary;
use words::words;

use crate::knowledge::{Cause, CauseId, Code, CodeId, FactId, Leaf, Pack, Tree, TreeId, Value};

/// No more is found than this; nobody reads on.
const MOST: usize = 40;

/// Text beyond this many characters is not looked at.
const LONGEST: usize = 50_000;

/// Everything in a pack that words can find.
#[derive(Clone, Debug, Default)]
pub struct Index {
    entries: Vec<Entry>,
    codes: Codes,
    glossary: Glossary,
    vocabulary: Vocabulary,
    documents: Documents,
}

#[derive(Clone, Debug)]
struct Entry {
    found: Found,
    title: String,
    set: Vec<(FactId, Value)>,
    leads: Option<TreeId>,
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
    /// Which of the words matched, as they were written: `reset`, `grey`.
    pub matched: Vec<String>,
    /// What it proves, when it is a code.
    pub set: Vec<(FactId, Value)>,
    /// Comparable within one search; higher is better.
    pub score: f64,
}

impl Index {
    /// Reads through a pack once. `language` adds the phrases of that language, if the pack has it.
    pub fn new(pack: &Pack, language: &str) -> Self {
        let parts = pack.parts();
        let mut index = Self {
            codes: Codes::new(pack),
            glossary: Glossary::new(&parts.names),
            vocabulary: Vocabulary::new(),
            ..Self::default()
        };
        let spoken = parts.languages.iter().find(|known| known.name == language);
        for (n, tree) in parts.trees.iter().enumerate() {
            let phrases = spoken.and_then(|language| language.phrases.get(&tree.name));
            let title = spoken.and_then(|language| language.texts.get(&format!("symptom.{}.title", tree.name)));
            let also = phrases.into_iter().flatten().chain(title.map(|title| &title.text));
            index.add_symptom(pack, TreeId::from(n), tree, also);
        }
        for (n, code) in parts.codes.iter().enumerate() {
            index.add_code(CodeId::from(n), code);
        }
        for (n, cause) in parts.causes.iter().enumerate() {
            index.add_cause(CauseId::from(n), cause);
        }
        index.vocabulary.seal();
        index.documents.seal(index.vocabulary.len());
        index
    }

    /// What `text` could mean, best first; every symptom, in the order of the pack, when it is empty.
    pub fn find(&self, text: &str) -> Vec<Match> {
        if text.trim().is_empty() {
            return self.every_symptom();
        }
        let end = text.char_indices().nth(LONGEST).map_or(text.len(), |(end, _)| end);
        let text = text.get(..end).unwrap_or(text);
        let mut matches = self.codes_in(text);
        let best = self.by_words(text, &matches);
        let listed: Vec<Found> = matches.iter().map(|found| found.found).collect();
        matches.extend(best.into_iter().filter(|found| !listed.contains(&found.found)));
        matches.truncate(MOST);
        matches
    }

    fn every_symptom(&self) -> Vec<Match> {
        let symptoms = self.entries.iter().filter(|entry| matches!(entry.found, Found::Symptom(_)));
        symptoms.map(|entry| entry.matched(Vec::new(), 0.0)).collect()
    }

    fn codes_in(&self, text: &str) -> Vec<Match> {
        let mut mentions = self.codes.mentioned(text);
        if mentions.is_empty() {
            let typed = text.trim();
            let begun = self.codes.beginning(typed).into_iter();
            mentions = begun.map(|code| codes::Mention { code, said: typed.to_owned() }).collect();
        }
        let entry = |code: CodeId| self.entries.iter().find(move |entry| entry.found == Found::Code(code));
        let found = mentions.into_iter().enumerate().filter_map(|(n, mention)| {
            // Above anything that words reach, in the order of the text.
            let score = 1.0e6 - n as f64;
            Some(entry(mention.code)?.matched(vec![mention.said], score))
        });
        found.collect()
    }

    fn by_words(&self, text: &str, codes: &[Match]) -> Vec<Match> {
        let unfinished = text.ends_with(|c: char| c.is_alphanumeric());
        let said = self.glossary.modern(&words(text));
        let mut ranked = self.documents.rank(&self.vocabulary, &said, unfinished, MOST);
        self.raise_where_codes_lead(codes, &mut ranked);
        ranked
            .into_iter()
            .filter_map(|ranked| {
                let entry = self.entries.get(ranked.document)?;
                Some(entry.matched(ranked.matched, ranked.score))
            })
            .collect()
    }

    /// The symptom that a code leads to comes right after it, for the same reason.
    fn raise_where_codes_lead(&self, codes: &[Match], ranked: &mut Vec<rank::Ranked>) {
        let top = ranked.first().map_or(1.0, |best| best.score);
        for code in codes.iter().rev() {
            let leads = self.entries.iter().find(|entry| entry.found == code.found).and_then(|entry| entry.leads);
            let Some(tree) = leads else { continue };
            let Some(document) = self.entries.iter().position(|entry| entry.found == Found::Symptom(tree)) else {
                continue;
            };
            let before = ranked.iter().position(|ranked| ranked.document == document).map(|place| ranked.remove(place));
            let mut matched = code.matched.clone();
            let said = matched.join(" ").to_lowercase();
            let words = before.into_iter().flat_map(|ranked| ranked.matched);
            matched.extend(words.filter(|word| !said.contains(&word.to_lowercase())));
            ranked.insert(0, rank::Ranked { document, score: top + 1.0, matched });
        }
    }

    fn add_symptom<'a>(&mut self, pack: &Pack, id: TreeId, tree: &'a Tree, also: impl Iterator<Item = &'a String>) {
        let mut document = Document::new(1.0);
        self.read(&mut document, &tree.title, Field::Phrase(1.2));
        for phrase in tree.phrases.iter().chain(also) {
            self.read(&mut document, phrase, Field::Phrase(1.0));
        }
        for (leaf, _) in &tree.likelihood {
            if let Leaf::Cause(cause) = leaf {
                self.read(&mut document, &pack.cause(*cause).title, Field::Aside(0.15));
            }
        }
        self.documents.add(document);
        self.entries.push(Entry { found: Found::Symptom(id), title: tree.title.clone(), set: Vec::new(), leads: None });
    }

    fn add_code(&mut self, id: CodeId, code: &Code) {
        let mut document = Document::new(0.6);
        self.read(&mut document, &code.title, Field::Phrase(1.0));
        self.read(&mut document, &code.meaning, Field::Aside(0.4));
        self.documents.add(document);
        let (title, set) = (code.title.clone(), code.sets.clone());
        self.entries.push(Entry { found: Found::Code(id), title, set, leads: Some(code.leads) });
    }

    fn add_cause(&mut self, id: CauseId, cause: &Cause) {
        let mut document = Document::new(0.75);
        self.read(&mut document, &cause.title, Field::Phrase(1.0));
        self.read(&mut document, &cause.name, Field::Phrase(0.6));
        self.read(&mut document, &cause.why, Field::Aside(0.15));
        self.documents.add(document);
        let title = cause.title.clone();
        self.entries.push(Entry { found: Found::Cause(id), title, set: Vec::new(), leads: None });
    }

    fn read(&mut self, document: &mut Document, text: &str, field: Field) {
        let old = words(text);
        let new = self.glossary.modern(&old);
        // Both names are kept, so that half of an old name finds it too.
        let mut terms: Vec<_> = new.iter().map(|word| self.vocabulary.add(word)).collect();
        for word in old.iter().filter(|word| !new.contains(word)) {
            document.note(self.vocabulary.add(word), field.weight());
        }
        terms.sort_unstable();
        terms.dedup();
        document.read(&terms, field);
    }
}

impl Entry {
    fn matched(&self, matched: Vec<String>, score: f64) -> Match {
        Match { found: self.found, title: self.title.clone(), matched, set: self.set.clone(), score }
    }
}
