//! Trees: nodes, ways on, likelihoods.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::Context;
use super::common::{escalation, facts, list, optional_prose, prose, sources, value};
use super::graph;
use super::names::Ids;
use crate::diagnostic::Site;
use crate::knowledge::{
    CauseId, Check, FactId, FactKind, Leaf, Node, NodeId, NodeKind, Order, Target, Tree, TreeId, Value,
};
use crate::load::document::is_key;
use crate::load::expression;
use crate::load::raw::{Number, ORDERS, Pairs, RawCheck, RawNode, RawSymptom, RawValue};
use crate::load::yaml::Text;

/// How many nodes may follow each other.
const DEEPEST: usize = 1_000;

/// A symptom and its tree.
pub fn tree(id: &Text, raw: RawSymptom, context: &mut Context) -> Tree {
    let pairs = raw.nodes.map(|nodes| (nodes.site, nodes.pairs));
    if let Some((site, pairs)) = &pairs
        && pairs.is_empty()
    {
        context.problems.error("no-nodes", *site, "the tree has no nodes");
    }
    let pairs = pairs.map(|(_, pairs)| pairs).unwrap_or_default();
    let nodes: Ids<NodeId> =
        pairs.iter().enumerate().map(|(n, (name, _))| (name.text.clone(), NodeId::from(n))).collect();
    let sites: Vec<Site> = pairs.iter().map(|(name, _)| name.site).collect();
    let mut leaves = Leaves { own: id.text.clone(), nodes, found: BTreeMap::new() };
    let lowered: Vec<Node> = pairs
        .into_iter()
        .map(|(name, raw)| match raw {
            Some(raw) => node(&name, raw, &mut leaves, context),
            None => Node { name: name.text, kind: nothing(), note: None, seeds: Vec::new() },
        })
        .collect();
    let start = raw.start.as_ref().filter(|_| !lowered.is_empty()).and_then(|start| leaves.node(start, context));
    if let Some(start) = start {
        check_shape(&lowered, &sites, start, context);
    }
    let likelihood = likelihood(raw.likelihood, &leaves.found, context);
    Tree {
        name: id.text.clone(),
        title: prose(raw.title, context),
        phrases: list(raw.phrases),
        seeds: context.names.seeds(raw.seeds, context.problems),
        given: facts(raw.given, context),
        likelihood,
        start: start.unwrap_or(NodeId(0)),
        nodes: lowered,
        escalate: escalation(raw.escalate, context),
        sources: sources(raw.sources, context.problems),
    }
}

/// The nodes of a tree and the ways out of it that were met.
struct Leaves {
    own: String,
    nodes: Ids<NodeId>,
    found: BTreeMap<Leaf, (String, Site)>,
}

impl Leaves {
    fn node(&self, name: &Text, context: &mut Context) -> Option<NodeId> {
        let id = self.nodes.get(&name.text).copied();
        if id.is_none() {
            let message = format!("there is no node `{}` in this tree", name.text);
            let known = self.nodes.keys().map(String::as_str);
            context.problems.unknown("unknown-node", name.site, message, &name.text, known);
        }
        id
    }

    fn target(&mut self, text: &Text, context: &mut Context) -> Option<Target> {
        match split(text) {
            Some(("cause", id)) => {
                let cause = context.names.cause(&id, context.problems)?;
                self.found.entry(Leaf::Cause(cause)).or_insert((id.text, text.site));
                Some(Target::Cause(cause))
            }
            Some((_, id)) => {
                let tree = context.names.tree(&id, context.problems)?;
                if id.text == self.own {
                    context.problems.error("goto-itself", text.site, "a tree cannot go on into itself");
                }
                self.found.entry(Leaf::Goto(tree)).or_insert((text.text.clone(), text.site));
                Some(Target::Goto(tree))
            }
            None => self.node(text, context).map(Target::Node),
        }
    }
}

/// `cause ID` and `goto ID` in their two words.
fn split(text: &Text) -> Option<(&str, Text)> {
    let (word, rest) = text.text.split_once(' ')?;
    if word != "cause" && word != "goto" {
        return None;
    }
    let id = rest.trim();
    let at = text.text.len() - rest.len() + (rest.len() - rest.trim_start().len());
    Some((word, Text { text: id.to_owned(), site: text.part(at, id.len()), verbatim: None }))
}

