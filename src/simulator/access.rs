//! Who may ask what: permissions, roles and licences, refused the way the service refuses them.

use super::graph::{Ask, Refusal, refusal};
use super::identity::Directory;
use super::state::{Caller, Who};
use crate::knowledge::{Needs, Piece, Request};

/// How much of an answer somebody may see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Access {
    /// All of it.
    Full,
    /// These properties; the others are null, which says nothing.
    Little(&'static [&'static str]),
}

/// The reports and logs refuse with codes of their own. These codes were seen in answers of the service, no page promises them.
const REPORTS: [&str; 2] = ["auditLogs", "reports"];
/// What is needed to read roles, beside the permission: any role at all.
/// <https://learn.microsoft.com/graph/api/rbacapplication-list-roleassignments>
const ROLES: &str = "roleManagement";
/// <https://learn.microsoft.com/graph/api/organization-list>: with `User.Read` alone, the rest is null.
const ORGANIZATION: (&str, &str, &[&str]) = ("organization", "User.Read", &["id", "displayName", "verifiedDomains"]);
/// <https://learn.microsoft.com/graph/api/user-list-transitivememberof>: members whose kind may not be read are shown as
/// ids.
const MEMBERS: (&str, &str, &[&str]) = ("transitiveMemberOf", "User.Read.All", &["id"]);

/// Whether the caller may ask this, and how much of the answer there is for them.
pub(super) fn check(directory: &Directory, caller: &Caller, ask: &Ask) -> Result<Access, Refusal> {
    let is_me = ask.segments.first().is_some_and(|segment| segment == "me");
    if is_me {
        let any = ["User.Read", "User.Read.All", "Directory.Read.All"];
        let may = any.iter().any(|permission| holds(caller, permission));
        return if may { Ok(Access::Full) } else { Err(no_permission(ask, "User.Read")) };
    }
    let Some(request) = request_of(directory, ask) else { return Ok(Access::Full) };
    let needs = &request.needs;
    let access = permitted(caller, ask, needs)?;
    let Who::Person(upn) = &caller.who else { return licensed(directory, needs).map(|()| access) };
    let roles = directory.tenant.person(upn).map(|person| directory.active_roles(person)).unwrap_or_default();
    let enough = needs.roles.is_empty() || roles.iter().any(|(role, _)| needs.roles.contains(role));
    let sees_roles = ask.segments.first().is_none_or(|segment| segment != ROLES) || !roles.is_empty();
    if !(enough && sees_roles) {
        return Err(no_role(ask));
    }
    licensed(directory, needs).map(|()| access)
}

fn permitted(caller: &Caller, ask: &Ask, needs: &Needs) -> Result<Access, Refusal> {
    let needed = match &caller.who {
        Who::Person(_) => &needs.delegated,
        Who::App(_) => match &needs.application {
            Some(needed) => needed,
            None => return Err(no_permission(ask, needs.delegated.first().map_or("", String::as_str))),
        },
    };
    let missing = needed.iter().find(|permission| !holds(caller, permission));
    let Some(missing) = missing.filter(|_| !needs.wider.iter().any(|wider| holds(caller, wider))) else {
        return Ok(Access::Full);
    };
    for (segment, permission, kept) in [ORGANIZATION, MEMBERS] {
        if ask.segments.iter().any(|it| it == segment) && holds(caller, permission) {
            return Ok(Access::Little(kept));
        }
    }
    Err(no_permission(ask, missing))
}

fn licensed(directory: &Directory, needs: &Needs) -> Result<(), Refusal> {
    let has = needs.licences.is_empty() || directory.plans().any(|plan| needs.licences.iter().any(|it| it == plan));
    if has {
        return Ok(());
    }
    let message = "Neither tenant is B2C or tenant doesn't have premium license";
    Err(refusal(403, "Authentication_RequestFromNonPremiumTenantOrB2CTenant", message))
}

fn is_report(ask: &Ask) -> bool {
    ask.segments.first().is_some_and(|segment| REPORTS.contains(&segment.as_str()))
}

fn no_permission(ask: &Ask, permission: &str) -> Refusal {
    if is_report(ask) {
        let message = format!("Calling principal does not have required MSGraph permissions {permission}");
        return refusal(403, "Authentication_MSGraphPermissionMissing", &message);
    }
    refusal(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.")
}

fn no_role(ask: &Ask) -> Refusal {
    if is_report(ask) {
        let message = "User is not in the allowed roles";
        return refusal(403, "Authentication_RequestFromUnsupportedUserRole", message);
    }
    refusal(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.")
}

/// Whether a permission was granted, itself or with writing.
fn holds(caller: &Caller, needed: &str) -> bool {
    let writing = needed.replacen(".Read.", ".ReadWrite.", 1);
    caller.permissions.iter().any(|held| held == needed || *held == writing)
}

/// The request of the pack that this is.
pub(super) fn request_of<'a>(directory: &'a Directory, ask: &Ask) -> Option<&'a Request> {
    let path = ask.path();
    directory.pack.parts().requests.iter().find(|request| request.version == ask.version && is_at(request, &path))
}

/// Whether a path is that of a request, with any value where one goes.
fn is_at(request: &Request, path: &str) -> bool {
    let mut rest = path;
    let mut value_before = false;
    for piece in &request.pieces {
        let Piece::Text(text) = piece else {
            value_before = true;
            continue;
        };
        let (text, ends) = text.split_once('?').map_or((text.as_str(), false), |(text, _)| (text, true));
        let at = if value_before { rest.find(text).filter(|at| *at > 0) } else { rest.starts_with(text).then_some(0) };
        let Some(at) = at else { return false };
        let Some((value, after)) = rest.split_at_checked(at) else { return false };
        if value.contains('/') {
            return false;
        }
        rest = after.get(text.len()..).unwrap_or_default();
        value_before = false;
        if ends {
            return rest.is_empty();
        }
    }
    if value_before { !rest.is_empty() && !rest.contains('/') } else { rest.is_empty() }
}

/// Whether this very request is asked: its path, and its query up to what is selected.
pub(super) fn is_asked(request: &Request, ask: &Ask) -> bool {
    if request.version != ask.version || !is_at(request, &ask.path()) {
        return false;
    }
    let query: Vec<String> = ask.query.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let query = query.join("&");
    let mut rest = query.as_str();
    let texts = request
        .pieces
        .iter()
        .filter_map(|piece| if let Piece::Text(text) = piece { Some(text.as_str()) } else { None });
    let texts =
        texts.skip_while(|text| !text.contains('?')).map(|text| text.split_once('?').map_or(text, |(_, text)| text));
    for text in texts {
        let Some((_, after)) = rest.split_once(text) else { return false };
        rest = after;
    }
    true
}
