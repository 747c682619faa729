//! The words of a pack, and the ones a mistyped word could have meant.

use std::collections::HashMap;

use super::words::{Word, alike};

/// A word of the pack, by its place in the vocabulary.
pub(super) type Term = u32;

/// A term that a word could mean, and how well it fits: 1 for the word itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Meant {
    pub term: Term,
    pub fit: f64,
    /// Found by the first letters alone; many terms share these, so each says little.
    pub by_prefix: bool,
}

/// How well a word of the same meaning fits.
const ALIKE: f64 = 0.8;
/// How well the beginning of a word fits at least.
const PREFIX: f64 = 0.5;
/// How well a word with one letter wrong fits, and one with two.
const MISTYPED: [f64; 2] = [0.75, 0.5];
/// The most terms taken for one mistyped word.
const MOST_MEANT: usize = 12;

/// The words of a pack, each once.
#[derive(Clone, Debug, Default)]
pub(super) struct Vocabulary {
    terms: HashMap<String, Term>,
    /// The stem of each term, and the letters in it.
    stems: Vec<(String, u64)>,
    /// Words with their endings, sorted once all are known, so that a prefix is a range.
    full: Vec<(String, Term)>,
    alike: HashMap<String, Vec<String>>,
}

impl Vocabulary {
    pub(super) fn new() -> Self {
        Self { alike: alike(), ..Self::default() }
    }

    /// The term of a word, noted down if it is new.
    pub(super) fn add(&mut self, word: &Word) -> Term {
        let term = self.terms.get(&word.stem).copied().unwrap_or_else(|| {
            let term = Term::try_from(self.stems.len()).unwrap_or(Term::MAX);
            self.stems.push((word.stem.clone(), letters(&word.stem)));
            self.terms.insert(word.stem.clone(), term);
            term
        });
        self.full.push((word.full.clone(), term));
        term
    }

    /// Makes prefixes findable; to be called when all words have been added.
    pub(super) fn seal(&mut self) {
        self.full.sort_unstable();
        self.full.dedup();
        self.full.shrink_to_fit();
    }

    pub(super) fn len(&self) -> usize {
        self.stems.len()
    }

    /// The terms that `word` could mean. `unfinished` is the word that is still being typed.
    pub(super) fn meant(&self, word: &Word, unfinished: bool) -> Vec<Meant> {
        let mut meant: Vec<Meant> = Vec::new();
        let exact = self.terms.get(&word.stem);
        add(&mut meant, exact.copied(), 1.0, false);
        for other in self.alike.get(&word.stem).into_iter().flatten() {
            add(&mut meant, self.terms.get(other).copied(), ALIKE, false);
        }
        if unfinished || exact.is_none() && word.full.len() >= 4 {
            self.add_longer(&word.full, &mut meant);
        }
        if meant.is_empty() {
            add(&mut meant, self.shorter(&word.full), PREFIX, false);
            self.add_mistyped(&word.stem, &mut meant);
        }
        meant
    }

    /// Terms that begin like the word.
    fn add_longer(&self, word: &str, meant: &mut Vec<Meant>) {
        let start = self.full.partition_point(|(full, _)| full.as_str() < word);
        let longer = self.full.iter().skip(start).take_while(|(full, _)| full.starts_with(word));
        let mut found: Vec<Meant> = longer
            .map(|(full, term)| {
                let fit = PREFIX + (1.0 - PREFIX) * word.len() as f64 / full.len() as f64;
                Meant { term: *term, fit: fit.min(0.95), by_prefix: true }
            })
            .filter(|found| !meant.iter().any(|known| known.term == found.term))
            .collect();
        found.sort_by(|a, b| a.term.cmp(&b.term).then(b.fit.total_cmp(&a.fit)));
        found.dedup_by_key(|found| found.term);
        meant.append(&mut found);
    }

    /// The longest term the word begins with, if that is most of it: `resett` is on its way to `resetting`.
    fn shorter(&self, word: &str) -> Option<Term> {
        let least = (word.len() * 3 / 5).max(4);
        (least..word.len()).rev().find_map(|end| self.terms.get(word.get(..end)?).copied())
    }

    fn add_mistyped(&self, stem: &str, meant: &mut Vec<Meant>) {
        let length = stem.chars().count();
        let allowed = match length {
            0..=3 => return,
            4..=7 => 1,
            _ => 2,
        };
        let own = letters(stem);
        let mut close: Vec<(usize, Term)> = Vec::new();
        for (n, (known, signature)) in self.stems.iter().enumerate() {
            // Each mistake changes at most two letters of the set; this spares nearly all comparisons.
            if (signature ^ own).count_ones() as usize > 2 * allowed || known.len().abs_diff(stem.len()) > 2 * allowed {
                continue;
            }
            let distance = strsim::osa_distance(known, stem);
            if distance <= allowed {
                close.push((distance, Term::try_from(n).unwrap_or(Term::MAX)));
            }
        }
        close.sort_unstable();
        for (distance, term) in close.into_iter().take(MOST_MEANT) {
            let fit = MISTYPED.get(distance.saturating_sub(1)).copied().unwrap_or(0.0);
            add(meant, Some(term), fit, false);
        }
    }
}

fn add(meant: &mut Vec<Meant>, term: Option<Term>, fit: f64, by_prefix: bool) {
    let Some(term) = term else { return };
    match meant.iter_mut().find(|known| known.term == term) {
        Some(known) => known.fit = known.fit.max(fit),
        None => meant.push(Meant { term, fit, by_prefix }),
    }
}

/// Which letters a word has, as bits.
fn letters(word: &str) -> u64 {
    word.chars().fold(0, |letters, c| letters | 1 << (u32::from(c) % 64))
}

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::*;

    fn meant(known: &str, typed: &str, unfinished: bool) -> Vec<String> {
        let mut vocabulary = Vocabulary::new();
        for word in words(known) {
            vocabulary.add(&word);
        }
        vocabulary.seal();
        let word = words(typed).remove(0);
        let meant = vocabulary.meant(&word, unfinished);
        meant.into_iter().map(|meant| vocabulary.stems[meant.term as usize].0.clone()).collect()
    }

    #[test]
    fn a_mistyped_word_is_recognised() {
        for typed in ["pasword", "passwrod", "passsword", "pssword", "oassword"] {
            assert_eq!(meant("password button premises", typed, false), ["password"], "{typed}");
        }
        assert_eq!(meant("certificate", "certifcaet", false), ["certificat"]);
    }

    #[test]
    fn short_words_must_be_right() {
        assert_eq!(meant("role", "rol", false), Vec::<String>::new());
        assert_eq!(meant("app", "apq", false), Vec::<String>::new());
    }

    #[test]
    fn an_unfinished_word_finds_what_begins_like_it() {
        assert_eq!(meant("reset registered greyed", "re", true), ["reset", "register"]);
        assert_eq!(meant("reset registered greyed", "re", false), Vec::<String>::new());
        assert_eq!(meant("reset", "resetti", true), ["reset"]);
    }

    #[test]
    fn grey_and_gray_are_one() {
        assert_eq!(meant("greyed", "gray", false), ["grey"]);
    }
}
