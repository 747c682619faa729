//! `stale-translation`.

use super::super::wording::hash;
use super::{Findings, Rule, Subject};
use crate::diagnostic::{Item, Symbol};

/// A translation that is older than its text says something else.
pub(super) struct StaleTranslation;

impl Rule for StaleTranslation {
    fn code(&self) -> &'static str {
        "stale-translation"
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Findings) {
        for language in &subject.parts().languages {
            for (key, translation) in &language.texts {
                let Some(text) = subject.text_with_key(key) else { continue };
                if translation.of != hash(text) {
                    let symbol = Symbol::field(Item::Language(language.name.clone()), format!("texts/{key}/of"));
                    let message = format!("the text `{key}` has changed since it was translated");
                    found.at(symbol, message).help(format!("translate it anew, and write `of: {}`", hash(text)));
                }
            }
        }
    }
}
