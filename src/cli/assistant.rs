//! The assistant: what opens without a command.

use std::io::{self, IsTerminal};
use std::sync::Arc;

use clap::CommandFactory;

use super::arguments::{Arguments, SubjectArguments};
use super::environment::{Environment, Terminal, end_at_interrupt, now};
use super::{Exit, Failure, Knowledge, Printer, knowledge, prober, subject, workbench};
use crate::diagnosis::Walk;
use crate::knowledge::Pack;
use crate::plain::{self, Dialogue, Start};
use crate::settings::{Settings, Theme};
use crate::texts::{Texts, cli as say};
use crate::tui::{self, Options, Outcome, TerminalKind, ThemeChoice, ThemeName};

/// Opens the assistant at the question what is wrong.
pub(super) fn run(
    subject: &SubjectArguments,
    settings: &Settings,
    environment: &Environment,
    printer: &mut Printer<'_>,
) -> Result<Exit, Failure> {
    if !environment.interactive && !settings.plain {
        return Err(nobody_can_type(printer)?);
    }
    let knowledge = Knowledge::load(settings, printer)?;
    open(&knowledge, None, subject, settings, environment, printer)
}

/// Opens the assistant for an author: what is saved is walked at once.
pub(super) fn watch(
    subject: &SubjectArguments,
    settings: &Settings,
    environment: &Environment,
    printer: &mut Printer<'_>,
) -> Result<Exit, Failure> {
    if !environment.interactive {
        return Err(nobody_can_type(printer)?);
    }
    if settings.plain || environment.terminal == Terminal::Dumb {
        let texts = &printer.texts;
        return Err(Failure::usage(texts.say(say::WATCH_PLAIN), texts.say(say::WATCH_PLAIN_HINT)));
    }
    let (pack, workbench) = workbench::set_up(settings, environment.editor.as_deref(), printer)?;
    printer.texts = knowledge::texts(&pack, &settings.language)?;
    let tenant = tenant(subject, &pack, settings, &printer.texts)?;
    let options = options(None, settings, environment, printer);
    Ok(ended(&tui::run_for_author(pack, options, workbench, tenant)?))
}

/// Waiting for keys that nobody can press helps no one.
fn nobody_can_type(printer: &mut Printer<'_>) -> Result<Failure, Failure> {
    let usage = Arguments::command().render_usage();
    writeln!(printer.err, "{usage}\n")?;
    Ok(Failure::usage(printer.texts.say(say::NO_TERMINAL), printer.texts.say(say::NO_TERMINAL_HINT)))
}

/// Opens the assistant, in the middle of a walk if there is one.
pub(super) fn open(
    knowledge: &Knowledge,
    walk: Option<Walk>,
    subject: &SubjectArguments,
    settings: &Settings,
    environment: &Environment,
    printer: &mut Printer<'_>,
) -> Result<Exit, Failure> {
    let tenant = tenant(subject, &knowledge.pack, settings, &printer.texts)?;
    if settings.plain || environment.terminal == Terminal::Dumb {
        subject::refuse_plain(subject, &printer.texts)?;
        return talk(knowledge, walk, environment, printer);
    }
    let options = options(walk.as_ref(), settings, environment, printer);
    Ok(ended(&tui::run(Arc::clone(&knowledge.pack), options, tenant)?))
}

/// The tenant that can be asked meanwhile. Whoever names a person wants it asked about them.
fn tenant(
    subject: &SubjectArguments,
    pack: &Pack,
    settings: &Settings,
    texts: &Texts,
) -> Result<Option<tui::Tenant>, Failure> {
    let given = subject::named(subject, pack, texts)?;
    let tenant = prober::connect(settings, texts, given);
    if tenant.is_none() {
        subject::refuse_unsigned(subject, texts)?;
    }
    Ok(tenant)
}

fn ended(outcome: &Outcome) -> Exit {
    if outcome.interrupted { Exit::Interrupted } else { Exit::Fine }
}

fn options(walk: Option<&Walk>, settings: &Settings, environment: &Environment, printer: &Printer<'_>) -> Options {
    Options {
        texts: printer.texts.clone(),
        language: settings.language.clone(),
        theme: match settings.theme {
            Theme::Auto => ThemeChoice::Auto { colorfgbg: environment.colorfgbg.clone() },
            Theme::Dark => ThemeChoice::Fixed(ThemeName::Dark),
            Theme::Light => ThemeChoice::Fixed(ThemeName::Light),
            Theme::Contrast => ThemeChoice::Fixed(ThemeName::Contrast),
            Theme::None => ThemeChoice::Fixed(ThemeName::None),
        },
        ascii: settings.ascii,
        terminal: match environment.terminal {
            Terminal::Capable => TerminalKind::Capable,
            Terminal::Simple | Terminal::Dumb => TerminalKind::Simple,
        },
        start: walk.map(Walk::tree),
        events: walk
            .iter()
            .flat_map(|walk| walk.events().iter().skip(1))
            .map(|stamped| stamped.event.clone())
            .collect(),
        #[cfg(debug_assertions)]
        panic_after_first_frame: environment.panic_after_first_frame,
    }
}

/// The same line by line.
fn talk(
    knowledge: &Knowledge,
    walk: Option<Walk>,
    environment: &Environment,
    printer: &mut Printer<'_>,
) -> Result<Exit, Failure> {
    end_at_interrupt()?;
    let start = walk.map_or(Start::Asking, |walk| Start::At(Box::new(walk)));
    let (pack, texts) = (Arc::clone(&knowledge.pack), printer.texts.clone());
    let (mut dialogue, first) = Dialogue::begin(pack, texts, knowledge.index(), environment.width, start, now());
    let echo = !io::stdin().is_terminal();
    plain::run(&mut dialogue, &first, &mut io::stdin().lock(), &mut printer.out, echo, now)?;
    Ok(Exit::Fine)
}
