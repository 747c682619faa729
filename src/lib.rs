//! From a credential symptom to its cause and its fix.
pub mod knowledge;
