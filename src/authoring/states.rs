//! The states a walk can be in, looked through one by one: of one pack, or of several side by side.
//!
//! Two states in which the same can still happen are one. States from which what is looked for cannot be met any more are
//! not followed.

mod reach;

pub(super) use reach::{Reach, Spot, all_answers};

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use crate::diagnosis::Walk;
use crate::knowledge::{CauseId, FactId, Pack, TreeId, Value};
use reach::open_spots;

/// What a person sees of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Seen {
    Asked(FactId),
    Shown(CauseId),
    Nothing,
}

/// Answers, and the walks they lead to, one in each pack.
pub(super) struct State {
    pub walks: Vec<Walk>,
    pub answers: Vec<(FactId, Option<Value>)>,
}

/// A search through the states of packs.
pub(super) struct States<'a> {
    pub reach: &'a Reach,
    /// The nodes at which what is looked for can be met.
    pub focus: &'a BTreeSet<Spot>,
    /// How many answers may be "not sure".
    pub unsure: usize,
    /// How many states may still be looked at.
    pub budget: usize,
}

/// What the rest of walks depends on.
type Key = (FactId, BTreeSet<Spot>, Vec<TreeId>, BTreeMap<FactId, Option<Value>>, usize);

impl States<'_> {
    /// Looks for a state that `goal` knows, in walks that open at `root`, for as long as the budget lasts. Walks that do
    /// different things are not followed.
    pub fn search(&mut self, packs: &[&Arc<Pack>], root: TreeId, goal: &dyn Fn(&[Walk]) -> bool) -> Option<State> {
        let mut seen: HashSet<Key> = HashSet::new();
        let walks = packs.iter().map(|pack| Walk::open(Arc::clone(pack), root, 0)).collect();
        let mut waiting = vec![State { walks, answers: Vec::new() }];
        while let Some(state) = waiting.pop() {
            if goal(&state.walks) {
                return Some(state);
            }
            let Some(fact) = asked_alike(&state.walks) else { continue };
            let Some(key) = self.key(&state, fact) else { continue };
            if !seen.insert(key) {
                continue;
            }
            if self.budget == 0 {
                return None;
            }
            self.budget -= 1;
            self.push_answers(&state, fact, &mut waiting);
        }
        None
    }

    fn push_answers(&self, state: &State, fact: FactId, waiting: &mut Vec<State>) {
        let not_sure = (unsure(state) < self.unsure).then_some(None);
        let values = self.reach.answers(fact).iter().cloned().map(Some);
        for value in not_sure.into_iter().chain(values) {
            let mut next = State { walks: state.walks.clone(), answers: state.answers.clone() };
            for walk in &mut next.walks {
                walk.answer(0, fact, value.clone());
            }
            next.answers.push((fact, value));
            waiting.push(next);
        }
    }

    /// What the rest of the walks depends on. None where what is looked for can no longer be met.
    fn key(&self, state: &State, fact: FactId) -> Option<Key> {
        let each: Vec<BTreeSet<Spot>> = state.walks.iter().map(|walk| open_spots(self.reach, walk)).collect();
        let alike = each.windows(2).all(|pair| matches!(pair, [one, other] if one == other));
        let open: BTreeSet<Spot> = each.into_iter().flatten().collect();
        if alike && !self.reach.leads(&open, self.focus) {
            return None;
        }
        let facts = self.reach.facts(&open);
        let known = state.answers.iter().filter(|(fact, _)| facts.contains(fact)).cloned().collect();
        let entered = state.walks.iter().flat_map(Walk::entered).copied().collect();
        Some((fact, open, entered, known, unsure(state)))
    }
}

fn unsure(state: &State) -> usize {
    state.answers.iter().filter(|(_, value)| value.is_none()).count()
}

/// The fact that all walks ask for.
fn asked_alike(walks: &[Walk]) -> Option<FactId> {
    let mut seen = walks.iter().map(saw);
    let first = seen.next()?;
    match first {
        Seen::Asked(fact) if seen.all(|other| other == first) => Some(fact),
        _ => None,
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
