//! Product names: what a thing used to be called leads to what it is called today.

use std::collections::HashMap;

use super::words::{Word, words};
use crate::knowledge::Name;

/// Old names and the names that replaced them.
#[derive(Clone, Debug, Default)]
pub(super) struct Glossary {
    /// By the first word of the old name, longest first.
    renamed: HashMap<String, Vec<Renamed>>,
}

#[derive(Clone, Debug)]
struct Renamed {
    old: Vec<String>,
    new: Vec<Word>,
}

impl Glossary {
    pub(super) fn new(names: &[Name]) -> Self {
        let mut renamed: HashMap<String, Vec<Renamed>> = HashMap::new();
        for name in names {
            let new = words(&name.name);
            for old in &name.old {
                let old: Vec<String> = words(old).into_iter().map(|word| word.stem).collect();
                if let Some(first) = old.first() {
                    renamed.entry(first.clone()).or_default().push(Renamed { old, new: new.clone() });
                }
            }
        }
        for names in renamed.values_mut() {
            names.sort_by_key(|name| std::cmp::Reverse(name.old.len()));
        }
        Self { renamed }
    }

    /// The words with today's names in the place of old ones. Each keeps what was said.
    pub(super) fn modern(&self, words: &[Word]) -> Vec<Word> {
        let mut modern = Vec::with_capacity(words.len());
        let mut rest = words;
        while let Some((word, after)) = rest.split_first() {
            if let Some(name) = self.renamed_at(rest) {
                let (old, beyond) = rest.split_at(name.old.len());
                let said = old.iter().map(|word| word.said.as_str()).collect::<Vec<_>>().join(" ");
                modern.extend(name.new.iter().map(|word| Word { said: said.clone(), ..word.clone() }));
                rest = beyond;
            } else {
                modern.push(word.clone());
                rest = after;
            }
        }
        modern
    }

    fn renamed_at(&self, words: &[Word]) -> Option<&Renamed> {
        let names = self.renamed.get(&words.first()?.stem)?;
        names.iter().find(|name| {
            name.old.len() <= words.len() && name.old.iter().zip(words).all(|(stem, word)| *stem == word.stem)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_old_name_counts() {
        let name = |name: &str, old: &[&str]| Name {
            name: name.to_owned(),
            old: old.iter().map(|old| (*old).to_owned()).collect(),
        };
        let glossary =
            Glossary::new(&[name("Entra ID", &["Azure AD", "AAD"]), name("Entra Connect", &["Azure AD Connect"])]);
        let modern = |text: &str| {
            let words = glossary.modern(&words(text));
            words.into_iter().map(|word| format!("{}={}", word.said, word.stem)).collect::<Vec<_>>()
        };
        assert_eq!(
            modern("Azure AD Connect down"),
            ["Azure AD Connect=entra", "Azure AD Connect=connect", "down=down"]
        );
        assert_eq!(modern("aad"), ["aad=entra"]);
        assert_eq!(modern("azure"), ["azure=azur"]);
    }
}
