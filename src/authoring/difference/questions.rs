//! Questions that came, went, moved or are worded otherwise, and likelihoods that shifted.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::names::{NameChange, now};
use crate::authoring::proof::leaf_key;
use crate::knowledge::{Expression, FactId, Leaf, NodeKind, Pack, Target, Tree};

/// A shift of fewer percentage points than this is not told.
const LEAST_SHIFT: f64 = 0.5;

/// What changed about a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QuestionChange {
    /// It is worded otherwise.
    Reworded {
        /// The fact.
        fact: String,
        /// The wording before.
        old: String,
        /// The wording now.
        new: String,
    },
    /// A symptom asks it that did not.
    Asked {
        /// The fact.
        fact: String,
        /// The symptom.
        symptom: String,
    },
    /// A symptom does not ask it any more.
    Dropped {
        /// The fact.
        fact: String,
        /// The symptom.
        symptom: String,
    },
    /// It comes earlier or later in a symptom: after how many nodes at least.
    Moved {
        /// The fact.
        fact: String,
        /// The symptom.
        symptom: String,
        /// The nodes in front of it before.
        old: usize,
        /// The nodes in front of it now.
        new: usize,
    },
}

/// A likelihood that is another now.
#[derive(Clone, Debug, PartialEq)]
pub struct Shift {
    /// The symptom.
    pub symptom: String,
    /// The cause, or `goto` and the symptom it leads to.
    pub way_out: String,
    /// Of 100 tickets, before.
    pub old: f64,
    /// Of 100 tickets, now.
    pub new: f64,
}

/// Compares what is asked, and where.
pub fn questions(old: &Pack, new: &Pack, symptoms: &[NameChange]) -> Vec<QuestionChange> {
    let mut changes = Vec::new();
    for fact in &old.parts().facts {
        let then = new.fact_named(&fact.name).and_then(|id| new.fact(id).question.clone());
        if let (Some(before), Some(after)) = (&fact.question, then)
            && *before != after
        {
            changes.push(QuestionChange::Reworded { fact: fact.name.clone(), old: before.clone(), new: after });
        }
    }
    for tree in &old.parts().trees {
        let symptom = now(symptoms, &tree.name).to_owned();
        let Some(heir) = new.tree_named(&symptom) else { continue };
        let (before, after) = (depths(old, tree), depths(new, new.tree(heir)));
        let facts: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
        for fact in facts {
            let (fact, symptom) = (fact.clone(), symptom.clone());
            match (before.get(&fact), after.get(&fact)) {
                (None, Some(_)) => changes.push(QuestionChange::Asked { fact, symptom }),
                (Some(_), None) => changes.push(QuestionChange::Dropped { fact, symptom }),
                (Some(old), Some(new)) if old != new => {
                    changes.push(QuestionChange::Moved { fact, symptom, old: *old, new: *new });
                }
                _ => {}
            }
        }
    }
    changes
}

/// Compares likelihoods, each as a share of 100 tickets.
pub fn shifts(old: &Pack, new: &Pack, symptoms: &[NameChange], causes: &[NameChange]) -> Vec<Shift> {
    let mut shifts = Vec::new();
    for tree in &old.parts().trees {
        let symptom = now(symptoms, &tree.name);
        let Some(heir) = new.tree_named(symptom) else { continue };
        let mut before: BTreeMap<String, f64> = BTreeMap::new();
        for (leaf, share) in shares(tree) {
            let key = match leaf {
                Leaf::Cause(cause) => now(causes, &old.cause(cause).name).to_owned(),
                Leaf::Goto(next) => format!("goto {}", now(symptoms, &old.tree(next).name)),
            };
            before.insert(key, share);
        }
        let after: BTreeMap<String, f64> =
            shares(new.tree(heir)).map(|(leaf, share)| (leaf_key(new, leaf), share)).collect();
        for way_out in before.keys().chain(after.keys()).collect::<BTreeSet<_>>() {
            let share = |of: &BTreeMap<String, f64>| of.get(way_out).copied().unwrap_or(0.0);
            let (old, new) = (share(&before), share(&after));
            if (old - new).abs() >= LEAST_SHIFT {
                shifts.push(Shift { symptom: symptom.to_owned(), way_out: way_out.clone(), old, new });
            }
        }
    }
    shifts
}

fn shares(tree: &Tree) -> impl Iterator<Item = (Leaf, f64)> + '_ {
    let total: f64 = tree.likelihood.iter().map(|(_, weight)| weight).sum();
    tree.likelihood.iter().map(move |(leaf, weight)| (*leaf, if total > 0.0 { weight / total * 100.0 } else { 0.0 }))
}

/// The facts a person can be asked in a tree, and how many nodes come before each at least.
fn depths(pack: &Pack, tree: &Tree) -> BTreeMap<String, usize> {
    let mut depths = BTreeMap::new();
    let mut seen = BTreeSet::from([tree.start]);
    let mut waiting = VecDeque::from([(tree.start, 0)]);
    while let Some((node, depth)) = waiting.pop_front() {
        let node = tree.node(node);
        let mut asked = BTreeSet::new();
        match &node.kind {
            NodeKind::Ask { fact, .. } => asked_for(pack, *fact, &mut asked),
            NodeKind::Checks { checks, .. } => {
                let tests = checks.iter().filter_map(|check| check.test.as_ref());
                tests.flat_map(Expression::facts).for_each(|fact| asked_for(pack, fact, &mut asked));
            }
        }
        for fact in asked {
            depths.entry(pack.fact(fact).name.clone()).or_insert(depth);
        }
        for target in node.targets() {
            if let Target::Node(next) = target
                && seen.insert(next)
            {
                waiting.push_back((next, depth + 1));
            }
        }
    }
    depths
}

fn asked_for(pack: &Pack, fact: FactId, into: &mut BTreeSet<FactId>) {
    let definition = pack.fact(fact);
    if definition.is_askable() {
        into.insert(fact);
        return;
    }
    let inputs = definition.derive.iter().flat_map(Expression::facts);
    inputs.filter(|input| *input != fact).for_each(|input| asked_for(pack, input, into));
}
