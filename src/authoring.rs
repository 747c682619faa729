//! What authors of knowledge need to trust it.

mod cases;
mod format;
pub mod graph;
mod scaffold;
mod schema;

pub use cases::{CaseRun, run_case, run_cases};
pub use format::{NotFormatted, format};
pub use scaffold::{NewTree, NotScaffolded, problems_with, scaffold};
pub use schema::{SCHEMA_FOLDER, schema, schema_files, schema_kinds, with_modeline};
