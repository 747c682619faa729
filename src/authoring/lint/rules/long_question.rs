//! `long-question`.

use super::super::wording::{Role, without_templates};
use super::{Findings, Rule, Subject};

/// A question with a caller on the phone is read once.
pub(super) struct LongQuestion;

impl Rule for LongQuestion {
    fn code(&self) -> &'static str {
        "long-question"
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Findings) {
        for wording in subject.wordings().iter().filter(|wording| wording.role == Role::Question) {
            // Between two words stands at least one byte that is a space, or part of a letter that may be one.
            if wording.text.bytes().filter(|byte| *byte <= b' ' || !byte.is_ascii()).count() < LONGEST {
                continue;
            }
            let count = count(&without_templates(wording.text));
            if count > LONGEST {
                let message = format!("the question has {count} words; {LONGEST} can be read at a glance");
                found.at(wording.symbol(), message).help("ask for one thing, and move the rest to `help`");
            }
        }
    }
}

/// How many words a text has; signs that stand alone are none.
fn count(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
}

/// How many words a question may have.
const LONGEST: usize = 20;
