//! Whether a check could decide a branch at all.

use std::sync::Arc;

use super::{Coverage, Subject};
use crate::authoring::states::{Reach, all_answers};
use crate::diagnosis::{Branch, Passage, Walk};
use crate::knowledge::{
    CauseId, Check, Expression, FactId, Node, NodeId, NodeKind, Order, Pack, Parts, Target, Tree, TreeId, Value,
};

/// How many ways to answer the facts of a check are tried before that is given up.
const MOST_TRIED: usize = 4_096;

/// The only tree, and the only node, of a pack that holds some checks alone.
const ALONE: (TreeId, NodeId) = (TreeId(0), NodeId(0));

impl Coverage {
    /// Takes out the branches of checks that are proved to be decided by nothing: whatever is answered to their facts, an
    /// earlier check of the same list has found something before. What cannot happen need not be covered. A branch about
    /// which that cannot be proved stays.
    pub fn leave_out_the_impossible(&mut self, pack: &Pack) {
        if self.missing().all(|subject| !matches!(subject, Subject::Branch(..))) {
            return;
        }
        let reach = Reach::new(pack);
        let (impossible, hits) = std::mem::take(&mut self.hits).into_iter().partition(|(subject, cases)| {
            matches!(subject, Subject::Branch(tree, node, branch)
                if *cases == 0 && is_impossible(pack, &reach, *tree, *node, *branch))
        });
        self.hits = hits;
        self.impossible = Vec::into_iter(impossible).map(|(subject, _): (Subject, usize)| subject).collect();
    }
}

fn is_impossible(pack: &Pack, reach: &Reach, tree: TreeId, node: NodeId, branch: Branch) -> bool {
    let (Branch::Holds(place) | Branch::Fails(place)) = branch else { return false };
    let NodeKind::Checks { checks, order, .. } = &pack.tree(tree).node(node).kind else { return false };
    let Some((check, before)) = checks.get(place).map(|check| (check, checks.get(..place).unwrap_or_default())) else {
        return false;
    };
    let facts = facts_of(check);
    let Some(answers) = facts.iter().map(|fact| all_answers(pack, *fact)).collect::<Option<Vec<_>>>() else {
        return false;
    };
    // Earlier checks that read more could only stop more walks. In an order of likelihood any of them may come later.
    let kept = before.iter().filter(|_| *order == Order::Fixed);
    let kept = kept.filter(|check| facts_of(check).iter().all(|fact| facts.contains(fact))).chain([check]);
    let kept: Vec<Check> = kept.map(|check| alone(reach, tree, check)).collect();
    let last = kept.len() - 1;
    let pack = pack_of(pack, kept);
    let passage = Passage {
        tree: ALONE.0,
        node: ALONE.1,
        branch: Some(if matches!(branch, Branch::Holds(_)) { Branch::Holds(last) } else { Branch::Fails(last) }),
    };
    never_passes(&pack, &facts, &answers, passage)
}

fn facts_of(check: &Check) -> Vec<FactId> {
    let mut facts: Vec<FactId> = check.test.iter().flat_map(Expression::facts).collect();
    facts.sort_unstable();
    facts.dedup();
    facts
}

/// A check that finds some cause, or comes back where the real one may.
fn alone(reach: &Reach, tree: TreeId, check: &Check) -> Check {
    // A tree is entered once a walk, so its own name leads nowhere.
    let then = if reach.may_return(tree, check.then) { Target::Goto(ALONE.0) } else { Target::Cause(CauseId(0)) };
    Check { then, ..check.clone() }
}

/// A pack with these checks, and nothing else to walk.
fn pack_of(pack: &Pack, checks: Vec<Check>) -> Arc<Pack> {
    let kind = NodeKind::Checks { checks, order: Order::Fixed, otherwise: None };
    let parts = pack.parts();
    let tree = parts.trees.first().map(|tree| Tree {
        given: Vec::new(),
        likelihood: Vec::new(),
        start: ALONE.1,
        nodes: tree.nodes.first().map(|node| Node { kind, ..node.clone() }).into_iter().collect(),
        ..tree.clone()
    });
    let trees = tree.into_iter().collect();
    let (facts, tables) = (parts.facts.clone(), parts.tables.clone());
    let causes = parts.causes.iter().take(1).cloned().collect();
    Arc::new(Pack::new(Parts { facts, causes, trees, tables, ..Parts::default() }))
}

/// Whether a walk passes a branch by none of the answers there are to these facts, "not sure" among them.
fn never_passes(pack: &Arc<Pack>, facts: &[FactId], answers: &[Vec<Value>], passage: Passage) -> bool {
    let ways = answers.iter().try_fold(1_usize, |ways, answers| ways.checked_mul(answers.len() + 1));
    if ways.is_none_or(|ways| ways > MOST_TRIED) {
        return false;
    }
    let mut walks = vec![Walk::open(Arc::clone(pack), ALONE.0, 0)];
    for (fact, answers) in facts.iter().zip(answers) {
        let values = || answers.iter().cloned().map(Some).chain([None]);
        let answered = |walk: &Walk| {
            let walk = walk.clone();
            values()
                .map(move |value| {
                    let mut walk = walk.clone();
                    walk.answer(0, *fact, value);
                    walk
                })
                .collect::<Vec<Walk>>()
        };
        walks = walks.iter().flat_map(answered).collect();
    }
    walks.iter().all(|walk| !walk.passed().contains(&passage))
}
