//! `cause-without-case`.

use std::collections::BTreeSet;

use super::{Findings, Rule, Subject};
use crate::diagnostic::{Item, Symbol};
use crate::knowledge::CauseId;

/// A cause that no case expects can break without anybody noticing.
pub(super) struct CauseWithoutCase;

impl Rule for CauseWithoutCase {
    fn code(&self) -> &'static str {
        "cause-without-case"
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Findings) {
        let expected: BTreeSet<CauseId> = subject.parts().cases.iter().map(|case| case.expect).collect();
        for (id, cause) in subject.causes().filter(|(id, _)| !expected.contains(id)) {
            let message = format!("no case expects `{}`", cause.name);
            found.at(Symbol::of(Item::Cause(id)), message).help("add a ticket that ends there to `cases/`");
        }
    }
}
