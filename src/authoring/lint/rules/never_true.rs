//! `never-true`.

use super::{Findings, Rule, Subject};

/// A test that can never be true leads nowhere.
pub(super) struct NeverTrue;

impl Rule for NeverTrue {
    fn code(&self) -> &'static str {
        "never-true"
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Findings) {
        for test in subject.tests() {
            let possible = subject.logic().possible(test.condition, test.state);
            if possible.is_some_and(|possible| !possible.holds && possible.fails) {
                found
                    .at(test.symbol(), "this can never be true here, whatever is answered")
                    .help("look at what is known on the way here; then correct the test, or remove the check");
            }
        }
    }
}
