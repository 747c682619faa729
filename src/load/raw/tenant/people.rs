//! The raw form of people, groups, units and apps.

use super::MOMENT;
use crate::knowledge::tenant::{EnterpriseApp, Method, MfaState, RiskLevel, RiskState};
use crate::load::raw::Flag;
use crate::load::shape::Form;
use crate::load::yaml::Text;

record! {
    /// A person in a simulated directory.
    RawPerson {
        /// User principal name.
        must upn: Text = "upn",
        /// Display name.
        must name: Text = "name",
        /// Object id; without it one is made of the user name.
        may id: Text = "id",
        /// Mail address; without it the user name, for a person with a licence.
        may mail: Text = "mail",
        /// Whether the account is synced from on-premises.
        may synced: Flag = "synced",
        /// Logon name on-premises; without it what stands before the `@`.
        may account_name: Text = "account_name",
        /// User name on-premises, where it is another.
        may on_premises_upn: Text = "on_premises_upn",
        /// Whether the person is a guest, at home in another directory.
        may guest: Flag = "guest",
        /// Whether the account may sign in; yes unless this says no.
        may enabled: Flag = "enabled",
        /// When it was deleted.
        may deleted: Text = "deleted" as MOMENT,
        /// What was assigned, by the `sku` of the subscription.
        may licences: Vec<Text> = "licences",
        /// Country of use, as two letters.
        may location: Text = "location" as Form::Pattern("^[A-Z]{2}$"),
        /// When the password was last set.
        may password_changed: Text = "password_changed" as MOMENT,
        /// Whether it must be changed at the next sign-in.
        may must_change: Flag = "must_change",
        /// Roles that are active in the whole directory, as keys of tables.
        may roles: Vec<Text> = "roles",
        /// Roles that wait to be activated.
        may eligible: Vec<Text> = "eligible",
        /// Roles that count in one administrative unit.
        may scoped: Vec<RawScoped> = "scoped",
        /// The ways to sign in that are registered; a password, without it.
        may methods: Vec<Text> = "methods" as Form::Words(Method::WORDS),
        /// Whether the policy of self-service reset covers the person; yes unless this says no.
        may self_service: Flag = "self_service",
        /// Whether the policy still allows what the person registered; yes unless this says no.
        may methods_allowed: Flag = "methods_allowed",
        /// Whether the registration report knows the person; yes unless this says no.
        may reported: Flag = "reported",
        /// State of per-user multifactor authentication; `disabled` unless this says something else.
        may mfa: Text = "mfa" as Form::Words(MfaState::WORDS),
        /// What was seen as risk.
        may risk: RawRisk = "risk",
    }
}

record! {
    /// A role that counts in one administrative unit.
    RawScoped {
        /// The role, as a key of a table.
        must role: Text = "role",
        /// The name of the unit.
        must unit: Text = "unit",
    }
}

record! {
    /// What was seen as risk.
    RawRisk {
        /// How large it is.
        must level: Text = "level" as Form::Words(RiskLevel::WORDS),
        /// What became of it.
        must state: Text = "state" as Form::Words(RiskState::WORDS),
        /// When it was last updated.
        must at: Text = "at" as MOMENT,
    }
}

record! {
    /// A group of a simulated directory.
    RawGroup {
        /// Its name.
        must name: Text = "name",
        /// Whether roles can be assigned to it.
        may role_assignable: Flag = "role_assignable",
        /// Roles assigned to it, as keys of tables.
        may roles: Vec<Text> = "roles",
        /// Its members: user names, and names of groups.
        may members: Vec<Text> = "members",
        /// Its owners, by user name.
        may owners: Vec<Text> = "owners",
    }
}

record! {
    /// An administrative unit of a simulated directory.
    RawUnit {
        /// Its name.
        must name: Text = "name",
        /// Whether only roles that are assigned for this unit may change its members.
        may restricted: Flag = "restricted",
        /// Its members, by user name.
        may members: Vec<Text> = "members",
    }
}

record! {
    /// An application of a simulated directory.
    RawApp {
        /// Display name.
        must name: Text = "name",
        /// Client id; without it one is made of the name.
        may id: Text = "id",
        /// Whether it is registered in another directory.
        may elsewhere: Flag = "elsewhere",
        /// How its enterprise app stands; `enabled` unless this says something else.
        may enterprise_app: Text = "enterprise_app" as Form::Words(EnterpriseApp::WORDS),
        /// Whether it may sign in without a credential.
        may public_client: Flag = "public_client",
        /// Its client secrets. Their values are never written: the simulator makes them.
        may secrets: Vec<RawCredential> = "secrets",
        /// Its certificates.
        may certificates: Vec<RawCredential> = "certificates",
        /// Its federated credentials.
        may federated: Vec<RawFederated> = "federated",
        /// Its owners, by user name.
        may owners: Vec<Text> = "owners",
        /// What it may do by itself, as permissions of Graph.
        may permissions: Vec<Text> = "permissions",
    }
}

record! {
    /// A client secret or a certificate, without what is secret about it.
    RawCredential {
        /// What it is called.
        must name: Text = "name",
        /// When it ends.
        must ends: Text = "ends" as MOMENT,
        /// Of a certificate: its SHA-256 fingerprint, base64url without padding.
        may fingerprint: Text = "fingerprint",
    }
}

record! {
    /// Whose tokens are taken instead of a credential.
    RawFederated {
        /// What it is called.
        must name: Text = "name",
        /// Who issues the tokens.
        must issuer: Text = "issuer",
        /// For whom.
        must subject: Text = "subject",
    }
}
