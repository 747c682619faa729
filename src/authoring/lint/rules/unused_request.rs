//! `unused-request`.

use super::super::marks::Marks;
use super::{Findings, Rule, Subject};
use crate::diagnostic::{Item, Symbol};

/// A request that no fact uses is never sent.
pub(super) struct UnusedRequest;

impl Rule for UnusedRequest {
    fn code(&self) -> &'static str {
        "unused-request"
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Findings) {
        let mut used = Marks::none_of(subject.parts().requests.len());
        used.extend(subject.parts().facts.iter().flat_map(|fact| &fact.evidence).map(|evidence| evidence.request));
        for (id, request) in subject.requests().filter(|(id, _)| !used.has(*id)) {
            let message = format!("no fact uses the request `{}`", request.name);
            found.at(Symbol::of(Item::Request(id)), message).help("name it in the `graph:` of a fact, or remove it");
        }
    }
}
