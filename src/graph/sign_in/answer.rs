//! What the sign-in service answers: tokens, or why there are none.

use serde_json::Value as Json;

use crate::graph::Secret;

/// The longest sentence of the service that is passed on.
const LONGEST: usize = 300;

/// What was granted.
#[derive(Debug)]
pub(super) struct Granted {
    /// The access token.
    pub access: Secret,
    /// For how many seconds it is good.
    pub expires_in: Option<i64>,
    /// What it may do, as the service spells it.
    pub scope: Option<String>,
    /// What the next one is got with.
    pub refresh: Option<Secret>,
    /// Who signed in, as a JWT.
    pub id_token: Option<Secret>,
}

impl Granted {
    /// Takes the tokens out of an answer; none if it has no access token.
    pub fn of(mut answer: Json) -> Option<Self> {
        let seconds = answer.get("expires_in").and_then(|it| it.as_i64().or_else(|| it.as_str()?.parse().ok()));
        Some(Self {
            access: taken(&mut answer, "access_token").filter(|token| !token.is_empty())?,
            expires_in: seconds,
            scope: answer.get("scope").and_then(Json::as_str).map(str::to_owned),
            refresh: taken(&mut answer, "refresh_token"),
            id_token: taken(&mut answer, "id_token"),
        })
    }
}

/// Moves a text out of an answer, so that no copy of it stays behind.
pub(super) fn taken(answer: &mut Json, name: &str) -> Option<Secret> {
    match answer.get_mut(name).map(Json::take) {
        Some(Json::String(text)) => Some(Secret::new(text)),
        _ => None,
    }
}

/// Why the sign-in service gave no token, in its own words and numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refused {
    /// The way of signing in, by its name in the knowledge.
    pub way: &'static str,
    /// The word of the protocol: what behaviour may depend on.
    pub error: String,
    /// Its sentence, without what follows for support.
    pub description: String,
    /// Its numbers, without `AADSTS`. They choose a sentence, never a behaviour.
    pub codes: Vec<String>,
    /// What exactly is asked for, if it says so.
    pub suberror: Option<String>,
    /// What Microsoft finds the sign-in by.
    pub correlation_id: Option<String>,
    /// What Microsoft finds the answer by.
    pub trace_id: Option<String>,
    /// When it was given, as the service says it.
    pub timestamp: Option<String>,
    /// The service's clock then, in seconds since 1970-01-01 UTC.
    pub server_time: Option<i64>,
}

impl Refused {
    /// Reads a refusal; `sent` are the secrets of the question, which a careless server may repeat.
    pub(super) fn of(way: &'static str, answer: &Json, sent: &[&Secret]) -> Option<Self> {
        let text = |name: &str| answer.get(name).and_then(Json::as_str).map(|text| shown(text, sent));
        let error = text("error")?;
        let description = text("error_description").unwrap_or_default();
        let numbers = answer.get("error_codes").and_then(Json::as_array).into_iter().flatten();
        let mut codes: Vec<String> = numbers.filter_map(|code| Some(code.as_u64()?.to_string())).collect();
        codes.extend(number_in(&description).filter(|code| !codes.contains(code)));
        Some(Self {
            way,
            error,
            description: sentence(&description),
            codes,
            suberror: text("suberror"),
            correlation_id: text("correlation_id"),
            trace_id: text("trace_id"),
            timestamp: text("timestamp"),
            server_time: None,
        })
    }

    /// A refusal that came back through the browser.
    pub(super) fn through_browser(error: &str, description: &str) -> Self {
        let description = shown(description, &[]);
        let after = |label: &str| {
            let rest = description.split_once(label)?.1.trim_start();
            rest.split_whitespace().next().map(str::to_owned)
        };
        Self {
            way: "browser",
            error: shown(error, &[]),
            codes: number_in(&description).into_iter().collect(),
            correlation_id: after("Correlation ID:"),
            trace_id: after("Trace ID:"),
            description: sentence(&description),
            ..Self::default()
        }
    }

