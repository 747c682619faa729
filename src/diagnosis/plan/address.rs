//! Addresses: paths with values filled in, encoded so that a value cannot become part of the path.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::knowledge::{FactId, Piece, Value, moment_of};

/// What goes before a value that is the key of an entity, and the way to write that key in quotes.
const QUOTED_KEY: (&str, &str) = ("('", "')");

/// Where something is read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Address {
    /// The path, as far as it is known.
    pub pieces: Vec<Piece>,
    /// The properties asked for; all, if there are none.
    pub select: Vec<String>,
}

impl Address {
    /// The address below the version, ready to be sent; none while a value is missing.
    pub fn fill(&self, known: &BTreeMap<FactId, Value>, now: i64) -> Option<String> {
        let mut url = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) => url.push_str(&text.replace(' ', "%20")),
                Piece::Ago(minutes) => url.push_str(&moment_of(now - i64::from(*minutes) * 60)),
                Piece::Fact(facts) => {
                    push_value(&mut url, &facts.iter().find_map(|fact| known.get(fact))?.to_string())?;
                }
                Piece::Given(fact) => push_value(&mut url, &known.get(fact)?.to_string())?,
            }
        }
        if !self.select.is_empty() {
            let _ = write!(url, "{}$select={}", if url.contains('?') { '&' } else { '?' }, self.select.join(","));
        }
        Some(url)
    }
}

/// The value that is known for a piece.
pub(super) fn settled(piece: &Piece, known: &BTreeMap<FactId, Value>) -> Option<Piece> {
    let value = match piece {
        Piece::Fact(facts) => facts.iter().find(|fact| known.contains_key(fact))?,
        Piece::Given(fact) => known.get_key_value(fact)?.0,
        Piece::Text(_) | Piece::Ago(_) => return Some(piece.clone()),
    };
    Some(Piece::Fact(vec![*value]))
}

fn push_value(url: &mut String, value: &str) -> Option<()> {
    if value.is_empty() {
        return None;
    }
    // `$` at the start of a key would be read as an option: https://learn.microsoft.com/graph/api/user-get
    let quoted = value.starts_with('$') && url.ends_with('/');
    if quoted {
        url.pop();
        url.push_str(QUOTED_KEY.0);
    }
    for byte in value.replace('\'', "''").bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~@".contains(&byte) || (quoted && byte == b'$') {
            url.push(char::from(byte));
        } else {
            let _ = write!(url, "%{byte:02X}");
        }
    }
    if quoted {
        url.push_str(QUOTED_KEY.1);
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(before: &str, value: &str, after: &str) -> Option<String> {
        let pieces = vec![Piece::Text(before.to_owned()), Piece::Fact(vec![FactId(0)]), Piece::Text(after.to_owned())];
        let known = BTreeMap::from([(FactId(0), Value::text(value))]);
        Address { pieces, select: vec!["id".to_owned(), "mail".to_owned()] }.fill(&known, 0)
    }

    #[test]
    fn a_value_stays_a_value() {
        for (value, expected) in [
            ("adele@contoso.example", "/users/adele@contoso.example/x?$select=id,mail"),
            ("a/../b?c&d#e", "/users/a%2F..%2Fb%3Fc%26d%23e/x?$select=id,mail"),
            ("$x@y.z", "/users('$x@y.z')/x?$select=id,mail"),
            ("O'Brien@y.z", "/users/O%27%27Brien@y.z/x?$select=id,mail"),
            ("a\r\nb", "/users/a%0D%0Ab/x?$select=id,mail"),
        ] {
            assert_eq!(url("/users/", value, "/x").as_deref(), Some(expected));
        }
        assert_eq!(url("/users/", "", ""), None);
        let filter = url("/a?$filter=id eq '", "x' or 'a' eq 'a", "'");
        assert_eq!(
            filter.as_deref(),
            Some("/a?$filter=id%20eq%20'x%27%27%20or%20%27%27a%27%27%20eq%20%27%27a'&$select=id,mail")
        );
    }

    #[test]
    fn a_moment_is_counted_from_now() {
        let address = Address { pieces: vec![Piece::Text("/a?t=".to_owned()), Piece::Ago(60)], select: Vec::new() };
        assert_eq!(address.fill(&BTreeMap::new(), 3_600).as_deref(), Some("/a?t=1970-01-01T00:00:00Z"));
    }
}
