//! The dialogue line by line.
