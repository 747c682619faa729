//! `same-labels`.

use std::collections::BTreeMap;

use super::super::wording::normal;
use super::{Findings, Rule, Subject};
use crate::diagnostic::{Item, Symbol};
use crate::knowledge::Choice;

/// Two answers that read the same cannot be told apart.
pub(super) struct SameLabels;

impl Rule for SameLabels {
    fn code(&self) -> &'static str {
        "same-labels"
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Findings) {
        for (id, fact) in subject.facts().filter(|(_, fact)| !start_apart(&fact.choices)) {
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

/// Whether each label starts with a letter or digit of its own, so that no two can read the same: most do.
fn start_apart(choices: &[Choice]) -> bool {
    let mut seen = 0_u128;
    choices.iter().all(|choice| {
        let first = choice.label.bytes().next().filter(u8::is_ascii_alphanumeric);
        let bit = first.map_or(0, |first| 1 << first.to_ascii_lowercase());
        let new = seen & bit == 0;
        seen |= bit;
        new && bit != 0
    })
}
