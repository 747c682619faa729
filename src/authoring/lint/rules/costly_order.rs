//! `costly-order`.

use super::{Findings, Rule, Subject};
use crate::authoring::statistics::fixed_order_costs;
use crate::diagnostic::{Item, Symbol};

/// An order that is kept costs minutes on every call.
pub(super) struct CostlyOrder;

impl Rule for CostlyOrder {
    fn code(&self) -> &'static str {
        "costly-order"
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Findings) {
        for (id, tree) in subject.trees() {
            for (node, cost) in fixed_order_costs(subject.pack(), id) {
                let saved = cost.used - cost.found;
                if saved < LEAST {
                    continue;
                }
                let name = &tree.node(node).name;
                let message = format!(
                    "another order would save {saved:.1} of {:.1} minutes each time, on average over the tickets that \
                     come here",
                    cost.used
                );
                let told = found.at(Symbol::field(Item::Tree(id), format!("nodes/{name}/order")), message);
                told.help("remove `order: fixed`, or allow `costly-order` and say what the order is for");
                let moved = cost.best_order.iter().enumerate().find(|(turn, check)| turn != *check);
                if let Some((_, check)) = moved {
                    let earlier = Symbol::field(Item::Tree(id), format!("nodes/{name}/checks/{check}"));
                    told.relate(earlier, "this should come earlier");
                }
            }
        }
    }
}

/// How many minutes must be saved to be worth a word.
const LEAST: f64 = 0.1;
