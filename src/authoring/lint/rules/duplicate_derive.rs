//! `duplicate-derive`.

use std::collections::BTreeSet;

use super::{Findings, Rule, Subject};
use crate::diagnostic::{Item, Mend, Symbol};

/// A rule that stands there twice never decides the second time.
pub(super) struct DuplicateDerive;

impl Rule for DuplicateDerive {
    fn code(&self) -> &'static str {
        "duplicate-derive"
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Findings) {
        for (id, fact) in subject.facts() {
            let mut seen = BTreeSet::new();
            for (place, rule) in fact.derive.iter().enumerate() {
                if !seen.insert(rule) {
                    let symbol = Symbol::field(Item::Fact(id), format!("derive/{place}"));
                    found
                        .at(symbol, format!("this rule of `{}` stands there already", fact.name))
                        .help("the first that decides counts: remove this one")
                        .mend(Mend::RemoveEntry {
                            place: Symbol::field(Item::Fact(id), format!("derive/{place}")).into(),
                        });
                }
            }
        }
    }
}
