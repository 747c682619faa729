//! The knowledge a command works with: the built-in pack and those named on top of it.

use std::path::Path;
use std::sync::Arc;

use super::failure::did_you_mean;
use super::{Failure, Printer};
use crate::builtin;
use crate::diagnostic::{Diagnostic, Severity};
use crate::knowledge::Pack;
use crate::load::{self, Loaded, SourceFile};
use crate::search::{Index, closest};
use crate::settings::{ENGLISH, Settings};
use crate::texts::{Texts, cli as say};

/// A pack, and the language it is spoken about in.
pub(super) struct Knowledge {
    pub pack: Arc<Pack>,
    pub language: String,
}

impl Knowledge {
    /// Loads what the settings name, and lets the printer speak its language.
    pub fn load(settings: &Settings, printer: &mut Printer<'_>) -> Result<Self, Failure> {
        let pack = Arc::new(pack(settings, printer)?);
        printer.texts = texts(&pack, &settings.language)?;
        Ok(Self { pack, language: settings.language.clone() })
    }

    /// The search index over it.
    pub fn index(&self) -> Index {
        Index::new(&self.pack, &self.language)
    }
}

/// The files of one folder.
pub(super) fn read(folder: &Path, texts: &Texts) -> Result<Vec<SourceFile>, Failure> {
    load::read_dir(folder).map_err(|error| Failure::usage(error.to_string(), texts.say(say::PACK_HINT)))
}

/// Reads one folder alone, or the built-in pack if none is named.
pub(super) fn load_alone(folder: Option<&Path>, texts: &Texts) -> Result<(usize, Loaded), Failure> {
    let files = match folder {
        Some(folder) => read(folder, texts)?,
        None => builtin::files(),
    };
    Ok((files.len(), load::load(files)))
}

/// How many errors stand among diagnostics, in words.
pub(super) fn count_errors(texts: &Texts, diagnostics: &[Diagnostic]) -> String {
    let errors = diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count();
    match errors {
        1 => texts.say(say::ONE_ERROR).to_owned(),
        count => texts.fill(say::ERRORS, &[("count", &count.to_string())]),
    }
}

fn pack(settings: &Settings, printer: &mut Printer<'_>) -> Result<Pack, Failure> {
    if settings.packs.is_empty() {
        return Ok(builtin::pack());
    }
    let mut files = builtin::files();
    for (n, folder) in settings.packs.iter().enumerate() {
        // Named by a flag and by the environment, say.
        if settings.packs.get(..n).is_none_or(|before| !before.contains(folder)) {
            files.extend(read(folder, &printer.texts)?);
        }
    }
    let loaded = load::load(files);
    for replaced in &loaded.replaced {
        let (kind, id, file) = (replaced.kind, replaced.id.as_str(), replaced.file.as_str());
        let note = [("pack", replaced.by_pack.as_str()), ("kind", kind), ("id", id), ("file", file)];
        let of = [("of", replaced.of_pack.as_str())];
        let note = printer.fill(say::REPLACES, &[note.as_slice(), of.as_slice()].concat());
        printer.note(&note)?;
    }
    if let Some(pack) = loaded.pack {
        return Ok(pack);
    }
    let report = crate::diagnostic::render(&loaded.diagnostics, &loaded.sources, &loaded.places, false);
    write!(printer.err, "{report}")?;
    let count = count_errors(&printer.texts, &loaded.diagnostics);
    let message = printer.fill(say::PACK_BROKEN, &[("count", &count)]);
    Err(Failure::usage(message, printer.texts.say(say::PACK_BROKEN_HINT)))
}

/// The interface in a language of the pack.
pub(super) fn texts(pack: &Pack, language: &str) -> Result<Texts, Failure> {
    if language == ENGLISH {
        return Ok(Texts::english());
    }
    let languages = &pack.parts().languages;
    if let Some(spoken) = languages.iter().find(|known| known.name == language) {
        let wording = spoken.texts.iter().filter(|(key, _)| key.starts_with("ui."));
        return Ok(Texts::translated(wording.map(|(key, text)| (key.clone(), text.text.clone()))));
    }
    let english = Texts::english();
    let known: Vec<&str> = std::iter::once(ENGLISH).chain(languages.iter().map(|known| known.name.as_str())).collect();
    let message = english.fill(say::UNKNOWN_LANGUAGE, &[("language", language)]);
    let hint = did_you_mean(&english, &closest(language, known.iter().copied(), 1));
    let hint = hint.unwrap_or_else(|| english.fill(say::LANGUAGES_HINT, &[("languages", &known.join(", "))]));
    Err(Failure::usage(message, hint))
}
