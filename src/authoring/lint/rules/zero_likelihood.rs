//! `zero-likelihood`.

use super::{Findings, Rule, Subject};
use crate::diagnostic::{Item, Symbol};
use crate::knowledge::Leaf;

/// What never happens is never chosen when the caller is not sure.
pub(super) struct ZeroLikelihood;

impl Rule for ZeroLikelihood {
    fn code(&self) -> &'static str {
        "zero-likelihood"
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Findings) {
        for (id, tree) in subject.trees() {
            for (leaf, _) in tree.likelihood.iter().filter(|(_, weight)| *weight <= 0.0) {
                let key = match leaf {
                    Leaf::Cause(cause) => subject.pack().cause(*cause).name.clone(),
                    Leaf::Goto(to) => format!("goto {}", subject.pack().tree(*to).name),
                };
                let symbol = Symbol::field(Item::Tree(id), format!("likelihood/{key}"));
                found
                    .at(symbol, format!("`{key}` never happens, says its likelihood"))
                    .help("give it a small one, or remove it");
            }
        }
    }
}
