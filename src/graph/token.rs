//! Access tokens, and who gives them.

use std::collections::BTreeSet;
use std::future::Future;
use std::pin::Pin;

use super::{AzTrouble, Refused, Secret, Trouble};
use crate::diagnosis::plan::Account;

/// What comes of asking for a token.
pub type TokenFuture<'a> = Pin<Box<dyn Future<Output = Result<Token, SignInError>> + Send + 'a>>;

/// Who gives access tokens: one implementation for each way of signing in.
pub trait Tokens: Send + Sync {
    /// A token that is good for what is needed: one that is known, a renewed one, or a new sign-in.
    fn token<'a>(&'a self, need: Need<'a>) -> TokenFuture<'a>;
}

/// What a token is needed for.
#[derive(Clone, Copy, Debug)]
pub struct Need<'a> {
    /// The permissions that will be used, by name.
    pub permissions: &'a [String],
    /// A challenge that the token has to answer: JSON, as Graph demanded it.
    pub claims: Option<&'a str>,
    /// A token that Graph has just refused. It is not given again.
    pub refused: Option<&'a Token>,
    /// The time, in seconds since 1970-01-01 UTC.
    pub now: i64,
}

/// An access token, and what is known about it. To everybody but Microsoft it is opaque.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    pub(super) access: Secret,
    /// When it stops being good, in seconds since 1970-01-01 UTC, if that is known.
    pub expires_at: Option<i64>,
    /// The permissions that were granted, if that is known.
    pub permissions: Option<BTreeSet<String>>,
    /// Who asks with it.
    pub account: Account,
}

impl Token {
    /// A token of which nothing more is known.
    pub fn new(access: Secret, account: Account) -> Self {
        Self { access, expires_at: None, permissions: None, account }
    }
}

/// Why there is no token.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignInError {
    /// Graph refuses the token that was given, and there is no way to get another.
    #[error("the token that was given is refused")]
    GivenRefused,
    /// Graph demands more of the sign-in than the token that was given can show.
    #[error("a challenge cannot be answered with a token that was given")]
    Challenge,
    /// The sign-in service gives none, and says why.
    #[error("the sign-in service refuses: {}", .0.error)]
    Refused(Box<Refused>),
    /// Nobody is signed in, and there is nobody to ask.
    #[error("nobody is signed in")]
    SignedOut,
    /// Nobody finished the sign-in in time.
    #[error("nobody finished the sign-in in time")]
    TooLate,
    /// What came back from the browser belongs to another sign-in.
    #[error("what came back from the browser belongs to another sign-in")]
    Foreign,
    /// No port of this machine is free for the browser to come back to.
    #[error("no port of this machine is free")]
    NoListener,
    /// This machine lacks what a sign-in needs, such as random numbers.
    #[error("this machine lacks what a sign-in needs")]
    NoMeans,
    /// The Azure CLI has none.
    #[error(transparent)]
    AzureCli(#[from] AzTrouble),
    /// The sign-in endpoint was not reached, or its answer was none.
    #[error(transparent)]
    Trouble(#[from] Trouble),
}

/// A token that somebody else got, such as one in the environment. It cannot be renewed.
#[derive(Debug)]
pub struct Given(Token);

impl Given {
    /// Gives this token, whatever is needed; none if it cannot be one: a token is one word of plain characters.
    pub fn new(access: &Secret) -> Option<Self> {
        let word = access.expose().trim();
        let is_word = !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_graphic());
        let access = Secret::new(word.to_owned());
        is_word.then(|| Self(Token::new(access, Account::Person)))
    }
}

impl Tokens for Given {
    fn token<'a>(&'a self, need: Need<'a>) -> TokenFuture<'a> {
        let given = match (need.claims, need.refused) {
            (Some(_), _) => Err(SignInError::Challenge),
            (None, Some(_)) => Err(SignInError::GivenRefused),
            (None, None) => Ok(self.0.clone()),
        };
        Box::pin(std::future::ready(given))
    }
}
