//! A fact being asked: what is selected, marked and typed so far.

use std::collections::BTreeSet;

use super::input::Input;
use crate::knowledge::{Fact, FactId, FactKind, Pack, Value};
use crate::texts::{Text, Texts, tui as say};

/// With more answers than number keys, typing filters them.
const NUMBER_KEYS: usize = 9;

/// The authored word for the empty set.
const NONE: &str = "none";

/// A fact being asked.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Asking {
    pub fact: FactId,
    kind: FactKind,
    answers: Vec<AnswerRow>,
    /// The place among what is shown; the one after the last answer is "not sure".
    pub selected: usize,
    marked: BTreeSet<String>,
    pub input: Input,
    /// Whether letters are typed rather than taken as keys.
    pub typing: bool,
    /// What is wrong with what was typed.
    pub problem: Option<Text>,
    /// Whether the next letter begins a new filter.
    fresh: bool,
}

/// An answer that can be picked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct AnswerRow {
    /// The authored key.
    pub key: String,
    /// What is read.
    pub label: String,
}

/// What a person did with a question.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Reply {
    /// Answered it; without a value, "not sure".
    Answer(Option<Value>),
    /// Nothing that answers it yet.
    Nothing,
}

impl Asking {
    pub(super) fn new(pack: &Pack, texts: &Texts, id: FactId, suggested: Option<&Value>) -> Self {
        let fact = pack.fact(id);
        let answers = answers(fact, texts);
        let long = answers.len() > NUMBER_KEYS;
        let typed = matches!(fact.kind, FactKind::Number | FactKind::Text | FactKind::Time);
        let mut asking = Self {
            fact: id,
            kind: fact.kind,
            answers,
            selected: 0,
            marked: BTreeSet::new(),
            input: Input::default(),
            typing: long || typed,
            problem: None,
            fresh: false,
        };
        asking.preselect(suggested);
        asking
    }

    fn preselect(&mut self, suggested: Option<&Value>) {
        match suggested {
            Some(Value::Set(members)) if self.kind == FactKind::Set => {
                self.marked.clone_from(members);
                if members.is_empty() {
                    self.marked.insert(NONE.to_owned());
                }
            }
            Some(value) if self.is_typed() => self.input = Input::holding(&value.to_string()),
            Some(value) => {
                let key = value.to_string();
                self.selected = self.answers.iter().position(|answer| answer.key == key).unwrap_or(0);
            }
            None => {}
        }
    }

    /// Whether the answer is typed rather than picked.
    pub(super) fn is_typed(&self) -> bool {
        matches!(self.kind, FactKind::Number | FactKind::Text | FactKind::Time)
    }

    /// Whether any number of answers can be marked.
    pub(super) fn is_many(&self) -> bool {
        self.kind == FactKind::Set
    }

    /// Whether typing filters the answers.
    pub(super) fn is_filtered(&self) -> bool {
        !self.is_typed() && self.answers.len() > NUMBER_KEYS
    }

    /// The answers in view, filtered by what was typed; marked ones stay.
    pub(super) fn shown(&self) -> Vec<&AnswerRow> {
        let typed = self.input.text().to_lowercase();
        let words: Vec<&str> = typed.split_whitespace().collect();
        let matches = |answer: &AnswerRow| {
            let label = answer.label.to_lowercase();
            words.iter().all(|word| label.contains(word))
        };
        if self.is_typed() {
            return Vec::new();
        }
        self.answers.iter().filter(|answer| matches(answer) || self.is_marked(&answer.key)).collect()
    }

    pub(super) fn is_marked(&self, key: &str) -> bool {
        self.marked.contains(key)
    }

    /// The labels of what is marked, in the order of the answers.
    pub(super) fn marked(&self) -> Vec<&str> {
        self.answers.iter().filter(|answer| self.is_marked(&answer.key)).map(|answer| answer.label.as_str()).collect()
    }

    /// The place of "not sure".
    pub(super) fn not_sure(&self) -> usize {
        self.shown().len()
    }

    pub(super) fn select(&mut self, place: usize) {
        self.selected = place.min(self.not_sure());
    }

    /// Selects "no": a guard is not passed by pressing Enter out of habit.
    pub(super) fn select_no(&mut self) {
        self.selected = self.answers.iter().position(|answer| answer.key == "no").unwrap_or(self.selected);
    }

    /// Types, or pastes.
    pub(super) fn insert(&mut self, text: &str) {
        if std::mem::take(&mut self.fresh) {
            self.input.clear();
        }
        self.edit(|input| input.insert(text));
    }

