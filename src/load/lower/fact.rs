//! Facts: first what they are, then what decides them.

use std::collections::BTreeSet;

use super::Context;
use super::common::{optional_prose, plain, sources, value};
use super::graph;
use crate::knowledge::{
    CALLER_VERIFIED, Choice, Empty, Evidence, Expression, Fact, FactId, FactKind, Gate, Parts, TableContent,
};
use crate::load::document::is_key;
use crate::load::expression::{self, Read};
use crate::load::names::{Shape, resolve};
use crate::load::problems::Problems;
use crate::load::raw::{Pairs, RawEvidence, RawFact, RawValue, TYPES};
use crate::load::yaml::Text;

/// What the types mean, in their order.
const KINDS: [FactKind; TYPES.len()] =
    [FactKind::Bool, FactKind::Choice, FactKind::Set, FactKind::Number, FactKind::Text, FactKind::Time];

/// What of a fact can be read only once every fact is known.
pub struct Rest {
    question: Option<Text>,
    help: Option<Text>,
    derive: Vec<Text>,
    graph: Vec<RawEvidence>,
}

/// What a fact is, and the rest of its document.
pub fn outline(mut raw: RawFact, context: &mut Context) -> (Fact, Rest) {
    let problems = &mut *context.problems;
    let kind = raw.kind.as_ref().and_then(|word| kind(word, problems));
    let (choices, none_label) = choices(kind, &mut raw, context);
    let problems = &mut *context.problems;
    if let (Some(kind), Some(gate)) = (kind, &raw.gate)
        && kind != FactKind::Bool
    {
        problems.error("gate", gate.site, "only a bool can be a gate");
    }
    let name = plain(raw.name.clone());
    if name == CALLER_VERIFIED
        && raw.gate.is_none()
        && let Some(name) = &raw.name
    {
        problems.error("gate", name.site, "`caller.verified` needs a `gate:`");
    }
    context.names.shapes.push(Shape {
        kind,
        keys: choices.iter().map(|choice| choice.value.clone()).collect(),
        is_gate: raw.gate.is_some(),
    });
    let gate = raw.gate.take().map(|gate| Gate { refuse: plain(gate.refuse), to: plain(gate.to) });
    let fact = Fact {
        name,
        kind: kind.unwrap_or(FactKind::Bool),
        label: plain(raw.label.take()),
        question: None,
        help: None,
        minutes: raw.minutes.map_or(1.0, |minutes| minutes.number),
        choices,
        none_label,
        derive: Vec::new(),
        gate,
        evidence: Vec::new(),
        sources: sources(raw.sources.take(), problems),
    };
    let derive = raw.derive.map(|derive| derive.0).unwrap_or_default();
    (fact, Rest { question: raw.question, help: raw.help, derive, graph: raw.graph.unwrap_or_default() })
}

fn kind(word: &Text, problems: &mut Problems) -> Option<FactKind> {
    let kind = TYPES.iter().zip(KINDS).find(|(name, _)| **name == word.text).map(|(_, kind)| kind);
    if kind.is_none() {
        let message = format!("`{}` is not a type of fact", word.text);
        problems.unknown("unknown-type", word.site, message, &word.text, TYPES);
    }
    kind
}

fn choices(kind: Option<FactKind>, raw: &mut RawFact, context: &mut Context) -> (Vec<Choice>, Option<String>) {
    let written = raw.choices.take();
    let table = raw.choices_from.take();
    let problems = &mut *context.problems;
    let Some(kind) = kind else { return (Vec::new(), None) };
    match kind {
        FactKind::Number | FactKind::Text | FactKind::Time => {
            let site = written.map(|written| written.site).or(table.map(|table| table.site));
            if let Some(site) = site {
                problems.error("choices", site, "only a bool, a choice or a set has choices");
            }
            (Vec::new(), None)
        }
        FactKind::Bool => (bool_choices(written, table, problems), None),
        FactKind::Choice | FactKind::Set => {
            if written.is_none()
                && table.is_none()
                && let Some(word) = &raw.kind
            {
                let message = format!("a {} needs `choices` or `choices_from`", word.text);
                problems.error("choices", word.site, message);
            }
            let mut none_label = None;
            let mut choices: Vec<Choice> = Vec::new();
            for (key, label) in written.map(|written| written.pairs).unwrap_or_default() {
                check_key(&key, problems);
                let label = plain(label);
                if kind == FactKind::Set && key.text == "none" {
                    none_label = Some(label);
                } else {
                    choices.push(Choice { value: key.text, label });
                }
            }
            if let Some(table) = table {
                add_entries(&table, &mut choices, context);
            }
            (choices, none_label)
        }
    }
}

fn bool_choices(written: Option<Pairs<Text>>, table: Option<Text>, problems: &mut Problems) -> Vec<Choice> {
    if let Some(table) = table {
        problems.error("choices", table.site, "a bool has the choices `yes` and `no` and no table");
    }
    let mut labels = [("yes", "Yes".to_owned()), ("no", "No".to_owned())];
    let mut named = Vec::new();
    let site = written.as_ref().map(|written| written.site);
    for (key, label) in written.map(|written| written.pairs).unwrap_or_default() {
        if let Some((value, known)) = labels.iter_mut().find(|(value, _)| *value == key.text) {
            *known = plain(label);
            named.push(*value);
        } else {
            problems.error("choices", key.site, format!("a bool is `yes` or `no`, not `{}`", key.text));
        }
    }
    if let (Some(site), [only]) = (site, named.as_slice()) {
        let other = if *only == "yes" { "no" } else { "yes" };
        problems.error("choices", site, format!("`{other}` has no label")).help("label both, or neither");
    }
    labels.map(|(value, label)| Choice { value: value.to_owned(), label }).to_vec()
}

