//! What the order of checks costs, against the best order there is.
//!
//! Reckoned with one cause behind each ticket: a check ends the round with the likelihood of what it leads to, and costs
//! the minutes of those facts of its test that no earlier check asked for; a check without a test costs its fix.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::knowledge::{Check, Expression, FactId, Leaf, Minutes, NodeId, NodeKind, Order, Pack, Target, Tree, TreeId};

/// The most checks of which every order is weighed; of more the best is bounded from below.
pub const MOST_EXACT: usize = 14;

/// The least a question costs; the engine's.
const LEAST_MINUTES: f64 = 0.05;

/// What one list of checks costs a ticket that gets there.
#[derive(Clone, Debug, PartialEq)]
pub struct OrderCost {
    /// How many checks there are.
    pub checks: usize,
    /// Whether the author fixed the order.
    pub fixed: bool,
    /// The minutes in the order in use.
    pub used: Minutes,
    /// The minutes in the order in which they are written.
    pub written: Minutes,
    /// The minutes in the best order, or a bound that no order goes below.
    pub best: Minutes,
    /// Whether `best` is a bound only.
    pub bound: bool,
    /// The best order, where it is known: places of the checks as written.
    pub best_order: Vec<usize>,
}

impl OrderCost {
    /// The minutes that the best order would save a ticket.
    pub fn saving(&self) -> Minutes {
        (self.used - self.best).max(0.0)
    }
}

/// The costs of every list of two checks or more.
pub fn order_costs(pack: &Pack, id: TreeId) -> Vec<(NodeId, OrderCost)> {
    let tree = pack.tree(id);
    let nodes = tree.nodes.iter().enumerate().filter_map(|(n, node)| match &node.kind {
        NodeKind::Checks { checks, order, otherwise } if checks.len() > 1 => {
            Some((NodeId::from(n), Bench::new(pack, tree, checks, *otherwise).cost(*order)))
        }
        _ => None,
    });
    nodes.collect()
}

struct Candidate {
    share: f64,
    /// What has to be asked.
    asked: BTreeSet<FactId>,
    /// What the test names; a test that names more than another comes before it.
    named: BTreeSet<FactId>,
    alone: Minutes,
}

struct Bench {
    candidates: Vec<Candidate>,
    minutes: BTreeMap<FactId, Minutes>,
}

impl Bench {
    fn new(pack: &Pack, tree: &Tree, checks: &[Check], otherwise: Option<Target>) -> Self {
        let weights: Vec<f64> = checks.iter().map(|check| weight(tree, check.then)).collect();
        let total: f64 = weights.iter().sum::<f64>() + otherwise.map_or(0.0, |target| weight(tree, target));
        let candidates = checks.iter().zip(&weights).map(|(check, weight)| {
            let named: BTreeSet<FactId> = check.test.iter().flat_map(Expression::facts).collect();
            let mut asked = BTreeSet::new();
            for fact in &named {
                questions(pack, *fact, &mut asked);
            }
            let alone = match (&check.test, check.then) {
                (None, Target::Cause(cause)) => pack.cause(cause).fix.minutes,
                _ => 0.0,
            };
            Candidate { share: if total > 0.0 { weight / total } else { 0.0 }, asked, named, alone }
        });
        let candidates: Vec<Candidate> = candidates.collect();
        let asked = candidates.iter().flat_map(|candidate| candidate.asked.iter());
        let minutes = asked.map(|fact| (*fact, pack.fact(*fact).minutes)).collect();
        Self { candidates, minutes }
    }

    fn cost(&self, order: Order) -> OrderCost {
        let written: Vec<usize> = (0..self.candidates.len()).collect();
        let used = if order == Order::Fixed { written.clone() } else { self.in_use() };
        let exact = self.candidates.len() <= MOST_EXACT;
        let (best, best_order) = if exact { self.best() } else { (self.bound(), Vec::new()) };
        OrderCost {
            checks: self.candidates.len(),
            fixed: order == Order::Fixed,
            used: self.price(&used),
            written: self.price(&written),
            best,
            bound: !exact,
            best_order,
        }
    }

    /// What is left to pay for a check once some facts are known.
    fn due(&self, check: usize, known: &BTreeSet<FactId>) -> Minutes {
        let candidate = &self.candidates[check];
        let asked = candidate.asked.difference(known).filter_map(|fact| self.minutes.get(fact));
        candidate.alone + asked.sum::<f64>()
    }

    fn price(&self, order: &[usize]) -> Minutes {
        let (mut known, mut left, mut price) = (BTreeSet::new(), 1.0, 0.0);
        for check in order {
            price += left * self.due(*check, &known);
            left -= self.candidates[*check].share;
            known.extend(self.candidates[*check].asked.iter().copied());
        }
        price
    }

