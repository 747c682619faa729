//! From a credential symptom to its cause and its fix.
//!
//! The rooms, lowest first; a room names only rooms below it (see `ARCHITECTURE.md`).

#![warn(missing_docs)]

pub mod knowledge;
pub mod texts;

pub mod diagnosis;
pub mod diagnostic;
pub mod settings;

pub mod load;
pub mod search;

pub mod authoring;
pub mod builtin;
pub mod graph;
pub mod simulator;

pub mod plain;
pub mod tui;

pub mod cli;
