//! `dead-else`.

use super::super::flow::left_over;
use super::{Findings, Rule, Subject};

/// An `else` after all answers are named, or ruled out, is never taken.
pub(super) struct DeadElse;

impl Rule for DeadElse {
    fn code(&self) -> &'static str {
        "dead-else"
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Findings) {
        for question in subject.questions().filter(|question| question.otherwise) {
            let left = left_over(subject.pack(), question.fact, question.ways);
            if left.is_subset(&subject.logic().ruled_out(question.fact, question.state)) {
                let name = &subject.pack().fact(question.fact).name;
                let message = format!("no answer of `{name}` is left for this `else`");
                found.at(question.field("else"), message).help("remove it");
            }
        }
    }
}
