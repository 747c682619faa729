//! `colliding-phrases`.

use std::collections::BTreeMap;

use super::super::wording::normal;
use super::{Findings, Rule, Subject};
use crate::diagnostic::{Item, Symbol};
use crate::knowledge::TreeId;

/// Words that open two symptoms open the wrong one half of the time.
pub(super) struct CollidingPhrases;

impl Rule for CollidingPhrases {
    fn code(&self) -> &'static str {
        "colliding-phrases"
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Findings) {
        let mut seen: BTreeMap<(Option<&str>, String), (TreeId, Symbol)> = BTreeMap::new();
        for (language, tree, symbol, phrase) in phrases(subject) {
            let key = (language, normal(phrase));
            match seen.get(&key) {
                Some((other, first)) if *other != tree => {
                    let message = format!("`{phrase}` is a phrase of `{}` as well", subject.pack().tree(*other).name);
                    let told = found.at(symbol, message);
                    told.help("leave it where it fits better, or say in both what tells them apart")
                        .relate(first.clone(), "the other");
                }
                Some(_) => {}
                None => {
                    seen.insert(key, (tree, symbol));
                }
            }
        }
    }
}

/// Every phrase: its language, unless it is that of the pack, its symptom and its place. Titles count.
fn phrases<'a>(subject: &Subject<'a>) -> Vec<(Option<&'a str>, TreeId, Symbol, &'a str)> {
    let mut all = Vec::new();
    for (id, tree) in subject.trees() {
        all.push((None, id, Symbol::field(Item::Tree(id), "symptom"), tree.title.as_str()));
        for (n, phrase) in tree.phrases.iter().enumerate() {
            all.push((None, id, Symbol::field(Item::Tree(id), format!("phrases/{n}")), phrase.as_str()));
        }
    }
    for language in &subject.parts().languages {
        for (name, phrases) in &language.phrases {
            let Some(id) = subject.pack().tree_named(name) else { continue };
            for (n, phrase) in phrases.iter().enumerate() {
                let symbol = Symbol::field(Item::Language(language.name.clone()), format!("phrases/{name}/{n}"));
                all.push((Some(language.name.as_str()), id, symbol, phrase.as_str()));
            }
        }
    }
    all
}
