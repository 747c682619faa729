//! `simulate`: a tenant of the packs, served on this machine.

mod print;

use std::sync::Arc;
use std::time::Duration;

use serde::Serialize;

use super::arguments::SimulateArguments;
use super::environment::Environment;
use super::json::VERSION;
use super::{Exit, Failure, Knowledge, Printer};
use crate::knowledge::tenant::{Fault, FaultKind};
use crate::knowledge::{Pack, Tenant};
use crate::settings::Settings;
use crate::simulator::{Options, Server, read_fault};
use crate::texts::{Texts, simulate as say};

/// What stands before the name of a simulated tenant where any tenant may be named.
pub(super) const DEMO: &str = "demo:";

pub(super) fn run(
    arguments: &SimulateArguments,
    settings: &Settings,
    environment: &Environment,
    printer: &mut Printer<'_>,
) -> Result<Exit, Failure> {
    let knowledge = Knowledge::load(settings, printer)?;
    let pack = &knowledge.pack;
    let Some(name) = &arguments.tenant else { return list(pack, arguments.json, environment, printer) };
    let tenant = find(pack, name, &printer.texts)?;
    let options = options(arguments, pack, &tenant, &printer.texts)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().enable_time().build()?;
    runtime.block_on(async {
        let server = Server::start(Arc::clone(&tenant), options.clone()).await;
        let server = server.map_err(|error| {
            let port = options.port.to_string();
            let message = printer.fill(say::CANNOT_SERVE, &[("port", &port), ("cause", &error.to_string())]);
            Failure::usage(message, printer.texts.say(say::CANNOT_SERVE_HINT))
        })?;
        let lines = print::page(&printer.texts, pack, &tenant, &options, &server, environment.width);
        printer.lines(lines)?;
        // Whoever waits for the address reads it from a pipe.
        printer.out.flush()?;
        // Until Ctrl-C.
        std::future::pending::<Result<Exit, Failure>>().await
    })
}

/// The tenant of this name, with or without `demo:`.
pub(super) fn find(pack: &Pack, name: &str, texts: &Texts) -> Result<Arc<Tenant>, Failure> {
    let name = name.strip_prefix(DEMO).unwrap_or(name);
    let tenants = &pack.parts().tenants;
    let found = tenants.iter().find(|tenant| tenant.name.eq_ignore_ascii_case(name));
    found.map(|tenant| Arc::new(tenant.clone())).ok_or_else(|| {
        let known = tenants.iter().map(|tenant| tenant.name.as_str());
        Failure::unknown(texts, say::UNKNOWN_TENANT, name, known, say::UNKNOWN_TENANT_HINT)
    })
}

fn options(
    arguments: &SimulateArguments,
    pack: &Arc<Pack>,
    tenant: &Tenant,
    texts: &Texts,
) -> Result<Options, Failure> {
    if let Some(upn) = arguments.operator.as_deref().filter(|upn| tenant.person(upn).is_none()) {
        let known: Vec<&str> = tenant.people.iter().map(|person| person.upn.as_str()).collect();
        let close = super::failure::did_you_mean(texts, &crate::search::closest(upn, known, 3));
        let hint = close.unwrap_or_else(|| texts.fill(say::UNKNOWN_PERSON_HINT, &[("tenant", &tenant.name)]));
        return Err(Failure::usage(texts.fill(say::UNKNOWN_PERSON, &[("name", upn)]), hint));
    }
    let faults = arguments.fault.iter().map(|text| fault(text, pack, texts));
    Ok(Options {
        port: arguments.port.unwrap_or(0),
        operator: arguments.operator.clone(),
        faults: faults.collect::<Result<_, _>>()?,
        delay: Duration::from_millis(arguments.delay),
        page_size: arguments.page_size.map(usize::from),
        throttle: arguments.throttle,
        variant: arguments.variant.into(),
        ..Options::new(Arc::clone(pack))
    })
}

fn fault(text: &str, pack: &Pack, texts: &Texts) -> Result<Fault, Failure> {
    let fault = read_fault(text).map_err(|error| {
        let message = texts.fill(say::BAD_FAULT, &[("cause", &error.to_string())]);
        Failure::usage(message, texts.fill(say::BAD_FAULT_HINT, &[("kinds", &FaultKind::WORDS.join(", "))]))
    })?;
    let is_place = fault.at == "*" || fault.at.starts_with('/') || pack.request_named(&fault.at).is_some();
    if is_place {
        return Ok(fault);
    }
    let known = pack.parts().requests.iter().map(|request| request.name.as_str());
    Err(Failure::unknown(texts, say::UNKNOWN_REQUEST, &fault.at, known, say::UNKNOWN_REQUEST_HINT))
}

/// The simulated tenants, for a script.
#[derive(Serialize)]
struct List<'a> {
    version: u32,
    tenants: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    name: &'a str,
    title: &'a str,
    shows: &'a str,
    healthy: bool,
}

impl<'a> Entry<'a> {
    fn of(tenant: &'a Tenant) -> Self {
        Self { name: &tenant.name, title: &tenant.title, shows: &tenant.shows, healthy: tenant.healthy }
    }
}

fn list(pack: &Pack, json: bool, environment: &Environment, printer: &mut Printer<'_>) -> Result<Exit, Failure> {
    let tenants = &pack.parts().tenants;
    if json {
        printer.json(&List { version: VERSION, tenants: tenants.iter().map(Entry::of).collect() })?;
    } else {
        let lines = print::list(&printer.texts, tenants, environment.width);
        printer.lines(lines)?;
    }
    Ok(Exit::Fine)
}
