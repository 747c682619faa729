//! Faults: what goes wrong on demand, and where.

use serde_json::{Value as Json, json};

use super::graph::{Refusal, refusal};
use super::http::{Body, Response, Trouble};
use crate::knowledge::tenant::{Fault, FaultKind};

/// How large a huge answer is.
const HUGE: usize = 48 << 20;

/// Why a fault on a command line cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FaultError {
    /// There is no `=`.
    #[error("`{0}` does not say what goes wrong")]
    Form(String),
    /// There is no such fault.
    #[error("there is no fault `{0}`")]
    Kind(String),
    /// A part after the kind means nothing.
    #[error("`{0}` means nothing here")]
    Part(String),
}

/// Reads a fault as a command line spells it: `AT=KIND[,retry=SECONDS][,times=N][,code=CODE]`.
pub fn read_fault(text: &str) -> Result<Fault, FaultError> {
    let (at, rest) =
        text.split_once('=').filter(|(at, _)| !at.is_empty()).ok_or_else(|| FaultError::Form(text.to_owned()))?;
    let mut parts = rest.split(',');
    let kind = parts.next().unwrap_or_default();
    let kind = FaultKind::parse(kind).ok_or_else(|| FaultError::Kind(kind.to_owned()))?;
    let mut fault = Fault { at: at.to_owned(), kind, code: None, retry_after: None, times: None };
    for part in parts {
        let wrong = || FaultError::Part(part.to_owned());
        match part.split_once('=').ok_or_else(wrong)? {
            ("retry", seconds) => fault.retry_after = Some(seconds.parse().map_err(|_| wrong())?),
            ("times", times) => fault.times = Some(times.parse().map_err(|_| wrong())?),
            ("code", code) => fault.code = Some(code.to_owned()),
            _ => return Err(wrong()),
        }
    }
    Ok(fault)
}

/// Whether a fault strikes the whole call, however many questions it carries.
pub(super) fn strikes_call(fault: &Fault) -> bool {
    fault.at == "*" || fault.at.starts_with("/$batch")
}

/// Whether what goes wrong concerns the connection or the token, and so every question of the call.
pub(super) fn is_of_call(kind: FaultKind) -> bool {
    use FaultKind as K;
    matches!(
        kind,
        K::Timeout
            | K::Reset
            | K::Slow
            | K::Truncated
            | K::Malformed
            | K::WebPage
            | K::Huge
            | K::Expired
            | K::Challenge
            | K::Skew
            | K::Unauthorized
    )
}

/// The refusal that a fault is, if it is one.
pub(super) fn refused(fault: &Fault) -> Option<Refusal> {
    let (status, code, message) = match fault.kind {
        FaultKind::Unauthorized | FaultKind::Expired => {
            (401, "InvalidAuthenticationToken", "Lifetime validation failed, the token is expired.")
        }
        FaultKind::Forbidden => {
            (403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.")
        }
        FaultKind::NotFound => (404, "Request_ResourceNotFound", "Resource does not exist."),
        FaultKind::TooMany => (429, "TooManyRequests", "Please retry again later."),
        FaultKind::ServerError => (500, "generalException", "An error has occurred."),
        FaultKind::BadGateway => (502, "UnknownError", "Bad gateway."),
        FaultKind::Unavailable => (503, "serviceNotAvailable", "The service is unavailable."),
        FaultKind::GatewayTimeout => (504, "UnknownError", "The request timed out."),
        _ => return None,
    };
    let mut refused = refusal(status, fault.code.as_deref().unwrap_or(code), message);
    refused.retry_after = fault.retry_after;
    Some(refused)
}

/// Does to an answer what a fault of the whole call does to it.
pub(super) fn spoil_call(response: &mut Response, kind: FaultKind) {
    match kind {
        FaultKind::Timeout => response.trouble = Some(Trouble::Never),
        FaultKind::Reset => response.trouble = Some(Trouble::Cut),
        FaultKind::Slow => response.trouble = Some(Trouble::Stalls),
        FaultKind::Truncated => response.trouble = Some(Trouble::Breaks),
        FaultKind::Malformed => {
            response.body = Body::Text("application/json", "{\"value\": [{\"id\": \"1\",, }".to_owned());
        }
        FaultKind::WebPage => {
            response.body = Body::Text("text/html", "<html><body>Sign in to the network</body></html>".to_owned());
        }
        FaultKind::Huge => response.body = Body::Text("application/json", huge()),
        FaultKind::WrongTypes => {
            if let Body::Json(json) = &mut response.body {
                spoil_types(json);
            }
        }
        _ => {}
    }
}

fn huge() -> String {
    let mut text = String::with_capacity(HUGE + 64);
    text.push_str("{\"value\":[\"\"");
    while text.len() < HUGE {
        text.push_str(",\"################################################################\"");
    }
    text.push_str("]}");
    text
}

/// Gives every value another type; lists and objects keep their form, so that it is found only where it is read.
pub(super) fn spoil_types(json: &mut Json) {
    match json {
        Json::Array(members) => members.iter_mut().for_each(spoil_types),
        Json::Object(object) => {
            for (_, value) in object.iter_mut().filter(|(key, _)| !key.starts_with('@')) {
                spoil_types(value);
            }
        }
        Json::String(_) => *json = json!({ "text": [] }),
        Json::Number(_) => *json = json!("many"),
        Json::Bool(_) => *json = json!("perhaps"),
        Json::Null => *json = json!(0.5),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_read_from_a_command_line() {
        let fault = read_fault("user-sign-ins=429,retry=5,times=2,code=Odd").unwrap();
        assert_eq!((fault.at.as_str(), fault.kind), ("user-sign-ins", FaultKind::TooMany));
        assert_eq!((fault.retry_after, fault.times, fault.code.as_deref()), (Some(5), Some(2), Some("Odd")));
        assert_eq!(read_fault("429"), Err(FaultError::Form("429".to_owned())));
        assert_eq!(read_fault("*=418"), Err(FaultError::Kind("418".to_owned())));
        assert_eq!(read_fault("*=503,soon"), Err(FaultError::Part("soon".to_owned())));
        assert_eq!(read_fault("*=503,times=x"), Err(FaultError::Part("times=x".to_owned())));
    }

    #[test]
    fn every_value_gets_another_type() {
        let mut json = json!({ "@odata.context": "x", "value": [{ "a": "x", "b": true, "c": null, "d": 1 }] });
        spoil_types(&mut json);
        let member = &json["value"][0];
        assert!(
            member["a"].is_object() && member["b"].is_string() && member["c"].is_number() && member["d"].is_string()
        );
        assert_eq!(json["@odata.context"], "x");
    }
}
