//! How well the words of callers find their symptom.

use crate::knowledge::{Pack, TreeId};
use crate::search::{Found, Index};

/// Where the symptom of each case stands among the symptoms found for the words of the case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WordRanks {
    /// The rank of each case's symptom, from 1; none where it was not found.
    pub ranks: Vec<Option<usize>>,
}

impl WordRanks {
    /// Looks up the words of every case.
    pub fn of(pack: &Pack, index: &Index) -> Self {
        Self { ranks: pack.parts().cases.iter().map(|case| rank(index, &case.words, case.symptom)).collect() }
    }

    /// How many symptoms stand among the first `count`.
    pub fn within(&self, count: usize) -> usize {
        self.ranks.iter().filter(|rank| rank.is_some_and(|rank| rank <= count)).count()
    }
}

fn rank(index: &Index, words: &str, symptom: TreeId) -> Option<usize> {
    let found = index.find(words);
    let mut symptoms = found.iter().filter(|found| matches!(found.found, Found::Symptom(_)));
    symptoms.position(|found| found.found == Found::Symptom(symptom)).map(|place| place + 1)
}
