//! What has been said about the facts, and what follows from it.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::evaluate::{self, Facts};
use super::{Answer, By, Certainty, Filler, Known};
use crate::knowledge::{Expression, FactId, Pack, Value};

/// Derivations nest no deeper than this; what lies below counts as unknowable.
const DEEPEST: usize = 400;

/// Everything that was said, by fact and source.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FactBase {
    answers: BTreeMap<FactId, Vec<Answer>>,
    reopened: BTreeSet<FactId>,
    now: i64,
}

impl FactBase {
    /// Learns what a source says about a fact, outside of any walk; without a value, "not sure".
    pub fn learn(&mut self, at: i64, fact: FactId, value: Option<Value>, by: By) {
        self.advance(at);
        self.hear(fact, Answer { value, by, at, sequence: 0 });
    }

    /// Notes what a source said; it replaces what the same source said before.
    pub(super) fn hear(&mut self, fact: FactId, answer: Answer) {
        if answer.by == By::Person {
            self.reopened.remove(&fact);
        }
        let answers = self.answers.entry(fact).or_default();
        answers.retain(|known| known.by.rank() != answer.by.rank());
        answers.push(answer);
        answers.sort_by_key(|known| known.by.rank());
    }

    /// Forgets everything that was said about a fact.
    pub(super) fn forget(&mut self, fact: FactId) {
        self.answers.remove(&fact);
        self.reopened.remove(&fact);
    }

    /// Takes a person's answer back, so that the fact is asked again whoever else knows it.
    pub(super) fn reopen(&mut self, fact: FactId) {
        if let Some(answers) = self.answers.get_mut(&fact) {
            answers.retain(|answer| answer.by != By::Person);
        }
        self.reopened.insert(fact);
    }

    /// Moves the time on; it never runs back.
    pub(super) fn advance(&mut self, now: i64) {
        self.now = self.now.max(now);
    }

    /// What is known about a fact of a pack, derivations included.
    pub fn know(&self, pack: &Pack, fact: FactId) -> Known {
        View::new(pack, self).know(fact)
    }

    /// The same, with what evidence only points to where nobody has settled it.
    pub fn suspect(&self, pack: &Pack, fact: FactId) -> Known {
        View::new(pack, self).heeding().know(fact)
    }

    /// Fills texts and commands with what is known.
    pub fn filler<'a>(&'a self, pack: &'a Pack) -> Filler<'a> {
        let view = View::new(pack, self);
        Filler::new(pack, move |fact| view.know(fact).value().cloned())
    }

    /// What each source said about a fact, best first.
    pub fn answers(&self, fact: FactId) -> &[Answer] {
        self.answers.get(&fact).map_or(&[], Vec::as_slice)
    }

    /// Every fact that some source spoke of.
    pub fn spoken_of(&self) -> impl Iterator<Item = FactId> + '_ {
        self.answers.iter().filter(|(_, answers)| !answers.is_empty()).map(|(fact, _)| *fact)
    }
}

/// The facts as they stand at one step, derivations included. Each fact is resolved at most once.
pub(super) struct View<'a> {
    pub(super) pack: &'a Pack,
    base: &'a FactBase,
    supposed: Option<(FactId, Value)>,
    /// Whether evidence that only points is taken for a likely answer before a person has been asked.
    heeds_pointing: bool,
    resolved: RefCell<HashMap<FactId, Known>>,
    depth: Cell<usize>,
}

impl<'a> View<'a> {
    pub(super) fn new(pack: &'a Pack, base: &'a FactBase) -> Self {
        Self { pack, base, supposed: None, heeds_pointing: false, resolved: RefCell::default(), depth: Cell::new(0) }
    }

