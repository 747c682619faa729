//! What a test can still be, given what is known.
//!
//! A test becomes a formula over variables with few values: a bool or a choice is a variable with its answers, anything
//! else that can be yes or no (a comparison of numbers, a question about a set) is a variable of its own that is free.
//! Derived facts that only their rule can settle are replaced by the rule. Completions are then tried, as many as matter.

mod formula;
mod reading;
mod state;

use std::collections::BTreeSet;

use super::marks::Marks;
use crate::knowledge::{Comparison, Expression, Fact, FactId, FactKind, Pack, Value};
use formula::Variable;

pub use state::State;

/// What a test can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Possible {
    /// Some completion makes it true.
    pub holds: bool,
    /// Some completion makes it false.
    pub fails: bool,
}

/// Which facts are settled by nothing but their rule.
pub fn only_derived(pack: &Pack) -> Marks<FactId> {
    let parts = pack.parts();
    let given = parts.trees.iter().flat_map(|tree| &tree.given).chain(parts.codes.iter().flat_map(|code| &code.sets));
    let mut set = Marks::none_of(parts.facts.len());
    set.extend(given.map(|(fact, _)| *fact));
    let only = |fact: &Fact| fact.question.is_none() && fact.evidence.is_empty() && fact.derive.len() == 1;
    let all = parts.facts.iter().enumerate().map(|(n, fact)| (FactId::from(n), fact));
    let mut marks = Marks::none_of(parts.facts.len());
    marks.extend(all.filter(|(id, fact)| only(fact) && !set.has(*id)).map(|(id, _)| id));
    marks
}

/// The values of a fact, if they are few.
pub fn domain(fact: &Fact) -> Option<BTreeSet<Value>> {
    match fact.kind {
        FactKind::Bool => Some(BTreeSet::from([Value::Bool(false), Value::Bool(true)])),
        FactKind::Choice => Some(fact.choices.iter().map(|choice| Value::text(&choice.value)).collect()),
        _ => None,
    }
}

/// `fact == value`, as a test.
pub fn is(fact: FactId, value: &Value) -> Expression {
    let parts = [Expression::Fact(fact), Expression::Literal(value.clone())];
    Expression::Compare(Comparison::Equal, Box::new(parts))
}

/// Facts, and those that their rules read.
pub fn facts_behind(pack: &Pack, mut facts: Vec<FactId>) -> Vec<FactId> {
    // Most facts follow from no others.
    if facts.iter().all(|fact| pack.fact(*fact).derive.is_empty()) {
        facts.sort_unstable();
        facts.dedup();
        return facts;
    }
    let (mut behind, mut waiting) = (BTreeSet::new(), facts);
    while let Some(fact) = waiting.pop() {
        if behind.insert(fact) {
            waiting.extend(pack.fact(fact).derive.iter().flat_map(Expression::facts));
        }
    }
    behind.into_iter().collect()
}

/// Tries tests in a pack.
#[derive(Debug)]
pub struct Logic<'a> {
    pack: &'a Pack,
    only_derived: Marks<FactId>,
}

impl<'a> Logic<'a> {
    /// For the tests of a pack.
    pub fn new(pack: &'a Pack) -> Self {
        Self { pack, only_derived: only_derived(pack) }
    }

    /// What a test can be where `state` is known; nothing if that would take too long to find out.
    pub fn possible(&self, test: &Expression, state: &State) -> Option<Possible> {
        let (holds, fails) = reading::read(self, test, state).possible().ok()?;
        Some(Possible { holds, fails })
    }

    /// The values that a fact cannot have where `state` is known.
    pub fn ruled_out(&self, id: FactId, state: &State) -> BTreeSet<Value> {
        // Most facts are asked once on a way, so nothing is known of them.
        if !state.facts.contains_key(&id) && !self.only_derived.has(id) {
            return BTreeSet::new();
        }
        let Some(mut values) = domain(self.pack.fact(id)) else { return BTreeSet::new() };
        if let Some(left) = state.facts.get(&id) {
            values.retain(|value| !left.contains(value));
        } else {
            values.retain(|value| self.possible(&is(id, value), state).is_some_and(|possible| !possible.holds));
        }
        values
    }

    /// The facts that a test reads, itself or through rules.
    pub fn facts_behind(&self, test: &Expression) -> Vec<FactId> {
        facts_behind(self.pack, test.facts())
    }

    /// Whether it would take too long to find out which values a fact can have where `state` is known.
    pub fn is_left_open(&self, id: FactId, state: &State) -> bool {
        let by_rule = !state.facts.contains_key(&id) && self.only_derived.has(id);
        let values = domain(self.pack.fact(id)).filter(|_| by_rule).unwrap_or_default();
        values.iter().any(|value| self.possible(&is(id, value), state).is_none())
    }

    /// Whether the first test is true only where the second is; nothing if that would take too long to find out.
    pub fn implies(&self, first: &Expression, second: &Expression, state: &State) -> Option<bool> {
        let both = Expression::And(vec![first.clone(), Expression::Not(Box::new(second.clone()))]);
        self.possible(&both, state).map(|possible| !possible.holds)
    }

    /// What is known once a test has come out one way; nothing if that would take too long to find out.
    pub fn assume(&self, test: &Expression, truth: bool, state: &State) -> Option<State> {
        let problem = reading::read(self, test, state);
        let left = problem.left(truth).ok()?;
        let mut after = state.clone();
        if left.iter().any(BTreeSet::is_empty) {
            return Some(after);
        }
        for ((variable, domain), left) in problem.variables.iter().zip(left) {
            if left.len() == domain.len() {
                continue;
            }
            match (variable, left.first()) {
                (Variable::Fact(fact), _) => after.narrow(*fact, left),
                (Variable::Free(test), Some(Value::Bool(truth))) => after.settle(test, *truth),
                _ => {}
            }
        }
        Some(after)
    }
}

#[cfg(test)]
mod tests;
