//! What is known at a place of a tree.

use std::collections::{BTreeMap, BTreeSet};

use crate::knowledge::{Expression, FactId, Value};

/// What is remembered of facts at a place: without a bound it would grow with every question on the way.
const MOST_KNOWN: usize = 128;

/// What is known at a place: the values a fact can still have, and free variables whose value is known.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    pub(super) facts: BTreeMap<FactId, BTreeSet<Value>>,
    pub(super) free: Vec<(Expression, bool)>,
}

impl State {
    /// Remembers that a fact is one of some values.
    pub fn narrow(&mut self, fact: FactId, values: BTreeSet<Value>) {
        self.facts.insert(fact, values);
    }

    /// Remembers how a free test came out, unless that is known.
    pub(super) fn settle(&mut self, test: &Expression, truth: bool) {
        if !self.free.iter().any(|(known, _)| known == test) {
            self.free.push((test.clone(), truth));
        }
    }

    /// Forgets everything but what is known of some facts, and of no more than [`MOST_KNOWN`]: whether those were all.
    pub fn keep(&mut self, is_kept: impl Fn(FactId) -> bool) -> bool {
        self.facts.retain(|fact, _| is_kept(*fact));
        let kept = self.facts.len();
        while self.facts.len() > MOST_KNOWN {
            self.facts.pop_first();
        }
        self.free.retain(|(test, _)| test.facts().into_iter().all(&is_kept));
        let all = kept <= MOST_KNOWN && self.free.len() <= MOST_KNOWN;
        self.free.truncate(MOST_KNOWN);
        all
    }

    /// What is known whichever of two ways was taken.
    #[must_use]
    pub fn join(&self, other: &Self) -> Self {
        let facts = self.facts.iter().filter_map(|(fact, values)| {
            let more = other.facts.get(fact)?;
            Some((*fact, values.union(more).cloned().collect()))
        });
        let free = self.free.iter().filter(|known| other.free.contains(known)).cloned();
        Self { facts: facts.collect(), free: free.collect() }
    }
}
