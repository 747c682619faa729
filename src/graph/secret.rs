//! Secrets: texts that nobody outside this room gets to see.

use std::fmt;

use zeroize::Zeroizing;

/// A token, a client secret, a password, an assertion.
///
/// It is wiped from memory when it is dropped, shows itself as `(secret)` wherever it is printed, and cannot be
/// serialized. Only the room `graph` can read it, to send it to the one server that it is meant for.
#[derive(Clone)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Takes a text into custody. Whoever gives it away wipes or drops their own copy.
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// The text itself.
    pub(super) fn expose(&self) -> &str {
        &self.0
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(secret)")
    }
}

impl fmt::Display for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(secret)")
    }
}

impl PartialEq for Secret {
    /// Takes as long for texts that differ early as for those that differ late.
    fn eq(&self, other: &Self) -> bool {
        let (a, b) = (self.0.as_bytes(), other.0.as_bytes());
        let differences = a.iter().zip(b).fold(0, |differences, (a, b)| differences | (a ^ b));
        a.len() == b.len() && differences == 0
    }
}

impl Eq for Secret {}

#[cfg(test)]
mod tests {
    use super::Secret;

    #[test]
    fn a_secret_does_not_show_itself() {
        let secret = Secret::new("canary".to_owned());
        assert_eq!(format!("{secret} {secret:?} {:?}", Some(&secret)), "(secret) (secret) Some((secret))");
        assert_eq!(secret.expose(), "canary");
    }

    #[test]
    fn secrets_are_compared_whole() {
        let secret = |text: &str| Secret::new(text.to_owned());
        assert_eq!(secret("canary"), secret("canary"));
        for other in ["", "canar", "canarz", "canary1", "Canary"] {
            assert_ne!(secret("canary"), secret(other));
        }
    }
}
