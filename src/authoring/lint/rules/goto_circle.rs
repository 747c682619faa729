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
        let mut ends: Vec<bool> = trees.iter().map(|tree| has_cause(tree)).collect();
        // Each turn reaches one tree further back.
        let mut grown = true;
        while std::mem::take(&mut grown) {
            for (place, tree) in trees.iter().enumerate() {
                let leads =
                    |(leaf, _): &(Leaf, f64)| matches!(leaf, Leaf::Goto(to) if ends.get(to.index()) == Some(&true));
                if ends.get(place) == Some(&false) && tree.likelihood.iter().any(leads) {
                    grown = true;
                    if let Some(end) = ends.get_mut(place) {
                        *end = true;
                    }
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
