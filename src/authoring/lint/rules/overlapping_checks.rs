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
            let compared = compare(subject, checks);
            for (later, earlier, overlap) in compared.overlaps {
                let told = match overlap.message() {
                    Some(message) => {
                        found.at(later.symbol(), message).help("make one check of them, or say what tells them apart")
                    }
                    None => found
                        .unexamined(later.symbol(), "it takes too long to compare this with an earlier check")
                        .help("make derived facts of parts of them"),
                };
                told.relate(earlier.symbol(), "the earlier one");
            }
            if let Some(first) = compared.not_with_all {
                let message =
                    format!("this and later checks are compared with the {NEAREST} before them, not with all");
                found.unexamined(first.symbol(), message).help("make two nodes of them");
            }
        }
    }
}

/// How many earlier checks that read the same fact a check is compared with.
const NEAREST: usize = 32;

/// How a check and an earlier one have to do with each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Overlap {
    Same,
    Narrower,
    /// It would take too long to find out.
    Unknown,
}

impl Overlap {
    fn message(self) -> Option<&'static str> {
        match self {
            Self::Same => Some("this is true exactly where an earlier check is"),
            Self::Narrower => Some("this is true only where an earlier check with the same target is"),
            Self::Unknown => None,
        }
    }
}

/// The checks of a node, compared with each other.
struct Compared<'t, 'a> {
    /// Each check that can go either way, with the nearest earlier one that it overlaps or may overlap.
    overlaps: Vec<(&'t Test<'a>, &'t Test<'a>, Overlap)>,
    /// The first check that was not compared with all earlier ones.
    not_with_all: Option<&'t Test<'a>>,
}

/// Compares the checks of a node. Tests that share no fact do not overlap.
fn compare<'t, 'a>(subject: &Subject<'_>, checks: &'t [Test<'a>]) -> Compared<'t, 'a> {
    let mut readers: BTreeMap<FactId, Vec<usize>> = BTreeMap::new();
    let mut compared = Compared { overlaps: Vec::new(), not_with_all: None };
    for (place, later) in checks.iter().enumerate() {
        let facts = subject.logic().facts_behind(later.condition);
        let of = |fact| readers.get(fact).map(Vec::as_slice).unwrap_or_default();
        let nearest = |fact| of(fact).iter().rev().take(NEAREST);
        let earlier: BTreeSet<usize> = facts.iter().flat_map(nearest).copied().collect();
        let mut earlier = earlier.into_iter().rev().filter_map(|place| checks.get(place)).peekable();
        if earlier.peek().is_some() && can_go_either_way(subject, later) {
            let found = nearest_overlap(subject, earlier, later);
            compared.overlaps.extend(found.map(|(earlier, overlap)| (later, earlier, overlap)));
            let left_out = found.is_none() && facts.iter().any(|fact| of(fact).len() > NEAREST);
            compared.not_with_all = compared.not_with_all.or(left_out.then_some(later));
        }
        for fact in facts {
            readers.entry(fact).or_default().push(place);
        }
    }
    compared
}

fn can_go_either_way(subject: &Subject<'_>, test: &Test<'_>) -> bool {
    subject.logic().possible(test.condition, test.state).is_some_and(|possible| possible.holds && possible.fails)
}

/// The nearest check that overlaps; if none does for certain, the nearest that may.
fn nearest_overlap<'t, 'a: 't>(
    subject: &Subject<'_>,
    earlier: impl Iterator<Item = &'t Test<'a>>,
    later: &Test<'_>,
) -> Option<(&'t Test<'a>, Overlap)> {
    let mut unknown = None;
    for earlier in earlier {
        match overlap(subject, earlier, later) {
            Some(Overlap::Unknown) => unknown = unknown.or(Some((earlier, Overlap::Unknown))),
            Some(overlap) => return Some((earlier, overlap)),
            None => {}
        }
    }
    unknown
}

fn overlap(subject: &Subject<'_>, earlier: &Test<'_>, later: &Test<'_>) -> Option<Overlap> {
    let implies = |a: &Test<'_>, b: &Test<'_>| subject.logic().implies(a.condition, b.condition, later.state);
    let same_target = earlier.then == later.then;
    match implies(later, earlier) {
        Some(false) => None,
        None => Some(Overlap::Unknown),
        Some(true) => match implies(earlier, later) {
            Some(true) => Some(Overlap::Same),
            _ if same_target => Some(Overlap::Narrower),
            Some(false) => None,
            None => Some(Overlap::Unknown),
        },
    }
}
