//! A person who signs in once and stays signed in.

use std::collections::BTreeSet;
use std::sync::Arc;

use tokio::sync::Mutex;

use super::answer::Granted;
use super::desk::{Desk, claims};
use super::identity::Claims;
use super::session::{Kept, Known, Session};
use super::{Keep, browser, device_code};
use crate::diagnosis::plan::Account;
use crate::graph::token::TokenFuture;
use crate::graph::{Need, Secret, SignInError, Token, Tokens};

/// A token that ends sooner than this is renewed first, in seconds: what it is needed for may take a while.
const EARLY: i64 = 5 * 60;

/// How a person signs in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Way {
    /// With a browser on this machine.
    #[default]
    Browser,
    /// With a browser elsewhere, and a code.
    DeviceCode,
}

/// What the person has to see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prompt<'a> {
    /// An address to open on this machine.
    Browser {
        /// The address.
        url: &'a str,
    },
    /// A code to enter somewhere.
    Code {
        /// Where.
        url: &'a str,
        /// The code.
        code: &'a str,
        /// How long it is good.
        minutes: u32,
    },
}

/// The person who signs in, as a face reaches them.
pub trait Person: Send + Sync {
    /// Shows them what to do.
    fn told(&self, prompt: &Prompt<'_>);
    /// The sentence that the browser shows at the end.
    fn page(&self, went_well: bool) -> String;
}

/// What a person is asked to allow.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ask<'a> {
    /// The permissions, by name.
    pub permissions: &'a [String],
    /// A challenge to answer.
    pub claims: Option<&'a str>,
    /// Who should sign in, if that is known.
    pub username: Option<&'a str>,
}

/// Whether a token that is at hand is good enough.
pub(super) fn still_good(token: &Token, need: &Need<'_>) -> bool {
    let fresh = token.expires_at.is_none_or(|end| need.now + EARLY < end);
    fresh && need.claims.is_none() && need.refused != Some(token)
}

/// A person who signs in.
pub struct PersonSignIn {
    desk: Desk,
    way: Way,
    kept: Kept,
    keep: Arc<dyn Keep>,
    person: Option<Arc<dyn Person>>,
    state: Mutex<State>,
}

/// What is at hand.
#[derive(Debug, Default)]
struct State {
    token: Option<Token>,
    /// The permissions that were asked for to get it. Those that were not granted are not asked for again and again.
    asked: BTreeSet<String>,
    session: Option<Session>,
}

impl PersonSignIn {
    /// Asks for nothing yet. Without a `person` to ask, only a sign-in that is kept is good.
    pub fn new(desk: Desk, way: Way, kept: Kept, keep: Arc<dyn Keep>, person: Option<Arc<dyn Person>>) -> Self {
        Self { desk, way, kept, keep, person, state: Mutex::new(State::default()) }
    }

    /// Signs somebody in anew, whoever was signed in before; gives who it is, if the service says so, and whether the
    /// sign-in is kept.
    pub async fn sign_in(&self, permissions: &[String], now: i64) -> Result<(Option<Known>, bool), SignInError> {
        let mut state = self.state.lock().await;
        *state = State::default();
        let need = Need { permissions, claims: None, refused: None, now };
        let lasts = self.interactive(&mut state, &need).await?.1;
        Ok((state.session.as_ref().map(|session| session.known.clone()), lasts))
    }

    async fn give(&self, need: Need<'_>) -> Result<Token, SignInError> {
        let mut state = self.state.lock().await;
        let covered = need.permissions.iter().all(|permission| state.asked.contains(permission));
        if let Some(token) = state.token.as_ref().filter(|token| covered && still_good(token, &need)) {
            return Ok(token.clone());
        }
        if state.session.is_none() {
            // A keyring that does not open is one with nothing in it.
            state.session = self.kept.session(&*self.keep).unwrap_or_default();
        }
        if state.session.is_some() {
            match self.renew(&mut state, &need).await {
                Err(SignInError::Refused(refused)) if refused.asks_for_person() && self.person.is_some() => {}
                answer => return answer,
            }
        }
        if self.person.is_none() {
            return Err(SignInError::SignedOut);
        }
        self.interactive(&mut state, &need).await.map(|(token, _)| token)
    }

