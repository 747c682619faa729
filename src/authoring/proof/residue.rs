//! What is left of a tree once some answers are known: two states with the same residue go on alike.
//!
//! Which answers settled a test does not matter any more, only how it came out; and a test that came out is not looked
//! into. This is what keeps a list of eight checks at a few states instead of thousands.

use super::formula::Formula;
use super::outline::{Hypothesis, Outline, Plan, Way};
use super::view::View;
use super::vocabulary::{Code, NO, OPEN, Variable};

/// Not decided; what follows says what is left.
const UNDECIDED: Code = Code::MAX - 8;
/// A part that came out so that the other parts decide.
const NEUTRAL: Code = Code::MAX - 9;
/// Nothing can decide it any more.
const PARKED: Code = Code::MAX - 10;

/// The residue of the tree from `root` on.
pub(super) fn residue(outline: &Outline, view: View<'_>, root: u32) -> Vec<Code> {
    let mut residue = Residue { outline, view, codes: Vec::new() };
    let mut seen = vec![root];
    let mut at = 0;
    while let Some(node) = seen.get(at).copied() {
        at += 1;
        residue.place(node, &mut |way| {
            if let Way::Node(next) = way
                && !seen.contains(&next)
            {
                seen.push(next);
            }
        });
    }
    residue.codes
}

struct Residue<'a> {
    outline: &'a Outline,
    view: View<'a>,
    codes: Vec<Code>,
}

impl Residue<'_> {
    fn place(&mut self, node: u32, lead: &mut impl FnMut(Way)) {
        match &self.outline.places[node as usize].plan {
            Plan::Ask { variable, ways, otherwise, .. } => {
                let value = self.decided(&Formula::Read(*variable));
                if let Some(code) = value {
                    let way = ways.iter().find(|(known, _)| *known == code).map(|(_, way)| *way).or(*otherwise);
                    way.into_iter().for_each(&mut *lead);
                    self.unsteady(value, self.outline.vocabulary.get(*variable).steady, &[*variable]);
                    if self.outline.vocabulary.get(*variable).steady {
                        return;
                    }
                }
                ways.iter().map(|(_, way)| *way).chain(*otherwise).for_each(lead);
            }
            Plan::Checks { checks, otherwise, .. } => {
                let ends = otherwise.is_some_and(|way| !self.may_spend(way));
                for check in checks {
                    if self.check(check, ends) {
                        lead(check.then);
                    }
                }
                otherwise.iter().copied().for_each(lead);
            }
        }
    }

    fn may_spend(&self, way: Way) -> bool {
        matches!(way, Way::Node(next) if self.outline.places[next as usize].may_spend)
    }

    /// Notes what is left of a check, and says whether it can still be followed.
    fn check(&mut self, check: &Hypothesis, ends: bool) -> bool {
        let Some(test) = &check.test else { return true };
        if self.is_parked(test, &check.reads) {
            // Where `otherwise` always ends the walk, what is parked is never taken up again.
            self.codes.push(if ends { NO } else { PARKED });
            return !ends;
        }
        let value = self.decided(test);
        self.unsteady(value, check.steady, &check.reads);
        value != Some(NO) || !check.steady
    }

    fn is_parked(&self, test: &Formula, reads: &[Variable]) -> bool {
        let vocabulary = self.view.vocabulary;
        let open = |variable: &Variable| {
            let definition = vocabulary.get(*variable);
            definition.askable && definition.rules.is_empty() && self.view.code(*variable) == OPEN
        };
        self.view.value(test) == Ok(None)
            && !reads.iter().any(open)
            && self.view.open_facts(test).is_ok_and(|facts| facts.is_empty())
    }

    /// What came out of several rules may come out otherwise once more is known.
    fn unsteady(&mut self, value: Option<Code>, steady: bool, reads: &[Variable]) {
        if value.is_some() && !steady {
            self.raw(reads);
        }
    }

    /// Notes what is left of a formula; its value, if that is decided.
    fn decided(&mut self, formula: &Formula) -> Option<Code> {
        let value = self.view.value(formula);
        if let Ok(Some(code)) = value {
            self.codes.push(code);
            return Some(code);
        }
        self.codes.push(UNDECIDED);
        self.undecided(formula);
        None
    }

    fn undecided(&mut self, formula: &Formula) {
        match formula {
            Formula::And(parts) | Formula::Or(parts) => {
                for part in parts {
                    if let Ok(Some(_)) = self.view.value(part) {
                        self.codes.push(NEUTRAL);
                    } else {
                        self.codes.push(UNDECIDED);
                        self.undecided(part);
                    }
                }
            }
            Formula::Not(inner) => self.undecided(inner),
            Formula::If(parts) => {
                for part in parts.iter() {
                    self.decided(part);
                }
            }
            Formula::Read(variable) => {
                self.codes.push(self.view.code(*variable));
                for rule in &self.view.vocabulary.get(*variable).rules {
                    self.decided(rule);
                }
            }
            Formula::Value(_) => {}
            Formula::Same(_) | Formula::Atom(_) | Formula::Gathered(_) => {
                let mut reads = Vec::new();
                formula.reads(self.view.vocabulary, &mut reads);
                self.raw(&reads);
            }
        }
    }

    fn raw(&mut self, reads: &[Variable]) {
        for variable in reads {
            for behind in self.view.vocabulary.closure(variable) {
                self.codes.push(self.view.code(*behind));
            }
        }
    }
}
