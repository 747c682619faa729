//! `uncited-seed`.

use std::collections::BTreeSet;

use super::{Findings, Rule, Subject};
use crate::diagnostic::{Item, Symbol};
use crate::knowledge::{Check, Node, NodeKind};

/// A statement of the source document that nothing answers is a promise not kept.
pub(super) struct UncitedSeed;

impl Rule for UncitedSeed {
    fn code(&self) -> &'static str {
        "uncited-seed"
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Findings) {
        let parts = subject.parts();
        let trees = parts.trees.iter().flat_map(|tree| tree.seeds.iter().chain(tree.nodes.iter().flat_map(of_node)));
        let cited: BTreeSet<&String> = trees.chain(parts.causes.iter().flat_map(|cause| &cause.seeds)).collect();
        for seed in parts.seeds.iter().filter(|seed| !cited.contains(&seed.name)) {
            let message = format!("no tree and no cause answers the statement {}", seed.name);
            found
                .at(Symbol::of(Item::Seed(seed.name.clone())), message)
                .help("name it in the `seed:` of what answers it");
        }
    }
}

fn of_node(node: &Node) -> impl Iterator<Item = &String> {
    let checks: &[Check] = match &node.kind {
        NodeKind::Checks { checks, .. } => checks,
        NodeKind::Ask { .. } => &[],
    };
    node.seeds.iter().chain(checks.iter().flat_map(|check| &check.seeds))
}
