//! The step as a function of what is known.
//!
//! From the start: pass what is answered, park what is "not sure", skip what was tried, stand at the first thing open.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::fact_base::View;
use super::{Assumption, Branch, Certainty, Known, Passage, Question, Step, Verdict};
use crate::knowledge::{CauseId, Expression, FactId, Leaf, NodeId, NodeKind, Target, TreeId, Value};

/// Paths nest no deeper than this; the loader refuses trees that would.
const DEEPEST: usize = 1_000;

/// What happened to causes so far.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Progress {
    /// Causes whose fix did not help.
    pub tried: BTreeSet<CauseId>,
    /// The last of them.
    pub last_tried: Option<CauseId>,
    /// Causes whose fix needs time to show, and until when.
    pub waiting: BTreeMap<CauseId, i64>,
    /// Waiting causes that the person went on from.
    pub passed: BTreeSet<CauseId>,
    /// The cause whose fix helped.
    pub fixed: Option<CauseId>,
    /// Steps of fixes that are done.
    pub ticked: BTreeSet<(CauseId, String)>,
}

/// What was come by on the way to a step.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Way {
    /// The facts looked at, in order.
    pub consulted: Vec<FactId>,
    /// The trees entered, the opened one first.
    pub entered: Vec<TreeId>,
    /// The nodes entered and the branches taken, in order.
    pub passed: Vec<Passage>,
}

/// The step, and the way to it.
pub(super) fn scan(view: &View<'_>, progress: &Progress, root: TreeId) -> (Step, Way) {
    if let Some(cause) = progress.fixed {
        let (_, way) = pass(view, progress, root, false);
        return (Step::Fixed { cause }, way);
    }
    let (mut outcome, mut way) = pass(view, progress, root, true);
    if matches!(outcome, Outcome::Spent) && !progress.passed.is_empty() {
        // Everything else is spent: back to what was left waiting.
        (outcome, way) = pass(view, progress, root, false);
    }
    let step = match outcome {
        Outcome::Open(question) => Step::Question(question),
        Outcome::Found(verdict) => behind_gates(view, verdict),
        Outcome::Spent => Step::Escalate { after: progress.last_tried },
    };
    (step, way)
}

fn pass(view: &View<'_>, progress: &Progress, root: TreeId, skip_passed: bool) -> (Outcome, Way) {
    let mut scan = Scan {
        view,
        progress,
        skip_passed,
        way: Way { consulted: Vec::new(), entered: vec![root], passed: Vec::new() },
        path: Vec::new(),
        depth: 0,
    };
    let start = view.pack.tree(root).start;
    let outcome = scan.enter(root, start);
    (outcome, scan.way)
}

fn behind_gates(view: &View<'_>, verdict: Verdict) -> Step {
    for gate in &view.pack.cause(verdict.cause).fix.gates {
        match view.know(*gate) {
            Known::Open(fact) => {
                return Step::Question(Question {
                    fact,
                    decides: (fact != *gate).then_some(*gate),
                    tree: verdict.tree,
                    node: verdict.node,
                    suggested: view.suggested(fact),
                    gate: Some(verdict),
                });
            }
            known if known.value() == Some(&Value::Bool(true)) && known.certainty() == Certainty::Certain => {}
            _ => return Step::Refused { verdict, gate: *gate },
        }
    }
    Step::Cause(verdict)
}

/// How looking into a part of a tree ended.
pub(super) enum Outcome {
    Open(Question),
    Found(Verdict),
    Spent,
}

/// What was passed on the way down.
pub(super) enum Mark {
    /// A test that settles: what came before by exclusion alone no longer matters.
    Proved,
    Assumed(Assumption),
}

/// One pass from the start of a tree.
pub(super) struct Scan<'a, 'b> {
    pub(super) view: &'a View<'b>,
    pub(super) progress: &'a Progress,
    skip_passed: bool,
    way: Way,
    pub(super) path: Vec<Mark>,
    depth: usize,
}

impl Scan<'_, '_> {
    fn enter(&mut self, tree: TreeId, node: NodeId) -> Outcome {
        if self.depth >= DEEPEST {
            return Outcome::Spent;
        }
        self.depth += 1;
        self.way.passed.push(Passage { tree, node, branch: None });
        let view = self.view;
        let outcome = match &view.pack.tree(tree).node(node).kind {
            NodeKind::Ask { fact, ways, otherwise } => self.ask(tree, node, *fact, ways, *otherwise),
            NodeKind::Checks { checks, order, otherwise } => self.checks(tree, node, checks, *order, *otherwise),
        };
        self.depth -= 1;
        outcome
    }

    pub(super) fn follow(&mut self, tree: TreeId, node: NodeId, target: Target, mark: Option<Mark>) -> Outcome {
        let before = self.path.len();
        self.path.extend(mark);
        let outcome = match target {
            Target::Node(next) => self.enter(tree, next),
            Target::Cause(cause) => self.reach(tree, node, cause),
            // A tree is entered once a walk; a second time adds nothing.
            Target::Goto(next) if self.way.entered.contains(&next) => Outcome::Spent,
            Target::Goto(next) => {
                self.way.entered.push(next);
                self.enter(next, self.view.pack.tree(next).start)
            }
        };
        self.path.truncate(before);
        outcome
    }

