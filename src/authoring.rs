//! What authors of knowledge need to trust it.

mod cases;
mod proof;

pub use cases::{CaseRun, run_case, run_cases};
pub use proof::{Finding, MOST_STATES, Problem, Proof, TreeProof, proof_diagnostics, prove};
