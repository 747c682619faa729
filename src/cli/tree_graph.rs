//! `tree graph`: a tree as a picture.

use std::path::Path;
use std::sync::Arc;

use serde::Deserialize;

use super::arguments::{GraphArguments, GraphFormat};
use super::{Exit, Failure, Knowledge, Printer, diagnose, input};
use crate::authoring::graph::{Hits, count, dot, follow, mermaid, overview, picture, svg, text};
use crate::diagnosis::Walk;
use crate::settings::Settings;
use crate::texts::drawing as say;

pub(super) fn run(arguments: &GraphArguments, settings: &Settings, printer: &mut Printer<'_>) -> Result<Exit, Failure> {
    let knowledge = Knowledge::load(settings, printer)?;
    let pack = &knowledge.pack;
    let mut drawn = match &arguments.symptom {
        None => {
            if !arguments.path.is_empty() {
                return Err(Failure::usage(
                    printer.texts.say(say::PATH_WHERE),
                    printer.texts.say(say::PATH_WHERE_HINT),
                ));
            }
            overview(pack, &printer.texts)
        }
        Some(name) => {
            let tree = diagnose::find_symptom(&knowledge, &printer.texts, name)?;
            let mut drawn = picture(pack, tree, &printer.texts);
            if !arguments.path.is_empty() {
                let mut walk = Walk::open(Arc::clone(pack), tree, 0);
                for answer in answers(&arguments.path) {
                    let (fact, value) = diagnose::answer(&answer, pack, &printer.texts)?;
                    walk.answer(0, fact, value);
                }
                follow(&mut drawn, &walk);
            }
            drawn
        }
    };
    if let Some(file) = &arguments.coverage {
        count(&mut drawn, &hits(file, printer)?);
    }
    match arguments.format {
        GraphFormat::Mermaid => write!(printer.out, "{}", mermaid(&drawn))?,
        GraphFormat::Dot => write!(printer.out, "{}", dot(&drawn))?,
        GraphFormat::Svg => write!(printer.out, "{}", svg(&drawn))?,
        GraphFormat::Text => {
            let lines = text(&drawn, &printer.texts, settings.ascii);
            printer.lines(lines)?;
        }
    }
    Ok(Exit::Fine)
}

/// The answers of several flags. A comma separates answers, and the members of a set: what has no `=` goes on with the set.
fn answers(paths: &[String]) -> Vec<String> {
    let mut answers: Vec<String> = Vec::new();
    for path in paths {
        for (n, part) in path.split(',').enumerate() {
            match answers.last_mut().filter(|_| n > 0 && !part.contains('=')) {
                Some(last) => last.extend([",", part]),
                None => answers.push(part.to_owned()),
            }
        }
    }
    answers
}

/// How many cases came by each place: what `tree test --format json` prints, or the map within it alone.
#[derive(Deserialize)]
#[serde(untagged)]
enum Report {
    Whole { coverage: Coverage },
    Hits(Hits),
}

#[derive(Deserialize)]
struct Coverage {
    hits: Hits,
}

fn hits(file: &Path, printer: &Printer<'_>) -> Result<Hits, Failure> {
    let text = input::file(file, &printer.texts)?;
    match serde_json::from_str(&text) {
        Ok(Report::Whole { coverage: Coverage { hits } } | Report::Hits(hits)) => Ok(hits),
        Err(_) => {
            let message = printer.fill(say::NOT_COVERAGE, &[("file", &file.display().to_string())]);
            Err(Failure::usage(message, printer.texts.say(say::NOT_COVERAGE_HINT)))
        }
    }
}
