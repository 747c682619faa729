//! People, groups and administrative units of a simulated tenant.

use serde::{Deserialize, Serialize};

use super::FromNow;
use super::word::words;

/// A person.
#[allow(clippy::struct_excessive_bools, reason = "each is a property of its own of the account")]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Person {
    /// User principal name.
    pub upn: String,
    /// Display name.
    pub name: String,
    /// Object id; none to make one of the name.
    pub id: Option<String>,
    /// Mail address; none where it is the user name.
    pub mail: Option<String>,
    /// Whether the account is synced from on-premises.
    pub synced: bool,
    /// Logon name on-premises, before Windows 2000.
    pub account_name: Option<String>,
    /// User name on-premises; none where it is the user name.
    pub on_premises_upn: Option<String>,
    /// Whether the person is a guest, at home in another directory.
    pub guest: bool,
    /// Whether the account may sign in.
    pub enabled: bool,
    /// When it was deleted.
    pub deleted: Option<FromNow>,
    /// What was assigned, by the names of the subscriptions.
    pub licences: Vec<String>,
    /// Country of use, `FR`.
    pub location: Option<String>,
    /// When the password was last set; none if never.
    pub password_changed: Option<FromNow>,
    /// Whether it must be changed at the next sign-in.
    pub must_change: bool,
    /// Roles that are active in the whole directory, as keys of tables.
    pub roles: Vec<String>,
    /// Roles that wait to be activated.
    pub eligible: Vec<String>,
    /// Roles that count in one administrative unit.
    pub scoped: Vec<ScopedRole>,
    /// The ways to sign in that are registered.
    pub methods: Vec<Method>,
    /// Whether the policy of self-service reset covers the person.
    pub self_service: bool,
    /// Whether the policy still allows what the person registered.
    pub methods_allowed: bool,
    /// Whether the registration report knows the person.
    pub reported: bool,
    /// State of per-user multifactor authentication.
    pub mfa: MfaState,
    /// What was seen as risk; none if nothing ever was.
    pub risk: Option<Risk>,
}

/// A role that counts in one administrative unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScopedRole {
    /// The role, as a key of a table.
    pub role: String,
    /// The name of the unit.
    pub unit: String,
}

words! {
    /// A way to sign in or to prove who one is.
    Method {
        /// A password.
        Password = "password",
        /// A phone number.
        Phone = "phone",
        /// Microsoft Authenticator.
        Authenticator = "authenticator",
        /// A passkey or security key.
        SecurityKey = "security_key",
        /// An app that shows codes.
        SoftwareCode = "software_code",
        /// Windows Hello for Business.
        WindowsHello = "windows_hello",
        /// A mail address.
        Email = "email",
        /// A Temporary Access Pass.
        TemporaryPass = "temporary_pass",
    }
}

words! {
    /// State of per-user multifactor authentication.
    MfaState {
        /// Off.
        Disabled = "disabled",
        /// On, and not registered yet.
        Enabled = "enabled",
        /// On and registered.
        Enforced = "enforced",
    }
}

words! {
    /// How large a risk is.
    RiskLevel {
        /// Low.
        Low = "low",
        /// Medium.
        Medium = "medium",
        /// High.
        High = "high",
    }
}

words! {
    /// What became of a risk.
    RiskState {
        /// It stands.
        AtRisk = "at_risk",
        /// An administrator is sure of it.
        Confirmed = "confirmed",
        /// The person removed it, by a reset or a second factor.
        Remediated = "remediated",
        /// An administrator dismissed it.
        Dismissed = "dismissed",
    }
}

/// What was seen as risk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Risk {
    /// How large it is.
    pub level: RiskLevel,
    /// What became of it.
    pub state: RiskState,
    /// When it was last updated.
    pub at: FromNow,
}

/// A group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// Its name.
    pub name: String,
    /// Whether roles can be assigned to it.
    pub role_assignable: bool,
    /// Roles assigned to it, as keys of tables.
    pub roles: Vec<String>,
    /// Its members: user names, and names of groups.
    pub members: Vec<String>,
    /// Its owners, by user name.
    pub owners: Vec<String>,
}

/// An administrative unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// Its name.
    pub name: String,
    /// Whether only roles that are assigned for this unit may change its members.
    pub restricted: bool,
    /// Its members, by user name.
    pub members: Vec<String>,
}
