//! Signing in with a browser on this machine: authorization code with PKCE, redirected to a port of this machine.
//!
//! <https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow>

use oauth2::basic::BasicClient;
use oauth2::{AuthUrl, ClientId, CsrfToken, PkceCodeChallenge, RedirectUrl, Scope};
use url::Url;

use super::answer::{Granted, Refused};
use super::desk::{Desk, claims};
use super::identity::Claims;
use super::loopback::{Loopback, Visit};
use super::person::{Ask, Person, Prompt};
use crate::graph::{Secret, SignInError};

/// How many seconds the browser has.
const PATIENCE: u32 = 300;

/// What was sent with the browser and has to come back, or to be shown.
struct Sent {
    url: Url,
    redirect: String,
    state: Secret,
    nonce: Secret,
    verifier: Secret,
}

/// Signs a person in.
pub(super) async fn sign_in(desk: &Desk, ask: &Ask<'_>, person: &dyn Person) -> Result<Granted, SignInError> {
    let loopback = Loopback::open().await?;
    let sent = prepare(desk, ask, loopback.address())?;
    person.told(&Prompt::Browser { url: sent.url.as_str() });
    let visit = tokio::select! {
        visit = loopback.visit() => visit?,
        () = desk.pace.wait(PATIENCE) => return Err(SignInError::TooLate),
    };
    let answer = code(&visit, &sent);
    visit.show(&person.page(answer.is_ok())).await;
    let granted = redeem(desk, ask, &sent, &answer?).await?;
    let nonce = granted.id_token.as_ref().and_then(Claims::of).and_then(|claims| claims.text("nonce"));
    if nonce.is_some_and(|nonce| Secret::new(nonce) != sent.nonce) {
        return Err(SignInError::Foreign);
    }
    Ok(granted)
}

/// Writes the address that the browser opens.
fn prepare(desk: &Desk, ask: &Ask<'_>, redirect: String) -> Result<Sent, SignInError> {
    let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
    let nonce = CsrfToken::new_random();
    let to = RedirectUrl::new(redirect.clone()).map_err(|_| SignInError::NoMeans)?;
    let client = BasicClient::new(ClientId::new(desk.registration.client_id.clone()))
        .set_auth_uri(AuthUrl::from_url(desk.url("authorize")))
        .set_redirect_uri(to);
    let scopes = desk.scopes(ask.permissions);
    let mut request = client
        .authorize_url(CsrfToken::new_random)
        .add_scopes(scopes.split(' ').map(|scope| Scope::new(scope.to_owned())))
        .set_pkce_challenge(challenge)
        .add_extra_param("response_mode", "query")
        .add_extra_param("nonce", nonce.secret().clone())
        .add_extra_param("claims", claims(ask.claims));
    if let Some(username) = ask.username {
        request = request.add_extra_param("login_hint", username.to_owned());
    } else {
        request = request.add_extra_param("prompt", "select_account");
    }
    let (url, state) = request.url();
    let secret = |text: &str| Secret::new(text.to_owned());
    Ok(Sent {
        url,
        redirect,
        state: secret(state.secret()),
        nonce: secret(nonce.secret()),
        verifier: secret(verifier.secret()),
    })
}

/// The code that the browser brought, if it is the answer to what was sent.
fn code(visit: &Visit, sent: &Sent) -> Result<Secret, SignInError> {
    let state = Secret::new(visit.value("state").unwrap_or_default().to_owned());
    if state != sent.state {
        return Err(SignInError::Foreign);
    }
    if let Some(error) = visit.value("error") {
        let description = visit.value("error_description").unwrap_or_default();
        return Err(SignInError::Refused(Box::new(Refused::through_browser(error, description))));
    }
    visit.value("code").map(|code| Secret::new(code.to_owned())).ok_or(SignInError::Foreign)
}

async fn redeem(desk: &Desk, ask: &Ask<'_>, sent: &Sent, code: &Secret) -> Result<Granted, SignInError> {
    let text = |text: &str| Secret::new(text.to_owned());
    let form = [
        ("grant_type", &text("authorization_code")),
        ("code", code),
        ("redirect_uri", &text(&sent.redirect)),
        ("code_verifier", &sent.verifier),
        ("scope", &Secret::new(desk.scopes(ask.permissions))),
        ("claims", &Secret::new(claims(ask.claims))),
    ];
    desk.token("browser", &form).await
}

#[cfg(test)]
mod tests {
    use oauth2::{PkceCodeChallenge, PkceCodeVerifier};

    /// RFC 7636, appendix B.
    #[test]
    fn the_challenge_is_that_of_the_standard() {
        let verifier = PkceCodeVerifier::new("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk".to_owned());
        let challenge = PkceCodeChallenge::from_code_verifier_sha256(&verifier);
        assert_eq!(challenge.as_str(), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
        assert_eq!(challenge.method().as_str(), "S256");
    }
}
