//! Which causes are still possible, how heavy they are, and what ruled the others out.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use super::fact_base::View;
use super::{Certainty, Known};
use crate::knowledge::{CauseId, FactId, Leaf, NodeId, NodeKind, Pack, Target, TreeId};

/// The causes that are still reachable.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Live {
    /// The causes and their shares of 1, heaviest first.
    pub causes: Vec<(CauseId, f64)>,
    /// The causes that an answer excludes, in reading order.
    pub ruled_out: Vec<RuledOut>,
    /// The facts that a person could still be asked on the live part.
    pub wanted: BTreeSet<FactId>,
}

/// A cause that is out, and the answers that say so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuledOut {
    /// The cause.
    pub cause: CauseId,
    /// The facts whose answers exclude it.
    pub by: Arc<[FactId]>,
}

/// The authored weight of every cause behind a symptom: likelihoods, with each `goto` spread inside in proportion.
///
/// A tree that has been spread already gets nothing a second time, as entering it again would add nothing.
pub(super) fn authored_weights(pack: &Pack, root: TreeId) -> BTreeMap<CauseId, f64> {
    let mut weights = BTreeMap::new();
    let mut spread = HashSet::from([root]);
    let mut waiting = vec![(root, 1.0)];
    while let Some((tree, share)) = waiting.pop() {
        let likelihood = &pack.tree(tree).likelihood;
        let total: f64 = likelihood.iter().map(|(_, weight)| weight).sum();
        for (leaf, weight) in likelihood {
            let part = if total > 0.0 { share * weight / total } else { 0.0 };
            match leaf {
                Leaf::Cause(cause) => *weights.entry(*cause).or_insert(0.0) += part,
                Leaf::Goto(next) => {
                    if spread.insert(*next) {
                        waiting.push((*next, part));
                    }
                }
            }
        }
    }
    weights
}

impl Live {
    /// Looks at every leaf reachable from the start of `root` with what is known.
    pub(super) fn survey(
        view: &View<'_>,
        root: TreeId,
        weights: &BTreeMap<CauseId, f64>,
        tried: &BTreeSet<CauseId>,
    ) -> Self {
        let mut survey = Survey { view, reached: BTreeSet::new(), wanted: BTreeSet::new(), dead: Vec::new() };
        let start = (root, Target::Node(view.pack.tree(root).start));
        let seen = survey.walk_live(start);
        let ruled_out = survey.attribute(seen);
        let mut causes: Vec<(CauseId, f64)> = survey
            .reached
            .iter()
            .filter(|cause| !tried.contains(cause))
            .map(|cause| (*cause, weights.get(cause).copied().unwrap_or(0.0)))
            .collect();
        let total: f64 = causes.iter().map(|(_, weight)| weight).sum();
        let count = causes.len() as f64;
        for (_, weight) in &mut causes {
            *weight = if total > 0.0 { *weight / total } else { 1.0 / count };
        }
        causes.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        Self { causes, ruled_out, wanted: survey.wanted }
    }
}

type Place = (TreeId, Target);

struct Survey<'a, 'b> {
    view: &'a View<'b>,
    reached: BTreeSet<CauseId>,
    wanted: BTreeSet<FactId>,
    /// Ways that an answer closed, and the facts it came from.
    dead: Vec<(Place, Arc<[FactId]>)>,
}

impl Survey<'_, '_> {
    fn walk_live(&mut self, start: Place) -> HashSet<(TreeId, NodeId)> {
        let mut seen = HashSet::new();
        let mut waiting = vec![start];
        while let Some((tree, target)) = waiting.pop() {
            match target {
                Target::Cause(cause) => {
                    self.reached.insert(cause);
                }
                Target::Goto(next) => waiting.push((next, Target::Node(self.view.pack.tree(next).start))),
                Target::Node(node) => {
                    if seen.insert((tree, node)) {
                        self.open_ways(tree, node, &mut waiting);
                    }
                }
            }
        }
        seen
    }

    fn open_ways(&mut self, tree: TreeId, node: NodeId, waiting: &mut Vec<Place>) {
        match &self.view.pack.tree(tree).node(node).kind {
            NodeKind::Ask { fact, ways, otherwise } => {
                let known = self.view.know(*fact);
                if let Known::Open(ask) = known {
                    self.wanted.insert(ask);
                }
                // Evidence that only points rules nothing out.
                let value = (known.certainty() == Certainty::Certain).then(|| known.value().cloned()).flatten();
                let taken = value.as_ref().map(|value| ways.iter().position(|(way, _)| way == value));
                for (n, (_, target)) in ways.iter().enumerate() {
                    if taken.is_none_or(|taken| taken == Some(n)) {
                        waiting.push((tree, *target));
                    } else {
                        self.dead.push(((tree, *target), Arc::from([*fact])));
                    }
                }
                if let Some(target) = otherwise {
                    if taken.is_none_or(|taken| taken.is_none()) {
                        waiting.push((tree, *target));
                    } else {
                        self.dead.push(((tree, *target), Arc::from([*fact])));
                    }
                }
            }
            NodeKind::Checks { checks, otherwise, .. } => {
                for check in checks {
                    let test = check.test.as_ref();
                    match test.and_then(|test| self.view.test(test)) {
                        Some((false, Certainty::Certain)) => {
                            let by = test.map(|test| self.view.support(test)).unwrap_or_default();
                            self.dead.push(((tree, check.then), by.into()));
                        }
                        Some(_) => waiting.push((tree, check.then)),
                        None => {
                            if let Some(test) = test {
                                self.wanted.extend(self.view.open_facts(test));
                            }
                            waiting.push((tree, check.then));
                        }
                    }
                }
                waiting.extend(otherwise.map(|target| (tree, target)));
            }
        }
    }

    /// Walks what was closed off, and gives each cause in there that is not live the answers that closed the way.
    fn attribute(&self, mut seen: HashSet<(TreeId, NodeId)>) -> Vec<RuledOut> {
        let mut out: HashMap<CauseId, usize> = HashMap::new();
        let mut ruled_out: Vec<RuledOut> = Vec::new();
        for (start, by) in &self.dead {
            let mut waiting = vec![*start];
            while let Some((tree, target)) = waiting.pop() {
                match target {
                    Target::Cause(cause) if !self.reached.contains(&cause) => {
                        out.entry(cause).or_insert_with(|| {
                            ruled_out.push(RuledOut { cause, by: Arc::clone(by) });
                            ruled_out.len()
                        });
                    }
                    Target::Cause(_) => {}
                    Target::Goto(next) => waiting.push((next, Target::Node(self.view.pack.tree(next).start))),
                    Target::Node(node) => {
                        if seen.insert((tree, node)) {
                            waiting.extend(self.view.pack.tree(tree).node(node).targets().map(|way| (tree, way)));
                        }
                    }
                }
            }
        }
        ruled_out
    }
}