    /// Notes that something known decided a branch.
    pub(super) fn pass_by(&mut self, tree: TreeId, node: NodeId, branch: Branch) {
        self.way.passed.push(Passage { tree, node, branch: Some(branch) });
    }

    fn reach(&mut self, tree: TreeId, node: NodeId, cause: CauseId) -> Outcome {
        if self.progress.tried.contains(&cause) || (self.skip_passed && self.progress.passed.contains(&cause)) {
            return Outcome::Spent;
        }
        let mut assuming: Vec<Assumption> = Vec::new();
        for mark in &self.path {
            match mark {
                Mark::Proved => assuming.retain(|assumption| !matches!(assumption, Assumption::NothingElse { .. })),
                Mark::Assumed(assumption) if !assuming.contains(assumption) => assuming.push(assumption.clone()),
                Mark::Assumed(_) => {}
            }
        }
        Outcome::Found(Verdict { cause, tree, node, assuming, also: Vec::new() })
    }

    pub(super) fn question(&self, tree: TreeId, node: NodeId, fact: FactId, decides: FactId) -> Outcome {
        Outcome::Open(Question {
            fact,
            decides: (fact != decides).then_some(decides),
            tree,
            node,
            gate: None,
            suggested: self.view.suggested(fact),
        })
    }

    fn ask(
        &mut self,
        tree: TreeId,
        node: NodeId,
        fact: FactId,
        ways: &[(Value, Target)],
        otherwise: Option<Target>,
    ) -> Outcome {
        let known = self.view.know(fact);
        if let Known::Open(ask) = known {
            self.consult_inputs(fact);
            return self.question(tree, node, ask, fact);
        }
        self.consult(fact);
        if let Some(value) = known.value() {
            let taken = ways.iter().position(|(way, _)| way == value);
            let target = taken.map(|place| ways[place].1).or(otherwise);
            let mark = match known.certainty() {
                Certainty::Certain => None,
                Certainty::Likely => Some(Mark::Assumed(Assumption::Points { fact })),
            };
            let Some(target) = target else { return Outcome::Spent };
            self.pass_by(tree, node, taken.map_or(Branch::Else, Branch::Answer));
            return self.follow(tree, node, target, mark);
        }
        // Not sure: every way is parked, and taken up again in the order of its authored weight.
        let ways = ways.iter().map(|(value, target)| (Some(value), *target));
        let ways = ways.chain(otherwise.map(|target| (None, target)));
        let mut parked: Vec<_> = ways.map(|(value, target)| (self.weight(tree, target), value, target)).collect();
        parked.sort_by(|a, b| b.0.total_cmp(&a.0));
        for (_, value, target) in parked {
            let taken = value.cloned();
            let mark = Mark::Assumed(Assumption::NotSure { fact, taken });
            let outcome = self.follow(tree, node, target, Some(mark));
            if !matches!(outcome, Outcome::Spent) {
                return outcome;
            }
        }
        Outcome::Spent
    }

    /// The authored weight of everything a target can lead to inside its tree.
    pub(super) fn weight(&self, tree: TreeId, target: Target) -> f64 {
        let definition = self.view.pack.tree(tree);
        let mut leaves: HashSet<Leaf> = HashSet::new();
        let mut seen: HashSet<NodeId> = HashSet::new();
        let mut waiting = vec![target];
        while let Some(target) = waiting.pop() {
            match target {
                Target::Node(node) if seen.insert(node) => waiting.extend(definition.node(node).targets()),
                Target::Node(_) => {}
                Target::Cause(cause) => {
                    leaves.insert(Leaf::Cause(cause));
                }
                Target::Goto(next) => {
                    leaves.insert(Leaf::Goto(next));
                }
            }
        }
        definition.likelihood.iter().filter(|(leaf, _)| leaves.contains(leaf)).map(|(_, weight)| weight).sum()
    }

    pub(super) fn consult_all(&mut self, test: &Expression) {
        for fact in self.view.support(test) {
            self.consult(fact);
        }
    }

    /// Notes that a fact was looked at, its inputs before it; only what is known counts.
    fn consult(&mut self, fact: FactId) {
        if self.way.consulted.contains(&fact) {
            return;
        }
        let known = self.view.know(fact);
        if let Known::Derived(_, inputs, _) = &known {
            for input in inputs {
                self.consult(*input);
            }
        } else {
            self.consult_inputs(fact);
        }
        if !matches!(known, Known::Open(_) | Known::Unknowable) {
            self.way.consulted.push(fact);
        }
    }

    fn consult_inputs(&mut self, fact: FactId) {
        if !matches!(self.view.know(fact), Known::Open(ask) if ask != fact) {
            return;
        }
        let view = self.view;
        let inputs = view.pack.fact(fact).derive.iter().flat_map(Expression::facts).filter(|input| *input != fact);
        for input in inputs {
            match view.know(input) {
                // What follows from something is not an answer of its own.
                Known::Derived(_, said, _) => said.into_iter().for_each(|fact| self.consult(fact)),
                _ => self.consult(input),
            }
        }
    }
}
