//! `dead-answer`.

use super::{Findings, Rule, Subject};

/// An answer that an earlier one rules out is a branch nobody takes.
pub(super) struct DeadAnswer;

impl Rule for DeadAnswer {
    fn code(&self) -> &'static str {
        "dead-answer"
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Findings) {
        for question in subject.questions() {
            let ruled_out = subject.logic().ruled_out(question.fact, question.state);
            for (value, _) in question.ways.iter().filter(|(value, _)| ruled_out.contains(value)) {
                let name = &subject.pack().fact(question.fact).name;
                let message = format!("`{name}` cannot be `{value}` here: what is known on the way rules it out");
                let told = found.at(question.field(&format!("answers/{value}")), message);
                told.help("remove the answer, or ask earlier");
            }
        }
    }
}
