//! What a person can still change their mind about.

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

/// What can be changed, in the order it is shown. A fact nobody can be asked for follows from others that are here.
pub(super) fn changeable(walk: &Walk) -> Vec<Changeable> {
    let askable = |entry: &TrailEntry| walk.pack().fact(entry.fact).is_askable();
    let said = walk.trail().into_iter().filter(askable).map(|entry| Changeable::Said(entry.fact));
    let aside = walk.set_aside().into_iter().filter(askable).map(|entry| Changeable::Aside(entry.fact));
    let shown = walk.verdict().map(|verdict| verdict.cause);
    let waiting = walk.waiting().map(|(cause, _)| cause).filter(|cause| Some(*cause) != shown);
    said.chain(aside).chain(waiting.map(Changeable::Waiting)).collect()
}
