//! Many people at once: batches filled across them, no more of them under way than fit into memory.

use std::collections::{BTreeMap, VecDeque};
use std::ops::ControlFlow;

use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use tokio::sync::mpsc::unbounded_channel;

use super::http::{Fault, Outcome, Question, Run};
use super::inquiry::{Ask, Finding, Inquiry};
use super::probe::permissions;
use super::{Client, Need, SignInError, Trouble};
use crate::diagnosis::plan::{BATCH, Holds, NotChecked, Part};
use crate::knowledge::{FactId, RequestId, Value};

/// How many people are under way at once: enough to fill batches of each kind, few enough to forget.
const WINDOW: usize = 60;

/// How many calls are under way at once.
const CALLS: usize = 4;

/// What was found out about one person.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// Their place among all.
    pub place: usize,
    /// What Graph told.
    pub found: Vec<Finding>,
    /// What it did not.
    pub not_checked: Vec<NotChecked>,
}

/// Why not everybody was asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stopped {
    /// Nobody is signed in, or no longer.
    SignIn(SignInError),
    /// Graph cannot be reached.
    Trouble(Trouble),
}

/// Asks about many people. `ask` says which facts are wanted of each, and what is known about all of them; `people` what is
/// known about each; nothing is asked by the `forbidden` requests. Each is told as soon as they are done, in any order.
///
/// Ends early where `tell` says so.
///
/// # Errors
/// Stops where asking on makes no sense. Whoever was not told was not asked about to the end.
pub async fn crowd(
    client: &Client,
    ask: &Ask,
    forbidden: &[RequestId],
    people: impl Iterator<Item = BTreeMap<FactId, Value>>,
    tell: &mut dyn FnMut(Told) -> ControlFlow<()>,
) -> Result<(), Stopped> {
    let mut people = people.enumerate().peekable();
    let Some((_, first)) = people.peek() else { return Ok(()) };
    let mut example = ask.clone();
    example.known.extend(first.clone());
    let permissions = permissions(&example);
    let need = Need { permissions: &permissions, claims: None, refused: None, now: ask.now };
    let token = client.token(need).await.map_err(Stopped::SignIn)?;
    let holds = Holds { account: token.account, permissions: token.permissions, ..Holds::default() };
    let run = Run::new(permissions, ask.now, client.settings().whole);
    let mut state = State::default();
    let (sender, mut receiver) = unbounded_channel();
    let mut calls = FuturesUnordered::new();
    loop {
        while state.people.len() < WINDOW
            && let Some((place, known)) = people.next()
        {
            let mut ask = ask.clone();
            ask.known.extend(known);
            state.people.insert(place, Inquiry::new(ask, holds.clone()).without(forbidden));
            state.go_on(place);
        }
        for told in state.done.drain(..) {
            if tell(told).is_break() {
                return Ok(());
            }
        }
        let may_grow = people.peek().is_some() && state.people.len() < WINDOW;
        while calls.len() < CALLS
            && let Some(batch) = state.batch(may_grow || !calls.is_empty())
        {
            let (parts, questions): (Vec<(usize, Part)>, Vec<Question>) =
                batch.into_iter().map(|one| ((one.place, one.part), one.question)).unzip();
            let (sender, run) = (sender.clone(), &run);
            calls.push(async move {
                let tell = |at: usize, outcome: Outcome| {
                    if let Some((place, part)) = parts.get(at) {
                        // Nobody listens any more when the crowd was dropped.
                        let _ = sender.send((*place, part.clone(), outcome));
                    }
                };
                client.ask(run, questions, &tell).await;
            });
        }
        if calls.is_empty() {
            if may_grow {
                continue;
            }
            return Ok(());
        }
        let mut heard = tokio::select! {
            biased;
            heard = receiver.recv() => heard,
            _ = calls.next() => receiver.try_recv().ok(),
        };
        while let Some((place, part, outcome)) = heard {
            if let Outcome::Fault(Fault::Trouble(trouble), _) = outcome
                && is_the_end(trouble)
            {
                return Err(Stopped::Trouble(trouble));
            }
            state.hear(place, &part, &outcome);
            heard = receiver.try_recv().ok();
        }
        if let Some(error) = run.sign_in() {
            return Err(Stopped::SignIn(error));
        }
    }
}

/// Whether the next person would fare no better.
fn is_the_end(trouble: Trouble) -> bool {
    match trouble {
        Trouble::Unreachable | Trouble::Certificate | Trouble::Redirected | Trouble::NoMeans => true,
        Trouble::Broken | Trouble::TimedOut | Trouble::TooLarge | Trouble::Malformed => false,
    }
}

/// A part that waits for a call.
struct Waiting {
    place: usize,
    part: Part,
    question: Question,
}

/// What parts have in common that can share a call: version, and the budget if it is a narrow one.
type Kind = (&'static str, Option<String>);

/// The people under way, and what is still to be asked about them.
#[derive(Default)]
struct State {
    people: BTreeMap<usize, Inquiry>,
    waiting: BTreeMap<Kind, VecDeque<Waiting>>,
    done: Vec<Told>,
}

impl State {
    /// Lines up what can be asked about a person now; they are done if that is nothing.
    fn go_on(&mut self, place: usize) {
        let Some(inquiry) = self.people.get_mut(&place) else { return };
        for part in inquiry.next().into_iter().flat_map(|call| call.parts) {
            let Some(question) = inquiry.question(&part) else {
                drop(inquiry.hear(&part, &Outcome::Fault(Fault::Unaskable, None)));
                continue;
            };
            let budget = question.throttle.as_ref().filter(|_| question.is_slow).map(|it| it.budget.clone());
            let kind = (question.read.version().name(), budget);
            self.waiting.entry(kind).or_default().push_back(Waiting { place, part, question });
        }
        if inquiry.is_idle()
            && let Some(inquiry) = self.people.remove(&place)
        {
            let found = inquiry.found().cloned().collect();
            self.done.push(Told { place, found, not_checked: inquiry.not_checked() });
        }
    }

    fn hear(&mut self, place: usize, part: &Part, outcome: &Outcome) {
        if let Some(inquiry) = self.people.get_mut(&place) {
            inquiry.hear(part, outcome);
            self.go_on(place);
        }
    }

    /// The next call: a full one, or the fullest if there is nothing that could fill it.
    fn batch(&mut self, may_grow: bool) -> Option<Vec<Waiting>> {
        let (_, fullest) = self.waiting.iter_mut().max_by_key(|(_, waiting)| waiting.len())?;
        let count = fullest.len().min(BATCH);
        let worth = count == BATCH || (count > 0 && !may_grow);
        worth.then(|| fullest.drain(..count).collect())
    }
}
