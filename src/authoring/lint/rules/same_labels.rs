//! `same-labels`.

use std::collections::BTreeMap;

use super::super::wording::normal;
use super::{Findings, Rule, Subject};
use crate::diagnostic::{Item, Symbol};

/// Two answers that read the same cannot be told apart.
pub(super) struct SameLabels;

impl Rule for SameLabels {
    fn code(&self) -> &'static str {
        "same-labels"
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Findings) {
        for (id, fact) in subject.facts() {
            let mut seen: BTreeMap<String, &str> = BTreeMap::new();
            for choice in &fact.choices {
                let first = *seen.entry(normal(&choice.label)).or_insert(&choice.value);
                if first != choice.value {
                    let at = |value: &str| Symbol::field(Item::Fact(id), format!("choices/{value}"));
                    let message = format!("`{first}` and `{}` read the same", choice.value);
                    let told = found.at(at(&choice.value), message);
                    told.help("say in both what tells them apart").relate(at(first), "the other");
                }
            }
        }
    }
}
