//! How often the first cause shown is the right one, and after how many questions.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnosis::Walk;
use crate::knowledge::{CALLER_VERIFIED, Case, Pack, Value};

/// What the cases of one area show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Accuracy {
    /// The area.
    pub area: String,
    /// How many cases there are.
    pub cases: usize,
    /// Of those, how many show the expected cause first.
    pub right: usize,
    /// The questions asked in each, fewest first.
    pub questions: Vec<usize>,
}

impl Accuracy {
    /// The middle number of questions; of two middle ones the larger.
    pub fn median(&self) -> usize {
        self.questions.get(self.questions.len() / 2).copied().unwrap_or(0)
    }

    /// The largest number of questions.
    pub fn most(&self) -> usize {
        self.questions.last().copied().unwrap_or(0)
    }
}

/// Walks every case as a person does who is asked one question after the other, nothing being probed.
pub fn accuracy(pack: &Arc<Pack>, area: impl Fn(&Case) -> String) -> Vec<Accuracy> {
    let mut areas: BTreeMap<String, Accuracy> = BTreeMap::new();
    for case in &pack.parts().cases {
        let name = area(case);
        let known = areas.entry(name.clone()).or_insert_with(|| Accuracy { area: name, ..Accuracy::default() });
        let (right, questions) = dialogue(pack, case);
        known.cases += 1;
        known.right += usize::from(right);
        known.questions.push(questions);
    }
    for known in areas.values_mut() {
        known.questions.sort_unstable();
    }
    areas.into_values().collect()
}

/// Whether the expected cause is the first, and how many questions came before it.
fn dialogue(pack: &Arc<Pack>, case: &Case) -> (bool, usize) {
    let mut walk = Walk::open(Arc::clone(pack), case.symptom, 0);
    let mut asked = Vec::new();
    while let Some(question) = walk.question().filter(|question| question.gate.is_none()) {
        let fact = question.fact;
        if asked.contains(&fact) {
            break;
        }
        asked.push(fact);
        let told = case.facts.iter().find(|(known, _)| *known == fact).map(|(_, value)| value.clone());
        let verified = (pack.fact(fact).name == CALLER_VERIFIED).then_some(Value::Bool(true));
        walk.answer(0, fact, told.or(verified));
    }
    (walk.verdict().is_some_and(|verdict| verdict.cause == case.expect), asked.len())
}
