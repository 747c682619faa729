//! `unused-fact`.

use super::super::marks::Marks;
use super::{Findings, Rule, Subject};
use crate::diagnostic::{Item, Symbol};
use crate::knowledge::{CALLER_VERIFIED, Expression, FactId, NodeKind};

/// A fact that nothing reads is never asked and changes nothing.
pub(super) struct UnusedFact;

impl Rule for UnusedFact {
    fn code(&self) -> &'static str {
        "unused-fact"
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Findings) {
        let read = read_facts(subject);
        for (id, fact) in subject.facts().filter(|(id, fact)| !read.has(*id) && fact.name != CALLER_VERIFIED) {
            let message = format!("nothing reads `{}`", fact.name);
            found.at(Symbol::of(Item::Fact(id)), message).help("ask it, derive from it or fill it in, or remove it");
        }
    }
}

fn read_facts(subject: &Subject<'_>) -> Marks<FactId> {
    let parts = subject.parts();
    let mut read = Marks::none_of(parts.facts.len());
    for node in parts.trees.iter().flat_map(|tree| &tree.nodes) {
        match &node.kind {
            NodeKind::Ask { fact, .. } => read.mark(*fact),
            NodeKind::Checks { checks, .. } => {
                read.extend(checks.iter().filter_map(|check| check.test.as_ref()).flat_map(Expression::facts));
            }
        }
    }
    read.extend(parts.facts.iter().flat_map(|fact| &fact.derive).flat_map(Expression::facts));
    let evidence = parts.facts.iter().flat_map(|fact| &fact.evidence);
    read.extend(evidence.flat_map(|evidence| evidence.value.facts()));
    // What opening a tree says marks its symptom; a sweep goes by it.
    read.extend(parts.trees.iter().flat_map(|tree| &tree.given).map(|(fact, _)| *fact));
    read.extend(parts.causes.iter().flat_map(|cause| cause.fix.gates.iter().copied()));
    let texts = subject.wordings().iter().map(|wording| wording.text);
    let texts = texts.chain(subject.commands().iter().map(|placed| placed.command.template.as_str()));
    let texts = texts.chain(parts.requests.iter().map(|request| request.path.as_str()));
    for text in texts.filter(|text| text.contains('{')) {
        let words = text.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '.'));
        read.extend(words.filter_map(|word| subject.pack().fact_named(word)));
    }
    read
}
