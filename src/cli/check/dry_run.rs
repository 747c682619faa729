//! What a check would ask, before anything is asked.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::cli::json::{NotCheckedShape, VERSION};
use crate::cli::reason::{Remedy, sentence};
use crate::diagnosis::plan::{Account, Call, Holds, Part, Plan, Wish, plan};
use crate::graph::Ask;
use crate::knowledge::{FactId, Pack, Piece, Value};
use crate::plain::Page;
use crate::texts::{Texts, probe as say};

/// What would be asked of a person's account of which nothing is known.
pub(super) fn planned(ask: &Ask) -> Plan {
    plan(&ask.pack, &Wish { facts: &ask.facts, known: &ask.known, holds: &Holds::default() })
}

/// The plan for people.
pub(super) fn lines(texts: &Texts, ask: &Ask, plan: &Plan, width: usize) -> Vec<String> {
    let mut told = Told { texts, ask, page: Page::new(width) };
    told.page.text(texts.say(say::DRY));
    told.page.gap();
    if plan.rounds.is_empty() {
        told.page.text(texts.say(say::DRY_NOTHING));
    } else {
        told.needs(plan);
    }
    for (number, round) in (1..).zip(&plan.rounds) {
        told.page.gap();
        told.page.text(&texts.fill(say::DRY_ROUND, &[("number", &number.to_string())]));
        for call in &round.calls {
            told.call(call);
        }
    }
    told.not_checked(plan);
    told.page.into_lines()
}

struct Told<'a> {
    texts: &'a Texts,
    ask: &'a Ask,
    page: Page,
}

impl Told<'_> {
    fn needs(&mut self, plan: &Plan) {
        let texts = self.texts;
        self.page.text(&texts.fill(say::DRY_PERMISSIONS, &[("permissions", &plan.permissions.join(", "))]));
        for (heading, needed) in [(say::DRY_ROLES, &plan.roles), (say::DRY_LICENCES, &plan.licences)] {
            if !needed.is_empty() {
                self.page.text(texts.say(heading));
            }
            for one_of in needed {
                let names: Vec<String> = one_of.iter().map(|key| label(&self.ask.pack, key)).collect();
                self.page.item("  - ", &names.join(", "));
            }
        }
    }

    fn call(&mut self, call: &Call) {
        let texts = self.texts;
        let mut what = match call.parts.len() {
            1 => texts.fill(say::DRY_SINGLE, &[("version", &call.version)]),
            count => texts.fill(say::DRY_BATCH, &[("count", &count.to_string()), ("version", &call.version)]),
        };
        if call.after > 0 {
            what = texts.fill(say::DRY_AFTER, &[("call", &what), ("seconds", &call.after.to_string())]);
        }
        self.page.item("  ", &what);
        for part in &call.parts {
            self.part(part);
        }
    }

    fn part(&mut self, part: &Part) {
        let (texts, pack) = (self.texts, &self.ask.pack);
        let path = path(pack, part, &self.ask.known, self.ask.now);
        self.page.verbatim("    ", &texts.fill(say::DRY_GET, &[("path", &path)]));
        if !part.headers.is_empty() {
            let headers: Vec<String> = part.headers.iter().map(|(name, value)| format!("{name}: {value}")).collect();
            self.page.item("      ", &texts.fill(say::DRY_HEADERS, &[("headers", &headers.join(", "))]));
        }
        let facts = names(pack, &part.facts).join(", ");
        self.page.item("      ", &texts.fill(say::DRY_TELLS, &[("facts", &facts)]));
        let needs = remedy(pack, part).words(texts, pack);
        self.page.item("      ", &texts.fill(say::DRY_NEEDS, &[("needs", &needs)]));
    }

    fn not_checked(&mut self, plan: &Plan) {
        let mut groups: BTreeMap<String, Vec<FactId>> = BTreeMap::new();
        for not in &plan.not_checked {
            groups.entry(sentence(self.texts, &self.ask.pack, not)).or_default().push(not.fact);
        }
        if groups.is_empty() {
            return;
        }
        self.page.gap();
        self.page.text(self.texts.say(say::DRY_NOT));
        for (reason, facts) in groups {
            self.page.item("  - ", &self.texts.fill(say::GROUP_BARE, &[("reason", &reason)]));
            self.page.item("    ", &names(&self.ask.pack, &facts).join(", "));
        }
    }
}

