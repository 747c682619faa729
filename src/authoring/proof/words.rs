//! Findings in words, at their places.

use super::{Finding, Problem, Proof};
use crate::diagnostic::{Diagnostic, Item, Severity, Symbol};
use crate::knowledge::{FactId, Leaf, NodeKind, Pack, Tree, TreeId, Value};
use crate::texts::{Text, Texts, prove as say};

/// Everything a proof found, ready to be printed.
pub fn proof_diagnostics(texts: &Texts, pack: &Pack, proof: &Proof) -> Vec<Diagnostic> {
    proof.findings().map(|(tree, finding)| diagnostic(texts, pack, tree, finding)).collect()
}

fn diagnostic(texts: &Texts, pack: &Pack, id: TreeId, finding: &Finding) -> Diagnostic {
    let tree = pack.tree(id);
    let node = finding.node.and_then(|node| tree.nodes.get(node as usize));
    let field = node.map(|node| format!("nodes/{}", node.name)).unwrap_or_default();
    let field = match finding.problem {
        Problem::NeverTaken { way } => format!("{field}/{}", way_field(tree, finding, way)),
        Problem::Undecided { check, .. } | Problem::TooWide { check } => {
            format!("{field}/{}", way_field(tree, finding, check as usize))
        }
        Problem::LeafUnreachable { leaf } => format!("likelihood/{}", leaf_key(pack, leaf)),
        _ => field,
    };
    let (message, help, values) = sentence(texts, pack, &finding.problem);
    let name = node.map_or("", |node| node.name.as_str());
    let mut filled: Vec<(&str, &str)> = vec![("tree", &tree.name), ("node", name)];
    filled.extend(values.iter().map(|(name, value)| (*name, value.as_str())));
    let severity = if finding.is_violation() { Severity::Error } else { Severity::Warning };
    let place = Symbol::field(Item::Tree(id), field);
    let mut diagnostic = Diagnostic::new(severity, finding.code(), place, texts.fill(message, &filled));
    diagnostic.help(texts.fill(help, &filled));
    diagnostic
}

fn sentence(texts: &Texts, pack: &Pack, problem: &Problem) -> (Text, Text, Vec<(&'static str, String)>) {
    let fact = |fact: FactId| vec![("fact", pack.fact(fact).name.clone())];
    match problem {
        Problem::Circle => (say::CIRCLE, say::CIRCLE_HELP, Vec::new()),
        Problem::TooManyStates { looked_at, bound } => {
            let values = vec![("looked_at", looked_at.to_string()), ("bound", format!("{bound:.0}"))];
            (say::TOO_MANY, say::TOO_MANY_HELP, values)
        }
        Problem::Unreachable => (say::UNREACHABLE, say::UNREACHABLE_HELP, Vec::new()),
        Problem::LeafUnreachable { leaf } => {
            (say::LEAF_UNREACHABLE, say::LEAF_UNREACHABLE_HELP, vec![("leaf", leaf_key(pack, *leaf))])
        }
        Problem::NoWay { value } => (say::NO_WAY, say::NO_WAY_HELP, vec![("value", value.to_string())]),
        Problem::TwoWays { value } => (say::TWO_WAYS, say::TWO_WAYS_HELP, vec![("value", value.to_string())]),
        Problem::AskedAgain { fact: asked } => (say::ASKED_AGAIN, say::ASKED_AGAIN_HELP, fact(*asked)),
        Problem::NotSureIsLost { fact: asked } => (say::NOT_SURE_IS_LOST, say::NOT_SURE_IS_LOST_HELP, fact(*asked)),
        Problem::RunsDry => (say::RUNS_DRY, say::RUNS_DRY_HELP, Vec::new()),
        Problem::NeverTaken { .. } => (say::NEVER_TAKEN, say::NEVER_TAKEN_HELP, Vec::new()),
        Problem::Undecided { value, known, .. } => {
            let value = value.as_ref().map(ToString::to_string).unwrap_or_default();
            let known = known_in_words(texts, pack, known);
            (say::UNDECIDED, say::UNDECIDED_HELP, vec![("value", value), ("known", known)])
        }
        Problem::TooWide { .. } => (say::TOO_WIDE, say::TOO_WIDE_HELP, Vec::new()),
    }
}

fn known_in_words(texts: &Texts, pack: &Pack, known: &[(FactId, Option<Value>)]) -> String {
    let words = known.iter().map(|(fact, value)| {
        let value = value.as_ref().map_or_else(|| texts.say(say::NOT_SURE).to_owned(), ToString::to_string);
        format!("{} = {value}", pack.fact(*fact).name)
    });
    let words: Vec<String> = words.collect();
    if words.is_empty() { texts.say(say::NOTHING).to_owned() } else { words.join(", ") }
}

/// How a tree's file spells a way out.
pub(in crate::authoring) fn leaf_key(pack: &Pack, leaf: Leaf) -> String {
    match leaf {
        Leaf::Cause(cause) => pack.cause(cause).name.clone(),
        Leaf::Goto(tree) => format!("goto {}", pack.tree(tree).name),
    }
}

/// The keys that lead from a node to one of its ways.
fn way_field(tree: &Tree, finding: &Finding, way: usize) -> String {
    let node = finding.node.and_then(|node| tree.nodes.get(node as usize));
    match node.map(|node| &node.kind) {
        Some(NodeKind::Ask { ways, .. }) => {
            ways.get(way).map_or_else(|| "else".to_owned(), |(value, _)| format!("answers/{value}"))
        }
        Some(NodeKind::Checks { checks, .. }) if way < checks.len() => format!("checks/{way}"),
        Some(NodeKind::Checks { .. }) => "otherwise".to_owned(),
        None => String::new(),
    }
}
