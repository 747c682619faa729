//! `missing-translation`.

use std::collections::BTreeMap;

use super::{Findings, Rule, Subject};
use crate::diagnostic::{Item, Symbol};

/// A language that speaks half of the time is harder to read than none.
pub(super) struct MissingTranslation;

impl Rule for MissingTranslation {
    fn code(&self) -> &'static str {
        "missing-translation"
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Findings) {
        for language in subject.parts().languages.iter().filter(|language| !language.texts.is_empty()) {
            let mut documents: BTreeMap<Item, (usize, Vec<String>)> = BTreeMap::new();
            for wording in subject.wordings() {
                let (spoken, missing) = documents.entry(wording.item()).or_default();
                let key = wording.key();
                if language.texts.contains_key(&key) {
                    *spoken += 1;
                } else {
                    missing.push(key);
                }
            }
            // A document that is not translated at all is shown in one language, as a whole.
            for (spoken, missing) in documents.into_values().filter(|(spoken, _)| *spoken > 0) {
                let Some(first) = missing.first() else { continue };
                let message = format!(
                    "{} of {} texts of a document have no translation; the first is `{first}`",
                    missing.len(),
                    missing.len() + spoken
                );
                let symbol = Symbol::field(Item::Language(language.name.clone()), "texts");
                found.at(symbol, message).help("translate the document as a whole, or none of it");
            }
        }
    }
}
