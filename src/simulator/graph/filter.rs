//! `$filter`, as far as requests use it: comparisons, `and`, `or`, `not`, `startsWith`, `endsWith`, `any`.

mod read;

pub(super) use read::read;

use serde_json::Value as Json;

use crate::knowledge::moment;

/// A test of a member of a list.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Test {
    And(Box<Test>, Box<Test>),
    Or(Box<Test>, Box<Test>),
    Not(Box<Test>),
    /// A property, how it is compared, and with what.
    Compare(Vec<String>, Comparison, Json),
    Starts(Vec<String>, String),
    Ends(Vec<String>, String),
    /// Some member of a collection, named for the test within.
    Any(Vec<String>, String, Box<Test>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Comparison {
    Equal,
    NotEqual,
    AtLeast,
    AtMost,
    More,
    Less,
}

impl Test {
    /// Whether the index must be asked for it: <https://learn.microsoft.com/graph/aad-advanced-queries>.
    pub(super) fn is_advanced(&self) -> bool {
        match self {
            Self::And(a, b) | Self::Or(a, b) => a.is_advanced() || b.is_advanced(),
            Self::Not(_) | Self::Ends(..) | Self::Compare(_, Comparison::NotEqual, _) => true,
            Self::Any(_, _, inner) => inner.is_advanced(),
            Self::Starts(..) | Self::Compare(..) => false,
        }
    }

    /// Whether it holds; none if the member has no such property.
    pub(super) fn holds(&self, member: &Json) -> Option<bool> {
        self.holds_within(member, None)
    }

    fn holds_within(&self, root: &Json, named: Option<(&str, &Json)>) -> Option<bool> {
        match self {
            Self::And(a, b) => Some(a.holds_within(root, named)? && b.holds_within(root, named)?),
            Self::Or(a, b) => Some(a.holds_within(root, named)? || b.holds_within(root, named)?),
            Self::Not(inner) => Some(!inner.holds_within(root, named)?),
            Self::Compare(path, comparison, literal) => {
                Some(compare(look_up(path, root, named)?, *comparison, literal))
            }
            Self::Starts(path, text) => Some(lower(look_up(path, root, named)?).starts_with(&text.to_lowercase())),
            Self::Ends(path, text) => Some(lower(look_up(path, root, named)?).ends_with(&text.to_lowercase())),
            Self::Any(path, name, inner) => {
                let members = look_up(path, root, named)?.as_array()?;
                let held: Option<Vec<bool>> =
                    members.iter().map(|member| inner.holds_within(root, Some((name, member)))).collect();
                Some(held?.contains(&true))
            }
        }
    }
}

fn lower(json: &Json) -> String {
    json.as_str().unwrap_or_default().to_lowercase()
}

fn look_up<'a>(path: &[String], root: &'a Json, named: Option<(&str, &'a Json)>) -> Option<&'a Json> {
    let (mut json, path) = match (named, path.split_first()) {
        (Some((name, member)), Some((first, rest))) if first == name => (member, rest),
        _ => (root, path),
    };
    for key in path {
        json = json.get(key)?;
    }
    Some(json)
}

/// Text is compared without regard to letter case, moments as moments.
fn compare(value: &Json, comparison: Comparison, literal: &Json) -> bool {
    use std::cmp::Ordering;
    let order = match (value, literal) {
        (Json::String(a), Json::String(b)) => match (moment(a), moment(b)) {
            (Some(a), Some(b)) => Some(a.cmp(&b)),
            _ => Some(a.to_lowercase().cmp(&b.to_lowercase())),
        },
        (Json::Number(a), Json::Number(b)) => a.as_f64().partial_cmp(&b.as_f64()),
        (a, b) => (a == b).then_some(Ordering::Equal),
    };
    match comparison {
        Comparison::Equal => order == Some(Ordering::Equal),
        Comparison::NotEqual => order != Some(Ordering::Equal),
        Comparison::AtLeast => order.is_some_and(Ordering::is_ge),
        Comparison::AtMost => order.is_some_and(Ordering::is_le),
        Comparison::More => order.is_some_and(Ordering::is_gt),
        Comparison::Less => order.is_some_and(Ordering::is_lt),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn holds(filter: &str) -> Option<bool> {
        let member = json!({
            "id": "A1", "userPrincipalName": "0ab1o'brien@contoso.example", "createdDateTime": "2026-11-20T00:00:00Z",
            "signInEventTypes": ["servicePrincipal"], "targetResources": [{ "id": "t-1" }, { "id": "t-2" }], "code": 3,
            "isBuiltIn": false, "gone": null,
        });
        read(filter)?.holds(&member)
    }

    #[test]
    fn filters_of_the_requests_are_understood() {
        for (filter, expected) in [
            ("id eq 'a1'", Some(true)),
            ("id eq 'b'", Some(false)),
            ("id ne 'b'", Some(true)),
            ("endsWith(userPrincipalName,'O''Brien@contoso.example')", Some(true)),
            ("startswith(userPrincipalName, 'x')", Some(false)),
            ("id eq 'A1' and createdDateTime ge 2026-11-19T00:00:00Z", Some(true)),
            ("id eq 'A1' and createdDateTime ge 2026-11-21T00:00:00Z", Some(false)),
            ("createdDateTime le 2026-11-20T01:00:00+01:00", Some(true)),
            ("targetResources/any(t: t/id eq 't-2')", Some(true)),
            ("targetResources/any(t:t/id eq 't-3')", Some(false)),
            ("signInEventTypes/any(t: t eq 'interactiveUser' or t eq 'servicePrincipal')", Some(true)),
            ("not (code lt 3) and isBuiltIn eq false", Some(true)),
            ("gone eq null", Some(true)),
            ("(id eq 'b' or code gt 2)", Some(true)),
            ("unknown eq 'b'", None),
        ] {
            assert_eq!(holds(filter), expected, "{filter}");
        }
    }

    #[test]
    fn what_is_no_filter_is_refused() {
        let deep = format!("{}id eq 'x'{}", "(".repeat(50), ")".repeat(50));
        for filter in ["", "id", "id eq", "id eq 'x", "id is 'x'", "id eq 'x' and", "any(", "contains(id,'x')", &deep] {
            assert_eq!(read(filter), None, "{filter}");
        }
    }
}
