//! `check`: sweeps all trees over what is known.

mod print;

use clap::ArgMatches;

use super::arguments::CheckArguments;
use super::diagnose::{Said, read};
use super::environment::{Environment, now};
use super::json::CheckShape;
use super::{Exit, Failure, Knowledge, Printer};
use crate::diagnosis::{By, FactBase, Status, Sweep};
use crate::settings::Settings;

pub(super) fn run(
    arguments: &CheckArguments,
    matches: Option<&ArgMatches>,
    settings: &Settings,
    environment: &Environment,
    printer: &mut Printer<'_>,
) -> Result<Exit, Failure> {
    let knowledge = Knowledge::load(settings, printer)?;
    let pack = &*knowledge.pack;
    let mut facts = FactBase::default();
    for said in read(&arguments.given, &[], matches, pack, &printer.texts)? {
        if let Said::Fact(fact, value) = said {
            facts.learn(now(), fact, value, By::Person);
        }
    }
    let sweep = Sweep::of(pack, &facts);
    if arguments.json {
        printer.json(&CheckShape::of(pack, &facts, &sweep))?;
    } else {
        let lines = print::sweep(&printer.texts, pack, &facts, &sweep, arguments.all, environment.width);
        printer.lines(lines)?;
    }
    let confirmed = sweep.that_are(Status::Confirmed).next().is_some();
    Ok(if confirmed { Exit::Problems } else { Exit::Fine })
}
