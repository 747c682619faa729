//! From a test to a formula.

use std::collections::BTreeSet;

use super::formula::{Formula, Problem, Variable};
use super::{Logic, State, domain};
use crate::knowledge::{Comparison, Expression, FactId, Value};

/// How deep rules of derived facts are looked into.
const DEEPEST: usize = 8;

/// The formula of a test, where `state` is known.
pub(super) fn read(logic: &Logic<'_>, test: &Expression, state: &State) -> Problem {
    let mut reading = Reading { logic, state, variables: Vec::new() };
    let formula = reading.test(test, 0);
    Problem { formula, variables: reading.variables }
}

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
