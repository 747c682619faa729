//! What a test can still be, given what is known.
//!
//! A test becomes a formula over variables with few values: a bool or a choice is a variable with its answers, anything
//! else that can be yes or no (a comparison of numbers, a question about a set) is a variable of its own that is free.
//! Derived facts that only their rule can settle are replaced by the rule. All completions are then tried.

mod state;

use std::collections::BTreeSet;

use super::marks::Marks;
use crate::knowledge::{Comparison, Expression, Fact, FactId, FactKind, Pack, Value};

pub use state::State;

/// How many completions are tried; a test with more is left alone.
const MOST: usize = 4_096;
/// How deep rules of derived facts are looked into.
const DEEPEST: usize = 8;

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

#[derive(Clone, Debug)]
enum Formula {
    Known(bool),
    /// The variable is one of some values.
    Is(usize, BTreeSet<Value>),
    Not(Box<Formula>),
    All(Vec<Formula>),
    One(Vec<Formula>),
    If(Box<[Formula; 3]>),
}

#[derive(Clone, Debug, PartialEq)]
enum Variable {
    Fact(FactId),
    Free(Expression),
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
        let (problem, formula) = self.problem(test, state);
        let mut possible = Possible { holds: false, fails: false };
        problem.each(&mut |values| {
            if formula.truth(values) {
                possible.holds = true;
            } else {
                possible.fails = true;
            }
            possible.holds && possible.fails
        })?;
        Some(possible)
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

    /// Whether the first test is true only where the second is.
    pub fn implies(&self, first: &Expression, second: &Expression, state: &State) -> bool {
        let both = Expression::And(vec![first.clone(), Expression::Not(Box::new(second.clone()))]);
        self.possible(&both, state).is_some_and(|possible| !possible.holds)
    }

    /// What is known once a test has come out one way.
    #[must_use]
    pub fn assume(&self, test: &Expression, truth: bool, state: &State) -> State {
        let (problem, formula) = self.problem(test, state);
        let mut left: Vec<BTreeSet<Value>> = vec![BTreeSet::new(); problem.variables.len()];
        let done = problem.each(&mut |values| {
            if formula.truth(values) == truth {
                for (left, value) in left.iter_mut().zip(values) {
                    left.insert((*value).clone());
                }
            }
            false
        });
        let mut after = state.clone();
        if done.is_none() || left.iter().any(BTreeSet::is_empty) {
            return after;
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
        after
    }

    fn problem(&self, test: &Expression, state: &State) -> (Problem, Formula) {
        let mut reading = Reading { logic: self, state, variables: Vec::new() };
        let formula = reading.test(test, 0);
        (Problem { variables: reading.variables }, formula)
    }
}

struct Problem {
    variables: Vec<(Variable, BTreeSet<Value>)>,
}

impl Problem {
    /// Shows every completion until one is enough; nothing if there are too many.
    fn each(&self, see: &mut dyn FnMut(&[&Value]) -> bool) -> Option<()> {
        let sizes = self.variables.iter().map(|(_, domain)| domain.len());
        let count = sizes.clone().try_fold(1_usize, usize::checked_mul).filter(|count| *count <= MOST)?;
        let lists: Vec<Vec<&Value>> = self.variables.iter().map(|(_, domain)| domain.iter().collect()).collect();
        for mut turn in 0..count {
            let values: Vec<&Value> = lists
                .iter()
                .filter_map(|list| {
                    let value = list.get(turn % list.len()).copied();
                    turn /= list.len();
                    value
                })
                .collect();
            if see(&values) {
                break;
            }
        }
        Some(())
    }
}

impl Formula {
    fn truth(&self, values: &[&Value]) -> bool {
        match self {
            Self::Known(truth) => *truth,
            Self::Is(variable, accepted) => values.get(*variable).is_some_and(|value| accepted.contains(*value)),
            Self::Not(inner) => !inner.truth(values),
            Self::All(parts) => parts.iter().all(|part| part.truth(values)),
            Self::One(parts) => parts.iter().any(|part| part.truth(values)),
            Self::If(parts) => {
                let [test, then, otherwise] = parts.as_ref();
                if test.truth(values) { then.truth(values) } else { otherwise.truth(values) }
            }
        }
    }
}

/// Makes a formula of a test.
struct Reading<'a, 'b> {
    logic: &'a Logic<'b>,
    state: &'a State,
    variables: Vec<(Variable, BTreeSet<Value>)>,
}

impl Reading<'_, '_> {
    fn test(&mut self, test: &Expression, depth: usize) -> Formula {
        match test {
            Expression::Literal(Value::Bool(truth)) => Formula::Known(*truth),
            Expression::Fact(_) => self.equal(test, &Value::Bool(true), depth),
            Expression::Not(inner) => Formula::Not(Box::new(self.test(inner, depth))),
            Expression::And(parts) => Formula::All(parts.iter().map(|part| self.test(part, depth)).collect()),
            Expression::Or(parts) => Formula::One(parts.iter().map(|part| self.test(part, depth)).collect()),
            Expression::If(parts) => {
                let [condition, then, otherwise] = parts.as_ref();
                let parts = [condition, then, otherwise].map(|part| self.test(part, depth));
                Formula::If(Box::new(parts))
            }
            Expression::Compare(how, parts) => self.compare(*how, parts, depth),
            Expression::In(parts) => self.member(parts, depth),
            other => self.free(other),
        }
    }

