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
            let mut parts = link.url.splitn(4, '/').skip(2);
            let (Some(host), Some(rest)) = (parts.next(), parts.next()) else { continue };
            let Some(locale) = rest.split('/').next().filter(|first| host.contains("microsoft") && is_locale(first))
            else {
                continue;
            };
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
    let lower = |text: &str| text.len() == 2 && text.bytes().all(|b| b.is_ascii_lowercase());
    part.to_ascii_lowercase().split_once('-').is_some_and(|(language, country)| lower(language) && lower(country))
}
