//! What an answer of Graph says, in three values.
//!
//! What is absent, null or of another type than expected is unknown, and so is what follows from it unless the rest
//! decides. Nothing here can fail: an answer comes from the network and may be anything.

mod function;

use serde_json::Value as Json;

use crate::knowledge::{Comparison, FactId, Pack, Reading, TableContent, TableId, Traversal, Value};

/// What a reading is evaluated against.
pub(super) struct Evaluation<'a> {
    /// The pack, for its tables.
    pub pack: &'a Pack,
    /// The answer.
    pub response: &'a Json,
    /// Whether the list in the answer was read to its end.
    pub whole: bool,
    /// What facts are known.
    pub known: &'a dyn Fn(FactId) -> Option<Value>,
    /// The time, in seconds since 1970-01-01 UTC.
    pub now: i64,
    /// The members being looked at, the innermost last.
    pub members: Vec<Json>,
}

impl Evaluation<'_> {
    /// What the reading comes to: none if it is not there, null if the answer says null.
    pub(super) fn value(&mut self, reading: &Reading) -> Option<Json> {
        match reading {
            Reading::Literal(value) => Some(json_of(value)),
            Reading::Unknown => None,
            Reading::Response => Some(self.response.clone()),
            Reading::Fact(fact) => (self.known)(*fact).map(|value| json_of(&value)),
            Reading::Variable(level) => {
                let place = self.members.len().checked_sub(*level as usize + 1)?;
                self.members.get(place).cloned()
            }
            Reading::Field(of, name) => field(&self.value(of)?, name),
            Reading::Item(of, place) => self.list(of)?.into_iter().nth(*place as usize),
            Reading::Not(inner) => self.truth(inner).map(|truth| Json::Bool(!truth)),
            Reading::And(parts) => self.fold(parts, false),
            Reading::Or(parts) => self.fold(parts, true),
            Reading::If(parts) => self.choose(parts),
            Reading::Compare(how, parts) => {
                let (left, right) = (self.value(&parts[0])?, self.value(&parts[1])?);
                compare(*how, &left, &right).map(Json::Bool)
            }
            Reading::In(parts) => self.membership(&parts[0], &parts[1]),
            Reading::Each(traversal, parts) => self.each(*traversal, &parts[0], &parts[1]),
            Reading::Size(list) => {
                let size = self.list(list)?.len();
                self.whole.then(|| Json::from(size))
            }
            Reading::List(parts) => {
                parts.iter().map(|part| self.value(part)).collect::<Option<Vec<_>>>().map(Json::Array)
            }
            Reading::Members(table) => Some(Json::Array(self.table_keys(*table))),
            Reading::Key(table, id) => {
                let id = self.value(id)?;
                self.key_of(*table, &id)
            }
            Reading::Call(function, parts) => self.call(*function, parts),
        }
    }

    fn truth(&mut self, reading: &Reading) -> Option<bool> {
        self.value(reading)?.as_bool()
    }

    fn list(&mut self, reading: &Reading) -> Option<Vec<Json>> {
        match self.value(reading)? {
            Json::Array(members) => Some(members),
            _ => None,
        }
    }

    /// `decisive` if any part is, its opposite if all are, else unknown.
    fn fold(&mut self, parts: &[Reading], decisive: bool) -> Option<Json> {
        let mut unknown = false;
        for part in parts {
            match self.truth(part) {
                Some(truth) if truth == decisive => return Some(Json::Bool(decisive)),
                Some(_) => {}
                None => unknown = true,
            }
        }
        (!unknown).then_some(Json::Bool(!decisive))
    }

    /// The branch the condition names; when it is unknown, what both branches agree on.
    fn choose(&mut self, parts: &[Reading; 3]) -> Option<Json> {
        match self.truth(&parts[0]) {
            Some(true) => self.value(&parts[1]),
            Some(false) => self.value(&parts[2]),
            None => {
                let (then, otherwise) = (self.value(&parts[1])?, self.value(&parts[2])?);
                (then == otherwise).then_some(then)
            }
        }
    }

    fn membership(&mut self, member: &Reading, list: &Reading) -> Option<Json> {
        let (member, list) = (self.value(member)?, self.list(list)?);
        let mut unknown = member.is_null();
        for candidate in &list {
            match compare(Comparison::Equal, &member, candidate) {
                Some(true) => return Some(Json::Bool(true)),
                Some(false) => {}
                None => unknown = true,
            }
        }
        (!unknown).then_some(Json::Bool(false))
    }

    fn each(&mut self, traversal: Traversal, list: &Reading, inner: &Reading) -> Option<Json> {
        let mut kept = Vec::new();
        // What is on the pages that were not read could change everything but a decision already made.
        let mut unknown = !self.whole;
        for member in self.list(list)? {
            self.members.push(member.clone());
            let value = self.value(inner).filter(|value| !value.is_null());
            self.members.pop();
            match (traversal, value) {
                (Traversal::Exists, Some(Json::Bool(true))) => return Some(Json::Bool(true)),
                (Traversal::All, Some(Json::Bool(false))) => return Some(Json::Bool(false)),
                (Traversal::Filter, Some(Json::Bool(true))) => kept.push(member),
                (Traversal::Map, Some(value)) => kept.push(value),
                (Traversal::Exists | Traversal::All | Traversal::Filter, Some(Json::Bool(_))) => {}
                _ => unknown = true,
            }
        }
        if unknown {
            return None;
        }
        Some(match traversal {
            Traversal::Exists => Json::Bool(false),
            Traversal::All => Json::Bool(true),
            Traversal::Filter | Traversal::Map => Json::Array(kept),
        })
    }

    fn table_keys(&self, table: TableId) -> Vec<Json> {
        match &self.pack.table(table).content {
            TableContent::Members(members) => members.iter().map(|key| Json::from(key.as_str())).collect(),
            TableContent::Entries(entries) => entries.iter().map(|(key, ..)| Json::from(key.as_str())).collect(),
            TableContent::Rows { .. } => Vec::new(),
        }
    }

    /// The key of the entry that the directory knows by this id; unknown if no entry has it.
    fn key_of(&self, table: TableId, id: &Json) -> Option<Json> {
        let TableContent::Entries(entries) = &self.pack.table(table).content else { return None };
        let id = id.as_str()?;
        let same = |known: &Option<String>| known.as_ref().is_some_and(|known| known.eq_ignore_ascii_case(id));
        entries.iter().find(|(.., known)| same(known)).map(|(key, ..)| Json::from(key.as_str()))
    }
}

