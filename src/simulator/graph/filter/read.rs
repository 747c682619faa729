//! From the text of a filter to a test.

use serde_json::Value as Json;

use super::{Comparison, Test};

/// Nothing that anybody asks nests deeper.
const DEEPEST: usize = 16;

/// Reads a filter; none if it cannot be read.
pub(in crate::simulator::graph) fn read(text: &str) -> Option<Test> {
    let mut reader = Reader { words: words(text)?, at: 0, depth: 0 };
    let test = reader.either()?;
    (reader.at == reader.words.len()).then_some(test)
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
