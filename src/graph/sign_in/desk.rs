//! The desk of the sign-in service: where forms are handed in, for one app in one tenant.

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::{Value as Json, json};
use url::Url;

use super::answer::{Granted, Refused};
use crate::graph::{Endpoints, Secret, SignInError, Trouble, Wire};

/// How often a question is asked again while the service is busy.
const AGAIN: u32 = 3;
/// What an answer to a person grants beside permissions of Graph; nothing of it reads a directory.
const IDENTITY: [&str; 4] = ["openid", "profile", "offline_access", "email"];

/// The app that signs in, and the tenant it signs in to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registration {
    /// The tenant: its id, one of its domains, or `organizations`.
    pub tenant: String,
    /// The id of the app registration.
    pub client_id: String,
}

/// How fast time passes while somebody waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// How long a second is. Tests have less time than people.
    pub second: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self { second: Duration::from_secs(1) }
    }
}

impl Pace {
    /// Waits for so many seconds.
    pub(super) async fn wait(self, seconds: u32) {
        tokio::time::sleep(self.second * seconds).await;
    }
}

/// Where forms are handed in.
#[derive(Clone, Debug)]
pub struct Desk {
    wire: Wire,
    endpoints: Endpoints,
    /// The app and its tenant.
    pub(super) registration: Registration,
    /// How fast time passes.
    pub(super) pace: Pace,
}

impl Desk {
    /// Sends nothing yet.
    pub fn new(wire: Wire, endpoints: Endpoints, registration: Registration, pace: Pace) -> Self {
        Self { wire, endpoints, registration, pace }
    }

    /// An address of the tenant: `authorize`, `token` or `devicecode`.
    pub(super) fn url(&self, what: &str) -> Url {
        let mut url = self.endpoints.login().clone();
        if let Ok(mut path) = url.path_segments_mut() {
            path.pop_if_empty().extend([self.registration.tenant.as_str(), "oauth2", "v2.0", what]);
        }
        url
    }

    /// What a person is asked to allow: who they are, that the sign-in lasts, and these permissions of one resource,
    /// written in full because a short name means the public cloud.
    pub(super) fn scopes(&self, permissions: &[String]) -> String {
        let who = ["openid", "profile", "offline_access"].map(str::to_owned);
        let full = permissions.iter().map(|permission| format!("{}{permission}", self.endpoints.resource()));
        who.into_iter().chain(full).collect::<Vec<_>>().join(" ")
    }

    /// Where an administrator allows these permissions, once for everybody.
    ///
    /// <https://learn.microsoft.com/entra/identity-platform/v2-admin-consent>
    pub fn admin_consent(&self, permissions: &[String]) -> Url {
        let mut url = self.endpoints.login().clone();
        if let Ok(mut path) = url.path_segments_mut() {
            path.pop_if_empty().extend([self.registration.tenant.as_str(), "v2.0", "adminconsent"]);
        }
        let scopes: Vec<String> =
            permissions.iter().map(|permission| format!("{}{permission}", self.endpoints.resource())).collect();
        url.query_pairs_mut()
            .append_pair("client_id", &self.registration.client_id)
            .append_pair("scope", &scopes.join(" "))
            .append_pair("redirect_uri", "http://localhost");
        // A person may paste it into something that takes `+` for itself.
        let query = url.query().unwrap_or_default().replace('+', "%20");
        url.set_query(Some(&query));
        url
    }

    /// What an application asks for: everything an administrator granted it.
    pub(super) fn everything(&self) -> String {
        format!("{}.default", self.endpoints.resource())
    }

    /// The permissions among the scopes of an answer.
    pub(super) fn permissions(&self, scope: &str) -> BTreeSet<String> {
        let resource = self.endpoints.resource();
        let short = scope.split_whitespace().map(|scope| scope.strip_prefix(resource).unwrap_or(scope));
        short.filter(|scope| !IDENTITY.contains(scope)).map(str::to_owned).collect()
    }

    /// Asks for a token.
    pub(super) async fn token(&self, way: &'static str, form: &[(&str, &Secret)]) -> Result<Granted, SignInError> {
        let answer = self.ask(way, "token", form).await?;
        Granted::of(answer).ok_or(SignInError::Trouble(Trouble::Malformed))
    }

    /// Hands in a form, and again a little later while the service is busy.
    pub(super) async fn ask(
        &self,
        way: &'static str,
        what: &str,
        form: &[(&str, &Secret)],
    ) -> Result<Json, SignInError> {
        let mut waits = 0..AGAIN;
        loop {
            match (self.ask_once(way, what, form).await, waits.next()) {
                (Err(SignInError::Refused(refused)), Some(round)) if refused.is_busy() => {
                    self.pace.wait(1 << round).await;
                }
                (answer, _) => return answer,
            }
        }
    }

