//! How people begin to sign in: in a browser, or with a code on another device.

use serde_json::json;

use super::error::SignInError;
use crate::knowledge::tenant::App;
use crate::simulator::engine::Simulator;
use crate::simulator::http::{Request, Response, encode};
use crate::simulator::state::{Begun, Who};

/// How long a code can be redeemed, in seconds.
const CODE_SECONDS: i64 = 600;
/// How long a device may ask, in seconds.
const DEVICE_SECONDS: i64 = 900;
/// How long it should wait between two questions.
const INTERVAL: u32 = 1;
/// What `OpenID` Connect asks for beside permissions.
const OPENID: [&str; 4] = ["openid", "profile", "email", "offline_access"];
/// What stands for everything that was granted.
const DEFAULT: &str = ".default";

/// The page on which a person signs in. Nobody has to type anything: the operator, or whom `login_hint` names, is let in.
pub(super) fn authorize(simulator: &mut Simulator, request: &Request, now: i64) -> Result<Response, SignInError> {
    let client = request.asked("client_id").unwrap_or_default().to_owned();
    check_client(simulator, &client)?;
    let redirect = request.asked("redirect_uri").unwrap_or_default().to_owned();
    if !is_loopback(&redirect) {
        return Err(SignInError::known(simulator, "invalid_request", 50011));
    }
    let state = request.asked("state").unwrap_or_default().to_owned();
    match begin(simulator, request, client, redirect.clone(), now) {
        Ok(begun) => {
            let code = simulator.state.fresh("code", &state);
            simulator.state.begun.insert(code.clone(), begun);
            let id = simulator.directory.id();
            Ok(Response::redirect(format!("{redirect}?code={code}&state={}&session_state={id}", encode(&state))))
        }
        Err(error) => Ok(error.redirected(simulator, &redirect, &state, now)),
    }
}

fn begin(
    simulator: &Simulator,
    request: &Request,
    client: String,
    redirect: String,
    now: i64,
) -> Result<Begun, SignInError> {
    let proof = request.asked("code_challenge").filter(|_| request.asked("code_challenge_method") == Some("S256"));
    if request.asked("response_type") != Some("code") || proof.is_none() {
        return Err(SignInError::known(simulator, "invalid_request", 900_144));
    }
    let who = person(simulator, request.asked("login_hint"))?;
    let scope = request.asked("scope").unwrap_or_default();
    consented(simulator, &who, scope)?;
    Ok(Begun {
        who,
        client,
        scope: scope.to_owned(),
        proof: proof.map(str::to_owned),
        redirect,
        nonce: request.asked("nonce").map(str::to_owned),
        answered: request.asked("claims").is_some_and(|claims| claims.contains("nbf")),
        expires: now + CODE_SECONDS,
        polls: 0,
    })
}

/// The start of a sign-in on another device.
pub(super) fn device(simulator: &mut Simulator, request: &Request, now: i64) -> Result<Response, SignInError> {
    let form = request.form();
    let field = |name: &str| form.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.as_str());
    let client = field("client_id").to_owned();
    let app = check_client(simulator, &client)?;
    if app.is_some_and(|app| !app.public_client) {
        return Err(SignInError::known(simulator, "invalid_client", 7_000_218));
    }
    let who = person(simulator, None)?;
    let begun = Begun {
        who,
        client,
        scope: field("scope").to_owned(),
        proof: None,
        redirect: String::new(),
        nonce: None,
        answered: field("claims").contains("nbf"),
        expires: now + DEVICE_SECONDS,
        polls: simulator.options.device_polls,
    };
    let code = simulator.state.fresh("device", &begun.client);
    let user_code = code.get(..9).unwrap_or_default().to_uppercase();
    simulator.state.begun.insert(code.clone(), begun);
    let page = format!("{}/device", simulator.directory.base);
    Ok(Response::json(
        200,
        json!({
            "user_code": user_code,
            "device_code": code,
            "verification_uri": page,
            "expires_in": DEVICE_SECONDS,
            "interval": INTERVAL,
            "message": format!("To sign in, use a web browser to open the page {page} and enter the code {user_code} to authenticate."),
        }),
    ))
}

/// The app that asks, if it is one of the file; the registration for this program is known in every tenant.
pub(super) fn check_client<'a>(simulator: &'a Simulator, client: &str) -> Result<Option<&'a App>, SignInError> {
    let directory = &simulator.directory;
    let app = directory.app(client);
    if app.is_some() || directory.own_client_id().eq_ignore_ascii_case(client) {
        return Ok(app);
    }
    Err(SignInError::known(simulator, "unauthorized_client", 700_016))
}

/// Who signs in, unless something is wrong with them.
fn person(simulator: &Simulator, hint: Option<&str>) -> Result<Who, SignInError> {
    let operator = &simulator.directory.tenant.operator;
    if let Some(code) = operator.fails.as_deref().and_then(|code| code.trim_start_matches("AADSTS").parse().ok()) {
        return Err(SignInError::known(simulator, error_of(code), code));
    }
    let who = match (hint, simulator.operator()) {
        (Some(hint), _) => Who::Person(hint.to_owned()),
        (None, who) => who,
    };
    let Who::Person(upn) = &who else { return Err(SignInError::known(simulator, "invalid_grant", 50034)) };
    match simulator.directory.tenant.person(upn) {
        Some(person) if person.deleted.is_some() => Err(SignInError::known(simulator, "invalid_grant", 50034)),
        Some(person) if !person.enabled => Err(SignInError::known(simulator, "invalid_grant", 50057)),
        Some(person) => Ok(Who::Person(person.upn.clone())),
        None => Err(SignInError::known(simulator, "invalid_grant", 50034)),
    }
}

/// The error of OAuth that goes with a number that a file demands.
fn error_of(code: u32) -> &'static str {
    match code {
        65001 | 90094 | 90095 => "consent_required",
        65004 => "access_denied",
        50076 | 50079 | 50072 | 50074 | 50078 | 53000..=53004 => "interaction_required",
        700_016 | 700_011 => "unauthorized_client",
        90033 | 90006 | 90012 | 90024 => "temporarily_unavailable",
        _ => "invalid_grant",
    }
}

/// What of a scope was granted: everything that was asked for, or nothing at all.
pub(super) fn consented(simulator: &Simulator, who: &Who, scope: &str) -> Result<Vec<String>, SignInError> {
    let granted = simulator.permissions_of(who);
    let asked: Vec<&str> = scope.split_whitespace().filter(|scope| !OPENID.contains(scope)).map(short).collect();
    if asked.contains(&DEFAULT) {
        if asked.len() > 1 {
            return Err(SignInError::known(simulator, "invalid_scope", 70011));
        }
        return Ok(granted);
    }
    if asked.iter().all(|scope| granted.iter().any(|held| held == scope)) {
        return Ok(asked.into_iter().map(str::to_owned).collect());
    }
    let mut error = SignInError::known(simulator, "invalid_grant", 65001);
    error.suberror = Some("consent_required");
    Err(error)
}

/// A scope without the resource it is of.
fn short(scope: &str) -> &str {
    if scope.starts_with("http") { scope.rsplit('/').next().unwrap_or(scope) } else { scope }
}

/// Whether an address is of this machine: no other is ever sent a code.
pub(super) fn is_loopback(uri: &str) -> bool {
    let rest = uri.strip_prefix("http://").unwrap_or_default();
    ["localhost", "127.0.0.1"].iter().any(|host| {
        let rest = rest.strip_prefix(host);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '/']))
            && !uri.contains(['\r', '\n', '?', '#', '@'])
    })
}
