//! `untranslated-document`.

use super::{Findings, Rule, Subject};
use crate::diagnostic::{Item, Symbol};

/// A language that calls itself complete and leaves out a whole symptom, fact, cause or code is not.
pub(super) struct UntranslatedDocument;

impl Rule for UntranslatedDocument {
    fn code(&self) -> &'static str {
        "untranslated-document"
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Findings) {
        for language in subject.parts().languages.iter().filter(|language| language.complete) {
            for texts in subject.wordings().chunk_by(|a, b| a.item() == b.item()) {
                // What is translated in part is reported as such.
                let Some(first) = texts.first() else { continue };
                if texts.iter().any(|text| language.texts.contains_key(&text.key())) {
                    continue;
                }
                let message = format!("{} says nothing of `{}`", language.title, first.of());
                let told = found.at(Symbol::field(Item::Language(language.name.clone()), "complete"), message);
                told.help(format!("translate its {} texts; the first is `{}`", texts.len(), first.key()));
                told.relate(Symbol::of(first.item()), "what is left out");
            }
        }
    }
}
