//! `case-contradicts`.

use super::{Findings, Rule, Subject};
use crate::diagnostic::{Item, Symbol};

/// A case that contradicts its symptom tests a ticket that cannot be.
pub(super) struct CaseContradicts;

impl Rule for CaseContradicts {
    fn code(&self) -> &'static str {
        "case-contradicts"
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Findings) {
        for case in &subject.parts().cases {
            let tree = subject.pack().tree(case.symptom);
            for (fact, value) in &case.facts {
                let given = tree.given.iter().find(|(known, _)| known == fact).map(|(_, given)| given);
                if let Some(given) = given.filter(|given| *given != value) {
                    let name = &subject.pack().fact(*fact).name;
                    let symbol = Symbol::field(Item::Case(case.name.clone()), format!("facts/{name}"));
                    let message = format!("`{name}` is `{value}` here, and opening `{}` says `{given}`", tree.name);
                    found.at(symbol, message).help("correct the fact, or choose another symptom");
                }
            }
        }
    }
}
