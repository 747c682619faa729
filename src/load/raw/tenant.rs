//! The raw form of a simulated directory.

mod people;
mod scene;

pub use people::{RawApp, RawCredential, RawGroup, RawPerson, RawRisk, RawScoped, RawUnit};
pub use scene::{RawAudit, RawExpectation, RawFault, RawOperator, RawSignIn};

use super::{Flag, Number, Pairs};
use crate::knowledge::tenant::{DirectoryKind, DomainSignIn, SubscriptionState, SyncEngine, SyncFeature};
use crate::load::shape::Form;
use crate::load::yaml::Text;

/// A moment relative to now.
pub const MOMENT: Form = Form::Pattern("^(now|in [0-9]+ (min|h|days?)|[0-9]+ (min|h|days?) ago)$");

record! {
    /// A simulated directory.
    RawTenant {
        /// The id.
        must name: Text = "tenant",
        /// What it is called in a list.
        must title: Text = "title",
        /// What goes wrong in it, in a sentence.
        must shows: Text = "shows",
        /// Whether nothing at all is wrong in it.
        may healthy: Flag = "healthy",
        /// What the organisation is called.
        must organization: Text = "organization",
        /// What kind of directory it is, as Graph calls it; `AAD` unless this says something else.
        may kind: Text = "kind" as Form::Words(DirectoryKind::WORDS),
        /// Its domains; the first is the one new accounts get.
        must domains: Vec<RawDomain> = "domains",
        /// What was bought.
        may licences: Vec<RawSubscription> = "licences",
        /// How on-premises accounts get into it; without it nothing was ever synced.
        may sync: RawSync = "sync",
        /// What was decided for everybody.
        may policies: RawPolicies = "policies",
        /// The people in it, deleted ones included.
        must users: Vec<RawPerson> = "users",
        /// Its groups.
        may groups: Vec<RawGroup> = "groups",
        /// Its administrative units.
        may units: Vec<RawUnit> = "units",
        /// Its applications.
        may apps: Vec<RawApp> = "apps",
        /// What the sign-in log holds.
        may sign_ins: Vec<RawSignIn> = "sign_ins",
        /// What the audit log holds.
        may audits: Vec<RawAudit> = "audits",
        /// Who asks.
        must operator: RawOperator = "operator",
        /// What goes wrong on the way.
        may faults: Vec<RawFault> = "faults",
        /// What a probe must come to.
        may expect: Vec<RawExpectation> = "expect",
        /// Codes that are allowed here, each with the reason.
        may allow: Pairs<Text> = "allow",
    }
}

record! {
    /// A domain of a simulated directory.
    RawDomain {
        /// Its name.
        must name: Text = "name",
        /// Where its passwords are checked; `managed` unless this says something else.
        may sign_in: Text = "sign_in" as Form::Words(DomainSignIn::WORDS),
    }
}

record! {
    /// What a simulated organisation bought.
    RawSubscription {
        /// The part number.
        must sku: Text = "sku",
        /// The product's id; without it one is made of the part number.
        may id: Text = "id",
        /// The service plans in it that matter here, as keys of tables.
        may plans: Vec<Text> = "plans",
        /// How many licences there are; 25 unless this says something else.
        may units: Number = "units",
        /// Whether it was paid; `enabled` unless this says something else.
        may state: Text = "state" as Form::Words(SubscriptionState::WORDS),
    }
}

record! {
    /// How on-premises accounts get into a simulated directory.
    RawSync {
        /// With what.
        must engine: Text = "engine" as Form::Words(SyncEngine::WORDS),
        /// When it last ran; never, without it.
        may last: Text = "last" as MOMENT,
        /// When password hashes last came; never, without it.
        may passwords: Text = "passwords" as MOMENT,
        /// What is turned on.
        may features: Vec<Text> = "features" as Form::Words(SyncFeature::WORDS),
        /// The agents of pass-through authentication; without it, it was never set up.
        may agents: Vec<RawAgent> = "agents",
    }
}

record! {
    /// An agent on a server.
    RawAgent {
        /// The server.
        must machine: Text = "machine",
        /// Whether it reports.
        must active: Flag = "active",
    }
}

record! {
    /// What was decided for everybody.
    RawPolicies {
        /// Whether administrators may reset their own passwords; yes unless this says no.
        may admins_reset: Flag = "admins_reset",
        /// Whether security defaults are on.
        may security_defaults: Flag = "security_defaults",
        /// Whether new client secrets are refused.
        may no_new_secrets: Flag = "no_new_secrets",
        /// The features that a staged rollout tries out, as Graph calls them.
        may staged_rollout: Vec<Text> = "staged_rollout",
    }
}
