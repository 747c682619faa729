//! Formulas over variables with few values, and whether they can come out one way.

use std::collections::BTreeSet;

use crate::knowledge::{Expression, FactId, Value};

/// How many partial completions are looked at to answer one question about a formula.
///
/// A variable is only taken one way where the formula still hangs on it, so tests of many facts need few; what needs more
/// has to be told to the author.
const MOST: usize = 16_384;

/// A test, as far as it can be taken apart.
#[derive(Clone, Debug)]
pub(super) enum Formula {
    Known(bool),
    /// The variable is one of some values.
    Is(usize, BTreeSet<Value>),
    Not(Box<Formula>),
    All(Vec<Formula>),
    One(Vec<Formula>),
    If(Box<[Formula; 3]>),
}

/// What a formula is over.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Variable {
    Fact(FactId),
    Free(Expression),
}

/// The values that some variables are taken to have.
type Taken<'a> = [Option<&'a Value>];

impl Formula {
    /// What it is whatever the others are, or else a variable that it hangs on.
    fn truth(&self, taken: &Taken<'_>) -> Result<bool, usize> {
        match self {
            Self::Known(truth) => Ok(*truth),
            Self::Is(variable, accepted) => match taken.get(*variable).copied().flatten() {
                Some(value) => Ok(accepted.contains(value)),
                None => Err(*variable),
            },
            Self::Not(inner) => inner.truth(taken).map(|truth| !truth),
            Self::All(parts) => fold(parts, false, taken),
            Self::One(parts) => fold(parts, true, taken),
            Self::If(parts) => {
                let [test, then, otherwise] = parts.as_ref();
                match test.truth(taken) {
                    Ok(true) => then.truth(taken),
                    Ok(false) => otherwise.truth(taken),
                    Err(variable) => match (then.truth(taken), otherwise.truth(taken)) {
                        (Ok(then), Ok(otherwise)) if then == otherwise => Ok(then),
                        _ => Err(variable),
                    },
                }
            }
        }
    }
}

/// One decisive part decides.
fn fold(parts: &[Formula], decisive: bool, taken: &Taken<'_>) -> Result<bool, usize> {
    let mut open = None;
    for part in parts {
        match part.truth(taken) {
            Ok(truth) if truth == decisive => return Ok(decisive),
            Ok(_) => {}
            Err(variable) => open = open.or(Some(variable)),
        }
    }
    open.map_or(Ok(!decisive), Err)
}

/// A formula, and the values its variables can have.
#[derive(Debug)]
pub(super) struct Problem {
    pub formula: Formula,
    pub variables: Vec<(Variable, BTreeSet<Value>)>,
}

/// The formula takes too long to find out about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TooLarge;

impl Problem {
    /// Whether some completion makes it true, and whether some makes it false.
    pub fn possible(&self) -> Result<(bool, bool), TooLarge> {
        let mut search = Search::new(self);
        Ok((search.completion(true, None)?.is_some(), search.completion(false, None)?.is_some()))
    }

    /// For each variable the values it has in some completion that makes the formula come out this way.
    pub fn left(&self, truth: bool) -> Result<Vec<BTreeSet<Value>>, TooLarge> {
        let mut search = Search::new(self);
        let mut left: Vec<BTreeSet<Value>> = vec![BTreeSet::new(); self.variables.len()];
        for (variable, (_, values)) in self.variables.iter().enumerate() {
            for value in values {
                if left.get(variable).is_some_and(|left| left.contains(value)) {
                    continue;
                }
                let Some(taken) = search.completion(truth, Some((variable, value)))? else { continue };
                for ((left, taken), (_, values)) in left.iter_mut().zip(taken).zip(&self.variables) {
                    // What was not taken one way does not matter, so it can be anything.
                    match taken {
                        Some(value) => left.extend([value.clone()]),
                        None => left.extend(values.iter().cloned()),
                    }
                }
            }
        }
        Ok(left)
    }
}

/// Looks for completions, as long as there is time.
struct Search<'a> {
    formula: &'a Formula,
    values: Vec<Vec<&'a Value>>,
    left: usize,
}

impl<'a> Search<'a> {
    fn new(problem: &'a Problem) -> Self {
        let values = problem.variables.iter().map(|(_, values)| values.iter().collect()).collect();
        Self { formula: &problem.formula, values, left: MOST }
    }

    /// A completion that makes the formula come out this way: the values it needs, of variables in their order.
    fn completion(
        &mut self,
        truth: bool,
        fixed: Option<(usize, &'a Value)>,
    ) -> Result<Option<Vec<Option<&'a Value>>>, TooLarge> {
        // A variable that can have no value leaves no completion, even where the formula does not hang on it.
        if self.values.iter().any(Vec::is_empty) {
            return Ok(None);
        }
        let mut taken: Vec<Option<&Value>> = vec![None; self.values.len()];
        if let Some((place, value)) = fixed
            && let Some(taken) = taken.get_mut(place)
        {
            *taken = Some(value);
        }
        // The variables that were taken one way, and which of their values comes next.
        let mut turns: Vec<(usize, usize)> = Vec::new();
        loop {
            self.left = self.left.checked_sub(1).ok_or(TooLarge)?;
            match self.formula.truth(&taken) {
                Ok(found) if found == truth => return Ok(Some(taken)),
                Ok(_) => {}
                Err(variable) => turns.push((variable, 0)),
            }
            if !self.turn(&mut turns, &mut taken) {
                return Ok(None);
            }
        }
    }

    /// Takes the last variable another way, or else the one before it; false when all was tried.
    fn turn(&self, turns: &mut Vec<(usize, usize)>, taken: &mut Taken<'a>) -> bool {
        while let Some((variable, next)) = turns.last_mut() {
            let value = self.values.get(*variable).and_then(|values| values.get(*next)).copied();
            if let Some(taken) = taken.get_mut(*variable) {
                *taken = value;
            }
            *next += 1;
            if value.is_some() {
                return true;
            }
            turns.pop();
        }
        false
    }
}