fn node(name: &Text, raw: RawNode, leaves: &mut Leaves, context: &mut Context) -> Node {
    if !is_key(&name.text) {
        let message = format!("`{}` cannot be the name of a node", name.text);
        context.problems.error("id-form", name.site, message).help("lower case, with dashes or underscores");
    }
    let note = optional_prose(raw.note, context);
    let seeds = context.names.seeds(raw.seeds, context.problems);
    let checks_keys = [raw.order.as_ref(), raw.otherwise.as_ref()];
    let kind = match (&raw.ask, raw.checks) {
        (Some(ask), None) => {
            if let Some(stray) = checks_keys.into_iter().flatten().next() {
                let message = "`order` and `otherwise` belong to `checks`";
                context.problems.error("node-kind", stray.site, message).help("a question has `else`");
            }
            ask_node(ask, raw.answers, raw.otherwise_answer.as_ref(), leaves, context)
        }
        (None, Some(checks)) => {
            if let Some(site) = raw.answers.map(|it| it.site).or(raw.otherwise_answer.map(|it| it.site)) {
                let message = "`answers` and `else` belong to `ask`";
                context.problems.error("node-kind", site, message).help("checks have `otherwise`");
            }
            if checks.is_empty() {
                context.problems.error("empty", name.site, "the node has no checks");
            }
            let checks = checks.into_iter().filter_map(|raw| check(raw, leaves, context)).collect();
            let otherwise = raw.otherwise.and_then(|text| leaves.target(&text, context));
            NodeKind::Checks { checks, order: order(raw.order.as_ref(), context), otherwise }
        }
        (Some(_), Some(_)) => {
            let message = "a node has `ask` or `checks`, not both";
            context.problems.error("node-kind", name.site, message).help("make two nodes of it");
            nothing()
        }
        (None, None) => {
            context.problems.error("node-kind", name.site, "a node needs `ask` or `checks`");
            nothing()
        }
    };
    Node { name: name.text.clone(), kind, note, seeds }
}

/// What stands for a node that could not be read.
fn nothing() -> NodeKind {
    NodeKind::Checks { checks: Vec::new(), order: Order::Fixed, otherwise: None }
}

fn order(word: Option<&Text>, context: &mut Context) -> Order {
    match word.map(|word| (word, word.text.as_str())) {
        None | Some((_, "best")) => Order::Best,
        Some((_, "fixed")) => Order::Fixed,
        Some((word, other)) => {
            let message = format!("`{other}` is not an order of checks");
            context.problems.unknown("order", word.site, message, other, ORDERS);
            Order::Best
        }
    }
}

fn check(raw: RawCheck, leaves: &mut Leaves, context: &mut Context) -> Option<Check> {
    let test = raw.test.as_ref().map(|text| {
        let test = expression::test(text, &context.names, context.problems);
        let facts = test.iter().flat_map(crate::knowledge::Expression::facts);
        context.read.extend(facts.map(|fact| (fact, text.site)));
        test
    });
    let then = raw.then.as_ref().and_then(|text| leaves.target(text, context));
    let seeds = context.names.seeds(raw.seeds, context.problems);
    Some(Check { test: test.flatten(), then: then?, seeds })
}

fn ask_node(
    ask: &Text,
    answers: Option<Pairs<Text>>,
    otherwise: Option<&Text>,
    leaves: &mut Leaves,
    context: &mut Context,
) -> NodeKind {
    let fact = context.names.fact(ask, context.problems);
    let branches = fact.is_none_or(|fact| can_branch(fact, ask, context));
    let mut ways: Vec<(Value, Target)> = Vec::new();
    let mut named = BTreeSet::new();
    for (answer, target) in answers.map(|answers| answers.pairs).unwrap_or_default() {
        let target = target.and_then(|target| leaves.target(&target, context));
        let Some(fact) = fact.filter(|_| branches) else { continue };
        named.insert(answer.text.clone());
        let way = value(fact, &RawValue::One(answer), context);
        if let (Some(value), Some(target)) = (way, target) {
            ways.push((value, target));
        }
    }
    let target = otherwise.and_then(|text| leaves.target(text, context));
    let Some(fact) = fact else { return nothing() };
    context.read.push((fact, ask.site));
    let shape = context.names.shape(fact);
    if branches && otherwise.is_none() && shape.kind.is_some() {
        let missing: Vec<String> =
            shape.keys.iter().filter(|key| !named.contains(*key)).map(|key| format!("`{key}`")).collect();
        if !missing.is_empty() {
            let message = format!("no way on for {}", missing.join(", "));
            context.problems.error("not-total", ask.site, message).help("add the answer, or an `else`");
        }
    }
    NodeKind::Ask { fact, ways, otherwise: target }
}

