//! How each way on from a node stands, with what is known.

use crate::diagnosis::fact_base::View;
use crate::diagnosis::{Certainty, Known, TrailEntry};
use crate::knowledge::{Check, Expression, FactId, Node, NodeKind, Target};

/// How a way on stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stand {
    /// The answer is this one, for certain.
    Answered,
    /// The check holds, for certain.
    Proved,
    /// Every check is decided for certain, and this is what is left.
    LeftOver,
    /// It is not settled, only pointed to, or has no test.
    Undecided,
    /// An answer or a check excludes it, for certain.
    Closed,
}

/// What a way on depends on.
#[derive(Clone, Copy, Debug)]
pub(super) enum Test<'a> {
    /// The answer to a fact.
    Fact(FactId),
    /// An expression; none where the fix is the test.
    Check(Option<&'a Expression>),
    /// That none of these holds.
    NoneOf(&'a [Check]),
}

/// One way on from a node.
#[derive(Clone, Copy, Debug)]
pub(super) struct Way<'a> {
    pub target: Target,
    pub stand: Stand,
    /// Whether what is known speaks for it, be it only likely. What is left over speaks for nothing.
    pub pointed: bool,
    pub test: Test<'a>,
}

/// The facts in two lights: as they are known, and with evidence that only points taken for an answer.
pub(super) struct Lights<'a> {
    pub plain: View<'a>,
    pub heeding: View<'a>,
}

impl<'a> Lights<'a> {
    /// The ways on from a node, in reading order.
    pub fn ways(&self, node: &'a Node) -> Vec<Way<'a>> {
        match &node.kind {
            NodeKind::Ask { fact, ways, otherwise } => {
                let known = self.plain.know(*fact);
                let certain = (known.certainty() == Certainty::Certain).then(|| known.value()).flatten();
                let supposed = self.heeding.know(*fact);
                let listed = ways.iter().map(|(value, target)| (Some(value), *target));
                let is_listed = |value| ways.iter().any(|(way, _)| way == value);
                let stand = |way: Option<&_>| match (certain, way) {
                    (None, _) => Stand::Undecided,
                    (Some(value), Some(way)) if value == way => Stand::Answered,
                    (Some(value), None) if !is_listed(value) => Stand::Answered,
                    (Some(_), _) => Stand::Closed,
                };
                listed
                    .chain(otherwise.map(|target| (None, target)))
                    .map(|(value, target)| Way {
                        target,
                        stand: stand(value),
                        pointed: value.is_some() && supposed.value() == value,
                        test: Test::Fact(*fact),
                    })
                    .collect()
            }
            NodeKind::Checks { checks, otherwise, .. } => {
                let mut ways: Vec<Way<'a>> = checks.iter().map(|check| self.check(check)).collect();
                let decided = ways.iter().all(|way| way.stand != Stand::Undecided);
                ways.extend(otherwise.map(|target| Way {
                    target,
                    stand: if decided { Stand::LeftOver } else { Stand::Undecided },
                    pointed: false,
                    test: Test::NoneOf(checks),
                }));
                ways
            }
        }
    }

    fn check(&self, check: &'a Check) -> Way<'a> {
        let test = check.test.as_ref();
        let stand = match test.and_then(|test| self.plain.test(test)) {
            Some((true, Certainty::Certain)) => Stand::Proved,
            Some((false, Certainty::Certain)) => Stand::Closed,
            Some((_, Certainty::Likely)) | None => Stand::Undecided,
        };
        let pointed = match stand {
            Stand::Proved => true,
            Stand::Undecided => test.and_then(|test| self.heeding.test(test)).is_some_and(|(truth, _)| truth),
            _ => false,
        };
        Way { target: check.then, stand, pointed, test: Test::Check(test) }
    }

    /// The facts that decided a test or point to how it ends, as far as they are known; what somebody said stands before
    /// what follows from it.
    pub fn evidence(&self, test: Test<'_>, stand: Stand) -> Vec<TrailEntry> {
        // What is settled is settled by what is certain; evidence that only points had no part in it.
        let view = if stand == Stand::Undecided { &self.heeding } else { &self.plain };
        let mut entries: Vec<TrailEntry> = Vec::new();
        for fact in facts_of(test, view) {
            let known = view.know(fact);
            let behind = match &known {
                Known::Derived(_, behind, _) => behind.clone(),
                _ => Vec::new(),
            };
            let behind = behind.into_iter().map(|fact| TrailEntry { fact, known: view.know(fact) });
            entries.extend(behind.chain([TrailEntry { fact, known }]));
        }
        entries.retain(|entry| entry.known.value().is_some());
        entries
    }

    /// The facts that a person could still say, or find out after all, to decide a test; in reading order.
    pub fn could_decide(&self, test: Test<'_>) -> Vec<FactId> {
        let open = |test: &Expression| self.plain.open_facts(test);
        let open: Vec<FactId> = match test {
            Test::Fact(fact) => open(&Expression::Fact(fact)),
            Test::Check(test) => test.map(open).unwrap_or_default(),
            Test::NoneOf(checks) => tests(checks).flat_map(open).collect(),
        };
        if !open.is_empty() {
            return open;
        }
        let unsure = |fact: &FactId| {
            let known = self.plain.know(*fact);
            let settled = known.value().is_some() && known.certainty() == Certainty::Certain;
            !settled && self.plain.pack.fact(*fact).is_askable()
        };
        facts_of(test, &self.plain).into_iter().filter(unsure).collect()
    }
}

/// The facts that decided a test, or that still can.
fn facts_of(test: Test<'_>, view: &View<'_>) -> Vec<FactId> {
    match test {
        Test::Fact(fact) => vec![fact],
        Test::Check(test) => test.map(|test| view.support(test)).unwrap_or_default(),
        Test::NoneOf(checks) => tests(checks).flat_map(|test| view.support(test)).collect(),
    }
}

fn tests(checks: &[Check]) -> impl Iterator<Item = &Expression> {
    checks.iter().filter_map(|check| check.test.as_ref())
}
