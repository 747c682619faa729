//! People and groups as Graph shows them.

use serde_json::{Value as Json, json};

use super::Found;
use crate::knowledge::tenant::{Group, Method, Person, RiskLevel, RiskState, SubscriptionState};
use crate::simulator::identity::{Directory, sku_id};
use crate::simulator::options::{Options, Variant};

/// A person, with everything that may be selected.
pub(super) fn user(directory: &Directory, person: &Person) -> Json {
    let at = |moment: Option<i64>| moment.map(|moment| directory.at(moment));
    let tenant = &directory.tenant;
    let account_name = person.account_name.as_deref().or_else(|| person.upn.split('@').next());
    let synced = person.synced.then_some(person);
    let restricted = tenant.units.iter().any(|unit| unit.restricted && unit.members.contains(&person.upn));
    let last_sync = tenant.sync.as_ref().and_then(|sync| sync.last);
    let mail = person.mail.as_deref().or_else(|| (!person.licences.is_empty()).then_some(person.upn.as_str()));
    json!({
        "id": directory.person_id(person),
        "userPrincipalName": shown_name(directory, person),
        "displayName": person.name,
        "mail": mail,
        "businessPhones": [],
        "userType": if person.guest { "Guest" } else { "Member" },
        "accountEnabled": person.enabled,
        "creationType": person.guest.then_some("Invitation"),
        "externalUserState": person.guest.then_some("Accepted"),
        "identities": identities(directory, person),
        "createdDateTime": directory.at(-400 * 86_400),
        "deletedDateTime": at(person.deleted),
        "onPremisesSyncEnabled": synced.map(|_| true),
        "onPremisesLastSyncDateTime": synced.and_then(|_| at(last_sync)),
        "onPremisesSamAccountName": synced.and(account_name),
        "onPremisesUserPrincipalName": synced.map(|it| it.on_premises_upn.as_ref().unwrap_or(&it.upn)),
        "lastPasswordChangeDateTime": at(person.password_changed),
        "passwordPolicies": synced.map_or("None", |_| "DisablePasswordExpiration"),
        "passwordProfile": person.must_change.then(|| json!({
            "forceChangePasswordNextSignIn": true, "forceChangePasswordNextSignInWithMfa": false, "password": null,
        })),
        "assignedLicenses": assigned(directory, person),
        "assignedPlans": plans(directory, person),
        "usageLocation": person.location,
        "isManagementRestricted": restricted.then_some(true),
    })
}

/// A deleted account carries its id in front of its name, so that the name is free for somebody else.
fn shown_name(directory: &Directory, person: &Person) -> String {
    match person.deleted {
        Some(_) => format!("{}{}", directory.person_id(person).replace('-', ""), person.upn),
        None => person.upn.clone(),
    }
}

fn identities(directory: &Directory, person: &Person) -> Json {
    let home = directory.tenant.domains.first().map(|domain| domain.name.clone()).unwrap_or_default();
    let (kind, issuer) =
        if person.guest { ("federated", "ExternalAzureAD") } else { ("userPrincipalName", home.as_str()) };
    let name = (!person.guest).then_some(&person.upn);
    json!([{ "signInType": kind, "issuer": issuer, "issuerAssignedId": name }])
}

fn assigned(directory: &Directory, person: &Person) -> Vec<Json> {
    let bought = person.licences.iter().filter_map(|sku| directory.tenant.subscription(sku));
    bought.map(|it| json!({ "skuId": sku_id(it), "disabledPlans": [] })).collect()
}

fn plans(directory: &Directory, person: &Person) -> Vec<Json> {
    let bought = person.licences.iter().filter_map(|sku| directory.tenant.subscription(sku));
    bought
        .flat_map(|it| {
            let status = match it.state {
                SubscriptionState::Enabled => "Enabled",
                SubscriptionState::Warning => "Warning",
                SubscriptionState::Suspended => "Suspended",
            };
            it.plans.iter().map(move |plan| {
                json!({
                    "assignedDateTime": directory.at(-300 * 86_400),
                    "capabilityStatus": status,
                    "service": "AADPremiumService",
                    "servicePlanId": directory.table_id(plan),
                })
            })
        })
        .collect()
}

/// Groups.
pub(super) fn groups(directory: &Directory, groups: Vec<&Group>) -> Vec<Json> {
    let group = |group: &Group| {
        json!({
            "id": directory.group_id(group),
            "displayName": group.name,
            "mailEnabled": false,
            "securityEnabled": true,
            "isAssignableToRole": group.role_assignable.then_some(true),
        })
    };
    groups.into_iter().map(group).collect()
}

