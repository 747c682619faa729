//! Text that a command reads: from a file, or from the standard input.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::Failure;
use crate::texts::{Texts, cli as say};

/// More than this is not read; nobody pastes it.
const LONGEST: u64 = 4 * 1024 * 1024;

/// Everything a reader gives; what is not UTF-8 in it is replaced.
pub(super) fn all(reader: impl Read, texts: &Texts) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    let read = reader.take(LONGEST).read_to_end(&mut bytes);
    read.map_err(|error| {
        let message = texts.fill(say::UNREADABLE_INPUT, &[("cause", &error.to_string())]);
        Failure::usage(message, texts.say(say::READ_HINT))
    })?;
    // A byte order mark is no part of the text.
    let text = String::from_utf8_lossy(&bytes);
    Ok(text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned())
}

/// Everything in a file; `-` is the standard input.
pub(super) fn file(path: &Path, texts: &Texts) -> Result<String, Failure> {
    if path.as_os_str() == "-" {
        return all(io::stdin().lock(), texts);
    }
    let unreadable = |error: io::Error| {
        let (file, cause) = (path.display().to_string(), error.to_string());
        let message = texts.fill(say::UNREADABLE_FILE, &[("file", &file), ("cause", &cause)]);
        Failure::usage(message, texts.say(say::READ_HINT))
    };
    let about = std::fs::metadata(path).map_err(unreadable)?;
    if about.is_dir() {
        return Err(unreadable(io::ErrorKind::IsADirectory.into()));
    }
    all(File::open(path).map_err(unreadable)?, texts)
}