fn check_key(key: &Text, problems: &mut Problems) {
    if key.text == "unsure" {
        problems.error("choices", key.site, "`unsure` is reserved").help("every question takes \"not sure\" by itself");
        return;
    }
    if !is_key(&key.text) {
        problems
            .error("id-form", key.site, format!("`{}` cannot be the key of a choice", key.text))
            .help("keys are lower case, with dashes or underscores");
    }
}

fn add_entries(table: &Text, choices: &mut Vec<Choice>, context: &mut Context) {
    let Some(id) = resolve(&context.names.tables, table, "table", "unknown-table", context.problems) else { return };
    let TableContent::Entries(entries) = &context.names.contents[id.index()] else {
        context.problems.error("choices", table.site, format!("the table `{}` has no entries", table.text));
        return;
    };
    let written: BTreeSet<String> = choices.iter().map(|choice| choice.value.clone()).collect();
    for (key, label, _) in entries {
        if written.contains(key) {
            let message = format!("`{key}` is among `choices` and in the table `{}`", table.text);
            context.problems.error("choices", table.site, message);
        } else {
            choices.push(Choice { value: key.clone(), label: label.clone() });
        }
    }
}

/// What decides the facts, and the words that may name other facts.
pub fn complete(facts: &mut [Fact], rest: Vec<Rest>, context: &mut Context) {
    let mut sites = Vec::with_capacity(facts.len());
    for (fact, Rest { question, help, derive, graph }) in facts.iter_mut().zip(rest) {
        fact.question = optional_prose(question, context);
        fact.help = optional_prose(help, context);
        if !derive.is_empty() {
            context.names.derived.insert(FactId::from(sites.len()));
        }
        sites.push(derive.first().map(|first| first.site).unwrap_or_default());
        let keys: Vec<String> = fact.choices.iter().map(|choice| choice.value.clone()).collect();
        for text in derive {
            let kind = context.names.shapes[sites.len() - 1].kind;
            if let Some(expression) = expression::derivation(&text, kind, &keys, &context.names, context.problems) {
                context.read.extend(expression.facts().into_iter().map(|read| (read, text.site)));
                fact.derive.push(expression);
            }
        }
        let id = FactId::from(sites.len() - 1);
        for written in graph {
            fact.evidence.extend(evidence(id, written, context));
        }
    }
    let inputs: Vec<Vec<usize>> =
        facts.iter().map(|fact| fact.derive.iter().flat_map(Expression::facts).map(FactId::index).collect()).collect();
    for circle in graph::circles(&inputs) {
        let names: Vec<String> =
            circle.iter().chain(circle.first()).map(|place| format!("`{}`", facts[*place].name)).collect();
        let message = format!("a fact cannot be derived from itself: {}", names.join(" needs "));
        context.problems.error("derived-from-itself", sites[circle[0]], message);
    }
}

/// What an answer of Graph says about a fact.
fn evidence(fact: FactId, raw: RawEvidence, context: &mut Context) -> Option<Evidence> {
    let request = raw
        .request
        .as_ref()
        .and_then(|request| resolve(&context.names.requests, request, "request", "unknown-request", context.problems));
    let mut proves = |given: Option<RawValue>| given.and_then(|given| value(fact, &given, context));
    let not_found = proves(raw.not_found);
    let empty = match raw.empty {
        Some(RawValue::One(word)) if word.text == "value" => Empty::Read,
        given => proves(given).map_or(Empty::Unknown, Empty::Value),
    };
    let answer = request.and_then(|request| context.names.answers.get(request.index()).cloned()).unwrap_or_default();
    let Read { value, fields } = expression::reading(&raw.value?, fact, &answer, &context.names, context.problems)?;
    let certain = raw.certain.is_some_and(|certain| certain.yes);
    Some(Evidence { request: request?, value, fields, certain, empty, not_found })
}

/// Reports facts that are needed and that nobody and nothing can settle.
pub fn check_answerable(parts: &Parts, context: &mut Context) {
    let given = parts.trees.iter().flat_map(|tree| &tree.given).map(|(fact, _)| *fact);
    let proven = parts.codes.iter().flat_map(|code| &code.sets).map(|(fact, _)| *fact);
    let set: BTreeSet<FactId> = given.chain(proven).collect();
    let mut told = BTreeSet::new();
    for (id, site) in std::mem::take(&mut context.read) {
        let fact = &parts.facts[id.index()];
        let settled = fact.is_askable() || !fact.derive.is_empty() || !fact.evidence.is_empty() || set.contains(&id);
        // A derivation that could not be read is reported itself.
        let broken = context.names.shape(id).kind.is_none() || context.names.derived.contains(&id);
        if !settled && !broken && told.insert(id) {
            context
                .problems
                .error("unanswerable", site, format!("nothing can settle `{}`", fact.name))
                .help("give it a `question`, a `derive` or a `graph`, or let a `given` or a code set it");
        }
    }
}
