//! `same-labels`.

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
            for (place, choice) in fact.choices.iter().enumerate() {
                let before = fact.choices.get(..place).unwrap_or_default();
                let first = before.iter().find(|other| normal(&other.label) == normal(&choice.label));
                if let Some(first) = first.filter(|_| !normal(&choice.label).is_empty()) {
                    let at = |value: &str| Symbol::field(Item::Fact(id), format!("choices/{value}"));
                    let message = format!("`{}` and `{}` read the same", first.value, choice.value);
                    found
                        .at(at(&choice.value), message)
                        .help("say in both what tells them apart")
                        .relate(at(&first.value), "the other");
                }
            }
        }
    }
}
