//! `blame-word`.

use super::super::lexicon::Lexicon;
use super::{Findings, Rule, Subject};

/// Nobody is to blame on the phone; blame ends the conversation.
pub(super) struct BlameWord;

impl Rule for BlameWord {
    fn code(&self) -> &'static str {
        "blame-word"
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Findings) {
        let words = Lexicon::in_any_case(WORDS);
        for wording in subject.wordings() {
            if let Some(word) = words.find(wording.text) {
                found
                    .at(wording.symbol(), format!("“{word}” blames, or belittles what is hard"))
                    .help("say what is so and what to do next");
            }
        }
    }
}

const WORDS: [&str; 15] = [
    "your fault",
    "their fault",
    "user error",
    "obviously",
    "of course",
    "stupid",
    "careless",
    "carelessly",
    "should have known",
    "you failed",
    "negligent",
    "ignorant",
    "incompetent",
    "lazy",
    "trivial",
];
