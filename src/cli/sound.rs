//! A pack without errors, and where everything in it stands; for the commands of authors.

use std::path::Path;

use super::{Failure, Printer, knowledge};
use crate::diagnostic::{Places, Sources, render};
use crate::knowledge::Pack;
use crate::texts::cli as say;

/// What stands for the built-in pack where a folder is named.
pub(super) const BUILT_IN: &str = "builtin";

/// A pack that loaded, with its files.
pub(super) struct Sound {
    pub pack: Pack,
    pub places: Places,
    pub sources: Sources,
}

impl Sound {
    /// Reads one folder alone, or the built-in pack if none is named. Errors in it are printed.
    pub fn load(folder: Option<&Path>, printer: &mut Printer<'_>) -> Result<Self, Failure> {
        let folder = folder.filter(|folder| *folder != Path::new(BUILT_IN));
        let (_, loaded) = knowledge::load_alone(folder, &printer.texts)?;
        let Some(pack) = loaded.pack else {
            let report = render(&loaded.diagnostics, &loaded.sources, &loaded.places, false);
            write!(printer.err, "{report}")?;
            let count = knowledge::count_errors(&printer.texts, &loaded.diagnostics);
            let message = printer.fill(say::PACK_BROKEN, &[("count", &count)]);
            return Err(Failure::usage(message, printer.texts.say(say::PACK_BROKEN_HINT)));
        };
        Ok(Self { pack, places: loaded.places, sources: loaded.sources })
    }
}
