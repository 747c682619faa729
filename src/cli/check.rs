//! `check`: asks the tenant, and sweeps all trees over what is known.

mod asking;
mod dry_run;
mod many;
mod not_checked;
mod people;
mod print;
mod progress;
mod tally;

use std::collections::BTreeMap;
use std::io::{self, IsTerminal};
use std::sync::Arc;

use clap::ArgMatches;

use super::arguments::CheckArguments;
use super::demo::Demo;
use super::diagnose::{Said, read};
use super::environment::{Environment, now};
use super::json::CheckShape;
use super::{Exit, Failure, Knowledge, Printer, subject, tenant};
use crate::diagnosis::{By, Certainty, FactBase, Status, Sweep};
use crate::graph::{Ask, Report};
use crate::knowledge::{FactId, Pack, Value};
use crate::settings::Settings;
use crate::texts::Texts;
pub(super) use asking::failure as unanswered;

pub(super) fn run(
    arguments: &CheckArguments,
    matches: Option<&ArgMatches>,
    settings: &Settings,
    environment: &Environment,
    printer: &mut Printer<'_>,
) -> Result<Exit, Failure> {
    let knowledge = Knowledge::load(settings, printer)?;
    let pack = &knowledge.pack;
    let mut facts = given(arguments, matches, pack, &printer.texts)?;
    if let Some(path) = &arguments.many.users {
        return many::run(arguments, path, facts, pack, settings, environment.interactive, printer);
    }
    let ask = Ask { pack: Arc::clone(pack), facts: askable(pack), known: known(&facts, pack), now: now() };
    if arguments.dry_run {
        return dry_run(&ask, arguments.json, environment, printer);
    }
    let demo = Demo::start(settings, pack, &printer.texts)?;
    let client = match &demo {
        Some(demo) => Some(demo.client(&printer.texts)?),
        None => tenant::client(settings, environment.interactive, &printer.texts)?,
    };
    let Some(client) = client else {
        subject::refuse_unsigned(&arguments.subject, &printer.texts)?;
        return print(arguments, pack, &facts, None, environment, printer);
    };
    let report = asking::ask(&client, &ask, io::stderr().is_terminal(), printer)?;
    asking::learn(&mut facts, pack, &report.found);
    let report = Some(report);
    print(arguments, pack, &facts, report.as_ref(), environment, printer)
}

/// Prints what all of it comes to.
fn print(
    arguments: &CheckArguments,
    pack: &Pack,
    facts: &FactBase,
    report: Option<&Report>,
    environment: &Environment,
    printer: &mut Printer<'_>,
) -> Result<Exit, Failure> {
    let sweep = Sweep::of(pack, facts);
    if arguments.json {
        printer.json(&CheckShape::of(&printer.texts, pack, facts, &sweep, report))?;
    } else {
        let lines = print::sweep(&printer.texts, pack, facts, &sweep, report, arguments.all, environment.width);
        printer.lines(lines)?;
    }
    if let Some(report) = report {
        asking::note(report, pack, printer)?;
        if let Some(failure) = asking::failure(report, pack, &printer.texts) {
            return Err(failure);
        }
    }
    let confirmed = sweep.that_are(Status::Confirmed).next().is_some();
    Ok(if confirmed { Exit::Problems } else { Exit::Fine })
}

/// What the command line says, as answers of the person who wrote it.
fn given(
    arguments: &CheckArguments,
    matches: Option<&ArgMatches>,
    pack: &Pack,
    texts: &Texts,
) -> Result<FactBase, Failure> {
    let mut facts = FactBase::default();
    let subjects = subject::read(&arguments.subject, pack, texts)?;
    for said in read(&arguments.given, &[], matches, pack, texts)? {
        let Said::Fact(fact, value) = said else { continue };
        if let Some((_, named)) = subjects.iter().find(|(known, named)| *known == fact && value.as_ref() != Some(named))
        {
            let other = value.map_or_else(String::new, |value| value.to_string());
            return Err(subject::contradiction(texts, &pack.fact(fact).name, named, &other));
        }
        facts.learn(now(), fact, value, By::Person);
    }
    for (fact, value) in subjects {
        facts.learn(now(), fact, Some(value), By::Person);
    }
    Ok(facts)
}

/// Every fact that Graph may tell.
fn askable(pack: &Pack) -> Vec<FactId> {
    let facts = pack.parts().facts.iter().enumerate();
    facts.filter(|(_, fact)| !fact.evidence.is_empty()).map(|(place, _)| FactId::from(place)).collect()
}

/// What is known for certain.
fn known(facts: &FactBase, pack: &Pack) -> BTreeMap<FactId, Value> {
    let known = |fact| Some(facts.know(pack, fact)).filter(|known| known.certainty() == Certainty::Certain);
    facts.spoken_of().filter_map(|fact| Some((fact, known(fact)?.value()?.clone()))).collect()
}

fn dry_run(ask: &Ask, json: bool, environment: &Environment, printer: &mut Printer<'_>) -> Result<Exit, Failure> {
    let plan = dry_run::planned(ask);
    if json {
        printer.json(&dry_run::PlanShape::of(&printer.texts, ask, &plan))?;
    } else {
        printer.lines(dry_run::lines(&printer.texts, ask, &plan, environment.width))?;
    }
    Ok(Exit::Fine)
}