    /// The same facts, as if a person had answered one of them.
    pub(super) fn supposing(&self, fact: FactId, value: Value) -> View<'a> {
        View { supposed: Some((fact, value)), ..View::new(self.pack, self.base) }
    }

    /// The same facts, with evidence that only points taken for likely answers.
    pub(super) fn heeding(&self) -> View<'a> {
        View { heeds_pointing: true, ..View::new(self.pack, self.base) }
    }

    /// What is known about a fact.
    pub(super) fn know(&self, fact: FactId) -> Known {
        if let Some(known) = self.resolved.borrow().get(&fact) {
            return known.clone();
        }
        if self.depth.get() > DEEPEST {
            return Known::Unknowable;
        }
        self.resolved.borrow_mut().insert(fact, Known::Unknowable);
        self.depth.set(self.depth.get() + 1);
        let known = self.resolve(fact);
        self.depth.set(self.depth.get() - 1);
        self.resolved.borrow_mut().insert(fact, known.clone());
        known
    }

    fn resolve(&self, fact: FactId) -> Known {
        if let Some((supposed, value)) = &self.supposed
            && *supposed == fact
        {
            let answer = Answer { value: Some(value.clone()), by: By::Person, at: self.base.now, sequence: 0 };
            return Known::Answered(answer, Certainty::Certain);
        }
        let definition = self.pack.fact(fact);
        if self.base.reopened.contains(&fact) && definition.is_askable() {
            return Known::Open(fact);
        }
        let answers = self.base.answers(fact);
        if let Some(answer) = answers.iter().find(|answer| answer.value.is_some() && settles(&answer.by)) {
            return Known::Answered(answer.clone(), Certainty::Certain);
        }
        if let Some(derived) = self.derive(&definition.derive) {
            return derived;
        }
        let pointing = || answers.iter().find(|answer| answer.value.is_some());
        let unsure = answers.iter().any(|answer| answer.by == By::Person && answer.value.is_none());
        if unsure || self.heeds_pointing || !definition.is_askable() {
            if let Some(answer) = pointing() {
                return Known::Answered(answer.clone(), Certainty::Likely);
            }
            if unsure {
                return Known::NotSure;
            }
            if !definition.is_askable() {
                return self.through_inputs(&definition.derive);
            }
        }
        Known::Open(fact)
    }

    fn derive(&self, rules: &[Expression]) -> Option<Known> {
        for certainty in [Certainty::Certain, Certainty::Likely] {
            let lookup = Lookup { view: self, least: certainty };
            for rule in rules {
                if let Some(value) = evaluate::evaluate(self.pack, &lookup, rule) {
                    let inputs = self.said(evaluate::support(self.pack, &lookup, rule));
                    return Some(Known::Derived(value, inputs, certainty));
                }
            }
        }
        None
    }

    /// The facts that somebody said, in place of those that follow from them.
    fn said(&self, inputs: Vec<FactId>) -> Vec<FactId> {
        let mut said = Vec::new();
        for input in inputs {
            let behind = match self.know(input) {
                Known::Derived(_, behind, _) => behind,
                _ => vec![input],
            };
            for fact in behind {
                if !said.contains(&fact) {
                    said.push(fact);
                }
            }
        }
        said
    }

    /// A fact that is not asked itself is asked through the first input that can still decide it.
    fn through_inputs(&self, rules: &[Expression]) -> Known {
        let mut unsure = false;
        for rule in rules {
            for input in self.support(rule) {
                match self.know(input) {
                    Known::Open(ask) => return Known::Open(ask),
                    Known::NotSure => unsure = true,
                    _ => {}
                }
            }
        }
        if unsure { Known::NotSure } else { Known::Unknowable }
    }

    /// Whether an expression holds, and how far that can be relied on.
    pub(super) fn test(&self, expression: &Expression) -> Option<(bool, Certainty)> {
        [Certainty::Certain, Certainty::Likely].into_iter().find_map(|least| {
            let lookup = Lookup { view: self, least };
            let truth = evaluate::evaluate(self.pack, &lookup, expression)?.as_bool()?;
            Some((truth, least))
        })
    }

    /// The facts that decided an expression or still can.
    pub(super) fn support(&self, expression: &Expression) -> Vec<FactId> {
        evaluate::support(self.pack, &Lookup { view: self, least: Certainty::Likely }, expression)
    }

    /// The facts a person can still be asked to decide an expression, in reading order.
    pub(super) fn open_facts(&self, expression: &Expression) -> Vec<FactId> {
        let mut open = Vec::new();
        let mut seen = BTreeSet::new();
        let mut waiting: Vec<FactId> = self.support(expression);
        waiting.reverse();
        while let Some(fact) = waiting.pop() {
            if !seen.insert(fact) {
                continue;
            }
            match self.know(fact) {
                Known::Open(ask) if ask == fact => open.push(fact),
                Known::Open(_) => {
                    for rule in self.pack.fact(fact).derive.iter().rev() {
                        waiting.extend(self.support(rule).into_iter().rev());
                    }
                }
                _ => {}
            }
        }
        open
    }

    /// What evidence that only points says about a fact.
    pub(super) fn suggested(&self, fact: FactId) -> Option<Value> {
        self.base.answers(fact).iter().find(|answer| !settles(&answer.by)).and_then(|answer| answer.value.clone())
    }
}

fn settles(by: &By) -> bool {
    !matches!(by, By::Probe { certain: false, .. })
}

/// The facts an expression sees: all of them, or only those that are certain.
struct Lookup<'a, 'b> {
    view: &'a View<'b>,
    least: Certainty,
}

impl Facts for Lookup<'_, '_> {
    fn value(&self, fact: FactId) -> Option<Value> {
        let known = self.view.know(fact);
        (known.certainty() <= self.least).then(|| known.value().cloned()).flatten()
    }

    fn now(&self) -> i64 {
        self.view.base.now
    }
}
