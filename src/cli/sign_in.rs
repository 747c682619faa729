//! How commands sign in: which way the settings and the environment say, and with what.

mod console;
mod explain;
mod secrets;

use std::sync::Arc;

pub(super) use console::Console;
pub(super) use explain::{failed, is_of_given_token, sentence};
pub(super) use secrets::{certificate, client_secret, secret_from_stdin};

use super::{Failure, tenant};
use crate::graph::{
    AppSignIn, AzureCli, ClientSettings, Credential, Desk, Endpoints, Keep, Kept, Keyring, Memory, Pace, Person,
    PersonSignIn, Registration, Tokens, Way, Wire,
};
use crate::settings::{SIGN_INS, Tenancy};
use crate::texts::{Texts, sign_in as say};

/// Any tenant of an organisation: where a person signs in and nobody names one, their account decides.
const ANY_TENANT: &str = "organizations";

/// A way of signing in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Method {
    /// A person, once.
    Person(Way),
    /// An application with a secret.
    Secret,
    /// An application with a certificate.
    Certificate,
    /// With the sign-in of the Azure CLI.
    AzureCli,
}

impl Method {
    /// The way that is asked for; else what there is something to sign in with; else a browser.
    pub fn chosen(tenancy: &Tenancy, texts: &Texts) -> Result<Self, Failure> {
        match tenancy.sign_in.as_ref().map(|said| said.value.as_str()) {
            Some("browser") => Ok(Self::Person(Way::Browser)),
            Some("device-code") => Ok(Self::Person(Way::DeviceCode)),
            Some("secret") => Ok(Self::Secret),
            Some("certificate") => Ok(Self::Certificate),
            Some("azure-cli") => Ok(Self::AzureCli),
            Some(other) => {
                let hint = texts.fill(say::BAD_WAY_HINT, &[("ways", &SIGN_INS.join(", "))]);
                Err(Failure::usage(texts.fill(say::BAD_WAY, &[("way", other)]), hint))
            }
            None if secrets::has_client_secret() => Ok(Self::Secret),
            None if tenancy.certificate.is_some() => Ok(Self::Certificate),
            None => Ok(Self::Person(Way::Browser)),
        }
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Person(Way::Browser) => "browser",
            Self::Person(Way::DeviceCode) => "device-code",
            Self::Secret => "secret",
            Self::Certificate => "certificate",
            Self::AzureCli => "azure-cli",
        }
    }
}

/// Who gives tokens, as the settings and the environment say; none if they name nothing to sign in with. A person is asked
/// only if there is one to ask.
pub(super) fn tokens(tenancy: &Tenancy, interactive: bool, texts: &Texts) -> Result<Option<Arc<dyn Tokens>>, Failure> {
    let method = Method::chosen(tenancy, texts)?;
    if matches!(method, Method::Person(_)) && tenancy.client_id.is_none() {
        return Ok(None);
    }
    Ok(Some(match method {
        Method::Person(way) => {
            let person = interactive.then(|| Console::new(texts, true));
            Arc::new(person_sign_in(tenancy, way, person, texts)?)
        }
        Method::Secret => {
            let secret = secrets::client_secret(interactive, texts)?;
            Arc::new(app_sign_in(tenancy, Credential::Secret(secret), texts)?)
        }
        Method::Certificate => {
            let certificate = secrets::certificate(tenancy, interactive, texts)?;
            Arc::new(app_sign_in(tenancy, Credential::Certificate(Box::new(certificate)), texts)?)
        }
        Method::AzureCli => Arc::new(azure_cli(tenancy, texts)?),
    }))
}

/// A person who signs in, or has signed in before.
pub(super) fn person_sign_in(
    tenancy: &Tenancy,
    way: Way,
    person: Option<Console>,
    texts: &Texts,
) -> Result<PersonSignIn, Failure> {
    let (desk, kept) = (desk(tenancy, false, texts)?, kept(tenancy, texts)?);
    let person = person.map(|person| Arc::new(person) as Arc<dyn Person>);
    Ok(PersonSignIn::new(desk, way, kept, keep(tenancy), person))
}

