//! The pack that comes with the program.
//!
//! The build has read, checked and lowered it, so that starting up reads bytes and nothing else. Its files come along
//! for packs that build on it.

use crate::knowledge::Pack;
use crate::load::SourceFile;

/// The built-in pack.
pub fn pack() -> Pack {
    let bytes = include_bytes!(concat!(env!("OUT_DIR"), "/parts.postcard"));
    // The build wrote these bytes with these types; a test holds them equal to the files.
    Pack::new(postcard::from_bytes(bytes).unwrap_or_default())
}

/// Its files, to load other packs on top of it.
pub fn files() -> Vec<SourceFile> {
    let bytes = include_bytes!(concat!(env!("OUT_DIR"), "/files.postcard"));
    postcard::from_bytes(bytes).unwrap_or_default()
}
