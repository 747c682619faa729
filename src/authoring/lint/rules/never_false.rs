//! `never-false`.

use super::{Findings, Rule, Subject};

/// A test that is always true leaves nothing for what follows it.
pub(super) struct NeverFalse;

impl Rule for NeverFalse {
    fn code(&self) -> &'static str {
        "never-false"
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Findings) {
        for test in subject.tests() {
            let possible = subject.logic().possible(test.condition, test.state);
            if possible.is_some_and(|possible| possible.holds && !possible.fails) {
                found.at(test.symbol(), "this is always true here, whatever is answered").help(
                    "look at what is known on the way here; then correct the test, or lead to its target at once",
                );
            }
        }
    }
}
