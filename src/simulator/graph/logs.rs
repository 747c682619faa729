//! The logs as Graph shows them, newest first.

use serde_json::{Value as Json, json};

use crate::knowledge::tenant::{Audit, SignIn, SignInSubject};
use crate::simulator::identity::{Directory, guid};
use crate::simulator::options::{Options, Variant};

/// Sign-ins of people; the beta also holds those of apps by themselves.
pub(super) fn sign_ins(directory: &Directory, beta: bool) -> Vec<Json> {
    let of_people = |entry: &&SignIn| beta || matches!(entry.who, SignInSubject::Person(_));
    let mut entries: Vec<(usize, &SignIn)> = directory.tenant.sign_ins.iter().filter(of_people).enumerate().collect();
    entries.sort_by_key(|(_, entry)| std::cmp::Reverse(entry.at));
    entries.into_iter().map(|(place, entry)| sign_in(directory, entry, place, beta)).collect()
}

fn sign_in(directory: &Directory, entry: &SignIn, place: usize, beta: bool) -> Json {
    let id = guid(&[&directory.id(), "sign-in", &place.to_string()]);
    let failed = entry.code != 0;
    let reason = entry.reason.clone().unwrap_or_else(|| if failed { "Other.".to_owned() } else { String::new() });
    let mut json = json!({
        "id": id,
        "createdDateTime": directory.at(entry.at),
        "appDisplayName": entry.into,
        "appId": directory.guid("client", &entry.into),
        "ipAddress": "198.51.100.23",
        "clientAppUsed": entry.client,
        "correlationId": guid(&[&id, "correlation"]),
        "conditionalAccessStatus": "notApplied",
        "isInteractive": true,
        "riskDetail": "none",
        "riskLevelAggregated": "none",
        "riskLevelDuringSignIn": "none",
        "riskState": "none",
        "resourceDisplayName": "Microsoft Graph",
        "status": { "errorCode": entry.code, "failureReason": reason, "additionalDetails": null },
        "deviceDetail": { "deviceId": "", "displayName": null, "operatingSystem": "Windows 10", "browser": "Edge" },
        "location": { "city": "Utrecht", "state": "Utrecht", "countryOrRegion": "NL" },
        "appliedConditionalAccessPolicies": [],
    });
    match &entry.who {
        SignInSubject::Person(upn) => {
            let person = directory.tenant.person(upn);
            json["userPrincipalName"] = json!(upn);
            json["userDisplayName"] = json!(person.map(|it| &it.name));
            json["userId"] = json!(person.map(|it| directory.person_id(it)));
        }
        SignInSubject::App(name) => {
            let app = directory.tenant.app(name);
            json["userPrincipalName"] = json!("");
            json["userDisplayName"] = json!("");
            json["userId"] = json!("");
            json["appDisplayName"] = json!(name);
            json["appId"] = json!(app.map(|it| directory.client_id(it)));
            json["isInteractive"] = json!(false);
        }
    }
    if beta {
        let is_app = matches!(entry.who, SignInSubject::App(_));
        json["signInEventTypes"] = json!([if is_app { "servicePrincipal" } else { "interactiveUser" }]);
        json["homeTenantId"] = json!(directory.id());
        json["isTenantRestricted"] = json!(false);
        json["uniqueTokenIdentifier"] = json!(guid(&[&id, "token"]));
    }
    json
}

/// The audit log.
pub(super) fn audits(directory: &Directory, options: &Options) -> Vec<Json> {
    let mut entries: Vec<(usize, &Audit)> = directory.tenant.audits.iter().enumerate().collect();
    entries.sort_by_key(|(_, entry)| std::cmp::Reverse(entry.at));
    entries.into_iter().map(|(place, entry)| audit(directory, options, entry, place)).collect()
}

fn audit(directory: &Directory, options: &Options, entry: &Audit, place: usize) -> Json {
    let id = guid(&[&directory.id(), "audit", &place.to_string()]);
    let about = directory.tenant.person(&entry.about);
    let by = entry.by.as_deref().and_then(|upn| directory.tenant.person(upn));
    let initiator = by.map(|person| {
        json!({
            "id": directory.person_id(person), "displayName": person.name, "userPrincipalName": person.upn,
            "ipAddress": "198.51.100.23",
        })
    });
    let mut target = json!({
        "id": about.map(|person| directory.person_id(person)),
        "displayName": about.map(|person| &person.name),
        "userPrincipalName": entry.about,
        "modifiedProperties": [],
    });
    // One example of the pages spells this key with a capital letter.
    let key = if options.variant == Variant::Pages { "Type" } else { "type" };
    target[key] = json!("User");
    let details = entry.agent.iter().map(|agent| json!({ "key": "OnPremisesAgent", "value": agent }));
    json!({
        "id": format!("Directory_{id}_{place}"),
        "category": "UserManagement",
        "correlationId": guid(&[&id, "correlation"]),
        "result": if entry.succeeded { "success" } else { "failure" },
        "resultReason": entry.reason.clone().unwrap_or_default(),
        "activityDisplayName": entry.activity,
        "activityDateTime": directory.at(entry.at),
        "loggedByService": entry.service,
        "operationType": "Update",
        "initiatedBy": { "user": initiator, "app": null },
        "targetResources": [target],
        "additionalDetails": details.collect::<Vec<_>>(),
    })
}
