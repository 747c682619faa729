//! Whether any answers could take a branch at all.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Coverage, Subject};
use crate::authoring::states::{Reach, Search, States};
use crate::diagnosis::{Branch, Passage, Walk};
use crate::knowledge::{NodeId, Pack, TreeId};

/// How many states are looked at for a branch before that is given up.
const BUDGET: usize = 600;

impl Coverage {
    /// Takes out the branches that no answers take: what cannot happen need not be covered. A branch that could not be
    /// decided about stays.
    pub fn leave_out_the_impossible(&mut self, pack: &Arc<Pack>) {
        if self.missing().all(|subject| !matches!(subject, Subject::Branch(..))) {
            return;
        }
        let reach = Reach::new(pack);
        let (hits, impossible) = std::mem::take(&mut self.hits).into_iter().partition(|(subject, cases)| {
            !matches!(subject, Subject::Branch(tree, node, branch)
                if *cases == 0 && never_taken(pack, &reach, *tree, *node, *branch))
        });
        self.hits = hits;
        self.impossible = impossible.into_iter().map(|(subject, _): (Subject, usize)| subject).collect();
    }
}

fn never_taken(pack: &Arc<Pack>, reach: &Reach, tree: TreeId, node: NodeId, branch: Branch) -> bool {
    let focus = BTreeSet::from([(tree, node)]);
    let passage = Passage { tree, node, branch: Some(branch) };
    let goal = |walks: &[Walk]| walks.iter().any(|walk| walk.passed().contains(&passage));
    let mut states = States { reach, focus: &focus, unsure: 0, budget: BUDGET };
    // A "not sure" upstream opens ways that answers close.
    (0..=1).all(|unsure| {
        states.unsure = unsure;
        let roots = reach.roots(pack, &focus);
        roots.into_iter().all(|root| matches!(states.search(&[pack], root, &goal), Search::Exhausted))
    })
}
