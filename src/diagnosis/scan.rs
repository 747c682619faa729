//! The step as a function of what is known.
//!
//! From the start: pass what is answered, park what is "not sure", skip what was tried, stand at the first thing open.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::fact_base::View;
use super::{Certainty, Known};
use crate::knowledge::{CauseId, Check, Expression, FactId, Leaf, NodeId, NodeKind, Order, Target, TreeId, Value};

/// Paths nest no deeper than this; the loader refuses trees that would.
const DEEPEST: usize = 1_000;

/// The least a question costs, so that a ratio to minutes is finite.
const LEAST_MINUTES: f64 = 0.05;

/// Where a walk stands.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// Something has to be answered.
    Question(Question),
    /// A cause was found; its fix may be shown.
    Cause(Verdict),
    /// A cause was found, but a gate does not hold: its fix must not be shown.
    Refused {
        /// What was found.
        verdict: Verdict,
        /// The gate.
        gate: FactId,
    },
    /// A fix helped.
    Fixed {
        /// The cause it was for.
        cause: CauseId,
    },
    /// Nothing is left to try: somebody else takes over.
    Escalate {
        /// The last cause tried; its escalation is the one that counts. Without one, the tree's.
        after: Option<CauseId>,
    },
}

/// A fact to ask a person for.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// The fact to ask.
    pub fact: FactId,
    /// What the answer is for, when that is a fact derived from this one.
    pub decides: Option<FactId>,
    /// The tree it stands in.
    pub tree: TreeId,
    /// The node it stands at.
    pub node: NodeId,
    /// The verdict whose fix waits behind this question, if it is a gate.
    pub gate: Option<Verdict>,
    /// What evidence that only points says.
    pub suggested: Option<Value>,
}

/// A cause that was reached.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// The cause.
    pub cause: CauseId,
    /// The tree it was found in.
    pub tree: TreeId,
    /// The node that led to it.
    pub node: NodeId,
    /// What was taken for granted on the way; a confirmed verdict has none.
    pub assuming: Vec<Assumption>,
    /// Other causes whose tests hold at the same node.
    pub also: Vec<CauseId>,
}

impl Verdict {
    /// Whether every test on the way holds by a person's answer or settling evidence.
    pub fn is_confirmed(&self) -> bool {
        self.assuming.is_empty()
    }
}

/// Something that a likely verdict takes for granted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Assumption {
    /// The person was not sure about this fact; the verdict takes it to be so.
    NotSure {
        /// The fact.
        fact: FactId,
        /// The value it is taken to have; none where a whole test was left open.
        taken: Option<Value>,
    },
    /// Evidence for this fact only points.
    Points {
        /// The fact.
        fact: FactId,
    },
    /// Nothing else at this node held.
    NothingElse {
        /// The tree.
        tree: TreeId,
        /// The node.
        node: NodeId,
    },
    /// There is no test but the fix itself.
    Untested,
}

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
        way: Way { consulted: Vec::new(), entered: vec![root] },
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

enum Outcome {
    Open(Question),
    Found(Verdict),
    Spent,
}

/// What was passed on the way down.
enum Mark {
    /// A test that settles: what came before by exclusion alone no longer matters.
    Proved,
    Assumed(Assumption),
}

struct Scan<'a, 'b> {
    view: &'a View<'b>,
    progress: &'a Progress,
    skip_passed: bool,
    way: Way,
    path: Vec<Mark>,
    depth: usize,
}

impl Scan<'_, '_> {
    fn enter(&mut self, tree: TreeId, node: NodeId) -> Outcome {
        if self.depth >= DEEPEST {
            return Outcome::Spent;
        }
        self.depth += 1;
        let view = self.view;
        let outcome = match &view.pack.tree(tree).node(node).kind {
            NodeKind::Ask { fact, ways, otherwise } => self.ask(tree, node, *fact, ways, *otherwise),
            NodeKind::Checks { checks, order, otherwise } => self.checks(tree, node, checks, *order, *otherwise),
        };
        self.depth -= 1;
        outcome
    }

