//! `quiet-destruction`.

use super::super::commands::destruction;
use super::{Findings, Rule, Subject};

/// What takes something away for good says so before it is copied.
pub(super) struct QuietDestruction;

impl Rule for QuietDestruction {
    fn code(&self) -> &'static str {
        "quiet-destruction"
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Findings) {
        for placed in subject.commands().iter().filter(|placed| placed.step.danger.is_none()) {
            if let Some(what) = destruction(placed.command) {
                found
                    .at(placed.symbol(), format!("`{what}` takes something away, and the step has no `danger`"))
                    .help("say in `danger:` what is lost if it hits the wrong one");
            }
        }
    }
}
