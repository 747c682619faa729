//! What authors of knowledge need to trust it.

mod cases;
mod coverage;
mod difference;
mod format;
pub mod graph;
pub mod lint;
mod mutation;
mod parallel;
mod proof;
mod scaffold;
mod schema;
mod states;
mod statistics;
mod word_ranks;

pub use cases::{CaseRun, Dialogue, Fault, run_case, run_cases, run_dialogue};
pub use coverage::{Coverage, Measure, Share, Subject, branches, lcov};
pub use difference::{
    Difference, NameChange, QuestionChange, Shift, VerdictChange, Verdicts, difference, difference_lines,
};
pub use format::{NotFormatted, format};
pub use mutation::{Change, Fate, Mutant, Trial, Witness, mutants};
pub use proof::{Finding, MOST_STATES, Problem, Proof, TreeProof, proof_diagnostics, prove};
pub use scaffold::{NewTree, NotScaffolded, problems_with, scaffold};
pub use schema::{SCHEMA_FOLDER, schema, schema_files, schema_kinds, with_modeline};
pub use statistics::{Accuracy, MOST_EXACT, OrderCost, SymptomFigures, accuracy, figures};
pub use word_ranks::WordRanks;
