//! The command line: arguments, environment, exit codes, printing. One file a command.
//!
//! Results go to the standard output and talk to the standard error, so that a pipe gets results alone.

mod arguments;
mod assistant;
mod check;
mod completions;
mod configuration;
mod demo;
mod diagnose;
mod environment;
mod exit;
mod explain;
mod failure;
mod find;
mod input;
mod json;
mod knowledge;
mod login;
mod logout;
mod permissions;
mod printer;
mod prober;
mod reason;
mod sign_in;
mod simulate;
mod sound;
mod status;
mod subject;
mod table;
mod tenant;
mod tree_diff;
mod tree_fmt;
mod tree_graph;
mod tree_lint;
mod tree_new;
mod tree_prove;
mod tree_schema;
mod tree_stats;
mod tree_test;
mod watch;
mod whole_file;
mod workbench;

use std::ffi::OsString;
use std::io;
use std::process::ExitCode;

use clap::{ArgMatches, CommandFactory, FromArgMatches};

use arguments::{Arguments, Command, SubjectArguments, TreeCommand};
use configuration::Configuration;
use environment::Environment;
use exit::Exit;
use failure::Failure;
use knowledge::Knowledge;
use printer::Printer;

use crate::settings::Settings;
use crate::texts::{Texts, cli as say};

/// Runs the program with the arguments and in the environment of the process.
pub fn main() -> ExitCode {
    // Not locked: the full screen writes there too, and may do so from another thread.
    let (mut out, mut err) = (io::stdout(), io::stderr());
    let mut printer = Printer { out: &mut out, err: &mut err, texts: Texts::english() };
    let ended = run(std::env::args_os(), &mut printer).and_then(|exit| Ok(printer.out.flush().map(|()| exit)?));
    match ended {
        Ok(exit) => exit.into(),
        Err(failure) if failure.is_broken_pipe() => Exit::Fine.into(),
        Err(failure) => {
            failure.report(&printer.texts, printer.err);
            failure.exit().into()
        }
    }
}

fn run(arguments: impl IntoIterator<Item = OsString>, printer: &mut Printer<'_>) -> Result<Exit, Failure> {
    let parsed = Arguments::command().try_get_matches_from(arguments);
    let parsed = parsed.and_then(|matches| Ok((Arguments::from_arg_matches(&matches)?, matches)));
    let (arguments, matches) = match parsed {
        Ok(parsed) => parsed,
        Err(error) => return say_how_to_use(&error, printer),
    };
    let environment = Environment::of_this_process();
    let configuration = configuration::read(printer)?;
    let settings = Settings::merge(&[arguments.wishes.layer(), environment.layer.clone(), configuration.layer.clone()]);
    if arguments.watch {
        if arguments.command.is_some() {
            let texts = &printer.texts;
            return Err(Failure::usage(texts.say(say::WATCH_COMMAND), texts.say(say::WATCH_NOTHING_HINT)));
        }
        return assistant::watch(&arguments.subject, &settings, &environment, printer);
    }
    let told =
        Told { matches: &matches, settings: &settings, environment: &environment, configuration: &configuration };
    perform(arguments.command, &arguments.subject, &told, printer)
}

/// What every command is told besides its own arguments.
struct Told<'a> {
    matches: &'a ArgMatches,
    settings: &'a Settings,
    environment: &'a Environment,
    configuration: &'a Configuration,
}

fn perform(
    command: Option<Command>,
    subject: &SubjectArguments,
    told: &Told<'_>,
    printer: &mut Printer<'_>,
) -> Result<Exit, Failure> {
    let Told { matches, settings, environment, configuration } = *told;
    if !matches!(command, None | Some(Command::Diagnose(_))) {
        // Where the assistant may open, it looks after Ctrl-C itself.
        environment::end_at_interrupt()?;
    }
    match command {
        None => assistant::run(subject, settings, environment, printer),
        Some(Command::Diagnose(arguments)) => {
            let order = matches.subcommand_matches("diagnose");
            diagnose::run(&arguments, order, settings, environment, printer)
        }
        Some(Command::Check(arguments)) => {
            let order = matches.subcommand_matches("check");
            check::run(&arguments, order, settings, environment, printer)
        }
        Some(Command::Find(arguments)) => find::run(&arguments, settings, environment, printer),
        Some(Command::Simulate(arguments)) => simulate::run(&arguments, settings, environment, printer),
        Some(Command::Explain(arguments)) => explain::run(&arguments, settings, environment, printer),
        Some(Command::Login(arguments)) => login::run(&arguments, settings, environment, printer),
        Some(Command::Logout) => logout::run(settings, printer),
        Some(Command::Status(arguments)) => status::run(&arguments, settings, configuration, printer),
        Some(Command::Tree { command: TreeCommand::Lint(arguments) }) => {
            tree_lint::run(&arguments, environment.may_colour(settings), printer)
        }
        Some(Command::Tree { command: TreeCommand::Test(arguments) }) => tree_test::run(&arguments, settings, printer),
        Some(Command::Tree { command: TreeCommand::Fmt(arguments) }) => tree_fmt::run(&arguments, printer),
        Some(Command::Tree { command: TreeCommand::Graph(arguments) }) => {
            tree_graph::run(&arguments, settings, printer)
        }
        Some(Command::Tree { command: TreeCommand::New(arguments) }) => tree_new::run(&arguments, settings, printer),
        Some(Command::Tree { command: TreeCommand::Schema(arguments) }) => tree_schema::run(&arguments, printer),
        Some(Command::Tree { command: TreeCommand::Prove { dir, states, json } }) => {
            tree_prove::run(dir.as_deref(), states, json, environment.may_colour(settings), printer)
        }
        Some(Command::Tree { command: TreeCommand::Stats { dir, json } }) => {
            tree_stats::run(dir.as_deref(), json, printer)
        }
        Some(Command::Tree { command: TreeCommand::Diff { old, new, json } }) => {
            tree_diff::run(&old, &new, json, printer)
        }
        Some(Command::Completions { shell }) => completions::run(shell, settings, printer),
        Some(Command::Man) => completions::man(printer),
    }
}

/// Help and version are results; everything else that the parser says is an error.
fn say_how_to_use(error: &clap::Error, printer: &mut Printer<'_>) -> Result<Exit, Failure> {
    let text = error.render().to_string();
    if !error.use_stderr() {
        write!(printer.out, "{text}")?;
        return Ok(Exit::Fine);
    }
    // One voice for all advice.
    write!(printer.err, "{}", text.replace("  tip: ", "hint: "))?;
    Ok(Exit::Usage)
}
