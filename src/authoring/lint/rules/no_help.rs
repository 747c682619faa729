//! `no-help`.

use super::{Findings, Rule, Subject};
use crate::diagnostic::{Item, Symbol};

/// Whoever cannot answer needs to know where to look.
pub(super) struct NoHelp;

impl Rule for NoHelp {
    fn code(&self) -> &'static str {
        "no-help"
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Findings) {
        for (id, fact) in subject.facts().filter(|(_, fact)| fact.is_askable() && fact.gate.is_none()) {
            if fact.help.is_none() {
                found
                    .at(Symbol::field(Item::Fact(id), "question"), "nothing says how to find out")
                    .help("add `help:` with the place in the portal, or what to ask the caller");
            }
        }
    }
}
