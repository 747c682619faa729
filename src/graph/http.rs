//! Calls over the network: as few as possible, as often as necessary, and each question answered one way or another.

mod batch;
mod challenge;
mod run;
mod told;
mod verdict;
mod wire;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderName, HeaderValue};
use reqwest::{Method, Request};
use tokio::time::{Instant, sleep_until};
use url::Url;
use zeroize::Zeroizing;

pub use run::Receipt;
pub(super) use run::{Outcome, Question, Run};
pub(super) use verdict::{Fault, Lack};
pub use wire::{ClientSettings, Trouble, Wire};

use super::budget::Budgets;
use super::read::Read;
use super::{Endpoints, Need, SignInError, Token, Tokens, random};
use run::Open;
use told::Told;
use verdict::{Met, Next, Patience};

/// What asks Graph: where, as whom, and how patiently. Cheap to clone; clones share connections, the token and the throttle
/// budgets.
#[derive(Clone)]
pub struct Client {
    wire: Wire,
    endpoints: Endpoints,
    tokens: Arc<dyn Tokens>,
    /// The token that was given last. Whoever needs another waits for whoever is getting one.
    held: Arc<tokio::sync::Mutex<Option<Token>>>,
    budgets: Arc<Mutex<Budgets>>,
    start: Instant,
}

/// A token that Graph refused, and what it demands of the next.
#[derive(Clone)]
struct Refused {
    token: Token,
    claims: Option<String>,
}

impl Client {
    /// Sends nothing yet.
    pub fn new(wire: Wire, endpoints: Endpoints, tokens: Arc<dyn Tokens>) -> Self {
        let (held, budgets) = (Arc::default(), Arc::default());
        Self { wire, endpoints, tokens, held, budgets, start: Instant::now() }
    }

    /// How patient it is.
    pub(super) fn settings(&self) -> &ClientSettings {
        &self.wire.settings
    }

    /// A token for these permissions, which may take a person who signs in.
    pub(super) async fn token(&self, need: Need<'_>) -> Result<Token, SignInError> {
        let mut held = self.held.lock().await;
        // Somebody else met the same refusal and has the next token already.
        if let (Some(refused), Some(held)) = (need.refused, held.as_ref())
            && refused.access != held.access
        {
            return Ok(held.clone());
        }
        let token = self.tokens.token(need).await?;
        *held = Some(token.clone());
        Ok(token)
    }

    /// Asks questions in one call, and again what needs asking again; tells what became of each as soon as it is known.
    pub(super) async fn ask(&self, run: &Run, questions: Vec<Question>, tell: &(dyn Fn(usize, Outcome) + Sync)) {
        let mut open: Vec<Open> =
            questions.into_iter().enumerate().map(|(at, question)| Open::new(at, question)).collect();
        let mut refused: Option<Refused> = None;
        while !open.is_empty() {
            if run.left().is_zero() {
                return run::give_up(open, Fault::Trouble(Trouble::TimedOut), tell);
            }
            if !self.wait_for_room(run, &open).await {
                return run::give_up(open, Fault::Throttled, tell);
            }
            let (token, all_met) = match self.send(run, &open, refused.take()).await {
                Ok(sent) => sent,
                Err(error) => {
                    run.could_not_sign_in(error);
                    return run::give_up(open, Fault::SignedOut, tell);
                }
            };
            let mut longest = Duration::ZERO;
            let mut again = Vec::new();
            for (mut question, met) in open.into_iter().zip(all_met) {
                run.note(&met);
                let next = verdict::next(&met, &question.tries, &self.patience(run));
                match (next, met) {
                    (Next::Take, Met::Answer(told)) => {
                        again.extend(question.take(*told, self.endpoints.graph(), run, tell));
                    }
                    (Next::Absent, Met::Answer(told)) => question.end(Outcome::Absent(run.receipt(&told)), tell),
                    (Next::Renew, Met::Answer(told)) => {
                        question.tries.renewed = true;
                        refused = Some(Refused { token: token.clone(), claims: told.claims });
                        again.push(question);
                    }
                    (Next::Wait(wait), _) => {
                        self.close(&question, wait);
                        question.tries.again += 1;
                        longest = longest.max(wait);
                        again.push(question);
                    }
                    (Next::GiveUp(fault), met) => question.fail(fault, run.receipt_of(&met), tell),
                    // Nothing else is an answer.
                    (Next::Take | Next::Absent | Next::Renew, Met::Trouble(trouble)) => {
                        question.fail(Fault::Trouble(trouble), None, tell);
                    }
                }
            }
            for question in again.iter_mut().filter(|question| question.tries.again > 0) {
                question.tries.waited += longest;
            }
            open = again;
            sleep_until(Instant::now() + longest.mul_f64(self.settings().pace)).await;
        }
    }

