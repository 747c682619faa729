//! The functions of readings.

use serde_json::Value as Json;

use super::Evaluation;
use crate::knowledge::{ReadFunction, Reading, moment};

impl Evaluation<'_> {
    pub(super) fn call(&mut self, function: ReadFunction, parts: &[Reading]) -> Option<Json> {
        let first = self.value(parts.first()?)?;
        if function == ReadFunction::IfNull {
            return if first.is_null() { self.value(parts.get(1)?) } else { Some(first) };
        }
        let second = parts.get(1).and_then(|part| self.value(part));
        match function {
            ReadFunction::IfNull => None,
            ReadFunction::MinutesSince => Some(Json::from(self.now.checked_sub(seconds(&first)?)?.div_euclid(60))),
            ReadFunction::Newest => newest(&first),
            ReadFunction::StartsWith => texts(&first, second.as_ref(), |a, b| a.starts_with(b)),
            ReadFunction::EndsWith => texts(&first, second.as_ref(), |a, b| a.ends_with(b)),
            ReadFunction::Contains => texts(&first, second.as_ref(), |a, b| a.contains(b)),
            ReadFunction::After => {
                let second = second?;
                first.as_str()?.rsplit_once(second.as_str()?).map(|(_, rest)| Json::from(rest))
            }
            ReadFunction::Number => first.as_str()?.trim().parse::<i64>().ok().map(Json::from),
            ReadFunction::Add => Some(Json::from(first.as_i64()?.checked_add(second?.as_i64()?)?)),
            ReadFunction::Subtract => Some(Json::from(first.as_i64()?.checked_sub(second?.as_i64()?)?)),
        }
    }
}

/// A moment in seconds since 1970-01-01 UTC.
pub(super) fn seconds(value: &Json) -> Option<i64> {
    match value {
        Json::String(text) => moment(text),
        Json::Number(number) => number.as_i64(),
        _ => None,
    }
}

/// The latest of a list of moments; unknown if there is none, or one cannot be read.
fn newest(list: &Json) -> Option<Json> {
    let moments = list.as_array()?.iter().map(seconds).collect::<Option<Vec<i64>>>()?;
    moments.into_iter().max().map(Json::from)
}

fn texts(a: &Json, b: Option<&Json>, test: impl Fn(&str, &str) -> bool) -> Option<Json> {
    let (a, b) = (a.as_str()?.to_lowercase(), b?.as_str()?.to_lowercase());
    Some(Json::Bool(test(&a, &b)))
}
