//! `not-a-question`.

use super::super::wording::Role;
use super::{Findings, Rule, Subject};

/// What is asked must be a question, or nobody knows what to answer.
pub(super) struct NotAQuestion;

impl Rule for NotAQuestion {
    fn code(&self) -> &'static str {
        "not-a-question"
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Findings) {
        for wording in subject.wordings().iter().filter(|wording| wording.role == Role::Question) {
            if !wording.text.contains('?') {
                found.at(wording.symbol(), "this asks nothing").help("ask, and end with a question mark");
            }
        }
    }
}