    fn patience(&self, run: &Run) -> Patience {
        Patience {
            again: self.settings().again,
            waiting: self.settings().waiting,
            left: run.left().div_f64(self.settings().pace),
            chance: random::share(),
            was_reached: run.was_reached(),
        }
    }

    /// Waits until the throttle budgets have room. Not if that is after the end of everything.
    async fn wait_for_room(&self, run: &Run, open: &[Open]) -> bool {
        let at = {
            let mut budgets = self.budgets();
            let now = self.elapsed();
            let throttles = open.iter().filter_map(|open| open.question.throttle.as_ref());
            throttles.map(|throttle| budgets.take(throttle, now)).max().unwrap_or(now)
        };
        let at = self.start + at.mul_f64(self.settings().pace);
        if at >= run.deadline {
            return false;
        }
        sleep_until(at).await;
        true
    }

    /// Asks nothing of the budget of a question for a while.
    fn close(&self, question: &Open, wait: Duration) {
        let until = self.elapsed() + wait;
        self.budgets().close(question.question.throttle.as_ref().map(|throttle| throttle.budget.as_str()), until);
    }

    /// The time that the budgets are kept by.
    fn elapsed(&self) -> Duration {
        self.start.elapsed().div_f64(self.settings().pace)
    }

    fn budgets(&self) -> MutexGuard<'_, Budgets> {
        self.budgets.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sends the questions once, as one call; gives the token that was used and what was met for each.
    async fn send(&self, run: &Run, open: &[Open], refused: Option<Refused>) -> Result<(Token, Vec<Met>), SignInError> {
        let need = Need {
            permissions: &run.permissions,
            claims: refused.as_ref().and_then(|refused| refused.claims.as_deref()),
            refused: refused.as_ref().map(|refused| &refused.token),
            now: run.now(),
        };
        let token = self.token(need).await?;
        let slow = open.iter().any(|open| open.question.is_slow);
        let settings = self.settings();
        let patience = match open.len() {
            _ if slow => settings.slow_answer,
            1 => settings.answer,
            _ => settings.batch_answer,
        };
        let request = match open {
            [one] => self.get(&one.question.read),
            many => self.batch(&many.iter().map(|open| &open.question.read).collect::<Vec<_>>()),
        };
        let request = request.and_then(|request| authorized(request, &token));
        let Some(request) = request else { return Ok((token, trouble(open, Trouble::NoMeans))) };
        let met = match self.wire.send(request, patience.min(run.left()), settings.body).await {
            Err(met) => trouble(open, met),
            Ok(raw) => {
                let told = Told::whole(raw.status, &raw.headers, &raw.body);
                if open.len() == 1 { vec![Met::Answer(Box::new(told))] } else { spread(told, open.len()) }
            }
        };
        Ok((token, met))
    }

    /// A read by itself.
    fn get(&self, read: &Read) -> Option<Request> {
        let mut request = Request::new(Method::GET, read.url(self.endpoints.graph())?);
        for (name, value) in read.headers() {
            let name = HeaderName::try_from(*name).ok()?;
            request.headers_mut().insert(name, HeaderValue::from_str(value).ok()?);
        }
        Some(request)
    }

    /// Reads in one call; all of one version.
    fn batch(&self, reads: &[&Read]) -> Option<Request> {
        let version = reads.first()?.version().name();
        let url = Url::parse(&format!("{}{version}/$batch", self.endpoints.graph())).ok()?;
        let mut request = Request::new(Method::POST, url);
        request.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        *request.body_mut() = Some(batch::body(reads).to_string().into());
        Some(request)
    }
}

/// A request with what every call to Graph carries. A token that no header can hold is none.
fn authorized(mut request: Request, token: &Token) -> Option<Request> {
    let bearer = Zeroizing::new(format!("Bearer {}", token.access.expose()));
    let mut bearer = HeaderValue::from_str(&bearer).ok()?;
    bearer.set_sensitive(true);
    let headers = request.headers_mut();
    headers.insert(AUTHORIZATION, bearer);
    headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
    headers.insert(HeaderName::from_static("client-request-id"), HeaderValue::from_str(&random::call_id()).ok()?);
    Some(request)
}

fn trouble(open: &[Open], trouble: Trouble) -> Vec<Met> {
    open.iter().map(|_| Met::Trouble(trouble)).collect()
}

/// What a batch says about each of its parts.
fn spread(mut told: Told, count: usize) -> Vec<Met> {
    if told.status == 200 {
        return batch::parts(&told, count);
    }
    if told.status == 404 {
        // It is the batch that was not found, not those it asks about.
        told.body = serde_json::Value::Null;
    }
    (0..count).map(|_| Met::Answer(Box::new(told.clone()))).collect()
}
