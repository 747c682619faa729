//! Signing in with a code on another device.
//!
//! <https://learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code>

use serde_json::Value as Json;

use super::answer::{Granted, taken};
use super::desk::{Desk, claims};
use super::person::{Ask, Person, Prompt};
use crate::graph::{Secret, SignInError, Trouble};

/// What it is called in the knowledge.
const WAY: &str = "device-code";
/// How often to ask where the service does not say, in seconds (RFC 8628, section 3.2).
const INTERVAL: u32 = 5;
/// What is added when the service asks for patience, in seconds (RFC 8628, section 3.5).
const SLOWER: u32 = 5;
/// How long a code is good where the service does not say, in seconds.
const GOOD_FOR: u32 = 900;

/// What the service handed out.
struct Code {
    /// What the token is asked for with.
    secret: Secret,
    /// How often, in seconds.
    interval: u32,
    /// For how long, in seconds.
    expires_in: u32,
}

/// Signs a person in.
pub(super) async fn sign_in(desk: &Desk, ask: &Ask<'_>, person: &dyn Person) -> Result<Granted, SignInError> {
    let code = start(desk, ask, person).await?;
    let mut interval = code.interval;
    let mut waited = 0;
    let grant = Secret::new("urn:ietf:params:oauth:grant-type:device_code".to_owned());
    let claims = Secret::new(claims(ask.claims));
    while waited < code.expires_in {
        desk.pace.wait(interval).await;
        waited += interval;
        let form = [("grant_type", &grant), ("device_code", &code.secret), ("claims", &claims)];
        match desk.token(WAY, &form).await {
            Err(SignInError::Refused(refused)) if refused.error == "authorization_pending" => {}
            Err(SignInError::Refused(refused)) if refused.error == "slow_down" => interval += SLOWER,
            // A connection that fails in between does not end the sign-in in the browser.
            Err(SignInError::Trouble(Trouble::TimedOut | Trouble::Broken | Trouble::Unreachable)) => interval *= 2,
            answer => return answer,
        }
    }
    Err(SignInError::TooLate)
}

async fn start(desk: &Desk, ask: &Ask<'_>, person: &dyn Person) -> Result<Code, SignInError> {
    let scope = Secret::new(desk.scopes(ask.permissions));
    let mut answer = desk.ask(WAY, "devicecode", &[("scope", &scope)]).await?;
    let seconds = |name: &str, usual: u32| {
        let said = answer.get(name).and_then(|it| it.as_u64().or_else(|| it.as_str()?.parse().ok()));
        said.and_then(|seconds| u32::try_from(seconds).ok()).unwrap_or(usual)
    };
    let interval = seconds("interval", INTERVAL).clamp(1, 60);
    let expires_in = seconds("expires_in", GOOD_FOR).min(GOOD_FOR);
    let malformed = || SignInError::Trouble(Trouble::Malformed);
    let text = |name: &str| {
        let text = answer.get(name).and_then(Json::as_str).filter(|text| !text.is_empty());
        text.map(|text| text.chars().filter(|c| !c.is_control()).collect::<String>())
    };
    let (user_code, url) = (text("user_code").ok_or_else(malformed)?, text("verification_uri").ok_or_else(malformed)?);
    let secret = taken(&mut answer, "device_code").ok_or_else(malformed)?;
    person.told(&Prompt::Code { url: &url, code: &user_code, minutes: expires_in.div_ceil(60) });
    Ok(Code { secret, interval, expires_in })
}
