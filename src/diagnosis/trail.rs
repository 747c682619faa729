//! The answers so far, as a face shows them.

use std::collections::BTreeSet;

use super::fact_base::View;
use super::{Answer, FactBase, Known};
use crate::knowledge::{FactId, Value};

/// One fact of the way taken.
#[derive(Clone, Debug, PartialEq)]
pub struct TrailEntry {
    /// The fact.
    pub fact: FactId,
    /// What is known about it, and who said so.
    pub known: Known,
}

/// Sources that disagree about a fact.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    /// The fact.
    pub fact: FactId,
    /// The value that counts.
    pub kept: Value,
    /// What other sources said.
    pub overruled: Vec<Answer>,
}

/// The facts looked at on the way, as they are known.
pub(super) fn on_the_way(view: &View<'_>, consulted: &[FactId]) -> Vec<TrailEntry> {
    consulted.iter().map(|fact| TrailEntry { fact: *fact, known: view.know(*fact) }).collect()
}

/// The facts that were answered but do not matter any more.
pub(super) fn set_aside(view: &View<'_>, base: &FactBase, consulted: &[FactId]) -> Vec<TrailEntry> {
    let on_the_way: BTreeSet<FactId> = consulted.iter().copied().collect();
    let aside = base.spoken_of().filter(|fact| !on_the_way.contains(fact));
    aside.map(|fact| TrailEntry { fact, known: view.know(fact) }).collect()
}

/// The facts that sources disagree about.
pub(super) fn conflicts(view: &View<'_>, base: &FactBase) -> Vec<Conflict> {
    let mut conflicts = Vec::new();
    for fact in base.spoken_of() {
        let known = view.know(fact);
        let Some(kept) = known.value() else { continue };
        let differs = |answer: &&Answer| answer.value.as_ref().is_some_and(|value| value != kept);
        let overruled: Vec<Answer> = base.answers(fact).iter().filter(differs).cloned().collect();
        if !overruled.is_empty() {
            conflicts.push(Conflict { fact, kept: kept.clone(), overruled });
        }
    }
    conflicts
}
