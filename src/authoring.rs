//! What authors of knowledge need to trust it.

mod cases;
mod schema;

pub use cases::{CaseRun, run_case, run_cases};
pub use schema::{SCHEMA_FOLDER, schema, schema_files, schema_kinds, with_modeline};
