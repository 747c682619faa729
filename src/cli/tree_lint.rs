//! `tree lint`: everything that is wrong with a folder of knowledge, and the changes that certainly mend it.

use std::path::Path;

use serde_json::json;

use super::arguments::{Denied, Format, LintArguments};
use super::environment::now;
use super::{Exit, Failure, Printer, knowledge, whole_file};
use crate::authoring::lint::{self, Calendar, Changed};
use crate::diagnostic::{CODES, Severity, code_named};
use crate::load::SourceFile;
use crate::texts::lint as say;

const SECONDS_A_DAY: i64 = 86_400;

pub(super) fn run(arguments: &LintArguments, colour: bool, printer: &mut Printer<'_>) -> Result<Exit, Failure> {
    if let Some(code) = &arguments.explain {
        return explain(code, arguments.format, printer);
    }
    let calendar = calendar(arguments.stale_after);
    if let (true, Some(folder)) = (arguments.fix, arguments.dir.as_deref()) {
        mend(folder, calendar, printer)?;
    }
    let (files, loaded) = knowledge::load_alone(arguments.dir.as_deref(), &printer.texts)?;
    let found = lint::lint(&loaded, calendar);
    match arguments.format {
        Format::Json => printer.json(&lint::json(&found, &loaded))?,
        Format::Sarif => printer.json(&lint::sarif(&found, &loaded))?,
        Format::Github => printer.lines(lint::github(&found, &loaded))?,
        Format::Human if found.is_empty() => {
            let fine = printer.fill(say::FINE, &[("files", &files.to_string())]);
            printer.line(&fine)?;
        }
        Format::Human => {
            write!(printer.out, "{}", lint::human(&found, &loaded, colour))?;
            let hint = printer.texts.say(say::EXPLAIN).to_owned();
            printer.note(&hint)?;
        }
    }
    let errors = lint::counts(&found, Severity::Error);
    let denied = arguments.deny == Some(Denied::Warnings) && lint::counts(&found, Severity::Warning) > 0;
    Ok(if errors > 0 || denied { Exit::Problems } else { Exit::Fine })
}

/// Today, and after how many days a source is stale.
pub(super) fn calendar(stale_after: u32) -> Calendar {
    Calendar { today: now().div_euclid(SECONDS_A_DAY), stale_after: i64::from(stale_after) }
}

/// Makes the certain changes, and says on the side which.
fn mend(folder: &Path, calendar: Calendar, printer: &mut Printer<'_>) -> Result<(), Failure> {
    let files: Vec<SourceFile> = knowledge::read(folder, &printer.texts)?;
    let Changed { files, mended } = lint::fix(&files, calendar);
    for file in &files {
        let path = folder.join(&file.path);
        whole_file::write(&path, &file.bytes).map_err(|cause| {
            let values = [("file", path.display().to_string()), ("cause", cause.to_string())];
            let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
            Failure::usage(printer.fill(say::UNWRITABLE, &values), printer.texts.say(say::UNWRITABLE_HINT))
        })?;
    }
    for (code, file) in &mended {
        let line = printer.fill(say::MENDED, &[("code", code), ("file", file)]);
        printer.note(&line)?;
    }
    if mended.is_empty() {
        let nothing = printer.texts.say(say::NOTHING_MENDED).to_owned();
        printer.note(&nothing)?;
    }
    Ok(())
}

/// Prints the page of a code.
fn explain(name: &str, format: Format, printer: &mut Printer<'_>) -> Result<Exit, Failure> {
    let Some((code, page)) = code_named(name).and_then(|code| Some((code, lint::page(code)?))) else {
        let known = CODES.iter().flat_map(|code| [code.slug, code.number]);
        return Err(Failure::unknown(&printer.texts, say::UNKNOWN_CODE, name, known, say::UNKNOWN_CODE_HINT));
    };
    match format {
        Format::Json => printer.json(&json!({
            "version": 1,
            "number": code.number,
            "code": code.slug,
            "severity": code.severity.word(),
            "title": code.title,
            "page": page.markdown(),
        }))?,
        Format::Human => printer.lines(page.plain())?,
        Format::Sarif | Format::Github => {
            return Err(Failure::usage(
                printer.texts.say(say::EXPLAIN_FORMAT),
                printer.texts.say(say::EXPLAIN_FORMAT_HINT),
            ));
        }
    }
    Ok(Exit::Fine)
}
