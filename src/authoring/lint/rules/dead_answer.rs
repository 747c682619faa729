//! `dead-answer`.

use super::super::flow::is;
use super::{Findings, Question, Rule, Subject};
use crate::diagnostic::Symbol;

/// An answer that an earlier one rules out is a branch nobody takes.
pub(super) struct DeadAnswer;

impl Rule for DeadAnswer {
    fn code(&self) -> &'static str {
        "dead-answer"
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Findings) {
        for Question { symbol, tree, fact, ways, state, .. } in subject.questions() {
            let name = &subject.pack().fact(fact).name;
            for (value, _) in ways {
                let possible = subject.logic().possible(&is(fact, value), state);
                if possible.is_some_and(|possible| !possible.holds) {
                    let field = Symbol::field(tree.clone(), format!("{}/answers/{value}", symbol.field));
                    let message = format!("`{name}` cannot be `{value}` here: what is known on the way rules it out");
                    found.at(field, message).help("remove the answer, or ask earlier");
                }
            }
        }
    }
}
