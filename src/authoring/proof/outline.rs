//! A tree made ready for proving: its nodes over variables, and what can still matter below each.

use std::collections::BTreeSet;

use super::formula::{Compiler, Formula};
use super::vocabulary::{Code, Variable, Vocabulary, Words};
use crate::knowledge::{FactId, Leaf, NodeKind, Order, Pack, Target, Tree, TreeId};

/// The least a question costs, so that a ratio to minutes is finite; the engine's.
const LEAST_MINUTES: f64 = 0.05;

/// Where an answer leads, inside one tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// To another node.
    Node(u32),
    /// Out of the tree: the place in [`Outline::leaves`].
    Leaf(u32),
}

/// One hypothesis.
#[derive(Debug)]
pub(super) struct Hypothesis {
    pub test: Option<Formula>,
    pub then: Way,
    pub weight: f64,
    /// Weight for the minutes of the fix, which is the test where there is no other.
    pub worth_untested: f64,
    pub facts: BTreeSet<FactId>,
    /// Everything that can decide the test.
    pub reads: Vec<Variable>,
    /// Whether what the test once decided stays.
    pub steady: bool,
}

/// What happens at a node.
#[derive(Debug)]
pub(super) enum Plan {
    Ask {
        variable: Variable,
        ways: Vec<(Code, Way)>,
        otherwise: Option<Way>,
        /// Places of all ways, `otherwise` last among them, heaviest first.
        parked: Vec<u32>,
    },
    Checks {
        checks: Vec<Hypothesis>,
        fixed: bool,
        otherwise: Option<Way>,
    },
}

/// A node and what lies below it.
#[derive(Debug)]
pub(super) struct Place {
    pub plan: Plan,
    /// The variables that are read here or below, in order.
    pub relevant: Vec<Variable>,
    /// Whether a walk through here can end without a way out.
    pub may_spend: bool,
}

/// One tree, ready for proving.
#[derive(Debug)]
pub(super) struct Outline {
    pub vocabulary: Vocabulary,
    pub places: Vec<Place>,
    /// Every way out, those with a likelihood first and in that order.
    pub leaves: Vec<Leaf>,
    pub start: u32,
}

impl Outline {
    /// Reads one tree. The error is a node from which a path leads back to itself.
    pub fn new(pack: &Pack, words: &mut Words, id: TreeId) -> Result<Self, u32> {
        let tree = pack.tree(id);
        let order = bottom_up(tree)?;
        let mut outline = Self {
            vocabulary: Vocabulary::default(),
            places: Vec::with_capacity(tree.nodes.len()),
            leaves: tree.likelihood.iter().map(|(leaf, _)| *leaf).collect(),
            start: tree.start.0,
        };
        for leaf in tree.nodes.iter().flat_map(|node| node.targets().filter_map(Target::leaf)) {
            if tree.likelihood.is_empty() && !outline.leaves.contains(&leaf) {
                outline.leaves.push(leaf);
            }
        }
        let numbers: std::collections::HashMap<Leaf, u32> =
            outline.leaves.iter().enumerate().map(|(n, leaf)| (*leaf, n as u32)).collect();
        let way = |target: Target| match target {
            Target::Node(node) => Way::Node(node.0),
            Target::Cause(cause) => Way::Leaf(numbers.get(&Leaf::Cause(cause)).copied().unwrap_or(u32::MAX)),
            Target::Goto(tree) => Way::Leaf(numbers.get(&Leaf::Goto(tree)).copied().unwrap_or(u32::MAX)),
        };
        for node in &tree.nodes {
            let plan = plan(&node.kind, &way, &mut Compiler { pack, words, vocabulary: &mut outline.vocabulary });
            outline.places.push(Place { plan, relevant: Vec::new(), may_spend: false });
        }
        outline.survey(pack, tree, &order);
        Ok(outline)
    }

    fn survey(&mut self, pack: &Pack, tree: &Tree, order: &[u32]) {
        let mut below: Vec<Vec<u32>> = vec![Vec::new(); self.places.len()];
        for node in order {
            let node = *node as usize;
            let place = &self.places[node];
            let mut relevant = own_reads(&place.plan, &self.vocabulary);
            let mut leaves = Vec::new();
            for way in ways(&place.plan) {
                match way {
                    Way::Leaf(leaf) => leaves.push(leaf),
                    Way::Node(next) => {
                        relevant.extend(&self.places[next as usize].relevant);
                        leaves.extend(&below[next as usize]);
                    }
                }
            }
            for list in [&mut relevant, &mut leaves] {
                list.sort_unstable();
                list.dedup();
            }
            // In the order of the likelihoods, so that sums are the engine's to the last bit.
            let weigh = |way: Way| match way {
                Way::Leaf(leaf) => tree.likelihood.get(leaf as usize).map_or(0.0, |(_, weight)| *weight),
                Way::Node(next) => {
                    let leaves = below[next as usize].iter();
                    leaves.filter_map(|leaf| tree.likelihood.get(*leaf as usize)).map(|(_, weight)| weight).sum()
                }
            };
            let may_spend = self.can_spend(&place.plan);
            let minutes = |way: Way| match way {
                Way::Leaf(leaf) => match self.leaves.get(leaf as usize) {
                    Some(Leaf::Cause(cause)) => pack.cause(*cause).fix.minutes,
                    _ => LEAST_MINUTES,
                },
                Way::Node(_) => LEAST_MINUTES,
            };
            let place = &mut self.places[node];
            match &mut place.plan {
                Plan::Ask { ways, otherwise, parked, .. } => {
                    let all = ways.iter().map(|(_, way)| *way).chain(*otherwise);
                    let weights: Vec<f64> = all.map(weigh).collect();
                    parked.sort_by(|a, b| weights[*b as usize].total_cmp(&weights[*a as usize]));
                }
                Plan::Checks { checks, .. } => {
                    for check in checks {
                        check.weight = weigh(check.then);
                        check.worth_untested = check.weight / minutes(check.then).max(LEAST_MINUTES);
                    }
                }
            }
            (place.relevant, place.may_spend) = (relevant, may_spend);
            below[node] = leaves;
        }
    }