/// A property, by its name, or by its name in other letter case: Microsoft's own pages disagree in it.
fn field(of: &Json, name: &str) -> Option<Json> {
    let object = of.as_object()?;
    let exact = object.get(name);
    let found = exact.or_else(|| object.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value));
    found.cloned()
}

fn json_of(value: &Value) -> Json {
    match value {
        Value::Bool(yes) => Json::Bool(*yes),
        Value::Number(number) | Value::Time(number) => Json::from(*number),
        Value::Text(text) => Json::from(text.as_str()),
        Value::Set(members) => Json::Array(members.iter().map(|key| Json::from(key.as_str())).collect()),
    }
}

/// Compares two values of one type; texts without regard to letter case, moments as moments.
fn compare(how: Comparison, left: &Json, right: &Json) -> Option<bool> {
    let order = match (left, right) {
        (Json::Bool(a), Json::Bool(b)) => a.cmp(b),
        (Json::Number(a), Json::Number(b)) => a.as_i64()?.cmp(&b.as_i64()?),
        (Json::String(a), Json::String(b)) if matches!(how, Comparison::Equal | Comparison::NotEqual) => {
            a.to_lowercase().cmp(&b.to_lowercase())
        }
        (Json::String(_) | Json::Number(_), Json::String(_) | Json::Number(_)) => {
            function::seconds(left)?.cmp(&function::seconds(right)?)
        }
        _ => return None,
    };
    Some(match how {
        Comparison::Equal => order.is_eq(),
        Comparison::NotEqual => order.is_ne(),
        Comparison::Less => order.is_lt(),
        Comparison::LessOrEqual => order.is_le(),
        Comparison::Greater => order.is_gt(),
        Comparison::GreaterOrEqual => order.is_ge(),
    })
}
