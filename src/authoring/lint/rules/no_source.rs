//! `no-source`.

use super::super::evidence::sources;
use super::{Findings, Rule, Subject};
use crate::diagnostic::{Item, Symbol};
use crate::knowledge::FactKind;

/// What is not documented anywhere cannot be checked.
pub(super) struct NoSource;

impl Rule for NoSource {
    fn code(&self) -> &'static str {
        "no-source"
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Findings) {
        let asked = |item: &Item| match item {
            Item::Fact(id) => {
                let fact = subject.pack().fact(*id);
                fact.is_askable() && fact.gate.is_none() && fact.kind != FactKind::Text
            }
            Item::Tree(_) => false,
            _ => true,
        };
        for (item, sources) in sources(subject.pack()) {
            if sources.is_empty() && asked(&item) {
                found
                    .at(Symbol::of(item), "nothing says where this is documented")
                    .help("add `sources:` with the address and the day you looked");
            }
        }
    }
}