fn can_branch(fact: FactId, ask: &Text, context: &mut Context) -> bool {
    match context.names.shape(fact).kind {
        None | Some(FactKind::Bool | FactKind::Choice) => true,
        Some(_) => {
            let message = format!("`{}` is neither a bool nor a choice, so its answers are no ways on", ask.text);
            context.problems.error("ask-kind", ask.site, message).help("use `checks`, or ask a fact derived from it");
            false
        }
    }
}

/// Reports nodes that lead back to themselves, follow each other too long or are never reached.
fn check_shape(nodes: &[Node], sites: &[Site], start: NodeId, context: &mut Context) {
    let next: Vec<Vec<usize>> = nodes
        .iter()
        .map(|node| {
            node.targets().filter_map(|to| if let Target::Node(id) = to { Some(id.index()) } else { None }).collect()
        })
        .collect();
    for circle in graph::circles(&next) {
        let names: Vec<String> =
            circle.iter().chain(circle.first()).map(|place| format!("`{}`", nodes[*place].name)).collect();
        let message = format!("the nodes lead round in a circle: {}", names.join(" to "));
        context.problems.error("circle", sites[circle[0]], message);
    }
    let depth = graph::longest(&next)[start.index()];
    if depth > DEEPEST {
        let message = format!("{depth} nodes follow each other; {DEEPEST} are allowed");
        context.problems.error("too-deep", sites[start.index()], message).help("go on into another tree");
    }
    for (place, reached) in graph::reached(&next, start.index()).into_iter().enumerate() {
        if !reached {
            let message = format!("nothing leads to the node `{}`", nodes[place].name);
            context.problems.warning("unreachable-node", sites[place], message);
        }
    }
}

fn likelihood(
    raw: Option<Pairs<Number>>,
    leaves: &BTreeMap<Leaf, (String, Site)>,
    context: &mut Context,
) -> Vec<(Leaf, f64)> {
    let Some(raw) = raw else { return Vec::new() };
    let mut listed: Vec<(Leaf, f64)> = Vec::new();
    let mut names: HashMap<Leaf, Site> = HashMap::new();
    for (key, number) in raw.pairs {
        let leaf: Option<Leaf> = match split(&key) {
            Some(("goto", id)) => context.names.tree(&id, context.problems).map(|id: TreeId| Leaf::Goto(id)),
            _ => context.names.cause(&key, context.problems).map(|id: CauseId| Leaf::Cause(id)),
        };
        let Some(leaf) = leaf else { continue };
        if !leaves.contains_key(&leaf) {
            let message = format!("`{}` is not a way out of this tree", key.text);
            context.problems.error("likelihood", key.site, message).help("remove it, or lead to it");
        }
        if names.insert(leaf, key.site).is_none()
            && let Some(number) = number
        {
            listed.push((leaf, number.number));
        }
    }
    let missing: Vec<String> =
        leaves.iter().filter(|(leaf, _)| !names.contains_key(leaf)).map(|(_, (name, _))| format!("`{name}`")).collect();
    if !missing.is_empty() {
        let message = format!("no likelihood for {}", missing.join(", "));
        context.problems.error("likelihood", raw.site, message).help("every cause and goto of the tree has one");
    }
    if !listed.is_empty() && listed.iter().all(|(_, weight)| *weight <= 0.0) {
        context.problems.error("likelihood", raw.site, "every likelihood is 0");
    }
    listed
}
