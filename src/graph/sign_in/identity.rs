//! Who signed in, as the id token says it.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::graph::Secret;

/// A person who signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// Their object id in the tenant.
    pub oid: String,
    /// The tenant's id.
    pub tid: String,
    /// The name they sign in with; may change, and nothing is decided by it.
    pub username: String,
}

/// What an id token says; it needs no check of its signature, since it came from the service itself over TLS (`OpenID`
/// Connect Core 1.0, section 3.1.3.7).
pub(super) struct Claims(Json);

impl Claims {
    /// Reads the claims of a token.
    pub fn of(token: &Secret) -> Option<Self> {
        let body = token.expose().split('.').nth(1)?;
        let json = URL_SAFE_NO_PAD.decode(body.trim_end_matches('=')).ok()?;
        serde_json::from_slice(&json).ok().map(Self)
    }

    /// A text among the claims, fit for a terminal.
    pub fn text(&self, name: &str) -> Option<String> {
        let text = self.0.get(name)?.as_str()?;
        Some(text.chars().filter(|c| !c.is_control()).collect())
    }

    /// Who signed in.
    pub fn identity(&self) -> Option<Identity> {
        let username = self.text("preferred_username").or_else(|| self.text("upn")).unwrap_or_default();
        Some(Identity { oid: self.text("oid")?, tid: self.text("tid")?, username })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(claims: &str) -> Secret {
        Secret::new(format!("e30.{}.sig", URL_SAFE_NO_PAD.encode(claims)))
    }

    #[test]
    fn an_identity_is_read_from_a_token() {
        let claims =
            Claims::of(&token(r#"{"oid":"o","tid":"t","preferred_username":"adele\u001b[0m@contoso.example"}"#));
        let identity = claims.unwrap().identity().unwrap();
        assert_eq!((identity.oid.as_str(), identity.tid.as_str()), ("o", "t"));
        assert_eq!(identity.username, "adele[0m@contoso.example");
    }

    #[test]
    fn what_is_no_token_is_nobody() {
        for text in ["", "a.b", "a.!!!.c", "opaque"] {
            assert!(Claims::of(&Secret::new(text.to_owned())).is_none(), "{text}");
        }
        assert!(Claims::of(&token(r#"{"oid":"o"}"#)).unwrap().identity().is_none());
    }
}
