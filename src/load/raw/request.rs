//! The raw form of what can be asked of Graph.

use super::reference::RawSource;
use super::{Flag, Number, OneOrMany, Pairs};
use crate::load::shape::Form;
use crate::load::yaml::Text;

/// The versions of Graph.
pub const VERSIONS: [&str; 2] = ["v1.0", "beta"];

record! {
    /// Something that can be asked of Graph. It is always read with GET: there is no way to write another method.
    RawRequest {
        /// The id.
        must name: Text = "request",
        /// The path. A value goes where `{fact.name}`, `{one.fact or another.fact}` or `{given fact.name}` stands, a moment
        /// where `{7 days ago}` stands.
        must path: Text = "path",
        /// `v1.0` or `beta`.
        must version: Text = "version" as Form::Words(&VERSIONS),
        /// Headers it needs, such as `ConsistencyLevel`.
        may headers: Pairs<Text> = "headers",
        /// The properties that may be asked for; only those that a wanted fact reads are.
        may select: Vec<Text> = "select",
        /// How many pages of a list are read at most. Without it the answer is one object.
        may pages: Number = "pages",
        /// Whether it may be part of a batch; it may unless this says no.
        may batch: Flag = "batch",
        /// The least permissions.
        must permission: RawPermission = "permission",
        /// Roles of which one is needed on top of the permission, the least first.
        may role: OneOrMany<Text> = "role",
        /// Licences of which the tenant needs one.
        may licence: OneOrMany<Text> = "licence",
        /// The throttle budget it draws on.
        may throttle: RawThrottle = "throttle",
        /// What 403 means.
        may forbidden: Text = "forbidden",
        /// What 404 means.
        may not_found: Text = "not_found",
        /// What an empty answer means.
        may empty: Text = "empty",
        /// Where it is documented.
        must sources: Vec<RawSource> = "sources",
        /// Codes that are allowed here, each with the reason.
        may allow: Pairs<Text> = "allow",
    }
}

record! {
    /// The least permissions of a request.
    RawPermission {
        /// For a signed-in person; all of them are needed.
        must delegated: OneOrMany<Text> = "delegated",
        /// For an application; all of them are needed. `none`: an application cannot ask this.
        must application: OneOrMany<Text> = "application",
        /// Wider permissions, each of which would do as well, should somebody hold one anyway.
        may wider: Vec<Text> = "wider",
    }
}

record! {
    /// A throttle budget: so many units in so many seconds.
    RawThrottle {
        /// Its name; requests with the same name share it.
        must budget: Text = "budget",
        /// What the request costs.
        may cost: Number = "cost",
        /// How many units there are.
        must limit: Number = "limit",
        /// In how many seconds.
        must seconds: Number = "seconds",
    }
}