    fn compare(&mut self, how: Comparison, parts: &[Expression; 2], depth: usize) -> Formula {
        let [left, right] = parts;
        let negative = |formula| Formula::Not(Box::new(formula));
        match (how, left, right) {
            (Comparison::Equal, value, Expression::Literal(literal))
            | (Comparison::Equal, Expression::Literal(literal), value) => self.equal(value, literal, depth),
            (Comparison::NotEqual, ..) => negative(self.compare(Comparison::Equal, parts, depth)),
            // Of each pair of opposites one is a variable, so that they are known to be opposites.
            (Comparison::GreaterOrEqual, ..) => negative(self.compare(Comparison::Less, parts, depth)),
            (Comparison::LessOrEqual, ..) => negative(self.compare(Comparison::Greater, parts, depth)),
            _ => self.free(&Expression::Compare(how, Box::new(parts.clone()))),
        }
    }

    /// The value is this one.
    fn equal(&mut self, value: &Expression, literal: &Value, depth: usize) -> Formula {
        match value {
            Expression::Literal(known) => Formula::Known(known == literal),
            Expression::If(parts) => {
                let [condition, then, otherwise] = parts.as_ref();
                let condition = self.test(condition, depth);
                let (then, otherwise) = (self.equal(then, literal, depth), self.equal(otherwise, literal, depth));
                Formula::If(Box::new([condition, then, otherwise]))
            }
            Expression::Fact(fact) => self.fact_is(*fact, literal, depth),
            other if matches!(literal, Value::Bool(_)) => {
                let test = self.test(other, depth);
                if *literal == Value::Bool(true) { test } else { Formula::Not(Box::new(test)) }
            }
            other => {
                let parts = [other.clone(), Expression::Literal(literal.clone())];
                self.free(&Expression::Compare(Comparison::Equal, Box::new(parts)))
            }
        }
    }

    fn fact_is(&mut self, id: FactId, literal: &Value, depth: usize) -> Formula {
        let fact = self.logic.pack.fact(id);
        let narrowed = self.state.facts.contains_key(&id);
        let Some(all) = domain(fact) else {
            let parts = [Expression::Fact(id), Expression::Literal(literal.clone())];
            return self.free(&Expression::Compare(Comparison::Equal, Box::new(parts)));
        };
        let by_rule = !narrowed && depth < DEEPEST && self.logic.only_derived.has(id);
        if let Some(rule) = fact.derive.first().filter(|_| by_rule) {
            return self.equal(rule, literal, depth + 1);
        }
        let left = self.state.facts.get(&id).cloned().unwrap_or(all);
        Formula::Is(self.variable(Variable::Fact(id), left), BTreeSet::from([literal.clone()]))
    }

    /// A key is in a set that is written out.
    fn member(&mut self, parts: &[Expression; 2], depth: usize) -> Formula {
        if let [key, Expression::SetOf(members)] = parts {
            let literals: Option<Vec<&Value>> = members
                .iter()
                .map(|member| if let Expression::Literal(value) = member { Some(value) } else { None })
                .collect();
            if let Some(literals) = literals {
                return Formula::One(literals.into_iter().map(|literal| self.equal(key, literal, depth)).collect());
            }
        }
        self.free(&Expression::In(Box::new(parts.clone())))
    }

    fn free(&mut self, test: &Expression) -> Formula {
        let known = self.state.free.iter().find(|(known, _)| known == test).map(|(_, truth)| *truth);
        if let Some(truth) = known {
            return Formula::Known(truth);
        }
        let both = BTreeSet::from([Value::Bool(false), Value::Bool(true)]);
        Formula::Is(self.variable(Variable::Free(test.clone()), both), BTreeSet::from([Value::Bool(true)]))
    }

    fn variable(&mut self, variable: Variable, domain: BTreeSet<Value>) -> usize {
        if let Some(place) = self.variables.iter().position(|(known, _)| *known == variable) {
            return place;
        }
        self.variables.push((variable, domain));
        self.variables.len() - 1
    }
}

#[cfg(test)]
mod tests;
