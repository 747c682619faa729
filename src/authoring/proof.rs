//! The proof of a pack: what holds for every walk through each of its trees, whatever is answered.
//!
//! Not sampled: each tree is walked over all its states, by the rules of the engine, a `goto` being an end. A state is a
//! node and what is left of the tests there and below; that keeps trees linear whose questions are their own, and the rest
//! small. Comparisons of numbers, texts, times and sets may come out either way, the same one
//! always alike. Answers come as they are asked for, from a person; evidence that only points is left out, because it
//! answers nothing.

mod agree;
mod explore;
mod finding;
mod formula;
mod measure;
mod outline;
mod residue;
mod scan;
mod view;
mod vocabulary;
mod words;

use super::parallel::each;
use crate::knowledge::{FactId, Leaf, Minutes, Node, NodeKind, Pack, Target, TreeId, Value};
use explore::{Explorer, States};
use outline::Outline;
use vocabulary::{Code, Domain, UNSURE, Variable, Words};

pub use finding::{Finding, Problem};
pub(in crate::authoring) use words::leaf_key;
pub use words::proof_diagnostics;

/// The most states that are looked at in one tree, unless another number is asked for.
pub const MOST_STATES: usize = 2_000_000;

/// What was proved of a pack.
#[derive(Clone, Debug, PartialEq)]
pub struct Proof {
    /// Tree by tree, in the order of the pack.
    pub trees: Vec<TreeProof>,
}

impl Proof {
    /// Everything that was found, tree by tree.
    pub fn findings(&self) -> impl Iterator<Item = (TreeId, &Finding)> {
        self.trees.iter().flat_map(|tree| tree.findings.iter().map(|finding| (tree.tree, finding)))
    }

    /// Whether nothing that must hold is violated.
    pub fn holds(&self) -> bool {
        !self.findings().any(|(_, finding)| finding.is_violation())
    }
}

/// What was proved of one tree.
#[derive(Clone, Debug, PartialEq)]
pub struct TreeProof {
    /// The tree.
    pub tree: TreeId,
    /// Its nodes.
    pub nodes: usize,
    /// The facts it can read, those behind derived ones included.
    pub facts: usize,
    /// Its states, all of which were looked at unless a finding says otherwise.
    pub states: usize,
    /// The most questions up to the first verdict or `goto`, "not sure" among the answers.
    pub longest: usize,
    /// The answers of a longest walk; none is "not sure".
    pub longest_walk: Vec<(FactId, Option<Value>)>,
    /// The questions up to the first verdict or `goto`, averaged over tickets by likelihood.
    pub questions: f64,
    /// The minutes that answering them costs, averaged alike.
    pub minutes: Minutes,
    /// The ways out that some answers lead to.
    pub reached: Vec<Leaf>,
    /// What is wrong or worth knowing.
    pub findings: Vec<Finding>,
}

/// Proves a pack, looking at no more than `most` states in a tree.
pub fn prove(pack: &Pack, most: usize) -> Proof {
    let mut entered = vec![false; pack.parts().trees.len()];
    for target in pack.parts().trees.iter().flat_map(|tree| tree.nodes.iter().flat_map(Node::targets)) {
        if let Target::Goto(tree) = target {
            entered[tree.index()] = true;
        }
    }
    let trees = each(entered.len(), |n| tree_proof(pack, TreeId::from(n), entered.get(n) == Some(&true), most));
    Proof { trees }
}

