//! `unexamined`.

use super::super::flow::Gap;
use super::{Findings, Rule, Subject};
use crate::diagnostic::{Item, Symbol};

/// Where looking stopped, nothing was found and nothing is certain: that is said, not passed over.
pub(super) struct Unexamined;

impl Rule for Unexamined {
    fn code(&self) -> &'static str {
        "unexamined"
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Findings) {
        for test in subject.tests() {
            if subject.logic().possible(test.condition, test.state).is_none() {
                let told =
                    found.at(test.symbol(), "this test takes too long to find out whether it can be true and false");
                told.help(DERIVE);
            }
        }
        for question in subject.questions() {
            if subject.logic().is_left_open(question.fact, question.state) {
                let name = &subject.pack().fact(question.fact).name;
                let message = format!("it takes too long to find out which answers `{name}` can have here");
                found.at(question.field("ask"), message).help(DERIVE);
            }
        }
        for ((tree, definition), flow) in subject.trees().zip(subject.flows()) {
            for (place, gap) in &flow.gaps {
                let Some(node) = definition.nodes.get(*place) else { continue };
                let message = match gap {
                    Gap::TooLong => "what follows from this node takes too long to find out",
                    Gap::Forgotten => "more is known after this node than is remembered",
                };
                let told = found.at(Symbol::field(Item::Tree(tree), format!("nodes/{}", node.name)), message);
                told.help("an answer or a test further on may be impossible without being reported: make two trees");
            }
        }
    }
}

const DERIVE: &str = "make derived facts of parts of it that can be asked";
