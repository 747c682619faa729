//! What the command line says about a ticket, read into facts and causes.

use std::path::Path;

use clap::ArgMatches;
use serde_json::Value as Json;

use crate::cli::arguments::GivenArguments;
use crate::cli::{Failure, input};
use crate::knowledge::{CauseId, Fact, FactId, FactKind, Pack, Value};
use crate::search::closest;
use crate::texts::{Text, Texts, cli as say};

/// The word for "not sure".
const UNSURE: &str = "unsure";

/// One thing that was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::cli) enum Said {
    /// A fact; without a value, "not sure".
    Fact(FactId, Option<Value>),
    /// A cause whose fix did not help.
    Tried(CauseId),
}

/// Reads everything that was said, in the order in which it was written.
pub(in crate::cli) fn read(
    given: &GivenArguments,
    tried_causes: &[String],
    matches: Option<&ArgMatches>,
    pack: &Pack,
    texts: &Texts,
) -> Result<Vec<Said>, Failure> {
    let places = |name: &str| -> Vec<usize> {
        // A command that has no such option has no place for it.
        let matches = matches.filter(|matches| matches.try_contains_id(name).is_ok());
        matches.and_then(|matches| matches.indices_of(name)).into_iter().flatten().collect()
    };
    let mut said: Vec<(usize, Said)> = Vec::new();
    for (text, place) in given.set.iter().zip(places("set")) {
        let (fact, value) = answer("--set", text, pack, texts)?;
        said.push((place, Said::Fact(fact, value)));
    }
    for (name, place) in tried_causes.iter().zip(places("tried")) {
        said.push((place, tried(name, pack, texts)?));
    }
    if given.facts.iter().filter(|path| path.as_os_str() == "-").count() > 1 {
        return Err(Failure::usage(texts.say(say::STDIN_TWICE), texts.say(say::STDIN_TWICE_HINT)));
    }
    for (path, place) in given.facts.iter().zip(places("facts")) {
        let facts = file(path, pack, texts)?;
        said.extend(facts.into_iter().map(|fact| (place, fact)));
    }
    said.sort_by_key(|(place, _)| *place);
    let said: Vec<Said> = said.into_iter().map(|(_, said)| said).collect();
    let may_try = matches.is_some_and(|matches| matches.try_contains_id("tried").is_ok());
    let hint = if may_try { say::SAID_TWICE_HINT } else { say::SAID_TWICE_PLAIN_HINT };
    refuse_contradictions(&said, pack, texts, hint)?;
    Ok(said)
}

/// Reads `FACT=VALUE`, as it stands after a flag.
pub(in crate::cli) fn answer(
    flag: &str,
    text: &str,
    pack: &Pack,
    texts: &Texts,
) -> Result<(FactId, Option<Value>), Failure> {
    let Some((name, value)) = text.split_once('=') else {
        let example = pack.parts().facts.iter().find(|fact| fact.kind == FactKind::Bool && fact.is_askable());
        let example = example.map(|fact| format!("{}=yes", fact.name)).unwrap_or_default();
        let message = texts.fill(say::NOT_FACT_VALUE, &[("flag", flag), ("text", text)]);
        let hint = texts.fill(say::NOT_FACT_VALUE_HINT, &[("flag", flag), ("example", &example)]);
        return Err(Failure::usage(message, hint));
    };
    let fact = find_fact(name.trim(), pack, texts)?;
    Ok((fact, parse(pack.fact(fact), value, texts)?))
}

fn find_fact(name: &str, pack: &Pack, texts: &Texts) -> Result<FactId, Failure> {
    let known = pack.parts().facts.iter().map(|fact| fact.name.as_str());
    pack.fact_named(name).ok_or_else(|| Failure::unknown(texts, say::UNKNOWN_FACT, name, known, say::UNKNOWN_FACT_HINT))
}

fn tried(name: &str, pack: &Pack, texts: &Texts) -> Result<Said, Failure> {
    let known = pack.parts().causes.iter().map(|cause| cause.name.as_str());
    let cause = pack.cause_named(name);
    cause
        .map(Said::Tried)
        .ok_or_else(|| Failure::unknown(texts, say::UNKNOWN_CAUSE, name, known, say::UNKNOWN_CAUSE_HINT))
}

