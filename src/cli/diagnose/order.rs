//! From what was said to a walk: the order of facts means nothing, but for what a fix changed.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::given::Said;
use crate::diagnosis::{By, Event, Walk};
use crate::knowledge::{CauseId, FactId, Pack, TreeId, Value};

/// What is known at one moment.
type Facts = BTreeMap<FactId, Option<Value>>;

/// Walks with everything that was said.
///
/// A fact that a tried fix changes, and that was given before it, was said before the fix and is unknown again. One whose
/// value rules the cause out stays: nobody would have tried that fix, so it must have been seen afterwards.
pub(super) fn walk(pack: &Arc<Pack>, tree: TreeId, said: &[Said], now: i64) -> Walk {
    let mut walk = Walk::open(Arc::clone(pack), tree, now);
    let everything: Facts = said.iter().filter_map(fact).collect();
    let mut known = Facts::new();
    for said in said {
        match said {
            Said::Fact(fact, value) => {
                known.insert(*fact, value.clone());
                answer(&mut walk, *fact, value.as_ref(), now);
            }
            Said::Tried(cause) => {
                walk.apply(now, Event::NotFixed { cause: pack.cause(*cause).name.clone() });
                for fact in &pack.cause(*cause).fix.changes {
                    let Some(value) = known.remove(fact) else { continue };
                    if rules_out(pack, tree, &everything, *fact, value.as_ref(), *cause) {
                        answer(&mut walk, *fact, value.as_ref(), now);
                        known.insert(*fact, value);
                    }
                }
            }
        }
    }
    walk
}

fn fact(said: &Said) -> Option<(FactId, Option<Value>)> {
    match said {
        Said::Fact(fact, value) => Some((*fact, value.clone())),
        Said::Tried(_) => None,
    }
}

fn answer(walk: &mut Walk, fact: FactId, value: Option<&Value>, now: i64) {
    let fact = walk.pack().fact(fact).name.clone();
    walk.apply(now, Event::Answered { fact, value: value.cloned(), by: By::Person });
}

/// Whether it is this value that makes the cause impossible, by itself or with the rest of what is known.
fn rules_out(
    pack: &Arc<Pack>,
    tree: TreeId,
    everything: &Facts,
    fact: FactId,
    value: Option<&Value>,
    cause: CauseId,
) -> bool {
    let Some(value) = value else { return false };
    let possible = |facts: &Facts| {
        let mut walk = Walk::open(Arc::clone(pack), tree, 0);
        for (fact, value) in facts {
            answer(&mut walk, *fact, value.as_ref(), 0);
        }
        walk.live().causes.iter().any(|(live, _)| *live == cause)
    };
    let mut rest = everything.clone();
    rest.remove(&fact);
    [Facts::new(), rest].into_iter().any(|without| {
        let mut with = without.clone();
        with.insert(fact, Some(value.clone()));
        possible(&without) && !possible(&with)
    })
}
