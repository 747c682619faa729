//! Every state of a tree, each once.
//!
//! A state is a place from which the engine looks on, and what is left of the tree there by what is known.

use std::collections::HashMap;

use super::agree::Agreement;
use super::outline::Outline;
use super::residue::residue;
use super::scan::{End, Pass, Traces};
use super::view::View;
use super::vocabulary::{Code, OPEN, UNSURE, Variable};

/// No state.
const NOWHERE: u32 = u32::MAX;

/// One answer, or one way a free comparison can come out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edge {
    pub answer: Code,
    pub to: u32,
}

/// One state.
#[derive(Debug)]
pub(super) struct State {
    root: u32,
    known: Box<[(Variable, Code)]>,
    pub end: End,
    first_edge: u32,
    edge_count: u32,
}

/// The states of one tree.
#[derive(Debug)]
pub(super) struct States {
    pub all: Vec<State>,
    edges: Vec<Edge>,
    /// Where a walk begins when the tree is opened, and, where other trees lead here, when it is entered from one.
    pub begins: Vec<u32>,
    /// Each state after all it leads to.
    pub order: Vec<u32>,
    /// Whether there are more states than were looked at.
    pub cut_short: bool,
    /// A fact that was asked although it was known, if ever.
    pub asked_again: Option<(u32, Variable)>,
}

impl States {
    pub fn edges(&self, state: u32) -> &[Edge] {
        let State { first_edge, edge_count, .. } = &self.all[state as usize];
        &self.edges[*first_edge as usize..(*first_edge + *edge_count) as usize]
    }

    /// The node a state stands at, or began to look from.
    pub fn node(&self, state: u32) -> u32 {
        self.all[state as usize].root
    }
}

/// A place, and what is left of the tree there.
type Key = (u32, Vec<Code>);

/// Walks through every state.
pub(super) struct Explorer<'a> {
    outline: &'a Outline,
    pub traces: Traces,
    pub agreement: Agreement<'a>,
    codes: Vec<Code>,
    ids: HashMap<Key, u32>,
    /// The state of each way out.
    leaves: Vec<u32>,
    found: States,
    limit: usize,
}

impl<'a> Explorer<'a> {
    pub fn new(outline: &'a Outline, limit: usize) -> Self {
        let found = States {
            all: Vec::new(),
            edges: Vec::new(),
            begins: Vec::new(),
            order: Vec::new(),
            cut_short: false,
            asked_again: None,
        };
        Self {
            outline,
            traces: Traces::new(outline),
            agreement: Agreement::new(outline),
            codes: vec![OPEN; outline.vocabulary.len()],
            ids: HashMap::new(),
            leaves: vec![NOWHERE; outline.leaves.len() + 1],
            found,
            limit,
        }
    }

    /// Begins with these answers, and goes on until nothing is new.
    pub fn begin(&mut self, given: &[(Variable, Code)]) {
        for (variable, code) in given {
            self.codes[*variable as usize] = *code;
        }
        let first = self.look(self.outline.start);
        for (variable, _) in given {
            self.codes[*variable as usize] = OPEN;
        }
        self.found.begins.push(first);
        self.finish(first);
    }

    /// What was found, and what was come by.
    pub fn into_found(self) -> (States, Traces, Agreement<'a>) {
        (self.found, self.traces, self.agreement)
    }

    fn finish(&mut self, first: u32) {
        let mut waiting = Vec::new();
        self.open(first, &mut waiting);
        while let Some((state, next)) = waiting.pop() {
            if next == self.found.all[state as usize].edge_count {
                self.found.order.push(state);
                continue;
            }
            waiting.push((state, next + 1));
            let to = self.found.edges(state)[next as usize].to;
            self.open(to, &mut waiting);
        }
    }

    /// Finds where a state leads, unless that was done.
    fn open(&mut self, id: u32, waiting: &mut Vec<(u32, u32)>) {
        let state = &self.found.all[id as usize];
        if state.first_edge != NOWHERE {
            return;
        }
        let (root, end) = (state.root, state.end);
        let known = state.known.clone();
        self.found.all[id as usize].first_edge = self.found.edges.len() as u32;
        waiting.push((id, 0));
        let (variable, unsure) = match end {
            End::Question(variable) => (variable, true),
            End::Split(variable) => (variable, false),
            End::Leaf(_) | End::Spent => return,
        };
        for (known, code) in &known {
            self.codes[*known as usize] = *code;
        }
        if self.codes[variable as usize] != OPEN {
            self.found.asked_again = Some((root, variable));
        }
        let mut edges = Vec::new();
        let outline = self.outline;
        let answers = outline.vocabulary.get(variable).domain.codes().iter().copied();
        for answer in answers.chain(unsure.then_some(UNSURE)) {
            if self.found.all.len() >= self.limit {
                self.found.cut_short = true;
                break;
            }
            self.codes[variable as usize] = answer;
            edges.push(Edge { answer, to: self.look(root) });
        }
        self.codes[variable as usize] = OPEN;
        for (known, _) in &known {
            self.codes[*known as usize] = OPEN;
        }
        let state = &mut self.found.all[id as usize];
        (state.first_edge, state.edge_count) = (self.found.edges.len() as u32, edges.len() as u32);
        self.found.edges.extend(edges);
    }

    /// The state that what is known leads to from `root`.
    fn look(&mut self, root: u32) -> u32 {
        let view = View { vocabulary: &self.outline.vocabulary, codes: &self.codes };
        let (end, root) = Pass::run(self.outline, view, &mut self.traces, root);
        for (node, check) in self.traces.undecided.drain(..) {
            self.agreement.see(node, check, &self.codes);
        }
        let slot = match end {
            End::Leaf(leaf) => Some((leaf as usize).min(self.leaves.len() - 1)),
            _ => None,
        };
        if let Some(slot) = slot {
            if self.leaves[slot] == NOWHERE {
                self.leaves[slot] = self.add(root, Box::default(), end);
            }
            return self.leaves[slot];
        }
        let relevant = &self.outline.places[root as usize].relevant;
        let known = relevant.iter().map(|variable| (*variable, self.codes[*variable as usize]));
        let known: Box<[(Variable, Code)]> = known.filter(|(_, code)| *code != OPEN).collect();
        let view = View { vocabulary: &self.outline.vocabulary, codes: &self.codes };
        let left = if known.is_empty() { Vec::new() } else { residue(self.outline, view, root) };
        let key = (root, left);
        if let Some(id) = self.ids.get(&key) {
            return *id;
        }
        let id = self.add(root, known, end);
        self.ids.insert(key, id);
        id
    }

    fn add(&mut self, root: u32, known: Box<[(Variable, Code)]>, end: End) -> u32 {
        self.found.all.push(State { root, known, end, first_edge: NOWHERE, edge_count: 0 });
        (self.found.all.len() - 1) as u32
    }
}
