//! Domains, subscriptions, sync and policies of a simulated tenant.

use serde::{Deserialize, Serialize};

use super::FromNow;
use super::word::words;

words! {
    /// What kind of directory it is, as Graph calls it.
    DirectoryKind {
        /// For an organisation's own people.
        Workforce = "AAD",
        /// For customers, Microsoft Entra External ID.
        Customers = "CIAM",
        /// For customers, Azure AD B2C.
        B2c = "AAD B2C",
    }
}

/// A domain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Domain {
    /// Its name.
    pub name: String,
    /// Where its passwords are checked.
    pub sign_in: DomainSignIn,
}

words! {
    /// Where the passwords of a domain are checked.
    DomainSignIn {
        /// In the cloud, or by an agent of the cloud.
        Managed = "managed",
        /// At a federation server.
        Federated = "federated",
    }
}

/// What was bought.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subscription {
    /// The part number, `SPB`.
    pub sku: String,
    /// The product's id; none to make one of the part number.
    pub id: Option<String>,
    /// The service plans in it that matter here, as keys of tables.
    pub plans: Vec<String>,
    /// How many licences there are.
    pub units: u32,
    /// Whether it was paid.
    pub state: SubscriptionState,
}

words! {
    /// How a subscription stands.
    SubscriptionState {
        /// It runs.
        Enabled = "enabled",
        /// It has run out, and works for a while yet.
        Warning = "warning",
        /// It works no longer.
        Suspended = "suspended",
    }
}

/// How on-premises accounts get into the directory.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sync {
    /// With what.
    pub engine: SyncEngine,
    /// When it last ran; none if it never did.
    pub last: Option<FromNow>,
    /// When password hashes last came; none if they never did.
    pub passwords: Option<FromNow>,
    /// What is turned on.
    pub features: Vec<SyncFeature>,
    /// The agents of pass-through authentication; none if it was never set up.
    pub agents: Option<Vec<Agent>>,
}

words! {
    /// What syncs.
    SyncEngine {
        /// Microsoft Entra Connect Sync.
        Connect = "connect",
        /// Microsoft Entra Cloud Sync.
        CloudSync = "cloud_sync",
    }
}

words! {
    /// Something that sync can do.
    SyncFeature {
        /// Password hash synchronization.
        PasswordHashSync = "password_hash_sync",
        /// Password writeback.
        PasswordWriteback = "password_writeback",
        /// Temporary passwords from on-premises ask for a change in the cloud.
        ForceChangeAtLogon = "force_change_at_logon",
        /// The expiry of the cloud counts for synced accounts.
        CloudPasswordPolicy = "cloud_password_policy",
    }
}

/// An agent on a server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agent {
    /// The server.
    pub machine: String,
    /// Whether it reports.
    pub active: bool,
}

/// What was decided for everybody.
#[allow(clippy::struct_excessive_bools, reason = "each is a policy of its own")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policies {
    /// Whether administrators may reset their own passwords.
    pub admins_reset: bool,
    /// Whether security defaults are on.
    pub security_defaults: bool,
    /// Whether new client secrets are refused.
    pub no_new_secrets: bool,
    /// The features that a staged rollout tries out, `passwordHashSync`.
    pub staged_rollout: Vec<String>,
}
