//! `likelihood-sum`.

use super::{Findings, Rule, Subject};
use crate::diagnostic::{Item, Symbol};

/// Likelihoods are out of 100 tickets, so that those of two trees can be compared.
pub(super) struct LikelihoodSum;

impl Rule for LikelihoodSum {
    fn code(&self) -> &'static str {
        "likelihood-sum"
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Findings) {
        for (id, tree) in subject.trees() {
            let sum: f64 = tree.likelihood.iter().map(|(_, weight)| weight).sum();
            if (sum - 100.0).abs() > SLACK {
                found
                    .at(
                        Symbol::field(Item::Tree(id), "likelihood"),
                        format!("the likelihoods add up to {sum}, not to 100"),
                    )
                    .help("count how many of 100 tickets each accounts for");
            }
        }
    }
}

/// How far the sum may be off: halves are rounded.
const SLACK: f64 = 1.0;
