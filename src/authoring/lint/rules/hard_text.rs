//! `hard-text`.

use super::super::wording::{Role, sentences, without_templates};
use super::{Findings, Rule, Subject};

/// What is said to a person is understood at once, or said again.
pub(super) struct HardText;

impl Rule for HardText {
    fn code(&self) -> &'static str {
        "hard-text"
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Findings) {
        for wording in subject.wordings().iter().filter(|wording| matches!(wording.role, Role::Question | Role::Said)) {
            let plain = without_templates(wording.text);
            let sentences = sentences(&plain);
            if let Some(sentence) = sentences.iter().find(|sentence| sentence.len() > LONGEST) {
                let message = format!("a sentence has {} words; people follow up to {LONGEST}", sentence.len());
                found.at(wording.symbol.clone(), message).help("make two sentences of it");
            } else if let Some(grade) = sentences.iter().map(|sentence| grade(sentence)).find(|grade| *grade > HARDEST)
            {
                let message = format!("a sentence reads like a scientific paper (grade {grade:.0} of {HARDEST:.0})");
                found.at(wording.symbol.clone(), message).help("use shorter words");
            }
        }
    }
}

/// How many words a sentence may have.
const LONGEST: usize = 30;
/// The hardest a sentence may be, in years of school.
const HARDEST: f64 = 22.0;

/// The automated readability index of a sentence: the years of school it takes. Short ones are not judged.
fn grade(sentence: &[&str]) -> f64 {
    if sentence.len() < 8 {
        return 0.0;
    }
    let letters: usize = sentence.iter().map(|word| word.chars().filter(|c| c.is_alphanumeric()).count()).sum();
    let words = sentence.len() as f64;
    4.71 * letters as f64 / words + 0.5 * words - 21.43
}
