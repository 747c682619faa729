//! The assistant: what opens without a command.

use std::io::{self, IsTerminal};

use clap::CommandFactory;

use super::arguments::Arguments;
use super::environment::{Environment, now};
use super::{Exit, Failure, Knowledge, Printer};
use crate::diagnosis::Walk;
use crate::plain::{self, Dialogue, Start};
use crate::settings::Settings;
use crate::texts::cli as say;

/// Opens the assistant at the question what is wrong.
pub(super) fn run(settings: &Settings, environment: &Environment, printer: &mut Printer<'_>) -> Result<Exit, Failure> {
    if !environment.interactive && !settings.plain {
        // Waiting for keys that nobody can press helps no one.
        let usage = Arguments::command().render_usage();
        writeln!(printer.err, "{usage}\n")?;
        return Err(Failure::usage(printer.texts.say(say::NO_TERMINAL), printer.texts.say(say::NO_TERMINAL_HINT)));
    }
    let knowledge = Knowledge::load(settings, printer)?;
    open(&knowledge, None, environment, printer)
}

/// Opens the assistant, in the middle of a walk if there is one.
pub(super) fn open(
    knowledge: &Knowledge,
    walk: Option<Walk>,
    environment: &Environment,
    printer: &mut Printer<'_>,
) -> Result<Exit, Failure> {
    let start = walk.map_or(Start::Asking, |walk| Start::At(Box::new(walk)));
    let pack = std::sync::Arc::clone(&knowledge.pack);
    let texts = printer.texts.clone();
    let (mut dialogue, first) = Dialogue::begin(pack, texts, knowledge.index(), environment.width, start, now());
    let echo = !io::stdin().is_terminal();
    plain::run(&mut dialogue, &first, &mut io::stdin().lock(), &mut printer.out, echo, now)?;
    Ok(Exit::Fine)
}
