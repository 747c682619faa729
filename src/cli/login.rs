//! `login`: signs in to a tenant, and keeps the sign-in where the operating system keeps secrets.

use super::arguments::LoginArguments;
use super::environment::{Environment, now};
use super::permissions::{ResourceAccess, default, needed_for};
use super::sign_in::{self, Console, Method};
use super::tenant::wait_for;
use super::{Exit, Failure, Knowledge, Printer};
use crate::graph::{Credential, Known, Need, Tokens, Way};
use crate::knowledge::Pack;
use crate::settings::{Settings, Tenancy};
use crate::texts::sign_in as say;

pub(super) fn run(
    arguments: &LoginArguments,
    settings: &Settings,
    environment: &Environment,
    printer: &mut Printer<'_>,
) -> Result<Exit, Failure> {
    let knowledge = Knowledge::load(settings, printer)?;
    let (pack, tenancy) = (&*knowledge.pack, &settings.tenancy);
    let wanted = wanted(arguments, pack, printer)?;
    if arguments.app_permissions {
        printer.json(&[ResourceAccess::of(&wanted, pack, &printer.texts)?])?;
        return Ok(Exit::Fine);
    }
    let method = if arguments.device_code {
        Method::Person(Way::DeviceCode)
    } else if arguments.secret_stdin {
        Method::Secret
    } else {
        Method::chosen(tenancy, &printer.texts)?
    };
    match method {
        Method::Person(way) => {
            let console = Console::new(&printer.texts, !arguments.no_browser);
            person(tenancy, way, console, &wanted, pack, printer)
        }
        Method::Secret => {
            let secret = if arguments.secret_stdin {
                sign_in::secret_from_stdin(&printer.texts)?
            } else {
                sign_in::client_secret(environment.interactive, &printer.texts)?
            };
            application(tenancy, Credential::Secret(secret), pack, printer)
        }
        Method::Certificate => {
            let certificate = sign_in::certificate(tenancy, environment.interactive, &printer.texts)?;
            application(tenancy, Credential::Certificate(Box::new(certificate)), pack, printer)
        }
        Method::AzureCli => {
            let tokens = sign_in::azure_cli(tenancy, &printer.texts)?;
            try_out(&tokens, pack, printer)?;
            printer.line(&printer.fill(say::SIGNED_IN_AZ, &[]))?;
            printer.note(&printer.fill(say::AZ_NOT_KEPT, &[]))?;
            Ok(Exit::Fine)
        }
    }
}

/// The permissions to ask for.
fn wanted(arguments: &LoginArguments, pack: &Pack, printer: &Printer<'_>) -> Result<Vec<String>, Failure> {
    if !arguments.permissions.is_empty() {
        return Ok(arguments.permissions.clone());
    }
    if arguments.facts.is_empty() { Ok(default(pack)) } else { needed_for(&arguments.facts, pack, &printer.texts) }
}

fn person(
    tenancy: &Tenancy,
    way: Way,
    console: Console,
    wanted: &[String],
    pack: &Pack,
    printer: &mut Printer<'_>,
) -> Result<Exit, Failure> {
    let desk = sign_in::desk(tenancy, false, &printer.texts)?;
    let tokens = sign_in::person_sign_in(tenancy, way, Some(console), &printer.texts)?;
    let signed_in = wait_for(tokens.sign_in(wanted, now()))?;
    let (known, lasts) =
        signed_in.map_err(|error| sign_in::failed(&error, pack, &printer.texts, now(), Some((&desk, wanted))))?;
    let tenant = tenancy.tenant.as_ref().map(|said| said.value.as_str());
    printer.line(&welcome(known.as_ref(), tenant, printer))?;
    if let Some(known) = &known {
        let granted: Vec<&str> = known.permissions.iter().map(String::as_str).collect();
        let text = if granted.is_empty() { say::GRANTED_NOTHING } else { say::GRANTED };
        printer.line(&printer.fill(text, &[("permissions", &granted.join(", "))]))?;
        let missing: Vec<String> = wanted.iter().filter(|it| lacks(known, it)).cloned().collect();
        if !missing.is_empty() {
            printer.line(&printer.fill(say::NOT_GRANTED, &[("permissions", &missing.join(", "))]))?;
            printer.line(desk.admin_consent(&missing).as_str())?;
        }
    }
    if lasts {
        printer.line(&printer.fill(say::KEPT, &[]))?;
    } else {
        let why = if tenancy.keyring.value { say::NOT_KEPT } else { say::NOT_KEPT_WISH };
        printer.note(&printer.fill(why, &[]))?;
    }
    Ok(Exit::Fine)
}

/// Whether a permission that was asked for is missing; `.default` is no permission, but all that were granted before.
fn lacks(known: &Known, permission: &String) -> bool {
    permission != ".default" && !known.permissions.contains(permission)
}

fn welcome(known: Option<&Known>, tenant: Option<&str>, printer: &Printer<'_>) -> String {
    let identity = known.map(|known| &known.identity);
    let somebody = printer.texts.say(say::SOMEBODY);
    let who = identity.map(|identity| identity.username.as_str()).filter(|name| !name.is_empty()).unwrap_or(somebody);
    let tenant = tenant.or(identity.map(|identity| identity.tid.as_str())).unwrap_or_default();
    printer.fill(say::SIGNED_IN, &[("who", who), ("tenant", tenant)])
}

fn application(
    tenancy: &Tenancy,
    credential: Credential,
    pack: &Pack,
    printer: &mut Printer<'_>,
) -> Result<Exit, Failure> {
    let tokens = sign_in::app_sign_in(tenancy, credential, &printer.texts)?;
    try_out(&tokens, pack, printer)?;
    let value = |said: &Option<crate::settings::Said<String>>| said.as_ref().map(|said| said.value.clone());
    let (who, tenant) = (value(&tenancy.client_id).unwrap_or_default(), value(&tenancy.tenant).unwrap_or_default());
    printer.line(&printer.fill(say::SIGNED_IN_APP, &[("who", &who), ("tenant", &tenant)]))?;
    printer.line(&printer.fill(say::GRANTED_UNKNOWN, &[]))?;
    printer.note(&printer.fill(say::APP_NOT_KEPT, &[]))?;
    Ok(Exit::Fine)
}

/// Gets a token, to see whether it works, and throws it away.
fn try_out(tokens: &dyn Tokens, pack: &Pack, printer: &Printer<'_>) -> Result<(), Failure> {
    let need = Need { permissions: &[], claims: None, refused: None, now: now() };
    let token = wait_for(tokens.token(need))?;
    token.map(drop).map_err(|error| sign_in::failed(&error, pack, &printer.texts, now(), None))
}