    /// Hands in a form.
    pub(super) async fn ask_once(
        &self,
        way: &'static str,
        what: &str,
        form: &[(&str, &Secret)],
    ) -> Result<Json, SignInError> {
        let client_id = Secret::new(self.registration.client_id.clone());
        let mut all = vec![("client_id", &client_id)];
        all.extend_from_slice(form);
        let reply = self.wire.login_post(&self.url(what), &all).await?;
        if reply.status < 400 {
            return reply.json.ok_or(SignInError::Trouble(Trouble::Malformed));
        }
        let sent: Vec<&Secret> = form.iter().filter(|(name, _)| is_secret(name)).map(|(_, value)| *value).collect();
        let refused = reply.json.as_ref().and_then(|json| Refused::of(way, json, &sent));
        let refused = match refused {
            Some(refused) => refused,
            // A busy service may answer with a page; what else is no JSON comes from somebody in between.
            None if reply.status >= 500 || reply.status == 429 => {
                Refused { way, error: "temporarily_unavailable".to_owned(), ..Refused::default() }
            }
            None => return Err(SignInError::Trouble(Trouble::Malformed)),
        };
        Err(SignInError::Refused(Box::new(Refused { server_time: reply.date, ..refused })))
    }
}

/// Whether a field of a form is kept from everybody else.
fn is_secret(field: &str) -> bool {
    matches!(field, "client_secret" | "client_assertion" | "code" | "code_verifier" | "refresh_token" | "device_code")
}

/// The claims that are asked for: a challenge, if there is one, and that this program understands challenges.
///
/// <https://learn.microsoft.com/entra/identity-platform/claims-challenge>
pub(super) fn claims(challenge: Option<&str>) -> String {
    let mut claims = challenge.and_then(|text| serde_json::from_str::<Json>(text).ok()).unwrap_or_else(|| json!({}));
    if !claims.get("access_token").is_some_and(Json::is_object) {
        let Json::Object(members) = &mut claims else { return claims_of_ours().to_string() };
        members.insert("access_token".to_owned(), json!({}));
    }
    claims["access_token"]["xms_cc"] = json!({ "values": ["cp1"] });
    claims.to_string()
}

fn claims_of_ours() -> Json {
    json!({ "access_token": { "xms_cc": { "values": ["cp1"] } } })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::{ClientSettings, Cloud};

    fn desk(cloud: Cloud, tenant: &str) -> Desk {
        let endpoints = Endpoints::new(cloud, None, None).unwrap();
        let registration = Registration { tenant: tenant.to_owned(), client_id: "app".to_owned() };
        Desk::new(Wire::new(ClientSettings::default()).unwrap(), endpoints, registration, Pace::default())
    }

    #[test]
    fn a_scope_is_written_in_full_for_its_cloud() {
        let permissions = ["User.Read".to_owned()];
        let government = desk(Cloud::UsGovernmentDod, "contoso.example");
        assert_eq!(
            government.scopes(&permissions),
            "openid profile offline_access https://dod-graph.microsoft.us/User.Read"
        );
        assert_eq!(government.everything(), "https://dod-graph.microsoft.us/.default");
    }

    #[test]
    fn what_was_granted_is_read_with_and_without_the_resource() {
        let granted =
            desk(Cloud::Global, "t").permissions("openid https://graph.microsoft.com/User.Read email Mail.Read");
        assert_eq!(granted, BTreeSet::from(["Mail.Read".to_owned(), "User.Read".to_owned()]));
    }

    #[test]
    fn an_administrator_consents_to_exactly_what_is_named() {
        let url = desk(Cloud::Global, "contoso.example").admin_consent(&["A.Read".to_owned(), "B.Read".to_owned()]);
        assert_eq!(
            url.as_str(),
            "https://login.microsoftonline.com/contoso.example/v2.0/adminconsent?client_id=app&\
             scope=https%3A%2F%2Fgraph.microsoft.com%2FA.Read%20https%3A%2F%2Fgraph.microsoft.com%2FB.Read&\
             redirect_uri=http%3A%2F%2Flocalhost"
        );
    }

    #[test]
    fn a_tenant_stays_one_part_of_the_path() {
        let url = desk(Cloud::Global, "a/../b?c").url("token");
        assert_eq!(url.as_str(), "https://login.microsoftonline.com/a%2F..%2Fb%3Fc/oauth2/v2.0/token");
    }

    #[test]
    fn a_challenge_is_kept_beside_what_we_understand() {
        let merged: Json = serde_json::from_str(&claims(Some(r#"{"access_token":{"nbf":{"value":"1"}}}"#))).unwrap();
        assert_eq!(merged, json!({"access_token": {"nbf": {"value": "1"}, "xms_cc": {"values": ["cp1"]}}}));
        for odd in [None, Some("no json"), Some("[1]"), Some(r#"{"access_token":3}"#)] {
            let merged: Json = serde_json::from_str(&claims(odd)).unwrap();
            assert_eq!(merged["access_token"]["xms_cc"]["values"][0], "cp1", "{odd:?}");
        }
    }
}
