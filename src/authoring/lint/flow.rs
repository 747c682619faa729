//! What is known at each node of a tree, whichever way leads there.

use std::collections::{BTreeSet, HashMap};

use super::logic::{Logic, State, domain, facts_behind, is};
use crate::knowledge::{Expression, FactId, Node, NodeKind, Pack, Target, Tree, TreeId, Value};

/// What is known at the nodes of a tree.
#[derive(Debug)]
pub struct Flow {
    /// For each node, unless nothing leads there.
    pub at: Vec<Option<State>>,
    /// The nodes after which less is known than could be, and why.
    pub gaps: Vec<(usize, Gap)>,
}

/// Why less is known after a node than could be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// It would take too long to find out.
    TooLong,
    /// More is known than is remembered.
    Forgotten,
}

/// The trees that other trees go on into: what their symptom says need not hold there.
pub fn entered(pack: &Pack) -> BTreeSet<TreeId> {
    let nodes = pack.parts().trees.iter().flat_map(|tree| &tree.nodes);
    let targets = nodes.flat_map(Node::targets);
    targets.filter_map(|target| if let Target::Goto(tree) = target { Some(tree) } else { None }).collect()
}

/// Follows what is known from the start of a tree to its nodes.
pub fn flow(pack: &Pack, logic: &Logic<'_>, tree: &Tree, is_entered: bool) -> Flow {
    let mut at: Vec<Option<State>> = vec![None; tree.nodes.len()];
    let mut first = State::default();
    if !is_entered {
        for (fact, value) in &tree.given {
            first.narrow(*fact, BTreeSet::from([value.clone()]));
        }
    }
    if let Some(start) = at.get_mut(tree.start.index()) {
        *start = Some(first);
    }
    let order = order(tree);
    let read: Vec<Vec<FactId>> = order.iter().map(|place| read(pack, tree.nodes.get(*place))).collect();
    let last: HashMap<FactId, usize> =
        read.iter().enumerate().flat_map(|(turn, facts)| facts.iter().map(move |fact| (*fact, turn))).collect();
    let mut gaps = BTreeSet::new();
    for (turn, (place, read)) in order.iter().zip(&read).enumerate() {
        // What no later node reads matters to none.
        let matters = |fact: FactId| last.get(&fact).is_some_and(|last| *last > turn);
        let (Some(node), Some(state)) = (tree.nodes.get(*place), at.get(*place).cloned().flatten()) else { continue };
        let learns = read.iter().any(|fact| matters(*fact));
        let mut learning = Learning { logic, too_long: false };
        for (target, mut after) in learning.ways(pack, node, &state, learns) {
            let Target::Node(next) = target else { continue };
            if !after.keep(matters) {
                gaps.insert((*place, Gap::Forgotten));
            }
            if let Some(known) = at.get_mut(next.index()) {
                *known = Some(known.as_ref().map_or_else(|| after.clone(), |known| known.join(&after)));
            }
        }
        if learning.too_long {
            gaps.insert((*place, Gap::TooLong));
        }
    }
    Flow { at, gaps: gaps.into_iter().collect() }
}

/// The facts that a node reads, itself or through rules.
fn read(pack: &Pack, node: Option<&Node>) -> Vec<FactId> {
    let facts = match node.map(|node| &node.kind) {
        Some(NodeKind::Ask { fact, .. }) => vec![*fact],
        Some(NodeKind::Checks { checks, .. }) => {
            checks.iter().filter_map(|check| check.test.as_ref()).flat_map(Expression::facts).collect()
        }
        None => Vec::new(),
    };
    facts_behind(pack, facts)
}

/// The values that an `else` is for.
pub fn left_over(pack: &Pack, fact: FactId, ways: &[(Value, Target)]) -> BTreeSet<Value> {
    let named: BTreeSet<&Value> = ways.iter().map(|(value, _)| value).collect();
    let all = domain(pack.fact(fact)).unwrap_or_default();
    all.into_iter().filter(|value| !named.contains(value)).collect()
}

/// Finds out what is known after a node.
struct Learning<'a, 'b> {
    logic: &'a Logic<'b>,
    /// Whether something would have taken too long to find out.
    too_long: bool,
}

impl Learning<'_, '_> {
    /// Everywhere a node leads, with what is known there: more than before only if what the node `learns` matters later.
    fn ways(&mut self, pack: &Pack, node: &Node, state: &State, learns: bool) -> Vec<(Target, State)> {
        match &node.kind {
            _ if !learns => node.targets().map(|target| (target, state.clone())).collect(),
            NodeKind::Ask { fact, ways, otherwise } => {
                let mut after: Vec<(Target, State)> = Vec::new();
                for (value, target) in ways.iter().filter(|(_, target)| matches!(target, Target::Node(_))) {
                    after.push((*target, self.learn(state, *fact, BTreeSet::from([value.clone()]))));
                }
                if let Some(target) = otherwise {
                    after.push((*target, self.learn(state, *fact, left_over(pack, *fact, ways))));
                }
                after
            }
            NodeKind::Checks { checks, otherwise, .. } => {
                let mut after: Vec<(Target, State)> = Vec::new();
                for check in checks.iter().filter(|check| matches!(check.then, Target::Node(_))) {
                    let known = check.test.as_ref().map(|test| self.assume(test, true, state));
                    after.push((check.then, known.unwrap_or_else(|| state.clone())));
                }
                if let Some(target) = otherwise.filter(|target| matches!(target, Target::Node(_))) {
                    let tests = checks.iter().filter_map(|check| check.test.as_ref());
                    let none = tests.fold(state.clone(), |known, test| self.assume(test, false, &known));
                    after.push((target, none));
                }
                after
            }
        }
    }

    /// A fact turned out to be one of some values: that narrows it, and what it is derived from.
    fn learn(&mut self, state: &State, fact: FactId, values: BTreeSet<Value>) -> State {
        let test = Expression::Or(values.iter().map(|value| is(fact, value)).collect());
        let mut after = self.assume(&test, true, state);
        if !values.is_empty() {
            after.narrow(fact, values);
        }
        after
    }

    fn assume(&mut self, test: &Expression, truth: bool, state: &State) -> State {
        self.logic.assume(test, truth, state).unwrap_or_else(|| {
            self.too_long = true;
            state.clone()
        })
    }
}

/// The nodes, each after all that lead to it. A tree has no circles.
fn order(tree: &Tree) -> Vec<usize> {
    let next = |place: usize| {
        let targets = tree.nodes.get(place).into_iter().flat_map(Node::targets);
        targets.filter_map(|target| if let Target::Node(id) = target { Some(id.index()) } else { None })
    };
    let mut waits = vec![0_usize; tree.nodes.len()];
    for place in 0..tree.nodes.len() {
        for to in next(place) {
            if let Some(waits) = waits.get_mut(to) {
                *waits += 1;
            }
        }
    }
    let mut ready: Vec<usize> = (0..tree.nodes.len()).filter(|place| waits.get(*place) == Some(&0)).collect();
    let mut order = Vec::with_capacity(tree.nodes.len());
    while let Some(place) = ready.pop() {
        order.push(place);
        for to in next(place) {
            if let Some(waits) = waits.get_mut(to) {
                *waits -= 1;
                if *waits == 0 {
                    ready.push(to);
                }
            }
        }
    }
    order
}
