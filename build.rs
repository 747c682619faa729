//! Reads the built-in pack with the program's own loader, and embeds it already checked and lowered.
//!
//! A pack with an error in it does not build; what is wrong is printed the way `cred-doctor` prints it.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

// The rooms of the library that a build needs, compiled once more. They call each other by `crate::…`, so they must be
// found at the root.
#[allow(dead_code, unused_imports, clippy::enum_variant_names, reason = "the library is checked as a library")]
#[path = "src"]
mod source {
    pub mod diagnostic;
    pub mod knowledge;
    pub mod load;
    pub mod settings;
}
use source::{diagnostic, knowledge, load, settings};

const PACK: &str = "trees";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={PACK}");
    println!("cargo::rerun-if-changed=build.rs");
    let mut files = load::read_dir(Path::new(PACK))?;
    let loaded = load::load(files.clone());
    let Some(pack) = loaded.pack else {
        for line in diagnostic::brief(&loaded.diagnostics, &loaded.sources, &loaded.places) {
            println!("cargo::error={line}");
        }
        // Shown by cargo as it is, with lines and carets.
        eprint!("{}", diagnostic::render(&loaded.diagnostics, &loaded.sources, &loaded.places, false));
        return Err("the built-in pack has errors".into());
    };
    for file in &mut files {
        "built-in".clone_into(&mut file.pack);
    }
    let parts: &knowledge::Parts = pack.parts();
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("cargo says where to write"))?);
    fs::write(out.join("parts.postcard"), postcard::to_stdvec(parts)?)?;
    fs::write(out.join("files.postcard"), postcard::to_stdvec(&files)?)?;
    Ok(())
}
