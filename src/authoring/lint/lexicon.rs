//! Phrases, and where they stand in a text as words of their own.

use std::borrow::Cow;
use std::collections::HashMap;

/// Phrases to look for, found by their first word: most texts hold none of them, and are read once.
#[derive(Clone, Debug)]
pub struct Lexicon<'a> {
    by_first_word: HashMap<&'a str, Vec<Phrase<'a>>>,
    /// For each first byte the second bytes of the first words, a bit each: most words are not even read to their end.
    seconds: [u64; 256],
    /// For each first byte the lengths of the first words, a bit each: most of the rest are not looked up.
    lengths: [u64; 256],
    ignores_case: bool,
}

/// A phrase.
#[derive(Clone, Copy, Debug)]
struct Phrase<'a> {
    text: &'a str,
    /// Where its first word starts, for signs may stand before it.
    offset: usize,
}

impl<'a> Lexicon<'a> {
    /// Of these phrases.
    pub fn new(phrases: impl IntoIterator<Item = &'a str>) -> Self {
        let mut lexicon =
            Self { by_first_word: HashMap::new(), seconds: [0; 256], lengths: [0; 256], ignores_case: false };
        for text in phrases {
            if let Some((offset, word)) = words(text).next() {
                lexicon.by_first_word.entry(word).or_default().push(Phrase { text, offset });
                lexicon.lengths[first_byte(word)] |= length_bit(word);
                // A word of one letter may be followed by anything.
                lexicon.seconds[first_byte(word)] |=
                    word.as_bytes().get(1).map_or(u64::MAX, |second| second_bit(*second));
            }
        }
        lexicon
    }

    /// Of these phrases in any letter case; they are given in lower case.
    pub fn in_any_case(phrases: impl IntoIterator<Item = &'a str>) -> Self {
        let mut lexicon = Self::new(phrases);
        lexicon.ignores_case = true;
        for letter in b'a'..=b'z' {
            let upper = usize::from(letter.to_ascii_uppercase());
            lexicon.lengths[upper] |= lexicon.lengths[usize::from(letter)];
            lexicon.seconds[upper] |= lexicon.seconds[usize::from(letter)];
        }
        lexicon
    }

    /// The first of the phrases that stands in a text as words of its own.
    pub fn find(&self, text: &str) -> Option<&'a str> {
        if self.by_first_word.is_empty() {
            None
        } else if text.is_ascii() {
            self.find_among(self.candidates(text), text)
        } else if self.ignores_case {
            // Letters may be longer in lower case, so places in the text would be off.
            let text = text.to_lowercase();
            self.find_among(words(&text), &text)
        } else {
            self.find_among(words(text), text)
        }
    }

    fn find_among<'t>(&self, words: impl Iterator<Item = (usize, &'t str)>, text: &str) -> Option<&'a str> {
        let may_start = |word: &str| self.lengths.get(first_byte(word)).is_some_and(|is| is & length_bit(word) != 0);
        words.filter(|(_, word)| may_start(word)).find_map(|(at, word)| {
            let is_lower = !self.ignores_case || !word.bytes().any(|byte| byte.is_ascii_uppercase());
            let word = if is_lower { Cow::Borrowed(word) } else { Cow::Owned(word.to_ascii_lowercase()) };
            let phrases = self.by_first_word.get(word.as_ref())?;
            let stands = |phrase: &&Phrase<'_>| {
                at.checked_sub(phrase.offset).is_some_and(|start| self.stands_at(text, start, phrase.text))
            };
            phrases.iter().find(stands).map(|phrase| phrase.text)
        })
    }

    /// The words of a text in ASCII that start like one of the first words, and where they start.
    fn candidates<'t>(&self, text: &'t str) -> impl Iterator<Item = (usize, &'t str)> {
        let bytes = text.as_bytes();
        let mut at = 0;
        std::iter::from_fn(move || {
            loop {
                while !OF_WORD[usize::from(*bytes.get(at)?)] {
                    at += 1;
                }
                let start = at;
                while bytes.get(at).is_some_and(|byte| OF_WORD[usize::from(*byte)]) {
                    at += 1;
                }
                let word = bytes.get(start..at)?;
                let (first, second) =
                    (usize::from(*word.first()?), word.get(1).map_or(u64::MAX, |byte| second_bit(*byte)));
                if self.seconds[first] & second != 0 {
                    return Some((start, text.get(start..at)?));
                }
            }
        })
    }

    fn stands_at(&self, text: &str, start: usize, phrase: &str) -> bool {
        let end = start + phrase.len();
        let same = |part: &str| if self.ignores_case { part.eq_ignore_ascii_case(phrase) } else { part == phrase };
        text.get(start..end).is_some_and(same) && is_apart(text, start, end)
    }
}

