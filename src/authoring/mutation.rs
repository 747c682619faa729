//! Small mistakes in a pack, and whether its cases notice them.
//!
//! A mistake that no case notices is either proved to change no step, whatever is known and tried, and then it is none; or
//! answers are looked for that part the two packs, and these make the case that was missing. Where neither succeeds it
//! stays undecided, and counts as missed.

mod change;
mod proof;
mod variant;
mod witness;

pub use change::{Change, Mutant, mutants};
pub use witness::Witness;

use std::collections::BTreeSet;
use std::sync::Arc;

use super::coverage::{node_facts, with_inputs};
use super::states::{Reach, Spot, State, States, saw};
use super::{CaseRun, run_case};
use crate::diagnosis::Walk;
use crate::knowledge::{FactId, Node, NodeId, Pack, Parts, Target, TreeId};
use change::Edit;

/// How many states are looked at for answers that part two packs before that is given up.
const BUDGET: usize = 1_000;

/// How many of these answers may be "not sure".
const MOST_UNSURE: usize = 2;

/// What became of a mistake.
#[derive(Clone, Debug, PartialEq)]
pub enum Fate {
    /// A case fails, the one at this place.
    Noticed(usize),
    /// No case fails, though the pack does something else.
    Missed(Option<Box<Witness>>),
    /// It is proved that no step is another one, whatever is known and tried: there is nothing to notice.
    Equivalent,
    /// No case fails, and there are too many states to prove that none could.
    Undecided,
}

/// A pack whose cases pass, to be tried with mistakes in it.
pub struct Trial {
    pack: Arc<Pack>,
    parts: Parts,
    reach: Reach,
    /// For each case that counts, its place and the nodes it passes.
    cases: Vec<(usize, BTreeSet<Spot>)>,
}

impl Trial {
    /// Prepares to try the cases of a pack; those that fail as it is cannot notice anything.
    pub fn new(pack: &Pack, runs: &[CaseRun]) -> Self {
        let parts = lean(pack.parts());
        let passing = runs.iter().enumerate().filter(|(_, run)| run.passed());
        let cases = passing.map(|(place, run)| (place, run.passed.iter().map(|it| (it.tree, it.node)).collect()));
        Self { reach: Reach::new(pack), cases: cases.collect(), pack: Arc::new(Pack::new(parts.clone())), parts }
    }

    /// Whether a mistake is noticed.
    pub fn judge(&self, mutant: &Mutant) -> Fate {
        let mut parts = self.parts.clone();
        mutant.apply(&mut parts);
        let changed = Arc::new(Pack::new(parts));
        let focus = self.focus(&mutant.edit);
        let mut roots = self.reach.roots(&self.pack, &focus);
        // What opening a symptom says counts where a walk opens, not where it goes on.
        roots.retain(|root| !matches!(mutant.edit, Edit::Given(tree, _) if tree != *root));
        if let Some(place) = self.noticed_by(&changed, &focus, &mutant.edit) {
            return Fate::Noticed(place);
        }
        self.compare(&changed, &focus, &roots)
    }

    /// The first case that fails, those that pass the changed nodes before the others.
    fn noticed_by(&self, changed: &Arc<Pack>, focus: &BTreeSet<Spot>, edit: &Edit) -> Option<usize> {
        // Where a node leads decides how heavy the ways to it are, so walks in its tree may turn elsewhere before it.
        let enters = |passed: &BTreeSet<Spot>| matches!(edit, Edit::Node(tree, ..) if passed.iter().any(|(entered, _)| entered == tree));
        let opens = |place: usize| {
            let symptom = self.parts.cases.get(place).map(|case| case.symptom);
            !matches!(edit, Edit::Given(tree, _) if Some(*tree) != symptom)
        };
        let (there, elsewhere): (Vec<_>, Vec<_>) =
            self.cases.iter().partition(|(_, passed)| !passed.is_disjoint(focus));
        let there = there.into_iter().map(|(place, _)| *place).filter(|place| opens(*place));
        let elsewhere = elsewhere.into_iter().filter(|(_, passed)| enters(passed)).map(|(place, _)| *place);
        let fails = |place: &usize| self.parts.cases.get(*place).is_some_and(|case| !run_case(changed, case).passed());
        there.chain(elsewhere).find(fails)
    }

    /// What becomes of a mistake that no case notices.
    fn compare(&self, changed: &Arc<Pack>, focus: &BTreeSet<Spot>, roots: &[TreeId]) -> Fate {
        if let Some(parting) = self.parting(changed, focus, roots) {
            let (root, state) = parting;
            return Fate::Missed(witness::find(&self.pack, changed, &self.reach, root, state).map(Box::new));
        }
        if proof::is_same(&self.pack, changed, &self.reach, roots) { Fate::Equivalent } else { Fate::Undecided }
    }

    /// Answers after which the two packs ask or show different things, and the symptom they begin with.
    fn parting(&self, changed: &Arc<Pack>, focus: &BTreeSet<Spot>, roots: &[TreeId]) -> Option<(TreeId, State)> {
        let part = |walks: &[Walk]| matches!(walks, [one, other] if saw(one) != saw(other));
        let mut search = States { reach: &self.reach, focus, unsure: 0, budget: BUDGET };
        // Few "not sure" first: the answers found make a case that an author can read.
        for unsure in 0..=MOST_UNSURE {
            search.unsure = unsure;
            for root in roots {
                if let Some(state) = search.search(&[&self.pack, changed], *root, &part) {
                    return Some((*root, state));
                }
            }
        }
        None
    }

    /// The nodes at which a mistake can be met.
    fn focus(&self, edit: &Edit) -> BTreeSet<Spot> {
        let fact = match edit {
            Edit::Node(tree, node, _) => return BTreeSet::from([(*tree, *node)]),
            Edit::Given(_, fact) | Edit::Rules(fact, _) => *fact,
        };
        let mut focus = BTreeSet::new();
        for (n, tree) in self.parts.trees.iter().enumerate() {
            for (m, node) in tree.nodes.iter().enumerate() {
                let read = node_facts(node).into_iter().chain(self.gates_behind(node)).collect();
                if with_inputs(&self.pack, read).contains(&fact) {
                    focus.insert((TreeId::from(n), NodeId::from(m)));
                }
            }
        }
        focus
    }

    /// The gates of the causes that a node leads to.
    fn gates_behind(&self, node: &Node) -> impl Iterator<Item = FactId> + '_ {
        let causes =
            node.targets().filter_map(|target| if let Target::Cause(cause) = target { Some(cause) } else { None });
        causes.collect::<Vec<_>>().into_iter().flat_map(|cause| self.pack.cause(cause).fix.gates.iter().copied())
    }
}

/// What walks need of a pack: it is copied once for every mistake, and most of a pack is text.
fn lean(parts: &Parts) -> Parts {
    let mut parts = Parts {
        trees: parts.trees.clone(),
        facts: parts.facts.clone(),
        causes: parts.causes.clone(),
        tables: parts.tables.clone(),
        cases: parts.cases.clone(),
        ..Parts::default()
    };
    for tree in &mut parts.trees {
        (tree.phrases, tree.sources) = (Vec::new(), Vec::new());
    }
    for fact in &mut parts.facts {
        (fact.help, fact.evidence, fact.sources) = (None, Vec::new(), Vec::new());
    }
    for cause in &mut parts.causes {
        (cause.why, cause.changed, cause.tell_user) = (String::new(), None, None);
        (cause.sources, cause.seeds, cause.fix.steps) = (Vec::new(), Vec::new(), Vec::new());
    }
    parts
}
