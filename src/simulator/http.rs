//! Requests and responses, without a socket.

use std::fmt::Write;

use serde_json::Value as Json;

/// A request as it came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// `GET`, `POST`.
    pub method: String,
    /// The path as it was sent, encoded.
    pub path: String,
    /// What stands after the `?`, decoded, in order.
    pub query: Vec<(String, String)>,
    /// The headers, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Request {
    /// A request for an address: a path, and what may stand after a `?`.
    pub fn new(method: &str, address: &str) -> Self {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        Self { method: method.to_owned(), path: path.to_owned(), query: pairs(query, false), ..Self::default() }
    }

    /// The same with a header.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_ascii_lowercase(), value.to_owned()));
        self
    }

    /// The same with a body.
    #[must_use]
    pub fn with_body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self
    }

    /// A header, by its name in lower case.
    pub(super) fn header_named(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// A value of the query.
    pub(super) fn asked(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The fields of a form.
    pub(super) fn form(&self) -> Vec<(String, String)> {
        pairs(&String::from_utf8_lossy(&self.body), true)
    }
}

/// An answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Response {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Body,
    /// What happens to it on the way.
    pub trouble: Option<Trouble>,
}

/// What an answer carries.
#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    /// Nothing.
    Empty,
    /// JSON.
    Json(Json),
    /// Text, and what kind of text it is.
    Text(&'static str, String),
}

/// What happens to an answer on the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// It never comes.
    Never,
    /// The connection is cut before it.
    Cut,
    /// It starts and never ends.
    Stalls,
    /// The connection is cut in the middle of it.
    Breaks,
}

impl Response {
    /// An answer in JSON.
    pub(super) fn json(status: u16, json: Json) -> Self {
        Self { status, headers: Vec::new(), body: Body::Json(json), trouble: None }
    }

    /// A page.
    pub(super) fn page(status: u16, text: String) -> Self {
        Self { status, headers: Vec::new(), body: Body::Text("text/html; charset=utf-8", text), trouble: None }
    }

    /// The way to another address.
    pub(super) fn redirect(to: String) -> Self {
        let headers = vec![("Location".to_owned(), to)];
        Self { status: 302, headers, body: Body::Empty, trouble: None }
    }

    /// The same with a header.
    pub(super) fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.to_owned(), value.into()));
        self
    }

    /// The body if it is JSON.
    pub fn as_json(&self) -> Option<&Json> {
        match &self.body {
            Body::Json(json) => Some(json),
            _ => None,
        }
    }

    /// A header, in any letter case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}

/// `a=b&c=d`; in a form a `+` is a space.
pub(super) fn pairs(text: &str, is_form: bool) -> Vec<(String, String)> {
    let decoded = |part: &str| decode(&if is_form { part.replace('+', " ") } else { part.to_owned() });
    let pairs = text.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(key, value)| (decoded(key), decoded(value)))
        .collect()
}

/// Percent-decoded.
pub(super) fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let escaped = (byte == b'%').then(|| text.get(at + 1..at + 3)).flatten();
        if let Some(value) = escaped.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            decoded.push(value);
            at += 3;
        } else {
            decoded.push(byte);
            at += 1;
        }
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

/// Percent-encoded, for a value in a query.
pub(super) fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_taken_apart_and_decoded() {
        let request = Request::new("GET", "/v1.0/users/a%23b?$filter=id%20eq%20'x%26y'&$count=true");
        assert_eq!(request.path, "/v1.0/users/a%23b");
        assert_eq!(request.asked("$filter"), Some("id eq 'x&y'"));
        assert_eq!(request.asked("$count"), Some("true"));
        assert_eq!(decode("100%"), "100%");
        assert_eq!(decode("%zz%4"), "%zz%4");
        assert_eq!(decode(&encode("é ü&=")), "é ü&=");
        assert_eq!(Request::default().with_body("a=b+c&d").form()[0], ("a".to_owned(), "b c".to_owned()));
    }
}
