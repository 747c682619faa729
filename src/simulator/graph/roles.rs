//! Roles as Graph shows them: active ones, and those that wait.

use serde_json::{Value as Json, json};

use super::{Ask, Found, Refusal, refusal};
use crate::simulator::identity::{Directory, guid};

const ASSIGNMENTS: &str = "roleManagement/directory/transitiveRoleAssignments";

/// Every active role of everybody. Without the header, the service does not know the path:
/// <https://learn.microsoft.com/graph/api/rbacapplication-list-transitiveroleassignments?view=graph-rest-beta>.
pub(super) fn assignments(directory: &Directory, ask: &Ask) -> Result<Found, Refusal> {
    if !ask.eventual || ask.option("$count") != Some("true") {
        return Err(refusal(404, "Request_ResourceNotFound", "Resource not found."));
    }
    if ask.option("$filter").is_none() {
        return Err(refusal(400, "Request_BadRequest", "The request must have a filter on principalId."));
    }
    let living = directory.tenant.people.iter().filter(|person| person.deleted.is_none());
    let assignments = living.flat_map(|person| {
        let id = directory.person_id(person);
        directory.active_roles(person).into_iter().map(move |(role, scope)| {
            json!({
                "id": guid(&[&id, &role, &scope]),
                "principalId": id,
                "directoryScopeId": scope,
                "roleDefinitionId": directory.table_id(&role),
            })
        })
    });
    Ok(Found::Members(ASSIGNMENTS, assignments.collect()))
}

/// Every role that waits to be activated.
pub(super) fn eligible(directory: &Directory) -> Vec<Json> {
    let people = directory.tenant.people.iter();
    let instances = people.flat_map(|person| {
        let id = directory.person_id(person);
        person.eligible.iter().map(move |role| {
            json!({
                "id": guid(&[&id, role, "eligible"]),
                "principalId": id,
                "roleDefinitionId": directory.table_id(role),
                "directoryScopeId": "/",
                "appScopeId": null,
                "startDateTime": directory.at(-100 * 86_400),
                "endDateTime": null,
                "memberType": "Direct",
                "roleEligibilityScheduleId": guid(&[&id, role, "schedule"]),
            })
        })
    });
    instances.collect()
}