    fn follow(&mut self, tree: TreeId, node: NodeId, target: Target, mark: Option<Mark>) -> Outcome {
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

    fn question(&self, tree: TreeId, node: NodeId, fact: FactId, decides: FactId) -> Outcome {
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
            let target = ways.iter().find(|(way, _)| way == value).map(|(_, target)| *target).or(otherwise);
            let mark = match known.certainty() {
                Certainty::Certain => None,
                Certainty::Likely => Some(Mark::Assumed(Assumption::Points { fact })),
            };
            return target.map_or(Outcome::Spent, |target| self.follow(tree, node, target, mark));
        }
        // Not sure: every way is parked, and taken up again in the order of its authored weight.
        let mut parked: Vec<(Option<Value>, Target)> =
            ways.iter().map(|(value, target)| (Some(value.clone()), *target)).collect();
        parked.extend(otherwise.map(|target| (None, target)));
        parked.sort_by(|a, b| self.weight(tree, b.1).total_cmp(&self.weight(tree, a.1)));
        for (taken, target) in parked {
            let mark = Mark::Assumed(Assumption::NotSure { fact, taken });
            let outcome = self.follow(tree, node, target, Some(mark));
            if !matches!(outcome, Outcome::Spent) {
                return outcome;
            }
        }
        Outcome::Spent
    }

    fn checks(
        &mut self,
        tree: TreeId,
        node: NodeId,
        checks: &[Check],
        order: Order,
        otherwise: Option<Target>,
    ) -> Outcome {
        let mut left: Vec<usize> = (0..checks.len()).collect();
        let mut parked: Vec<usize> = Vec::new();
        while let Some(place) = self.next_check(tree, checks, order, &left) {
            let taken = left.remove(place);
            let check = &checks[taken];
            let mark = match check.test.as_ref().map(|test| (test, self.view.test(test))) {
                None => Mark::Assumed(Assumption::Untested),
                Some((test, Some((true, certainty)))) => {
                    self.consult_all(test);
                    match certainty {
                        Certainty::Certain => Mark::Proved,
                        Certainty::Likely => Mark::Assumed(self.pointing(test)),
                    }
                }
                Some((test, Some((false, Certainty::Certain)))) => {
                    self.consult_all(test);
                    continue;
                }
                Some((test, undecided)) => {
                    self.consult_all(test);
                    let open = if undecided.is_none() { self.view.open_facts(test) } else { Vec::new() };
                    if let Some(fact) = open.first() {
                        let decides = self.decided_through(test, *fact);
                        return self.question(tree, node, *fact, decides);
                    }
                    // Not sure, or only pointed away from: it is taken up again when nothing else is left.
                    parked.push(taken);
                    continue;
                }
            };
            match self.follow(tree, node, check.then, Some(mark)) {
                Outcome::Spent => {}
                Outcome::Found(verdict) => {
                    return Outcome::Found(self.with_others(verdict, tree, node, checks, &left));
                }
                open @ Outcome::Open(_) => return open,
            }
        }
        self.when_no_check_holds(tree, node, checks, &parked, otherwise)
    }

    fn when_no_check_holds(
        &mut self,
        tree: TreeId,
        node: NodeId,
        checks: &[Check],
        parked: &[usize],
        otherwise: Option<Target>,
    ) -> Outcome {
        if let Some(target) = otherwise {
            let before = self.path.len();
            for place in parked {
                let facts = self.unsure_of(&checks[*place]);
                self.path
                    .extend(facts.into_iter().map(|fact| Mark::Assumed(Assumption::NotSure { fact, taken: None })));
            }
            let mark = Mark::Assumed(Assumption::NothingElse { tree, node });
            let outcome = self.follow(tree, node, target, Some(mark));
            self.path.truncate(before);
            if !matches!(outcome, Outcome::Spent) {
                return outcome;
            }
        }
        let mut parked = parked.to_vec();
        parked.sort_by(|a, b| {
            self.weight(tree, checks[*b].then).total_cmp(&self.weight(tree, checks[*a].then)).then(a.cmp(b))
        });
        for place in parked {
            let before = self.path.len();
            let facts = self.unsure_of(&checks[place]);
            self.path.extend(facts.into_iter().map(|fact| Mark::Assumed(Assumption::NotSure { fact, taken: None })));
            let outcome = self.follow(tree, node, checks[place].then, None);
            self.path.truncate(before);
            if !matches!(outcome, Outcome::Spent) {
                return outcome;
            }
        }
        Outcome::Spent
    }

