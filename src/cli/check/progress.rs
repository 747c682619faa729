//! Who is done: a file that lets a check of many people go on after it was interrupted.
//!
//! It holds the names that the list held, and the causes found, for the summary. A line is written whole or dropped.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::cli::{Failure, Printer};
use crate::texts::{cli, people as say};

/// What is kept about a person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Verdict {
    /// The user name or object id, as the list has it.
    pub user: String,
    /// The causes that are confirmed.
    pub causes: Vec<String>,
    /// Whether the directory knows nobody of that name.
    pub not_found: bool,
}

/// The file, if one is wanted.
pub(super) struct Progress {
    file: Option<File>,
    /// Who was done before, by name in lower case.
    pub before: BTreeMap<String, Verdict>,
}

impl Progress {
    /// Reads what is there, and goes on behind it.
    pub fn open(path: Option<&Path>, printer: &mut Printer<'_>) -> Result<Self, Failure> {
        let Some(path) = path else { return Ok(Self { file: None, before: BTreeMap::new() }) };
        let name = path.display().to_string();
        let before = match fs::read_to_string(path) {
            Ok(text) => verdicts(&text, &name, printer)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(unusable(&name, &error, printer)),
        };
        let written = whole(&before).and_then(|text| {
            // Without a torn line: the next would be glued to it.
            let mut file = options().truncate(true).open(path)?;
            file.write_all(text.as_bytes()).map(|()| file)
        });
        let file = written.map_err(|error| unusable(&name, &error, printer))?;
        let before = before.into_iter().map(|verdict| (verdict.user.to_lowercase(), verdict)).collect();
        Ok(Self { file: Some(file), before })
    }

    /// Notes that somebody is done.
    pub fn note(&mut self, verdict: &Verdict) -> io::Result<()> {
        let Some(file) = &mut self.file else { return Ok(()) };
        file.write_all(whole(std::slice::from_ref(verdict))?.as_bytes())
    }
}

fn unusable(name: &str, error: &io::Error, printer: &Printer<'_>) -> Failure {
    let message = printer.fill(cli::UNREADABLE_FILE, &[("file", name), ("cause", &error.to_string())]);
    Failure::usage(message, printer.texts.say(say::NOT_PROGRESS_HINT))
}

/// For its owner alone, where the system has such a thing: it names people.
fn options() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

fn whole(verdicts: &[Verdict]) -> io::Result<String> {
    verdicts.iter().map(|verdict| Ok(serde_json::to_string(verdict)? + "\n")).collect()
}

fn verdicts(text: &str, name: &str, printer: &mut Printer<'_>) -> Result<Vec<Verdict>, Failure> {
    let mut verdicts = Vec::new();
    for (number, line) in (1_usize..).zip(text.split_inclusive('\n')) {
        match serde_json::from_str(line) {
            Ok(verdict) if line.ends_with('\n') => verdicts.push(verdict),
            _ if !line.ends_with('\n') => {
                let note = printer.fill(say::TORN, &[("file", name)]);
                printer.note(&note)?;
            }
            _ => {
                let values = [("file", name), ("line", &number.to_string())];
                let hint = printer.texts.say(say::NOT_PROGRESS_HINT);
                return Err(Failure::usage(printer.fill(say::NOT_PROGRESS, &values), hint));
            }
        }
    }
    Ok(verdicts)
}
