//! `request-not-read`.

use super::{Findings, Rule, Subject};
use crate::diagnostic::{Item, Symbol};

/// The probe only ever reads, so what it asks must be a GET.
pub(super) struct RequestNotRead;

impl Rule for RequestNotRead {
    fn code(&self) -> &'static str {
        "request-not-read"
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Findings) {
        for (id, request) in subject.requests() {
            let path = request.path.split('?').next().unwrap_or_default();
            let last = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
            let word = last.rsplit('.').next().unwrap_or(last).split('(').next().unwrap_or(last);
            if is_action(word) {
                let symbol = Symbol::field(Item::Request(id), "path");
                let message = format!("`{word}` is an action: Graph takes it as a POST, and the probe only reads");
                found.at(symbol, message).help("ask for what can be read with GET");
            }
        }
    }
}

/// Whether the last part of a path is a verb: Graph names what can be read with nouns.
fn is_action(word: &str) -> bool {
    const VERBS: [&str; 18] = [
        "add",
        "assign",
        "cancel",
        "change",
        "check",
        "confirm",
        "create",
        "delete",
        "disable",
        "dismiss",
        "enable",
        "invalidate",
        "remove",
        "reset",
        "restore",
        "revoke",
        "set",
        "validate",
    ];
    let verb = VERBS.iter().find_map(|verb| word.strip_prefix(verb));
    matches!(word, "$batch" | "$ref")
        || verb.is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_uppercase))
}
