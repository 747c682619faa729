//! Secrets from where they may be: the environment, the standard input, a prompt that does not show them. Never an argument,
//! which everybody on the machine can read.

use std::env;
use std::ffi::OsString;
use std::io::{self, Read};

use crate::cli::Failure;
use crate::graph::{Certificate, CertificateError, Secret};
use crate::settings::Tenancy;
use crate::texts::{Text, Texts, sign_in as say};

/// The variable with the client secret. It is no setting: settings are shown.
const CLIENT_SECRET: &str = "CRED_DOCTOR_CLIENT_SECRET";
/// The variable with the password of the certificate's file.
const CERTIFICATE_PASSWORD: &str = "CRED_DOCTOR_CERTIFICATE_PASSWORD";
/// No secret is longer, in bytes.
const LONGEST: u64 = 16 * 1024;
/// No file of a certificate is longer, in bytes.
const LARGEST_FILE: u64 = 1024 * 1024;

/// Whether the environment has a client secret.
pub(in crate::cli) fn has_client_secret() -> bool {
    variable(CLIENT_SECRET).is_some()
}

/// The client secret, from the environment or from the person at the terminal.
pub(in crate::cli) fn client_secret(interactive: bool, texts: &Texts) -> Result<Secret, Failure> {
    if let Some(secret) = secret_in(CLIENT_SECRET) {
        return Ok(secret);
    }
    let typed = interactive.then(|| prompt(texts.say(say::ASK_SECRET))).flatten();
    typed.ok_or_else(|| Failure::usage(texts.say(say::NO_SECRET), texts.say(say::NO_SECRET_HINT)))
}

/// The client secret: the first line of the standard input.
pub(in crate::cli) fn secret_from_stdin(texts: &Texts) -> Result<Secret, Failure> {
    let mut text = String::new();
    let read = io::stdin().lock().take(LONGEST).read_to_string(&mut text);
    let line = text.lines().next().unwrap_or_default().trim().to_owned();
    drop(Secret::new(text));
    if read.is_err() || line.is_empty() {
        return Err(Failure::usage(texts.say(say::NO_SECRET), texts.say(say::NO_SECRET_HINT)));
    }
    Ok(Secret::new(line))
}

/// The certificate that the settings name, opened with the password of the environment or of the person at the terminal.
pub(in crate::cli) fn certificate(tenancy: &Tenancy, interactive: bool, texts: &Texts) -> Result<Certificate, Failure> {
    let Some(path) = tenancy.certificate.as_ref().map(|said| &said.value) else {
        return Err(Failure::usage(texts.say(say::NO_CERTIFICATE), texts.say(say::NO_CERTIFICATE_HINT)));
    };
    let name = path.display().to_string();
    let mut file = zeroize::Zeroizing::new(Vec::new());
    let opened = std::fs::File::open(path).and_then(|it| it.take(LARGEST_FILE).read_to_end(&mut file));
    opened.map_err(|error| {
        let values = [("file", name.as_str()), ("cause", &error.to_string())];
        Failure::usage(texts.fill(say::CERTIFICATE, &values), texts.say(say::NO_CERTIFICATE_HINT))
    })?;
    let password = secret_in(CERTIFICATE_PASSWORD);
    let mut read = Certificate::read(&file, password.as_ref());
    if matches!(read, Err(CertificateError::Locked)) && interactive {
        let typed = prompt(&texts.fill(say::ASK_PASSWORD, &[("file", &name)]));
        read = Certificate::read(&file, typed.as_ref());
    }
    read.map_err(|error| {
        let (cause, hint) = about(error);
        let values = [("file", name.as_str()), ("cause", texts.say(cause))];
        Failure::usage(texts.fill(say::CERTIFICATE, &values), texts.say(hint))
    })
}

fn about(error: CertificateError) -> (Text, Text) {
    match error {
        CertificateError::Unreadable => (say::CERTIFICATE_UNREADABLE, say::CERTIFICATE_HINT),
        CertificateError::Locked => (say::CERTIFICATE_LOCKED, say::CERTIFICATE_PASSWORD_HINT),
        CertificateError::WrongPassword => (say::CERTIFICATE_WRONG_PASSWORD, say::CERTIFICATE_PASSWORD_HINT),
        CertificateError::NoCertificate => (say::CERTIFICATE_NONE, say::CERTIFICATE_HINT),
        CertificateError::NoKey => (say::CERTIFICATE_NO_KEY, say::CERTIFICATE_HINT),
        CertificateError::KeyKind => (say::CERTIFICATE_KEY_KIND, say::CERTIFICATE_HINT),
        CertificateError::OtherKey => (say::CERTIFICATE_OTHER_KEY, say::CERTIFICATE_HINT),
    }
}

fn variable(name: &str) -> Option<OsString> {
    env::var_os(name).filter(|value| !value.is_empty())
}

fn secret_in(name: &str) -> Option<Secret> {
    variable(name).and_then(|value| value.into_string().ok()).map(Secret::new)
}

/// Asks at the terminal without showing what is typed; none if nothing is.
fn prompt(question: &str) -> Option<Secret> {
    rpassword::prompt_password(question).ok().map(Secret::new).filter(|secret| !secret.is_empty())
}
