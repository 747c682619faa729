//! One run: the questions under way, what is known about the server, and when patience ends.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use serde_json::Value as Json;
use tokio::time::Instant;
use url::Url;

use super::told::Told;
use super::verdict::{Fault, Met, Tries};
use crate::graph::SignInError;
use crate::graph::read::Read;
use crate::knowledge::Throttle;

/// A question: what to read, and how.
#[derive(Clone, Debug)]
pub(in crate::graph) struct Question {
    /// What to read.
    pub read: Read,
    /// How many pages of a list to read at most; none if the answer is one object.
    pub pages: Option<u32>,
    /// The throttle budget it draws on.
    pub throttle: Option<Throttle>,
    /// Whether the service takes its time.
    pub is_slow: bool,
}

/// What became of a question.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::graph) enum Outcome {
    /// An answer; of a list, all pages in one, and whether it was read to its end.
    Answer(Json, bool, Receipt),
    /// There is no such thing.
    Absent(Receipt),
    /// No answer.
    Fault(Fault, Option<Receipt>),
}

/// What Graph's own logs know an answer by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The status of HTTP.
    pub status: u16,
    /// The id that Graph gave the call.
    pub request_id: Option<String>,
    /// When it came, in seconds since 1970-01-01 UTC.
    pub at: i64,
}

/// One run, from its start to its deadline.
#[derive(Debug)]
pub(in crate::graph) struct Run {
    /// The permissions that the run uses.
    pub permissions: Vec<String>,
    /// When it ends, whatever is still open.
    pub deadline: Instant,
    start: Instant,
    started_at: i64,
    reached: AtomicBool,
    skew: Mutex<Option<i64>>,
    sign_in: Mutex<Option<SignInError>>,
}

impl Run {
    /// A run that starts now, at that many seconds since 1970-01-01 UTC.
    pub fn new(permissions: Vec<String>, now: i64, patience: Duration) -> Self {
        let start = Instant::now();
        Self {
            permissions,
            deadline: start + patience,
            start,
            started_at: now,
            reached: AtomicBool::new(false),
            skew: Mutex::default(),
            sign_in: Mutex::default(),
        }
    }

    /// The time, in seconds since 1970-01-01 UTC.
    pub fn now(&self) -> i64 {
        self.started_at.saturating_add(i64::try_from(self.start.elapsed().as_secs()).unwrap_or(i64::MAX))
    }

    /// How long there is until the end.
    pub fn left(&self) -> Duration {
        self.deadline.saturating_duration_since(Instant::now())
    }

    /// Whether the server has ever answered.
    pub fn was_reached(&self) -> bool {
        self.reached.load(Ordering::Relaxed)
    }

    /// How many seconds the server's clock was ahead of ours when it first told the time.
    pub fn skew(&self) -> Option<i64> {
        *self.skew.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Why there was no token, if there was none.
    pub fn sign_in(&self) -> Option<SignInError> {
        self.sign_in.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn could_not_sign_in(&self, error: SignInError) {
        *self.sign_in.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
    }

    /// Learns about the server from what was met.
    pub(super) fn note(&self, met: &Met) {
        let Met::Answer(told) = met else { return };
        self.reached.store(true, Ordering::Relaxed);
        if let Some(date) = told.date {
            let skew = date.saturating_sub(self.now());
            self.skew.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(skew);
        }
    }

    pub(super) fn receipt(&self, told: &Told) -> Receipt {
        Receipt { status: told.status, request_id: told.request_id.clone(), at: self.now() }
    }

    pub(super) fn receipt_of(&self, met: &Met) -> Option<Receipt> {
        match met {
            Met::Answer(told) => Some(self.receipt(told)),
            Met::Trouble(_) => None,
        }
    }
}

/// A question without an end yet.
pub(super) struct Open {
    place: usize,
    pub question: Question,
    pub tries: Tries,
    /// The pages that came, in one.
    list: Option<(Json, Receipt)>,
    read_pages: u32,
}

impl Open {
    pub fn new(place: usize, question: Question) -> Self {
        Self { place, question, tries: Tries::default(), list: None, read_pages: 0 }
    }

    /// Takes an answer: tells it, or stays open for the next page.
    pub fn take(mut self, told: Told, root: &Url, run: &Run, tell: &dyn Fn(usize, Outcome)) -> Option<Self> {
        let receipt = run.receipt(&told);
        let Some(most) = self.question.pages else {
            self.end(Outcome::Answer(told.body, true, receipt), tell);
            return None;
        };
        if told.body.get("value").is_none() && told.body.get("id").is_none() {
            // No list, and nothing that could be the only member of one.
            self.fail(Fault::Malformed, Some(receipt), tell);
            return None;
        }
        self.read_pages += 1;
        let link = told.body.get("@odata.nextLink").filter(|link| !link.is_null()).cloned();
        self.append(told.body, receipt);
        let next = link.as_ref().and_then(|link| self.question.read.following(link.as_str()?, root));
        match next {
            Some(next) if self.read_pages < most => {
                self.question.read = next;
                // The next page is another question; how long was waited stays counted.
                self.tries = Tries { waited: self.tries.waited, ..Tries::default() };
                Some(self)
            }
            _ => {
                self.end_list(link.is_none(), tell);
                None
            }
        }
    }

    fn append(&mut self, mut page: Json, receipt: Receipt) {
        if let Some((list, last)) = &mut self.list {
            let more = page.get_mut("value").and_then(Json::as_array_mut).map(std::mem::take).unwrap_or_default();
            if let Some(members) = list.get_mut("value").and_then(Json::as_array_mut) {
                members.extend(more);
            }
            *last = receipt;
        } else {
            self.list = Some((page, receipt));
        }
    }

    fn end_list(self, whole: bool, tell: &dyn Fn(usize, Outcome)) {
        if let Some((list, receipt)) = self.list {
            tell(self.place, Outcome::Answer(list, whole, receipt));
        }
    }

    /// Tells that there is no answer; of a list, the pages that came are one.
    pub fn fail(self, fault: Fault, receipt: Option<Receipt>, tell: &dyn Fn(usize, Outcome)) {
        if self.list.is_some() {
            self.end_list(false, tell);
        } else {
            tell(self.place, Outcome::Fault(fault, receipt));
        }
    }

    /// Tells what became of it.
    pub fn end(self, outcome: Outcome, tell: &dyn Fn(usize, Outcome)) {
        tell(self.place, outcome);
    }
}

/// Tells of all questions that there is no answer.
pub(super) fn give_up(open: Vec<Open>, fault: Fault, tell: &dyn Fn(usize, Outcome)) {
    for question in open {
        question.fail(fault, None, tell);
    }
}
