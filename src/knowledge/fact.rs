//! Facts: typed things that can be known.

use serde::{Deserialize, Serialize};

use super::{Expression, Minutes, Reading, RequestId, Source, Value};

/// One typed thing that can be known, shared by all trees.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fact {
    /// `subject.name`.
    pub name: String,
    /// What kind of value it has.
    pub kind: FactKind,
    /// A few words that name it in a trail or a blank.
    pub label: String,
    /// How a person is asked. Without one the fact is never asked as a whole.
    pub question: Option<String>,
    /// How a person finds out.
    pub help: Option<String>,
    /// What it costs a person to find out.
    pub minutes: Minutes,
    /// The answers a person can pick: of a bool, a choice or a set.
    pub choices: Vec<Choice>,
    /// How a set with no member reads. It is offered as an answer of its own.
    pub none_label: Option<String>,
    /// Expressions that decide the fact from others; the first that decides counts.
    pub derive: Vec<Expression>,
    /// Set when the fact can stand between a verdict and its fix.
    pub gate: Option<Gate>,
    /// What Graph can say about it, best first.
    pub evidence: Vec<Evidence>,
    /// Where what we say about it is documented.
    pub sources: Vec<Source>,
}

/// The kind of value a fact has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum FactKind {
    /// Yes or no.
    Bool,
    /// One of the fact's choices.
    Choice,
    /// Any number of the fact's choices.
    Set,
    /// A whole number.
    Number,
    /// Free text.
    Text,
    /// A moment.
    Time,
}

/// One answer a person can pick.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// The key that files, command lines and expressions use.
    pub value: String,
    /// What the person reads.
    pub label: String,
}

/// What happens when a fact that guards fixes does not hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gate {
    /// The words to say when the fix must not be shown.
    pub refuse: String,
    /// Who takes over.
    pub to: String,
}

/// What a Graph request says about a fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The request whose response is read.
    pub request: RequestId,
    /// What the response says.
    pub value: Reading,
    /// The properties that are read: of the response, or of each member of its list.
    pub fields: Vec<String>,
    /// Whether it settles the fact or only points.
    pub certain: bool,
    /// What an empty list in the response means.
    pub empty: Empty,
    /// What the fact is when Graph says that there is no such thing; unknown without it.
    pub not_found: Option<Value>,
}

/// What an empty list in a response means for a fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Empty {
    /// Nothing: there are more reasons for an empty list than that there is nothing.
    Unknown,
    /// That the fact is this.
    Value(Value),
    /// That it is a list like any other, and the reading decides.
    Read,
}

impl Fact {
    /// Whether a person can be asked for this fact as a whole.
    pub fn is_askable(&self) -> bool {
        self.question.is_some()
    }

    /// The answer a person would pick for `value`, in the words they read.
    pub fn label_of(&self, value: &Value) -> String {
        match value {
            Value::Bool(_) | Value::Text(_) => self.label_of_key(&value.to_string()),
            Value::Set(members) if members.is_empty() => self.none_label.clone().unwrap_or_else(|| "none".to_owned()),
            Value::Set(members) => {
                // The order of the choices, not of the alphabet: it is the one the person saw.
                let mut labels: Vec<(usize, String)> = members
                    .iter()
                    .map(|key| {
                        let place = self.choices.iter().position(|choice| choice.value == *key);
                        (place.unwrap_or(usize::MAX), self.label_of_key(key))
                    })
                    .collect();
                labels.sort();
                labels.into_iter().map(|(_, label)| label).collect::<Vec<_>>().join(", ")
            }
            Value::Number(_) | Value::Time(_) => value.to_string(),
        }
    }

    fn label_of_key(&self, key: &str) -> String {
        self.choices
            .iter()
            .find(|choice| choice.value == key)
            .map_or_else(|| key.to_owned(), |choice| choice.label.clone())
    }

    /// Reads `text` as a value of this fact, as command lines and files spell it.
    ///
    /// # Errors
    /// Says in words what would have been accepted.
    pub fn parse(&self, text: &str) -> Result<Value, String> {
        let text = text.trim();
        match self.kind {
            FactKind::Bool => match text.to_ascii_lowercase().as_str() {
                "yes" | "true" => Ok(Value::Bool(true)),
                "no" | "false" => Ok(Value::Bool(false)),
                _ => Err("expected yes or no".to_owned()),
            },
            FactKind::Number => text.parse().map(Value::Number).map_err(|_| "expected a whole number".to_owned()),
            FactKind::Time => {
                text.parse().map(Value::Time).map_err(|_| "expected seconds since 1970-01-01 UTC".to_owned())
            }
            FactKind::Text => Ok(Value::text(text)),
            FactKind::Choice => self.known_key(text).map(Value::Text),
            FactKind::Set if text.is_empty() || text == "none" => Ok(Value::set::<_, String>([])),
            FactKind::Set => text
                .split(',')
                .map(|key| self.known_key(key.trim()))
                .collect::<Result<std::collections::BTreeSet<_>, _>>()
                .map(Value::Set),
        }
    }

    fn known_key(&self, key: &str) -> Result<String, String> {
        if self.choices.iter().any(|choice| choice.value == key) {
            return Ok(key.to_owned());
        }
        let mut keys: Vec<&str> = self.choices.iter().map(|choice| choice.value.as_str()).collect();
        if keys.len() > 12 {
            keys.sort_by_cached_key(|known| std::cmp::Reverse((strsim::jaro_winkler(known, key) * 1000.0) as i64));
            return Err(format!("`{key}` is none of its {} answers; close ones: {}", keys.len(), keys[..3].join(", ")));
        }
        Err(format!("`{key}` is none of its answers: {}", keys.join(", ")))
    }
}