fn tree_proof(pack: &Pack, id: TreeId, entered: bool, most: usize) -> TreeProof {
    let words = &mut Words::default();
    let tree = pack.tree(id);
    let mut proof = TreeProof {
        tree: id,
        nodes: tree.nodes.len(),
        facts: 0,
        states: 0,
        longest: 0,
        longest_walk: Vec::new(),
        questions: 0.0,
        minutes: 0.0,
        reached: Vec::new(),
        findings: Vec::new(),
    };
    for (n, node) in tree.nodes.iter().enumerate() {
        total_and_disjoint(pack, n as u32, node, &mut proof.findings);
    }
    let outline = match Outline::new(pack, words, id) {
        Ok(outline) => outline,
        Err(node) => {
            proof.findings.push(Finding { node: Some(node), problem: Problem::Circle });
            return proof;
        }
    };
    let mut explorer = Explorer::new(&outline, most);
    let given = tree.given.iter().filter_map(|(fact, value)| {
        let variable = outline.vocabulary.variable(*fact)?;
        let infinite = matches!(outline.vocabulary.get(variable).domain, Domain::Infinite);
        Some((variable, if infinite { vocabulary::ANSWERED } else { words.code(value)? }))
    });
    let given: Vec<(Variable, Code)> = given.collect();
    explorer.begin(&given);
    if entered && !given.is_empty() {
        explorer.begin(&[]);
    }
    let (states, traces, agreement) = explorer.into_found();
    // The ways out stand in the order of their likelihoods, where there are any.
    let weight = |leaf: usize| tree.likelihood.get(leaf).map_or(0.0, |(_, weight)| *weight);
    let weights: Vec<f64> = (0..outline.leaves.len()).map(weight).collect();
    let measures = measure::measure(&outline, &states, &weights);
    (proof.facts, proof.states) = (outline.vocabulary.facts(), states.all.len());
    (proof.longest, proof.questions, proof.minutes) = (measures.longest, measures.questions, measures.minutes);
    proof.longest_walk = in_facts(&outline, words, &measures.longest_way);
    let reached = outline.leaves.iter().zip(&measures.reached).filter(|(_, reached)| **reached);
    proof.reached = reached.map(|(leaf, _)| *leaf).collect();
    if states.cut_short {
        let bound = finding::bound(&outline);
        let problem = Problem::TooManyStates { looked_at: states.all.len(), bound };
        proof.findings.push(Finding { node: None, problem });
        // What was not looked at proves nothing, so nothing is said to be unreachable.
        return proof;
    }
    finding::of_reach(&outline, &traces, &measures.reached, &mut proof.findings);
    of_ends(&outline, &states, &mut proof.findings);
    for missed in &agreement.missed {
        let known = in_facts(&outline, words, &missed.known);
        let (check, value) = (missed.check, words.value(missed.value));
        proof.findings.push(Finding { node: Some(missed.node), problem: Problem::Undecided { check, value, known } });
    }
    for (node, check) in &agreement.too_wide {
        proof.findings.push(Finding { node: Some(*node), problem: Problem::TooWide { check: *check } });
    }
    proof
}

/// Answers as facts and values; free comparisons are none.
fn in_facts(outline: &Outline, words: &Words, answers: &[(Variable, Code)]) -> Vec<(FactId, Option<Value>)> {
    let of = |(variable, code): &(Variable, Code)| {
        let fact = outline.vocabulary.get(*variable).fact?;
        let infinite = *code == vocabulary::ANSWERED;
        let value = (*code != UNSURE && !infinite).then(|| words.value(*code)).flatten();
        Some((fact, value))
    };
    answers.iter().filter_map(of).collect()
}

fn of_ends(outline: &Outline, states: &States, findings: &mut Vec<Finding>) {
    if let Some((node, variable)) = states.asked_again
        && let Some(fact) = outline.vocabulary.get(variable).fact
    {
        findings.push(Finding { node: Some(node), problem: Problem::AskedAgain { fact } });
    }
    let lost = measure::lost(states);
    let mut told: Vec<(u32, FactId)> = Vec::new();
    for (n, state) in states.all.iter().enumerate() {
        if let (true, scan::End::Question(variable)) = (lost[n], state.end)
            && let Some(fact) = outline.vocabulary.get(variable).fact
            && !told.contains(&(states.node(n as u32), fact))
        {
            told.push((states.node(n as u32), fact));
        }
    }
    for (node, fact) in told {
        findings.push(Finding { node: Some(node), problem: Problem::NotSureIsLost { fact } });
    }
    if measure::runs_dry(states) {
        findings.push(Finding { node: None, problem: Problem::RunsDry });
    }
}

/// Each answer of a question has one way on, and only one.
fn total_and_disjoint(pack: &Pack, place: u32, node: &Node, findings: &mut Vec<Finding>) {
    let NodeKind::Ask { fact, ways, otherwise } = &node.kind else { return };
    let definition = pack.fact(*fact);
    let values: Vec<Value> = match definition.kind {
        crate::knowledge::FactKind::Bool => vec![Value::Bool(true), Value::Bool(false)],
        _ => definition.choices.iter().map(|choice| Value::text(&choice.value)).collect(),
    };
    for value in values {
        let count = ways.iter().filter(|(way, _)| *way == value).count();
        let problem = match count {
            0 if otherwise.is_none() => Problem::NoWay { value },
            0 | 1 => continue,
            _ => Problem::TwoWays { value },
        };
        findings.push(Finding { node: Some(place), problem });
    }
}
