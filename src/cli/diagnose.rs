//! `diagnose`: at one symptom, with what is known, to the next step.

mod given;
mod order;
mod print;

use std::sync::Arc;

use clap::ArgMatches;

pub(super) use given::{Said, answer, answer_in_json, read};

use super::arguments::{DiagnoseArguments, SubjectArguments};
use super::environment::{Environment, now};
use super::failure::did_you_mean;
use super::json::StepShape;
use super::{Exit, Failure, Knowledge, Printer, assistant};
use crate::knowledge::TreeId;
use crate::search::{Found, closest};
use crate::settings::Settings;
use crate::texts::{Texts, cli as say};

/// The most symptoms suggested for an unknown one.
const SUGGESTED: usize = 3;

pub(super) fn run(
    arguments: &DiagnoseArguments,
    matches: Option<&ArgMatches>,
    settings: &Settings,
    environment: &Environment,
    printer: &mut Printer<'_>,
) -> Result<Exit, Failure> {
    let knowledge = Knowledge::load(settings, printer)?;
    let interactive = environment.interactive && !arguments.json;
    let Some(symptom) = &arguments.symptom else {
        let nothing_said =
            arguments.given.set.is_empty() && arguments.given.facts.is_empty() && arguments.tried.is_empty();
        if interactive && nothing_said {
            return assistant::open(&knowledge, None, &SubjectArguments::default(), settings, environment, printer);
        }
        let which = if arguments.json { say::NO_SYMPTOM_JSON } else { say::NO_SYMPTOM };
        return Err(Failure::usage(printer.texts.say(which), printer.texts.say(say::UNKNOWN_SYMPTOM_HINT)));
    };
    let tree = find_symptom(&knowledge, &printer.texts, symptom)?;
    let said = given::read(&arguments.given, &arguments.tried, matches, &knowledge.pack, &printer.texts)?;
    let walk = order::walk(&knowledge.pack, tree, &said, now());
    if interactive {
        return assistant::open(&knowledge, Some(walk), &SubjectArguments::default(), settings, environment, printer);
    }
    if arguments.json {
        let step = StepShape::of(&walk, &printer.texts);
        printer.json(&step)?;
    } else {
        let lines = print::step(&walk, &printer.texts, environment.width);
        printer.lines(lines)?;
    }
    Ok(Exit::Fine)
}

/// The tree of a symptom; for an unknown name, the symptoms its words could mean are suggested.
pub(super) fn find_symptom(knowledge: &Knowledge, texts: &Texts, name: &str) -> Result<TreeId, Failure> {
    let pack = Arc::clone(&knowledge.pack);
    if let Some(tree) = pack.tree_named(name) {
        return Ok(tree);
    }
    let words = name.replace(['-', '_'], " ");
    let mut names: Vec<&str> = Vec::new();
    for found in knowledge.index().find(&words) {
        if let Found::Symptom(tree) = found.found {
            names.push(&pack.tree(tree).name);
        }
    }
    for close in closest(name, pack.parts().trees.iter().map(|tree| tree.name.as_str()), SUGGESTED) {
        if !names.contains(&close) {
            names.push(close);
        }
    }
    names.truncate(SUGGESTED);
    let hint = did_you_mean(texts, &names).unwrap_or_else(|| texts.say(say::UNKNOWN_SYMPTOM_HINT).to_owned());
    Err(Failure::usage(texts.fill(say::UNKNOWN_SYMPTOM, &[("name", name)]), hint))
}
