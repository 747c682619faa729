//! What happens in a simulated tenant: log entries, who asks, what goes wrong, what must come out.

use serde::{Deserialize, Serialize};

use super::FromNow;
use super::word::words;
use crate::knowledge::{CauseId, FactId, TreeId, Value};

/// An entry of the sign-in log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignIn {
    /// Who signed in.
    pub who: SignInSubject,
    /// When.
    pub at: FromNow,
    /// The error code; 0 if it worked.
    pub code: u32,
    /// The reason the log gives.
    pub reason: Option<String>,
    /// With what kind of client, `Browser`.
    pub client: String,
    /// Into what.
    pub into: String,
}

/// Who signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SignInSubject {
    /// A person, by user name.
    Person(String),
    /// An app by itself, by name.
    App(String),
}

/// An entry of the audit log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Audit {
    /// When.
    pub at: FromNow,
    /// What was done, as the log calls it.
    pub activity: String,
    /// The service that logged it.
    pub service: String,
    /// Who did it, by user name.
    pub by: Option<String>,
    /// To whom, by user name.
    pub about: String,
    /// Whether it worked.
    pub succeeded: bool,
    /// The reason the log gives.
    pub reason: Option<String>,
    /// What carried it on-premises, as the log calls it.
    pub agent: Option<String>,
}

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Operator {
    /// A person or an app.
    pub is: OperatorIs,
    /// The permissions that were granted.
    pub permissions: Vec<String>,
    /// The code with which signing in fails, `AADSTS50057`; none if it works.
    pub fails: Option<String>,
}

/// A person or an app.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum OperatorIs {
    /// A person, by user name.
    Person(String),
    /// An app, by name.
    App(String),
}

/// Something that goes wrong on the way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// Where: the id of a request, the start of a path, or `*`.
    pub at: String,
    /// What goes wrong.
    pub kind: FaultKind,
    /// The error code to answer with; none for the usual one.
    pub code: Option<String>,
    /// Seconds to wait that the answer names; none to name none.
    pub retry_after: Option<u32>,
    /// How often; none for always.
    pub times: Option<u32>,
}

words! {
    /// What can go wrong between a question and its answer.
    FaultKind {
        /// The token is not accepted.
        Unauthorized = "401",
        /// The caller may not.
        Forbidden = "403",
        /// There is no such thing.
        NotFound = "404",
        /// Too many requests.
        TooMany = "429",
        /// The service fails.
        ServerError = "500",
        /// A gateway fails.
        BadGateway = "502",
        /// The service is not there.
        Unavailable = "503",
        /// A gateway waited in vain.
        GatewayTimeout = "504",
        /// No answer ever comes.
        Timeout = "timeout",
        /// The connection is cut before the answer.
        Reset = "reset",
        /// The answer starts and never ends.
        Slow = "slow",
        /// The connection is cut in the middle of the answer.
        Truncated = "truncated",
        /// The answer is not JSON.
        Malformed = "malformed",
        /// The answer is a web page.
        WebPage = "web_page",
        /// The values of the answer are of other types.
        WrongTypes = "wrong_types",
        /// The answer is larger than anybody wants.
        Huge = "huge",
        /// The token stops being accepted; a new one is.
        Expired = "expired",
        /// The token is accepted only after a new sign-in that answers a challenge.
        Challenge = "challenge",
        /// The clock of the service is wrong by ten minutes.
        Skew = "skew",
    }
}

/// What a probe must come to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Expectation {
    /// What is known before: whose password it is, who resets, which app.
    pub about: Vec<(FactId, Value)>,
    /// The symptoms that somebody has.
    pub symptoms: Vec<TreeId>,
    /// The facts learned for certain: these and no others.
    pub facts: Vec<(FactId, Value)>,
    /// The facts that are only pointed to: these and no others.
    pub likely: Vec<(FactId, Value)>,
    /// The causes confirmed: these and no others.
    pub confirmed: Vec<CauseId>,
    /// The causes still possible: these and no others.
    pub possible: Vec<CauseId>,
    /// The causes ruled out: these and no others.
    pub ruled_out: Vec<CauseId>,
}
