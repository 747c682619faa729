//! Numbers of a tree, from its states: the longest walk, and what a ticket costs on average.
//!
//! The average is over tickets as the likelihoods say. Among tickets with the same way out, all answers that lead there
//! count alike.

use super::explore::States;
use super::outline::Outline;
use super::scan::End;
use super::vocabulary::{Code, Domain, LATER, UNSURE, Variable};

/// What the states say about questions.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Measures {
    pub longest: usize,
    /// The answers of a longest walk.
    pub longest_way: Vec<(Variable, Code)>,
    pub questions: f64,
    pub minutes: f64,
    /// For each way out, whether some answers lead there.
    pub reached: Vec<bool>,
}

#[derive(Clone, Copy, Default)]
struct Flow {
    mass: f64,
    questions: f64,
    minutes: f64,
}

impl Flow {
    fn add(&mut self, other: Flow, share: f64) {
        self.mass += other.mass * share;
        self.questions += other.questions * share;
        self.minutes += other.minutes * share;
    }
}

/// Measures the walks that begin with opening the tree.
pub(super) fn measure(outline: &Outline, states: &States, weights: &[f64]) -> Measures {
    let mut measures = longest(states);
    let mut flows = vec![Flow::default(); states.all.len()];
    let mut out = vec![Flow::default(); outline.leaves.len()];
    if let Some(first) = states.begins.first().and_then(|first| flows.get_mut(*first as usize)) {
        first.mass = 1.0;
    }
    for state in states.order.iter().rev() {
        let mut flow = flows[*state as usize];
        let variable = match states.all[*state as usize].end {
            End::Leaf(leaf) => {
                if let Some(out) = out.get_mut(leaf as usize) {
                    *out = flow;
                }
                continue;
            }
            End::Spent => continue,
            End::Question(variable) => {
                flow.questions += flow.mass;
                flow.minutes += flow.mass * outline.vocabulary.get(variable).minutes;
                variable
            }
            End::Split(variable) => variable,
        };
        // A test that may be decided early is taken to need everything it reads.
        let early = matches!(outline.vocabulary.get(variable).domain, Domain::Early);
        let counts = |answer: Code| answer != UNSURE && (!early || answer == LATER);
        let edges = states.edges(*state);
        let count = edges.iter().filter(|edge| counts(edge.answer)).count();
        for edge in edges.iter().filter(|edge| counts(edge.answer)) {
            flows[edge.to as usize].add(flow, 1.0 / count as f64);
        }
    }
    let known = || out.iter().zip(weights).filter(|(flow, weight)| flow.mass > 0.0 && **weight > 0.0);
    let total: f64 = known().map(|(_, weight)| weight).sum();
    if total > 0.0 {
        measures.questions = known().map(|(flow, weight)| weight / total * flow.questions / flow.mass).sum();
        measures.minutes = known().map(|(flow, weight)| weight / total * flow.minutes / flow.mass).sum();
    }
    let ends = states.all.iter().filter_map(|state| match state.end {
        End::Leaf(leaf) => Some(leaf as usize),
        _ => None,
    });
    measures.reached = vec![false; outline.leaves.len()];
    for leaf in ends {
        if let Some(reached) = measures.reached.get_mut(leaf) {
            *reached = true;
        }
    }
    measures
}

fn longest(states: &States) -> Measures {
    let mut longest = vec![0usize; states.all.len()];
    for state in &states.order {
        let asks = usize::from(matches!(states.all[*state as usize].end, End::Question(_)));
        let below = states.edges(*state).iter().map(|edge| longest[edge.to as usize]).max();
        longest[*state as usize] = asks + below.unwrap_or(0);
    }
    let mut way = Vec::new();
    let mut at = states.begins.first().copied();
    let total = at.and_then(|first| longest.get(first as usize)).copied().unwrap_or(0);
    while let Some(state) = at {
        let next = states.edges(state).iter().max_by(|a, b| {
            // The first of the longest, so that the example is an answer rather than "not sure".
            longest[a.to as usize].cmp(&longest[b.to as usize]).then(std::cmp::Ordering::Greater)
        });
        if let (Some(edge), End::Question(variable)) = (next, states.all[state as usize].end) {
            way.push((variable, edge.answer));
        }
        at = next.map(|edge| edge.to);
    }
    Measures { longest: total, longest_way: way, ..Measures::default() }
}

/// For each state, whether "not sure" to everything from there on leads to no way out at all.
pub(super) fn lost(states: &States) -> Vec<bool> {
    let mut lost = vec![false; states.all.len()];
    for state in &states.order {
        let edges = states.edges(*state);
        lost[*state as usize] = match states.all[*state as usize].end {
            End::Leaf(_) => false,
            End::Spent => true,
            End::Question(_) => edges.iter().any(|edge| edge.answer == UNSURE && lost[edge.to as usize]),
            End::Split(_) => edges.iter().any(|edge| lost[edge.to as usize]),
        };
    }
    lost
}

/// A state at which known answers alone end without a way out, if there is one.
pub(super) fn runs_dry(states: &States) -> bool {
    let mut reached = vec![false; states.all.len()];
    for first in &states.begins {
        reached[*first as usize] = true;
    }
    let mut dry = false;
    for state in states.order.iter().rev() {
        if !reached[*state as usize] {
            continue;
        }
        dry |= states.all[*state as usize].end == End::Spent;
        for edge in states.edges(*state).iter().filter(|edge| edge.answer != UNSURE) {
            reached[edge.to as usize] = true;
        }
    }
    dry
}
