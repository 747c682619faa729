//! From everything that can be come to, to one finding a cause.

use std::collections::{BTreeMap, BTreeSet};

use super::travel::{Arrival, Journey, Map, Reach};
use super::ways::{Lights, Stand, Test};
use super::{Finding, Settling, Standing, Status, Sweep};
use crate::diagnosis::live::authored_weights;
use crate::diagnosis::{Certainty, Known, TrailEntry};
use crate::knowledge::{CauseId, Expression, FactId, Fault, Leaf, NodeId, Target, TreeId};

/// Looks from every symptom and weighs what it sees.
pub(super) struct Judge<'m, 'a> {
    lights: &'m Lights<'a>,
    map: &'m Map<'a>,
    outlooks: Vec<Outlook<'m, 'a>>,
}

/// What is seen from one symptom.
struct Outlook<'m, 'a> {
    tree: TreeId,
    /// Whether somebody has the symptom.
    is_observed: bool,
    /// Whether everything that opening it says is so; where it says nothing, that holds.
    given_holds: bool,
    journey: Journey<'m, 'a>,
    shares: BTreeMap<CauseId, f64>,
}

/// The best way to a cause so far.
#[derive(Clone, Copy)]
struct Candidate {
    status: Status,
    outlook: usize,
    arrival: Arrival,
    is_observed: bool,
    share: f64,
}

impl<'m, 'a> Judge<'m, 'a> {
    pub fn new(lights: &'m Lights<'a>, map: &'m Map<'a>) -> Self {
        let mut judge = Self { lights, map, outlooks: Vec::with_capacity(map.ways.len()) };
        for n in 0..map.ways.len() {
            let outlook = judge.look(TreeId::from(n));
            judge.outlooks.push(outlook);
        }
        judge
    }

    fn look(&self, tree: TreeId) -> Outlook<'m, 'a> {
        let definition = self.map.pack.tree(tree);
        let is_so = |fact: &FactId, value| {
            let known = self.lights.plain.know(*fact);
            known.certainty() == Certainty::Certain && known.value() == Some(value)
        };
        let given_holds = definition.given.iter().all(|(fact, value)| is_so(fact, value));
        // A tree that is given nothing is opened by the answer to its first question.
        let first = self.map.ways(tree, definition.start).iter().map(|way| way.stand);
        let opened = first.clone().any(|stand| matches!(stand, Stand::Answered | Stand::Proved));
        let is_observed = given_holds && (!definition.given.is_empty() || opened);
        let goes_beyond = is_observed || (given_holds && first.clone().any(|stand| stand == Stand::LeftOver));
        let journey = Journey::from(self.map, tree, if goes_beyond { Reach::Beyond } else { Reach::Tree });
        let shares = self.shares(tree, goes_beyond, &journey);
        Outlook { tree, is_observed, given_holds, journey, shares }
    }

    /// The shares of the causes that are left.
    fn shares(&self, tree: TreeId, goes_beyond: bool, journey: &Journey<'_, '_>) -> BTreeMap<CauseId, f64> {
        let definition = self.map.pack.tree(tree);
        let beyond = goes_beyond.then(|| authored_weights(self.map.pack, tree));
        let weight = |cause: CauseId| match &beyond {
            Some(weights) => weights.get(&cause).copied().unwrap_or(0.0),
            None => definition.likelihood_of(Leaf::Cause(cause)),
        };
        let mut shares: BTreeMap<CauseId, f64> =
            journey.arrivals.iter().map(|arrival| (arrival.cause, weight(arrival.cause))).collect();
        let total: f64 = shares.values().sum();
        if total > 0.0 {
            for share in shares.values_mut() {
                *share /= total;
            }
        }
        shares
    }

