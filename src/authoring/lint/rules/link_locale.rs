//! `link-locale`.

use super::super::evidence::links;
use super::{Findings, Rule, Subject};
use crate::diagnostic::Mend;

/// A link without a language opens in the reader's own.
pub(super) struct LinkLocale;

impl Rule for LinkLocale {
    fn code(&self) -> &'static str {
        "link-locale"
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Findings) {
        for link in links(subject.pack()) {
            let Some((host, rest)) = link.host_and_rest() else { continue };
            let Some(locale) = rest.split('/').next().filter(|first| is_locale(first)) else { continue };
            if !host.contains("microsoft") {
                continue;
            }
            let symbol = link.symbol();
            let mend = Mend::Replace { place: symbol.clone().into(), old: format!("/{locale}/"), new: "/".to_owned() };
            found
                .at(symbol, format!("`{locale}` sends everybody to one language"))
                .help("leave it out of the address")
                .mend(mend);
        }
    }
}

/// `en-us`, and nothing that only looks like it.
fn is_locale(part: &str) -> bool {
    if part.len() != "en-us".len() {
        return false;
    }
    let lower = |text: &str| text.len() == 2 && text.bytes().all(|b| b.is_ascii_lowercase());
    part.to_ascii_lowercase().split_once('-').is_some_and(|(language, country)| lower(language) && lower(country))
}
