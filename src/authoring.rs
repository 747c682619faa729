//! What authors of knowledge need to trust it.

mod cases;
mod difference;
pub mod lint;
mod proof;
mod statistics;

pub use cases::{CaseRun, run_case, run_cases};
pub use difference::{
    Difference, NameChange, QuestionChange, Shift, VerdictChange, Verdicts, difference, difference_lines,
};
pub use proof::{Finding, MOST_STATES, Problem, Proof, TreeProof, proof_diagnostics, prove};
pub use statistics::{Accuracy, MOST_EXACT, OrderCost, SymptomFigures, accuracy, figures};
