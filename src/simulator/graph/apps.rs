//! Applications and their enterprise apps as Graph shows them.

use serde_json::{Value as Json, json};

use super::{Found, Refusal};
use crate::knowledge::tenant::{App, Credential, EnterpriseApp, SyncEngine};
use crate::simulator::identity::{Directory, guid};

/// The template that every configuration of Microsoft Entra Cloud Sync is made from:
/// <https://learn.microsoft.com/graph/synchronization-configure-with-directory-extension-attributes>.
const CLOUD_SYNC_TEMPLATE: &str = "1a4721b3-e57f-4451-ae87-ef078703ec94";

/// What lies below `applications(appId='…')` and `servicePrincipals(appId='…')`; none for any other set.
pub(super) fn of_key(directory: &Directory, set: &str, rest: &[&str]) -> Option<Result<Found, Refusal>> {
    let (set, key) = set.strip_suffix("')")?.split_once("(appId='")?;
    let app = directory.app(key);
    let registered = app.filter(|app| !app.elsewhere);
    let missing = || Refusal::not_found(key);
    let found = match (set, rest) {
        ("applications", []) => registered.map(|app| Found::One("applications", application(directory, app))),
        ("applications", ["federatedIdentityCredentials"]) => {
            registered.map(|app| Found::Members("federatedIdentityCredentials", federated(directory, app)))
        }
        ("applications", ["owners"]) => {
            registered.map(|app| Found::Members("directoryObjects", owners(directory, app)))
        }
        ("servicePrincipals", []) => app
            .filter(|app| app.enterprise != EnterpriseApp::Missing)
            .map(|app| Found::One("servicePrincipals", service_principal(directory, app))),
        ("applications" | "servicePrincipals", [segment, ..]) => return Some(Err(Refusal::no_segment(segment))),
        _ => return None,
    };
    Some(found.ok_or_else(missing))
}

fn application(directory: &Directory, app: &App) -> Json {
    json!({
        "id": directory.guid("application", &app.name),
        "appId": directory.client_id(app),
        "displayName": app.name,
        "createdDateTime": directory.at(-600 * 86_400),
        "signInAudience": "AzureADMyOrg",
        "isFallbackPublicClient": app.public_client.then_some(true),
        "disabledByMicrosoftStatus": null,
        "passwordCredentials": app.secrets.iter().map(|secret| password(directory, app, secret)).collect::<Vec<_>>(),
        "keyCredentials": app.certificates.iter().map(|it| key(directory, app, it)).collect::<Vec<_>>(),
    })
}

fn password(directory: &Directory, app: &App, secret: &Credential) -> Json {
    json!({
        "customKeyIdentifier": null,
        "displayName": secret.name,
        "endDateTime": directory.at(secret.ends),
        "hint": "sim",
        "keyId": key_id(directory, app, secret),
        "secretText": null,
        "startDateTime": directory.at(secret.ends - 180 * 86_400),
    })
}

fn key(directory: &Directory, app: &App, certificate: &Credential) -> Json {
    json!({
        "customKeyIdentifier": certificate.fingerprint,
        "displayName": certificate.name,
        "endDateTime": directory.at(certificate.ends),
        "key": null,
        "keyId": key_id(directory, app, certificate),
        "startDateTime": directory.at(certificate.ends - 365 * 86_400),
        "type": "AsymmetricX509Cert",
        "usage": "Verify",
    })
}

fn key_id(directory: &Directory, app: &App, credential: &Credential) -> String {
    directory.guid("key", &format!("{}/{}", app.name, credential.name))
}

fn federated(directory: &Directory, app: &App) -> Vec<Json> {
    let credentials = app.federated.iter().map(|it| {
        json!({
            "id": directory.guid("federated", &it.name), "name": it.name, "issuer": it.issuer, "subject": it.subject,
            "description": null, "audiences": ["api://AzureADTokenExchange"],
        })
    });
    credentials.collect()
}

fn owners(directory: &Directory, app: &App) -> Vec<Json> {
    let owners = app.owners.iter().filter_map(|upn| directory.tenant.person(upn)).map(|person| {
        json!({
            "@odata.type": "#microsoft.graph.user", "id": directory.person_id(person), "displayName": person.name,
            "userPrincipalName": person.upn,
        })
    });
    owners.collect()
}

fn service_principal(directory: &Directory, app: &App) -> Json {
    let owner = if app.elsewhere { guid(&["tenant elsewhere", &app.name]) } else { directory.id() };
    json!({
        "id": directory.guid("service principal", &app.name),
        "appId": directory.client_id(app),
        "displayName": app.name,
        "appDisplayName": app.name,
        "accountEnabled": app.enterprise == EnterpriseApp::Enabled,
        "disabledByMicrosoftStatus": null,
        "appOwnerOrganizationId": owner,
        "appRoleAssignmentRequired": false,
        "applicationTemplateId": null,
        "servicePrincipalType": "Application",
        "signInAudience": "AzureADMyOrg",
        "passwordCredentials": [],
        "keyCredentials": [],
    })
}

/// Every enterprise app, that of Cloud Sync included.
pub(super) fn service_principals(directory: &Directory) -> Vec<Json> {
    let apps = directory.tenant.apps.iter().filter(|app| app.enterprise != EnterpriseApp::Missing);
    let mut all: Vec<Json> = apps.map(|app| service_principal(directory, app)).collect();
    if directory.tenant.sync.as_ref().is_some_and(|sync| sync.engine == SyncEngine::CloudSync) {
        all.push(json!({
            "id": directory.guid("service principal", "cloud sync"),
            "appId": directory.guid("client", "cloud sync"),
            "displayName": format!("{} to Microsoft Entra ID", directory.tenant.organization),
            "accountEnabled": true,
            "applicationTemplateId": CLOUD_SYNC_TEMPLATE,
            "servicePrincipalType": "Application",
        }));
    }
    all
}
