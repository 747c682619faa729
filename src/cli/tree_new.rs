//! `tree new`: a tree to be filled in.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::arguments::NewArguments;
use super::environment::now;
use super::{Exit, Failure, Printer, knowledge};
use crate::authoring::{NewTree, problems_with, scaffold};
use crate::builtin;
use crate::knowledge::date_of_day;
use crate::load;
use crate::settings::Settings;
use crate::texts::drawing as say;

pub(super) fn run(arguments: &NewArguments, settings: &Settings, printer: &mut Printer<'_>) -> Result<Exit, Failure> {
    // The new tree lives with what is there: the built-in pack, other packs named, and the folder it goes to.
    let folder = &arguments.dir;
    let mut around = builtin::files();
    let own = folder.is_dir().then_some(folder).filter(|folder| !settings.packs.contains(folder));
    for pack in settings.packs.iter().chain(own) {
        around.extend(knowledge::read(pack, &printer.texts)?);
    }
    let loaded = load::load(around.clone());
    let Some(pack) = loaded.pack else {
        write!(printer.err, "{}", loaded.report(false))?;
        return Err(Failure::usage(printer.texts.say(say::NEW_BROKEN), printer.texts.say(say::LEFT_ALONE_HINT)));
    };
    let title = arguments.title.as_str();
    let new = NewTree { symptom: &arguments.symptom, title, today: &date(now()) };
    let files =
        scaffold(&pack, new).map_err(|why| Failure::usage(why.to_string(), printer.texts.say(say::NEW_HINT)))?;
    let paths: Vec<PathBuf> = files.iter().map(|(path, _)| folder.join(path)).collect();
    if let Some(taken) = paths.iter().find(|path| path.exists()) {
        let message = printer.fill(say::EXISTS, &[("file", &taken.display().to_string())]);
        return Err(Failure::usage(message, printer.texts.say(say::NEW_HINT)));
    }
    if let Some(problems) = problems_with(around, &files) {
        write!(printer.err, "{problems}")?;
        return Err(Failure::usage(printer.texts.say(say::NEW_CLASHES), printer.texts.say(say::NEW_HINT)));
    }
    for (path, (_, text)) in paths.iter().zip(&files) {
        create(path, text, printer)?;
    }
    let next = printer.fill(say::NEW_NEXT, &[("folder", &folder.display().to_string())]);
    printer.note(&next)?;
    Ok(Exit::Fine)
}

/// Writes a file that must not be there.
fn create(path: &Path, text: &str, printer: &mut Printer<'_>) -> Result<(), Failure> {
    let file = path.display().to_string();
    let written = path.parent().map_or(Ok(()), std::fs::create_dir_all).and_then(|()| {
        let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
        file.write_all(text.as_bytes())
    });
    written.map_err(|error| {
        let message = printer.fill(say::UNWRITABLE, &[("file", &file), ("cause", &error.to_string())]);
        Failure::usage(message, printer.texts.say(say::UNWRITABLE_HINT))
    })?;
    printer.line(&printer.fill(say::WROTE, &[("file", &file)]))
}

/// A moment's date in UTC, as files spell it.
fn date(seconds: i64) -> String {
    let (year, month, day) = date_of_day(seconds.div_euclid(86_400));
    format!("{year:04}-{month:02}-{day:02}")
}
