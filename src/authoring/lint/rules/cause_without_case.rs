//! `cause-without-case`.

use super::super::marks::Marks;
use super::{Findings, Rule, Subject};
use crate::diagnostic::{Item, Symbol};

/// A cause that no case expects can break without anybody noticing.
pub(super) struct CauseWithoutCase;

impl Rule for CauseWithoutCase {
    fn code(&self) -> &'static str {
        "cause-without-case"
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Findings) {
        let mut expected = Marks::none_of(subject.parts().causes.len());
        expected.extend(subject.parts().cases.iter().map(|case| case.expect));
        for (id, cause) in subject.causes().filter(|(id, _)| !expected.has(*id)) {
            let message = format!("no case expects `{}`", cause.name);
            found.at(Symbol::of(Item::Cause(id)), message).help("add a ticket that ends there to `cases/`");
        }
    }
}
