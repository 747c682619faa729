//! The one catalogue of interface sentences.
//!
//! Each text has a key and its English wording; another language is a map from key to wording, so it needs no code.
//! Placeholders are written `{name}`.

use std::collections::BTreeMap;

pub mod check;
pub mod cli;
pub mod configuration;
pub mod difference;
pub mod drawing;
pub mod engine;
pub mod lint;
pub mod people;
pub mod plain;
pub mod probe;
pub mod prove;
pub mod sign_in;
pub mod simulate;
pub mod stats;
pub mod tree_test;
pub mod tui;

/// A sentence of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text {
    /// Its key in a language file.
    pub key: &'static str,
    /// Its English wording.
    pub english: &'static str,
}

/// Declares texts: a constant each, and the list of them all.
macro_rules! texts {
    ($prefix:literal; $($(#[$doc:meta])* $name:ident = $english:literal;)*) => {
        $($(#[$doc])* #[doc = $english]
        #[allow(clippy::doc_markdown, reason = "it is the wording, not documentation of code")]
        pub const $name: $crate::texts::Text = $crate::texts::Text {
            key: concat!("ui.", $prefix, ".", stringify!($name)),
            english: $english,
        };)*

        /// Every text of this part of the catalogue.
        pub const ALL: &[$crate::texts::Text] = &[$($name),*];
    };
}
pub(crate) use texts;

/// The wording of the language in use.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts {
    wording: BTreeMap<String, String>,
}

impl Texts {
    /// English, as compiled in.
    pub fn english() -> Self {
        Self::default()
    }

    /// English with some texts replaced by key.
    pub fn translated(wording: impl IntoIterator<Item = (String, String)>) -> Self {
        Self { wording: wording.into_iter().collect() }
    }

    /// A text without placeholders.
    pub fn say(&self, text: Text) -> &str {
        self.wording.get(text.key).map_or(text.english, String::as_str)
    }

    /// A text with its placeholders filled in.
    pub fn fill(&self, text: Text, values: &[(&str, &str)]) -> String {
        let mut rest = self.say(text);
        let mut filled = String::with_capacity(rest.len());
        while let Some(start) = rest.find('{') {
            let Some(end) = rest[start..].find('}') else { break };
            filled.push_str(&rest[..start]);
            let name = &rest[start + 1..start + end];
            match values.iter().find(|(known, _)| *known == name) {
                Some((_, value)) => filled.push_str(value),
                None => filled.push_str(&rest[start..=start + end]),
            }
            rest = &rest[start + end + 1..];
        }
        filled.push_str(rest);
        filled
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GREETING: Text = Text { key: "ui.test.GREETING", english: "{count} causes for {who}, {unknown}" };

    #[test]
    fn a_value_with_braces_is_not_filled_again() {
        let filled = Texts::english().fill(GREETING, &[("count", "{who}"), ("who", "Adele")]);
        assert_eq!(filled, "{who} causes for Adele, {unknown}");
    }

    #[test]
    fn a_translation_replaces_the_english() {
        let texts = Texts::translated([("ui.test.GREETING".to_owned(), "{who}: {count}".to_owned())]);
        assert_eq!(texts.fill(GREETING, &[("count", "2"), ("who", "Adele")]), "Adele: 2");
    }
}
