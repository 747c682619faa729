//! `unexplained-jargon`.

use super::{Findings, Rule, Subject};
use crate::diagnostic::{Item, Symbol};

/// An abbreviation that is nowhere explained stops whoever reads it.
pub(super) struct UnexplainedJargon;

impl Rule for UnexplainedJargon {
    fn code(&self) -> &'static str {
        "unexplained-jargon"
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Findings) {
        for (id, fact) in subject.facts().filter(|(_, fact)| fact.is_askable()) {
            let question = fact.question.as_deref().unwrap_or_default();
            // Two capitals in a row are rare: most questions are not taken apart.
            if !question.as_bytes().windows(2).any(|pair| pair.iter().all(u8::is_ascii_uppercase)) {
                continue;
            }
            let around = || {
                let texts = [Some(fact.label.as_str()), fact.question.as_deref(), fact.help.as_deref()];
                texts.into_iter().flatten().chain(fact.choices.iter().map(|choice| choice.label.as_str()))
            };
            let words = question.split(|c: char| !c.is_alphanumeric()).filter(|word| is_abbreviation(word));
            for word in words.filter(|word| !KNOWN.contains(word)) {
                if !around().any(|text| explains(text, word)) {
                    found
                        .at(
                            Symbol::field(Item::Fact(id), "question"),
                            format!("`{word}` is explained nowhere in this fact"),
                        )
                        .help("write it out, here or in `help`");
                    break;
                }
            }
        }
    }
}

/// What everybody who works on a helpdesk says every day.
const KNOWN: [&str; 16] =
    ["AD", "API", "ASCII", "CA", "HTTP", "HTTPS", "ID", "IP", "IT", "MFA", "NET", "PC", "PIN", "URL", "UTC", "VPN"];

fn is_abbreviation(word: &str) -> bool {
    word.len() >= 2 && word.bytes().all(|b| b.is_ascii_uppercase())
}

/// Words whose first letters are the abbreviation, or the abbreviation in brackets after its words.
fn explains(text: &str, abbreviation: &str) -> bool {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let words: Vec<&str> = words.filter(|word| *word != abbreviation).collect();
    let first = |word: &&str| word.chars().next().map(|c| c.to_ascii_uppercase());
    let letters: String = words.iter().filter_map(first).collect();
    letters.contains(abbreviation) || text.contains(&format!("({abbreviation})"))
}
