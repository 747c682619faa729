//! `unused-request`.

use std::collections::BTreeSet;

use super::{Findings, Rule, Subject};
use crate::diagnostic::{Item, Symbol};
use crate::knowledge::RequestId;

/// A request that no fact uses is never sent.
pub(super) struct UnusedRequest;

impl Rule for UnusedRequest {
    fn code(&self) -> &'static str {
        "unused-request"
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Findings) {
        let facts = subject.parts().facts.iter();
        let used: BTreeSet<RequestId> =
            facts.flat_map(|fact| &fact.evidence).map(|evidence| evidence.request).collect();
        for (id, request) in subject.requests().filter(|(id, _)| !used.contains(id)) {
            let message = format!("no fact uses the request `{}`", request.name);
            found.at(Symbol::of(Item::Request(id)), message).help("name it in the `graph:` of a fact, or remove it");
        }
    }
}