    /// Gets a token with the refresh token. Where consent is missing for something, what was granted before has to do:
    /// what cannot be read is told fact by fact, and `login` asks for more.
    async fn renew(&self, state: &mut State, need: &Need<'_>) -> Result<Token, SignInError> {
        let Some(session) = state.session.clone() else { return Err(SignInError::SignedOut) };
        let granted: Vec<String> = session.known.permissions.iter().cloned().collect();
        let wanted = if need.permissions.is_empty() { &granted } else { need.permissions };
        let mut answer = self.refresh(&session.refresh, wanted, need.claims).await;
        if matches!(&answer, Err(SignInError::Refused(refused)) if refused.lacks_consent()) && !granted.is_empty() {
            answer = self.refresh(&session.refresh, &granted, need.claims).await;
        }
        match answer {
            Ok(answer) => Ok(self.settle(state, answer, wanted, need.now).0),
            Err(SignInError::Refused(refused)) if refused.error == "invalid_grant" && !refused.lacks_consent() => {
                // The session is over: nothing that is kept of it is of use.
                state.session = None;
                let _ = self.kept.forget(&*self.keep);
                Err(SignInError::Refused(refused))
            }
            Err(error) => Err(error),
        }
    }

    async fn refresh(
        &self,
        refresh: &Secret,
        permissions: &[String],
        challenge: Option<&str>,
    ) -> Result<Granted, SignInError> {
        let grant = Secret::new("refresh_token".to_owned());
        let scope = Secret::new(self.desk.scopes(permissions));
        let claims = Secret::new(claims(challenge));
        let form = [("grant_type", &grant), ("refresh_token", refresh), ("scope", &scope), ("claims", &claims)];
        self.desk.token("refresh", &form).await
    }

    async fn interactive(&self, state: &mut State, need: &Need<'_>) -> Result<(Token, bool), SignInError> {
        let Some(person) = &self.person else { return Err(SignInError::SignedOut) };
        let session = state.session.clone();
        let username = session.as_ref().map(|session| session.known.identity.username.as_str());
        let ask = Ask { permissions: need.permissions, claims: need.claims, username };
        let granted = match self.way {
            Way::Browser => browser::sign_in(&self.desk, &ask, &**person).await?,
            Way::DeviceCode => device_code::sign_in(&self.desk, &ask, &**person).await?,
        };
        Ok(self.settle(state, granted, need.permissions, need.now))
    }

    /// Takes what was granted: the token stays here, the refresh token goes where sign-ins are kept, in place of the one
    /// before. Says whether it is kept.
    fn settle(&self, state: &mut State, granted: Granted, asked: &[String], now: i64) -> (Token, bool) {
        let permissions = granted.scope.as_deref().map(|scope| self.desk.permissions(scope));
        let mut token = Token::new(granted.access, Account::Person);
        token.expires_at = granted.expires_in.map(|seconds| now + seconds);
        token.permissions.clone_from(&permissions);
        let before = state.session.take();
        let identity = granted.id_token.as_ref().and_then(Claims::of).and_then(|claims| claims.identity());
        let identity = identity.or_else(|| before.as_ref().map(|session| session.known.identity.clone()));
        // Asked for less, the service may tell of less; what was granted before still is.
        let mut all = permissions.unwrap_or_default();
        let same = before.as_ref().filter(|before| identity.as_ref() == Some(&before.known.identity));
        all.extend(same.into_iter().flat_map(|before| before.known.permissions.iter().cloned()));
        let refresh = granted.refresh.or_else(|| before.map(|session| session.refresh));
        state.session = refresh
            .zip(identity)
            .map(|(refresh, identity)| Session { refresh, known: Known { identity, permissions: all } });
        let saved = state.session.as_ref().is_some_and(|session| self.kept.save(&*self.keep, session).is_ok());
        state.asked = asked.iter().cloned().collect();
        state.token = Some(token.clone());
        (token, saved && self.keep.lasts())
    }
}

impl Tokens for PersonSignIn {
    fn token<'a>(&'a self, need: Need<'a>) -> TokenFuture<'a> {
        Box::pin(self.give(need))
    }
}
