//! `tree lint` and `tree test`, on folders of their own.

use std::fs;
use std::path::Path;

use super::run::{Said, fed, pack, program, run};

const CASES: &str = "case: dark-and-unplugged\nsymptom: greyed\nwords: x\nfacts: {}\nexpect: nothing\n";

/// The lamps with a gate of their own, and more files.
fn lamps_with(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(&pack("lamps"), folder.path());
    let gate = "fact: caller.verified\ntype: bool\nlabel: the caller\nquestion: Is it really them?\nminutes: 1\n\
                gate: { refuse: Not yet., to: The boss }\n\
                sources: [{ url: \"https://example.com/\", verified: 2026-11-22 }]\n";
    for (path, text) in [("facts/caller.yaml", gate)].iter().chain(files) {
        let file = folder.path().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    folder
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn tree(words: &[&str], folder: &Path) -> Said {
    let mut command = program();
    command.arg("tree").args(words).arg(folder);
    fed(command, "")
}

const MORE: &str = "note: `cred-doctor tree lint --explain CODE` says more about a code\n";

fn case(name: &str, facts: &str, expect: &str) -> String {
    format!("case: {name}\nsymptom: lamp-dark\nwords: It is dark.\nfacts: {facts}\nexpect: {expect}\n")
}

#[test]
fn a_folder_without_errors_is_fine_unless_warnings_are_denied() {
    let folder = lamps_with(&[]);
    let said = tree(&["lint"], folder.path());
    assert!(said.out.ends_with("\n8 warnings\n"), "{}", said.out);
    assert_eq!((said.err.as_str(), said.code), (MORE, Some(0)));
    assert_eq!(tree(&["lint", "--deny", "warnings"], folder.path()).code, Some(1));
}

#[test]
fn errors_are_shown_where_they_stand() {
    let folder = lamps_with(&[("cases/a.yaml", CASES)]);
    let said = tree(&["lint"], folder.path());
    assert!(said.out.contains("cases/a.yaml:2:10") && said.out.contains("^^^^^^"), "{}", said.out);
    assert_eq!((said.err.as_str(), said.code), (MORE, Some(1)));
    assert!(!said.out.contains('\u{1b}'), "no colour into a pipe");
}

#[test]
fn scripts_get_the_diagnostics_as_json() {
    let folder = lamps_with(&[("cases/a.yaml", CASES)]);
    let said = tree(&["lint", "--format", "json"], folder.path());
    assert_eq!(said.code, Some(1));
    let json: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!((&json["version"], &json["errors"]), (&2.into(), &2.into()), "{}", said.out);
    let first = &json["diagnostics"][0];
    assert_eq!((&first["severity"], &first["line"], &first["column"]), (&"error".into(), &2.into(), &10.into()));
    assert!(first["file"].as_str().unwrap().ends_with("cases/a.yaml"));
}

#[test]
fn cases_pass_when_the_expected_cause_is_the_first() {
    let cases = [
        case("unplugged", "{ lamp.plugged: no }", "lamp-unplugged"),
        case("burnt", "{ lamp.plugged: yes, lamp.bulb: burnt }", "bulb-burnt"),
        // The likeliest where nothing is known; and what a gate guards is reached all the same.
        case("nothing-known", "{}", "bulb-burnt"),
        case("locked", "{ lamp.plugged: yes, lamp.bulb: fine, lamp.locked: yes }", "lamp-locked"),
    ];
    let folder = lamps_with(&[("cases/a.yaml", &cases.join("---\n"))]);
    let said = tree(&["test"], folder.path());
    assert_eq!((said.out.lines().last(), said.err.as_str(), said.code), (Some("4 passed, 0 failed"), "", Some(0)));
}

#[test]
fn a_failed_case_shows_what_it_got_and_how() {
    let cases = [
        case("wrong", "{ lamp.plugged: yes, lamp.bulb: fine }", "lamp-locked"),
        case("right", "{ lamp.plugged: no }", "lamp-unplugged"),
    ];
    let folder = lamps_with(&[("cases/a.yaml", &cases.join("---\n"))]);
    let said = tree(&["test"], folder.path());
    assert_eq!((said.err.as_str(), said.code), ("", Some(1)));
    assert_eq!(said.out.lines().last(), Some("1 passed, 1 failed"));
    insta::assert_snapshot!("failed_case", said.out);
}

#[test]
fn a_folder_with_errors_cannot_be_tested() {
    let folder = lamps_with(&[("cases/a.yaml", CASES)]);
    let said = tree(&["test"], folder.path());
    assert!(said.err.contains("cases/a.yaml:2:10"), "{}", said.err);
    assert!(said.err.ends_with("error: the packs cannot be used: 2 errors\n"), "{}", said.err);
    assert_eq!((said.out.as_str(), said.code), ("", Some(2)));
}

#[test]
fn a_folder_that_is_not_there_is_wrong_usage() {
    for words in [["tree", "lint", "no/such/folder"], ["tree", "test", "no/such/folder"]] {
        let said = run(&words);
        assert!(said.err.starts_with("error: cannot read `no/such/folder`: "), "{}", said.err);
        assert_eq!((said.out.as_str(), said.code), ("", Some(2)));
    }
}
