//! How apps sign in by themselves: with a secret, or with an assertion signed by a certificate.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value as Json;

use super::error::SignInError;
use crate::knowledge::tenant::{App, Credential, EnterpriseApp};
use crate::simulator::engine::Simulator;
use crate::simulator::identity::{Directory, digest};
use crate::simulator::state::Who;

/// How long the fingerprint of a certificate is: SHA-256, base64url without padding.
const FINGERPRINT: usize = 43;

impl Directory {
    /// The value of a client secret. It is made, never written anywhere, and opens nothing but this simulator.
    pub fn secret(&self, app: &App, secret: &Credential) -> String {
        let value = digest(&["secret", &self.tenant.name, &app.name, &secret.name]);
        format!("simulated~{}", value.get(..32).unwrap_or_default())
    }
}

/// The app that proves who it is.
pub(super) fn prove(
    simulator: &Simulator,
    field: impl Fn(&'static str) -> Option<String>,
    tenant: &str,
    now: i64,
) -> Result<Who, SignInError> {
    let client = field("client_id").unwrap_or_default();
    let directory = &simulator.directory;
    let app = directory.app(&client).filter(|app| app.enterprise != EnterpriseApp::Missing);
    let app = app.ok_or_else(|| SignInError::known(simulator, "unauthorized_client", 700_016))?;
    if app.enterprise == EnterpriseApp::Disabled {
        return Err(SignInError::known(simulator, "unauthorized_client", 7_000_112));
    }
    if !field("scope").unwrap_or_default().ends_with("/.default") {
        return Err(SignInError::known(simulator, "invalid_scope", 70011));
    }
    match (field("client_secret"), field("client_assertion")) {
        (Some(value), None) => check_secret(simulator, app, &value, now)?,
        (None, Some(assertion)) => check_assertion(simulator, app, &assertion, tenant, now)?,
        _ => return Err(SignInError::known(simulator, "invalid_client", 7_000_218)),
    }
    Ok(Who::App(app.name.clone()))
}

fn check_secret(simulator: &Simulator, app: &App, value: &str, now: i64) -> Result<(), SignInError> {
    let directory = &simulator.directory;
    let secret = app.secrets.iter().find(|secret| directory.secret(app, secret) == value);
    match secret {
        None => Err(SignInError::known(simulator, "invalid_client", 7_000_215)),
        Some(secret) if directory.start + secret.ends <= now => {
            Err(SignInError::known(simulator, "invalid_client", 7_000_222))
        }
        Some(_) => Ok(()),
    }
}

/// Everything about an assertion but its signature, for which there is no key here.
fn check_assertion(
    simulator: &Simulator,
    app: &App,
    assertion: &str,
    tenant: &str,
    now: i64,
) -> Result<(), SignInError> {
    let refuse = |code: u32| SignInError::known(simulator, "invalid_client", code);
    let mut parts = assertion.split('.').map(|part| URL_SAFE_NO_PAD.decode(part).ok());
    let mut next = || parts.next().flatten();
    let json = |bytes: Option<Vec<u8>>| bytes.and_then(|bytes| serde_json::from_slice::<Json>(&bytes).ok());
    let (header, claims) = (json(next()), json(next()));
    let signed = next().is_some_and(|signature| !signature.is_empty());
    let (Some(header), Some(claims), true) = (header, claims, signed) else { return Err(refuse(50027)) };
    let fingerprint =
        header["x5t#S256"].as_str().filter(|it| it.len() == FINGERPRINT).ok_or_else(|| refuse(700_027))?;
    let directory = &simulator.directory;
    let known = app.certificates.iter().find(|it| it.fingerprint.as_deref().is_none_or(|known| known == fingerprint));
    let running = known.is_some_and(|certificate| directory.start + certificate.ends > now);
    if header["alg"] != "PS256" || !running {
        return Err(refuse(700_027));
    }
    let client = directory.client_id(app);
    let audience = format!("{}/{tenant}/oauth2/v2.0/token", directory.base);
    if claims["iss"] != client.as_str() || claims["sub"] != client.as_str() || claims["aud"] != audience.as_str() {
        return Err(refuse(50027));
    }
    let (starts, ends) = (claims["nbf"].as_i64().unwrap_or(0), claims["exp"].as_i64().unwrap_or(0));
    // A clock may be five minutes off.
    if ends <= now - 300 || starts > now + 300 {
        return Err(refuse(700_024));
    }
    Ok(())
}
