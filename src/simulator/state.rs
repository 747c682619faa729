//! What the service remembers between requests: who was let in, what was spent, what went wrong so far.

use std::collections::{HashMap, VecDeque};

use super::identity::digest;
use crate::knowledge::Throttle;

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Who {
    /// A person, by user name.
    Person(String),
    /// An app by itself, by name.
    App(String),
}

/// Who asks, and with which permissions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Caller {
    pub who: Who,
    pub permissions: Vec<String>,
}

/// What stands behind a token.
#[derive(Clone, Debug)]
pub(super) struct Grant {
    pub caller: Caller,
    /// When it ends, in seconds since 1970-01-01 UTC.
    pub expires: i64,
    /// Whether the sign-in answered a challenge.
    pub answered: bool,
}

/// A sign-in that has begun, or that can be continued.
#[derive(Clone, Debug)]
pub(super) struct Begun {
    pub who: Who,
    pub client: String,
    pub scope: String,
    /// What the client must show to prove that it began this.
    pub proof: Option<String>,
    pub redirect: String,
    pub nonce: Option<String>,
    pub answered: bool,
    pub expires: i64,
    /// How often a device still asks in vain.
    pub polls: u32,
}

/// What the service remembers.
#[derive(Debug, Default)]
pub(super) struct State {
    pub tokens: HashMap<String, Grant>,
    pub begun: HashMap<String, Begun>,
    /// How often each fault has struck.
    pub struck: Vec<u32>,
    spent: HashMap<String, VecDeque<(i64, u32)>>,
    count: u64,
}

impl State {
    /// Something that was never handed out before.
    pub fn fresh(&mut self, kind: &str, salt: &str) -> String {
        self.count += 1;
        digest(&[kind, salt, &self.count.to_string()])
    }

    /// Takes from a throttle budget; the seconds until there is room, if there is none.
    pub fn spend(&mut self, throttle: &Throttle, now: i64) -> Result<(), u32> {
        let spent = self.spent.entry(throttle.budget.clone()).or_default();
        let window = i64::from(throttle.seconds);
        while spent.front().is_some_and(|(at, _)| now - at >= window) {
            spent.pop_front();
        }
        let used: u32 = spent.iter().map(|(_, cost)| cost).sum();
        if used + throttle.cost > throttle.limit {
            let first = spent.front().map_or(now, |(at, _)| *at);
            return Err(u32::try_from(first + window - now).unwrap_or(1).max(1));
        }
        spent.push_back((now, throttle.cost));
        Ok(())
    }
}