/// The ways to sign in that a person registered.
pub(super) fn methods(directory: &Directory, options: &Options, person: &Person) -> Vec<Json> {
    // The examples and the metadata call it by different names.
    let created = if options.variant == Variant::Pages { "creationDateTime" } else { "createdDateTime" };
    let method = |method: &Method| {
        let (kind, _) = names(*method);
        let id = match method {
            // Every account has its password under the same id.
            Method::Password => "28c10230-6103-485e-b985-444c60001490".to_owned(),
            other => directory.guid(other.word(), &person.upn),
        };
        let mut json = json!({ "@odata.type": format!("#microsoft.graph.{kind}AuthenticationMethod"), "id": id });
        json[created] = json!(directory.at(-200 * 86_400));
        match method {
            Method::Phone => json["phoneType"] = json!("mobile"),
            Method::TemporaryPass => json["isUsable"] = json!(true),
            _ => {}
        }
        json
    };
    person.methods.iter().map(method).collect()
}

/// What Graph calls a method, and what the registration report calls it.
fn names(method: Method) -> (&'static str, Option<&'static str>) {
    match method {
        Method::Password => ("password", None),
        Method::Phone => ("phone", Some("mobilePhone")),
        Method::Authenticator => ("microsoftAuthenticator", Some("microsoftAuthenticatorPush")),
        Method::SecurityKey => ("fido2", Some("passKeyDeviceBound")),
        Method::SoftwareCode => ("softwareOath", Some("softwareOneTimePasscode")),
        Method::WindowsHello => ("windowsHelloForBusiness", Some("windowsHelloForBusiness")),
        Method::Email => ("email", Some("email")),
        Method::TemporaryPass => ("temporaryAccessPass", Some("temporaryAccessPass")),
    }
}

/// State of per-user multifactor authentication.
pub(super) fn requirements(person: &Person) -> Json {
    json!({ "perUserMfaState": person.mfa.word() })
}

/// What the registration report says; it does not know accounts that are new or disabled.
pub(super) fn registration(directory: &Directory, options: &Options, person: &Person) -> Option<Found> {
    if !person.reported || !person.enabled {
        return None;
    }
    let any = |methods: &[Method]| person.methods.iter().any(|method| methods.contains(method));
    let resets = any(&[Method::Phone, Method::Authenticator, Method::SoftwareCode, Method::Email]);
    let factor =
        any(&[Method::Phone, Method::Authenticator, Method::SoftwareCode, Method::SecurityKey, Method::WindowsHello]);
    let is_admin = !directory.active_roles(person).is_empty();
    let json = json!({
        "id": directory.person_id(person),
        "userPrincipalName": person.upn,
        "userDisplayName": person.name,
        "isAdmin": is_admin,
        "isSsprEnabled": person.self_service,
        "isSsprRegistered": resets,
        "isSsprCapable": person.self_service && resets && person.methods_allowed,
        "isMfaRegistered": factor,
        "isMfaCapable": factor && person.methods_allowed,
        "isPasswordlessCapable": any(&[Method::SecurityKey, Method::WindowsHello]),
        "methodsRegistered": person.methods.iter().filter_map(|method| names(*method).1).collect::<Vec<_>>(),
        "lastUpdatedDateTime": directory.at(-8 * 3_600),
        "userType": if person.guest { "guest" } else { "member" },
    });
    Some(Found::One("reports/authenticationMethods/userRegistrationDetails", wrapped(options, json, false)))
}

/// What was seen as risk; none if nothing ever was.
pub(super) fn risk(directory: &Directory, options: &Options, person: &Person) -> Option<Found> {
    let risk = person.risk?;
    let stands = matches!(risk.state, RiskState::AtRisk | RiskState::Confirmed);
    let level = match risk.level {
        RiskLevel::Low => "low",
        RiskLevel::Medium => "medium",
        RiskLevel::High => "high",
    };
    let (state, detail) = match risk.state {
        RiskState::AtRisk => ("atRisk", "none"),
        RiskState::Confirmed => ("confirmedCompromised", "adminConfirmedUserCompromised"),
        RiskState::Remediated => ("remediated", "userPerformedSecuredPasswordReset"),
        RiskState::Dismissed => ("dismissed", "adminDismissedAllRiskForUser"),
    };
    let json = json!({
        "id": directory.person_id(person),
        "isDeleted": person.deleted.is_some(),
        "isProcessing": false,
        "riskLastUpdatedDateTime": directory.at(risk.at),
        "riskLevel": if stands { level } else { "none" },
        "riskState": state,
        "riskDetail": detail,
        "userDisplayName": person.name,
        "userPrincipalName": person.upn,
    });
    Some(Found::One("identityProtection/riskyUsers", wrapped(options, json, true)))
}

/// The pages show these objects inside `value`, the metadata bare.
fn wrapped(options: &Options, json: Json, in_list: bool) -> Json {
    match (options.variant, in_list) {
        (Variant::Metadata, _) => json,
        (Variant::Pages, false) => json!({ "value": json }),
        (Variant::Pages, true) => json!({ "value": [json] }),
    }
}
