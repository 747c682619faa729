//! The probe: from wanted facts to answers, each told as soon as it is there.

use std::collections::BTreeSet;

use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};

use super::http::{Fault, Outcome, Question, Run};
use super::inquiry::{Ask, Finding, Inquiry};
use super::{Client, Need, SignInError, Token};
use crate::diagnosis::plan::{Account, Holds, NotChecked, Part, Reason, Wish, plan};
use crate::knowledge::{FactId, RequestId};

/// Something that happened to a probe.
#[derive(Clone, Debug, PartialEq)]
pub enum News {
    /// There is a token.
    Signed(Signed),
    /// These facts are being asked for.
    Asking(Vec<FactId>),
    /// A fact is known.
    Learned(Finding),
    /// A fact is not, and will not be.
    NotChecked(NotChecked),
}

/// As whom Graph is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// A person or an application.
    pub account: Account,
    /// The permissions that were granted, if that is known.
    pub permissions: Option<BTreeSet<String>>,
}

/// What a probe came to.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Report {
    /// As whom Graph was asked, if there was a token.
    pub signed: Option<Signed>,
    /// Why there was none, or none any more.
    pub sign_in: Option<SignInError>,
    /// What Graph told.
    pub found: Vec<Finding>,
    /// What it did not.
    pub not_checked: Vec<NotChecked>,
    /// The requests whose lists were too long to read to their end.
    pub partial: Vec<RequestId>,
    /// Whether Graph answered anything.
    pub was_answered: bool,
    /// How many seconds the clock of Graph was ahead of ours, if it told the time.
    pub skew: Option<i64>,
}

/// Finds out what is asked for. Dropping the future ends it at once.
///
/// Every fact wanted that Graph can tell comes back: as learned, or as not checked with its reason. One that was only
/// pointed to may come a second time, settled.
pub async fn probe(client: &Client, ask: &Ask, news: &mut (dyn FnMut(News) + Send)) -> Report {
    let permissions = permissions(ask);
    let need = Need { permissions: &permissions, claims: None, refused: None, now: ask.now };
    let token = match client.token(need).await {
        Ok(token) => token,
        Err(error) => return signed_out(ask, error, news),
    };
    let signed = signed(&token);
    news(News::Signed(signed.clone()));
    let holds = Holds { account: token.account, permissions: token.permissions, ..Holds::default() };
    let run = Run::new(permissions, ask.now, client.settings().whole);
    let mut inquiry = Inquiry::new(ask.clone(), holds);
    pursue(client, &run, &mut inquiry, news).await;
    let not_checked = inquiry.not_checked();
    for it in &not_checked {
        news(News::NotChecked(it.clone()));
    }
    Report {
        signed: Some(signed),
        sign_in: run.sign_in(),
        found: inquiry.found().cloned().collect(),
        not_checked,
        partial: inquiry.partial().collect(),
        was_answered: inquiry.was_answered(),
        skew: run.skew(),
    }
}

/// The permissions that finding out takes, whoever asks.
pub(super) fn permissions(ask: &Ask) -> Vec<String> {
    let wish = Wish { facts: &ask.facts, known: &ask.known, holds: &Holds::default() };
    plan(&ask.pack, &wish).permissions
}

pub(super) fn signed(token: &Token) -> Signed {
    Signed { account: token.account, permissions: token.permissions.clone() }
}

fn signed_out(ask: &Ask, error: SignInError, news: &mut (dyn FnMut(News) + Send)) -> Report {
    let mut inquiry = Inquiry::new(ask.clone(), Holds::default());
    inquiry.abandon(Reason::SignedOut);
    let not_checked = inquiry.not_checked();
    for it in &not_checked {
        news(News::NotChecked(it.clone()));
    }
    Report { sign_in: Some(error), not_checked, ..Report::default() }
}

/// A part of the plan, and what became of it.
type Heard = (Part, Outcome);

/// Asks until nothing is left to ask. Slow calls hold up nothing that does not wait for them.
async fn pursue(client: &Client, run: &Run, inquiry: &mut Inquiry, news: &mut (dyn FnMut(News) + Send)) {
    let (sender, mut receiver) = unbounded_channel::<Heard>();
    let mut calls = FuturesUnordered::new();
    loop {
        for call in inquiry.next() {
            let (parts, questions) = questions(inquiry, call.parts);
            for part in &parts {
                news(News::Asking(part.facts.clone()));
            }
            calls.push(ask_parts(client, run, parts, questions, sender.clone()));
        }
        if calls.is_empty() {
            return;
        }
        let mut heard = tokio::select! {
            // What was heard first: a call that has ended has told everything.
            biased;
            heard = receiver.recv() => heard,
            _ = calls.next() => receiver.try_recv().ok(),
        };
        while let Some((part, outcome)) = heard {
            for finding in inquiry.hear(&part, &outcome) {
                news(News::Learned(finding));
            }
            heard = receiver.try_recv().ok();
        }
        if run.sign_in().is_some() {
            inquiry.abandon(Reason::SignedOut);
        }
    }
}

/// The parts that can be asked, and their questions. A value that no address can hold makes a part that cannot.
fn questions(inquiry: &mut Inquiry, parts: Vec<Part>) -> (Vec<Part>, Vec<Question>) {
    let (mut askable, mut questions) = (Vec::new(), Vec::new());
    for part in parts {
        match inquiry.question(&part) {
            Some(question) => {
                questions.push(question);
                askable.push(part);
            }
            None => drop(inquiry.hear(&part, &Outcome::Fault(Fault::Unaskable, None))),
        }
    }
    (askable, questions)
}

async fn ask_parts(client: &Client, run: &Run, parts: Vec<Part>, questions: Vec<Question>, to: UnboundedSender<Heard>) {
    let tell = |place: usize, outcome: Outcome| {
        if let Some(part) = parts.get(place) {
            // Nobody listens any more when the probe was dropped.
            let _ = to.send((part.clone(), outcome));
        }
    };
    client.ask(run, questions, &tell).await;
}
