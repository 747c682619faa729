//! `unused-cause`.

use std::collections::BTreeSet;

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
        let trees = subject.parts().trees.iter();
        let used: BTreeSet<Leaf> = trees.flat_map(|tree| &tree.likelihood).map(|(leaf, _)| *leaf).collect();
        for (id, cause) in subject.causes().filter(|(id, _)| !used.contains(&Leaf::Cause(*id))) {
            let message = format!("no tree leads to `{}`", cause.name);
            found.at(Symbol::of(Item::Cause(id)), message).help("lead to it from a tree, or remove it");
        }
    }
}
