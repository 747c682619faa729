//! What could not be checked: by reason, with the least that would do.

use std::collections::BTreeMap;

use crate::cli::reason::{Remedy, sentence};
use crate::diagnosis::plan::{Account, NotChecked, Reason};
use crate::graph::Report;
use crate::knowledge::{FactId, Pack};
use crate::plain::Page;
use crate::texts::{Texts, probe as say};

/// The most facts of one reason that are listed.
const LISTED: usize = 8;

/// Writes what Graph did not tell.
pub(super) fn write(page: &mut Page, texts: &Texts, pack: &Pack, report: &Report, all: bool) {
    let (missing, asked): (Vec<_>, Vec<_>) =
        report.not_checked.iter().partition(|not| matches!(not.reason, Reason::Missing(_)));
    let account = report.signed.as_ref().map_or(Account::Person, |signed| signed.account);
    match asked.len() {
        0 => {}
        1 => page.text(texts.say(say::NOT_ASKED_ONE)),
        count => page.text(&texts.fill(say::NOT_ASKED, &[("count", &count.to_string())])),
    }
    for ((reason, remedy), facts) in groups(texts, pack, account, &asked) {
        let needs = remedy.words(texts, pack);
        let text = if needs.is_empty() { say::GROUP_BARE } else { say::GROUP };
        page.item("  - ", &texts.fill(text, &[("reason", &reason), ("needs", &needs)]));
        page.item("    ", &listed(texts, pack, &facts, all));
    }
    let how = texts.say(say::MISSING_HOW);
    match missing.len() {
        0 => {}
        1 => page.text(&texts.fill(say::MISSING_ONE, &[("how", how)])),
        count => page.text(&texts.fill(say::MISSING_COUNT, &[("count", &count.to_string()), ("how", how)])),
    }
}

/// The facts of each reason, those that most facts have first.
fn groups(texts: &Texts, pack: &Pack, account: Account, asked: &[&NotChecked]) -> Vec<((String, Remedy), Vec<FactId>)> {
    let mut groups: BTreeMap<(String, Remedy), Vec<FactId>> = BTreeMap::new();
    for not in asked {
        let remedy = Remedy::against(not, pack, account);
        groups.entry((sentence(texts, pack, not), remedy)).or_default().push(not.fact);
    }
    let mut groups: Vec<_> = groups.into_iter().collect();
    groups.sort_by_key(|(_, facts)| std::cmp::Reverse(facts.len()));
    groups
}

fn listed(texts: &Texts, pack: &Pack, facts: &[FactId], all: bool) -> String {
    let most = if all { facts.len() } else { LISTED };
    let labels: Vec<&str> = facts.iter().take(most).map(|fact| pack.fact(*fact).label.as_str()).collect();
    let labels = labels.join("; ");
    match facts.len() - facts.len().min(most) {
        0 => labels,
        more => texts.fill(say::GROUP_MORE, &[("facts", &labels), ("count", &more.to_string())]),
    }
}
