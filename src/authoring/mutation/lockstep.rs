//! Two packs walked side by side, until they part.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use super::reach::{Reach, Spot, open_spots};
use crate::diagnosis::Walk;
use crate::knowledge::{CauseId, FactId, Pack, TreeId, Value};

/// What a person sees of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Seen {
    Asked(FactId),
    Shown(CauseId),
    Nothing,
}

/// Answers after which two packs do different things.
#[derive(Clone, Debug)]
pub(super) struct Parting {
    pub tree: TreeId,
    pub answers: Vec<(FactId, Option<Value>)>,
    /// The walk through the pack as it should be, where they part.
    pub walk: Walk,
}

/// What became of a search for a parting.
pub(super) enum Search {
    Found(Box<Parting>),
    /// Every state was seen, and the two packs do the same.
    Exhausted,
    /// There were more states than the budget allows.
    GaveUp,
}

/// A search through the states that two packs share.
pub(super) struct Lockstep<'a> {
    pub reach: &'a Reach,
    /// The nodes at which the packs differ.
    pub focus: &'a BTreeSet<Spot>,
    /// How many answers may be "not sure".
    pub unsure: usize,
    /// How many states may still be looked at.
    pub budget: usize,
}

struct State {
    one: Walk,
    other: Walk,
    answers: Vec<(FactId, Option<Value>)>,
}

type Key = (Seen, BTreeSet<Spot>, Vec<TreeId>, BTreeMap<FactId, Option<Value>>, usize);

impl Lockstep<'_> {
    /// Looks for a parting in walks that open at `root`.
    pub fn search(&mut self, one: &Arc<Pack>, other: &Arc<Pack>, root: TreeId) -> Search {
        let mut seen: HashSet<Key> = HashSet::new();
        let (one, other) = (Walk::open(Arc::clone(one), root, 0), Walk::open(Arc::clone(other), root, 0));
        let mut waiting = vec![State { one, other, answers: Vec::new() }];
        while let Some(state) = waiting.pop() {
            let (here, there) = (saw(&state.one), saw(&state.other));
            if here != there {
                let parting = Parting { tree: root, answers: state.answers, walk: state.one };
                return Search::Found(Box::new(parting));
            }
            let Seen::Asked(fact) = here else { continue };
            let Some(key) = self.key(&state, here) else { continue };
            if !seen.insert(key) {
                continue;
            }
            if self.budget == 0 {
                return Search::GaveUp;
            }
            self.budget -= 1;
            self.push_answers(&state, fact, &mut waiting);
        }
        Search::Exhausted
    }

    fn push_answers(&self, state: &State, fact: FactId, waiting: &mut Vec<State>) {
        let unsure = state.answers.iter().filter(|(_, value)| value.is_none()).count();
        let not_sure = (unsure < self.unsure).then_some(None);
        let values = self.reach.answers(fact).iter().cloned().map(Some);
        for value in not_sure.into_iter().chain(values) {
            let mut next = State { one: state.one.clone(), other: state.other.clone(), answers: state.answers.clone() };
            next.one.answer(0, fact, value.clone());
            next.other.answer(0, fact, value.clone());
            next.answers.push((fact, value));
            waiting.push(next);
        }
    }

    /// What the rest of both walks depends on. None where the difference between the packs can no longer be met.
    fn key(&self, state: &State, here: Seen) -> Option<Key> {
        let (mut open, other) = (open_spots(&state.one), open_spots(&state.other));
        let met = open != other || self.reach.leads(&open, self.focus);
        if !met {
            return None;
        }
        open.extend(other);
        let facts = self.reach.facts(&open);
        let known = state.answers.iter().filter(|(fact, _)| facts.contains(fact)).cloned().collect();
        let unsure = state.answers.iter().filter(|(_, value)| value.is_none()).count();
        Some((here, open, state.one.entered().to_vec(), known, unsure))
    }
}

/// What a person sees of where a walk stands. The question of a gate stands behind a cause.
pub(super) fn saw(walk: &Walk) -> Seen {
    match (walk.verdict(), walk.question()) {
        (Some(verdict), _) => Seen::Shown(verdict.cause),
        (None, Some(question)) => Seen::Asked(question.fact),
        (None, None) => Seen::Nothing,
    }
}
