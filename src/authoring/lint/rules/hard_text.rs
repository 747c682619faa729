//! `hard-text`.

use super::super::wording::{Role, Sentence, sentences, without_templates};
use super::{Findings, Rule, Subject};

/// What is said to a person is understood at once, or said again.
pub(super) struct HardText;

impl Rule for HardText {
    fn code(&self) -> &'static str {
        "hard-text"
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Findings) {
        for wording in subject.wordings().iter().filter(|wording| matches!(wording.role, Role::Question | Role::Said)) {
            if wording.text.len() < SHORTEST_HARD {
                continue;
            }
            let plain = without_templates(wording.text);
            if let Some(sentence) = sentences(&plain).find(|sentence| sentence.words > LONGEST) {
                let message = format!("a sentence has {} words; people follow up to {LONGEST}", sentence.words);
                found.at(wording.symbol(), message).help("make two sentences of it");
            } else if let Some(grade) = sentences(&plain).map(grade).find(|grade| *grade > HARDEST) {
                let message = format!("a sentence reads like a scientific paper (grade {grade:.0} of {HARDEST:.0})");
                found.at(wording.symbol(), message).help("use shorter words");
            }
        }
    }
}

/// How many words a sentence may have.
const LONGEST: usize = 30;
/// The hardest a sentence may be, in years of school.
const HARDEST: f64 = 22.0;

/// No shorter text is hard: [`LONGEST`] words and their spaces are as long, and fewer words need more letters.
const SHORTEST_HARD: usize = 2 * LONGEST;

/// The automated readability index of a sentence: the years of school it takes. Short ones are not judged.
fn grade(sentence: Sentence) -> f64 {
    if sentence.words < 8 {
        return 0.0;
    }
    let (letters, words) = (sentence.letters as f64, sentence.words as f64);
    4.71 * letters / words + 0.5 * words - 21.43
}
