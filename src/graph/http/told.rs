//! What an answer says about itself: status, headers, error code. The same for a whole answer and for a part of a batch.

use std::time::{Duration, UNIX_EPOCH};

use base64::Engine;
use base64::alphabet::{STANDARD, URL_SAFE};
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use reqwest::header::HeaderMap;
use serde_json::Value as Json;

use super::challenge::claims;

/// An answer, read as far as the transport understands it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::graph) struct Told {
    /// The status of HTTP.
    pub status: u16,
    /// What was said; null if it was not JSON.
    pub body: Json,
    /// How long to wait, if it was said.
    pub retry_after: Option<Duration>,
    /// What a new token has to show, as JSON.
    pub claims: Option<String>,
    /// The id that Graph gave the call.
    pub request_id: Option<String>,
    /// The time on the server, in seconds since 1970-01-01 UTC.
    pub date: Option<i64>,
}

/// The codes that say more than the status does: <https://learn.microsoft.com/graph/errors> and what Graph has been seen
/// to answer.
pub(super) const NO_LICENCE: &str = "Authentication_RequestFromNonPremiumTenantOrB2CTenant";
pub(super) const NO_PERMISSION: &str = "Authentication_MSGraphPermissionMissing";
pub(super) const CLAIMS: &str = "insufficient_claims";

/// Errors nest no deeper than this.
const DEEPEST: usize = 8;

impl Told {
    /// A whole answer.
    pub fn whole(status: u16, headers: &HeaderMap, body: &[u8]) -> Self {
        let texts = |name: &str| -> Vec<String> {
            headers.get_all(name).iter().filter_map(|value| value.to_str().ok()).map(str::to_owned).collect()
        };
        let body = serde_json::from_slice(body).unwrap_or_default();
        Self::new(status, &texts, body, None)
    }

    /// A part of a batch; the answer around it has told the time.
    pub fn part(status: u16, headers: &Json, body: &Json, date: Option<i64>) -> Self {
        let texts = |name: &str| -> Vec<String> {
            let Some(headers) = headers.as_object() else { return Vec::new() };
            let named = headers.iter().filter(|(known, _)| known.eq_ignore_ascii_case(name));
            named.filter_map(|(_, value)| value.as_str().map(str::to_owned).or_else(|| number(value))).collect()
        };
        // What is not JSON by its content type comes as base64.
        let body = match body {
            Json::String(text) => {
                decode(text).and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
            }
            body => body.clone(),
        };
        Self::new(status, &texts, body, date)
    }

    fn new(status: u16, texts: &dyn Fn(&str) -> Vec<String>, body: Json, around: Option<i64>) -> Self {
        let first = |name: &str| texts(name).into_iter().next();
        let date = first("date").and_then(|text| seconds(&text)).or(around);
        let in_body = body.pointer("/error/innerError/request-id").and_then(Json::as_str).map(str::to_owned);
        Self {
            status,
            retry_after: first("retry-after").and_then(|text| wait(&text, date)),
            claims: claims(&texts("www-authenticate")),
            // It is shown and written down: nothing but an id is taken for one.
            request_id: first("request-id").or(in_body).filter(|id| is_id(id)),
            date,
            body,
        }
    }

    /// Whether it is an answer in the shape that Graph gives errors.
    pub fn is_error(&self) -> bool {
        self.body.get("error").is_some_and(Json::is_object)
    }

    /// Whether the error, or one inside it, has this code.
    pub fn has_code(&self, code: &str) -> bool {
        let mut error = self.body.get("error");
        for _ in 0..DEEPEST {
            let Some(inner) = error else { return false };
            if inner.get("code").and_then(Json::as_str).is_some_and(|known| known.eq_ignore_ascii_case(code)) {
                return true;
            }
            error = inner.get("innerError").or_else(|| inner.get("innererror"));
        }
        false
    }
}

fn number(value: &Json) -> Option<String> {
    value.as_u64().map(|number| number.to_string())
}

fn is_id(text: &str) -> bool {
    (1..=64).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// How long to wait: seconds, or until a date by the clock of the server that says so.
fn wait(text: &str, date: Option<i64>) -> Option<Duration> {
    let text = text.trim();
    let seconds = match text.parse::<f64>() {
        // `NaN` is a number to the parser, and no time to wait.
        Ok(number) => Some(number).filter(|number| number.is_finite())?,
        Err(_) => (seconds(text)? - date?) as f64,
    };
    Duration::try_from_secs_f64(seconds.max(0.0)).ok()
}

/// A date of HTTP, in seconds since 1970-01-01 UTC.
fn seconds(text: &str) -> Option<i64> {
    let at = httpdate::parse_http_date(text.trim()).ok()?;
    i64::try_from(at.duration_since(UNIX_EPOCH).ok()?.as_secs()).ok()
}

/// Reads base64 in either of its alphabets, padded or not.
pub(super) fn decode(text: &str) -> Option<Vec<u8>> {
    let lenient = GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
    [STANDARD, URL_SAFE].iter().find_map(|alphabet| GeneralPurpose::new(alphabet, lenient).decode(text.trim()).ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn waited(text: &str) -> Option<u64> {
        let headers = json!({ "Retry-After": text, "Date": "Sun, 22 Nov 2026 08:30:00 GMT" });
        Told::part(429, &headers, &Json::Null, None).retry_after.map(|wait| wait.as_secs())
    }

    #[test]
    fn waiting_is_said_in_seconds_or_as_a_date() {
        assert_eq!(waited("10"), Some(10));
        assert_eq!(waited(" 2.5 "), Some(2));
        assert_eq!(waited("Sun, 22 Nov 2026 08:30:40 GMT"), Some(40));
        assert_eq!(waited("Sun, 22 Nov 2026 08:00:00 GMT"), Some(0));
        for wrong in ["", "soon", "NaN", "inf", "1e400", "40 minutes"] {
            assert_eq!(waited(wrong), None, "{wrong}");
        }
        let number = Told::part(429, &json!({ "retry-after": 7 }), &Json::Null, None);
        assert_eq!(number.retry_after, Some(Duration::from_secs(7)));
        // Without the server's own time a date means nothing: the clock here may be wrong.
        let date = json!({ "Retry-After": "Sun, 22 Nov 2026 08:30:40 GMT" });
        assert_eq!(Told::part(429, &date, &Json::Null, None).retry_after, None);
    }

    #[test]
    fn a_code_counts_wherever_it_is_nested() {
        let body = json!({ "error": { "code": "Forbidden", "innerError": { "innerError": { "code": CLAIMS } } } });
        let told = Told::part(403, &Json::Null, &body, None);
        assert!(told.is_error() && told.has_code(CLAIMS) && told.has_code("forbidden") && !told.has_code(NO_LICENCE));
    }

    #[test]
    fn a_body_may_come_as_base64() {
        let told = Told::part(200, &Json::Null, &json!("eyJpZCI6ICJhIn0="), None);
        assert_eq!(told.body, json!({ "id": "a" }));
        for wrong in ["eyJpZCI6", "<html>", "", "////"] {
            assert_eq!(Told::part(200, &Json::Null, &json!(wrong), None).body, Json::Null, "{wrong}");
        }
    }

    #[test]
    fn an_id_is_taken_only_if_it_is_one() {
        let of = |id: &str| Told::part(200, &json!({ "request-id": id }), &Json::Null, None).request_id;
        assert_eq!(of("b75f-01").as_deref(), Some("b75f-01"));
        assert_eq!((of("a\u{1b}[2J"), of(""), of(&"a".repeat(65))), (None, None, None));
    }
}
