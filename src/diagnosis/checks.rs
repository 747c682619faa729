//! Independent hypotheses: which to settle next, and what follows when none holds.

use std::collections::BTreeSet;

use super::scan::{Mark, Outcome, Scan};
use super::{Assumption, Branch, Certainty, Known, Verdict};
use crate::knowledge::{CauseId, Check, Expression, FactId, NodeId, Order, Target, TreeId};

/// The least a question costs, so that a ratio to minutes is finite.
const LEAST_MINUTES: f64 = 0.05;

/// The checks of one node, with what decides their order.
struct CheckList<'a> {
    checks: &'a [Check],
    weights: Vec<f64>,
    facts: Vec<BTreeSet<FactId>>,
}

impl Scan<'_, '_> {
    pub(super) fn checks(
        &mut self,
        tree: TreeId,
        node: NodeId,
        checks: &[Check],
        order: Order,
        otherwise: Option<Target>,
    ) -> Outcome {
        let list = CheckList {
            checks,
            weights: checks.iter().map(|check| self.weight(tree, check.then)).collect(),
            facts: checks.iter().map(|check| check.test.iter().flat_map(Expression::facts).collect()).collect(),
        };
        let mut left: Vec<usize> = (0..checks.len()).collect();
        let mut parked: Vec<usize> = Vec::new();
        while let Some(place) = self.next_check(&list, order, &left) {
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
                    self.pass_by(tree, node, Branch::Fails(taken));
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
            self.pass_by(tree, node, Branch::Holds(taken));
            match self.follow(tree, node, check.then, Some(mark)) {
                Outcome::Spent => {}
                Outcome::Found(verdict) => {
                    return Outcome::Found(self.with_others(verdict, tree, node, &list, &left));
                }
                open @ Outcome::Open(_) => return open,
            }
        }
        self.when_no_check_holds(tree, node, &list, parked, otherwise)
    }

    fn when_no_check_holds(
        &mut self,
        tree: TreeId,
        node: NodeId,
        list: &CheckList<'_>,
        mut parked: Vec<usize>,
        otherwise: Option<Target>,
    ) -> Outcome {
        let checks = list.checks;
        if let Some(target) = otherwise {
            let before = self.path.len();
            for place in &parked {
                let facts = self.unsure_of(&checks[*place]);
                self.path
                    .extend(facts.into_iter().map(|fact| Mark::Assumed(Assumption::NotSure { fact, taken: None })));
            }
            let mark = Mark::Assumed(Assumption::NothingElse { tree, node });
            self.pass_by(tree, node, Branch::Otherwise);
            let outcome = self.follow(tree, node, target, Some(mark));
            self.path.truncate(before);
            if !matches!(outcome, Outcome::Spent) {
                return outcome;
            }
        }
        parked.sort_by(|a, b| list.weights[*b].total_cmp(&list.weights[*a]).then(a.cmp(b)));
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
    fn next_check(&self, list: &CheckList<'_>, order: Order, left: &[usize]) -> Option<usize> {
        if order == Order::Fixed {
            return (!left.is_empty()).then_some(0);
        }
        let waits = |check: usize| {
            let own = &list.facts[check];
            let mut others = left.iter().map(|other| &list.facts[*other]);
            !own.is_empty() && others.any(|other| other.len() > own.len() && own.is_subset(other))
        };
        let free = (0..left.len()).filter(|place| !waits(left[*place]));
        let best = free
            .map(|place| (self.worth(list, left[place]), place))
            .max_by(|(a, m), (b, n)| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(n.cmp(m)));
        best.map(|(_, place)| place)
    }

    /// Whether a check is settled, and its likelihood for its minutes; one that is settled costs none.
    fn worth(&self, list: &CheckList<'_>, check: usize) -> (bool, f64) {
        let weight = list.weights[check];
        let Check { test, then, .. } = &list.checks[check];
        match test {
            None => (false, weight / self.fix_minutes(*then).max(LEAST_MINUTES)),
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
        list: &CheckList<'_>,
        left: &[usize],
    ) -> Verdict {
        if (verdict.tree, verdict.node) != (tree, node) {
            return verdict;
        }
        let mut others: Vec<(f64, CauseId)> = Vec::new();
        for place in left {
            let check = &list.checks[*place];
            let holds = check.test.as_ref().and_then(|test| self.view.test(test)).is_some_and(|(truth, _)| truth);
            if let (true, Target::Cause(cause)) = (holds, check.then)
                && !self.progress.tried.contains(&cause)
                && cause != verdict.cause
            {
                others.push((list.weights[*place], cause));
            }
        }
        others.sort_by(|a, b| b.0.total_cmp(&a.0));
        verdict.also = others.into_iter().map(|(_, cause)| cause).collect();
        verdict
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
}
