//! `pointless-question`.

use super::{Findings, Rule, Subject};

/// A question whose answers all lead to the same place costs time and tells nothing.
pub(super) struct PointlessQuestion;

impl Rule for PointlessQuestion {
    fn code(&self) -> &'static str {
        "pointless-question"
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Findings) {
        for question in subject.questions() {
            let mut targets = question.node.targets();
            let first = targets.next();
            if !question.ways.is_empty() && targets.all(|target| Some(target) == first) {
                let name = &subject.pack().fact(question.fact).name;
                found
                    .at(question.field("ask"), format!("every answer to `{name}` leads to the same place"))
                    .help("lead there without asking, or let the answers differ");
            }
        }
    }
}