    /// Whether the same question may be answered a little later.
    pub(super) fn is_busy(&self) -> bool {
        matches!(self.error.as_str(), "temporarily_unavailable" | "server_error")
    }

    /// Whether a permission is missing rather than the sign-in.
    pub fn lacks_consent(&self) -> bool {
        self.error == "consent_required" || self.suberror.as_deref() == Some("consent_required")
    }

    /// Whether only a person can go on.
    pub(super) fn asks_for_person(&self) -> bool {
        matches!(self.error.as_str(), "invalid_grant" | "interaction_required" | "consent_required" | "login_required")
    }
}

/// A text fit for a terminal: one line, no control characters, no secret.
fn shown(text: &str, sent: &[&Secret]) -> String {
    let text = sent
        .iter()
        .filter(|secret| !secret.is_empty())
        .fold(text.to_owned(), |text, secret| text.replace(secret.expose(), &secret.to_string()));
    let printable = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    printable.take(4 * LONGEST).collect()
}

/// The sentence itself: without the number in front and without the ids behind, which have places of their own.
fn sentence(description: &str) -> String {
    let end = ["Trace ID:", "Correlation ID:"].iter().filter_map(|label| description.find(label)).min();
    let text = description.get(..end.unwrap_or(description.len())).unwrap_or(description);
    let text = match text.split_once(": ") {
        Some((number, rest)) if number.starts_with("AADSTS") => rest,
        _ => text,
    };
    text.trim().chars().take(LONGEST).collect()
}

/// The number that a sentence starts with: `AADSTS50034: …`.
fn number_in(description: &str) -> Option<String> {
    let digits: String = description.split_once("AADSTS")?.1.chars().take_while(char::is_ascii_digit).collect();
    (!digits.is_empty()).then_some(digits)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_refusal_keeps_what_support_needs_and_no_secret() {
        let secret = Secret::new("canary-secret".to_owned());
        let answer = json!({
            "error": "invalid_client",
            "error_description": "AADSTS7000215: Invalid \u{1b}client secret canary-secret.\r\nTrace ID: t Correlation ID: c",
            "error_codes": [7_000_215],
            "timestamp": "2026-11-22 10:00:00Z", "trace_id": "t", "correlation_id": "c"
        });
        let refused = Refused::of("secret", &answer, &[&secret]).unwrap();
        assert_eq!(refused.description, "Invalid  client secret (secret).");
        assert_eq!(refused.codes, ["7000215"]);
        assert_eq!((refused.trace_id.as_deref(), refused.correlation_id.as_deref()), (Some("t"), Some("c")));
        assert!(!format!("{refused:?}").contains("canary"));
        assert_eq!(Refused::of("secret", &json!({"access_token": "x"}), &[]), None);
    }

    #[test]
    fn a_refusal_through_the_browser_is_read_like_any_other() {
        let text = "AADSTS65004: User declined to consent. Trace ID: 11 Correlation ID: 22 Timestamp: 2026-11-22";
        let refused = Refused::through_browser("access_denied", text);
        assert_eq!(refused.codes, ["65004"]);
        assert_eq!(refused.description, "User declined to consent.");
        assert_eq!((refused.trace_id.as_deref(), refused.correlation_id.as_deref()), (Some("11"), Some("22")));
    }

    #[test]
    fn tokens_are_moved_out_of_an_answer() {
        let answer =
            json!({"access_token": "canary-a", "refresh_token": "canary-r", "expires_in": "3599", "scope": "s"});
        let granted = Granted::of(answer).unwrap();
        assert_eq!((granted.access.expose(), granted.expires_in), ("canary-a", Some(3599)));
        assert!(!format!("{granted:?}").contains("canary"));
        assert!(Granted::of(json!({"access_token": ""})).is_none());
        assert!(Granted::of(json!([])).is_none());
    }
}
