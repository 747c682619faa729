//! `logout`: forgets who is signed in.

use super::{Exit, Failure, Knowledge, Printer, sign_in};
use crate::settings::Settings;
use crate::texts::sign_in as say;

pub(super) fn run(settings: &Settings, printer: &mut Printer<'_>) -> Result<Exit, Failure> {
    Knowledge::load(settings, printer)?;
    let kept = sign_in::kept(&settings.tenancy, &printer.texts)?;
    let forgotten = kept.forget(&*sign_in::keep(&settings.tenancy)).map_err(|_| {
        Failure::usage(printer.texts.say(say::KEYRING_CLOSED), printer.texts.say(say::KEYRING_CLOSED_HINT))
    })?;
    let line = match forgotten {
        Some(known) => printer.fill(say::LOGGED_OUT, &[("who", &known.identity.username)]),
        None => printer.fill(say::NOBODY_TO_SIGN_OUT, &[]),
    };
    printer.line(&line)?;
    Ok(Exit::Fine)
}
