//! From answers of Graph to facts.
//!
//! A pure function of the pack and the answers. A request without an answer says nothing, and neither does an empty list,
//! unless the knowledge says what it means: there are more reasons for silence than that there is nothing.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::reading::Evaluation;
use crate::knowledge::{Empty, Evidence, Fact, FactId, FactKind, Pack, RequestId, Value, moment};

/// What came back for a request. Everything else that can happen to one is no answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Answered {
    /// What Graph said.
    Body {
        /// The answer; of a list, all pages in one.
        json: Json,
        /// Whether a list was read to its end.
        whole: bool,
    },
    /// Graph says that there is no such thing.
    NotFound,
}

/// What the answers say about a fact.
#[derive(Clone, Debug, PartialEq)]
pub struct Learned {
    /// What it is.
    pub value: Value,
    /// Whether that settles it or only points.
    pub certain: bool,
    /// The request whose answer says so.
    pub request: RequestId,
}

/// The answers of one run, and what is known beside them.
pub struct Answers<'a> {
    /// The pack.
    pub pack: &'a Pack,
    /// The answers.
    pub by_request: &'a BTreeMap<RequestId, Answered>,
    /// What is known beside them.
    pub known: &'a BTreeMap<FactId, Value>,
    /// The time, in seconds since 1970-01-01 UTC.
    pub now: i64,
}

/// Facts that read facts nest no deeper than this.
const DEEPEST: usize = 8;

impl Answers<'_> {
    /// What the answers say about a fact: the best evidence that settles it, else the best that points.
    pub fn learn(&self, fact: FactId) -> Option<Learned> {
        self.learn_within(fact, DEEPEST)
    }

    fn learn_within(&self, fact: FactId, depth: usize) -> Option<Learned> {
        let depth = depth.checked_sub(1)?;
        let mut points = None;
        let fact = self.pack.fact(fact);
        for evidence in &fact.evidence {
            let Some(value) = self.value(fact, evidence, depth) else { continue };
            let learned = Learned { value, certain: evidence.certain, request: evidence.request };
            if learned.certain {
                return Some(learned);
            }
            points.get_or_insert(learned);
        }
        points
    }

    fn value(&self, fact: &Fact, evidence: &Evidence, depth: usize) -> Option<Value> {
        let (json, whole) = match self.by_request.get(&evidence.request)? {
            Answered::NotFound => return evidence.not_found.clone(),
            Answered::Body { json, whole } => (json, *whole),
        };
        let is_list = self.pack.request(evidence.request).pages.is_some();
        let response = shaped(json, is_list);
        // A list that is no list is a broken answer, not an empty one.
        let members = if is_list { Some(response.get("value")?.as_array()?) } else { None };
        if members.is_some_and(Vec::is_empty) {
            match &evidence.empty {
                Empty::Unknown => return None,
                // What was not read may not be empty.
                _ if !whole => return None,
                Empty::Value(value) => return Some(value.clone()),
                Empty::Read => {}
            }
        }
        // Only what settles a fact may be built upon.
        let known = |read: FactId| {
            let given = self.known.get(&read).cloned();
            given.or_else(|| self.learn_within(read, depth).filter(|it| it.certain).map(|it| it.value))
        };
        let mut evaluation = Evaluation {
            pack: self.pack,
            response: &response,
            whole,
            known: &known,
            now: self.now,
            members: Vec::new(),
        };
        value_of(fact, &evaluation.value(&evidence.value)?)
    }
}

/// The answer in the shape that its request promises. Graph's own pages show the same object bare, under `value` and as
/// the only member of a list.
fn shaped(json: &Json, is_list: bool) -> Json {
    let inner = json.get("value");
    match (is_list, inner) {
        // Something in the directory has an id.
        (true, None) if json.get("id").is_some() => serde_json::json!({ "value": [json] }),
        (true, Some(Json::Object(_))) => serde_json::json!({ "value": [inner] }),
        (false, Some(Json::Object(object))) => Json::Object(object.clone()),
        (false, Some(Json::Array(members))) if members.len() == 1 => members.first().cloned().unwrap_or_default(),
        _ => json.clone(),
    }
}

/// A value of the fact, if that is what the answer came to.
fn value_of(fact: &Fact, json: &Json) -> Option<Value> {
    let key = |key: &str| fact.choices.iter().find(|choice| choice.value == key).map(|choice| choice.value.clone());
    match (fact.kind, json) {
        (FactKind::Bool, Json::Bool(yes)) => Some(Value::Bool(*yes)),
        (FactKind::Choice, Json::String(text)) => key(text).map(Value::Text),
        (FactKind::Set, Json::Array(members)) => {
            members.iter().map(|member| key(member.as_str()?)).collect::<Option<_>>().map(Value::Set)
        }
        (FactKind::Number, Json::Number(number)) => number.as_i64().map(Value::Number),
        (FactKind::Text, Json::String(text)) if is_plain(text) => Some(Value::text(text)),
        (FactKind::Time, Json::String(text)) => moment(text).map(Value::Time),
        (FactKind::Time, Json::Number(number)) => number.as_i64().map(Value::Time),
        _ => None,
    }
}

/// Whether a text from the network may be shown and filled in: not empty, not endless, nothing that steers a terminal.
fn is_plain(text: &str) -> bool {
    let steers = |c: char| {
        c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    !text.trim().is_empty() && text.len() <= 1_000 && !text.contains(steers)
}
