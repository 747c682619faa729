//! `tree graph`: a tree as a picture.

mod way;

use std::path::Path;
use std::sync::Arc;

use serde::Deserialize;
use way::Way;

use super::arguments::{GraphArguments, GraphFormat};
use super::{Exit, Failure, Knowledge, Printer, diagnose, input};
use crate::authoring::graph::{Hits, count, dot, follow, mermaid, overview, picture, svg, text};
use crate::diagnosis::Walk;
use crate::settings::Settings;
use crate::texts::{Texts, cli, drawing as say};

pub(super) fn run(arguments: &GraphArguments, settings: &Settings, printer: &mut Printer<'_>) -> Result<Exit, Failure> {
    let knowledge = Knowledge::load(settings, printer)?;
    let pack = &knowledge.pack;
    let texts = &printer.texts;
    refuse_two_readers(arguments, texts)?;
    let way = Way::read(&arguments.path, pack, texts)?;
    let mut drawn = match symptom(arguments, &way, texts)? {
        None => overview(pack, texts),
        Some(name) => {
            let tree = diagnose::find_symptom(&knowledge, texts, name)?;
            let mut drawn = picture(pack, tree, texts);
            if !arguments.path.is_empty() {
                let mut walk = Walk::open(Arc::clone(pack), tree, 0);
                for (fact, value) in way.answers {
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

/// The standard input can be read once.
fn refuse_two_readers(arguments: &GraphArguments, texts: &Texts) -> Result<(), Failure> {
    let coverage = arguments.coverage.iter().filter(|file| file.as_os_str() == "-").count();
    let paths = arguments.path.iter().filter(|path| *path == "-").count();
    if coverage + paths > 1 {
        return Err(Failure::usage(texts.say(cli::STDIN_TWICE), texts.say(cli::STDIN_TWICE_HINT)));
    }
    Ok(())
}

/// The symptom to draw: the one that is named, or that the walk opened. None for all of them.
fn symptom<'a>(arguments: &'a GraphArguments, way: &'a Way, texts: &Texts) -> Result<Option<&'a str>, Failure> {
    match (arguments.symptom.as_deref(), way.symptom.as_deref()) {
        (Some(named), Some(opened)) if named != opened => {
            let message = texts.fill(say::PATH_ELSEWHERE, &[("opened", opened), ("named", named)]);
            Err(Failure::usage(message, texts.say(say::PATH_ELSEWHERE_HINT)))
        }
        (None, None) if !arguments.path.is_empty() => {
            Err(Failure::usage(texts.say(say::PATH_WHERE), texts.say(say::PATH_WHERE_HINT)))
        }
        (named, opened) => Ok(named.or(opened)),
    }
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
