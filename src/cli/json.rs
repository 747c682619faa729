//! Shapes for scripts.

/// The version of every shape; it changes when one of them does in a way that breaks readers.
pub(super) const VERSION: u32 = 1;