fn parse(fact: &Fact, text: &str, texts: &Texts) -> Result<Option<Value>, Failure> {
    if text.trim() == UNSURE {
        return Ok(None);
    }
    fact.parse(text).map(Some).map_err(|why| {
        let message = texts.fill(say::BAD_VALUE, &[("value", text), ("fact", &fact.name), ("why", &why)]);
        let hint = match meant(fact, text) {
            Some(meant) => texts.fill(say::VALUE_HINT, &[("fact", &fact.name), ("value", &meant)]),
            None => texts.fill(say::BAD_VALUE_HINT, &[("fact", &fact.name)]),
        };
        Failure::usage(message, hint)
    })
}

/// The value that a mistyped one was meant to be: each member of a set on its own.
fn meant(fact: &Fact, text: &str) -> Option<String> {
    let meant = |key: &str| {
        let keys = fact.choices.iter().map(|choice| choice.value.as_str());
        closest(key.trim(), keys, 1).into_iter().next()
    };
    match fact.kind {
        FactKind::Set => text.split(',').map(meant).collect::<Option<Vec<&str>>>().map(|keys| keys.join(",")),
        _ => meant(text).map(str::to_owned),
    }
}

/// Reads a JSON object of facts.
fn file(path: &Path, pack: &Pack, texts: &Texts) -> Result<Vec<Said>, Failure> {
    let text = input::file(path, texts)?;
    let name = if path.as_os_str() == "-" { texts.say(say::STDIN).to_owned() } else { path.display().to_string() };
    let object: serde_json::Map<String, Json> = serde_json::from_str(&text).map_err(|error| {
        let message = texts.fill(say::FACTS_NOT_JSON, &[("file", &name), ("cause", &error.to_string())]);
        let example = r#"{"caller.verified": true, "admin.roles": ["helpdesk-administrator"]}"#;
        Failure::usage(message, texts.fill(say::FACTS_NOT_JSON_HINT, &[("example", example)]))
    })?;
    let fact = |(key, json): (&String, &Json)| {
        let (fact, value) = answer_in_json(key, json, &name, pack, texts)?;
        Ok(Said::Fact(fact, value))
    };
    object.iter().map(fact).collect()
}

/// Reads an answer from JSON; null is "not sure".
pub(in crate::cli) fn answer_in_json(
    name: &str,
    json: &Json,
    file: &str,
    pack: &Pack,
    texts: &Texts,
) -> Result<(FactId, Option<Value>), Failure> {
    let id = find_fact(name, pack, texts)?;
    let fact = pack.fact(id);
    let text = as_written(fact, json).ok_or_else(|| {
        let values = [("fact", name), ("file", file), ("found", &json.to_string())];
        Failure::usage(texts.fill(say::FACTS_VALUE, &values), texts.say(say::FACTS_VALUE_HINT))
    })?;
    Ok((id, parse(fact, &text, texts)?))
}

/// A JSON value as `--set` would spell it. None if no fact of this kind can be that.
fn as_written(fact: &Fact, json: &Json) -> Option<String> {
    match json {
        Json::Null => Some(UNSURE.to_owned()),
        Json::Bool(truth) => Some(Value::Bool(*truth).to_string()),
        Json::Number(number) => Some(number.to_string()),
        Json::String(text) => Some(text.clone()),
        Json::Array(members) if fact.kind == FactKind::Set => {
            members.iter().map(Json::as_str).collect::<Option<Vec<&str>>>().map(|members| members.join(","))
        }
        Json::Array(_) | Json::Object(_) => None,
    }
}

/// A fact can have one value only, unless a fix in between changed it.
fn refuse_contradictions(said: &[Said], pack: &Pack, texts: &Texts, hint: Text) -> Result<(), Failure> {
    let mut known: Vec<(FactId, &Option<Value>)> = Vec::new();
    for said in said {
        match said {
            Said::Tried(cause) => {
                let changes = &pack.cause(*cause).fix.changes;
                known.retain(|(fact, _)| !changes.contains(fact));
            }
            Said::Fact(fact, value) => match known.iter().find(|(known, _)| known == fact) {
                Some((_, before)) if *before != value => {
                    let shown = |value: &Option<Value>| value.as_ref().map_or(UNSURE.to_owned(), Value::to_string);
                    let (one, other) = (shown(before), shown(value));
                    let names = [("fact", pack.fact(*fact).name.as_str()), ("one", &one), ("other", &other)];
                    return Err(Failure::usage(texts.fill(say::SAID_TWICE, &names), texts.say(hint)));
                }
                Some(_) => {}
                None => known.push((*fact, value)),
            },
        }
    }
    Ok(())
}
