//! What is being found out about one matter: a pure state machine between the plan and the network.
//!
//! [`Inquiry::next`] says what can be asked now, [`Inquiry::hear`] takes what became of it. After each answer the rest is
//! planned anew, so that what was learned narrows what follows.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::http::{Fault, Lack, Outcome, Question, Receipt, Trouble};
use super::read::Read;
use crate::diagnosis::plan::{Account, Asked, BATCH, Call, Holds, NotChecked, Part, Reason, Wish, plan_rest};
use crate::diagnosis::{Answered, Answers};
use crate::knowledge::{FactId, Needs, Pack, RequestId, Value};

/// What to find out.
#[derive(Clone, Debug)]
pub struct Ask {
    /// The pack.
    pub pack: Arc<Pack>,
    /// The facts wanted.
    pub facts: Vec<FactId>,
    /// What is known: at least who or what it is about.
    pub known: BTreeMap<FactId, Value>,
    /// The time, in seconds since 1970-01-01 UTC.
    pub now: i64,
}

/// A fact that Graph told.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The fact.
    pub fact: FactId,
    /// What it is.
    pub value: Value,
    /// Whether that settles it or only points.
    pub certain: bool,
    /// The request whose answer says so.
    pub request: RequestId,
    /// The answer.
    pub receipt: Receipt,
}

/// The state between answers.
#[derive(Debug)]
pub(super) struct Inquiry {
    ask: Ask,
    holds: Holds,
    asked: Asked,
    answers: BTreeMap<RequestId, Answered>,
    receipts: BTreeMap<RequestId, Receipt>,
    reasons: BTreeMap<RequestId, Reason>,
    found: BTreeMap<FactId, Finding>,
    /// The facts that were wanted on the way to those that are.
    touched: BTreeSet<FactId>,
    abandoned: Option<Reason>,
}

impl Inquiry {
    /// Nothing is asked yet.
    pub fn new(ask: Ask, holds: Holds) -> Self {
        Self {
            ask,
            holds,
            asked: Asked::default(),
            answers: BTreeMap::new(),
            receipts: BTreeMap::new(),
            reasons: BTreeMap::new(),
            found: BTreeMap::new(),
            touched: BTreeSet::new(),
            abandoned: None,
        }
    }

    /// The same, with requests that are not to be asked.
    pub fn without(mut self, requests: &[RequestId]) -> Self {
        self.asked.failed.extend(requests);
        self
    }

    /// Whether nothing that was asked is without an end.
    pub fn is_idle(&self) -> bool {
        self.asked.waiting.is_empty()
    }

    /// What can be asked now. It counts as asked from here on.
    pub fn next(&mut self) -> Vec<Call> {
        if self.abandoned.is_some() {
            return Vec::new();
        }
        let wish = Wish { facts: &self.ask.facts, known: &self.ask.known, holds: &self.holds };
        let plan = plan_rest(&self.ask.pack, &wish, &self.asked);
        let calls = plan.rounds.into_iter().next().map(|round| round.calls).unwrap_or_default();
        for part in calls.iter().flat_map(|call| &call.parts) {
            self.asked.waiting.extend(&part.requests);
            self.touched.extend(&part.facts);
        }
        calls
    }

    /// The question that a part puts; none if a value in it cannot be put into an address.
    pub fn question(&self, part: &Part) -> Option<Question> {
        let request = self.ask.pack.request(*part.requests.first()?);
        let path = part.address.fill(&self.ask.known, self.ask.now)?;
        // Of a budget too narrow for a full batch the answers are slow too: logs and reports.
        let is_slow = request.throttle.as_ref().is_some_and(|throttle| (throttle.limit as usize) < BATCH);
        let read = Read::new(&request.version, &path, &part.headers)?;
        Some(Question { read, pages: request.pages, throttle: request.throttle.clone(), is_slow })
    }

