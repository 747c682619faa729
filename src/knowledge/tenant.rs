//! Simulated tenants: directories described in files, on which the probe, demos and training run.
//!
//! Moments are written relative to now, so that a tenant never grows old: they are seconds, negative in the past.

mod apps;
mod people;
mod scene;
mod settings;
mod word;

use serde::{Deserialize, Serialize};

pub use apps::{App, Credential, EnterpriseApp, FederatedCredential};
pub use people::{Group, Method, MfaState, Person, Risk, RiskLevel, RiskState, ScopedRole, Unit};
pub use scene::{Audit, Expectation, Fault, FaultKind, Operator, OperatorIs, SignIn, SignInSubject};
pub use settings::{
    Agent, DirectoryKind, Domain, DomainSignIn, Policies, Subscription, SubscriptionState, Sync, SyncEngine,
    SyncFeature,
};

/// Seconds from now; negative in the past.
pub type FromNow = i64;

/// A directory described in a file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tenant {
    /// The id of the file.
    pub name: String,
    /// What it is called in a list.
    pub title: String,
    /// What goes wrong in it, in a sentence.
    pub shows: String,
    /// Whether nothing at all is wrong in it.
    pub healthy: bool,
    /// What the organisation is called.
    pub organization: String,
    /// What kind of directory it is.
    pub kind: DirectoryKind,
    /// Its domains; the first is the one new accounts get.
    pub domains: Vec<Domain>,
    /// What was bought.
    pub subscriptions: Vec<Subscription>,
    /// How on-premises accounts get into it; none if it was never synced.
    pub sync: Option<Sync>,
    /// What was decided for everybody.
    pub policies: Policies,
    /// The people in it, deleted ones included.
    pub people: Vec<Person>,
    /// Its groups.
    pub groups: Vec<Group>,
    /// Its administrative units.
    pub units: Vec<Unit>,
    /// Its applications.
    pub apps: Vec<App>,
    /// What the sign-in log holds.
    pub sign_ins: Vec<SignIn>,
    /// What the audit log holds.
    pub audits: Vec<Audit>,
    /// Who asks.
    pub operator: Operator,
    /// What goes wrong on the way.
    pub faults: Vec<Fault>,
    /// What a probe must come to.
    pub expect: Vec<Expectation>,
}

impl Tenant {
    /// The person with this user name, in any letter case.
    pub fn person(&self, upn: &str) -> Option<&Person> {
        self.people.iter().find(|person| person.upn.eq_ignore_ascii_case(upn))
    }

    /// The app with this name.
    pub fn app(&self, name: &str) -> Option<&App> {
        self.apps.iter().find(|app| app.name == name)
    }

    /// What was bought under this name.
    pub fn subscription(&self, sku: &str) -> Option<&Subscription> {
        self.subscriptions.iter().find(|it| it.sku == sku)
    }
}
