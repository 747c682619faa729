//! A sweep, as a script reads it.

use serde::Serialize;
use serde_json::Value as Json;

use super::{VERSION, step::by, value};
use crate::diagnosis::{FactBase, Finding, Known, Status, Sweep, TrailEntry};
use crate::knowledge::{FactId, Pack};

/// What a sweep says about every cause that it says anything about.
#[derive(Serialize)]
pub struct CheckShape<'a> {
    version: u32,
    causes: Vec<FindingShape<'a>>,
    /// How many causes nothing speaks for or against.
    open: usize,
    facts: Vec<FactShape<'a>>,
    not_checked: Vec<NotChecked<'a>>,
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
}

#[derive(Serialize)]
struct NotChecked<'a> {
    fact: &'a str,
    reason: &'static str,
    needs: String,
}

impl<'a> CheckShape<'a> {
    /// A sweep of `pack` over `facts`.
    pub fn of(pack: &'a Pack, facts: &FactBase, sweep: &Sweep) -> Self {
        let spoken = facts.spoken_of().map(|fact| TrailEntry { fact, known: facts.know(pack, fact) });
        Self {
            version: VERSION,
            causes: sweep.findings.iter().filter_map(|finding| FindingShape::of(pack, finding)).collect(),
            open: sweep.that_are(Status::Open).count(),
            facts: spoken.map(|entry| FactShape::of(pack, &entry)).collect(),
            not_checked: sweep.wanted.iter().map(|fact| NotChecked::of(pack, facts, *fact)).collect(),
        }
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
        Self { fact: &pack.fact(entry.fact).name, value: entry.known.value().map(value), by: by(&entry.known) }
    }
}

impl<'a> NotChecked<'a> {
    fn of(pack: &'a Pack, facts: &FactBase, fact: FactId) -> Self {
        let reason = match facts.know(pack, fact) {
            Known::NotSure => "not sure",
            _ => "nobody answered",
        };
        let name = &pack.fact(fact).name;
        Self { fact: name, reason, needs: format!("--set {name}=VALUE") }
    }
}