    pub fn judge(&self) -> Sweep {
        let best = self.candidates();
        let mut findings: Vec<Finding> = best.iter().flatten().map(|candidate| self.finding(candidate)).collect();
        findings.extend(self.ruled_out(&best));
        for finding in &mut findings {
            self.show_fault(finding);
        }
        findings.sort_by(|a, b| {
            let order = a.status.cmp(&b.status).then(b.is_observed.cmp(&a.is_observed));
            order.then(b.share.total_cmp(&a.share)).then(a.cause.cmp(&b.cause))
        });
        let observed = self.outlooks.iter().filter(|outlook| outlook.is_observed).map(|outlook| outlook.tree);
        Sweep { findings, observed: observed.collect(), wanted: self.wanted() }
    }

    /// The best way to each cause; none where every tree excludes it.
    fn candidates(&self) -> Vec<Option<Candidate>> {
        let mut best: Vec<Option<Candidate>> = vec![None; self.map.pack.parts().causes.len()];
        for (place, outlook) in self.outlooks.iter().enumerate() {
            for arrival in &outlook.journey.arrivals {
                let is_fault = self.map.pack.cause(arrival.cause).fault != Fault::No;
                let status = match arrival.standing {
                    Standing::Settled if outlook.given_holds || is_fault => Status::Confirmed,
                    _ if outlook.is_observed || arrival.pointed => Status::Possible,
                    _ => Status::Open,
                };
                let share = outlook.shares.get(&arrival.cause).copied().unwrap_or(0.0);
                let is_observed = outlook.is_observed;
                let candidate = Candidate { status, outlook: place, arrival: *arrival, is_observed, share };
                let best = &mut best[arrival.cause.index()];
                if best.is_none_or(|best| candidate.is_better_than(&best)) {
                    *best = Some(candidate);
                }
            }
        }
        best
    }

    fn finding(&self, candidate: &Candidate) -> Finding {
        let Candidate { status, arrival, is_observed, share, .. } = *candidate;
        let outlook = &self.outlooks[candidate.outlook];
        let mut finding = Finding {
            cause: arrival.cause,
            status,
            symptom: outlook.tree,
            is_observed,
            tree: arrival.tree,
            node: arrival.node,
            evidence: Vec::new(),
            settled_by: None,
            share,
        };
        if status == Status::Open {
            return finding;
        }
        if outlook.given_holds {
            let given = &self.map.pack.tree(outlook.tree).given;
            let given = given.iter().map(|(fact, _)| TrailEntry { fact: *fact, known: self.lights.plain.know(*fact) });
            finding.evidence.extend(given);
        }
        let tests = outlook.journey.tests(&arrival);
        for (test, stand) in &tests {
            finding.evidence.extend(self.lights.evidence(*test, *stand));
        }
        keep_first(&mut finding.evidence);
        if status == Status::Possible {
            let undecided = tests.iter().filter(|(_, stand)| *stand == Stand::Undecided).map(|(test, _)| *test);
            finding.settled_by = self.cheapest(undecided).map(Settling::Fact);
            if finding.settled_by.is_none() && !outlook.given_holds {
                finding.settled_by = Some(Settling::Symptom(outlook.tree));
            }
        }
        finding
    }

