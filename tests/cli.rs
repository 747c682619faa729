//! The real binary, as a shell runs it.
//!
//! Most of it talks about the lamps of `tests/packs/lamps`, so that an edit of the built-in knowledge breaks nothing here.

#[path = "cli/built_in.rs"]
mod built_in;
#[path = "cli/check.rs"]
mod check;
#[path = "cli/diagnose.rs"]
mod diagnose;
#[path = "cli/dialogue.rs"]
mod dialogue;
#[path = "cli/explain.rs"]
mod explain;
#[path = "cli/find.rs"]
mod find;
#[path = "cli/readme.rs"]
mod readme;
#[path = "cli/run.rs"]
mod run;
#[path = "support/scripted.rs"]
mod scripted;
#[path = "cli/shells.rs"]
mod shells;
#[path = "cli/sign_in.rs"]
mod sign_in;
#[path = "cli/simulate.rs"]
mod simulate;
#[path = "cli/tenant.rs"]
mod tenant;
#[path = "cli/tree.rs"]
mod tree;
#[path = "cli/usage.rs"]
mod usage;
