//! Which permissions a sign-in asks for.

use serde::Serialize;

use super::Failure;
use crate::diagnosis::plan::{Holds, reach};
use crate::knowledge::{FactId, Pack, TableContent};
use crate::texts::{Texts, cli as say, sign_in};

/// The table of the permissions, with the id of each that can be granted.
const TABLE: &str = "permissions";

/// What Microsoft Graph is registered as, in every tenant.
const GRAPH: &str = "00000003-0000-0000-c000-000000000000";

/// Every fact that Graph could tell.
pub(super) fn probed(pack: &Pack) -> Vec<FactId> {
    let facts = pack.parts().facts.iter().enumerate();
    facts.filter(|(_, fact)| !fact.evidence.is_empty()).map(|(n, _)| FactId::from(n)).collect()
}

/// What all of them take, as far as it can be granted.
pub(super) fn default(pack: &Pack) -> Vec<String> {
    grantable(pack, &probed(pack))
}

/// What these facts take.
pub(super) fn needed_for(names: &[String], pack: &Pack, texts: &Texts) -> Result<Vec<String>, Failure> {
    let mut facts = Vec::new();
    for name in names {
        let fact = pack.fact_named(name).ok_or_else(|| {
            let known = pack.parts().facts.iter().map(|fact| fact.name.as_str());
            Failure::unknown(texts, say::UNKNOWN_FACT, name, known, say::UNKNOWN_FACT_HINT)
        })?;
        facts.push(fact);
    }
    Ok(grantable(pack, &facts))
}

/// The permissions that facts take. One that is listed without an id is left out: asking for it would fail the sign-in.
fn grantable(pack: &Pack, facts: &[FactId]) -> Vec<String> {
    let entries = entries(pack);
    let refused = |permission: &String| entries.iter().any(|(key, _, id)| key == permission && id.is_none());
    let needed = reach(pack, facts, &Holds::default()).permissions;
    needed.into_iter().filter(|permission| !refused(permission)).collect()
}

fn entries(pack: &Pack) -> &[(String, String, Option<String>)] {
    let table = pack.table_named(TABLE).map(|table| &pack.table(table).content);
    if let Some(TableContent::Entries(entries)) = table { entries } else { &[] }
}

/// Permissions of Graph as an app registration lists them:
/// <https://learn.microsoft.com/graph/api/resources/requiredresourceaccess>.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ResourceAccess {
    resource_app_id: &'static str,
    resource_access: Vec<Access>,
}

#[derive(Debug, Serialize)]
struct Access {
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
}

impl ResourceAccess {
    /// Lists them; fails at one whose id the packs do not know.
    pub fn of(permissions: &[String], pack: &Pack, texts: &Texts) -> Result<Self, Failure> {
        let mut resource_access = Vec::new();
        for permission in permissions {
            let entry = entries(pack).iter().find(|(key, ..)| key == permission);
            let id = entry.and_then(|(_, _, id)| id.clone()).ok_or_else(|| {
                let known = entries(pack).iter().filter(|(.., id)| id.is_some()).map(|(key, ..)| key.as_str());
                Failure::unknown(
                    texts,
                    sign_in::UNKNOWN_PERMISSION,
                    permission,
                    known,
                    sign_in::UNKNOWN_PERMISSION_HINT,
                )
            })?;
            resource_access.push(Access { id, kind: "Scope" });
        }
        Ok(Self { resource_app_id: GRAPH, resource_access })
    }
}
