//! How well documents answer words: rare words weigh more than common ones, and a phrase that is met as a whole more than
//! its words strewn about (BM25 over weighted fields, then the best phrase).

use super::vocabulary::{Meant, Term, Vocabulary};
use super::words::Word;

/// How soon more of the same word stops helping.
const SATURATION: f64 = 1.2;
/// How much a long document is held back.
const LENGTH: f64 = 0.3;
/// Anything weaker than this part of the best is left out.
const WEAKEST: f64 = 0.25;
/// No more words than this are shown as the reason.
const MOST_REASONS: usize = 6;
/// A word counts once, and of a long text only so many words.
const MOST_WORDS: usize = 200;

/// What part of a document a text is, and what its words weigh.
#[derive(Clone, Copy, Debug)]
pub(super) enum Field {
    /// A text that people might say as a whole.
    Phrase(f64),
    /// A text that only helps.
    Aside(f64),
}

impl Field {
    pub(super) fn weight(self) -> f64 {
        match self {
            Self::Phrase(weight) | Self::Aside(weight) => weight,
        }
    }
}

/// The words of one thing that can be found.
#[derive(Clone, Debug, Default)]
pub(super) struct Document {
    standing: f64,
    terms: Vec<(Term, f64)>,
    phrases: Vec<(f64, Vec<Term>)>,
}

impl Document {
    /// `standing` is what its score is multiplied with.
    pub(super) fn new(standing: f64) -> Self {
        Self { standing, ..Self::default() }
    }

    /// Notes one word.
    pub(super) fn note(&mut self, term: Term, weight: f64) {
        self.terms.push((term, weight));
    }

    /// Notes the words of a text.
    pub(super) fn read(&mut self, terms: &[Term], field: Field) {
        for term in terms {
            self.note(*term, field.weight());
        }
        if let Field::Phrase(weight) = field {
            self.phrases.push((weight, terms.to_vec()));
        }
    }

    fn settle(&mut self) {
        self.terms.sort_by_key(|(term, _)| *term);
        self.terms.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same {
                kept.1 += next.1;
            }
            same
        });
    }

    fn weight_of(&self, term: Term) -> Option<f64> {
        let place = self.terms.binary_search_by_key(&term, |(term, _)| *term).ok()?;
        self.terms.get(place).map(|(_, weight)| *weight)
    }
}

/// All documents, and for each term those it is in.
#[derive(Clone, Debug, Default)]
pub(super) struct Documents {
    all: Vec<Document>,
    /// By term: the document, and what the term contributes to it.
    postings: Vec<Vec<(u32, f32)>>,
    rarity: Vec<f64>,
}

/// A document, how well it answers, and to which words.
#[derive(Clone, Debug)]
pub(super) struct Ranked {
    pub document: usize,
    pub score: f64,
    pub matched: Vec<String>,
}

/// A word that was said and the terms it could mean, with what each is worth.
struct Sought<'a> {
    word: &'a Word,
    worth: Vec<(Term, f64)>,
}

impl Documents {
    pub(super) fn add(&mut self, mut document: Document) {
        document.settle();
        self.all.push(document);
    }

    /// Makes the documents findable; to be called when all have been added.
    pub(super) fn seal(&mut self, terms: usize) {
        let lengths: Vec<f64> =
            self.all.iter().map(|document| document.terms.iter().map(|(_, weight)| weight).sum()).collect();
        let mean = (lengths.iter().sum::<f64>() / lengths.len().max(1) as f64).max(f64::MIN_POSITIVE);
        self.postings = vec![Vec::new(); terms];
        for (n, document) in self.all.iter().enumerate() {
            let length = lengths.get(n).copied().unwrap_or(mean);
            let held_back = SATURATION * (1.0 - LENGTH + LENGTH * length / mean);
            for (term, weight) in &document.terms {
                let part = document.standing * weight * (SATURATION + 1.0) / (weight + held_back);
                if let Some(posting) = self.postings.get_mut(*term as usize) {
                    posting.push((n as u32, part as f32));
                }
            }
        }
        let rarity = |posting: &Vec<_>| self.rarity_of(posting.len());
        self.rarity = self.postings.iter().map(rarity).collect();
    }

    fn rarity_of(&self, documents: usize) -> f64 {
        let (all, with) = (self.all.len() as f64, documents as f64);
        (1.0 + (all - with + 0.5) / (with + 0.5)).ln()
    }

    /// The documents that answer the words best, best first.
    pub(super) fn rank(&self, vocabulary: &Vocabulary, said: &[Word], unfinished: bool, most: usize) -> Vec<Ranked> {
        let sought = self.sought(vocabulary, said, unfinished);
        let mut ranked = best(&self.scores(&sought), 2 * most);
        let all: f64 =
            sought.iter().map(|sought| sought.worth.iter().map(|(_, worth)| *worth).fold(0.0, f64::max)).sum();
        for (document, score) in &mut ranked {
            if let Some(document) = self.all.get(*document) {
                *score *= 1.0 + self.best_phrase(document, &sought, all);
            }
        }
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let least = ranked.first().map_or(0.0, |best| best.1 * WEAKEST);
        ranked
            .into_iter()
            .take(most)
            .filter(|(_, score)| *score >= least)
            .map(|(document, score)| Ranked { document, score, matched: self.reasons(document, &sought) })
            .collect()
    }

