//! `placeholder-differs`.

use super::super::wording::placeholders;
use super::{Findings, Rule, Subject};
use crate::diagnostic::{Item, Symbol};

/// A translation that fills in something else says something else.
pub(super) struct PlaceholderDiffers;

impl Rule for PlaceholderDiffers {
    fn code(&self) -> &'static str {
        "placeholder-differs"
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Findings) {
        for language in &subject.parts().languages {
            for (key, translation) in &language.texts {
                let Some(text) = subject.text_with_key(key) else { continue };
                let (here, there) = (placeholders(&translation.text), placeholders(text));
                if here != there {
                    let symbol = Symbol::field(Item::Language(language.name.clone()), format!("texts/{key}/text"));
                    let list =
                        |names: &[String]| if names.is_empty() { "nothing".to_owned() } else { names.join(", ") };
                    let message = format!("the translation fills in {}, the text {}", list(&here), list(&there));
                    found.at(symbol, message).help("use the same placeholders");
                }
            }
        }
    }
}
