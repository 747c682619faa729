//! `missing-none`.

use super::{Findings, Rule, Subject};
use crate::diagnostic::{Item, Mend, Symbol};
use crate::knowledge::FactKind;

/// A set without `none` forces a wrong answer on whoever has none.
pub(super) struct MissingNone;

impl Rule for MissingNone {
    fn code(&self) -> &'static str {
        "missing-none"
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Findings) {
        for (id, fact) in subject.facts() {
            let asked = fact.kind == FactKind::Set && fact.is_askable() && fact.derive.is_empty();
            if !asked || fact.none_label.is_some() {
                continue;
            }
            let told = found.at(Symbol::field(Item::Fact(id), "question"), "nobody can answer that there is none");
            told.help("add the choice `none`");
            let first = fact
                .choices
                .iter()
                .map(|choice| (choice, Symbol::field(Item::Fact(id), format!("choices/{}", choice.value))));
            if let Some((choice, symbol)) =
                first.into_iter().find(|(_, symbol)| subject.places().has(&symbol.item, &symbol.field))
            {
                let entry = "none: None of these".to_owned();
                told.mend(Mend::InsertEntry { place: symbol.into(), before: choice.value.clone(), entry });
            }
        }
    }
}
