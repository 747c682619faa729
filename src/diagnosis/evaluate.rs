//! Expressions in three values.
//!
//! Unknown is neither yes nor no: an expression is decided only if every completion of what is unknown agrees with it
//! (the converse does not hold, see the property test). No expression can fail: the loader has checked types, and what
//! is left (a number too large) counts as unknown.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use crate::knowledge::{Comparison, Expression, FactId, Function, Pack, Quantifier, TableContent, TableId, Value};

/// What an expression is evaluated against.
pub(super) trait Facts {
    /// The value of a fact, if it is known.
    fn value(&self, fact: FactId) -> Option<Value>;
    /// The time of the last event, in seconds since 1970-01-01 UTC.
    fn now(&self) -> i64;
}

/// The value of `expression`, or none if what is unknown could change it.
pub(super) fn evaluate(pack: &Pack, facts: &impl Facts, expression: &Expression) -> Option<Value> {
    Evaluation { pack, facts, variables: Vec::new() }.value(expression)
}

/// The facts that decided `expression`, or those that still can: in reading order, without what was cut short.
pub(super) fn support(pack: &Pack, facts: &impl Facts, expression: &Expression) -> Vec<FactId> {
    let mut found = Vec::new();
    Evaluation { pack, facts, variables: Vec::new() }.support(expression, &mut found);
    found
}

struct Evaluation<'a, F> {
    pack: &'a Pack,
    facts: &'a F,
    variables: Vec<Value>,
}

