//! `tree schema`: what each kind of file may say, for editors.

use std::fs;
use std::path::Path;

use super::arguments::SchemaArguments;
use super::{Exit, Failure, Printer, knowledge, whole_file};
use crate::authoring::{schema, schema_files, schema_kinds, with_modeline};
use crate::texts::drawing as say;

pub(super) fn run(arguments: &SchemaArguments, printer: &mut Printer<'_>) -> Result<Exit, Failure> {
    if let Some(pack) = &arguments.write {
        return write_all(pack, arguments.modelines, printer);
    }
    let kind = arguments.kind.as_deref();
    let schema = schema(kind).ok_or_else(|| {
        let name = kind.unwrap_or_default();
        Failure::unknown(&printer.texts, say::UNKNOWN_KIND, name, schema_kinds(), say::UNKNOWN_KIND_HINT)
    })?;
    printer.json(&schema)?;
    Ok(Exit::Fine)
}

/// Writes the schemas into a pack, and the lines in its files that point at them.
fn write_all(pack: &Path, modelines: bool, printer: &mut Printer<'_>) -> Result<Exit, Failure> {
    let sources = knowledge::read(pack, &printer.texts)?;
    let mut changed: Vec<(String, Vec<u8>)> = Vec::new();
    for (path, text) in schema_files() {
        if fs::read(pack.join(&path)).ok().as_deref() != Some(text.as_bytes()) {
            changed.push((path, text.into_bytes()));
        }
    }
    let count = sources.len();
    for source in sources.into_iter().filter(|_| modelines) {
        // A file that is not UTF-8 is no file of a pack; `tree lint` says so.
        let text = std::str::from_utf8(&source.bytes).ok();
        if let Some(text) = text.and_then(|text| with_modeline(&source.path, text)) {
            changed.push((source.path, text.into_bytes()));
        }
    }
    for (path, bytes) in &changed {
        write(&pack.join(path), bytes, printer)?;
    }
    if changed.is_empty() {
        let files = count.to_string();
        printer.line(&printer.fill(say::UNCHANGED, &[("files", &files)]))?;
    }
    Ok(Exit::Fine)
}

/// Writes a file whole, and says so.
pub(super) fn write(path: &Path, bytes: &[u8], printer: &mut Printer<'_>) -> Result<(), Failure> {
    let file = path.display().to_string();
    let folder = path.parent().map_or(Ok(()), fs::create_dir_all);
    folder.and_then(|()| whole_file::write(path, bytes)).map_err(|error| {
        let message = printer.fill(say::UNWRITABLE, &[("file", &file), ("cause", &error.to_string())]);
        Failure::usage(message, printer.texts.say(say::UNWRITABLE_HINT))
    })?;
    printer.line(&printer.fill(say::WROTE, &[("file", &file)]))
}
