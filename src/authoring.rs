//! What authors of knowledge need to trust it.

mod cases;
mod difference;
mod format;
pub mod graph;
mod proof;
mod scaffold;
mod schema;
mod statistics;

pub use cases::{CaseRun, run_case, run_cases};
pub use difference::{
    Difference, NameChange, QuestionChange, Shift, VerdictChange, Verdicts, difference, difference_lines,
};
pub use format::{NotFormatted, format};
pub use proof::{Finding, MOST_STATES, Problem, Proof, TreeProof, proof_diagnostics, prove};
pub use scaffold::{NewTree, NotScaffolded, problems_with, scaffold};
pub use schema::{SCHEMA_FOLDER, schema, schema_files, schema_kinds, with_modeline};
pub use statistics::{Accuracy, MOST_EXACT, OrderCost, SymptomFigures, accuracy, figures};
