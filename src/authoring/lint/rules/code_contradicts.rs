//! `code-contradicts`.

use super::{Findings, Rule, Subject};
use crate::diagnostic::{Item, Symbol};
use crate::knowledge::CodeId;

/// A code that proves the opposite of the symptom it opens starts the walk with a quarrel.
pub(super) struct CodeContradicts;

impl Rule for CodeContradicts {
    fn code(&self) -> &'static str {
        "code-contradicts"
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Findings) {
        for (n, code) in subject.parts().codes.iter().enumerate() {
            let tree = subject.pack().tree(code.leads);
            for (fact, value) in &code.sets {
                let given = tree.given.iter().find(|(known, _)| known == fact).map(|(_, given)| given);
                if let Some(given) = given.filter(|given| *given != value) {
                    let name = &subject.pack().fact(*fact).name;
                    let symbol = Symbol::field(Item::Code(CodeId::from(n)), format!("sets/{name}"));
                    let message = format!("`{name}` is `{value}` here, and opening `{}` says `{given}`", tree.name);
                    found.at(symbol, message).help("lead to another symptom, or leave the fact out");
                }
            }
        }
    }
}
