//! `wide-permission`.

use super::{Findings, Rule, Subject};
use crate::diagnostic::{Item, Symbol};

/// A permission that can write, or read everything, is more than a question needs.
pub(super) struct WidePermission;

impl Rule for WidePermission {
    fn code(&self) -> &'static str {
        "wide-permission"
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Findings) {
        for (id, request) in subject.requests() {
            for (key, permission) in [("delegated", &request.delegated), ("application", &request.application)] {
                let mut words = permission.split(|c: char| c.is_whitespace() || c == ',');
                let found_word = words.find_map(|word| Some((word, too_wide(word, permission, &request.path)?)));
                let Some((word, why)) = found_word else { continue };
                let symbol = Symbol::field(Item::Request(id), format!("permission/{key}"));
                found
                    .at(symbol, format!("`{word}` {why}"))
                    .help("name the least permission that the documentation of the request lists");
            }
        }
    }
}

fn too_wide(word: &str, permission: &str, path: &str) -> Option<&'static str> {
    let narrow = ["/users", "/groups", "/applications", "/servicePrincipals", "/domains", "/organization"];
    if word.contains("Write") {
        Some("can write, and a request only reads")
    } else if word.contains("AccessAsUser") {
        Some("can do everything that the person can")
    } else {
        let alone = word == permission.trim() && word == "Directory.Read.All";
        (alone && narrow.iter().any(|start| path.starts_with(start)))
            .then_some("reads the whole directory for one part of it")
    }
}
