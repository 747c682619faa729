//! `extra-translation`.

use super::{Findings, Rule, Subject};
use crate::diagnostic::{Item, Symbol};

/// A translation of nothing is shown nowhere.
pub(super) struct ExtraTranslation;

impl Rule for ExtraTranslation {
    fn code(&self) -> &'static str {
        "extra-translation"
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Findings) {
        for language in &subject.parts().languages {
            // The interface has a catalogue of its own.
            for key in
                language.texts.keys().filter(|key| !key.starts_with("ui.") && subject.text_with_key(key).is_none())
            {
                let symbol = Symbol::field(Item::Language(language.name.clone()), format!("texts/{key}"));
                found.at(symbol, format!("there is no text `{key}`")).help("remove it, or correct the key");
            }
        }
    }
}
