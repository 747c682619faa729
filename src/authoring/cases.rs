//! Cases: tickets whose cause is known, put through the engine.

use std::sync::Arc;

use crate::diagnosis::{By, Event, Walk};
use crate::knowledge::{CALLER_VERIFIED, Case, CauseId, FactId, Pack, Value};

/// What became of a case.
#[derive(Clone, Debug)]
pub struct CaseRun {
    /// The cause that had to be the first shown.
    pub expected: CauseId,
    /// The cause that was.
    pub shown: Option<CauseId>,
    /// The facts that were asked for, in order.
    pub asked: Vec<FactId>,
    /// The walk as it stands there.
    pub walk: Walk,
}

impl CaseRun {
    /// Whether the first cause shown is the expected one.
    pub fn passed(&self) -> bool {
        self.shown == Some(self.expected)
    }
}

/// Runs every case of a pack, in the order of the pack.
pub fn run_cases(pack: &Arc<Pack>) -> Vec<CaseRun> {
    pack.parts().cases.iter().map(|case| run_case(pack, case)).collect()
}

/// Walks one case up to its first verdict.
///
/// What the case says is known from the start. Everything else is answered "not sure", but for the caller, who counts as
/// verified.
pub fn run_case(pack: &Arc<Pack>, case: &Case) -> CaseRun {
    let mut walk = Walk::open(Arc::clone(pack), case.symptom, 0);
    for (fact, value) in &case.facts {
        let fact = pack.fact(*fact).name.clone();
        walk.apply(0, Event::Answered { fact, value: Some(value.clone()), by: By::Person });
    }
    let mut asked = Vec::new();
    // A verdict behind a gate has been reached: the gate guards its fix, not its name.
    while let Some(question) = walk.question().filter(|question| question.gate.is_none()) {
        let fact = question.fact;
        if asked.contains(&fact) {
            break;
        }
        asked.push(fact);
        let verified = pack.fact(fact).name == CALLER_VERIFIED;
        walk.answer(0, fact, verified.then_some(Value::Bool(true)));
    }
    CaseRun { expected: case.expect, shown: walk.verdict().map(|verdict| verdict.cause), asked, walk }
}
