//! Findings that an author allows, with the reason.

use super::Context;
use crate::diagnostic::{CODES, Item, Severity, Site, code_named};
use crate::load::raw::Pairs;
use crate::load::yaml::Text;

/// A code that may occur in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowance {
    /// What the document describes.
    pub item: Item,
    /// The name of the code.
    pub code: &'static str,
    /// Why it may.
    pub reason: String,
    /// Where that is said.
    pub site: Site,
}

/// The `allow` of a document.
pub fn allow(item: &Item, written: Option<Pairs<Text>>, context: &mut Context) {
    for (name, reason) in written.map(|written| written.pairs).unwrap_or_default() {
        let Some(code) = code_named(&name.text) else {
            let message = format!("there is no code `{}`", name.text);
            let known = CODES.iter().map(|code| code.slug);
            context.problems.unknown("unknown-allow", name.site, message, &name.text, known);
            continue;
        };
        if code.severity == Severity::Error {
            let message = format!("`{}` is an error, which cannot be allowed", code.slug);
            context.problems.error("unallowable", name.site, message).help("mend it; warnings can be allowed");
            continue;
        }
        let Some(reason) = reason else { continue };
        let allowance = Allowance { item: item.clone(), code: code.slug, reason: reason.text, site: name.site };
        context.allowances.push(allowance);
    }
}
