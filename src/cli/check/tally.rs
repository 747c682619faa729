//! What many people have in common: how many have which cause, and what could not be checked.

use std::collections::BTreeMap;

use serde::Serialize;

use super::many::named;
use super::progress::Verdict;
use crate::cli::json::{NotCheckedShape, VERSION};
use crate::cli::reason::{Remedy, sentence};
use crate::diagnosis::plan::{Account, NotChecked, Reason};
use crate::graph::Told;
use crate::knowledge::{CauseId, Pack};
use crate::texts::{Texts, people as say};

/// Counts.
pub(super) struct Tally {
    all: usize,
    done: usize,
    causes: BTreeMap<String, usize>,
    nothing: usize,
    not_found: usize,
    /// For how many people something was not checked, by reason.
    lacked: BTreeMap<(String, Remedy), usize>,
    tenant: Vec<(String, Remedy)>,
}

impl Tally {
    /// Of so many people.
    pub fn new(all: usize) -> Self {
        let (causes, lacked) = (BTreeMap::new(), BTreeMap::new());
        Self { all, done: 0, causes, nothing: 0, not_found: 0, lacked, tenant: Vec::new() }
    }

    /// How many are done.
    pub fn done(&self) -> usize {
        self.done
    }

    /// How many there are.
    pub fn all(&self) -> usize {
        self.all
    }

    /// Whether anybody has a confirmed cause.
    pub fn has_causes(&self) -> bool {
        !self.causes.is_empty()
    }

    /// Counts a person.
    pub fn count(&mut self, verdict: &Verdict) {
        self.done += 1;
        for cause in &verdict.causes {
            *self.causes.entry(cause.clone()).or_default() += 1;
        }
        if verdict.not_found {
            self.not_found += 1;
        } else if verdict.causes.is_empty() {
            self.nothing += 1;
        }
    }

    /// Takes note of what could not be checked of the tenant.
    pub fn tenant(&mut self, texts: &Texts, pack: &Pack, account: Account, not_checked: &[NotChecked]) {
        self.tenant = kinds(texts, pack, account, not_checked).into_keys().collect();
    }

    /// Takes note of what could not be checked of a person; says how many facts that is.
    pub fn person(&mut self, texts: &Texts, pack: &Pack, account: Account, not_checked: &[NotChecked]) -> usize {
        let kinds = kinds(texts, pack, account, not_checked);
        let count = kinds.values().sum();
        for kind in kinds.into_keys() {
            *self.lacked.entry(kind).or_default() += 1;
        }
        count
    }

    /// For people, the most frequent first.
    pub fn lines(&self, texts: &Texts, pack: &Pack) -> Vec<String> {
        let mut counts: Vec<(usize, String)> = self
            .causes
            .iter()
            .map(|(name, count)| (*count, pack.cause_named(name).map_or(name.clone(), |cause| named(pack, cause))))
            .collect();
        counts.sort_by(|(a, name), (b, other)| b.cmp(a).then_with(|| name.cmp(other)));
        counts.push((self.nothing, texts.say(say::NOTHING).to_owned()));
        counts.push((self.not_found, texts.say(say::NOT_THERE).to_owned()));
        let all = self.done.to_string();
        let counts = counts.into_iter().filter(|(count, _)| *count > 0);
        let mut lines: Vec<String> = counts
            .map(|(count, what)| {
                texts.fill(say::SUMMARY, &[("count", &count.to_string()), ("all", &all), ("what", &what)])
            })
            .collect();
        let of_tenant = self.tenant.iter().map(|kind| (kind, self.done));
        let of_people = self.lacked.iter().map(|(kind, count)| (kind, *count));
        for ((reason, remedy), count) in of_people.chain(of_tenant) {
            let needs = remedy.words(texts, pack);
            let text = if needs.is_empty() { say::LACKED_BARE } else { say::LACKED };
            let values =
                [("count", count.to_string()), ("all", all.clone()), ("reason", reason.clone()), ("needs", needs)];
            lines.push(texts.fill(text, &values.each_ref().map(|(key, value)| (*key, value.as_str()))));
        }
        lines
    }

