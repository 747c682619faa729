//! `costly-order`.

use std::collections::BTreeSet;

use super::{Findings, Rule, Subject};
use crate::diagnostic::{Item, Symbol};
use crate::knowledge::{Check, Expression, FactId, Leaf, NodeKind, Order, Target, Tree};

/// An order that is kept costs minutes on every call.
pub(super) struct CostlyOrder;

impl Rule for CostlyOrder {
    fn code(&self) -> &'static str {
        "costly-order"
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Findings) {
        for (id, tree) in subject.trees() {
            for node in &tree.nodes {
                let NodeKind::Checks { checks, order: Order::Fixed, .. } = &node.kind else { continue };
                let list = Checks::of(subject, tree, checks);
                let authored: Vec<usize> = (0..checks.len()).collect();
                let best = list.best();
                let saved = list.expected(&authored) - list.expected(&best);
                if saved >= LEAST {
                    let first = best.iter().zip(&authored).find(|(best, authored)| best != authored);
                    let symbol = Symbol::field(Item::Tree(id), format!("nodes/{}/order", node.name));
                    let message = format!("the best order would save {saved:.1} minutes a call on average");
                    let told = found.at(symbol, message);
                    told.help("remove `order: fixed`, or allow `costly-order` and say what the order is for");
                    if let Some((best, _)) = first {
                        told.relate(
                            Symbol::field(Item::Tree(id), format!("nodes/{}/checks/{best}", node.name)),
                            "this should come earlier",
                        );
                    }
                }
            }
        }
    }
}

/// How many minutes must be saved to be worth a word.
const LEAST: f64 = 0.1;
/// The least a question costs, so that a ratio to minutes is finite.
const LEAST_MINUTES: f64 = 0.05;

/// What the checks of a node are worth and cost.
struct Checks<'a> {
    subject: &'a Subject<'a>,
    weights: Vec<f64>,
    facts: Vec<BTreeSet<FactId>>,
    fixes: Vec<f64>,
}

impl<'a> Checks<'a> {
    fn of(subject: &'a Subject<'a>, tree: &Tree, checks: &[Check]) -> Self {
        let weights = checks.iter().map(|check| weight(tree, check.then)).collect();
        let facts =
            checks.iter().map(|check| check.test.iter().flat_map(|test| asked(subject, test)).collect()).collect();
        let fixes = checks.iter().map(|check| match (check.test.is_none(), check.then) {
            (true, Target::Cause(cause)) => subject.pack().cause(cause).fix.minutes,
            _ => 0.0,
        });
        Self { subject, weights, facts, fixes: fixes.collect() }
    }

    /// What a check costs when some facts are known.
    fn cost(&self, check: usize, known: &BTreeSet<FactId>) -> f64 {
        let open = self.facts.get(check).into_iter().flatten().filter(|fact| !known.contains(fact));
        let asking: f64 = open.map(|fact| self.subject.pack().fact(*fact).minutes).sum();
        (asking + self.fixes.get(check).copied().unwrap_or_default()).max(LEAST_MINUTES)
    }

    fn weight(&self, check: usize) -> f64 {
        self.weights.get(check).copied().unwrap_or_default()
    }

    /// The minutes until the fault is found, if it is one of these.
    fn expected(&self, order: &[usize]) -> f64 {
        let (mut known, mut spent, mut sum, mut weights) = (BTreeSet::new(), 0.0, 0.0, 0.0);
        for check in order {
            spent += self.cost(*check, &known);
            known.extend(self.facts.get(*check).into_iter().flatten().copied());
            sum += self.weight(*check) * spent;
            weights += self.weight(*check);
        }
        if weights > 0.0 { sum / weights } else { 0.0 }
    }

    /// Always the likeliest for its minutes next, a test that says more than another before it, as the engine does.
    fn best(&self) -> Vec<usize> {
        let mut left: Vec<usize> = (0..self.weights.len()).collect();
        let (mut order, mut known) = (Vec::new(), BTreeSet::new());
        while !left.is_empty() {
            let waits = |check: usize| {
                let own = self.facts.get(check);
                left.iter().any(|other| {
                    let more = self.facts.get(*other);
                    own.zip(more)
                        .is_some_and(|(own, more)| !own.is_empty() && own.len() < more.len() && own.is_subset(more))
                })
            };
            let ratio = |check: usize| self.weight(check) / self.cost(check, &known);
            let free: Vec<usize> = left.iter().copied().filter(|check| !waits(*check)).collect();
            let next = free.into_iter().max_by(|a, b| ratio(*a).total_cmp(&ratio(*b)).then(b.cmp(a)));
            let Some(next) = next else { break };
            left.retain(|check| *check != next);
            known.extend(self.facts.get(next).into_iter().flatten().copied());
            order.push(next);
        }
        order
    }
}

/// The facts a person is asked for to settle a test.
fn asked(subject: &Subject<'_>, test: &Expression) -> BTreeSet<FactId> {
    let (mut asked, mut seen, mut waiting) = (BTreeSet::new(), BTreeSet::new(), test.facts());
    while let Some(id) = waiting.pop() {
        let fact = subject.pack().fact(id);
        if !seen.insert(id) {
            continue;
        }
        if fact.is_askable() {
            asked.insert(id);
        } else {
            waiting.extend(fact.derive.iter().flat_map(Expression::facts));
        }
    }
    asked
}

/// How likely it is that the way from a target ends at one of its causes.
fn weight(tree: &Tree, target: Target) -> f64 {
    let (mut leaves, mut seen, mut waiting): (BTreeSet<Leaf>, _, _) = (BTreeSet::new(), BTreeSet::new(), vec![target]);
    while let Some(target) = waiting.pop() {
        match target {
            Target::Node(id) if seen.insert(id) => waiting.extend(tree.node(id).targets()),
            target => leaves.extend(target.leaf()),
        }
    }
    leaves.into_iter().map(|leaf| tree.likelihood_of(leaf)).sum()
}
