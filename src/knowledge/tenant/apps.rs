//! Applications of a simulated tenant.

use serde::{Deserialize, Serialize};

use super::FromNow;
use super::word::words;

/// An application.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct App {
    /// Display name.
    pub name: String,
    /// Client id; none to make one of the name.
    pub id: Option<String>,
    /// Whether it is registered in another directory.
    pub elsewhere: bool,
    /// How its enterprise app stands.
    pub enterprise: EnterpriseApp,
    /// Whether it may sign in without a credential.
    pub public_client: bool,
    /// Its client secrets.
    pub secrets: Vec<Credential>,
    /// Its certificates.
    pub certificates: Vec<Credential>,
    /// Its federated credentials.
    pub federated: Vec<FederatedCredential>,
    /// Its owners, by user name.
    pub owners: Vec<String>,
    /// What it may do by itself.
    pub permissions: Vec<String>,
}

words! {
    /// How an enterprise app stands.
    EnterpriseApp {
        /// It may sign in.
        Enabled = "enabled",
        /// It may not.
        Disabled = "disabled",
        /// There is none.
        Missing = "missing",
    }
}

/// A client secret or a certificate, without what is secret about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credential {
    /// What it is called.
    pub name: String,
    /// When it ends.
    pub ends: FromNow,
    /// Of a certificate: its SHA-256 fingerprint, base64url without padding. Without one, any certificate will do.
    pub fingerprint: Option<String>,
}

/// Whose tokens are taken instead of a credential.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FederatedCredential {
    /// What it is called.
    pub name: String,
    /// Who issues the tokens.
    pub issuer: String,
    /// For whom.
    pub subject: String,
}
