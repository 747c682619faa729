//! Errors of signing in: <https://learn.microsoft.com/entra/identity-platform/reference-error-codes>.

use serde_json::json;

use crate::knowledge::moment_of;
use crate::simulator::engine::Simulator;
use crate::simulator::http::{Response, encode};
use crate::simulator::identity::guid;

/// A sign-in that failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SignInError {
    /// The error of OAuth, which a client may branch on.
    pub error: &'static str,
    /// The number, which a client should not branch on.
    pub code: u32,
    /// What the service says, without the number.
    pub message: String,
    /// The finer reason.
    pub suberror: Option<&'static str>,
}

impl SignInError {
    pub fn new(error: &'static str, code: u32, message: &str) -> Self {
        Self { error, code, message: message.to_owned(), suberror: None }
    }

    /// An error whose meaning the pack knows.
    pub fn known(simulator: &Simulator, error: &'static str, code: u32) -> Self {
        let pack = &simulator.directory.pack;
        let meaning = pack.code_named(&format!("AADSTS{code}")).map(|id| pack.code(id).meaning.clone());
        Self::new(error, code, &meaning.unwrap_or_else(|| "The sign-in was refused.".to_owned()))
    }

    fn description(&self, trace: &str, correlation: &str, timestamp: &str) -> String {
        format!(
            "AADSTS{}: {} Trace ID: {trace} Correlation ID: {correlation} Timestamp: {timestamp}",
            self.code, self.message
        )
    }

    /// As the token endpoint says it.
    pub fn response(&self, simulator: &mut Simulator, now: i64) -> Response {
        let (trace, correlation, timestamp) = ids(simulator, now);
        let status = if self.error == "invalid_client" { 401 } else { 400 };
        let mut body = json!({
            "error": self.error,
            "error_description": self.description(&trace, &correlation, &timestamp),
            "error_codes": [self.code],
            "timestamp": timestamp,
            "trace_id": trace,
            "correlation_id": correlation,
            "error_uri": format!("{}/error?code={}", simulator.directory.base, self.code),
        });
        if let Some(suberror) = self.suberror {
            body["suberror"] = json!(suberror);
        }
        Response::json(status, body)
    }

    /// As it comes back to the address that was to get a code.
    pub fn redirected(&self, simulator: &mut Simulator, redirect: &str, state: &str, now: i64) -> Response {
        let (trace, correlation, timestamp) = ids(simulator, now);
        let description = encode(&self.description(&trace, &correlation, &timestamp));
        let suberror = self.suberror.map(|suberror| format!("&error_subcode={suberror}")).unwrap_or_default();
        let state = encode(state);
        Response::redirect(format!(
            "{redirect}?error={}&error_description={description}{suberror}&state={state}",
            self.error
        ))
    }
}

fn ids(simulator: &mut Simulator, now: i64) -> (String, String, String) {
    let mut fresh = || {
        let seed = simulator.state.fresh("sign-in", &simulator.directory.base);
        guid(&[&seed])
    };
    let (trace, correlation) = (fresh(), fresh());
    (trace, correlation, moment_of(now).replace('T', " "))
}
