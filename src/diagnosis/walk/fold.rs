//! What each event changes.

use super::Walk;
use crate::diagnosis::{Answer, By, Event, Stamped};
use crate::knowledge::{FactId, FactKind, Value};

impl Walk {
    pub(super) fn fold(&mut self, place: usize) {
        let Stamped { at, event } = self.journal[place].clone();
        self.state.facts.advance(at);
        match event {
            Event::Opened { symptom } => self.opened(at, place, &symptom),
            Event::Answered { fact, value, by } => {
                let Some(fact) = self.pack.fact_named(&fact) else { return };
                if value.as_ref().is_none_or(|value| self.fits(fact, value)) {
                    self.state.facts.hear(fact, Answer { value, by, at, sequence: place });
                }
            }
            Event::Reopened { fact } => {
                if let Some(fact) = self.pack.fact_named(&fact) {
                    self.state.facts.reopen(fact);
                }
            }
            Event::Ticked { cause, step, done } => {
                if let Some(cause) = self.pack.cause_named(&cause) {
                    if done {
                        self.state.progress.ticked.insert((cause, step));
                    } else {
                        self.state.progress.ticked.remove(&(cause, step));
                    }
                }
            }
            Event::Fixed { cause } => self.state.progress.fixed = self.pack.cause_named(&cause),
            Event::NotFixed { cause } => self.not_fixed(&cause),
            Event::Waiting { cause, until } => {
                if let Some(cause) = self.pack.cause_named(&cause) {
                    self.state.progress.waiting.insert(cause, until);
                }
            }
            Event::WentOn { cause } => {
                if let Some(cause) = self.pack.cause_named(&cause) {
                    self.state.progress.passed.insert(cause);
                }
            }
            Event::Undone => {}
        }
    }

    fn opened(&mut self, at: i64, sequence: usize, symptom: &str) {
        let Some(tree) = self.pack.tree_named(symptom) else { return };
        for (fact, value) in &self.pack.tree(tree).given {
            let by = By::Symptom { symptom: symptom.to_owned() };
            self.state.facts.hear(*fact, Answer { value: Some(value.clone()), by, at, sequence });
        }
    }

    fn not_fixed(&mut self, cause: &str) {
        let Some(cause) = self.pack.cause_named(cause) else { return };
        let progress = &mut self.state.progress;
        progress.tried.insert(cause);
        progress.last_tried = Some(cause);
        progress.waiting.remove(&cause);
        progress.passed.remove(&cause);
        if progress.fixed == Some(cause) {
            progress.fixed = None;
        }
        for fact in &self.pack.cause(cause).fix.changes {
            self.state.facts.forget(*fact);
        }
    }

    /// Whether a value is one that the fact can have.
    fn fits(&self, fact: FactId, value: &Value) -> bool {
        let fact = self.pack.fact(fact);
        let known = |key: &String| fact.choices.iter().any(|choice| choice.value == *key);
        match (fact.kind, value) {
            (FactKind::Bool, Value::Bool(_))
            | (FactKind::Number, Value::Number(_))
            | (FactKind::Text, Value::Text(_))
            | (FactKind::Time, Value::Time(_)) => true,
            (FactKind::Choice, Value::Text(key)) => known(key),
            (FactKind::Set, Value::Set(members)) => members.iter().all(known),
            _ => false,
        }
    }
}
