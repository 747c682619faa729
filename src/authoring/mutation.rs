//! Small mistakes in a pack, and whether its cases notice them.
//!
//! A mistake that no case notices is looked at from every side: if no answers a person could give make a walk ask or show
//! anything else, it is none; otherwise the answers that do make a case that was missing.

mod change;
mod variant;
mod witness;

pub use change::{Change, Mutant, mutants};
pub use witness::Witness;

use std::collections::BTreeSet;
use std::sync::Arc;

use super::coverage::{node_facts, with_inputs};
use super::states::{Reach, Search, Spot, States, saw};
use super::{CaseRun, run_case};
use crate::diagnosis::Walk;
use crate::knowledge::{NodeId, Pack, Parts, TreeId};
use change::Edit;

/// How many states of two packs are compared before that is given up.
const BUDGET: usize = 1_000;

/// How many answers of a walk may be "not sure" when two packs are compared.
const MOST_UNSURE: usize = 2;

/// What became of a mistake.
#[derive(Clone, Debug, PartialEq)]
pub enum Fate {
    /// A case fails, the one at this place.
    Noticed(usize),
    /// No case fails, though the pack does something else.
    Missed(Option<Box<Witness>>),
    /// The pack asks and shows the same whatever is answered: there is nothing to notice.
    Equivalent,
    /// No case fails, and there are too many states to say whether one could.
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
        let roots = match mutant.edit {
            // What opening a symptom says counts where a walk opens, not where it goes on.
            Edit::Given(tree, _) => vec![tree],
            Edit::Node(..) | Edit::Rules(..) => self.reach.roots(&self.pack, &focus),
        };
        if let Some(place) = self.noticed_by(&changed, &focus, &mutant.edit) {
            return Fate::Noticed(place);
        }
        self.compare(&changed, &focus, &roots)
    }

    /// The first case that fails, those that pass the changed nodes before the others.
    fn noticed_by(&self, changed: &Arc<Pack>, focus: &BTreeSet<Spot>, edit: &Edit) -> Option<usize> {
        // Where a node leads decides how heavy the ways to it are, so walks that never come there may turn elsewhere.
        let weighs = |place: usize| {
            let symptom = self.parts.cases.get(place).map(|case| case.symptom);
            matches!(edit, Edit::Node(tree, ..) if Some(*tree) == symptom)
        };
        let given = |place: usize| {
            let symptom = self.parts.cases.get(place).map(|case| case.symptom);
            !matches!(edit, Edit::Given(tree, _) if Some(*tree) != symptom)
        };
        let (there, elsewhere): (Vec<_>, Vec<_>) =
            self.cases.iter().partition(|(_, passed)| !passed.is_disjoint(focus));
        let there = there.into_iter().map(|(place, _)| *place).filter(|place| given(*place));
        let elsewhere = elsewhere.into_iter().map(|(place, _)| *place).filter(|place| weighs(*place));
        let fails = |place: &usize| self.parts.cases.get(*place).is_some_and(|case| !run_case(changed, case).passed());
        there.chain(elsewhere).find(fails)
    }

    /// Whether anything is different at all.
    fn compare(&self, changed: &Arc<Pack>, focus: &BTreeSet<Spot>, roots: &[TreeId]) -> Fate {
        let part = |walks: &[Walk]| matches!(walks, [one, other] if saw(one) != saw(other));
        let mut gave_up = false;
        let mut search = States { reach: &self.reach, focus, unsure: 0, budget: BUDGET };
        // Few "not sure" first: the answers found make a case that an author can read.
        for unsure in 0..=MOST_UNSURE {
            search.unsure = unsure;
            for root in roots {
                match search.search(&[&self.pack, changed], *root, &part) {
                    Search::Found(parting) => {
                        let witness = witness::find(&self.pack, changed, &self.reach, *root, *parting);
                        return Fate::Missed(witness.map(Box::new));
                    }
                    Search::Exhausted => {}
                    Search::GaveUp => gave_up = true,
                }
            }
        }
        if gave_up { Fate::Undecided } else { Fate::Equivalent }
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
                if with_inputs(&self.pack, node_facts(node)).contains(&fact) {
                    focus.insert((TreeId::from(n), NodeId::from(m)));
                }
            }
        }
        focus
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
