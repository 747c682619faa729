//! What is known in a state: the engine's rules, over variables.

use super::formula::Formula;
use super::vocabulary::{ANSWERED, Code, LATER, NO, OPEN, UNSURE, Variable, Vocabulary, YES};

/// A free comparison has to be taken one way before it can be said what follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Split(pub Variable);

/// What is known about a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Known {
    Value(Code),
    NotSure,
    Unknowable,
    /// The variable to ask, which is another one when this is decided by its inputs.
    Open(Variable),
}

/// The variables of a tree, and what is known about each.
#[derive(Clone, Copy, Debug)]
pub(super) struct View<'a> {
    pub vocabulary: &'a Vocabulary,
    pub codes: &'a [Code],
}

impl View<'_> {
    pub fn code(&self, variable: Variable) -> Code {
        self.codes.get(variable as usize).copied().unwrap_or(OPEN)
    }

    pub fn know(&self, variable: Variable) -> Result<Known, Split> {
        let direct = self.code(variable);
        if direct != OPEN && direct != UNSURE {
            return Ok(Known::Value(direct));
        }
        let definition = self.vocabulary.get(variable);
        for rule in &definition.rules {
            if let Some(code) = self.value(rule)? {
                return Ok(Known::Value(code));
            }
        }
        if direct == UNSURE {
            return Ok(Known::NotSure);
        }
        if definition.askable {
            return Ok(Known::Open(variable));
        }
        let mut unsure = false;
        for rule in &definition.rules {
            for input in self.support(rule)? {
                match self.know(input)? {
                    open @ Known::Open(_) => return Ok(open),
                    Known::NotSure => unsure = true,
                    Known::Value(_) | Known::Unknowable => {}
                }
            }
        }
        Ok(if unsure { Known::NotSure } else { Known::Unknowable })
    }

    pub fn value(&self, formula: &Formula) -> Result<Option<Code>, Split> {
        match formula {
            Formula::Value(code) => Ok(Some(*code)),
            Formula::Read(variable) => self.known(*variable),
            Formula::Not(inner) => Ok(self.value(inner)?.map(|code| if code == YES { NO } else { YES })),
            Formula::And(parts) => self.fold(parts, NO),
            Formula::Or(parts) => self.fold(parts, YES),
            Formula::If(parts) => match self.value(&parts[0])? {
                Some(YES) => self.value(&parts[1]),
                Some(_) => self.value(&parts[2]),
                None => {
                    let (then, otherwise) = (self.value(&parts[1])?, self.value(&parts[2])?);
                    Ok(then.filter(|_| then == otherwise))
                }
            },
            Formula::Same(parts) => {
                let (left, right) = (self.value(&parts[0])?, self.value(&parts[1])?);
                Ok(left.zip(right).map(|(left, right)| Code::from(left == right)))
            }
            Formula::Atom(variable) => self.atom(*variable),
            Formula::Gathered(facts) => Ok(self.all_known(facts)?.then_some(ANSWERED)),
        }
    }

    fn known(&self, variable: Variable) -> Result<Option<Code>, Split> {
        Ok(match self.know(variable)? {
            Known::Value(code) => Some(code),
            Known::NotSure | Known::Unknowable | Known::Open(_) => None,
        })
    }

    fn all_known(&self, facts: &[Variable]) -> Result<bool, Split> {
        for fact in facts {
            if self.known(*fact)?.is_none() {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn atom(&self, variable: Variable) -> Result<Option<Code>, Split> {
        let Some(atom) = &self.vocabulary.get(variable).atom else { return Ok(None) };
        if !self.all_known(&atom.needed)? {
            return Ok(None);
        }
        let early = atom.early.map_or(LATER, |early| self.code(early));
        if early == YES || early == NO {
            return Ok(Some(early));
        }
        if self.all_known(&atom.facts)? {
            return match self.code(variable) {
                OPEN => Err(Split(variable)),
                code => Ok(Some(code)),
            };
        }
        match atom.early {
            Some(undecided) if early == OPEN => Err(Split(undecided)),
            _ => Ok(None),
        }
    }

    /// One decisive part decides, even while another has still to be taken one way.
    fn fold(&self, parts: &[Formula], decisive: Code) -> Result<Option<Code>, Split> {
        let mut split = None;
        let mut unknown = false;
        for part in parts {
            match self.value(part) {
                Ok(Some(code)) if code == decisive => return Ok(Some(decisive)),
                Ok(Some(_)) => {}
                Ok(None) => unknown = true,
                Err(first) => split = split.or(Some(first)),
            }
        }
        match split {
            Some(split) => Err(split),
            None => Ok((!unknown).then_some(if decisive == YES { NO } else { YES })),
        }
    }

    /// The facts that decided a formula or still can, in reading order.
    pub fn support(&self, formula: &Formula) -> Result<Vec<Variable>, Split> {
        let mut found = Vec::new();
        self.add_support(formula, &mut found)?;
        Ok(found)
    }

    fn add_support(&self, formula: &Formula, found: &mut Vec<Variable>) -> Result<(), Split> {
        match formula {
            Formula::And(parts) => self.support_of_fold(parts, NO, found),
            Formula::Or(parts) => self.support_of_fold(parts, YES, found),
            Formula::Not(inner) => self.add_support(inner, found),
            Formula::If(parts) => {
                self.add_support(&parts[0], found)?;
                let condition = self.value(&parts[0])?;
                if condition != Some(NO) {
                    self.add_support(&parts[1], found)?;
                }
                if condition != Some(YES) {
                    self.add_support(&parts[2], found)?;
                }
                Ok(())
            }
            other => {
                other.named(self.vocabulary, found);
                Ok(())
            }
        }
    }

    fn support_of_fold(&self, parts: &[Formula], decisive: Code, found: &mut Vec<Variable>) -> Result<(), Split> {
        let truths: Vec<Option<Code>> = parts.iter().map(|part| self.value(part)).collect::<Result<_, _>>()?;
        if let Some(place) = truths.iter().position(|truth| *truth == Some(decisive)) {
            return self.add_support(&parts[place], found);
        }
        let decided = truths.iter().all(Option::is_some);
        for (part, truth) in parts.iter().zip(&truths) {
            if decided || truth.is_none() {
                self.add_support(part, found)?;
            }
        }
        Ok(())
    }

    /// The variables a person can still be asked to decide a formula, in reading order.
    pub fn open_facts(&self, formula: &Formula) -> Result<Vec<Variable>, Split> {
        let mut open = Vec::new();
        let mut seen = Vec::new();
        let mut waiting = self.support(formula)?;
        waiting.reverse();
        while let Some(variable) = waiting.pop() {
            if seen.contains(&variable) {
                continue;
            }
            seen.push(variable);
            match self.know(variable)? {
                Known::Open(ask) if ask == variable => open.push(variable),
                Known::Open(_) => {
                    for rule in self.vocabulary.get(variable).rules.iter().rev() {
                        waiting.extend(self.support(rule)?.into_iter().rev());
                    }
                }
                Known::Value(_) | Known::NotSure | Known::Unknowable => {}
            }
        }
        Ok(open)
    }
}