    fn waits(&self, check: usize, left: &[usize]) -> bool {
        let own = &self.candidates[check].named;
        let mut others = left.iter().map(|other| &self.candidates[*other].named);
        !own.is_empty() && others.any(|other| other.len() > own.len() && own.is_subset(other))
    }

    /// The engine's order: the likeliest for its minutes first, as long as none holds.
    fn in_use(&self) -> Vec<usize> {
        let mut left: Vec<usize> = (0..self.candidates.len()).collect();
        let (mut order, mut known) = (Vec::new(), BTreeSet::new());
        while !left.is_empty() {
            let worth = |check: usize| {
                let due = self.due(check, &known);
                let settled = due == 0.0;
                (settled, self.candidates[check].share / if settled { 1.0 } else { due.max(LEAST_MINUTES) })
            };
            let free = left.iter().copied().filter(|check| !self.waits(*check, &left));
            let best = free.max_by(|a, b| {
                let (a_worth, b_worth) = (worth(*a), worth(*b));
                a_worth.0.cmp(&b_worth.0).then(a_worth.1.total_cmp(&b_worth.1)).then(b.cmp(a))
            });
            let Some(best) = best.or(left.first().copied()) else { break };
            left.retain(|check| *check != best);
            known.extend(self.candidates[best].asked.iter().copied());
            order.push(best);
        }
        order
    }

    /// The cheapest of all orders that keep a test before those whose facts it includes; set by set of checks.
    fn best(&self) -> (Minutes, Vec<usize>) {
        let count = self.candidates.len();
        let full = (1usize << count) - 1;
        let mut cheapest: Vec<(f64, usize)> = vec![(f64::INFINITY, 0); full + 1];
        if let Some(empty) = cheapest.first_mut() {
            empty.0 = 0.0;
        }
        for done in 0..full {
            let (price, _) = cheapest[done];
            let (inside, left): (Vec<usize>, Vec<usize>) = (0..count).partition(|check| done >> check & 1 == 1);
            let known = inside.iter().flat_map(|check| self.candidates[*check].asked.iter().copied()).collect();
            let share: f64 = inside.iter().map(|check| self.candidates[*check].share).sum();
            for check in left.iter().copied().filter(|check| !self.waits(*check, &left)) {
                let after = price + (1.0 - share) * self.due(check, &known);
                let slot = &mut cheapest[done | 1 << check];
                if after < slot.0 {
                    *slot = (after, check);
                }
            }
        }
        let (mut order, mut at) = (Vec::new(), full);
        while at != 0 {
            let (_, last) = cheapest[at];
            order.push(last);
            at &= !(1 << last);
        }
        order.reverse();
        (cheapest[full].0, order)
    }

    /// No order is cheaper: each check pays only for what no other asks, in the best order for that.
    fn bound(&self) -> Minutes {
        let own = |check: usize| {
            let others = self.candidates.iter().enumerate().filter(|(n, _)| *n != check);
            let shared: BTreeSet<FactId> = others.flat_map(|(_, other)| other.asked.iter().copied()).collect();
            self.due(check, &shared)
        };
        let mut jobs: Vec<(f64, f64)> =
            self.candidates.iter().enumerate().map(|(n, candidate)| (candidate.share, own(n))).collect();
        jobs.sort_by(|a, b| (b.0 * a.1).total_cmp(&(a.0 * b.1)));
        let (mut left, mut price) = (1.0, 0.0);
        for (share, minutes) in jobs {
            price += left * minutes;
            left -= share;
        }
        price
    }
}

/// The facts a person is asked so that `fact` is known.
fn questions(pack: &Pack, fact: FactId, into: &mut BTreeSet<FactId>) {
    let definition = pack.fact(fact);
    if definition.is_askable() {
        into.insert(fact);
        return;
    }
    for input in definition.derive.iter().flat_map(Expression::facts).filter(|input| *input != fact) {
        questions(pack, input, into);
    }
}

/// The likelihood of everything a target can lead to.
fn weight(tree: &Tree, target: Target) -> f64 {
    let (mut leaves, mut seen, mut waiting) = (HashSet::<Leaf>::new(), HashSet::new(), vec![target]);
    while let Some(target) = waiting.pop() {
        match (target, target.leaf()) {
            (_, Some(leaf)) => {
                leaves.insert(leaf);
            }
            (Target::Node(node), _) if seen.insert(node) => waiting.extend(tree.node(node).targets()),
            _ => {}
        }
    }
    tree.likelihood.iter().filter(|(leaf, _)| leaves.contains(leaf)).map(|(_, weight)| weight).sum()
}
