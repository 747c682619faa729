//! `wide-permission`.

use super::{Findings, Rule, Subject};
use crate::diagnostic::{Item, Symbol};

/// What reads everything.
const WHOLE_DIRECTORY: &str = "Directory.Read.All";

/// A permission that reads everything is more than a question needs. One that can write is refused by the loader.
pub(super) struct WidePermission;

impl Rule for WidePermission {
    fn code(&self) -> &'static str {
        "wide-permission"
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Findings) {
        for (id, request) in subject.requests() {
            let application = request.needs.application.as_deref().unwrap_or_default();
            for (key, permissions) in [("delegated", request.needs.delegated.as_slice()), ("application", application)]
            {
                if !is_too_wide(permissions, &request.path) {
                    continue;
                }
                let symbol = Symbol::field(Item::Request(id), format!("permission/{key}"));
                found
                    .at(symbol, format!("`{WHOLE_DIRECTORY}` reads the whole directory for one part of it"))
                    .help("name the least permission that the documentation of the request lists");
            }
        }
    }
}

fn is_too_wide(permissions: &[String], path: &str) -> bool {
    let narrow = ["/users", "/groups", "/applications", "/servicePrincipals", "/domains", "/organization"];
    permissions == [WHOLE_DIRECTORY] && narrow.iter().any(|start| path.starts_with(start))
}
