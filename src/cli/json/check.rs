//! A sweep, as a script reads it.

use serde::Serialize;
use serde_json::Value as Json;

use super::{VERSION, step::by, value};
use crate::cli::reason::{self, Remedy};
use crate::diagnosis::plan::{self, Account};
use crate::diagnosis::{Answer, By, FactBase, Finding, Known, Status, Sweep, TrailEntry};
use crate::graph::Report;
use crate::knowledge::{FactId, Pack};
use crate::texts::Texts;

/// What a sweep says about every cause that it says anything about.
#[derive(Serialize)]
pub struct CheckShape<'a> {
    version: u32,
    causes: Vec<FindingShape<'a>>,
    /// How many causes nothing speaks for or against.
    open: usize,
    facts: Vec<FactShape<'a>>,
    not_checked: Vec<NotCheckedShape<'a>>,
    /// As whom Graph was asked, if it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    asked_as: Option<AskedShape>,
}

/// As whom Graph was asked.
#[derive(Serialize)]
struct AskedShape {
    account: &'static str,
    /// Null is "not known".
    permissions: Option<Vec<String>>,
    /// How many seconds the clock of Graph is ahead.
    clock_ahead: Option<i64>,
}

#[derive(Serialize)]
struct FindingShape<'a> {
    id: &'a str,
    status: StatusName,
    symptom: &'static str,
    evidence: Vec<FactShape<'a>>,
}

#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "kebab-case")]
enum StatusName {
    Confirmed,
    Possible,
    RuledOut,
}

#[derive(Serialize)]
struct FactShape<'a> {
    fact: &'a str,
    /// Null is "not sure".
    value: Option<Json>,
    by: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    answer: Option<AnswerShape>,
}

/// The answer of Graph that a fact is from.
#[derive(Serialize)]
struct AnswerShape {
    request: String,
    certain: bool,
    /// Seconds since 1970-01-01 UTC.
    at: i64,
    status: Option<u16>,
    request_id: Option<String>,
}

/// A fact that is not known, and what would help.
#[derive(Serialize)]
pub struct NotCheckedShape<'a> {
    fact: &'a str,
    reason: &'static str,
    needs: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    request: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    permissions: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    roles: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    licences: Vec<String>,
}

impl<'a> CheckShape<'a> {
    /// A sweep of `pack` over `facts`, some of which Graph was asked for.
    pub fn of(texts: &Texts, pack: &'a Pack, facts: &FactBase, sweep: &Sweep, report: Option<&'a Report>) -> Self {
        let spoken = facts.spoken_of().map(|fact| TrailEntry { fact, known: facts.suspect(pack, fact) });
        let account = report.and_then(|report| report.signed.as_ref()).map_or(Account::Person, |signed| signed.account);
        let not_told = report.map(|report| report.not_checked.as_slice()).unwrap_or_default();
        let told = |fact: &&FactId| not_told.iter().any(|not| not.fact == **fact);
        let asked = not_told.iter().map(|not| NotCheckedShape::of(texts, pack, not, account));
        let unasked = sweep.wanted.iter().filter(|fact| !told(fact));
        Self {
            version: VERSION,
            causes: sweep.findings.iter().filter_map(|finding| FindingShape::of(pack, finding)).collect(),
            open: sweep.that_are(Status::Open).count(),
            facts: spoken.map(|entry| FactShape::of(pack, &entry)).collect(),
            not_checked: asked.chain(unasked.map(|fact| NotCheckedShape::of_person(pack, facts, *fact))).collect(),
            asked_as: report.and_then(AskedShape::of),
        }
    }
}

impl AskedShape {
    fn of(report: &Report) -> Option<Self> {
        let signed = report.signed.as_ref()?;
        Some(Self {
            account: match signed.account {
                Account::Person => "person",
                Account::Application => "application",
            },
            permissions: signed.permissions.as_ref().map(|permissions| permissions.iter().cloned().collect()),
            clock_ahead: report.skew,
        })
    }
}

impl<'a> FindingShape<'a> {
    /// What is open is only counted.
    fn of(pack: &'a Pack, finding: &Finding) -> Option<Self> {
        let status = match finding.status {
            Status::Confirmed => StatusName::Confirmed,
            Status::Possible => StatusName::Possible,
            Status::RuledOut => StatusName::RuledOut,
            Status::Open => return None,
        };
        Some(Self {
            id: &pack.cause(finding.cause).name,
            status,
            symptom: if finding.is_observed { "observed" } else { "not observed" },
            evidence: finding.evidence.iter().map(|entry| FactShape::of(pack, entry)).collect(),
        })
    }
}

impl<'a> FactShape<'a> {
    fn of(pack: &'a Pack, entry: &TrailEntry) -> Self {
        Self {
            fact: &pack.fact(entry.fact).name,
            value: entry.known.value().map(value),
            by: by(&entry.known),
            answer: AnswerShape::of(&entry.known),
        }
    }
}

impl AnswerShape {
    fn of(known: &Known) -> Option<Self> {
        let Known::Answered(Answer { by: By::Probe { request, certain, reply }, at, .. }, _) = known else {
            return None;
        };
        Some(Self {
            request: request.clone(),
            certain: *certain,
            at: *at,
            status: reply.as_ref().map(|reply| reply.status),
            request_id: reply.as_ref().and_then(|reply| reply.request_id.clone()),
        })
    }
}

impl<'a> NotCheckedShape<'a> {
    /// A fact that Graph did not tell to this account.
    pub fn of(texts: &Texts, pack: &'a Pack, not: &plan::NotChecked, account: Account) -> Self {
        let name = &pack.fact(not.fact).name;
        let remedy = Remedy::against(not, pack, account);
        let words = remedy.words(texts, pack);
        Self {
            fact: name,
            reason: reason::code(&not.reason),
            needs: if words.is_empty() { format!("--set {name}=VALUE") } else { words },
            request: Some(&pack.request(not.request).name),
            permissions: remedy.permissions,
            roles: remedy.roles,
            licences: remedy.licences,
        }
    }

    /// A fact that a person did not tell.
    fn of_person(pack: &'a Pack, facts: &FactBase, fact: FactId) -> Self {
        let reason = match facts.know(pack, fact) {
            Known::NotSure => "not sure",
            _ => "nobody answered",
        };
        let name = &pack.fact(fact).name;
        let needs = format!("--set {name}=VALUE");
        let none = Vec::new;
        Self { fact: name, reason, needs, request: None, permissions: none(), roles: none(), licences: none() }
    }
}
