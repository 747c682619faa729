//! What concerns everybody, as Graph shows it: organisation, subscriptions, domains, policies, sync.

use serde_json::{Value as Json, json};

use super::{Found, Refusal};
use crate::knowledge::tenant::{DomainSignIn, SubscriptionState, SyncFeature};
use crate::simulator::identity::{Directory, guid, sku_id};
use crate::simulator::options::{Options, Variant};

/// The organisation; the beta knows when password hashes last came.
pub(super) fn organization(directory: &Directory, options: &Options, beta: bool) -> Json {
    let tenant = &directory.tenant;
    let sync = tenant.sync.as_ref();
    let at = |moment: Option<i64>| moment.map(|moment| directory.at(moment));
    let plans = tenant.subscriptions.iter().flat_map(|bought| &bought.plans).map(|plan| {
        json!({
            "assignedDateTime": directory.at(-300 * 86_400), "capabilityStatus": "Enabled",
            "service": "AADPremiumService", "servicePlanId": directory.table_id(plan),
        })
    });
    let domains = tenant.domains.iter().enumerate().map(|(place, domain)| {
        let kind = if domain.sign_in == DomainSignIn::Federated { "Federated" } else { "Managed" };
        json!({
            "capabilities": "Email, OfficeCommunicationsOnline", "isDefault": place == 0, "isInitial": false,
            "name": domain.name, "type": kind,
        })
    });
    let partner = if options.variant == Variant::Pages {
        "ResellerPartnerDelegatedAdmin"
    } else {
        "resellerPartnerDelegatedAdmin"
    };
    let mut json = json!({
        "id": directory.id(),
        "displayName": tenant.organization,
        "tenantType": tenant.kind.word(),
        "countryLetterCode": "NL",
        "createdDateTime": directory.at(-2_000 * 86_400),
        "partnerTenantType": (options.variant == Variant::Pages).then_some(partner),
        "onPremisesSyncEnabled": sync.map(|_| true),
        "onPremisesLastSyncDateTime": at(sync.and_then(|sync| sync.last)),
        "verifiedDomains": domains.collect::<Vec<_>>(),
        "assignedPlans": plans.collect::<Vec<_>>(),
    });
    if beta {
        json["onPremisesLastPasswordSyncDateTime"] = json!(at(sync.and_then(|sync| sync.passwords)));
    }
    json
}

/// What was bought.
pub(super) fn subscriptions(directory: &Directory) -> Vec<Json> {
    let tenant = &directory.tenant;
    let subscription = |bought: &crate::knowledge::tenant::Subscription| {
        let used = tenant.people.iter().filter(|person| person.licences.contains(&bought.sku)).count();
        let (status, [enabled, warning, suspended]) = match bought.state {
            SubscriptionState::Enabled => ("Enabled", [bought.units, 0, 0]),
            SubscriptionState::Warning => ("Warning", [0, bought.units, 0]),
            SubscriptionState::Suspended => ("Suspended", [0, 0, bought.units]),
        };
        let plans = bought.plans.iter().map(|plan| {
            json!({
                "servicePlanId": directory.table_id(plan), "servicePlanName": directory.label(plan),
                "provisioningStatus": "Success", "appliesTo": "User",
            })
        });
        json!({
            "accountName": tenant.organization,
            "accountId": directory.id(),
            "appliesTo": "User",
            "capabilityStatus": status,
            "consumedUnits": used,
            "id": format!("{}_{}", directory.id(), sku_id(bought)),
            "prepaidUnits": { "enabled": enabled, "suspended": suspended, "warning": warning, "lockedOut": 0 },
            "servicePlans": plans.collect::<Vec<_>>(),
            "skuId": sku_id(bought),
            "skuPartNumber": bought.sku,
            "subscriptionIds": [guid(&[&directory.id(), &bought.sku])],
        })
    };
    tenant.subscriptions.iter().map(subscription).collect()
}

/// The domains.
pub(super) fn domains(directory: &Directory) -> Vec<Json> {
    let domains = directory.tenant.domains.iter().enumerate().map(|(place, domain)| {
        json!({
            "id": domain.name,
            "authenticationType": if domain.sign_in == DomainSignIn::Federated { "Federated" } else { "Managed" },
            "availabilityStatus": null,
            "isAdminManaged": true,
            "isDefault": place == 0,
            "isInitial": false,
            "isRoot": true,
            "isVerified": true,
            "passwordValidityPeriodInDays": 2_147_483_647_i64,
            "passwordNotificationWindowInDays": 14,
            "supportedServices": ["Email", "OfficeCommunicationsOnline"],
        })
    });
    domains.collect()
}

