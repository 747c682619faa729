//! Builds.

fn main() {}
