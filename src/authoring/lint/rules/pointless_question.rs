//! `pointless-question`.

use super::{Findings, Question, Rule, Subject};
use crate::diagnostic::Symbol;
use crate::knowledge::Target;

/// A question whose answers all lead to the same place costs time and tells nothing.
pub(super) struct PointlessQuestion;

impl Rule for PointlessQuestion {
    fn code(&self) -> &'static str {
        "pointless-question"
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Findings) {
        for Question { symbol, tree, node, fact, ways, .. } in subject.questions() {
            let targets: Vec<Target> = node.targets().collect();
            let same = targets.windows(2).all(|pair| pair.first() == pair.last());
            if !ways.is_empty() && same {
                let name = &subject.pack().fact(fact).name;
                let field = Symbol::field(tree.clone(), format!("{}/ask", symbol.field));
                found
                    .at(field, format!("every answer to `{name}` leads to the same place"))
                    .help("lead there without asking, or let the answers differ");
            }
        }
    }
}
