//! The answers of a walk as a person sees them, and which of them can be changed.

use crate::diagnosis::{TrailEntry, Walk};
use crate::knowledge::{CauseId, FactId};

/// Something that can be changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Changeable {
    /// An answer on the way.
    Said(FactId),
    /// An answer that does not matter on this way.
    Aside(FactId),
    /// A fix that is given time: it may have helped after all.
    Waiting(CauseId),
}

/// The answers on the way, those that guard fixes included: to a person they were asked like the others.
pub(super) fn on_the_way(walk: &Walk) -> Vec<TrailEntry> {
    let mut way = walk.trail();
    way.extend(walk.set_aside().into_iter().filter(|entry| guards(walk, entry)));
    way
}

/// The answers that do not matter on this way.
pub(super) fn set_aside(walk: &Walk) -> Vec<TrailEntry> {
    walk.set_aside().into_iter().filter(|entry| !guards(walk, entry)).collect()
}

fn guards(walk: &Walk, entry: &TrailEntry) -> bool {
    walk.pack().fact(entry.fact).gate.is_some()
}

/// What can be changed, in the order it is shown. A fact nobody can be asked for follows from others that are here.
pub(super) fn changeable(walk: &Walk) -> Vec<Changeable> {
    let askable = |entry: &TrailEntry| walk.pack().fact(entry.fact).is_askable();
    let said = on_the_way(walk).into_iter().filter(askable).map(|entry| Changeable::Said(entry.fact));
    let aside = set_aside(walk).into_iter().filter(askable).map(|entry| Changeable::Aside(entry.fact));
    let shown = walk.verdict().map(|verdict| verdict.cause);
    let waiting = walk.waiting().map(|(cause, _)| cause).filter(|cause| Some(*cause) != shown);
    said.chain(aside).chain(waiting.map(Changeable::Waiting)).collect()
}