    /// Takes what became of a part; gives what is known now and was not before.
    pub fn hear(&mut self, part: &Part, outcome: &Outcome) -> Vec<Finding> {
        for request in &part.requests {
            self.asked.waiting.remove(request);
            let (answered, receipt) = match outcome {
                Outcome::Answer(json, whole, receipt) => {
                    (Some(Answered::Body { json: json.clone(), whole: *whole }), Some(receipt))
                }
                Outcome::Absent(receipt) => (Some(Answered::NotFound), Some(receipt)),
                Outcome::Fault(fault, receipt) => {
                    let reason = reason(*fault, &self.ask.pack.request(*request).needs, &self.holds);
                    self.reasons.insert(*request, reason);
                    (None, receipt.as_ref())
                }
            };
            if let Some(receipt) = receipt {
                self.receipts.insert(*request, receipt.clone());
            }
            match answered {
                Some(answered) => {
                    self.asked.answered.insert(*request);
                    self.answers.insert(*request, answered);
                }
                None => {
                    self.asked.failed.insert(*request);
                }
            }
        }
        self.learn()
    }

    /// Reads the answers anew: one may say what another needs to be understood.
    fn learn(&mut self) -> Vec<Finding> {
        let mut news = Vec::new();
        let wanted: Vec<FactId> = self.ask.facts.iter().copied().chain(self.touched.iter().copied()).collect();
        for fact in wanted {
            let settled = |finding: &Finding| finding.certain;
            if self.ask.known.contains_key(&fact) || self.found.get(&fact).is_some_and(settled) {
                continue;
            }
            let answers =
                Answers { pack: &self.ask.pack, by_request: &self.answers, known: &self.ask.known, now: self.ask.now };
            let Some(learned) = answers.learn(fact) else { continue };
            let Some(receipt) = self.receipts.get(&learned.request).cloned() else { continue };
            let finding =
                Finding { fact, value: learned.value, certain: learned.certain, request: learned.request, receipt };
            if self
                .found
                .get(&fact)
                .is_some_and(|known| (known.certain, &known.value) == (finding.certain, &finding.value))
            {
                continue;
            }
            self.found.insert(fact, finding.clone());
            if self.ask.facts.contains(&fact) {
                news.push(finding.clone());
            }
            if finding.certain {
                self.ask.known.insert(fact, finding.value);
            }
        }
        news
    }

    /// Asks nothing more; this is why.
    pub fn abandon(&mut self, reason: Reason) {
        self.abandoned.get_or_insert(reason);
    }

    /// Whether Graph has said anything.
    pub fn was_answered(&self) -> bool {
        !self.answers.is_empty()
    }

    /// The facts wanted that Graph did not tell, each with the reason.
    pub fn not_checked(&self) -> Vec<NotChecked> {
        let wish = Wish { facts: &self.ask.facts, known: &self.ask.known, holds: &self.holds };
        let rest = plan_rest(&self.ask.pack, &wish, &self.asked);
        let is_open = |fact: &&FactId| {
            !self.ask.known.contains_key(fact)
                && !self.found.contains_key(fact)
                && !self.ask.pack.fact(**fact).evidence.is_empty()
        };
        let open = self.ask.facts.iter().filter(is_open);
        open.map(|fact| {
            let planned = rest.not_checked.iter().find(|it| it.fact == *fact);
            self.blame(*fact, planned.cloned())
        })
        .collect()
    }

