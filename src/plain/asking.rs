//! One question: its answers on numbers, and what a typed line means as an answer to it.

use std::collections::BTreeSet;

use super::page::Page;
use crate::knowledge::{Fact, FactId, FactKind, Value};
use crate::texts::{Text, Texts, plain as say};

/// A list of answers longer than this is shown only in part.
const LONG: usize = 12;
/// The least that is taken for a part of a name.
const LEAST_PART: usize = 2;

/// A fact that is being asked for, and what has been marked so far when it is a set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Asking {
    pub fact: FactId,
    marked: BTreeSet<String>,
}

/// What a line meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Heard {
    /// It answers the question.
    Answer(Value),
    /// It does not, or not yet; the page says more.
    NotYet,
}

impl Asking {
    pub fn new(fact: FactId) -> Self {
        Self { fact, marked: BTreeSet::new() }
    }

    /// Lists the answers and says how to give one.
    pub fn show(&self, page: &mut Page, texts: &Texts, fact: &Fact) {
        match fact.kind {
            FactKind::Bool | FactKind::Choice => {
                for (n, (_, label)) in answers(fact).iter().enumerate() {
                    page.item(&format!("  {}. ", n + 1), label);
                }
            }
            FactKind::Set if fact.choices.len() > LONG => {
                let count = fact.choices.len().to_string();
                page.text(&texts.fill(say::SET_LONG, &[("count", &count)]));
            }
            FactKind::Set => list(page, fact, |_| true),
            FactKind::Number | FactKind::Text | FactKind::Time => {}
        }
        if fact.kind == FactKind::Set {
            page.text(&texts.fill(say::SET_NONE, &[("none", &fact.label_of(&Value::set::<_, String>([])))]));
            self.show_marked(page, texts, fact);
        }
        page.text(texts.say(hint(fact.kind)));
    }

    /// Takes a line as an answer.
    pub fn hear(&mut self, page: &mut Page, texts: &Texts, fact: &Fact, line: &str, now: i64) -> Heard {
        let heard = match fact.kind {
            FactKind::Set => return self.hear_marks(page, texts, fact, line),
            _ if line.is_empty() => Err(say::EMPTY),
            FactKind::Bool | FactKind::Choice => pick(fact, line).ok_or(say::UNCLEAR),
            FactKind::Text => Ok(Value::text(line.strip_prefix('=').map_or(line, str::trim))),
            FactKind::Number => line.parse().map(Value::Number).map_err(|_| say::NO_NUMBER),
            // Nobody knows a moment in seconds; how long ago it was is what a caller says.
            FactKind::Time => line
                .parse::<i64>()
                .map(|minutes| Value::Time(now.saturating_sub(minutes.saturating_mul(60))))
                .map_err(|_| say::NO_NUMBER),
        };
        heard.map_or_else(
            |unclear| {
                page.text(texts.say(unclear));
                Heard::NotYet
            },
            Heard::Answer,
        )
    }

    fn hear_marks(&mut self, page: &mut Page, texts: &Texts, fact: &Fact, line: &str) -> Heard {
        if line == "0" {
            return Heard::Answer(Value::set::<_, String>([]));
        }
        if line.is_empty() {
            if self.marked.is_empty() {
                page.text(texts.say(say::MARK_FIRST));
                return Heard::NotYet;
            }
            return Heard::Answer(Value::Set(self.marked.clone()));
        }
        let before = self.marked.clone();
        for part in line.split(',').map(str::trim).filter(|part| !part.is_empty()) {
            self.mark(page, texts, fact, part);
        }
        if self.marked.is_empty() && !before.is_empty() {
            page.text(texts.say(say::MARKED_NOTHING));
        }
        self.show_marked(page, texts, fact);
        Heard::NotYet
    }

    /// Marks what a number or a name stands for; a marked number is unmarked, a part of a name lists what it could be.
    fn mark(&mut self, page: &mut Page, texts: &Texts, fact: &Fact, part: &str) {
        if let Ok(number) = part.parse::<usize>() {
            match number.checked_sub(1).and_then(|n| fact.choices.get(n)) {
                Some(choice) if self.marked.remove(&choice.value) => {}
                Some(choice) => self.marked.extend([choice.value.clone()]),
                None => page.text(&texts.fill(say::NO_SUCH_NUMBER, &[("number", part)])),
            }
            return;
        }
        let named = named(fact, part);
        if let [only] = named.as_slice() {
            self.marked.insert(only.value.clone());
            return;
        }
        page.text(&texts.fill(say::SET_FILTERED, &[("part", part), ("count", &named.len().to_string())]));
        list(page, fact, |value| named.iter().any(|choice| choice.value == *value));
    }

    fn show_marked(&self, page: &mut Page, texts: &Texts, fact: &Fact) {
        if !self.marked.is_empty() {
            let names = fact.label_of(&Value::Set(self.marked.clone()));
            page.text(&texts.fill(say::MARKED, &[("names", &names)]));
        }
    }
}

/// The answers a person can pick, with what they read.
fn answers(fact: &Fact) -> Vec<(Value, String)> {
    match fact.kind {
        FactKind::Bool => {
            [true, false].map(|truth| (Value::Bool(truth), fact.label_of(&Value::Bool(truth)))).into_iter().collect()
        }
        _ => fact.choices.iter().map(|choice| (Value::text(&choice.value), choice.label.clone())).collect(),
    }
}

fn pick(fact: &Fact, line: &str) -> Option<Value> {
    let answers = answers(fact);
    if let Ok(number) = line.parse::<usize>() {
        return answers.get(number.checked_sub(1)?).map(|(value, _)| value.clone());
    }
    let typed = line.to_lowercase();
    if fact.kind == FactKind::Bool {
        match typed.as_str() {
            "y" | "yes" => return Some(Value::Bool(true)),
            "n" | "no" => return Some(Value::Bool(false)),
            _ => {}
        }
    }
    match named(fact, line).as_slice() {
        [only] => fact.parse(&only.value).ok(),
        _ => None,
    }
}

/// The choices that a name means: the one that is called so, or else those it is a part of.
fn named<'a>(fact: &'a Fact, name: &str) -> Vec<&'a crate::knowledge::Choice> {
    let name = name.to_lowercase();
    let exact = fact.choices.iter().find(|choice| choice.value == name || choice.label.to_lowercase() == name);
    if let Some(choice) = exact {
        return vec![choice];
    }
    if name.chars().count() < LEAST_PART {
        return Vec::new();
    }
    let holds = |choice: &&crate::knowledge::Choice| {
        let label = choice.label.to_lowercase();
        name.split_whitespace().all(|word| label.contains(word) || choice.value.contains(word))
    };
    fact.choices.iter().filter(holds).collect()
}

/// Lists choices under the numbers they always have.
fn list(page: &mut Page, fact: &Fact, shown: impl Fn(&String) -> bool) {
    for (n, choice) in fact.choices.iter().enumerate().filter(|(_, choice)| shown(&choice.value)) {
        page.item(&format!("  {}. ", n + 1), &choice.label);
    }
}

fn hint(kind: FactKind) -> Text {
    match kind {
        FactKind::Bool | FactKind::Choice => say::ANSWER_HINT,
        FactKind::Set => say::SET_HINT,
        FactKind::Number => say::NUMBER_HINT,
        FactKind::Text => say::TEXT_HINT,
        FactKind::Time => say::TIME_HINT,
    }
}
