//! `find`: symptoms, codes and causes for words as a caller says them.

use std::collections::BTreeMap;
use std::io;

use serde::Serialize;

use super::arguments::FindArguments;
use super::environment::Environment;
use super::json::VERSION;
use super::{Exit, Failure, Knowledge, Printer, input};
use crate::knowledge::Pack;
use crate::plain::Page;
use crate::search::{Found, Match};
use crate::settings::Settings;
use crate::texts::{Texts, cli as say};

/// How many matches a person is shown.
const SHOWN: usize = 10;

pub(super) fn run(
    arguments: &FindArguments,
    settings: &Settings,
    environment: &Environment,
    printer: &mut Printer<'_>,
) -> Result<Exit, Failure> {
    let text = match arguments.text.as_slice() {
        [dash] if dash == "-" => input::all(io::stdin().lock(), &printer.texts)?,
        words => words.join(" "),
    };
    if text.trim().is_empty() {
        return Err(Failure::usage(printer.texts.say(say::FIND_EMPTY), printer.texts.say(say::FIND_EMPTY_HINT)));
    }
    let knowledge = Knowledge::load(settings, printer)?;
    let matches = knowledge.index().find(&text);
    if arguments.json {
        let matches = matches.iter().map(|found| Entry::of(&printer.texts, &knowledge.pack, found)).collect();
        printer.json(&Report { version: VERSION, matches })?;
    } else if matches.is_empty() {
        let (nothing, hint) = (printer.texts.say(say::NOTHING_FOUND), printer.texts.say(say::NOTHING_FOUND_HINT));
        writeln!(printer.err, "{nothing}\n\n{}", printer.texts.fill(say::HINT, &[("hint", hint)]))?;
    } else {
        let mut page = Page::new(environment.width);
        for found in matches.iter().take(SHOWN) {
            show(&mut page, &printer.texts, &knowledge.pack, found);
        }
        printer.lines(page.into_lines())?;
    }
    Ok(Exit::Fine)
}

fn show(page: &mut Page, texts: &Texts, pack: &Pack, found: &Match) {
    let entry = Entry::of(texts, pack, found);
    page.text(&found.title);
    let mut line = format!("{} {}", texts.say(kind(found.found).1), entry.id);
    if !entry.why.is_empty() {
        line = format!("{line}, {}", entry.why);
    }
    if !found.set.is_empty() {
        let facts: Vec<String> =
            found.set.iter().map(|(fact, value)| format!("{}={value}", pack.fact(*fact).name)).collect();
        line = format!("{line}, {}", texts.fill(say::SETS, &[("facts", &facts.join(" "))]));
    }
    page.item("  ", &line);
}

/// What words found, for a script.
#[derive(Serialize)]
struct Report<'a> {
    version: u32,
    matches: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    kind: &'static str,
    id: &'a str,
    title: &'a str,
    why: String,
    set: BTreeMap<&'a str, serde_json::Value>,
}

impl<'a> Entry<'a> {
    fn of(texts: &Texts, pack: &'a Pack, found: &'a Match) -> Self {
        let id = match found.found {
            Found::Symptom(tree) => &pack.tree(tree).name,
            Found::Code(code) => &pack.code(code).name,
            Found::Cause(cause) => &pack.cause(cause).name,
        };
        let why = if found.matched.is_empty() {
            String::new()
        } else {
            texts.fill(say::MATCHES, &[("words", &found.matched.join(", "))])
        };
        let set = found.set.iter().map(|(fact, value)| (pack.fact(*fact).name.as_str(), super::json::value(value)));
        Self { kind: kind(found.found).0, id, title: &found.title, why, set: set.collect() }
    }
}

/// What was found: for a script, and in words.
fn kind(found: Found) -> (&'static str, crate::texts::Text) {
    match found {
        Found::Symptom(_) => ("symptom", say::KIND_SYMPTOM),
        Found::Code(_) => ("code", say::KIND_CODE),
        Found::Cause(_) => ("cause", say::KIND_CAUSE),
    }
}
