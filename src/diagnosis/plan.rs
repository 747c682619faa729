//! The probe's plan: from wanted facts to the fewest requests. Pure; nothing is asked here.
//!
//! A fact is wanted for what settles it. Evidence that only points comes along where its request is asked anyway, and is
//! worth a request only where the author lists it before what settles the fact, or nothing does. Requests of one address become one, with the properties of all. What has
//! to wait for another answer goes into a later round.

mod address;
mod choose;
mod reach;
mod schedule;

use std::collections::{BTreeMap, BTreeSet};

use crate::knowledge::{FactId, Pack, RequestId, Value};

pub use address::Address;
pub use reach::{Reach, reach};

/// How many parts a batch may have: <https://learn.microsoft.com/graph/json-batching>.
pub const BATCH: usize = 20;

/// Who asks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Account {
    /// A person who signs in; what they may see depends on their roles too.
    #[default]
    Person,
    /// An application by itself; directory roles do not matter.
    Application,
}

/// What the account that asks holds. What is not known yet is taken for granted, and the answer will tell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holds {
    /// Who asks.
    pub account: Account,
    /// The permissions that were granted.
    pub permissions: Option<BTreeSet<String>>,
    /// The roles held, as keys of the pack's tables.
    pub roles: Option<BTreeSet<String>>,
    /// The licences of the tenant, as keys of the pack's tables.
    pub licences: Option<BTreeSet<String>>,
}

/// What to plan for.
#[derive(Clone, Copy, Debug)]
pub struct Wish<'a> {
    /// The facts wanted.
    pub facts: &'a [FactId],
    /// What is known: at least how the target is addressed.
    pub known: &'a BTreeMap<FactId, Value>,
    /// What the account that asks holds.
    pub holds: &'a Holds,
}

/// What to ask, and in which order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// Round after round; a round waits for the answers of the one before.
    pub rounds: Vec<Round>,
    /// The facts that Graph could tell and that cannot be asked for, with what is in the way.
    pub not_checked: Vec<NotChecked>,
    /// All permissions that the plan needs.
    pub permissions: Vec<String>,
    /// For each request that needs a role: the roles of which one is needed, the least first.
    pub roles: Vec<Vec<String>>,
    /// For each request that needs a licence: the licences of which one is needed.
    pub licences: Vec<Vec<String>>,
}

/// What can be asked at the same time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Round {
    /// The calls.
    pub calls: Vec<Call>,
}

/// One call over the network: a batch, or a single GET if it has one part.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// `v1.0` or `beta`.
    pub version: String,
    /// How many seconds after the start of the run its throttle budget has room for it.
    pub after: u32,
    /// What it asks.
    pub parts: Vec<Part>,
}

/// One address that is read.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// The requests that it answers.
    pub requests: Vec<RequestId>,
    /// Where it is.
    pub address: Address,
    /// Headers it needs.
    pub headers: Vec<(String, String)>,
    /// The wanted facts it tells about.
    pub facts: Vec<FactId>,
}

/// A fact that cannot be asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotChecked {
    /// The fact.
    pub fact: FactId,
    /// The request that would tell.
    pub request: RequestId,
    /// What is in the way.
    pub reason: Reason,
}

/// What has been asked before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// The requests whose answer is under way.
    pub waiting: BTreeSet<RequestId>,
    /// The requests whose answer has come. What it has not told, it does not tell.
    pub answered: BTreeSet<RequestId>,
    /// The requests that get no answer.
    pub failed: BTreeSet<RequestId>,
}

impl Asked {
    /// Whether nothing new comes of asking.
    fn is_over(&self, request: RequestId) -> bool {
        self.answered.contains(&request) || self.failed.contains(&request)
    }
}

/// Why a fact was not checked: what is in the way of its request, or what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// These permissions were not granted.
    Permission(Vec<String>),
    /// None of these roles is held; the first is the least.
    Role(Vec<String>),
    /// The tenant has none of these licences.
    Licence(Vec<String>),
    /// Only a person who signs in may ask.
    PersonOnly,
    /// None of these facts is known, and nothing that can be asked tells one.
    Missing(Vec<FactId>),
    /// Nobody is signed in, or no longer.
    SignedOut,
    /// Graph refused, and does not say what is lacking: it is among what the request needs.
    Refused,
    /// Graph answered, and the answer does not tell.
    Silent,
    /// Graph says that there is no such thing, which says nothing about the fact.
    NotFound,
    /// A value that the question needs is none that an address can hold.
    Unaskable,
    /// Graph does not take the question, with this status.
    Rejected(u16),
    /// Graph kept asking to wait.
    Throttled,
    /// Graph has a fault of its own, with this status.
    Failing(u16),
    /// Graph could not be reached.
    Unreachable,
    /// The server that answers is not trusted: its certificate is not, or it sends the caller elsewhere.
    Untrusted,
    /// There was no answer in time.
    TimedOut,
    /// What came back is not an answer that Graph gives.
    Malformed,
}

/// Plans what to ask for.
pub fn plan(pack: &Pack, wish: &Wish<'_>) -> Plan {
    plan_rest(pack, wish, &Asked::default())
}

/// Plans what is left to ask for. Nothing is asked twice, and what waits for an answer that is under way waits.
pub fn plan_rest(pack: &Pack, wish: &Wish<'_>, asked: &Asked) -> Plan {
    let choice = choose::choose(pack, wish, asked);
    let mut plan = Plan {
        rounds: schedule::rounds(pack, wish.known, &choice),
        not_checked: choice.not_checked,
        ..Plan::default()
    };
    let mut permissions = BTreeSet::new();
    for request in choice.requests.keys() {
        let needs = &pack.request(*request).needs;
        match wish.holds.account {
            Account::Person => permissions.extend(needs.delegated.iter().cloned()),
            Account::Application => permissions.extend(needs.application.iter().flatten().cloned()),
        }
        let roles = if wish.holds.account == Account::Person { needs.roles.as_slice() } else { &[] };
        for (all, needed) in [(&mut plan.roles, roles), (&mut plan.licences, &needs.licences)] {
            if !needed.is_empty() && !all.iter().any(|known| known == needed) {
                all.push(needed.to_vec());
            }
        }
    }
    plan.permissions = permissions.into_iter().collect();
    plan
}

impl Plan {
    /// Every address that is read, round after round.
    pub fn parts(&self) -> impl Iterator<Item = &Part> {
        self.rounds.iter().flat_map(|round| &round.calls).flat_map(|call| &call.parts)
    }
}
