//! Whether any answers could take a branch at all.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Coverage, Subject};
use crate::authoring::states::{Reach, Search, Spot, States};
use crate::diagnosis::{Branch, Passage, Walk};
use crate::knowledge::{CauseId, NodeId, NodeKind, Pack, Target, TreeId};

/// How many states are looked at for a branch before that is given up.
const BUDGET: usize = 2_000;

impl Coverage {
    /// Takes out the branches that no answers take: what cannot happen, or only after a "not sure", need not be covered.
    /// A branch that could not be decided about stays.
    pub fn leave_out_the_impossible(&mut self, pack: &Arc<Pack>) {
        if self.missing().all(|subject| !matches!(subject, Subject::Branch(..))) {
            return;
        }
        let chance = Chance { pack, reach: Reach::new(pack) };
        let (impossible, hits) = std::mem::take(&mut self.hits).into_iter().partition(|(subject, cases)| {
            matches!(subject, Subject::Branch(tree, node, branch)
                if *cases == 0 && chance.is_none(*tree, *node, *branch))
        });
        self.hits = hits;
        self.impossible = Vec::into_iter(impossible).map(|(subject, _): (Subject, usize)| subject).collect();
    }
}

struct Chance<'a> {
    pack: &'a Arc<Pack>,
    reach: Reach,
}

impl Chance<'_> {
    /// Whether no answers take a branch.
    fn is_none(&self, tree: TreeId, node: NodeId, branch: Branch) -> bool {
        let focus = BTreeSet::from([(tree, node)]);
        let passage = Passage { tree, node, branch: Some(branch) };
        // Mostly the node alone tells, and then there is no need to look at the ways to it.
        let node_alone = self.alone(tree, Some(node));
        self.is_exhausted(&node_alone, tree, &focus, passage)
            || self.is_exhausted(&self.alone(tree, None), tree, &focus, passage)
    }

    fn is_exhausted(&self, pack: &Arc<Pack>, root: TreeId, focus: &BTreeSet<Spot>, passage: Passage) -> bool {
        let goal = |walks: &[Walk]| walks.iter().any(|walk| walk.passed().contains(&passage));
        let mut states = States { reach: &self.reach, focus, unsure: 0, budget: BUDGET };
        matches!(states.search(&[pack], root, &goal), Search::Exhausted)
    }

    /// The pack with a tree, or one node of it, cut off from the rest and opened without knowing anything.
    ///
    /// More can happen there than on any way to it: nothing has been answered yet, and what may come back from elsewhere
    /// does.
    fn alone(&self, tree: TreeId, node: Option<NodeId>) -> Arc<Pack> {
        let mut parts = self.pack.parts().clone();
        // A tree is entered once a walk, so its own name leads nowhere and the walk comes back.
        let back = Target::Goto(tree);
        let cut = |target: &mut Target| match target {
            Target::Goto(_) => *target = back,
            Target::Node(_) if node.is_some() => {
                let returns = self.reach.may_return(tree, *target);
                *target = if returns { back } else { Target::Cause(CauseId(0)) };
            }
            Target::Node(_) | Target::Cause(_) => {}
        };
        if let Some(tree) = parts.trees.get_mut(tree.index()) {
            tree.start = node.unwrap_or(tree.start);
            tree.given.clear();
            tree.nodes.iter_mut().for_each(|node| targets(&mut node.kind).into_iter().for_each(cut));
        }
        // What only a symptom or a probe can say may be anything.
        for fact in parts.facts.iter_mut().filter(|fact| fact.derive.is_empty() && fact.question.is_none()) {
            fact.question = Some(fact.label.clone());
        }
        Arc::new(Pack::new(parts))
    }
}

fn targets(kind: &mut NodeKind) -> Vec<&mut Target> {
    match kind {
        NodeKind::Ask { ways, otherwise, .. } => ways.iter_mut().map(|(_, target)| target).chain(otherwise).collect(),
        NodeKind::Checks { checks, otherwise, .. } => {
            checks.iter_mut().map(|check| &mut check.then).chain(otherwise).collect()
        }
    }
}