    fn sought<'a>(&self, vocabulary: &Vocabulary, said: &'a [Word], unfinished: bool) -> Vec<Sought<'a>> {
        let mut sought: Vec<Sought<'a>> = Vec::new();
        for (n, word) in said.iter().enumerate() {
            let repeated = sought.iter().any(|known| known.word.stem == word.stem);
            if repeated || sought.len() >= MOST_WORDS {
                continue;
            }
            let meant = vocabulary.meant(word, unfinished && n + 1 == said.len());
            sought.push(Sought { word, worth: self.worth(&meant) });
        }
        sought
    }

    /// What each meaning is worth. Those found by first letters share one rarity: none of them was said in full.
    fn worth(&self, meant: &[Meant]) -> Vec<(Term, f64)> {
        let count = |meant: &Meant| self.postings.get(meant.term as usize).map_or(0, Vec::len);
        let shared: usize = meant.iter().filter(|meant| meant.by_prefix).map(count).sum();
        let shared = self.rarity_of(shared.min(self.all.len()));
        let worth = |meant: &Meant| {
            let rarity = self.rarity.get(meant.term as usize).copied().unwrap_or(0.0);
            (meant.term, meant.fit * if meant.by_prefix { rarity.min(shared) } else { rarity })
        };
        meant.iter().map(worth).collect()
    }

    /// For each document the sum over the words of the best meaning of each.
    fn scores(&self, sought: &[Sought<'_>]) -> Vec<f32> {
        let mut scores = vec![0.0_f32; self.all.len()];
        let mut best = vec![0.0_f32; self.all.len()];
        let mut touched: Vec<u32> = Vec::new();
        for sought in sought {
            for (term, worth) in &sought.worth {
                for (document, part) in self.postings.get(*term as usize).into_iter().flatten() {
                    let Some(best) = best.get_mut(*document as usize) else { continue };
                    if *best == 0.0 {
                        touched.push(*document);
                    }
                    *best = best.max(part * *worth as f32);
                }
            }
            for document in touched.drain(..) {
                if let (Some(score), Some(best)) = (scores.get_mut(document as usize), best.get_mut(document as usize))
                {
                    *score += std::mem::take(best);
                }
            }
        }
        scores
    }

    /// How much the words and the phrase closest to them have in common, of 1.
    fn best_phrase(&self, document: &Document, sought: &[Sought<'_>], all: f64) -> f64 {
        let common = |(weight, phrase): &(f64, Vec<Term>)| {
            let met: f64 = sought
                .iter()
                .map(|sought| {
                    let worth = |(term, worth): &(Term, f64)| phrase.binary_search(term).is_ok().then_some(*worth);
                    sought.worth.iter().filter_map(worth).fold(0.0, f64::max)
                })
                .sum();
            let own: f64 = phrase.iter().map(|term| self.rarity.get(*term as usize).copied().unwrap_or(0.0)).sum();
            weight.min(1.0) * 2.0 * met / (own + all).max(f64::MIN_POSITIVE)
        };
        document.phrases.iter().map(common).fold(0.0, f64::max)
    }

    /// The words that a document answers, the most telling ones if they are many.
    fn reasons(&self, document: usize, sought: &[Sought<'_>]) -> Vec<String> {
        let Some(document) = self.all.get(document) else { return Vec::new() };
        let mut reasons: Vec<(usize, f64)> = Vec::new();
        for (n, sought) in sought.iter().enumerate() {
            let value = |(term, worth): &(Term, f64)| document.weight_of(*term).map(|weight| weight.min(1.0) * worth);
            let value = sought.worth.iter().filter_map(value).fold(0.0, f64::max);
            if value > 0.0 {
                reasons.push((n, value));
            }
        }
        reasons.sort_by(|a, b| b.1.total_cmp(&a.1));
        reasons.truncate(MOST_REASONS);
        reasons.sort_by_key(|(n, _)| *n);
        let mut said: Vec<String> = Vec::new();
        for (n, _) in reasons {
            if let Some(sought) = sought.get(n)
                && !said.contains(&sought.word.said)
            {
                said.push(sought.word.said.clone());
            }
        }
        said
    }
}

/// The documents with the highest scores, in no order.
fn best(scores: &[f32], most: usize) -> Vec<(usize, f64)> {
    let mut found: Vec<(usize, f64)> =
        scores.iter().enumerate().filter(|(_, score)| **score > 0.0).map(|(n, score)| (n, f64::from(*score))).collect();
    let order = |a: &(usize, f64), b: &(usize, f64)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
    if found.len() > most {
        found.select_nth_unstable_by(most, order);
        found.truncate(most);
    }
    found
}
