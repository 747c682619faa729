//! `unused-cause`.

use super::super::marks::Marks;
use super::{Findings, Rule, Subject};
use crate::diagnostic::{Item, Symbol};
use crate::knowledge::Leaf;

/// A cause that no tree leads to is never shown.
pub(super) struct UnusedCause;

impl Rule for UnusedCause {
    fn code(&self) -> &'static str {
        "unused-cause"
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Findings) {
        let mut used = Marks::none_of(subject.parts().causes.len());
        for (leaf, _) in subject.parts().trees.iter().flat_map(|tree| &tree.likelihood) {
            if let Leaf::Cause(cause) = leaf {
                used.mark(*cause);
            }
        }
        for (id, cause) in subject.causes().filter(|(id, _)| !used.has(*id)) {
            let message = format!("no tree leads to `{}`", cause.name);
            found.at(Symbol::of(Item::Cause(id)), message).help("lead to it from a tree, or remove it");
        }
    }
}
