//! Refusals of Graph, in its own words: <https://learn.microsoft.com/graph/errors>.

use serde_json::{Value as Json, json};

use crate::knowledge::moment_of;
use crate::simulator::http::Response;

/// A request that was not answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::simulator) struct Refusal {
    /// The status.
    pub status: u16,
    /// The error code.
    pub code: String,
    /// What the service says.
    pub message: String,
    /// Seconds to wait.
    pub retry_after: Option<u32>,
    /// How to sign in instead.
    pub challenge: Option<String>,
}

/// A refusal without advice.
pub(in crate::simulator) fn refusal(status: u16, code: &str, message: &str) -> Refusal {
    Refusal { status, code: code.to_owned(), message: message.to_owned(), retry_after: None, challenge: None }
}

impl Refusal {
    /// A path that is not there, as Graph says it: in the metadata, not in the directory.
    pub fn no_segment(segment: &str) -> Self {
        refusal(400, "BadRequest", &format!("Resource not found for the segment '{segment}'."))
    }

    /// Something that is not in the directory.
    pub fn not_found(key: &str) -> Self {
        let message = format!(
            "Resource '{key}' does not exist or one of its queried reference-property objects are not present."
        );
        refusal(404, "Request_ResourceNotFound", &message)
    }

    /// A query that cannot be read.
    pub fn query(message: &str) -> Self {
        refusal(400, "Request_UnsupportedQuery", message)
    }

    /// The body of the error.
    pub fn body(&self, request_id: &str, client_request_id: &str, now: i64) -> Json {
        let date = moment_of(now);
        let inner = json!({
            "date": date.trim_end_matches('Z'),
            "request-id": request_id,
            "client-request-id": client_request_id,
        });
        json!({ "error": { "code": self.code, "message": self.message, "innerError": inner } })
    }

    /// The headers of the error.
    pub fn headers(&self) -> Vec<(String, String)> {
        let mut headers = Vec::new();
        headers.extend(self.retry_after.map(|seconds| ("Retry-After".to_owned(), seconds.to_string())));
        headers.extend(self.challenge.clone().map(|challenge| ("WWW-Authenticate".to_owned(), challenge)));
        headers
    }

    /// The whole answer.
    pub fn response(&self, request_id: &str, client_request_id: &str, now: i64) -> Response {
        let mut response = Response::json(self.status, self.body(request_id, client_request_id, now));
        response.headers = self.headers();
        response
    }
}
