//! Expressions: from the text an author wrote to checked logic.
//!
//! The Common Expression Language is much larger than what a pack may say. Whatever is read here has had every name
//! looked up and every type checked, so that nothing that runs it can fail.

mod check;
mod guard;
mod kind;
mod quantifier;
mod reading;
mod spot;

use cel::common::ast::{IdedExpr, SourceInfo};

use super::names::{Answer, Names};
use super::problems::Problems;
use super::yaml::Text;
use crate::diagnostic::Site;
use crate::knowledge::{Expression, FactId, FactKind};
use check::Checker;
use kind::Kind;
pub use reading::Read;

/// An expression that must be yes or no.
pub fn test(text: &Text, names: &Names, problems: &mut Problems) -> Option<Expression> {
    let (expression, kind) = read(text, names, problems)?;
    if !kind.fits(&Kind::Bool) {
        let message = format!("a test is yes or no; this is {}", kind.word());
        problems.error("expression-type", text.site, message).help("compare it with something");
        return None;
    }
    Some(expression)
}

/// An expression that decides a fact.
pub fn derivation(
    text: &Text,
    fact: Option<FactKind>,
    keys: &[String],
    names: &Names,
    problems: &mut Problems,
) -> Option<Expression> {
    let (expression, kind) = read(text, names, problems)?;
    let wanted = Kind::of_fact(fact, keys);
    if !kind.fits(&wanted) {
        let message = format!("the fact is {}; this is {}", wanted.word(), kind.word());
        problems.error("expression-type", text.site, message);
        return None;
    }
    // A choice can only become one of its keys.
    check::check_results(&expression, &wanted, text, problems).then_some(expression)
}

/// An expression over an answer of Graph, that says what a fact is.
pub fn reading(text: &Text, fact: FactId, answer: &Answer, names: &Names, problems: &mut Problems) -> Option<Read> {
    let (tree, info) = parse(text, problems)?;
    let shape = names.shape(fact);
    reading::Checker::new(text, &info, answer, names, problems).finish(&tree, shape)
}

fn read(text: &Text, names: &Names, problems: &mut Problems) -> Option<(Expression, Kind)> {
    if let Some(result) = bare_fact(text, names) {
        return Some(result);
    }
    let (tree, info) = parse(text, problems)?;
    Checker::new(text, &info, names, problems).check(&tree)
}

/// A fact alone, or not that fact: most tests are, and need no parser.
fn bare_fact(text: &Text, names: &Names) -> Option<(Expression, Kind)> {
    let source = text.text.trim();
    let (negated, name) = source.strip_prefix('!').map_or((false, source), |name| (true, name));
    let fact = *names.facts.get(name)?;
    let shape = names.shape(fact);
    let kind = Kind::of_fact(shape.kind, &shape.keys);
    match (negated, kind) {
        (false, kind) => Some((Expression::Fact(fact), kind)),
        (true, Kind::Bool) => Some((Expression::Not(Box::new(Expression::Fact(fact))), Kind::Bool)),
        // The checker says what is wrong.
        (true, _) => None,
    }
}

fn parse(text: &Text, problems: &mut Problems) -> Option<(IdedExpr, SourceInfo)> {
    if let Err(problem) = guard::check(&text.text) {
        problems.error("expression-too-large", text.site, problem).help("make a derived fact of a part of it");
        return None;
    }
    match cel::parser::Parser::new().max_recursion_depth(guard::DEEPEST).parse_with_source_info(&text.text) {
        Ok(parsed) => Some(parsed),
        Err(errors) => {
            let error = errors.errors.first()?;
            let site = error_site(text, error.pos, &error.msg);
            problems
                .error("expression", site, format!("this expression cannot be read: {}", plain_words(&error.msg)))
                .help("`&&`, `||`, `!`, `==`, `in` and so on; texts stand in double quotes");
            None
        }
    }
}

/// Where the parser stopped; its lines and columns start at 1.
fn error_site(text: &Text, (line, column): (isize, isize), message: &str) -> Site {
    if line != 1 {
        return text.site;
    }
    let column = usize::try_from(column).unwrap_or(0).saturating_sub(1);
    let at = text.text.char_indices().nth(column).map_or(text.text.len().saturating_sub(1), |(at, _)| at);
    let word = message.split('\'').nth(1).unwrap_or("");
    let one = text.text[at..].chars().next().map_or(0, char::len_utf8);
    let length = if !word.is_empty() && text.text[at..].starts_with(word) { word.len() } else { one };
    text.part(at, length)
}

/// The parser's message without the names its grammar has for things.
fn plain_words(message: &str) -> String {
    if message.contains("<EOF>") && !message.contains("expecting <EOF>") {
        return "it ends too early".to_owned();
    }
    let found = message.split('\'').nth(1).unwrap_or("").trim();
    if message.starts_with("token recognition error") {
        return format!("`{found}` means nothing here");
    }
    if found.is_empty() {
        message.lines().next().unwrap_or("").to_owned()
    } else {
        format!("`{found}` is not expected here")
    }
}
