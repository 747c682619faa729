//! Sweeps: every cause of all trees over what is known.

mod support;

#[path = "sweep/built_in.rs"]
mod built_in;
#[path = "sweep/rules.rs"]
mod rules;
#[path = "sweep/walks.rs"]
mod walks;
