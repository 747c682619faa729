//! `duplicate-phrase`.

use std::collections::BTreeSet;

use super::super::wording::normal;
use super::{Findings, Rule, Subject};
use crate::diagnostic::{Item, Mend, Symbol};

/// A phrase that stands there twice finds nothing more.
pub(super) struct DuplicatePhrase;

impl Rule for DuplicatePhrase {
    fn code(&self) -> &'static str {
        "duplicate-phrase"
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Findings) {
        for (id, tree) in subject.trees() {
            let mut seen = BTreeSet::from([normal(&tree.title)]);
            for (n, phrase) in tree.phrases.iter().enumerate() {
                if !seen.insert(normal(phrase)) {
                    let symbol = Symbol::field(Item::Tree(id), format!("phrases/{n}"));
                    let mend = Mend::RemoveEntry { place: symbol.clone().into() };
                    found
                        .at(symbol, format!("`{phrase}` is a phrase of this symptom already"))
                        .help("remove it")
                        .mend(mend);
                }
            }
        }
    }
}
