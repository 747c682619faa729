//! `tree fmt`: spacing and key order in canonical form.

use std::fs;
use std::path::{Path, PathBuf};

use super::arguments::FmtArguments;
use super::tree_schema::write;
use super::{Exit, Failure, Printer, input, knowledge};
use crate::authoring::format;
use crate::texts::{cli, drawing as say};

pub(super) fn run(arguments: &FmtArguments, printer: &mut Printer<'_>) -> Result<Exit, Failure> {
    if arguments.paths.iter().any(|path| path.as_os_str() == "-") {
        return filter(arguments, printer);
    }
    let files = files(&arguments.paths, printer)?;
    let (mut changed, mut refused) = (0, 0);
    for (path, bytes) in &files {
        let name = path.display().to_string();
        let text = std::str::from_utf8(bytes).map_err(|error| error.to_string());
        let formatted = text.and_then(|text| format(text).map_err(|why| why.to_string()));
        match formatted {
            Err(why) => {
                refused += 1;
                let note = printer.fill(say::NOT_FORMATTED, &[("file", &name), ("why", &why)]);
                printer.note(&note)?;
            }
            Ok(text) if text.as_bytes() == bytes => {}
            Ok(text) => {
                changed += 1;
                if arguments.check {
                    let line = printer.fill(say::WOULD_CHANGE, &[("file", &name)]);
                    printer.line(&line)?;
                } else {
                    write(path, text.as_bytes(), printer)?;
                }
            }
        }
    }
    if changed == 0 && refused == 0 {
        let line = printer.fill(say::UNCHANGED, &[("files", &files.len().to_string())]);
        printer.line(&line)?;
    }
    if refused > 0 {
        let message = printer.fill(say::LEFT_ALONE, &[("files", &refused.to_string())]);
        return Err(Failure::usage(message, printer.texts.say(say::LEFT_ALONE_HINT)));
    }
    Ok(if arguments.check && changed > 0 { Exit::Problems } else { Exit::Fine })
}

/// From the standard input to the standard output, as editors like it.
fn filter(arguments: &FmtArguments, printer: &mut Printer<'_>) -> Result<Exit, Failure> {
    if arguments.paths.len() > 1 {
        return Err(Failure::usage(printer.texts.say(say::FMT_STDIN_ALONE), printer.texts.say(say::FMT_STDIN_HINT)));
    }
    let text = input::file(Path::new("-"), &printer.texts)?;
    let formatted = format(&text).map_err(|why| {
        let name = printer.texts.say(cli::STDIN).to_owned();
        let message = printer.fill(say::NOT_FORMATTED, &[("file", &name), ("why", &why.to_string())]);
        Failure::usage(message, printer.texts.say(say::LEFT_ALONE_HINT))
    })?;
    if arguments.check {
        return Ok(if formatted == text { Exit::Fine } else { Exit::Problems });
    }
    write!(printer.out, "{formatted}")?;
    Ok(Exit::Fine)
}

/// The files named, and those in the folders named.
fn files(paths: &[PathBuf], printer: &Printer<'_>) -> Result<Vec<(PathBuf, Vec<u8>)>, Failure> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            let sources = knowledge::read(path, &printer.texts)?;
            files.extend(sources.into_iter().map(|source| (path.join(&source.path), source.bytes)));
        } else {
            let bytes = fs::read(path).map_err(|error| {
                let file = path.display().to_string();
                let message = printer.fill(cli::UNREADABLE_FILE, &[("file", &file), ("cause", &error.to_string())]);
                Failure::usage(message, printer.texts.say(cli::READ_HINT))
            })?;
            files.push((path.clone(), bytes));
        }
    }
    Ok(files)
}
