//! The sign-in of the Azure CLI, borrowed: `az account get-access-token`.
//!
//! <https://learn.microsoft.com/cli/azure/account#az-account-get-access-token>

use std::process::Stdio;
use std::time::Duration;

use serde_json::Value as Json;
use tokio::process::Command;
use tokio::sync::Mutex;

use super::answer::taken;
use super::person::still_good;
use crate::diagnosis::plan::Account;
use crate::graph::token::TokenFuture;
use crate::graph::{Need, SignInError, Token, Tokens};

/// The program. On Windows it is a script, which only its full name starts.
const AZ: &str = if cfg!(windows) { "az.cmd" } else { "az" };
/// How long it may take; it may have to ask the service.
const PATIENCE: Duration = Duration::from_mins(1);
/// What it says to somebody who is not signed in.
const LOGIN: &str = "az login";

/// Why the Azure CLI gave no token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AzTrouble {
    /// It is not installed, or not found.
    #[error("the Azure CLI is not installed")]
    Missing,
    /// Nobody is signed in there.
    #[error("nobody is signed in to the Azure CLI")]
    SignedOut,
    /// Graph refuses its token, and it has no other.
    #[error("the token of the Azure CLI is refused")]
    Refused,
    /// Graph demands more of the sign-in than a borrowed one can show.
    #[error("a challenge cannot be answered with the sign-in of the Azure CLI")]
    Challenged,
    /// It gave no answer in time.
    #[error("the Azure CLI did not answer in time")]
    TimedOut,
    /// It failed, or said something else than a token.
    #[error("the Azure CLI gave no token")]
    NoToken,
}

/// The sign-in of the Azure CLI. Its token may be able to write; what uses it here cannot.
#[derive(Debug)]
pub struct AzureCli {
    tenant: Option<String>,
    token: Mutex<Option<Token>>,
}

impl AzureCli {
    /// For a tenant, or for the one that is signed in to. Starts nothing yet.
    pub fn new(tenant: Option<String>) -> Self {
        Self { tenant, token: Mutex::new(None) }
    }

    async fn give(&self, need: Need<'_>) -> Result<Token, SignInError> {
        if need.claims.is_some() {
            return Err(AzTrouble::Challenged.into());
        }
        let mut known = self.token.lock().await;
        if let Some(token) = known.as_ref().filter(|token| still_good(token, &need)) {
            return Ok(token.clone());
        }
        let token = self.ask().await?;
        if need.refused == Some(&token) {
            return Err(AzTrouble::Refused.into());
        }
        *known = Some(token.clone());
        Ok(token)
    }

    async fn ask(&self) -> Result<Token, AzTrouble> {
        let mut command = Command::new(AZ);
        command.args(["account", "get-access-token", "--resource-type", "ms-graph", "--output", "json"]);
        if let Some(tenant) = &self.tenant {
            command.args(["--tenant", tenant]);
        }
        command.stdin(Stdio::null()).kill_on_drop(true);
        let output = tokio::time::timeout(PATIENCE, command.output()).await.map_err(|_| AzTrouble::TimedOut)?;
        let output = output.map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => AzTrouble::Missing,
            _ => AzTrouble::NoToken,
        })?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            return Err(if said.contains(LOGIN) { AzTrouble::SignedOut } else { AzTrouble::NoToken });
        }
        let mut json: Json = serde_json::from_slice(&output.stdout).map_err(|_| AzTrouble::NoToken)?;
        let access = taken(&mut json, "accessToken").filter(|token| !token.is_empty()).ok_or(AzTrouble::NoToken)?;
        let mut token = Token::new(access, Account::Person);
        // The other one, `expiresOn`, is local time and says so nowhere.
        token.expires_at = json.get("expires_on").and_then(|it| it.as_i64().or_else(|| it.as_str()?.parse().ok()));
        Ok(token)
    }
}

impl Tokens for AzureCli {
    fn token<'a>(&'a self, need: Need<'a>) -> TokenFuture<'a> {
        Box::pin(self.give(need))
    }
}
