//! An application that signs in by itself: with a secret, or with a certificate.

use tokio::sync::Mutex;

use super::Certificate;
use super::assertion::assertion;
use super::desk::{Desk, claims};
use super::person::still_good;
use crate::diagnosis::plan::Account;
use crate::graph::token::TokenFuture;
use crate::graph::{Need, Secret, SignInError, Token, Tokens};

/// What an assertion is, to the service.
const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// What an application proves itself with.
#[derive(Debug)]
pub enum Credential {
    /// A secret that somebody made for it.
    Secret(Secret),
    /// A certificate whose public part is registered.
    Certificate(Box<Certificate>),
}

/// An application that signs in by itself. It has no refresh token: it simply signs in again.
#[derive(Debug)]
pub struct AppSignIn {
    desk: Desk,
    credential: Credential,
    token: Mutex<Option<Token>>,
}

impl AppSignIn {
    /// Asks for nothing yet.
    pub fn new(desk: Desk, credential: Credential) -> Self {
        Self { desk, credential, token: Mutex::new(None) }
    }

    async fn give(&self, need: Need<'_>) -> Result<Token, SignInError> {
        let mut known = self.token.lock().await;
        if let Some(token) = known.as_ref().filter(|token| still_good(token, &need)) {
            return Ok(token.clone());
        }
        let token = self.sign_in(need).await?;
        *known = Some(token.clone());
        Ok(token)
    }

    async fn sign_in(&self, need: Need<'_>) -> Result<Token, SignInError> {
        let text = |text: &str| Secret::new(text.to_owned());
        let (grant, scope) = (text("client_credentials"), Secret::new(self.desk.everything()));
        let claims = Secret::new(claims(need.claims));
        let mut form = vec![("grant_type", &grant), ("scope", &scope), ("claims", &claims)];
        let (made, kind) = (self.made(need.now)?, text(ASSERTION_TYPE));
        let way = match (&self.credential, &made) {
            (Credential::Secret(secret), _) => {
                form.push(("client_secret", secret));
                "secret"
            }
            (Credential::Certificate(_), made) => {
                form.push(("client_assertion_type", &kind));
                form.extend(made.as_ref().map(|assertion| ("client_assertion", assertion)));
                "certificate"
            }
        };
        let granted = self.desk.token(way, &form).await?;
        let mut token = Token::new(granted.access, Account::Application);
        token.expires_at = granted.expires_in.map(|seconds| need.now + seconds);
        Ok(token)
    }

    /// The assertion, where one is needed.
    fn made(&self, now: i64) -> Result<Option<Secret>, SignInError> {
        let Credential::Certificate(certificate) = &self.credential else { return Ok(None) };
        let endpoint = self.desk.url("token");
        assertion(certificate, endpoint.as_str(), &self.desk.registration.client_id, now).map(Some)
    }
}

impl Tokens for AppSignIn {
    fn token<'a>(&'a self, need: Need<'a>) -> TokenFuture<'a> {
        Box::pin(self.give(need))
    }
}
