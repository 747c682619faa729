//! Several questions in one call: <https://learn.microsoft.com/graph/json-batching>.

use serde_json::{Value as Json, json};

use super::{Call, Simulator};
use crate::knowledge::tenant::Fault;
use crate::simulator::faults;
use crate::simulator::graph::{Ask, Refusal, refusal};
use crate::simulator::http::{Request, Response};
use crate::simulator::state::Grant;

/// How many questions a call may carry.
const BATCH: usize = 20;

impl Simulator {
    /// Several questions in one call. The answers come in another order than the questions.
    pub(super) fn batch(
        &mut self,
        request: &Request,
        outer: &Ask,
        (token, grant): (&str, &Grant),
        call: &Call,
        of_call: &mut Option<Fault>,
    ) -> Result<Response, Refusal> {
        let malformed = |message: &str| refusal(400, "BadRequest", message);
        let body: Json =
            serde_json::from_slice(&request.body).map_err(|_| malformed("Invalid batch payload format."))?;
        let parts = body["requests"].as_array().ok_or_else(|| malformed("Invalid batch payload format."))?;
        if request.method != "POST" || parts.is_empty() || parts.len() > BATCH {
            return Err(malformed("Number of batch request steps must be between 1 and 20."));
        }
        let mut ids: Vec<String> = Vec::new();
        let mut responses = Vec::new();
        for part in parts {
            let id = part["id"].as_str().unwrap_or_default().to_owned();
            if id.is_empty() || ids.contains(&id.to_lowercase()) {
                return Err(malformed("Request id is missing or not unique."));
            }
            ids.push(id.to_lowercase());
            let inner = part_request(part, &outer.version);
            let answered = match Ask::read(&inner) {
                None => Err(Refusal::no_segment(&inner.path)),
                Some(ask) => {
                    let fault = self.strike(&ask, false);
                    if let Some(fault) = fault.as_ref().filter(|fault| faults::is_of_call(fault.kind)) {
                        if let Some(refused) = self.refuse_call(fault, token, grant) {
                            return Err(refused);
                        }
                        of_call.get_or_insert(fault.clone());
                    }
                    self.one(&inner, &ask, &grant.caller, call, fault.as_ref())
                }
            };
            responses.push(part_response(&id, answered, call));
        }
        responses.reverse();
        Ok(Response::json(200, json!({ "responses": responses })))
    }
}

/// A question inside a batch, as if it had come alone.
fn part_request(part: &Json, version: &str) -> Request {
    let url = part["url"].as_str().unwrap_or_default();
    let method = part["method"].as_str().unwrap_or("GET").to_uppercase();
    let mut request = Request::new(&method, &format!("/{version}/{}", url.trim_start_matches('/')));
    for (name, value) in part["headers"].as_object().into_iter().flatten() {
        request = request.header(name, value.as_str().unwrap_or_default());
    }
    request
}

fn part_response(id: &str, answered: Result<Response, Refusal>, call: &Call) -> Json {
    let response =
        answered.unwrap_or_else(|refused| refused.response(&call.request_id, &call.client_request_id, call.now));
    let mut headers = json!({ "Content-Type": "application/json", "OData-Version": "4.0" });
    for (name, value) in &response.headers {
        headers[name] = json!(value);
    }
    json!({ "id": id, "status": response.status, "headers": headers, "body": response.as_json() })
}
