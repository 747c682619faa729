//! Packs with something wrong with them, and exactly what is said about it.
//!
//! Each file of `tests/packs/broken` holds the files to add to the small pack, each after a line `=== path`, and after
//! `=== says` what a person reads. With `ACCEPT=1` in the environment the last part is written anew, to be read in the
//! diff.

use super::*;

const SAYS: &str = "=== says\n";

#[test]
fn every_broken_pack_says_exactly_what_is_wrong() {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(here("tests/packs/broken")).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(paths.len() >= 32, "only {} broken packs", paths.len());
    let mut different = String::new();
    for path in paths {
        let text = fs::read_to_string(&path).unwrap();
        let (given, expected) = text.split_once(SAYS).unwrap_or((&text, ""));
        let files: Vec<(&str, &str)> =
            given.split("=== ").filter(|part| !part.is_empty()).map(|part| part.split_once('\n').unwrap()).collect();
        let loaded = load(base_with(&files));
        let said = loaded.report(false);
        let only_warns = said.lines().last().is_some_and(|count| !count.contains("error"));
        assert_eq!(loaded.pack.is_some(), only_warns, "{}", path.display());
        if said != expected {
            if std::env::var_os("ACCEPT").is_some() {
                fs::write(&path, format!("{given}{SAYS}{said}")).unwrap();
            } else {
                let _ = write!(different, "{} says now:\n{said}\n", path.display());
            }
        }
        assert!(!said.is_empty(), "{} says nothing", path.display());
    }
    assert!(different.is_empty(), "{different}");
}
