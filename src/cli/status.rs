//! `status`: who is signed in, what was granted, and which facts that makes knowable. Asks nobody over the network.

mod json;
mod settings;

use std::collections::BTreeMap;

use super::arguments::StatusArguments;
use super::configuration::Configuration;
use super::permissions::probed;
use super::sign_in::{self, Method};
use super::{Exit, Failure, Knowledge, Printer, tenant};
use crate::diagnosis::plan::{Account, Holds, Reach, Reason, reach};
use crate::graph::Known;
use crate::knowledge::Pack;
use crate::settings::Settings;
use crate::texts::sign_in as say;
use json::StatusShape;
use settings::{Setting, settings_of};

/// Everything that is told.
struct Report<'a> {
    pack: &'a Pack,
    /// How tokens are got; none if one is given.
    method: Option<Method>,
    /// Who is signed in, where that is a person.
    known: Option<Known>,
    /// Whether there is something to sign in with.
    signed_in: bool,
    cloud: String,
    tenant: Option<String>,
    reach: Reach,
    settings: Vec<Setting>,
}

pub(super) fn run(
    arguments: &StatusArguments,
    settings: &Settings,
    configuration: &Configuration,
    printer: &mut Printer<'_>,
) -> Result<Exit, Failure> {
    let knowledge = Knowledge::load(settings, printer)?;
    let report = report(settings, configuration, &knowledge.pack, printer)?;
    if arguments.json {
        printer.json(&StatusShape::of(&report))?;
    } else {
        let lines = lines(&report, configuration, printer);
        printer.lines(lines)?;
    }
    Ok(if report.signed_in { Exit::Fine } else { Exit::Problems })
}

fn report<'a>(
    settings: &Settings,
    configuration: &Configuration,
    pack: &'a Pack,
    printer: &Printer<'_>,
) -> Result<Report<'a>, Failure> {
    let (tenancy, texts) = (&settings.tenancy, &printer.texts);
    tenant::endpoints(tenancy, texts)?;
    let method = if tenant::is_given() { None } else { Some(Method::chosen(tenancy, texts)?) };
    let known = match method {
        // Without an app registration nobody can have signed in.
        Some(Method::Person(_)) if tenancy.client_id.is_some() => {
            let kept = sign_in::kept(tenancy, texts)?;
            kept.known(&*sign_in::keep(tenancy)).unwrap_or_default()
        }
        _ => None,
    };
    let account = match method {
        Some(Method::Secret | Method::Certificate) => Account::Application,
        _ => Account::Person,
    };
    let permissions = known.as_ref().map(|known| known.permissions.clone());
    let holds = Holds { account, permissions, ..Holds::default() };
    Ok(Report {
        pack,
        method,
        signed_in: known.is_some() || !matches!(method, Some(Method::Person(_))),
        cloud: tenancy.cloud.value.clone(),
        tenant: tenancy.tenant.as_ref().map(|said| said.value.clone()),
        reach: reach(pack, &probed(pack), &holds),
        settings: settings_of(settings, configuration),
        known,
    })
}

fn lines(report: &Report<'_>, configuration: &Configuration, printer: &Printer<'_>) -> Vec<String> {
    let mut lines = vec![who(report, printer)];
    let tenant = report.tenant.clone().or_else(|| report.known.as_ref().map(|known| known.identity.tid.clone()));
    lines.extend(tenant.map(|tenant| printer.fill(say::STATUS_TENANT, &[("tenant", &tenant)])));
    lines.push(printer.fill(say::STATUS_CLOUD, &[("cloud", &report.cloud)]));
    if report.signed_in {
        lines.push(granted(report, printer));
        lines.push(String::new());
        lines.extend(knowable(report, printer));
    }
    lines.push(String::new());
    if report.settings.is_empty() {
        let file = configuration.path.as_ref().map(|path| path.display().to_string());
        lines.extend(file.map(|file| printer.fill(say::STATUS_NO_FILE, &[("file", &file)])));
        return lines;
    }
    lines.push(printer.fill(say::STATUS_SETTINGS, &[]));
    lines.extend(report.settings.iter().map(|setting| format!("  {}", setting.line(&printer.texts))));
    lines
}

fn who(report: &Report<'_>, printer: &Printer<'_>) -> String {
    match (report.method, &report.known) {
        (None, _) => printer.fill(say::STATUS_TOKEN, &[]),
        (Some(Method::Secret), _) => printer.fill(say::STATUS_SECRET, &[]),
        (Some(Method::Certificate), _) => printer.fill(say::STATUS_CERTIFICATE, &[]),
        (Some(Method::AzureCli), _) => printer.fill(say::STATUS_AZ, &[]),
        (Some(Method::Person(_)), Some(known)) => {
            printer.fill(say::STATUS_PERSON, &[("who", &known.identity.username)])
        }
        (Some(Method::Person(_)), None) => {
            let how = printer.texts.say(say::STATUS_OUT_HOW);
            printer.fill(say::STATUS_OUT, &[("how", how)])
        }
    }
}

fn granted(report: &Report<'_>, printer: &Printer<'_>) -> String {
    let Some(known) = &report.known else { return printer.fill(say::STATUS_UNKNOWN, &[]) };
    let names: Vec<&str> = known.permissions.iter().map(String::as_str).collect();
    let text = if names.is_empty() { say::GRANTED_NOTHING } else { say::STATUS_GRANTED };
    printer.fill(text, &[("permissions", &names.join(", "))])
}

/// How many facts can be asked for; and for those that cannot, what is missing, the same once.
fn knowable(report: &Report<'_>, printer: &Printer<'_>) -> Vec<String> {
    let reach = &report.reach;
    let (count, all) = (reach.knowable.len(), reach.knowable.len() + reach.out_of_reach.len());
    let mut lines =
        vec![printer.fill(say::STATUS_KNOWABLE, &[("count", &count.to_string()), ("all", &all.to_string())])];
    let mut by_reason: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for not in &reach.out_of_reach {
        let why = match &not.reason {
            Reason::Permission(missing) => printer.fill(say::STATUS_MISSING, &[("permissions", &missing.join(", "))]),
            _ => printer.fill(say::STATUS_PERSON_ONLY, &[]),
        };
        by_reason.entry(why).or_default().push(&report.pack.fact(not.fact).name);
    }
    for (why, facts) in by_reason {
        lines.push(why);
        lines.push(format!("  {}", facts.join(", ")));
    }
    lines
}
