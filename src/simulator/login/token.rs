//! The token endpoint: what was begun is redeemed, continued, or proved.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};

use super::error::SignInError;
use super::{apps, people};
use crate::simulator::engine::Simulator;
use crate::simulator::http::{Request, Response};
use crate::simulator::options::Variant;
use crate::simulator::state::{Begun, Caller, Grant, Who};

/// How long a refresh token can be used, in seconds.
const REFRESH_SECONDS: i64 = 90 * 86_400;
/// How a device asks.
const DEVICE_CODE: &str = "urn:ietf:params:oauth:grant-type:device_code";

/// Answers a request for a token.
pub(super) fn token(
    simulator: &mut Simulator,
    request: &Request,
    tenant: &str,
    now: i64,
) -> Result<Response, SignInError> {
    let form = request.form();
    let field = |name: &'static str| form.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone());
    match field("grant_type").as_deref() {
        Some("authorization_code") => redeem(simulator, field, now),
        Some("refresh_token") => refresh(simulator, field, now),
        Some(DEVICE_CODE) => device(simulator, field, now),
        Some("client_credentials") => {
            if super::ANY_TENANT.contains(&tenant) {
                return Err(SignInError::known(simulator, "invalid_request", 90124));
            }
            let who = apps::prove(simulator, field, tenant, now)?;
            let permissions = simulator.permissions_of(&who);
            let seconds = simulator.options.token_seconds;
            let caller = Caller { who, permissions };
            let access = simulator.mint(Grant { caller, expires: now + seconds, answered: false });
            Ok(Response::json(
                200,
                json!({
                    "token_type": "Bearer", "expires_in": seconds, "ext_expires_in": seconds, "access_token": access,
                }),
            ))
        }
        Some(_) => Err(SignInError::known(simulator, "unsupported_grant_type", 70003)),
        None => Err(SignInError::known(simulator, "invalid_request", 900_144)),
    }
}

