//! Loading packs: good ones, broken ones, hostile ones.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use cred_doctor::builtin;
use cred_doctor::diagnostic::{Item, Symbol};
use cred_doctor::knowledge::{CALLER_VERIFIED, Expression, Pack, Quantifier, Target, Value};
use cred_doctor::load::{Limits, Loaded, ReadError, SourceFile, load, load_within, read_dir};

#[path = "load/broken.rs"]
mod broken;
#[path = "load/hostile.rs"]
mod hostile;
#[path = "load/packs.rs"]
mod packs;

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn file(pack: &str, path: &str, text: &str) -> SourceFile {
    SourceFile { pack: pack.to_owned(), path: path.to_owned(), bytes: text.as_bytes().to_vec() }
}

/// A small pack with one of everything and nothing wrong with it.
fn base() -> Vec<SourceFile> {
    let mut files = read_dir(&here("tests/packs/base")).unwrap();
    for file in &mut files {
        "base".clone_into(&mut file.pack);
    }
    files
}

/// The small pack with these files instead of or in addition to its own.
fn base_with(files: &[(&str, &str)]) -> Vec<SourceFile> {
    let mut all = base();
    for (path, text) in files {
        all.retain(|file| file.path != *path);
        all.push(file("base", path, text));
    }
    all
}

/// The codes of everything that was found, in order.
fn codes(loaded: &Loaded) -> Vec<&'static str> {
    loaded.diagnostics.iter().map(|diagnostic| diagnostic.code).collect()
}

fn pack_of(files: Vec<SourceFile>) -> Pack {
    let loaded = load(files);
    let report = loaded.report(false);
    loaded.pack.unwrap_or_else(|| panic!("{report}"))
}
