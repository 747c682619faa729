//! What an author needs while walking: the knowledge read anew at every save, and an editor.

use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use super::arguments::STALE_AFTER;
use super::watch::Watch;
use super::{Failure, Printer, knowledge, tree_lint};
use crate::authoring::lint;
use crate::builtin;
use crate::diagnostic::{Severity, render};
use crate::knowledge::Pack;
use crate::load::{self, Loaded};
use crate::settings::Settings;
use crate::texts::{Texts, cli as say};
use crate::tui::{Knowledge, Location, Problems, Reading, Workbench};

/// Reads the folders now and after every save, from a thread that ends with the program. The pack is that of the folders,
/// or the built-in one while they cannot be used.
pub(super) fn set_up(
    settings: &Settings,
    editor: Option<&str>,
    printer: &Printer<'_>,
) -> Result<(Arc<Pack>, Workbench), Failure> {
    if settings.packs.is_empty() {
        let texts = &printer.texts;
        return Err(Failure::usage(texts.say(say::WATCH_NOTHING), texts.say(say::WATCH_NOTHING_HINT)));
    }
    let watch = Watch::begin(settings.packs.clone());
    // The first time a mistyped folder is an error; later an author is in the middle of something.
    let first = read(settings, &printer.texts)?;
    let pack = first.knowledge.as_ref().map_or_else(|| Arc::new(builtin::pack()), |known| Arc::clone(&known.pack));
    let (sender, readings) = mpsc::channel();
    // Whoever receives it is there: nothing is lost.
    sender.send(first).ok();
    follow(watch, settings.clone(), printer.texts.clone(), sender)?;
    Ok((pack, workbench(readings, editor)))
}

fn workbench(readings: Receiver<Reading>, editor: Option<&str>) -> Workbench {
    let usual = if cfg!(windows) { "notepad" } else { "vi" };
    let editor = editor.unwrap_or(usual).split_whitespace().map(str::to_owned).collect();
    Workbench { readings, editor }
}

fn follow(mut watch: Watch, settings: Settings, texts: Texts, sender: Sender<Reading>) -> Result<(), Failure> {
    let follow = move || {
        loop {
            watch.wait();
            let reading = read(&settings, &texts).unwrap_or_else(|failure| unreadable(&failure, &texts));
            if sender.send(reading).is_err() {
                return;
            }
        }
    };
    thread::Builder::new().name("watch".to_owned()).spawn(follow)?;
    Ok(())
}

fn read(settings: &Settings, texts: &Texts) -> Result<Reading, Failure> {
    let mut files = builtin::files();
    for folder in &settings.packs {
        files.extend(knowledge::read(folder, texts)?);
    }
    Ok(reading(load::load(files)))
}

/// A folder that cannot be read at all is a problem like any other.
fn unreadable(failure: &Failure, texts: &Texts) -> Reading {
    let mut told = Vec::new();
    failure.report(texts, &mut told);
    let report = String::from_utf8_lossy(&told).lines().map(str::to_owned).collect();
    Reading { knowledge: None, problems: Problems { report, errors: 1, ..Problems::default() } }
}

fn reading(loaded: Loaded) -> Reading {
    let found = lint::lint(&loaded, tree_lint::calendar(STALE_AFTER));
    let Loaded { pack, places, sources, .. } = loaded;
    let sites = found.iter().filter_map(|diagnostic| places.resolve(&diagnostic.place));
    let first = sites.min().map(|site| {
        let (line, column) = sources.line_and_column(site.file, site.span.start);
        Location { file: sources.name(site.file).to_owned(), line, column }
    });
    let problems = Problems {
        report: render(&found, &sources, &places, false).lines().map(str::to_owned).collect(),
        errors: lint::counts(&found, Severity::Error),
        warnings: lint::counts(&found, Severity::Warning),
        first,
    };
    let knowledge =
        pack.map(|pack| Knowledge { pack: Arc::new(pack), places: Arc::new(places), sources: Arc::new(sources) });
    Reading { knowledge, problems }
}
