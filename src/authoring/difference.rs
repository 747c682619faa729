//! What changed between two packs, for the people who use them.

mod names;
mod questions;
mod verdicts;
mod words;

use std::sync::Arc;

use crate::knowledge::Pack;

pub use names::{NameChange, names};
pub use questions::{QuestionChange, Shift, questions, shifts};
pub use verdicts::{VerdictChange, Verdicts, WALKS, verdicts};
pub use words::difference_lines;

/// Everything that changed. All names are those of the packs.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// New, gone and renamed symptoms.
    pub symptoms: Vec<NameChange>,
    /// New, gone and renamed causes.
    pub causes: Vec<NameChange>,
    /// Questions that are new, gone, moved or worded otherwise.
    pub questions: Vec<QuestionChange>,
    /// Likelihoods that shifted.
    pub shifts: Vec<Shift>,
    /// Walks that end elsewhere.
    pub verdicts: Verdicts,
}

impl Difference {
    /// Whether nothing changed that can be told.
    pub fn is_empty(&self) -> bool {
        self.symptoms.is_empty()
            && self.causes.is_empty()
            && self.questions.is_empty()
            && self.shifts.is_empty()
            && self.verdicts.changes.is_empty()
    }
}

/// Compares two packs.
pub fn difference(old: &Arc<Pack>, new: &Arc<Pack>) -> Difference {
    let symptom = |pack: &Pack| -> Vec<(String, String)> {
        pack.parts().trees.iter().map(|tree| (tree.name.clone(), tree.title.clone())).collect()
    };
    let cause = |pack: &Pack| -> Vec<(String, String)> {
        pack.parts().causes.iter().map(|cause| (cause.name.clone(), cause.title.clone())).collect()
    };
    let symptoms = names(&symptom(old), &symptom(new));
    let causes = names(&cause(old), &cause(new));
    Difference {
        questions: questions(old, new, &symptoms),
        shifts: shifts(old, new, &symptoms, &causes),
        verdicts: verdicts(old, new, &symptoms, &causes),
        symptoms,
        causes,
    }
}