    /// Why a fact is open: what became of the first of its requests that was asked, else what is in the way of it.
    fn blame(&self, fact: FactId, planned: Option<NotChecked>) -> NotChecked {
        let evidence = &self.ask.pack.fact(fact).evidence;
        let mut requests: Vec<(bool, RequestId)> = evidence.iter().map(|it| (!it.certain, it.request)).collect();
        requests.sort_by_key(|(points, _)| *points);
        let failed = requests.iter().find_map(|(_, request)| Some((*request, self.reasons.get(request)?.clone())));
        if let Some((request, reason)) = failed {
            return NotChecked { fact, request, reason };
        }
        if let Some(planned) = planned {
            let behind = match &planned.reason {
                Reason::Missing(facts) => self.behind(facts),
                _ => None,
            };
            return behind.map_or(planned, |(request, reason)| NotChecked { fact, request, reason });
        }
        let answered = requests.iter().find(|(_, request)| self.answers.contains_key(request));
        let request = answered.or(requests.first()).map_or(RequestId(0), |(_, request)| *request);
        let reason = match self.answers.get(&request) {
            Some(Answered::NotFound) => Reason::NotFound,
            Some(Answered::Body { .. }) => Reason::Silent,
            // It was never asked.
            None => self.abandoned.clone().unwrap_or(Reason::TimedOut),
        };
        NotChecked { fact, request, reason }
    }

    /// Why none of these facts is known, which others wait for.
    fn behind(&self, facts: &[FactId]) -> Option<(RequestId, Reason)> {
        let certain = |fact: &FactId| self.ask.pack.fact(*fact).evidence.iter().filter(|evidence| evidence.certain);
        facts.iter().flat_map(certain).find_map(|evidence| {
            let absent = self.answers.get(&evidence.request) == Some(&Answered::NotFound);
            let reason = self.reasons.get(&evidence.request).cloned().or(absent.then_some(Reason::NotFound))?;
            Some((evidence.request, reason))
        })
    }

    /// What was found so far.
    pub fn found(&self) -> impl Iterator<Item = &Finding> {
        self.found.values().filter(|finding| self.ask.facts.contains(&finding.fact))
    }

    /// The requests whose lists were not read to their end.
    pub fn partial(&self) -> impl Iterator<Item = RequestId> + '_ {
        let half = |answered: &Answered| matches!(answered, Answered::Body { whole: false, .. });
        self.answers.iter().filter(move |(_, answered)| half(answered)).map(|(request, _)| *request)
    }
}

/// What a fault means for a request with these needs.
fn reason(fault: Fault, needs: &Needs, holds: &Holds) -> Reason {
    match fault {
        Fault::Forbidden(lack) => forbidden(lack, needs, holds),
        Fault::SignedOut => Reason::SignedOut,
        Fault::Rejected(status) => Reason::Rejected(status),
        Fault::Throttled => Reason::Throttled,
        Fault::Failing(status) => Reason::Failing(status),
        Fault::Unaskable => Reason::Unaskable,
        Fault::Malformed | Fault::Trouble(Trouble::Malformed | Trouble::TooLarge) => Reason::Malformed,
        Fault::Trouble(Trouble::TimedOut) => Reason::TimedOut,
        Fault::Trouble(Trouble::Certificate | Trouble::Redirected) => Reason::Untrusted,
        Fault::Trouble(Trouble::Unreachable | Trouble::Broken | Trouble::NoMeans) => Reason::Unreachable,
    }
}

/// What is lacking: what Graph names, else the only thing that can be, else it stays open.
fn forbidden(lack: Lack, needs: &Needs, holds: &Holds) -> Reason {
    let permissions = match holds.account {
        Account::Person => Some(&needs.delegated),
        Account::Application => needs.application.as_ref(),
    };
    let no_role_left = holds.account == Account::Application || needs.roles.is_empty() || holds.roles.is_some();
    let no_licence_left = needs.licences.is_empty() || holds.licences.is_some();
    match lack {
        Lack::Licence if !needs.licences.is_empty() => Reason::Licence(needs.licences.clone()),
        Lack::Permission => Reason::Permission(permissions.cloned().unwrap_or_default()),
        // The plan asks only for what was granted, so that a known set of permissions is enough.
        _ if holds.permissions.is_some() && no_licence_left && !no_role_left => Reason::Role(needs.roles.clone()),
        _ if holds.permissions.is_none() && no_licence_left && no_role_left => {
            Reason::Permission(permissions.cloned().unwrap_or_default())
        }
        _ => Reason::Refused,
    }
}
