//! `insecure-link`.

use super::super::evidence::links;
use super::{Findings, Rule, Subject};
use crate::diagnostic::Mend;

/// What is read or opened without encryption can be changed on the way.
pub(super) struct InsecureLink;

impl Rule for InsecureLink {
    fn code(&self) -> &'static str {
        "insecure-link"
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Findings) {
        for link in links(subject.pack()).filter(|link| link.url.starts_with("http://")) {
            let symbol = link.symbol();
            let mend =
                Mend::Replace { place: symbol.clone().into(), old: "http://".to_owned(), new: "https://".to_owned() };
            found.at(symbol, format!("`{}` is not encrypted", link.url)).help("write `https://`").mend(mend);
        }
    }
}