    /// Changes what is typed; the list follows.
    pub(super) fn edit(&mut self, change: impl FnOnce(&mut Input)) {
        self.fresh = false;
        self.problem = None;
        change(&mut self.input);
        if !self.is_typed() {
            let first = self.first_unmarked_match();
            self.select(first);
        }
    }

    /// While a filter is typed, what is looked for is selected rather than what is marked already.
    fn first_unmarked_match(&self) -> usize {
        let typed = self.input.text().trim().to_lowercase();
        let shown = self.shown();
        if typed.is_empty() {
            return 0;
        }
        shown.iter().position(|answer| !self.is_marked(&answer.key)).unwrap_or(0)
    }

    /// Marks or unmarks an answer. "None of them" and the others exclude each other.
    pub(super) fn mark(&mut self, place: usize) {
        let Some(key) = self.shown().get(place).map(|answer| answer.key.clone()) else { return };
        if !self.marked.remove(&key) {
            if key == NONE {
                self.marked.clear();
            } else {
                self.marked.remove(NONE);
            }
            self.marked.insert(key.clone());
        }
        self.fresh = !self.input.is_empty();
        let place = self.shown().iter().position(|answer| answer.key == key);
        self.select(place.unwrap_or(self.selected));
    }

    /// Enter.
    pub(super) fn accept(&mut self, now: i64) -> Reply {
        if self.is_typed() {
            return self.read(now);
        }
        if self.selected == self.not_sure() {
            // Where the filter left nothing, it was not chosen.
            return if self.selected == 0 { Reply::Nothing } else { Reply::Answer(None) };
        }
        if self.is_many() && self.marked.is_empty() {
            self.mark(self.selected);
        }
        if self.is_many() { Reply::Answer(Some(self.marked_value())) } else { self.pick(self.selected) }
    }

    /// The answer with this place among those shown.
    pub(super) fn pick(&mut self, place: usize) -> Reply {
        let shown = self.shown();
        let Some(answer) = shown.get(place) else {
            return if place == shown.len() { Reply::Answer(None) } else { Reply::Nothing };
        };
        match self.kind {
            FactKind::Bool => Reply::Answer(Some(Value::Bool(answer.key == "yes"))),
            FactKind::Choice => Reply::Answer(Some(Value::text(&answer.key))),
            FactKind::Set => {
                self.mark(place);
                Reply::Nothing
            }
            FactKind::Number | FactKind::Text | FactKind::Time => Reply::Nothing,
        }
    }

    fn marked_value(&self) -> Value {
        Value::set(self.marked.iter().filter(|key| *key != NONE).cloned())
    }

    fn read(&mut self, now: i64) -> Reply {
        let typed = self.input.text().trim();
        let number = typed.parse::<i64>().ok();
        let value = match self.kind {
            FactKind::Number => number.map(Value::Number),
            // A moment is asked as minutes ago: nobody on the phone knows seconds since 1970.
            FactKind::Time => {
                let ago = number.filter(|minutes| *minutes >= 0).and_then(|minutes| minutes.checked_mul(60));
                ago.and_then(|seconds| now.checked_sub(seconds)).map(Value::Time)
            }
            _ => (!typed.is_empty()).then(|| Value::text(typed)),
        };
        let Some(value) = value else {
            self.problem = Some(match self.kind {
                FactKind::Number => say::WANTS_NUMBER,
                FactKind::Time => say::WANTS_MINUTES,
                _ => say::WANTS_TEXT,
            });
            return Reply::Nothing;
        };
        Reply::Answer(Some(value))
    }
}

fn answers(fact: &Fact, texts: &Texts) -> Vec<AnswerRow> {
    let row = |key: &str, label: &str| AnswerRow { key: key.to_owned(), label: label.to_owned() };
    let mut answers = Vec::new();
    match fact.kind {
        FactKind::Bool if fact.choices.is_empty() => {
            answers.push(row("yes", texts.say(say::YES)));
            answers.push(row("no", texts.say(say::NO)));
        }
        FactKind::Set => {
            answers.push(row(NONE, fact.none_label.as_deref().unwrap_or_else(|| texts.say(say::NONE_OF_THEM))));
            answers.extend(fact.choices.iter().map(|choice| row(&choice.value, &choice.label)));
        }
        FactKind::Bool | FactKind::Choice => {
            answers.extend(fact.choices.iter().map(|choice| row(&choice.value, &choice.label)));
        }
        FactKind::Number | FactKind::Text | FactKind::Time => {}
    }
    answers
}
