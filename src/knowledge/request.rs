//! Requests: what can be asked of Microsoft Graph. All of them only read.

use serde::{Deserialize, Serialize};

use super::{FactId, Source};

/// Something that can be asked of Graph with GET.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// The id.
    pub name: String,
    /// The path as it is written, with `{fact.name}` where a known value goes.
    pub path: String,
    /// The same path, taken apart.
    pub pieces: Vec<Piece>,
    /// `v1.0` or `beta`.
    pub version: String,
    /// Headers it needs.
    pub headers: Vec<(String, String)>,
    /// The properties that may be asked for; if there are none, all are sent.
    pub select: Vec<String>,
    /// How many pages of a list are read at most; none if the answer is one object.
    pub pages: Option<u32>,
    /// Whether it may be part of a batch.
    pub batch: bool,
    /// What a caller must hold.
    pub needs: Needs,
    /// The throttle budget it draws on.
    pub throttle: Option<Throttle>,
    /// What 403 means.
    pub forbidden: Option<String>,
    /// What 404 means.
    pub not_found: Option<String>,
    /// What an empty answer means.
    pub empty: Option<String>,
    /// Where it is documented.
    pub sources: Vec<Source>,
}

/// A part of a path.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Piece {
    /// Text that stands as it is.
    Text(String),
    /// The value of the first of these facts that is known: a person is found by object id as well as by user name.
    Fact(Vec<FactId>),
    /// The value of a fact that is known from the start: nothing is asked only to fill this in.
    Given(FactId),
    /// The moment so many minutes ago.
    Ago(u32),
}

/// What must be held for a request to be answered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Needs {
    /// The least permissions for a signed-in person, all of them needed.
    pub delegated: Vec<String>,
    /// The least permissions for an application, all of them needed; none if an application cannot ask.
    pub application: Option<Vec<String>>,
    /// Wider permissions of which one would do as well.
    pub wider: Vec<String>,
    /// Roles of which one is needed, as keys of a table, the least first; empty if the permission is enough.
    pub roles: Vec<String>,
    /// Licences of which the tenant needs one, as keys of a table.
    pub licences: Vec<String>,
}

/// A throttle budget and what a request takes from it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Throttle {
    /// Its name; requests with the same name share it.
    pub budget: String,
    /// What the request costs.
    pub cost: u32,
    /// How many units there are …
    pub limit: u32,
    /// … in how many seconds.
    pub seconds: u32,
}
