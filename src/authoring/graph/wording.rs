//! Tests in words.

use crate::knowledge::{Comparison, Expression, FactId, Pack, Value};
use crate::texts::{Text, Texts, drawing as say};

/// A test as a person would put it, as far as that is short; else what it depends on.
pub(super) fn expression(pack: &Pack, texts: &Texts, test: &Expression) -> String {
    words(pack, texts, test).unwrap_or_else(|| {
        let labels: Vec<&str> = test.facts().into_iter().map(|fact| pack.fact(fact).label.as_str()).collect();
        texts.fill(say::DEPENDS, &[("facts", &labels.join("; "))])
    })
}

fn words(pack: &Pack, texts: &Texts, test: &Expression) -> Option<String> {
    match test {
        Expression::Fact(fact) => Some(pack.fact(*fact).label.clone()),
        Expression::Not(inner) => {
            let inner = words(pack, texts, inner)?;
            Some(texts.fill(say::IS_NOT, &[("test", &inner)]))
        }
        Expression::And(parts) => joined(pack, texts, parts, say::AND),
        Expression::Or(parts) => joined(pack, texts, parts, say::OR),
        Expression::Compare(comparison, sides) => {
            let [one, other] = sides.as_ref();
            compared(pack, texts, *comparison, one, other)
        }
        Expression::In(sides) => {
            let [Expression::Literal(key), Expression::Fact(fact)] = sides.as_ref() else { return None };
            let values = [("fact", pack.fact(*fact).label.as_str()), ("value", &read(pack, *fact, key))];
            Some(texts.fill(say::INCLUDES, &values))
        }
        _ => None,
    }
}

fn joined(pack: &Pack, texts: &Texts, parts: &[Expression], word: Text) -> Option<String> {
    let parts = parts.iter().map(|part| {
        let text = words(pack, texts, part)?;
        let nested = matches!(part, Expression::And(_) | Expression::Or(_));
        Some(if nested { format!("({text})") } else { text })
    });
    Some(parts.collect::<Option<Vec<_>>>()?.join(texts.say(word)))
}

fn compared(pack: &Pack, texts: &Texts, by: Comparison, one: &Expression, other: &Expression) -> Option<String> {
    let (Expression::Fact(fact), Expression::Literal(value)) = (one, other) else { return None };
    let label = &pack.fact(*fact).label;
    match (by, value) {
        (Comparison::Equal, Value::Bool(true)) | (Comparison::NotEqual, Value::Bool(false)) => Some(label.clone()),
        (Comparison::Equal, Value::Bool(false)) | (Comparison::NotEqual, Value::Bool(true)) => {
            Some(texts.fill(say::IS_NOT, &[("test", label)]))
        }
        _ => {
            let value = read(pack, *fact, value);
            Some(format!("{label} {} {value}", sign(by)))
        }
    }
}

fn read(pack: &Pack, fact: FactId, value: &Value) -> String {
    match value {
        Value::Number(_) | Value::Time(_) => value.to_string(),
        value => format!("“{}”", pack.fact(fact).label_of(value)),
    }
}

fn sign(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Equal => "=",
        Comparison::NotEqual => "≠",
        Comparison::Less => "<",
        Comparison::LessOrEqual => "≤",
        Comparison::Greater => ">",
        Comparison::GreaterOrEqual => "≥",
    }
}
