//! What a refusal demands of the next token: the header `WWW-Authenticate`.
//!
//! There may be several such headers, each with several challenges, their parameters in any order, and quoted values in
//! which commas and equals signs stand for themselves (RFC 9110, section 11.6.1).

use serde_json::Value as Json;

use super::told::{CLAIMS, decode};

/// The claims that a new token has to show, as JSON; none if no new token is asked for.
///
/// <https://learn.microsoft.com/entra/identity-platform/claims-challenge>
pub(super) fn claims(headers: &[String]) -> Option<String> {
    let demanded = |challenge: &Challenge| {
        let of = |name: &str| challenge.parameters.iter().find(|(known, _)| known == name).map(|(_, value)| value);
        let is_demand = challenge.scheme == "bearer" && of("error").is_some_and(|error| error == CLAIMS);
        let claims = of("claims").filter(|_| is_demand)?;
        let text = String::from_utf8(decode(claims)?).ok()?;
        // What goes on to the sign-in is what it should be, or nothing.
        serde_json::from_str::<Json>(&text).ok().filter(Json::is_object).map(|_| text)
    };
    headers.iter().flat_map(|header| challenges(header)).find_map(|challenge| demanded(&challenge))
}

#[derive(Debug, Default, PartialEq, Eq)]
struct Challenge {
    scheme: String,
    parameters: Vec<(String, String)>,
}

/// Every challenge of a header. What cannot be understood ends the reading; what came before it counts.
fn challenges(header: &str) -> Vec<Challenge> {
    let mut rest = header;
    let mut found: Vec<Challenge> = Vec::new();
    loop {
        rest = rest.trim_start_matches([',', ' ', '\t']);
        let word = token(&mut rest);
        if word.is_empty() {
            return found;
        }
        let after = rest.trim_start_matches([' ', '\t']);
        match after.strip_prefix('=').filter(|after| !after.starts_with('=')) {
            Some(value) => {
                rest = value.trim_start_matches([' ', '\t']);
                let Some(value) = value_of(&mut rest) else { return found };
                if let Some(challenge) = found.last_mut() {
                    challenge.parameters.push((word.to_ascii_lowercase(), value));
                }
            }
            None => found.push(Challenge { scheme: word.to_ascii_lowercase(), parameters: Vec::new() }),
        }
    }
}

/// Takes a word off the front.
fn token<'a>(rest: &mut &'a str) -> &'a str {
    let is_part = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    let end = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
    let (word, after) = rest.split_at(end);
    *rest = after;
    word
}

/// Takes a value off the front, quoted or not; none if a quote never ends.
fn value_of(rest: &mut &str) -> Option<String> {
    let Some(quoted) = rest.strip_prefix('"') else {
        // Not a word by the letter of the standard: base64 without quotes ends with `=`.
        let end = rest.find([',', ' ', '\t']).unwrap_or(rest.len());
        let (value, after) = rest.split_at(end);
        *rest = after;
        return Some(value.to_owned());
    };
    let mut value = String::new();
    let mut characters = quoted.char_indices();
    while let Some((at, c)) = characters.next() {
        match c {
            '"' => {
                *rest = quoted.get(at + 1..)?;
                return Some(value);
            }
            '\\' => value.push(characters.next()?.1),
            c => value.push(c),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `{"access_token":{"acrs":{"essential":true,"value":"c1"}}}`
    const CLAIM: &str = "eyJhY2Nlc3NfdG9rZW4iOnsiYWNycyI6eyJlc3NlbnRpYWwiOnRydWUsInZhbHVlIjoiYzEifX19";
    const JSON: &str = r#"{"access_token":{"acrs":{"essential":true,"value":"c1"}}}"#;

    fn found(headers: &[&str]) -> Option<String> {
        claims(&headers.iter().map(|header| header.replace("CLAIM", CLAIM)).collect::<Vec<_>>())
    }

    #[test]
    fn claims_are_found_wherever_they_stand() {
        for headers in [
            &[r#"Bearer realm="", error="insufficient_claims", claims="CLAIM""#][..],
            &[r#"bearer claims="CLAIM",error="insufficient_claims""#],
            &[r#"Bearer error = "insufficient_claims" , claims = CLAIM"#],
            &[r#"Negotiate, Basic realm="a, \"b\" = c=", Bearer error="insufficient_claims", claims="CLAIM""#],
            &[
                "Negotiate",
                r#"Bearer authorization_uri="https://a.example/?b=c,d", error="insufficient_claims", claims="CLAIM""#,
            ],
        ] {
            assert_eq!(found(headers).as_deref(), Some(JSON), "{headers:?}");
        }
        // Padded or not, quoted or not.
        for claims in ["eyJhIjp7fX0=", "eyJhIjp7fX0", "\"eyJhIjp7fX0=\""] {
            let header = format!("Bearer claims={claims}, error=insufficient_claims");
            assert_eq!(found(&[&header]).as_deref(), Some("{\"a\":{}}"), "{claims}");
        }
    }

    #[test]
    fn anything_else_is_no_challenge() {
        for headers in [
            &[][..],
            &[""],
            &["Bearer"],
            &[r#"Bearer error="invalid_token", claims="CLAIM""#],
            &[r#"Basic error="insufficient_claims", claims="CLAIM""#],
            &[r#"Bearer error="insufficient_claims""#],
            &[r#"Bearer error="insufficient_claims", claims="CLAIM"#],
            &[r#"Bearer error="insufficient_claims", claims="bm90IGpzb24=""#],
            &[r#"Bearer error="insufficient_claims", claims="IjEi""#],
            &["=,=,=", "\"", "a=\"\\"],
        ] {
            assert_eq!(found(headers), None, "{headers:?}");
        }
    }
}
