//! The tenant that commands ask: where it is, and with which token.

use std::env;
use std::future::Future;
use std::io;
use std::sync::Arc;

use super::simulate::DEMO;
use super::{Failure, sign_in};
use crate::graph::{
    Client, ClientSettings, Cloud, EndpointError, Endpoints, Given, Secret, SignInError, Tokens, Trouble, Wire,
};
use crate::settings::{Settings, Tenancy};
use crate::texts::{Text, Texts, probe as say};

/// The variable that holds an access token. It is no setting: settings are shown.
const TOKEN: &str = "CRED_DOCTOR_TOKEN";

/// What asks the tenant; none if there is nothing to sign in with. `interactive` says that there is a person to ask.
pub(super) fn client(settings: &Settings, interactive: bool, texts: &Texts) -> Result<Option<Client>, Failure> {
    client_with(ClientSettings::default(), settings, interactive, texts)
}

/// The same, for many people.
pub(super) fn client_for_many(
    settings: &Settings,
    interactive: bool,
    texts: &Texts,
) -> Result<Option<Client>, Failure> {
    client_with(ClientSettings::for_many(), settings, interactive, texts)
}

fn client_with(
    patience: ClientSettings,
    settings: &Settings,
    interactive: bool,
    texts: &Texts,
) -> Result<Option<Client>, Failure> {
    let endpoints = endpoints(&settings.tenancy, texts)?;
    let Some(tokens) = tokens(&settings.tenancy, interactive, texts)? else { return Ok(None) };
    let wire = Wire::new(patience).map_err(|error| Failure::tenant(trouble(texts, error), None))?;
    Ok(Some(Client::new(wire, endpoints, tokens)))
}

/// Whether a token is given, so that nobody has to sign in.
pub(super) fn is_given() -> bool {
    env::var_os(TOKEN).is_some_and(|token| !token.is_empty())
}

/// Whether there is anything to ask a tenant with, as far as can be told without trying.
pub(super) fn is_named(settings: &Settings) -> bool {
    let tenancy = &settings.tenancy;
    let is_demo = tenancy.tenant.as_ref().is_some_and(|said| said.value.starts_with(DEMO));
    is_demo || is_given() || tenancy.client_id.is_some() || tenancy.sign_in.is_some() || tenancy.certificate.is_some()
}

/// Who gives tokens: one that is given goes before every way of signing in.
fn tokens(tenancy: &Tenancy, interactive: bool, texts: &Texts) -> Result<Option<Arc<dyn Tokens>>, Failure> {
    let Some(token) = env::var_os(TOKEN).filter(|token| !token.is_empty()) else {
        return sign_in::tokens(tenancy, interactive, texts);
    };
    let given = token.into_string().ok().and_then(|token| Given::new(&Secret::new(token)));
    match given {
        Some(given) => Ok(Some(Arc::new(given))),
        // Whatever it is, it is not repeated.
        None => Err(Failure::usage(texts.say(say::BAD_TOKEN), texts.say(say::BAD_TOKEN_HINT))),
    }
}

/// Where the settings say that the tenant is.
pub(super) fn endpoints(tenancy: &Tenancy, texts: &Texts) -> Result<Endpoints, Failure> {
    let cloud = Cloud::named(&tenancy.cloud.value).ok_or_else(|| {
        let names = Cloud::ALL.map(Cloud::name).join(", ");
        let message = texts.fill(say::BAD_CLOUD, &[("cloud", &tenancy.cloud.value)]);
        Failure::usage(message, texts.fill(say::BAD_CLOUD_HINT, &[("clouds", &names)]))
    })?;
    let login = tenancy.login_url.as_ref().map(|said| said.value.as_str());
    let graph = tenancy.graph_url.as_ref().map(|said| said.value.as_str());
    Endpoints::new(cloud, login, graph).map_err(|error| {
        let (message, hint, url) = match &error {
            EndpointError::NotAnAddress(url) => (say::BAD_ENDPOINT, say::BAD_ENDPOINT_HINT, url),
            EndpointError::NotEncrypted(url) => (say::OPEN_ENDPOINT, say::OPEN_ENDPOINT_HINT, url),
        };
        Failure::usage(texts.fill(message, &[("url", url)]), texts.say(hint))
    })
}

/// Waits for something that talks to the tenant.
pub(super) fn wait_for<T>(future: impl Future<Output = T>) -> io::Result<T> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().enable_time().build()?;
    let result = runtime.block_on(future);
    // A name that is still being looked up holds up nobody.
    runtime.shutdown_background();
    Ok(result)
}

/// Why there is no token, in a sentence.
pub(super) fn sign_in_error(texts: &Texts, error: &SignInError) -> String {
    match error {
        SignInError::GivenRefused => texts.say(say::SIGN_IN_GIVEN_REFUSED).to_owned(),
        SignInError::Challenge => texts.say(say::SIGN_IN_CHALLENGE).to_owned(),
        SignInError::Trouble(met) => texts.fill(say::SIGN_IN_TROUBLE, &[("trouble", &trouble(texts, *met))]),
        other => sign_in::sentence(other, texts),
    }
}

/// What went wrong on the way, in a sentence.
pub(super) fn trouble(texts: &Texts, trouble: Trouble) -> String {
    let text: Text = match trouble {
        Trouble::Unreachable => say::TROUBLE_UNREACHABLE,
        Trouble::Certificate => say::TROUBLE_CERTIFICATE,
        Trouble::Broken => say::TROUBLE_BROKEN,
        Trouble::TimedOut => say::TROUBLE_TIMED_OUT,
        Trouble::Redirected => say::TROUBLE_REDIRECTED,
        Trouble::TooLarge => say::TROUBLE_TOO_LARGE,
        Trouble::Malformed => say::TROUBLE_MALFORMED,
        Trouble::NoMeans => say::TROUBLE_NO_MEANS,
    };
    texts.say(text).to_owned()
}
