//! `no-phrases`.

use super::{Findings, Rule, Subject};
use crate::diagnostic::{Item, Symbol};

/// A symptom is found by the words of callers, and its title alone has few.
pub(super) struct NoPhrases;

impl Rule for NoPhrases {
    fn code(&self) -> &'static str {
        "no-phrases"
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Findings) {
        for (id, tree) in subject.trees().filter(|(_, tree)| tree.phrases.is_empty()) {
            found
                .at(Symbol::field(Item::Tree(id), "symptom"), format!("`{}` has no `phrases`", tree.name))
                .help("add what callers say, old product names included");
        }
    }
}
