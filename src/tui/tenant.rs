//! What a tenant answers while a ticket is worked on: the seam to whoever asks it, and what the model remembers.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;
use std::sync::mpsc::Receiver;

use crate::diagnosis::plan::{Holds, Plan, Reason, Wish, plan};
use crate::diagnosis::{By, Event, Walk};
use crate::knowledge::{CauseId, FactId, Pack, Value};

/// Begins to ask, without waiting for an answer.
pub(super) type Ask = Box<dyn FnMut(Inquiry) + Send>;

/// Who asks a tenant in the background, and what is heard from there.
pub struct Tenant {
    /// What the tenant is called before it says so itself.
    pub name: String,
    /// What is known about every ticket, by the names of facts, such as whose account it is. With anything here, the
    /// tenant is asked about a ticket as soon as it is opened.
    pub given: Vec<(String, Value)>,
    /// Begins to ask, without waiting for an answer.
    pub ask: Ask,
    /// What is heard.
    pub told: Receiver<Told>,
}

impl fmt::Debug for Tenant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tenant").field("name", &self.name).finish_non_exhaustive()
    }
}

/// What the model remembers of a tenant.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Connected {
    /// What it is called.
    pub name: String,
    /// What is known about every ticket.
    pub given: Vec<(String, Value)>,
}

/// What a ticket would like to know.
#[derive(Clone, Debug, PartialEq)]
pub struct Inquiry {
    /// Tells its answers from those to others.
    pub number: u64,
    /// The knowledge it is about.
    pub pack: Arc<Pack>,
    /// The facts that still matter.
    pub facts: Vec<FactId>,
    /// What is known already, such as whose account it is.
    pub known: BTreeMap<FactId, Value>,
}

/// Something that was heard from the tenant.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// The inquiry it answers.
    pub inquiry: u64,
    /// What it is.
    pub news: News,
}

/// What a tenant, or whoever asks it, says. Facts go by their names: the knowledge may be read anew meanwhile.
#[derive(Clone, Debug, PartialEq)]
pub enum News {
    /// Which tenant it is.
    Tenant(String),
    /// A fact, and which request said so.
    Fact {
        /// The fact.
        fact: String,
        /// What it is.
        value: Value,
        /// Who said so.
        by: By,
    },
    /// A fact that could not be checked.
    NotChecked {
        /// The fact.
        fact: String,
        /// Why, in a sentence.
        why: String,
    },
    /// Everything that could be asked was asked.
    Done,
    /// Nothing more can be asked.
    Failed(String),
}

/// What a ticket remembers of asking the tenant.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Probing {
    /// The inquiry; what answers an earlier one is dropped.
    pub number: u64,
    /// How it stands.
    pub stage: Stage,
    /// How many facts were learned.
    pub learned: usize,
    /// The facts that could not be checked, and why.
    pub not_checked: BTreeMap<String, String>,
    /// The cause whose fix is being verified, if it is one.
    pub verifies: Option<Verifying>,
}

/// How an inquiry stands.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Stage {
    /// Answers are still coming.
    Asking,
    /// It ended at this time, in seconds since 1970-01-01 UTC.
    Ended(i64),
    /// It ended early, and why.
    Failed(String),
}

/// A look at the tenant after a fix. What it finds is kept apart until the person has said whether the fix helped, so that
/// the fix is not swept off the screen.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Verifying {
    /// The cause.
    pub cause: CauseId,
    /// What was heard.
    pub heard: Vec<Event>,
    /// What came of it.
    pub result: Option<Verified>,
}

/// What a look at the tenant after a fix shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verified {
    /// By these answers the cause no longer holds.
    Gone,
    /// By these answers it still holds.
    Holds,
    /// Nothing that was heard speaks for or against it.
    Silent,
}

impl Probing {
    pub(super) fn new(number: u64, verifies: Option<CauseId>) -> Self {
        let verifies = verifies.map(|cause| Verifying { cause, heard: Vec::new(), result: None });
        Self { number, stage: Stage::Asking, learned: 0, not_checked: BTreeMap::new(), verifies }
    }
}

/// What a ticket would ask: the facts, what is known beside them, and the plan for them.
pub(super) struct Wanted {
    pub facts: Vec<FactId>,
    pub known: BTreeMap<FactId, Value>,
    plan: Plan,
}

impl Wanted {
    /// What still matters to a walk, and what a tenant said before: that may have changed.
    pub fn on_the_way(walk: &Walk) -> Self {
        let again = every_fact(walk.pack()).filter(|fact| is_from_graph(walk, *fact));
        let facts: BTreeSet<FactId> = walk.live().wanted.iter().copied().chain(again).collect();
        Self::of(walk, facts)
    }

    /// What a fix may have changed: what it says it changes, and what led to its cause.
    pub fn after_fix(walk: &Walk, cause: CauseId) -> Self {
        let trail = walk.trail().into_iter().map(|entry| entry.fact);
        Self::of(walk, walk.pack().cause(cause).fix.changes.iter().copied().chain(trail).collect())
    }

    fn of(walk: &Walk, facts: BTreeSet<FactId>) -> Self {
        let fresh = |fact: &FactId| is_from_graph(walk, *fact);
        let said = every_fact(walk.pack()).filter(|fact| !fresh(fact));
        let known: BTreeMap<FactId, Value> = said
            .filter_map(|fact| {
                let answer = walk.answers(fact).first().filter(|answer| answer.by == By::Person)?;
                Some((fact, answer.value.clone()?))
            })
            .collect();
        let facts: Vec<FactId> = facts.into_iter().collect();
        let asked: Vec<FactId> = facts.iter().copied().filter(|fact| !known.contains_key(fact)).collect();
        let plan = plan(walk.pack(), &Wish { facts: &asked, known: &known, holds: &Holds::default() });
        Self { facts: asked, known, plan }
    }

    /// The fact that a person has to say before most can be asked, and how many wait for it; none where nothing waits.
    pub fn subject(&self, pack: &Pack, declined: &[FactId]) -> Option<(FactId, usize)> {
        let mut waiting: BTreeMap<FactId, usize> = BTreeMap::new();
        for not_checked in &self.plan.not_checked {
            let Reason::Missing(facts) = &not_checked.reason else { continue };
            let askable = facts.iter().find(|fact| pack.fact(**fact).is_askable() && !declined.contains(fact));
            if let Some(fact) = askable {
                *waiting.entry(*fact).or_default() += 1;
            }
        }
        waiting.into_iter().max_by_key(|(fact, count)| (*count, Reverse(*fact)))
    }

    /// Whether there is anything to ask.
    pub fn is_empty(&self) -> bool {
        self.plan.rounds.is_empty()
    }
}

fn every_fact(pack: &Pack) -> impl Iterator<Item = FactId> {
    (0..pack.parts().facts.len()).map(FactId::from)
}

/// Whether what is known about a fact comes from a tenant.
fn is_from_graph(walk: &Walk, fact: FactId) -> bool {
    walk.answers(fact).first().is_some_and(|answer| matches!(answer.by, By::Probe { .. }))
}
