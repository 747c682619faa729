//! `status --json`.

use serde::Serialize;

use super::settings::Setting;
use super::{Method, Report};
use crate::diagnosis::plan::Reason;

/// What `status --json` prints. Nothing in it is secret.
#[derive(Serialize)]
pub struct StatusShape<'a> {
    version: u32,
    signed_in: bool,
    way: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    account: Option<AccountShape<'a>>,
    cloud: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    tenant: Option<&'a str>,
    /// Null if nobody knows before it is used.
    permissions: Option<Vec<&'a str>>,
    knowable: Vec<&'a str>,
    out_of_reach: Vec<OutOfReach<'a>>,
    settings: &'a [Setting],
}

#[derive(Serialize)]
struct AccountShape<'a> {
    username: &'a str,
    id: &'a str,
    tenant_id: &'a str,
}

#[derive(Serialize)]
struct OutOfReach<'a> {
    fact: &'a str,
    reason: &'static str,
    needs: &'a [String],
}

impl<'a> StatusShape<'a> {
    pub(super) fn of(report: &'a Report<'a>) -> Self {
        let name = |fact| report.pack.fact(fact).name.as_str();
        let identity = report.known.as_ref().map(|known| &known.identity);
        Self {
            version: 1,
            signed_in: report.signed_in,
            way: report.method.map_or("token", Method::name),
            account: identity.map(|it| AccountShape { username: &it.username, id: &it.oid, tenant_id: &it.tid }),
            cloud: &report.cloud,
            tenant: report.tenant.as_deref(),
            permissions: report.known.as_ref().map(|known| known.permissions.iter().map(String::as_str).collect()),
            knowable: report.reach.knowable.iter().map(|fact| name(*fact)).collect(),
            out_of_reach: report
                .reach
                .out_of_reach
                .iter()
                .map(|not| match &not.reason {
                    Reason::Permission(needs) => OutOfReach { fact: name(not.fact), reason: "permission", needs },
                    _ => OutOfReach { fact: name(not.fact), reason: "person-only", needs: &[] },
                })
                .collect(),
            settings: &report.settings,
        }
    }
}
