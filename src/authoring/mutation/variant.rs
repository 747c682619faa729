//! Small mistakes in an expression.

use super::Change;
use crate::knowledge::{Comparison, Expression, FactKind, Pack, Value};

/// An expression with one mistake in it.
pub(super) struct Variant {
    pub change: Change,
    /// What stood there, as words of the pack, where that can be told shortly.
    pub before: String,
    /// What stands there now.
    pub after: String,
    pub expression: Expression,
}

/// The expression with one mistake in it, in every way there is.
pub(super) fn variants(pack: &Pack, expression: &Expression) -> Vec<Variant> {
    let mut found = Vec::new();
    match expression {
        Expression::And(parts) | Expression::Or(parts) => {
            let rebuild: fn(Vec<Expression>) -> Expression =
                if matches!(expression, Expression::And(_)) { Expression::And } else { Expression::Or };
            found.extend(part_dropped(pack, parts, rebuild));
            for (place, part) in parts.iter().enumerate() {
                found.extend(within(variants(pack, part), |inner| rebuild(replaced(parts, place, inner))));
            }
        }
        Expression::Not(inner) => {
            found.extend(within(variants(pack, inner), |inner| Expression::Not(Box::new(inner))));
        }
        Expression::If(parts) => {
            let [condition, then, otherwise] = parts.as_ref();
            found.push(Variant {
                change: Change::SwappedChoice,
                before: sketch(pack, then),
                after: sketch(pack, otherwise),
                expression: Expression::If(Box::new([condition.clone(), otherwise.clone(), then.clone()])),
            });
            for (place, part) in parts.iter().enumerate() {
                found.extend(within(variants(pack, part), |inner| {
                    let mut parts = parts.clone();
                    if let Some(part) = parts.get_mut(place) {
                        *part = inner;
                    }
                    Expression::If(parts)
                }));
            }
        }
        Expression::Compare(how, parts) => found.extend(constant_changed(pack, *how, parts)),
        Expression::In(parts) => {
            if let [Expression::Literal(key), Expression::Fact(fact)] = parts.as_ref() {
                let set = Expression::Fact(*fact);
                let changed = |value| Expression::In(Box::new([Expression::Literal(value), set.clone()]));
                found.extend(neighbours(pack, key, &set).into_iter().map(|value| Variant {
                    change: Change::Constant,
                    before: key.to_string(),
                    after: value.to_string(),
                    expression: changed(value),
                }));
            }
        }
        Expression::Each(quantifier, parts) => {
            let [set, test] = parts.as_ref();
            let again = |inner| Expression::Each(*quantifier, Box::new([set.clone(), inner]));
            found.extend(within(variants(pack, test), again));
        }
        Expression::Literal(_)
        | Expression::Fact(_)
        | Expression::Variable(_)
        | Expression::Size(_)
        | Expression::SetOf(_)
        | Expression::Members(_)
        | Expression::Row(..)
        | Expression::Call(..) => {}
    }
    found
}

fn part_dropped(pack: &Pack, parts: &[Expression], rebuild: fn(Vec<Expression>) -> Expression) -> Vec<Variant> {
    let dropped = |place: usize| {
        let mut rest: Vec<Expression> = parts.to_vec();
        let part = rest.remove(place);
        let last = if rest.len() == 1 { rest.pop() } else { None };
        Variant {
            change: Change::DroppedPart,
            before: sketch(pack, &part),
            after: String::new(),
            expression: last.unwrap_or_else(|| rebuild(rest)),
        }
    };
    if parts.len() < 2 { Vec::new() } else { (0..parts.len()).map(dropped).collect() }
}

fn constant_changed(pack: &Pack, how: Comparison, parts: &[Expression; 2]) -> Vec<Variant> {
    let mut found = Vec::new();
    for place in 0..2 {
        let [left, right] = parts;
        let (constant, other) = if place == 0 { (left, right) } else { (right, left) };
        let Expression::Literal(value) = constant else { continue };
        for changed in neighbours(pack, value, other) {
            let literal = Expression::Literal(changed.clone());
            let pair = if place == 0 { [literal, other.clone()] } else { [other.clone(), literal] };
            found.push(Variant {
                change: Change::Constant,
                before: value.to_string(),
                after: changed.to_string(),
                expression: Expression::Compare(how, Box::new(pair)),
            });
        }
    }
    found
}

/// Values next to a constant that is held against `other`: the numbers around it, the next choice.
fn neighbours(pack: &Pack, value: &Value, other: &Expression) -> Vec<Value> {
    match (value, other) {
        (Value::Number(number), _) => {
            [number.checked_sub(1), number.checked_add(1)].into_iter().flatten().map(Value::Number).collect()
        }
        (Value::Text(key), Expression::Fact(fact)) => {
            let fact = pack.fact(*fact);
            if !matches!(fact.kind, FactKind::Choice | FactKind::Set) {
                return Vec::new();
            }
            let keys: Vec<&str> = fact.choices.iter().map(|choice| choice.value.as_str()).collect();
            let place = keys.iter().position(|known| known == key).unwrap_or(0);
            let next = keys.get(place + 1).or(keys.first()).filter(|next| **next != key.as_str());
            next.map(|next| Value::text(*next)).into_iter().collect()
        }
        (Value::Bool(truth), _) => vec![Value::Bool(!truth)],
        _ => Vec::new(),
    }
}

fn within(inner: Vec<Variant>, around: impl Fn(Expression) -> Expression) -> Vec<Variant> {
    let again = |variant: Variant| Variant { expression: around(variant.expression), ..variant };
    inner.into_iter().map(again).collect()
}

fn replaced(parts: &[Expression], place: usize, with: Expression) -> Vec<Expression> {
    let mut parts = parts.to_vec();
    if let Some(part) = parts.get_mut(place) {
        *part = with;
    }
    parts
}

/// A few words for an expression: the facts and constants in it.
pub(super) fn sketch(pack: &Pack, expression: &Expression) -> String {
    if let Expression::Literal(value) = expression {
        return value.to_string();
    }
    let facts: Vec<&str> = expression.facts().into_iter().map(|fact| pack.fact(fact).name.as_str()).collect();
    facts.join(", ")
}