impl<F: Facts> Evaluation<'_, F> {
    fn value(&mut self, expression: &Expression) -> Option<Value> {
        match expression {
            Expression::Literal(value) => Some(value.clone()),
            Expression::Fact(fact) => self.facts.value(*fact),
            Expression::Variable(level) => {
                let place = self.variables.len().checked_sub(*level as usize + 1)?;
                self.variables.get(place).cloned()
            }
            Expression::Not(inner) => self.truth(inner).map(|truth| Value::Bool(!truth)),
            Expression::And(parts) => self.fold(parts, false),
            Expression::Or(parts) => self.fold(parts, true),
            Expression::If(parts) => self.choose(parts),
            Expression::Compare(how, parts) => {
                let (left, right) = (self.value(&parts[0])?, self.value(&parts[1])?);
                compare(*how, &left, &right).map(Value::Bool)
            }
            Expression::In(parts) => {
                let Value::Text(key) = self.value(&parts[0])? else { return None };
                Some(Value::Bool(self.set(&parts[1])?.contains(&key)))
            }
            Expression::Each(quantifier, parts) => self.each(*quantifier, &parts[0], &parts[1]),
            Expression::Size(inner) => Some(Value::Number(i64::try_from(self.set(inner)?.len()).ok()?)),
            Expression::SetOf(parts) => {
                let mut members = BTreeSet::new();
                for part in parts {
                    let Value::Text(key) = self.value(part)? else { return None };
                    members.insert(key);
                }
                Some(Value::Set(members))
            }
            Expression::Members(table) => Some(Value::Set(self.members(*table)?)),
            Expression::Row(table, key) => {
                let Value::Text(key) = self.value(key)? else { return None };
                match &self.pack.table(*table).content {
                    TableContent::Rows { rows, otherwise } => {
                        Some(Value::Set(rows.get(&key).unwrap_or(otherwise).clone()))
                    }
                    _ => None,
                }
            }
            Expression::Call(function, parts) => self.call(*function, parts),
        }
    }

    fn truth(&mut self, expression: &Expression) -> Option<bool> {
        self.value(expression)?.as_bool()
    }

    fn set(&mut self, expression: &Expression) -> Option<BTreeSet<String>> {
        match self.value(expression)? {
            Value::Set(members) => Some(members),
            _ => None,
        }
    }

    fn members(&self, table: TableId) -> Option<BTreeSet<String>> {
        match &self.pack.table(table).content {
            TableContent::Members(members) => Some(members.clone()),
            TableContent::Entries(entries) => Some(entries.iter().map(|(key, ..)| key.clone()).collect()),
            TableContent::Rows { .. } => None,
        }
    }

    /// `decisive` if any part is, its opposite if all are, else unknown.
    fn fold(&mut self, parts: &[Expression], decisive: bool) -> Option<Value> {
        let mut unknown = false;
        for part in parts {
            match self.truth(part) {
                Some(truth) if truth == decisive => return Some(Value::Bool(decisive)),
                Some(_) => {}
                None => unknown = true,
            }
        }
        (!unknown).then_some(Value::Bool(!decisive))
    }

    /// The branch the condition names; when it is unknown, what both branches agree on.
    fn choose(&mut self, parts: &[Expression; 3]) -> Option<Value> {
        match self.truth(&parts[0]) {
            Some(true) => self.value(&parts[1]),
            Some(false) => self.value(&parts[2]),
            None => {
                let (then, otherwise) = (self.value(&parts[1])?, self.value(&parts[2])?);
                (then == otherwise).then_some(then)
            }
        }
    }

    fn each(&mut self, quantifier: Quantifier, set: &Expression, test: &Expression) -> Option<Value> {
        let members = self.set(set)?;
        let mut kept = BTreeSet::new();
        let mut unknown = false;
        for member in members {
            self.variables.push(Value::Text(member.clone()));
            let truth = self.truth(test);
            self.variables.pop();
            match (quantifier, truth) {
                (Quantifier::Exists, Some(true)) => return Some(Value::Bool(true)),
                (Quantifier::All, Some(false)) => return Some(Value::Bool(false)),
                (Quantifier::Filter, Some(true)) => {
                    kept.insert(member);
                }
                (_, Some(_)) => {}
                (_, None) => unknown = true,
            }
        }
        if unknown {
            return None;
        }
        Some(match quantifier {
            Quantifier::Exists => Value::Bool(false),
            Quantifier::All => Value::Bool(true),
            Quantifier::Filter => Value::Set(kept),
        })
    }

    fn call(&mut self, function: Function, parts: &[Expression]) -> Option<Value> {
        let mut numbers = Vec::with_capacity(parts.len());
        for part in parts {
            match self.value(part)? {
                Value::Number(number) | Value::Time(number) => numbers.push(number),
                _ => return None,
            }
        }
        let (first, second) = (numbers.first().copied()?, numbers.get(1).copied());
        Some(match function {
            Function::MinutesSince => Value::Number(self.facts.now().checked_sub(first)?.div_euclid(60)),
            Function::Max => Value::Number(first.max(second?)),
            Function::Min => Value::Number(first.min(second?)),
            Function::Newest => Value::Time(first.max(second?)),
            Function::Add => Value::Number(first.checked_add(second?)?),
            Function::Subtract => Value::Number(first.checked_sub(second?)?),
        })
    }

    fn support(&mut self, expression: &Expression, found: &mut Vec<FactId>) {
        match expression {
            Expression::And(parts) => self.support_of_fold(parts, false, found),
            Expression::Or(parts) => self.support_of_fold(parts, true, found),
            Expression::If(parts) => {
                self.support(&parts[0], found);
                match self.truth(&parts[0]) {
                    Some(true) => self.support(&parts[1], found),
                    Some(false) => self.support(&parts[2], found),
                    // The condition comes first in reading order; the branches still decide it if they agree.
                    None => {
                        self.support(&parts[1], found);
                        self.support(&parts[2], found);
                    }
                }
            }
            Expression::Not(inner) => self.support(inner, found),
            other => {
                for fact in other.facts() {
                    if !found.contains(&fact) {
                        found.push(fact);
                    }
                }
            }
        }
    }

    /// One decisive part is reason enough; otherwise every part that is not settled the other way counts.
    fn support_of_fold(&mut self, parts: &[Expression], decisive: bool, found: &mut Vec<FactId>) {
        let truths: Vec<Option<bool>> = parts.iter().map(|part| self.truth(part)).collect();
        if let Some(place) = truths.iter().position(|truth| *truth == Some(decisive)) {
            return self.support(&parts[place], found);
        }
        let decided = truths.iter().all(Option::is_some);
        for (part, truth) in parts.iter().zip(&truths) {
            if decided || truth.is_none() {
                self.support(part, found);
            }
        }
    }
}

fn compare(how: Comparison, left: &Value, right: &Value) -> Option<bool> {
    let order = match (left, right) {
        (Value::Number(a) | Value::Time(a), Value::Number(b) | Value::Time(b)) => a.cmp(b),
        (Value::Bool(a), Value::Bool(b)) => a.cmp(b),
        (Value::Text(a), Value::Text(b)) => a.cmp(b),
        (Value::Set(a), Value::Set(b)) if matches!(how, Comparison::Equal | Comparison::NotEqual) => a.cmp(b),
        _ => return None,
    };
    Some(match how {
        Comparison::Equal => order == Ordering::Equal,
        Comparison::NotEqual => order != Ordering::Equal,
        Comparison::Less => order == Ordering::Less,
        Comparison::LessOrEqual => order != Ordering::Greater,
        Comparison::Greater => order == Ordering::Greater,
        Comparison::GreaterOrEqual => order != Ordering::Less,
    })
}
