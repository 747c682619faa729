//! The sign-in endpoints of the Microsoft identity platform: <https://learn.microsoft.com/entra/identity-platform/v2-protocols>.

mod apps;
mod error;
mod people;
mod token;

use serde_json::json;

use super::engine::Simulator;
use super::http::{Request, Response};
use error::SignInError;

/// What stands for whichever tenant somebody is at home in.
const ANY_TENANT: [&str; 2] = ["organizations", "common"];

/// Answers a request to sign in.
pub(super) fn answer(simulator: &mut Simulator, request: &Request, now: i64) -> Response {
    let segments: Vec<&str> = request.path.trim_matches('/').split('/').collect();
    let (tenant, rest) = segments.split_first().map_or(("", &[][..]), |(tenant, rest)| (*tenant, rest));
    let get = request.method == "GET";
    let answered = match rest {
        [] if tenant == "device" && get => Ok(Response::page(200, page("The simulated person has agreed already."))),
        ["v2.0", ".well-known", "openid-configuration"] if get => {
            known(simulator, tenant).map(|()| discovery(simulator))
        }
        ["v2.0", "adminconsent"] if get => known(simulator, tenant).map(|()| consented(simulator, request)),
        ["oauth2", "v2.0", "authorize"] if get => {
            known(simulator, tenant).and_then(|()| people::authorize(simulator, request, now))
        }
        ["oauth2", "v2.0", "devicecode"] if !get => {
            known(simulator, tenant).and_then(|()| people::device(simulator, request, now))
        }
        ["oauth2", "v2.0", "token"] if !get => {
            known(simulator, tenant).and_then(|()| token::token(simulator, request, tenant, now))
        }
        _ => Ok(Response::page(404, page("There is nothing here."))),
    };
    answered.unwrap_or_else(|error| error.response(simulator, now))
}

fn page(text: &str) -> String {
    format!("<!doctype html><title>cred-doctor simulate</title><p>{text}</p>")
}

/// Whether this is the tenant that is served.
fn known(simulator: &Simulator, tenant: &str) -> Result<(), SignInError> {
    let directory = &simulator.directory;
    let named = directory.tenant.domains.iter().any(|domain| domain.name.eq_ignore_ascii_case(tenant));
    if named || ANY_TENANT.contains(&tenant) || directory.id().eq_ignore_ascii_case(tenant) {
        return Ok(());
    }
    Err(SignInError::new("invalid_request", 90002, &format!("Tenant '{}' not found.", super::http::decode(tenant))))
}

fn discovery(simulator: &Simulator) -> Response {
    let directory = &simulator.directory;
    let (base, id) = (&directory.base, directory.id());
    Response::json(
        200,
        json!({
            "issuer": format!("{base}/{id}/v2.0"),
            "authorization_endpoint": format!("{base}/{id}/oauth2/v2.0/authorize"),
            "token_endpoint": format!("{base}/{id}/oauth2/v2.0/token"),
            "device_authorization_endpoint": format!("{base}/{id}/oauth2/v2.0/devicecode"),
            "jwks_uri": format!("{base}/{id}/discovery/v2.0/keys"),
            "response_types_supported": ["code", "id_token"],
            "scopes_supported": ["openid", "profile", "email", "offline_access"],
            "token_endpoint_auth_methods_supported": ["client_secret_post", "private_key_jwt", "client_secret_basic"],
            "tenant_region_scope": "EU",
            "cloud_instance_name": "microsoftonline.com",
            "msgraph_host": base.trim_start_matches("http://"),
        }),
    )
}

/// An administrator agrees to everything that is asked.
fn consented(simulator: &Simulator, request: &Request) -> Response {
    let redirect = request.asked("redirect_uri").filter(|uri| people::is_loopback(uri));
    let Some(redirect) = redirect else { return Response::page(200, page("Consent was given.")) };
    let state = super::http::encode(request.asked("state").unwrap_or_default());
    Response::redirect(format!("{redirect}?admin_consent=True&tenant={}&state={state}", simulator.directory.id()))
}