fn redeem(
    simulator: &mut Simulator,
    field: impl Fn(&'static str) -> Option<String>,
    now: i64,
) -> Result<Response, SignInError> {
    // A code works once, whoever shows it.
    let begun = simulator.state.begun.remove(&field("code").unwrap_or_default());
    let begun = begun.filter(|begun| begun.expires > now && begun.proof.is_some());
    let begun = begun.ok_or_else(|| SignInError::known(simulator, "invalid_grant", 70000))?;
    let shown = Sha256::digest(field("code_verifier").unwrap_or_default().as_bytes());
    if begun.proof.as_deref() != Some(URL_SAFE_NO_PAD.encode(shown).as_str()) {
        return Err(SignInError::known(simulator, "invalid_grant", 501_481));
    }
    let fits = field("client_id").is_some_and(|client| client == begun.client)
        && field("redirect_uri").is_some_and(|uri| uri == begun.redirect);
    if !fits {
        return Err(SignInError::known(simulator, "invalid_grant", 70000));
    }
    let is_confidential = people::check_client(simulator, &begun.client)?.is_some_and(|app| !app.public_client);
    if is_confidential {
        return Err(SignInError::known(simulator, "invalid_client", 7_000_218));
    }
    grant(simulator, &begun, now)
}

fn refresh(
    simulator: &mut Simulator,
    field: impl Fn(&'static str) -> Option<String>,
    now: i64,
) -> Result<Response, SignInError> {
    let begun = simulator.state.begun.get(&field("refresh_token").unwrap_or_default()).cloned();
    let client = field("client_id").unwrap_or_default();
    let begun = begun.filter(|begun| begun.expires > now && begun.client == client && begun.polls == 0);
    let mut begun = begun.ok_or_else(|| SignInError::known(simulator, "invalid_grant", 700_082))?;
    begun.scope = field("scope").unwrap_or(begun.scope);
    begun.answered |= field("claims").is_some_and(|claims| claims.contains("nbf"));
    grant(simulator, &begun, now)
}

fn device(
    simulator: &mut Simulator,
    field: impl Fn(&'static str) -> Option<String>,
    now: i64,
) -> Result<Response, SignInError> {
    let code = field("device_code").unwrap_or_default();
    let declined = simulator.directory.tenant.operator.fails.as_deref() == Some("AADSTS65004");
    let Some(begun) = simulator.state.begun.get_mut(&code).filter(|begun| begun.redirect.is_empty()) else {
        return Err(SignInError::known(simulator, "bad_verification_code", 70018));
    };
    if begun.expires <= now {
        return Err(SignInError::known(simulator, "expired_token", 70019));
    }
    if declined {
        return Err(SignInError::known(simulator, "authorization_declined", 65004));
    }
    if begun.polls > 0 {
        begun.polls -= 1;
        return Err(SignInError::known(simulator, "authorization_pending", 70016));
    }
    let begun = simulator.state.begun.remove(&code);
    let begun = begun.ok_or_else(|| SignInError::known(simulator, "bad_verification_code", 70018))?;
    grant(simulator, &begun, now)
}

/// Tokens for a person.
fn grant(simulator: &mut Simulator, begun: &Begun, now: i64) -> Result<Response, SignInError> {
    let permissions = people::consented(simulator, &begun.who, &begun.scope)?;
    let seconds = simulator.options.token_seconds;
    let caller = Caller { who: begun.who.clone(), permissions: permissions.clone() };
    let access = simulator.mint(Grant { caller, expires: now + seconds, answered: begun.answered });
    // The pages show short names; whoever asked with the resource gets it back.
    let prefix = if simulator.options.variant == Variant::Pages { "https://graph.microsoft.com/" } else { "" };
    let scope = permissions.iter().map(|permission| format!("{prefix}{permission}"));
    let asked = |scope: &str| begun.scope.split_whitespace().any(|asked| asked == scope);
    let openid = ["openid", "profile", "email"].into_iter().filter(|scope| asked(scope)).map(str::to_owned);
    let mut body = json!({
        "token_type": "Bearer",
        "scope": scope.chain(openid).collect::<Vec<_>>().join(" "),
        "expires_in": seconds,
        "ext_expires_in": seconds,
        "access_token": access,
    });
    if asked("offline_access") {
        let token = format!("simulated-refresh.{}", simulator.state.fresh("refresh", &begun.client));
        let kept = Begun { proof: None, polls: 0, expires: now + REFRESH_SECONDS, ..begun.clone() };
        simulator.state.begun.insert(token.clone(), kept);
        body["refresh_token"] = json!(token);
    }
    if asked("openid") {
        body["id_token"] = json!(id_token(simulator, begun, now));
    }
    Ok(Response::json(200, body))
}

/// Who signed in, for the client; nobody else reads it, and it is not signed.
fn id_token(simulator: &Simulator, begun: &Begun, now: i64) -> String {
    let directory = &simulator.directory;
    let Who::Person(upn) = &begun.who else { return String::new() };
    let person = directory.tenant.person(upn);
    let roles: Vec<String> = person
        .map(|person| directory.active_roles(person))
        .unwrap_or_default()
        .iter()
        .filter(|(_, scope)| scope == "/")
        .map(|(role, _)| directory.table_id(role))
        .collect();
    let claims = json!({
        "aud": begun.client,
        "iss": format!("{}/{}/v2.0", directory.base, directory.id()),
        "iat": now, "nbf": now, "exp": now + simulator.options.token_seconds,
        "name": person.map(|person| &person.name),
        "oid": person.map(|person| directory.person_id(person)),
        "sub": directory.guid("sub", upn),
        "preferred_username": upn,
        "nonce": begun.nonce,
        "tid": directory.id(),
        "wids": roles,
        "ver": "2.0",
    });
    let encode = |json: &Json| URL_SAFE_NO_PAD.encode(json.to_string());
    format!("{}.{}.", encode(&json!({ "typ": "JWT", "alg": "none" })), encode(&claims))
}
