//! What authors of knowledge need to trust it.

mod cases;

pub use cases::{CaseRun, run_case, run_cases};
