//! `tree lint`: everything that is wrong with a folder of knowledge.

use std::path::Path;

use serde::Serialize;

use super::arguments::Format;
use super::json::VERSION;
use super::{Exit, Failure, Printer, knowledge};
use crate::diagnostic::{Diagnostic, Severity, render};
use crate::load::Loaded;
use crate::texts::cli as say;

pub(super) fn run(
    folder: Option<&Path>,
    format: Format,
    colour: bool,
    printer: &mut Printer<'_>,
) -> Result<Exit, Failure> {
    let (files, loaded) = knowledge::load_alone(folder, &printer.texts)?;
    match format {
        Format::Json => printer.json(&Report::of(&loaded))?,
        Format::Human if loaded.diagnostics.is_empty() => {
            let fine = printer.fill(say::LINT_FINE, &[("files", &files.to_string())]);
            printer.line(&fine)?;
        }
        Format::Human => {
            let text = render(&loaded.diagnostics, &loaded.sources, &loaded.places, colour);
            write!(printer.out, "{text}")?;
        }
    }
    let errors = loaded.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
    Ok(if errors { Exit::Problems } else { Exit::Fine })
}

/// All diagnostics, for a script.
#[derive(Serialize)]
struct Report<'a> {
    version: u32,
    errors: usize,
    warnings: usize,
    diagnostics: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    severity: &'static str,
    code: &'static str,
    message: &'a str,
    help: Option<&'a str>,
    file: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
}

impl<'a> Report<'a> {
    fn of(loaded: &'a Loaded) -> Self {
        let count = |severity| loaded.diagnostics.iter().filter(|known| known.severity == severity).count();
        let mut diagnostics: Vec<Entry<'a>> =
            loaded.diagnostics.iter().map(|diagnostic| Entry::of(diagnostic, loaded)).collect();
        diagnostics.sort_by_key(|entry| (entry.file, entry.line, entry.column));
        Self { version: VERSION, errors: count(Severity::Error), warnings: count(Severity::Warning), diagnostics }
    }
}

impl<'a> Entry<'a> {
    fn of(diagnostic: &'a Diagnostic, loaded: &'a Loaded) -> Self {
        let site = loaded.places.resolve(&diagnostic.place);
        let place = site.map(|site| loaded.sources.line_and_column(site.file, site.span.start));
        Self {
            severity: diagnostic.severity.word(),
            code: diagnostic.code,
            message: &diagnostic.message,
            help: diagnostic.help.as_deref(),
            file: site.map(|site| loaded.sources.name(site.file)),
            line: place.map(|(line, _)| line),
            column: place.map(|(_, column)| column),
        }
    }
}
