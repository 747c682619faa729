//! How often the first cause shown is the right one, and after how many questions.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::authoring::run_dialogue;
use crate::knowledge::{Case, Pack};

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
        let dialogue = run_dialogue(pack, case);
        known.cases += 1;
        known.right += usize::from(dialogue.shown == Some(case.expect));
        known.questions.push(dialogue.asked.len());
    }
    for known in areas.values_mut() {
        known.questions.sort_unstable();
    }
    areas.into_values().collect()
}
