//! `no-minutes`.

use super::{Findings, Rule, Subject};
use crate::diagnostic::{Item, Symbol};

/// A question that does not say what it costs is asked as if it cost a minute.
pub(super) struct NoMinutes;

impl Rule for NoMinutes {
    fn code(&self) -> &'static str {
        "no-minutes"
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Findings) {
        for (id, fact) in subject.facts().filter(|(_, fact)| fact.is_askable() && fact.gate.is_none()) {
            if !subject.places().has(&Item::Fact(id), "minutes") {
                found
                    .at(
                        Symbol::field(Item::Fact(id), "question"),
                        format!("`{}` does not say how long it takes to find out", fact.name),
                    )
                    .help("add `minutes:`; 0.1 for what the caller knows by heart");
            }
        }
    }
}