    /// The fact among those that could decide one of the tests that costs least to find out; among equals the first on
    /// the way. What somebody is not sure of comes later, and later still what only decides about a cause beside it.
    fn cheapest(&self, tests: impl Iterator<Item = Test<'a>>) -> Option<FactId> {
        let unsure = |fact: FactId| self.lights.plain.know(fact) == Known::NotSure;
        let facts = tests.flat_map(|test| {
            let beside = matches!(test, Test::NoneOf(_));
            self.lights.could_decide(test).into_iter().map(move |fact| (beside, fact))
        });
        let priced = facts.map(|(beside, fact)| ((beside, unsure(fact)), self.map.pack.fact(fact).minutes, fact));
        priced.min_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1))).map(|(.., fact)| fact)
    }

    /// The causes that nothing leads to any more, with what closed the ways.
    fn ruled_out(&self, best: &[Option<Candidate>]) -> Vec<Finding> {
        let mut found: BTreeMap<CauseId, Finding> = BTreeMap::new();
        for outlook in &self.outlooks {
            self.behind_closed_ways(outlook, |cause, node, evidence| {
                if best.get(cause.index()).is_none_or(Option::is_some) {
                    return;
                }
                let (symptom, is_observed) = (outlook.tree, outlook.is_observed);
                let finding = found.entry(cause).or_insert_with(|| Finding {
                    cause,
                    status: Status::RuledOut,
                    symptom,
                    is_observed,
                    tree: symptom,
                    node,
                    evidence: Vec::new(),
                    settled_by: None,
                    share: 0.0,
                });
                finding.is_observed |= is_observed;
                finding.evidence.extend_from_slice(evidence);
                keep_first(&mut finding.evidence);
            });
        }
        found.into_values().collect()
    }

    /// Shows every cause of a tree that lies behind a closed way, with what closed it.
    fn behind_closed_ways(&self, outlook: &Outlook<'_, '_>, mut see: impl FnMut(CauseId, NodeId, &[TrailEntry])) {
        let (tree, definition) = (outlook.tree, self.map.pack.tree(outlook.tree));
        let ids = || (0..definition.nodes.len()).map(NodeId::from);
        let mut passed: BTreeSet<NodeId> = ids().filter(|node| outlook.journey.has_seen(tree, *node)).collect();
        for node in ids().filter(|node| outlook.journey.has_seen(tree, *node)) {
            for way in self.map.ways(tree, node).iter().filter(|way| way.stand == Stand::Closed) {
                let evidence = self.lights.evidence(way.test, way.stand);
                let mut waiting = vec![(node, way.target)];
                while let Some((from, target)) = waiting.pop() {
                    match target {
                        Target::Cause(cause) => see(cause, from, &evidence),
                        Target::Node(next) if passed.insert(next) => {
                            waiting.extend(definition.node(next).targets().map(|target| (next, target)));
                        }
                        Target::Node(_) | Target::Goto(_) => {}
                    }
                }
            }
        }
    }

    /// What nobody said and could still decide a way that is open.
    fn wanted(&self) -> Vec<FactId> {
        let mut wanted = BTreeSet::new();
        for outlook in &self.outlooks {
            for node in (0..self.map.pack.tree(outlook.tree).nodes.len()).map(NodeId::from) {
                if !outlook.journey.has_seen(outlook.tree, node) {
                    continue;
                }
                for way in self.map.ways(outlook.tree, node).iter().filter(|way| way.stand == Stand::Undecided) {
                    wanted.extend(self.lights.could_decide(way.test));
                }
            }
        }
        wanted.extend(self.fault_tests().flat_map(|test| self.lights.could_decide(Test::Check(Some(test)))));
        wanted.into_iter().collect()
    }

    /// Confirms a fault whose own test holds for certain, wherever the trees lead.
    fn show_fault(&self, finding: &mut Finding) {
        let Fault::Where(test) = &self.map.pack.cause(finding.cause).fault else { return };
        if finding.status != Status::Confirmed && self.lights.plain.test(test) == Some((true, Certainty::Certain)) {
            finding.status = Status::Confirmed;
            finding.settled_by = None;
            finding.evidence = self.lights.evidence(Test::Check(Some(test)), Stand::Proved);
            keep_first(&mut finding.evidence);
        }
    }

    fn fault_tests(&self) -> impl Iterator<Item = &'m Expression> {
        let causes = self.map.pack.parts().causes.iter();
        causes.filter_map(|cause| if let Fault::Where(test) = &cause.fault { Some(test) } else { None })
    }
}

impl Candidate {
    fn is_better_than(&self, other: &Self) -> bool {
        let rank = |c: &Self| (c.status, !c.is_observed, c.arrival.standing, !c.arrival.pointed, c.arrival.length);
        rank(self).cmp(&rank(other)).then(other.share.total_cmp(&self.share)).is_lt()
    }
}

/// Leaves each fact where it stands first.
fn keep_first(entries: &mut Vec<TrailEntry>) {
    let mut seen = BTreeSet::new();
    entries.retain(|entry| seen.insert(entry.fact));
}