/// A policy; none if there is none of that name.
pub(super) fn policy(directory: &Directory, name: &str) -> Option<Found> {
    let policies = &directory.tenant.policies;
    Some(match name {
        "authorizationPolicy" => Found::One(
            "policies/authorizationPolicy",
            json!({
                "id": "authorizationPolicy",
                "displayName": "Authorization Policy",
                "description": "Used to manage authorization related settings across the company.",
                "allowedToUseSSPR": policies.admins_reset,
                "allowInvitesFrom": "everyone",
                "defaultUserRolePermissions": { "allowedToCreateApps": true, "allowedToReadOtherUsers": true },
            }),
        ),
        "identitySecurityDefaultsEnforcementPolicy" => Found::One(
            "policies/identitySecurityDefaultsEnforcementPolicy",
            json!({
                "id": "00000000-0000-0000-0000-000000000005",
                "displayName": "Security Defaults",
                "description": "A set of basic identity security mechanisms recommended by Microsoft.",
                "isEnabled": policies.security_defaults,
            }),
        ),
        "defaultAppManagementPolicy" => Found::One("policies/defaultAppManagementPolicy", app_policy(directory)),
        "featureRolloutPolicies" => {
            let rollouts = policies.staged_rollout.iter().map(|feature| {
                json!({
                    "id": directory.guid("rollout", feature),
                    "displayName": format!("{feature} rollout policy"),
                    "description": null,
                    "feature": feature,
                    "isEnabled": true,
                    "isAppliedToOrganization": false,
                })
            });
            Found::Members("policies/featureRolloutPolicies", rollouts.collect())
        }
        _ => return None,
    })
}

fn app_policy(directory: &Directory) -> Json {
    let refused = directory.tenant.policies.no_new_secrets;
    let restriction = json!({
        "restrictionType": "passwordAddition", "state": "enabled", "maxLifetime": null,
        "restrictForAppsCreatedAfterDateTime": directory.at(-500 * 86_400),
    });
    let secrets = if refused { vec![restriction] } else { Vec::new() };
    json!({
        "id": "00000000-0000-0000-0000-000000000000",
        "displayName": "Default app management tenant policy",
        "description": "Default tenant policy that enforces app management restrictions.",
        "isEnabled": refused,
        "applicationRestrictions": { "passwordCredentials": secrets, "keyCredentials": [] },
        "servicePrincipalRestrictions": { "passwordCredentials": [], "keyCredentials": [] },
    })
}

/// The agents of pass-through authentication, if it was ever set up.
pub(super) fn agents(directory: &Directory, options: &Options) -> Result<Found, Refusal> {
    let agents = directory.tenant.sync.as_ref().and_then(|sync| sync.agents.as_ref());
    let agents = agents.ok_or_else(|| Refusal::not_found("authentication"))?;
    let agents = agents.iter().map(|agent| {
        // The pages write it with a capital letter, the metadata does not.
        let status = match (agent.active, options.variant) {
            (true, Variant::Metadata) => "active",
            (true, Variant::Pages) => "Active",
            (false, Variant::Metadata) => "inactive",
            (false, Variant::Pages) => "Inactive",
        };
        json!({
            "id": directory.guid("agent", &agent.machine), "machineName": agent.machine,
            "externalIp": "203.0.113.10", "status": status,
        })
    });
    Ok(Found::Members("onPremisesPublishingProfiles('authentication')/agents", agents.collect()))
}

/// What sync can do. The page shows one object, the metadata says that it is a list.
pub(super) fn synchronization(directory: &Directory, options: &Options) -> Found {
    const SET: &str = "directory/onPremisesSynchronization";
    let Some(sync) = &directory.tenant.sync else { return Found::Members(SET, Vec::new()) };
    let on = |feature: SyncFeature| sync.features.contains(&feature);
    let json = json!({
        "id": directory.id(),
        "configuration": { "accidentalDeletionPrevention": { "synchronizationPreventionType": "enabledForCount", "alertThreshold": 500 } },
        "features": {
            "passwordSyncEnabled": on(SyncFeature::PasswordHashSync),
            "passwordWritebackEnabled": on(SyncFeature::PasswordWriteback),
            "cloudPasswordPolicyForPasswordSyncedUsersEnabled": on(SyncFeature::CloudPasswordPolicy),
            "userForcePasswordChangeOnLogonEnabled": on(SyncFeature::ForceChangeAtLogon),
            "directoryExtensionsEnabled": false,
            "softMatchOnUpnEnabled": true,
            "synchronizeUpnForManagedUsersEnabled": true,
            "blockSoftMatchEnabled": false,
        },
    });
    match options.variant {
        Variant::Metadata => Found::Members(SET, vec![json]),
        Variant::Pages => Found::One(SET, json),
    }
}
