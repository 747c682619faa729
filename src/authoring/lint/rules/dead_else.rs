//! `dead-else`.

use super::super::flow::{is, left_over};
use super::{Findings, Question, Rule, Subject};
use crate::diagnostic::Symbol;
use crate::knowledge::Value;

/// An `else` after all answers are named, or ruled out, is never taken.
pub(super) struct DeadElse;

impl Rule for DeadElse {
    fn code(&self) -> &'static str {
        "dead-else"
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Findings) {
        for Question { symbol, tree, fact, ways, otherwise, state, .. } in subject.questions() {
            let left = left_over(subject.pack(), fact, ways);
            let can_be = |value: &Value| {
                let possible = subject.logic().possible(&is(fact, value), state);
                possible.is_none_or(|possible| possible.holds)
            };
            if otherwise && !left.iter().any(can_be) {
                let field = Symbol::field(tree.clone(), format!("{}/else", symbol.field));
                let name = &subject.pack().fact(fact).name;
                let message = format!("no answer of `{name}` is left for this `else`");
                found.at(field, message).help("remove it");
            }
        }
    }
}
