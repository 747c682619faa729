//! From a credential symptom to its cause and its fix.
pub mod builtin;
pub mod diagnostic;
pub mod knowledge;
pub mod load;
