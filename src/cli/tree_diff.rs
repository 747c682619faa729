//! `tree diff`: what changed between two packs, for the people who use them.

use std::path::Path;
use std::sync::Arc;

use serde::Serialize;

use super::json::VERSION;
use super::sound::Sound;
use super::{Exit, Failure, Printer};
use crate::authoring::{Difference, NameChange, QuestionChange, difference, difference_lines};
use crate::knowledge::Value;

pub(super) fn run(old: &Path, new: &Path, json: bool, printer: &mut Printer<'_>) -> Result<Exit, Failure> {
    let old = Arc::new(Sound::load(Some(old), printer)?.pack);
    let new = Arc::new(Sound::load(Some(new), printer)?.pack);
    let difference = difference(&old, &new);
    if json {
        printer.json(&Report::of(&difference))?;
    } else {
        let lines = difference_lines(&printer.texts, &difference);
        printer.lines(lines)?;
    }
    Ok(Exit::Fine)
}

/// The difference, for a script.
#[derive(Serialize)]
struct Report<'a> {
    version: u32,
    changed: bool,
    cases_run: usize,
    walks_run: usize,
    verdicts: Vec<Verdict<'a>>,
    symptoms: Vec<Name<'a>>,
    causes: Vec<Name<'a>>,
    questions: Vec<Question<'a>>,
    likelihoods: Vec<Shift<'a>>,
}

#[derive(Serialize)]
struct Verdict<'a> {
    symptom: &'a str,
    old: Option<&'a str>,
    new: Option<&'a str>,
    walks: usize,
    cases: &'a [String],
    example: Vec<(&'a str, Option<String>)>,
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase", tag = "change")]
enum Name<'a> {
    New { name: &'a str, title: &'a str },
    Gone { name: &'a str, title: &'a str },
    Renamed { old: &'a str, new: &'a str, title: &'a str },
    Retitled { name: &'a str, old: &'a str, new: &'a str },
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase", tag = "change")]
enum Question<'a> {
    Reworded { fact: &'a str, old: &'a str, new: &'a str },
    Asked { fact: &'a str, symptom: &'a str },
    Dropped { fact: &'a str, symptom: &'a str },
    Moved { fact: &'a str, symptom: &'a str, old: usize, new: usize },
}

#[derive(Serialize)]
struct Shift<'a> {
    symptom: &'a str,
    way_out: &'a str,
    old: f64,
    new: f64,
}

impl<'a> Report<'a> {
    fn of(difference: &'a Difference) -> Self {
        let verdicts = difference.verdicts.changes.iter().map(|change| Verdict {
            symptom: &change.symptom,
            old: change.old.as_deref(),
            new: change.new.as_deref(),
            walks: change.walks,
            cases: &change.cases,
            example: change
                .example
                .iter()
                .map(|(fact, value)| (fact.as_str(), value.as_ref().map(Value::to_string)))
                .collect(),
        });
        let shifts = difference.shifts.iter();
        let shifts = shifts.map(|shift| Shift {
            symptom: &shift.symptom,
            way_out: &shift.way_out,
            old: shift.old,
            new: shift.new,
        });
        Self {
            version: VERSION,
            changed: !difference.is_empty(),
            cases_run: difference.verdicts.cases,
            walks_run: difference.verdicts.walks,
            verdicts: verdicts.collect(),
            symptoms: difference.symptoms.iter().map(Name::of).collect(),
            causes: difference.causes.iter().map(Name::of).collect(),
            questions: difference.questions.iter().map(Question::of).collect(),
            likelihoods: shifts.collect(),
        }
    }
}

impl<'a> Name<'a> {
    fn of(change: &'a NameChange) -> Self {
        match change {
            NameChange::New { name, title } => Self::New { name, title },
            NameChange::Gone { name, title } => Self::Gone { name, title },
            NameChange::Renamed { old, new, title } => Self::Renamed { old, new, title },
            NameChange::Retitled { name, old, new } => Self::Retitled { name, old, new },
        }
    }
}

impl<'a> Question<'a> {
    fn of(change: &'a QuestionChange) -> Self {
        match change {
            QuestionChange::Reworded { fact, old, new } => Self::Reworded { fact, old, new },
            QuestionChange::Asked { fact, symptom } => Self::Asked { fact, symptom },
            QuestionChange::Dropped { fact, symptom } => Self::Dropped { fact, symptom },
            QuestionChange::Moved { fact, symptom, old, new } => Self::Moved { fact, symptom, old: *old, new: *new },
        }
    }
}
