//! Shapes for scripts. Each says its version.

mod cause;
mod check;
mod step;

pub(super) use cause::{CauseShape, sources};
pub(super) use check::{CheckShape, NotCheckedShape};
pub(super) use step::StepShape;

use serde_json::Value as Json;

use crate::knowledge::Value;

/// The version of every shape; it changes when one of them does in a way that breaks readers.
pub(super) const VERSION: u32 = 1;

/// A value of a fact: true or false, a number, a text, an array for a set.
pub(super) fn value(value: &Value) -> Json {
    match value {
        Value::Bool(truth) => Json::Bool(*truth),
        Value::Number(number) | Value::Time(number) => Json::from(*number),
        Value::Text(text) => Json::from(text.as_str()),
        Value::Set(members) => members.iter().map(String::as_str).collect(),
    }
}
