//! `$filter`, as far as requests use it: comparisons, `and`, `or`, `not`, `startsWith`, `endsWith`, `any`.

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

/// Nothing that anybody asks nests deeper.
const DEEPEST: usize = 16;

/// Reads a filter; none if it cannot be read.
pub(super) fn read(text: &str) -> Option<Test> {
    let mut reader = Reader { words: words(text)?, at: 0, depth: 0 };
    let test = reader.either()?;
    (reader.at == reader.words.len()).then_some(test)
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

#[derive(Clone, Debug, PartialEq)]
enum Word {
    Name(String),
    Text(String),
    Mark(char),
}

/// Takes a filter apart; none if a text is not closed.
fn words(text: &str) -> Option<Vec<Word>> {
    let mut words = Vec::new();
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            ' ' => {}
            '(' | ')' | ',' => words.push(Word::Mark(c)),
            '\'' => {
                let mut quoted = String::new();
                loop {
                    match rest.next()? {
                        // A quote in a text is written twice.
                        '\'' if rest.peek() == Some(&'\'') => quoted.extend(rest.next()),
                        '\'' => break,
                        c => quoted.push(c),
                    }
                }
                words.push(Word::Text(quoted));
            }
            c => {
                let mut name = String::from(c);
                while let Some(c) = rest.next_if(|c| !matches!(c, ' ' | '(' | ')' | ',' | '\'')) {
                    name.push(c);
                }
                // `any(t: t eq 'x')`, also where no space follows the colon.
                match name.split_once(':').filter(|(before, _)| before.chars().all(char::is_alphabetic)) {
                    Some((before, "")) => words.push(Word::Name(format!("{before}:"))),
                    Some((before, after)) => {
                        words.extend([Word::Name(format!("{before}:")), Word::Name(after.to_owned())]);
                    }
                    None => words.push(Word::Name(name)),
                }
            }
        }
    }
    Some(words)
}

struct Reader {
    words: Vec<Word>,
    at: usize,
    depth: usize,
}

impl Reader {
    fn either(&mut self) -> Option<Test> {
        let mut test = self.both()?;
        while self.skip_name("or") {
            test = Test::Or(Box::new(test), Box::new(self.both()?));
        }
        Some(test)
    }

    fn both(&mut self) -> Option<Test> {
        let mut test = self.single()?;
        while self.skip_name("and") {
            test = Test::And(Box::new(test), Box::new(self.single()?));
        }
        Some(test)
    }

    fn single(&mut self) -> Option<Test> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        let test = self.single_within();
        self.depth -= 1;
        test
    }

    fn single_within(&mut self) -> Option<Test> {
        if self.skip_name("not") {
            return Some(Test::Not(Box::new(self.single()?)));
        }
        if self.skip('(') {
            let test = self.either()?;
            return self.skip(')').then_some(test);
        }
        let name = self.name()?;
        if !self.skip('(') {
            let comparison = match self.name()?.as_str() {
                "eq" => Comparison::Equal,
                "ne" => Comparison::NotEqual,
                "ge" => Comparison::AtLeast,
                "le" => Comparison::AtMost,
                "gt" => Comparison::More,
                "lt" => Comparison::Less,
                _ => return None,
            };
            return Some(Test::Compare(path(&name), comparison, self.literal()?));
        }
        if let Some(collection) = name.strip_suffix("/any") {
            let variable = self.name()?.strip_suffix(':')?.to_owned();
            let inner = self.either()?;
            return self.skip(')').then(|| Test::Any(path(collection), variable, Box::new(inner)));
        }
        let property = path(&self.name()?);
        let (true, Some(Word::Text(text))) = (self.skip(','), self.next()) else { return None };
        let test = match name.to_lowercase().as_str() {
            "startswith" => Test::Starts(property, text),
            "endswith" => Test::Ends(property, text),
            _ => return None,
        };
        self.skip(')').then_some(test)
    }

    fn literal(&mut self) -> Option<Json> {
        Some(match self.next()? {
            Word::Text(text) => Json::String(text),
            Word::Name(name) => match name.as_str() {
                "true" => Json::Bool(true),
                "false" => Json::Bool(false),
                "null" => Json::Null,
                // A number, or a moment or id that is written without quotes.
                _ => name.parse::<i64>().map_or(Json::String(name), Json::from),
            },
            Word::Mark(_) => return None,
        })
    }

    fn next(&mut self) -> Option<Word> {
        let word = self.words.get(self.at).cloned()?;
        self.at += 1;
        Some(word)
    }

    fn name(&mut self) -> Option<String> {
        let Word::Name(name) = self.next()? else { return None };
        Some(name)
    }

    fn skip(&mut self, mark: char) -> bool {
        let found = self.words.get(self.at) == Some(&Word::Mark(mark));
        self.at += usize::from(found);
        found
    }

    fn skip_name(&mut self, name: &str) -> bool {
        let found = matches!(self.words.get(self.at), Some(Word::Name(known)) if known == name);
        self.at += usize::from(found);
        found
    }
}

fn path(name: &str) -> Vec<String> {
    name.split('/').map(str::to_owned).collect()
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
