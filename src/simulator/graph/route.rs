//! Where each path leads.

use super::{Ask, Found, Refusal, apps, logs, people, roles, tenant};
use crate::knowledge::tenant::Person;
use crate::simulator::identity::Directory;
use crate::simulator::options::Options;
use crate::simulator::state::{Caller, Who};

/// Finds what a path leads to.
pub(super) fn find(directory: &Directory, options: &Options, caller: &Caller, ask: &Ask) -> Result<Found, Refusal> {
    let segments: Vec<&str> = ask.segments.iter().map(String::as_str).collect();
    let beta = ask.version == "beta";
    match segments.as_slice() {
        ["me"] => me(directory, caller),
        ["users", rest @ ..] => users(directory, options, ask, rest),
        ["directory", rest @ ..] => deleted_or_sync(directory, options, rest),
        ["roleManagement", "directory", "transitiveRoleAssignments"] if beta => roles::assignments(directory, ask),
        ["roleManagement", "directory", "roleEligibilityScheduleInstances"] => {
            Ok(Found::Members("roleManagement/directory/roleEligibilityScheduleInstances", roles::eligible(directory)))
        }
        ["organization"] => Ok(Found::Members("organization", vec![tenant::organization(directory, options, beta)])),
        ["subscribedSkus"] => Ok(Found::Members("subscribedSkus", tenant::subscriptions(directory))),
        ["domains"] => Ok(Found::Members("domains", tenant::domains(directory))),
        ["policies", policy] => tenant::policy(directory, policy).ok_or_else(|| Refusal::no_segment(policy)),
        ["onPremisesPublishingProfiles", "authentication", "agents"] if beta => tenant::agents(directory, options),
        ["servicePrincipals"] => Ok(Found::Members("servicePrincipals", apps::service_principals(directory))),
        ["auditLogs", "signIns"] => Ok(Found::Members("auditLogs/signIns", logs::sign_ins(directory, beta))),
        ["auditLogs", "directoryAudits"] => {
            Ok(Found::Members("auditLogs/directoryAudits", logs::audits(directory, options)))
        }
        ["reports", "authenticationMethods", "userRegistrationDetails", key] => {
            let person = living(directory, key)?;
            people::registration(directory, options, person).ok_or_else(|| Refusal::not_found(key))
        }
        ["identityProtection", "riskyUsers", key] => {
            let person = directory.person(key);
            person.and_then(|it| people::risk(directory, options, it)).ok_or_else(|| Refusal::not_found(key))
        }
        [set, rest @ ..] => apps::of_key(directory, set, rest).unwrap_or_else(|| Err(Refusal::no_segment(set))),
        [] => Err(Refusal::no_segment("")),
    }
}

fn me(directory: &Directory, caller: &Caller) -> Result<Found, Refusal> {
    let Who::Person(upn) = &caller.who else {
        let message = "/me request is only valid with delegated authentication flow.";
        return Err(super::refusal(400, "BadRequest", message));
    };
    Ok(Found::One("users", people::user(directory, living(directory, upn)?)))
}

/// A person who is not deleted.
fn living<'a>(directory: &'a Directory, key: &str) -> Result<&'a Person, Refusal> {
    let person = directory.person(key).filter(|person| person.deleted.is_none());
    person.ok_or_else(|| Refusal::not_found(key))
}

fn users(directory: &Directory, options: &Options, ask: &Ask, rest: &[&str]) -> Result<Found, Refusal> {
    let Some((key, rest)) = rest.split_first() else {
        let people = directory.tenant.people.iter().filter(|person| person.deleted.is_none());
        return Ok(Found::Members("users", people.map(|person| people::user(directory, person)).collect()));
    };
    let person = living(directory, key)?;
    match rest {
        [] => Ok(Found::One("users", people::user(directory, person))),
        ["transitiveMemberOf", "microsoft.graph.group"] => {
            needs_index(ask)?;
            Ok(Found::Members("groups", people::groups(directory, directory.groups_of(person))))
        }
        ["ownedObjects", "microsoft.graph.group"] => {
            needs_index(ask)?;
            let owned = directory.tenant.groups.iter().filter(|group| group.owners.contains(&person.upn));
            Ok(Found::Members("groups", people::groups(directory, owned.collect())))
        }
        ["authentication", "methods"] => {
            Ok(Found::Members("users/authentication/methods", people::methods(directory, options, person)))
        }
        ["authentication", "requirements"] if ask.version == "beta" => {
            Ok(Found::One("users/authentication/requirements", people::requirements(person)))
        }
        [first, ..] => Err(Refusal::no_segment(first)),
    }
}

/// A cast asks the index: <https://learn.microsoft.com/graph/aad-advanced-queries>.
fn needs_index(ask: &Ask) -> Result<(), Refusal> {
    if ask.eventual && ask.option("$count") == Some("true") {
        return Ok(());
    }
    Err(Refusal::query("The specified request needs the header ConsistencyLevel and $count."))
}

fn deleted_or_sync(directory: &Directory, options: &Options, rest: &[&str]) -> Result<Found, Refusal> {
    let deleted = || directory.tenant.people.iter().filter(|person| person.deleted.is_some());
    match rest {
        ["onPremisesSynchronization"] => Ok(tenant::synchronization(directory, options)),
        ["deletedItems", "microsoft.graph.user"] => {
            Ok(Found::Members("users", deleted().map(|person| people::user(directory, person)).collect()))
        }
        ["deletedItems", key] => {
            let person = deleted().find(|person| directory.person_id(person).eq_ignore_ascii_case(key));
            let person = person.ok_or_else(|| Refusal::not_found(key))?;
            Ok(Found::One("directoryObjects", people::user(directory, person)))
        }
        [first, ..] => Err(Refusal::no_segment(first)),
        [] => Err(Refusal::no_segment("directory")),
    }
}
