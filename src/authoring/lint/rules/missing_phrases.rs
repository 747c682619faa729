//! `missing-phrases`.

use super::{Findings, Rule, Subject};
use crate::diagnostic::{Item, Symbol};

/// A symptom without phrases in a language is not found in it.
pub(super) struct MissingPhrases;

impl Rule for MissingPhrases {
    fn code(&self) -> &'static str {
        "missing-phrases"
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Findings) {
        for language in subject.parts().languages.iter().filter(|language| !language.phrases.is_empty()) {
            for (_, tree) in subject.trees().filter(|(_, tree)| !language.phrases.contains_key(&tree.name)) {
                let symbol = Symbol::field(Item::Language(language.name.clone()), "phrases");
                let message = format!("{} has no phrases for `{}`", language.title, tree.name);
                found.at(symbol, message).help("add what callers say in that language");
            }
        }
    }
}
