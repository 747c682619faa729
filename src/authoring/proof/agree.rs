//! Tests that read as unknown although every completion of what is known agrees.
//!
//! `a || !a` is one: yes, whatever `a` is, but unknown as long as `a` is. The engine is right not to guess; the author can
//! say it in a way that decides.

use std::collections::HashSet;

use super::formula::Formula;
use super::outline::{Outline, Plan};
use super::view::View;
use super::vocabulary::{ANSWERED, Code, Domain, OPEN, UNSURE, Variable, Vocabulary};

/// The most completions that are tried for one state.
const MOST: usize = 4_096;

/// A test that could have been decided, what was known of its facts, and what it is.
#[derive(Clone, Debug)]
pub(super) struct Missed {
    pub node: u32,
    pub check: u32,
    pub value: Code,
    pub known: Vec<(Variable, Code)>,
}

/// Which tests were found to be undecided without need.
#[derive(Debug)]
pub(super) struct Agreement<'a> {
    outline: &'a Outline,
    seen: HashSet<(u32, u32, Vec<Code>)>,
    pub missed: Vec<Missed>,
    /// Tests with more completions than are tried: node and check.
    pub too_wide: Vec<(u32, u32)>,
}

impl<'a> Agreement<'a> {
    pub fn new(outline: &'a Outline) -> Self {
        Self { outline, seen: HashSet::new(), missed: Vec::new(), too_wide: Vec::new() }
    }

    /// Looks at a test that was open with nothing left to ask.
    pub fn see(&mut self, node: u32, check: u32, codes: &[Code]) {
        if self.missed.iter().any(|missed| (missed.node, missed.check) == (node, check)) {
            return;
        }
        let vocabulary = &self.outline.vocabulary;
        let (test, reads): (Formula, &[Variable]) = match &self.outline.places[node as usize].plan {
            Plan::Ask { variable, .. } if vocabulary.get(*variable).rules.is_empty() => return,
            Plan::Ask { variable, .. } => (Formula::Read(*variable), vocabulary.closure(variable)),
            Plan::Checks { checks, .. } => match checks.get(check as usize) {
                Some(check) => match &check.test {
                    Some(test) if !reads_once(test, &mut Vec::new(), vocabulary) => (test.clone(), &check.reads),
                    _ => return,
                },
                None => return,
            },
        };
        let known: Vec<Code> = reads.iter().map(|variable| codes[*variable as usize]).collect();
        if !self.seen.insert((node, check, known)) {
            return;
        }
        match completions(vocabulary, &test, reads, codes) {
            Ok(Some(value)) => {
                let known = reads.iter().map(|variable| (*variable, codes[*variable as usize]));
                let known = known.filter(|(_, code)| *code != OPEN).collect();
                self.missed.push(Missed { node, check, value, known });
            }
            Ok(None) => {}
            Err(TooMany) if self.too_wide.contains(&(node, check)) => {}
            Err(TooMany) => self.too_wide.push((node, check)),
        }
    }
}

struct TooMany;

/// What every completion agrees on.
fn completions(
    vocabulary: &Vocabulary,
    test: &Formula,
    reads: &[Variable],
    codes: &[Code],
) -> Result<Option<Code>, TooMany> {
    let mut codes = codes.to_vec();
    let mut free: Vec<(Variable, &[Code])> = Vec::new();
    let mut count = 1usize;
    for variable in reads {
        let definition = vocabulary.get(*variable);
        let code = codes[*variable as usize];
        if code != OPEN && code != UNSURE {
            continue;
        }
        if !definition.rules.is_empty() {
            // What it follows from is completed instead.
            codes[*variable as usize] = OPEN;
            continue;
        }
        match &definition.domain {
            Domain::Infinite => codes[*variable as usize] = ANSWERED,
            Domain::Early => codes[*variable as usize] = super::vocabulary::LATER,
            Domain::Bool | Domain::Choice(_) => {
                let values = definition.domain.codes();
                count = count.saturating_mul(values.len());
                free.push((*variable, values));
            }
        }
    }
    if count > MOST {
        return Err(TooMany);
    }
    let mut agreed = None;
    for number in 0..count {
        let mut rest = number;
        for (variable, values) in &free {
            codes[*variable as usize] = values[rest % values.len()];
            rest /= values.len();
        }
        let value = View { vocabulary, codes: &codes }.value(test).ok().flatten();
        match (value, agreed) {
            (Some(value), None) => agreed = Some(value),
            (Some(value), Some(before)) if value == before => {}
            _ => return Ok(None),
        }
    }
    Ok(agreed)
}

/// Whether no fact stands twice in a test, so that it is unknown only where completions differ.
fn reads_once(test: &Formula, seen: &mut Vec<Variable>, vocabulary: &Vocabulary) -> bool {
    let mut once = |variable: Variable| {
        let new = !seen.contains(&variable) && vocabulary.get(variable).rules.is_empty();
        seen.push(variable);
        new
    };
    match test {
        Formula::Value(_) => true,
        Formula::Read(variable) => once(*variable),
        Formula::Atom(variable) => {
            let facts = vocabulary.get(*variable).atom.iter().flat_map(|atom| atom.facts.iter());
            facts.chain([variable]).all(|variable| once(*variable))
        }
        Formula::Gathered(_) | Formula::If(_) => false,
        Formula::Not(inner) => reads_once(inner, seen, vocabulary),
        Formula::And(parts) | Formula::Or(parts) => parts.iter().all(|part| reads_once(part, seen, vocabulary)),
        Formula::Same(parts) => parts.iter().all(|part| reads_once(part, seen, vocabulary)),
    }
}