    /// For scripts.
    pub fn shape(&self) -> SummaryShape<'_> {
        let causes = self.causes.iter().map(|(id, count)| CountShape { id, people: *count });
        let summary = Summary {
            people: self.all,
            done: self.done,
            causes: causes.collect(),
            nothing_confirmed: self.nothing,
            not_found: self.not_found,
        };
        SummaryShape { version: VERSION, summary }
    }
}

/// The reasons that something better could be done about, each with the number of facts.
fn kinds(
    texts: &Texts,
    pack: &Pack,
    account: Account,
    not_checked: &[NotChecked],
) -> BTreeMap<(String, Remedy), usize> {
    let mut kinds = BTreeMap::new();
    for not in not_checked {
        // That Graph does not tell, or that nobody named an admin or an app, is no fault.
        if matches!(not.reason, Reason::Missing(_) | Reason::Silent | Reason::NotFound) {
            continue;
        }
        let kind = (sentence(texts, pack, not), Remedy::against(not, pack, account));
        *kinds.entry(kind).or_default() += 1;
    }
    kinds
}

/// A person, for people.
pub(super) fn line(texts: &Texts, pack: &Pack, verdict: &Verdict, possible: usize, unchecked: usize) -> String {
    let title = |name: &String| pack.cause_named(name).map_or(name.clone(), |cause| named(pack, cause));
    let mut text = match (verdict.causes.is_empty(), possible) {
        _ if verdict.not_found => texts.say(say::NOT_THERE).to_owned(),
        (false, _) => verdict.causes.iter().map(title).collect::<Vec<_>>().join("; "),
        (true, 0) => texts.say(say::NOTHING).to_owned(),
        (true, count) => texts.fill(say::NOTHING_OF, &[("count", &count.to_string())]),
    };
    if unchecked > 0 {
        let which = if unchecked == 1 { say::UNCHECKED_ONE } else { say::UNCHECKED };
        text = texts.fill(which, &[("verdict", &text), ("count", &unchecked.to_string())]);
    }
    texts.fill(say::LINE, &[("user", &verdict.user), ("verdict", &text)])
}

/// A person, for scripts.
#[derive(Serialize)]
pub(super) struct LineShape<'a> {
    version: u32,
    user: &'a str,
    found: bool,
    causes: Vec<CauseShape<'a>>,
    not_checked: Vec<NotCheckedShape<'a>>,
}

#[derive(Serialize)]
struct CauseShape<'a> {
    id: &'a str,
    status: &'static str,
}

impl<'a> LineShape<'a> {
    /// Of what was found out about one.
    pub fn of(
        texts: &Texts,
        pack: &'a Pack,
        verdict: &'a Verdict,
        possible: &[CauseId],
        told: &Told,
        account: Account,
    ) -> Self {
        let confirmed = verdict.causes.iter().map(|id| CauseShape { id, status: "confirmed" });
        let possible = possible.iter().map(|cause| CauseShape { id: &pack.cause(*cause).name, status: "possible" });
        let not_checked = told.not_checked.iter().filter(|not| !matches!(not.reason, Reason::Missing(_)));
        Self {
            version: VERSION,
            user: &verdict.user,
            found: !verdict.not_found,
            causes: confirmed.chain(possible).collect(),
            not_checked: not_checked.map(|not| NotCheckedShape::of(texts, pack, not, account)).collect(),
        }
    }
}

/// The last line for scripts.
#[derive(Serialize)]
pub(super) struct SummaryShape<'a> {
    version: u32,
    summary: Summary<'a>,
}

#[derive(Serialize)]
struct Summary<'a> {
    people: usize,
    done: usize,
    causes: Vec<CountShape<'a>>,
    nothing_confirmed: usize,
    not_found: usize,
}

#[derive(Serialize)]
struct CountShape<'a> {
    id: &'a str,
    people: usize,
}