/// Whether `word` stands in `text` as a word of its own.
pub fn has_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| is_apart(text, at, at + word.len()))
}

/// Whether no word goes on before or behind a part of a text.
fn is_apart(text: &str, start: usize, end: usize) -> bool {
    let before = text.get(..start).and_then(|before| before.chars().next_back());
    let after = text.get(end..).and_then(|after| after.chars().next());
    [before, after].into_iter().flatten().all(|c| !is_of_word(c))
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The first byte of a word, as a place in a table of all bytes.
fn first_byte(word: &str) -> usize {
    word.bytes().next().map_or(0, usize::from)
}

/// The same bit for both cases of a letter.
fn second_bit(byte: u8) -> u64 {
    1 << (byte.to_ascii_lowercase() & 63)
}

fn length_bit(word: &str) -> u64 {
    1 << word.len().min(63)
}

/// Each word of a text, and where it starts.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split(|c| !is_of_word(c)).filter_map(move |word| {
        let start = text.get(at..)?.find(word)? + at;
        at = start + word.len();
        (!word.is_empty()).then_some((start, word))
    })
}

/// The bytes of words in ASCII.
const OF_WORD: [bool; 256] = {
    let mut of_word = [false; 256];
    let mut byte = 0u8;
    while byte < 128 {
        of_word[byte as usize] = byte.is_ascii_alphanumeric() || byte == b'_';
        byte += 1;
    }
    of_word
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_not_found_inside_another() {
        assert!(has_word("use AADSync, not AAD", "AAD"));
        assert!(!has_word("AADSTS AAD_PREMIUM", "AAD"));
    }

    #[test]
    fn a_phrase_is_found_by_its_first_word_and_only_as_a_whole() {
        let lexicon = Lexicon::new(["Azure AD", "Azure AD Connect", "DirSync", ".NET Core", "(old) Name"]);
        assert_eq!(lexicon.find("sign in to Azure AD, then wait"), Some("Azure AD"));
        assert_eq!(lexicon.find("(DirSync)"), Some("DirSync"));
        assert_eq!(lexicon.find("the .NET Core way"), Some(".NET Core"));
        assert_eq!(lexicon.find("the (old) Name"), Some("(old) Name"));
        assert_eq!(lexicon.find("Azure ADFS and Azure, azure ad, NET Core"), None);
        assert_eq!(lexicon.find("Où est Azure AD ?"), Some("Azure AD"));
    }

    #[test]
    fn a_phrase_is_found_in_any_case_and_script() {
        let lexicon = Lexicon::in_any_case(["of course", "lazy", "knowing"]);
        assert_eq!(lexicon.find("Of Course it does"), Some("of course"));
        assert_eq!(lexicon.find("made of courses"), None);
        assert_eq!(lexicon.find("İstanbul is not LAZY"), Some("lazy"));
        // The sign of the unit kelvin is a k in lower case.
        assert_eq!(lexicon.find("\u{212a}nowing"), Some("knowing"));
    }

    #[test]
    fn no_word_is_passed_over_that_could_start_a_phrase() {
        for text in ["", "a", " a b_c  d-e.", "..x..", "Is {{ target.upn }} a guest?", "A aB", "Upn"] {
            let all: Vec<&str> = words(text).map(|(_, word)| word).collect();
            let of_all = Lexicon::new(all.iter().copied());
            assert_eq!(of_all.candidates(text).collect::<Vec<_>>(), words(text).collect::<Vec<_>>(), "{text}");
            for word in all {
                assert_eq!(Lexicon::new([word]).find(text), Some(word), "{text}");
                let lower = word.to_lowercase();
                assert_eq!(Lexicon::in_any_case([lower.as_str()]).find(text), Some(lower.as_str()), "{text}");
            }
            assert_eq!(Lexicon::new(["zebra"]).candidates(text).count(), 0, "{text}");
        }
    }
}
