//! `overlapping-checks`.

use std::collections::{BTreeMap, BTreeSet};

use super::{Findings, Rule, Subject, Test};
use crate::knowledge::FactId;

/// Two checks that are true together and lead to the same place, or are the same test, are one check.
pub(super) struct OverlappingChecks;

impl Rule for OverlappingChecks {
    fn code(&self) -> &'static str {
        "overlapping-checks"
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Findings) {
        let tests: Vec<Test<'_>> = subject.tests().collect();
        for checks in tests.chunk_by(|a, b| (a.tree, a.node.name.as_str()) == (b.tree, b.node.name.as_str())) {
            for (later, earlier, message) in overlaps(subject, checks) {
                let told = found.at(later.symbol(), message);
                told.help("make one check of them, or say what tells them apart");
                told.relate(earlier.symbol(), "the earlier one");
            }
        }
    }
}

/// How many earlier checks that read the same fact a check is compared with.
const NEAREST: usize = 32;

/// Each check that can go either way, with the nearest earlier one that it overlaps. Tests that share no fact do not.
fn overlaps<'t, 'a>(subject: &Subject<'_>, checks: &'t [Test<'a>]) -> Vec<(&'t Test<'a>, &'t Test<'a>, &'static str)> {
    let mut readers: BTreeMap<FactId, Vec<usize>> = BTreeMap::new();
    let mut all = Vec::new();
    for (place, later) in checks.iter().enumerate() {
        let facts = subject.logic().facts_behind(later.condition);
        let nearest = |fact| readers.get(fact).into_iter().flat_map(|places| places.iter().rev().take(NEAREST));
        let earlier: BTreeSet<usize> = facts.iter().flat_map(nearest).copied().collect();
        let mut earlier = earlier.into_iter().rev().filter_map(|place| checks.get(place)).peekable();
        if earlier.peek().is_some() && can_go_either_way(subject, later) {
            all.extend(earlier.find_map(|earlier| Some((later, earlier, overlap(subject, earlier, later)?))));
        }
        for fact in facts {
            readers.entry(fact).or_default().push(place);
        }
    }
    all
}

fn can_go_either_way(subject: &Subject<'_>, test: &Test<'_>) -> bool {
    subject.logic().possible(test.condition, test.state).is_some_and(|possible| possible.holds && possible.fails)
}

fn overlap(subject: &Subject<'_>, earlier: &Test<'_>, later: &Test<'_>) -> Option<&'static str> {
    let implies = |a: &Test<'_>, b: &Test<'_>| subject.logic().implies(a.condition, b.condition, later.state);
    if !implies(later, earlier) {
        None
    } else if implies(earlier, later) {
        Some("this is true exactly where an earlier check is")
    } else {
        (earlier.then == later.then).then_some("this is true only where an earlier check with the same target is")
    }
}