    fn can_spend(&self, plan: &Plan) -> bool {
        let spends = |way: &Way| match way {
            Way::Leaf(_) => false,
            Way::Node(next) => self.places[*next as usize].may_spend,
        };
        match plan {
            Plan::Ask { ways, otherwise, .. } => {
                let covered = otherwise.is_some() || !ways.is_empty();
                !covered || ways.iter().map(|(_, way)| way).chain(otherwise).any(spends)
            }
            Plan::Checks { checks, otherwise, .. } => {
                let untested = checks.iter().filter(|check| check.test.is_none()).map(|check| &check.then);
                !untested.chain(otherwise).any(|way| !spends(way))
            }
        }
    }
}

/// Weight for minutes, as the engine reckons.
pub(super) fn worth(weight: f64, minutes: f64) -> f64 {
    weight / minutes.max(LEAST_MINUTES)
}

/// Everywhere a plan can lead.
pub(super) fn ways(plan: &Plan) -> impl Iterator<Item = Way> + '_ {
    let (ways, checks, otherwise) = match plan {
        Plan::Ask { ways, otherwise, .. } => (ways.as_slice(), [].as_slice(), otherwise),
        Plan::Checks { checks, otherwise, .. } => ([].as_slice(), checks.as_slice(), otherwise),
    };
    ways.iter().map(|(_, way)| *way).chain(checks.iter().map(|check| check.then)).chain(*otherwise)
}

fn own_reads(plan: &Plan, vocabulary: &Vocabulary) -> Vec<Variable> {
    match plan {
        Plan::Ask { variable, .. } => vocabulary.closure(variable).to_vec(),
        Plan::Checks { checks, .. } => checks.iter().flat_map(|check| check.reads.iter().copied()).collect(),
    }
}

fn plan(kind: &NodeKind, way: &impl Fn(Target) -> Way, compiler: &mut Compiler<'_>) -> Plan {
    match kind {
        NodeKind::Ask { fact, ways, otherwise } => {
            let variable = compiler.vocabulary.read(compiler.pack, compiler.words, *fact);
            let coded = ways.iter().filter_map(|(value, target)| Some((compiler.words.code(value)?, way(*target))));
            let ways: Vec<(Code, Way)> = coded.collect();
            let parked = (0..ways.len() + usize::from(otherwise.is_some())).map(|n| n as u32).collect();
            Plan::Ask { variable, ways, otherwise: otherwise.map(way), parked }
        }
        NodeKind::Checks { checks, order, otherwise } => {
            let checks = checks.iter().map(|check| {
                let test = check.test.as_ref().map(|test| compiler.test(test));
                let mut reads = Vec::new();
                if let Some(test) = &test {
                    test.reads(compiler.vocabulary, &mut reads);
                }
                let steady = reads.iter().all(|variable| compiler.vocabulary.get(*variable).steady);
                let facts = check.test.iter().flat_map(crate::knowledge::Expression::facts).collect();
                Hypothesis { test, then: way(check.then), weight: 0.0, worth_untested: 0.0, facts, reads, steady }
            });
            Plan::Checks { checks: checks.collect(), fixed: *order == Order::Fixed, otherwise: otherwise.map(way) }
        }
    }
}

/// The nodes, each after all it leads to; or one that leads back to itself.
fn bottom_up(tree: &Tree) -> Result<Vec<u32>, u32> {
    #[derive(Clone, Copy, PartialEq)]
    enum Mark {
        New,
        Open,
        Done,
    }
    let mut marks = vec![Mark::New; tree.nodes.len()];
    let mut order = Vec::with_capacity(tree.nodes.len());
    let next = |node: usize| {
        tree.nodes[node].targets().filter_map(|target| match target {
            Target::Node(next) => Some(next.index()),
            Target::Cause(_) | Target::Goto(_) => None,
        })
    };
    for first in 0..tree.nodes.len() {
        let mut waiting = vec![(first, false)];
        while let Some((node, finished)) = waiting.pop() {
            if finished {
                marks[node] = Mark::Done;
                order.push(node as u32);
            } else if marks[node] == Mark::New {
                marks[node] = Mark::Open;
                waiting.push((node, true));
                for below in next(node) {
                    match marks[below] {
                        Mark::Open => return Err(below as u32),
                        Mark::New => waiting.push((below, false)),
                        Mark::Done => {}
                    }
                }
            }
        }
    }
    Ok(order)
}
