//! What authors of knowledge need to trust it.

mod cases;
mod coverage;
mod finding;
mod mutation;
mod states;

pub use cases::{CaseRun, Dialogue, Fault, run_case, run_cases, run_dialogue};
pub use coverage::{Coverage, Measure, Share, Subject, branches, lcov};
pub use finding::Finding;
pub use mutation::{Change, Fate, Mutant, Trial, Witness, mutants};
