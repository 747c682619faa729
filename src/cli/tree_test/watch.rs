//! Running again on every save.

use std::path::Path;

use crate::cli::watch::Watch;
use crate::cli::{Exit, Failure, Printer};
use crate::texts::tree_test as say;

/// Runs now and after every save, until the process is interrupted.
pub(super) fn run(
    folder: &Path,
    printer: &mut Printer<'_>,
    mut again: impl FnMut(&mut Printer<'_>) -> Result<Exit, Failure>,
) -> Result<Exit, Failure> {
    let mut watch = Watch::begin(vec![folder.to_owned()]);
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
        watch.wait();
        writeln!(printer.out)?;
    }
}
