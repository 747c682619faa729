//! Why this question, and why this verdict.

use super::fact_base::View;
use super::live::Live;
use super::scan::Progress;
use super::{Question, RuledOut, Verdict};
use crate::knowledge::{CauseId, Fact, FactId, FactKind, Minutes, TreeId, Value};
use std::collections::BTreeMap;

/// Why a question is asked.
#[derive(Clone, Debug, PartialEq)]
pub struct WhyQuestion {
    /// The fact.
    pub fact: FactId,
    /// What it decides, if that is another fact.
    pub decides: Option<FactId>,
    /// How many causes are possible before it.
    pub live: usize,
    /// What each answer would leave; empty where answers cannot be listed.
    pub effects: Vec<AnswerEffect>,
    /// What it costs to find out.
    pub minutes: Minutes,
    /// Whether it only guards a fix.
    pub gate: bool,
}

/// What one answer would leave.
#[derive(Clone, Debug, PartialEq)]
pub struct AnswerEffect {
    /// The answer.
    pub value: Value,
    /// The causes still possible then, with their shares of what is possible now, heaviest first.
    pub leaves: Vec<(CauseId, f64)>,
}

impl AnswerEffect {
    /// The share of what is possible now that would still be.
    pub fn share(&self) -> f64 {
        self.leaves.iter().map(|(_, weight)| weight).sum()
    }
}

/// Why a cause is the verdict.
#[derive(Clone, Debug, PartialEq)]
pub struct WhyCause {
    /// The verdict.
    pub verdict: Verdict,
    /// The answers that led to it.
    pub because: Vec<FactId>,
    /// The causes that are out, and the answers that excluded them.
    pub not_because: Vec<RuledOut>,
    /// The causes that nothing has excluded.
    pub still_possible: Vec<(CauseId, f64)>,
}

pub(super) fn question(
    view: &View<'_>,
    question: &Question,
    live: &Live,
    root: TreeId,
    weights: &BTreeMap<CauseId, f64>,
    progress: &Progress,
) -> WhyQuestion {
    let definition = view.pack.fact(question.fact);
    let effects = answers(definition).into_iter().map(|value| {
        let supposed = view.supposing(question.fact, value.clone());
        let then = Live::survey(&supposed, root, weights, &progress.tried);
        let now: BTreeMap<CauseId, f64> = live.causes.iter().copied().collect();
        let leaves = then.causes.iter().map(|(cause, _)| (*cause, now.get(cause).copied().unwrap_or(0.0))).collect();
        AnswerEffect { value, leaves }
    });
    WhyQuestion {
        fact: question.fact,
        decides: question.decides,
        live: live.causes.len(),
        effects: if question.gate.is_some() { Vec::new() } else { effects.collect() },
        minutes: definition.minutes,
        gate: question.gate.is_some(),
    }
}

fn answers(fact: &Fact) -> Vec<Value> {
    match fact.kind {
        FactKind::Bool => vec![Value::Bool(true), Value::Bool(false)],
        FactKind::Choice => fact.choices.iter().map(|choice| Value::text(&choice.value)).collect(),
        FactKind::Set | FactKind::Number | FactKind::Text | FactKind::Time => Vec::new(),
    }
}
