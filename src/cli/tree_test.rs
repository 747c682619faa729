//! `tree test`: the cases of a folder of knowledge, run through the engine; what they cover, and what they would miss.

mod failures;
mod human;
mod json;
mod mutation;
mod requirement;
mod watch;

use std::path::Path;
use std::sync::Arc;

use super::arguments::{TestArguments, TestFormat};
use super::{Exit, Failure, Printer, knowledge};
use crate::authoring::{CaseRun, Coverage, WordRanks, lcov, run_cases};
use crate::diagnostic::{Places, Sources, Symbol};
use crate::knowledge::Pack;
use crate::search::Index;
use crate::settings::Settings;
use crate::texts::{cli as say_cli, tree_test as say};
use mutation::Mutation;
use requirement::{Requirement, Unmet};

pub(super) fn run(arguments: &TestArguments, settings: &Settings, printer: &mut Printer<'_>) -> Result<Exit, Failure> {
    let required = requirement::read(arguments, &printer.texts)?;
    if arguments.format == TestFormat::Lcov && arguments.mutate {
        let hint = printer.texts.say(say::LCOV_WITH_MUTATE_HINT);
        return Err(Failure::usage(printer.texts.say(say::LCOV_WITH_MUTATE), hint));
    }
    match arguments.dir.as_deref().filter(|_| arguments.watch) {
        Some(folder) => watch::run(folder, printer, |printer| once(arguments, &required, settings, printer)),
        None => once(arguments, &required, settings, printer),
    }
}

/// Everything there is to say about the cases of a pack.
struct Outcome {
    pack: Arc<Pack>,
    places: Places,
    sources: Sources,
    runs: Vec<CaseRun>,
    coverage: Coverage,
    finding: WordRanks,
    mutation: Option<Mutation>,
    unmet: Vec<Unmet>,
}

impl Outcome {
    fn failed(&self) -> usize {
        self.runs.iter().filter(|run| !run.passed()).count()
    }

    /// File, line and column of something in the pack.
    fn place(&self, symbol: &Symbol) -> Option<(&str, usize, usize)> {
        let site = self.places.site_of(symbol)?;
        let (line, column) = self.sources.line_and_column(site.file, site.span.start);
        Some((self.sources.name(site.file), line, column))
    }
}

fn once(
    arguments: &TestArguments,
    required: &[Requirement],
    settings: &Settings,
    printer: &mut Printer<'_>,
) -> Result<Exit, Failure> {
    let outcome = outcome(arguments, required, settings, printer)?;
    match arguments.format {
        TestFormat::Human => human::print(&outcome, arguments.coverage, printer)?,
        TestFormat::Json => json::print(&outcome, printer)?,
        TestFormat::Lcov => {
            let text = lcov(&outcome.coverage, &outcome.pack, &outcome.places, &outcome.sources);
            write!(printer.out, "{text}")?;
            // A tracefile says nothing about cases that fail.
            for line in
                failures::lines(&outcome, &printer.texts).into_iter().chain(human::unmet(&outcome, &printer.texts))
            {
                writeln!(printer.err, "{line}")?;
            }
        }
    }
    Ok(if outcome.failed() > 0 || !outcome.unmet.is_empty() { Exit::Problems } else { Exit::Fine })
}

fn outcome(
    arguments: &TestArguments,
    required: &[Requirement],
    settings: &Settings,
    printer: &mut Printer<'_>,
) -> Result<Outcome, Failure> {
    let loaded = loaded(arguments.dir.as_deref(), printer)?;
    let (pack, places, sources) = loaded;
    let runs = run_cases(&pack);
    let mut coverage = Coverage::of(&pack, &runs);
    coverage.leave_out_the_impossible(&pack);
    let finding = WordRanks::of(&pack, &Index::new(&pack, &settings.language));
    let mutation = if arguments.mutate { Some(Mutation::of(&pack, &runs, printer)?) } else { None };
    let unmet = requirement::unmet(required, &coverage, mutation.as_ref());
    Ok(Outcome { pack, places, sources, runs, coverage, finding, mutation, unmet })
}

fn loaded(folder: Option<&Path>, printer: &mut Printer<'_>) -> Result<(Arc<Pack>, Places, Sources), Failure> {
    let (_, loaded) = knowledge::load_alone(folder, &printer.texts)?;
    let Some(pack) = loaded.pack else {
        let report = crate::diagnostic::render(&loaded.diagnostics, &loaded.sources, &loaded.places, false);
        write!(printer.err, "{report}")?;
        let count = knowledge::count_errors(&printer.texts, &loaded.diagnostics);
        let message = printer.fill(say_cli::PACK_BROKEN, &[("count", &count)]);
        return Err(Failure::Usage { message, hint: None });
    };
    Ok((Arc::new(pack), loaded.places, loaded.sources))
}