/// What a part takes; its requests all take the same.
fn remedy(pack: &Pack, part: &Part) -> Remedy {
    let first = part.requests.first().map(|request| &pack.request(*request).needs);
    first.map_or_else(Remedy::default, |needs| Remedy::of(needs, Account::Person))
}

fn label(pack: &Pack, key: &str) -> String {
    let found = pack.parts().tables.iter().find_map(|table| table.label_of(key));
    found.unwrap_or(key).to_owned()
}

fn names<'a>(pack: &'a Pack, facts: &[FactId]) -> Vec<&'a str> {
    facts.iter().map(|fact| pack.fact(*fact).name.as_str()).collect()
}

/// The address as it will be sent; what another answer has to tell first stands in braces.
fn path(pack: &Pack, part: &Part, known: &BTreeMap<FactId, Value>, now: i64) -> String {
    if let Some(path) = part.address.fill(known, now) {
        return path;
    }
    let piece = |piece: &Piece| match piece {
        Piece::Text(text) => text.clone(),
        Piece::Ago(minutes) => format!("{{{minutes} minutes ago}}"),
        Piece::Fact(facts) => format!("{{{}}}", names(pack, facts).join(" or ")),
        Piece::Given(fact) => format!("{{{}}}", pack.fact(*fact).name),
    };
    let path: String = part.address.pieces.iter().map(piece).collect();
    match part.address.select.join(",") {
        select if select.is_empty() => path,
        select => format!("{path}{}$select={select}", if path.contains('?') { '&' } else { '?' }),
    }
}

/// The plan for scripts.
#[derive(Serialize)]
pub(super) struct PlanShape<'a> {
    version: u32,
    permissions: &'a [String],
    roles: &'a [Vec<String>],
    licences: &'a [Vec<String>],
    rounds: Vec<RoundShape<'a>>,
    not_checked: Vec<NotCheckedShape<'a>>,
}

#[derive(Serialize)]
struct RoundShape<'a> {
    calls: Vec<CallShape<'a>>,
}

#[derive(Serialize)]
struct CallShape<'a> {
    version: &'a str,
    after_seconds: u32,
    parts: Vec<PartShape<'a>>,
}

#[derive(Serialize)]
struct PartShape<'a> {
    requests: Vec<&'a str>,
    method: &'static str,
    path: String,
    headers: BTreeMap<&'a str, &'a str>,
    facts: Vec<&'a str>,
    permissions: Vec<String>,
    roles: Vec<String>,
    licences: Vec<String>,
}

impl<'a> PlanShape<'a> {
    /// Of a plan for what is asked.
    pub fn of(texts: &Texts, ask: &'a Ask, plan: &'a Plan) -> Self {
        let call = |call: &'a Call| CallShape {
            version: &call.version,
            after_seconds: call.after,
            parts: call.parts.iter().map(|part| PartShape::of(ask, part)).collect(),
        };
        let not_checked = plan.not_checked.iter();
        Self {
            version: VERSION,
            permissions: &plan.permissions,
            roles: &plan.roles,
            licences: &plan.licences,
            rounds: plan
                .rounds
                .iter()
                .map(|round| RoundShape { calls: round.calls.iter().map(call).collect() })
                .collect(),
            not_checked: not_checked.map(|not| NotCheckedShape::of(texts, &ask.pack, not, Account::Person)).collect(),
        }
    }
}

impl<'a> PartShape<'a> {
    fn of(ask: &'a Ask, part: &'a Part) -> Self {
        let remedy = remedy(&ask.pack, part);
        Self {
            requests: part.requests.iter().map(|request| ask.pack.request(*request).name.as_str()).collect(),
            method: "GET",
            path: path(&ask.pack, part, &ask.known, ask.now),
            headers: part.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect(),
            facts: names(&ask.pack, &part.facts),
            permissions: remedy.permissions,
            roles: remedy.roles,
            licences: remedy.licences,
        }
    }
}
