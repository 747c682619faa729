//! Cases: tickets whose cause is known, put through the engine.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diagnosis::{By, Event, Passage, Walk};
use crate::knowledge::{CALLER_VERIFIED, Case, CauseId, FactId, Pack, Value};

/// What became of a case.
#[derive(Clone, Debug)]
pub struct CaseRun {
    /// The cause that had to be the first shown.
    pub expected: CauseId,
    /// The cause that was.
    pub shown: Option<CauseId>,
    /// The facts that were asked for, in order, and answered "not sure".
    pub asked: Vec<FactId>,
    /// The walk as it stands there.
    pub walk: Walk,
    /// The nodes and branches passed on the way, at any moment of it.
    pub passed: BTreeSet<Passage>,
    /// The case once more as a dialogue, when it says what is asked.
    pub dialogue: Option<Dialogue>,
    /// What is not as the case says.
    pub faults: Vec<Fault>,
}

/// A case in which facts are told only when asked for.
#[derive(Clone, Debug)]
pub struct Dialogue {
    /// The facts that were asked for, in order.
    pub asked: Vec<FactId>,
    /// The first cause shown.
    pub shown: Option<CauseId>,
    /// The walk as it stands there.
    pub walk: Walk,
}

/// Something that is not as a case says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Another cause comes first, or none.
    Cause,
    /// Another cause comes first when facts are told one by one.
    DialogueCause,
    /// Other facts are asked for, or in another order.
    Asked,
    /// More or fewer facts are asked for.
    Questions,
}

impl CaseRun {
    /// Whether everything is as the case says.
    pub fn passed(&self) -> bool {
        self.faults.is_empty()
    }
}

/// Runs every case of a pack, in the order of the pack.
pub fn run_cases(pack: &Arc<Pack>) -> Vec<CaseRun> {
    pack.parts().cases.iter().map(|case| run_case(pack, case)).collect()
}

/// Walks one case up to its first verdict.
///
/// What the case says is known from the start. Everything else is answered "not sure", but for the caller, who counts as
/// verified. A case that says what is asked is walked a second time, as a dialogue.
pub fn run_case(pack: &Arc<Pack>, case: &Case) -> CaseRun {
    let mut walk = Walk::open(Arc::clone(pack), case.symptom, 0);
    for (fact, value) in &case.facts {
        tell(&mut walk, *fact, value);
    }
    let mut passed = BTreeSet::new();
    let asked = ask_on(&mut walk, &mut passed, |_| None);
    let dialogue = (case.asked.is_some() || case.questions.is_some()).then(|| hold_dialogue(pack, case, &mut passed));
    let shown = walk.verdict().map(|verdict| verdict.cause);
    let faults = faults(case, shown, dialogue.as_ref());
    CaseRun { expected: case.expect, shown, asked, walk, passed, dialogue, faults }
}

/// Walks one case up to its first verdict, telling a fact when it is asked for.
pub fn run_dialogue(pack: &Arc<Pack>, case: &Case) -> Dialogue {
    hold_dialogue(pack, case, &mut BTreeSet::new())
}

fn hold_dialogue(pack: &Arc<Pack>, case: &Case, passed: &mut BTreeSet<Passage>) -> Dialogue {
    let mut walk = Walk::open(Arc::clone(pack), case.symptom, 0);
    // Nobody asks for these, so they must come from elsewhere, as the probe's answers do.
    for (fact, value) in case.facts.iter().filter(|(fact, _)| !pack.fact(*fact).is_askable()) {
        tell(&mut walk, *fact, value);
    }
    let told = |asked: FactId| case.facts.iter().find(|(fact, _)| *fact == asked).map(|(_, value)| value.clone());
    let asked = ask_on(&mut walk, passed, told);
    Dialogue { asked, shown: walk.verdict().map(|verdict| verdict.cause), walk }
}

/// Answers questions until there is a verdict, or nothing left to ask. A question without an answer is "not sure".
fn ask_on(walk: &mut Walk, passed: &mut BTreeSet<Passage>, answer: impl Fn(FactId) -> Option<Value>) -> Vec<FactId> {
    let mut asked = Vec::new();
    passed.extend(walk.passed());
    // A verdict behind a gate has been reached: the gate guards its fix, not its name.
    while let Some(question) = walk.question().filter(|question| question.gate.is_none()) {
        let fact = question.fact;
        if asked.contains(&fact) {
            break;
        }
        asked.push(fact);
        let verified = walk.pack().fact(fact).name == CALLER_VERIFIED;
        let value = answer(fact).or(verified.then_some(Value::Bool(true)));
        walk.answer(0, fact, value);
        passed.extend(walk.passed());
    }
    asked
}

fn tell(walk: &mut Walk, fact: FactId, value: &Value) {
    let fact = walk.pack().fact(fact).name.clone();
    walk.apply(0, Event::Answered { fact, value: Some(value.clone()), by: By::Person });
}

fn faults(case: &Case, shown: Option<CauseId>, dialogue: Option<&Dialogue>) -> Vec<Fault> {
    let mut faults = Vec::new();
    if shown != Some(case.expect) {
        faults.push(Fault::Cause);
    }
    if let Some(dialogue) = dialogue {
        if dialogue.shown != Some(case.expect) {
            faults.push(Fault::DialogueCause);
        }
        if case.asked.as_ref().is_some_and(|asked| *asked != dialogue.asked) {
            faults.push(Fault::Asked);
        } else if case.questions.is_some_and(|count| count != dialogue.asked.len()) {
            faults.push(Fault::Questions);
        }
    }
    faults
}