    /// The place in `left` of the check to settle next.
    ///
    /// A check whose facts include another's comes before it. Among the rest the most likely for its minutes comes first;
    /// one that is settled costs none.
    fn next_check(&self, tree: TreeId, checks: &[Check], order: Order, left: &[usize]) -> Option<usize> {
        if order == Order::Fixed {
            return (!left.is_empty()).then_some(0);
        }
        let facts: Vec<BTreeSet<FactId>> =
            left.iter().map(|n| checks[*n].test.iter().flat_map(Expression::facts).collect()).collect();
        let waits = |place: usize| {
            let own = &facts[place];
            !own.is_empty() && facts.iter().any(|other| other.len() > own.len() && own.is_subset(other))
        };
        let free = (0..left.len()).filter(|place| !waits(*place));
        let best = free
            .map(|place| (self.worth(tree, &checks[left[place]]), place))
            .max_by(|(a, m), (b, n)| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(n.cmp(m)));
        best.map(|(_, place)| place)
    }

    /// Whether a check is settled, and its likelihood for its minutes; one that is settled costs none.
    fn worth(&self, tree: TreeId, check: &Check) -> (bool, f64) {
        let weight = self.weight(tree, check.then);
        match &check.test {
            None => (false, weight / self.fix_minutes(check.then).max(LEAST_MINUTES)),
            Some(test) if self.view.test(test).is_some() => (true, weight),
            Some(test) => {
                let open = self.view.open_facts(test);
                let minutes: f64 = open.iter().map(|fact| self.view.pack.fact(*fact).minutes).sum();
                (false, weight / minutes.max(LEAST_MINUTES))
            }
        }
    }

    /// The other causes whose tests hold at the same node, in the order they were left.
    fn with_others(
        &self,
        mut verdict: Verdict,
        tree: TreeId,
        node: NodeId,
        checks: &[Check],
        left: &[usize],
    ) -> Verdict {
        if (verdict.tree, verdict.node) != (tree, node) {
            return verdict;
        }
        let mut others: Vec<(f64, CauseId)> = Vec::new();
        for check in left.iter().map(|n| &checks[*n]) {
            let holds = check.test.as_ref().and_then(|test| self.view.test(test)).is_some_and(|(truth, _)| truth);
            if let (true, Target::Cause(cause)) = (holds, check.then)
                && !self.progress.tried.contains(&cause)
                && cause != verdict.cause
            {
                others.push((self.weight(tree, check.then), cause));
            }
        }
        others.sort_by(|a, b| b.0.total_cmp(&a.0));
        verdict.also = others.into_iter().map(|(_, cause)| cause).collect();
        verdict
    }

    /// The authored weight of everything a target can lead to inside its tree.
    fn weight(&self, tree: TreeId, target: Target) -> f64 {
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

    fn fix_minutes(&self, target: Target) -> f64 {
        match target {
            Target::Cause(cause) => self.view.pack.cause(cause).fix.minutes,
            Target::Node(_) | Target::Goto(_) => LEAST_MINUTES,
        }
    }

    fn unsure_of(&self, check: &Check) -> Vec<FactId> {
        let support = check.test.iter().flat_map(|test| self.view.support(test));
        support.filter(|fact| self.view.know(*fact).value().is_none()).collect()
    }

    fn pointing(&self, test: &Expression) -> Assumption {
        let support = self.view.support(test);
        let fact = support.iter().find(|fact| self.view.know(**fact).certainty() == Certainty::Likely);
        fact.map_or(Assumption::Untested, |fact| Assumption::Points { fact: *fact })
    }

    /// The fact of `test` that asking for `asked` is about.
    fn decided_through(&self, test: &Expression, asked: FactId) -> FactId {
        let through = self.view.support(test).into_iter().find(|fact| self.view.know(*fact) == Known::Open(asked));
        through.unwrap_or(asked)
    }

    fn consult_all(&mut self, test: &Expression) {
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
        for rule in &view.pack.fact(fact).derive {
            for input in rule.facts() {
                if input != fact {
                    self.consult(input);
                }
            }
        }
    }
}