/// An application that signs in by itself.
pub(super) fn app_sign_in(tenancy: &Tenancy, credential: Credential, texts: &Texts) -> Result<AppSignIn, Failure> {
    Ok(AppSignIn::new(desk(tenancy, true, texts)?, credential))
}

/// The sign-in of the Azure CLI.
pub(super) fn azure_cli(tenancy: &Tenancy, texts: &Texts) -> Result<AzureCli, Failure> {
    let named = tenancy.tenant.as_ref().map(|said| checked_tenant(&said.value, texts)).transpose()?;
    Ok(AzureCli::new(named))
}

/// Where forms are handed in. An application needs a tenant by name.
pub(super) fn desk(tenancy: &Tenancy, by_itself: bool, texts: &Texts) -> Result<Desk, Failure> {
    let registration = registration(tenancy, texts)?;
    if by_itself && tenancy.tenant.is_none() {
        return Err(Failure::usage(texts.say(say::NO_TENANT), texts.say(say::NO_TENANT_HINT)));
    }
    let wire = Wire::new(ClientSettings::default());
    let wire = wire.map_err(|error| Failure::tenant(tenant::trouble(texts, error), None))?;
    Ok(Desk::new(wire, tenant::endpoints(tenancy, texts)?, registration, Pace::default()))
}

/// Where the sign-ins of the app in the settings are kept.
pub(super) fn kept(tenancy: &Tenancy, texts: &Texts) -> Result<Kept, Failure> {
    let endpoints = tenant::endpoints(tenancy, texts)?;
    Ok(Kept::new(&cloud(tenancy, &endpoints), &registration(tenancy, texts)?))
}

/// The keyring of the operating system; where there is none, or it is not wished for, the memory of this process.
pub(super) fn keep(tenancy: &Tenancy) -> Arc<dyn Keep> {
    let keyring = tenancy.keyring.value.then(Keyring::open).and_then(Result::ok);
    match keyring {
        Some(keyring) => Arc::new(keyring),
        None => Arc::new(Memory::default()),
    }
}

/// What a sign-in is good for: a cloud, or a login endpoint of one's own.
fn cloud(tenancy: &Tenancy, endpoints: &Endpoints) -> String {
    match tenancy.login_url {
        Some(_) => endpoints.login().to_string(),
        None => tenancy.cloud.value.to_lowercase(),
    }
}

fn registration(tenancy: &Tenancy, texts: &Texts) -> Result<Registration, Failure> {
    let Some(client_id) = &tenancy.client_id else {
        return Err(Failure::usage(texts.say(say::NO_CLIENT_ID), texts.say(say::NO_CLIENT_ID_HINT)));
    };
    if !is_name(&client_id.value, "-_") {
        let message = texts.fill(say::BAD_CLIENT_ID, &[("id", &client_id.value)]);
        return Err(Failure::usage(message, texts.say(say::BAD_CLIENT_ID_HINT)));
    }
    let tenant = match &tenancy.tenant {
        Some(said) => checked_tenant(&said.value, texts)?,
        None => ANY_TENANT.to_owned(),
    };
    Ok(Registration { tenant, client_id: client_id.value.clone() })
}

fn checked_tenant(tenant: &str, texts: &Texts) -> Result<String, Failure> {
    if is_name(tenant, "-.") {
        return Ok(tenant.to_owned());
    }
    Err(Failure::usage(texts.fill(say::BAD_TENANT, &[("tenant", tenant)]), texts.say(say::BAD_TENANT_HINT)))
}

/// Whether a text is made of letters, digits and a few others, and starts with neither of those: it may become an
/// argument of another program.
fn is_name(text: &str, others: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || others.contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tenant_or_client_id_is_one_harmless_word() {
        for good in ["contoso.onmicrosoft.com", "6c3f5a1e-0000-0000-0000-000000000000"] {
            assert!(is_name(good, "-."), "{good}");
        }
        for bad in ["", "--query", "a b", "a/b", "a;b", "$(x)", "é"] {
            assert!(!is_name(bad, "-."), "{bad}");
        }
    }

    #[test]
    fn the_clouds_of_the_settings_are_those_of_graph() {
        assert_eq!(crate::settings::CLOUDS, crate::graph::Cloud::ALL.map(crate::graph::Cloud::name));
    }
}
