//! `goto-circle`.

use super::{Findings, Rule, Subject};
use crate::diagnostic::{Item, Symbol};
use crate::knowledge::{Leaf, Tree, TreeId};

/// A tree whose ways all go on into trees that lead back ends nowhere.
pub(super) struct GotoCircle;

impl Rule for GotoCircle {
    fn code(&self) -> &'static str {
        "goto-circle"
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Findings) {
        let trees = &subject.parts().trees;
        let mut ends: Vec<bool> = trees.iter().map(has_cause).collect();
        let mut entered_from: Vec<Vec<usize>> = vec![Vec::new(); trees.len()];
        for (place, tree) in trees.iter().enumerate() {
            for (leaf, _) in &tree.likelihood {
                if let Leaf::Goto(to) = leaf
                    && let Some(from) = entered_from.get_mut(to.index())
                {
                    from.push(place);
                }
            }
        }
        let mut waiting: Vec<usize> = (0..trees.len()).filter(|place| ends.get(*place) == Some(&true)).collect();
        while let Some(place) = waiting.pop() {
            for from in entered_from.get(place).into_iter().flatten() {
                if let Some(end) = ends.get_mut(*from).filter(|end| !**end) {
                    *end = true;
                    waiting.push(*from);
                }
            }
        }
        for (place, tree) in trees.iter().enumerate().filter(|(place, _)| ends.get(*place) == Some(&false)) {
            let symbol = Symbol::field(Item::Tree(TreeId::from(place)), "symptom");
            let message = format!("`{}` leads to no cause, only on into trees that lead to none either", tree.name);
            found.at(symbol, message).help("lead to a cause, or remove the tree");
        }
    }
}

fn has_cause(tree: &Tree) -> bool {
    tree.likelihood.iter().any(|(leaf, _)| matches!(leaf, Leaf::Cause(_)))
}
