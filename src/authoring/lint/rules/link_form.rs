//! `link-form`.

use super::super::evidence::links;
use super::{Findings, Rule, Subject};

/// A malformed link opens nothing.
pub(super) struct LinkForm;

impl Rule for LinkForm {
    fn code(&self) -> &'static str {
        "link-form"
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Findings) {
        for link in links(subject.pack()) {
            if let Some(why) = fault(link.url) {
                found
                    .at(link.symbol(), format!("`{}` {why}", link.url))
                    .help("open it in a browser and copy the address from there");
            }
        }
    }
}

fn fault(url: &str) -> Option<&'static str> {
    let (_, rest) = url.split_once("://")?;
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let host = host.split(['?', '#', ':']).next().unwrap_or(host);
    let good = |label: &str| !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    if !host.contains('.') || !host.split('.').all(good) {
        Some("names no host")
    } else if path.split(['?', '#']).next().is_some_and(|path| path.contains("//")) {
        Some("has two slashes in a row")
    } else if url.ends_with(['.', ',', ';', ')', ']', '>']) {
        Some("ends with a sign that belongs to the sentence around it")
    } else {
        url.contains(['<', '>', '`', '"', '\\']).then_some("contains a sign that no address has")
    }
}
