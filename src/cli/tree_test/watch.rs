//! Running again on every save.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, SystemTime};

use crate::cli::{Exit, Failure, Printer};
use crate::texts::tree_test as say;

/// How often the folder is looked at. A save is noticed before a person has changed windows, and looking costs nothing.
const PAUSE: Duration = Duration::from_millis(250);

/// Folders nest no deeper than this in a pack.
const DEEPEST: usize = 16;

/// What a save changes about a file.
type Stamp = (Option<SystemTime>, u64);

/// Runs now and after every save, until the process is interrupted.
pub(super) fn run(
    folder: &Path,
    printer: &mut Printer<'_>,
    mut again: impl FnMut(&mut Printer<'_>) -> Result<Exit, Failure>,
) -> Result<Exit, Failure> {
    let mut known = stamps(folder);
    // The first time a mistyped folder is an error; later an author is in the middle of something.
    if !folder.is_dir() {
        return again(printer);
    }
    loop {
        match again(printer) {
            Err(failure @ Failure::Usage { .. }) => failure.report(&printer.texts, printer.err),
            Err(failure) => return Err(failure),
            Ok(_) => {}
        }
        let watching = printer.fill(say::WATCHING, &[("folder", &folder.display().to_string())]);
        printer.out.flush()?;
        printer.note(&watching)?;
        known = changed_since(&known, folder);
        writeln!(printer.out)?;
    }
}

/// Waits for a save, and for the end of a series of them.
fn changed_since(known: &BTreeMap<PathBuf, Stamp>, folder: &Path) -> BTreeMap<PathBuf, Stamp> {
    let mut now = stamps(folder);
    while now == *known {
        thread::sleep(PAUSE);
        now = stamps(folder);
    }
    loop {
        thread::sleep(PAUSE);
        let later = stamps(folder);
        if later == now {
            return now;
        }
        now = later;
    }
}

fn stamps(folder: &Path) -> BTreeMap<PathBuf, Stamp> {
    let mut found = BTreeMap::new();
    let mut waiting = vec![(folder.to_owned(), 0)];
    while let Some((folder, depth)) = waiting.pop() {
        // What cannot be read right now is reported when the cases run.
        let entries = fs::read_dir(&folder).into_iter().flatten().flatten();
        for path in entries.map(|entry| entry.path()) {
            match fs::metadata(&path) {
                Ok(about) if about.is_dir() && depth < DEEPEST => waiting.push((path, depth + 1)),
                Ok(about) if about.is_file() => {
                    found.insert(path, (about.modified().ok(), about.len()));
                }
                _ => {}
            }
        }
    }
    found
}
