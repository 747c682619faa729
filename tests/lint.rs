//! `tree lint`: every page's examples, and the command itself.

use std::collections::BTreeSet;
use std::fs;

use std::path::Path;
use std::process::{Command, Output};

use cred_doctor::authoring::lint::{Block, Calendar, day_of, lint, page};
use cred_doctor::diagnostic::{CODES, Code};
use cred_doctor::load::{Limits, SourceFile, load, load_within, read_dir};

/// The day on which the examples are looked at.
fn calendar() -> Calendar {
    Calendar { today: day_of("2026-11-22").unwrap(), stale_after: 365 }
}

/// The small pack that the examples of the pages add to. Nothing is wrong with it.
fn base() -> Vec<SourceFile> {
    let mut files = read_dir(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/packs/lint")).unwrap();
    for file in &mut files {
        "base".clone_into(&mut file.pack);
    }
    files
}

/// The small pack, with the files of an example on top as a second pack.
fn with_example(code: &Code, block: Block) -> Vec<SourceFile> {
    let example = page(code).unwrap().example(block);
    assert!(!example.is_empty(), "{} lacks an example", code.number);
    let own =
        example.into_iter().map(|file| SourceFile { pack: "example".to_owned(), path: file.path, bytes: file.bytes });
    base().into_iter().chain(own).collect()
}

fn codes(files: Vec<SourceFile>) -> (BTreeSet<&'static str>, String) {
    // Small enough that the examples of too much are quick; the small pack is far below.
    let limits = Limits { file_bytes: 1 << 20, nodes: 3_000, ..Limits::default() };
    let loaded = load_within(files, limits);
    let found = lint(&loaded, calendar());
    let said = cred_doctor::diagnostic::brief(&found, &loaded.sources, &loaded.places);
    let said: Vec<String> = said.into_iter().map(|line| line.chars().take(200).collect()).collect();
    (found.iter().map(|diagnostic| diagnostic.code).collect(), said.into_iter().take(4).collect::<Vec<_>>().join("\n"))
}

#[test]
fn the_small_pack_is_clean() {
    assert_eq!(codes(base()).1, "");
}

#[test]
fn every_bad_example_raises_exactly_its_code_and_every_good_one_none() {
    let mut wrong = Vec::new();
    for code in CODES {
        let (bad, said) = codes(with_example(code, Block::Bad));
        if bad != BTreeSet::from([code.slug]) {
            wrong.push(format!("{} {} bad:\n{said}", code.number, code.slug));
        }
        let (good, said) = codes(with_example(code, Block::Good));
        if !good.is_empty() {
            wrong.push(format!("{} {} good:\n{said}", code.number, code.slug));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// The program, run in a folder of its own.
struct Folder(tempfile::TempDir);

impl Folder {
    /// The small pack, with one text instead of another.
    fn with(path: &str, old: &str, new: &str) -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        for file in base() {
            let mut text = String::from_utf8(file.bytes).unwrap();
            if file.path == path {
                assert!(text.contains(old), "{path} has no {old}");
                text = text.replace(old, new);
            }
            let at = folder.0.path().join("pack").join(&file.path);
            fs::create_dir_all(at.parent().unwrap()).unwrap();
            fs::write(at, text).unwrap();
        }
        folder
    }

    fn clean() -> Self {
        Self::with("pack.yaml", "version: 1", "version: 1")
    }

    fn text(&self, path: &str) -> String {
        fs::read_to_string(self.0.path().join("pack").join(path)).unwrap()
    }

    fn lint(&self, arguments: &[&str]) -> (i32, String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cred-doctor"));
        let Output { status, stdout, stderr } =
            command.current_dir(self.0.path()).args(["tree", "lint"]).args(arguments).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (status.code().unwrap(), text(stdout), text(stderr))
    }
}

/// Sources of the small pack age with the calendar; the command knows no other.
const PATIENT: [&str; 2] = ["--stale-after", "36500"];

fn patient<'a>(arguments: &[&'a str]) -> Vec<&'a str> {
    arguments.iter().copied().chain(PATIENT).collect()
}

#[test]
fn a_clean_pack_has_no_problems() {
    let (code, out, err) = Folder::clean().lint(&patient(&["pack"]));
    assert_eq!((code, out.as_str(), err.as_str()), (0, "16 files, no problems\n", ""));
}

#[test]
fn a_finding_says_what_is_wrong_why_it_matters_and_what_to_do() {
    let folder = Folder::with("facts/signin.yaml", "help: Ask them.\n", "");
    let (code, out, err) = folder.lint(&patient(&["pack"]));
    assert_eq!(code, 0);
    insta::assert_snapshot!(out, @r#"
    warning[CD0608 no-help]: nothing says how to find out
      --> pack/facts/signin.yaml:12:11
       |
    12 | question: Does the person still know the password?
       |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
       = why: Whoever does not know the answer can only say "not sure", and the walk loses its way.
       = help: add `help:` with the place in the portal, or what to ask the caller

    1 warning
    "#);
    assert_eq!(err, "note: `cred-doctor tree lint --explain CODE` says more about a code\n");
    assert_eq!(folder.lint(&patient(&["pack", "--deny", "warnings"])).0, 1);
}

#[test]
fn an_old_source_is_told_after_the_days_that_are_asked_for() {
    let folder = Folder::with("tables/tables.yaml", "2026-11-22", "2020-01-31");
    assert!(folder.lint(&["pack", "--stale-after", "1", "--format", "github"]).1.contains("CD0511 stale-source"));
    assert_eq!(folder.lint(&patient(&["pack"])).1, "16 files, no problems\n");
}

#[test]
fn what_is_allowed_with_a_reason_is_not_said() {
    let allowed = "help: Ask them.\nallow: { no-minutes: It is a reflex }\n";
    let folder = Folder::with("facts/signin.yaml", "help: Ask them.\nminutes: 0.1\n", allowed);
    assert_eq!(folder.lint(&patient(&["pack"])).1, "16 files, no problems\n");
}

#[test]
fn every_format_names_the_place_and_the_code() {
    let folder = Folder::with("facts/signin.yaml", "type: number", "type: numbr");
    let (code, out, _) = folder.lint(&patient(&["pack", "--format", "json"]));
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    let first = &json["diagnostics"][0];
    assert_eq!((code, json["errors"].as_u64()), (1, Some(1)));
    assert_eq!((first["number"].as_str(), first["code"].as_str()), (Some("CD0215"), Some("unknown-type")));
    assert_eq!(
        (first["line"].as_u64(), first["column"].as_u64(), first["end_column"].as_u64()),
        (Some(2), Some(7), Some(12))
    );
    assert_eq!(first["fixable"].as_bool(), Some(true));

    let (code, out, _) = folder.lint(&patient(&["pack", "--format", "sarif"]));
    let sarif: serde_json::Value = serde_json::from_str(&out).unwrap();
    let result = &sarif["runs"][0]["results"][0];
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!((code, sarif["version"].as_str(), result["ruleId"].as_str()), (1, Some("2.1.0"), Some("CD0215")));
    assert_eq!(place["artifactLocation"]["uri"].as_str(), Some("pack/facts/signin.yaml"));
    assert_eq!((place["region"]["startLine"].as_u64(), place["region"]["endColumn"].as_u64()), (Some(2), Some(12)));
    assert_eq!(sarif["runs"][0]["tool"]["driver"]["rules"][0]["id"].as_str(), Some("CD0215"));

    let (code, out, _) = folder.lint(&patient(&["pack", "--format", "github"]));
    let start =
        "::error file=pack/facts/signin.yaml,line=2,col=7,endLine=2,endColumn=12,title=CD0215 unknown-type::`numbr`";
    assert!(code == 1 && out.starts_with(start), "{out}");
}

#[test]
fn the_built_in_pack_is_clean() {
    let loaded = load(cred_doctor::builtin::files());
    let said = cred_doctor::diagnostic::brief(&lint(&loaded, calendar()), &loaded.sources, &loaded.places);
    assert_eq!(said, Vec::<String>::new());
}

#[test]
fn a_place_goes_by_the_folder_as_it_was_named_and_signs_are_escaped() {
    let folder = Folder::with("symptoms/greyed.yaml", "reset button is grey", "account is locked");
    fs::create_dir_all(folder.0.path().join("a b")).unwrap();
    fs::rename(folder.0.path().join("pack"), folder.0.path().join("a b/100%, ok")).unwrap();
    let (_, out, _) = folder.lint(&patient(&["./a b/100%, ok/", "--format", "github"]));
    assert!(out.starts_with("::warning file=a b/100%25%2C ok/symptoms/"), "{out}");
    let (_, out, _) = folder.lint(&patient(&["a b/100%, ok", "--format", "sarif"]));
    let sarif: serde_json::Value = serde_json::from_str(&out).unwrap();
    let result = &sarif["runs"][0]["results"][0];
    let uri = |location: &serde_json::Value| location["physicalLocation"]["artifactLocation"]["uri"].clone();
    assert!(uri(&result["locations"][0]).as_str().unwrap().starts_with("a%20b/100%25%2C%20ok/symptoms/"), "{out}");
    assert!(uri(&result["relatedLocations"][0]).is_string(), "{out}");
    assert_eq!(result["ruleIndex"].as_u64(), Some(0));
}

#[test]
fn the_page_of_a_code_is_found_by_number_and_by_name() {
    let folder = Folder::clean();
    let (code, by_name, _) = folder.lint(&["--explain", "unknown-key"]);
    assert_eq!((code, folder.lint(&["--explain", "cd0208"]).1), (0, by_name.clone()));
    assert!(
        by_name.starts_with("CD0208 unknown-key\n\nA key is not known.") && by_name.contains("\n    minuets: 1\n"),
        "{by_name}"
    );
}

#[test]
fn wrong_use_says_what_is_wrong_and_ends_with_2() {
    let folder = Folder::clean();
    let (code, out, err) = folder.lint(&["--explain", "unknown-kee"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.starts_with("error: there is no code `unknown-kee`\n\nhint: did you mean `unknown-key`"), "{err}");
    for wrong in [
        &["--fix"][..],
        &["nowhere"],
        &["pack", "--format", "xml"],
        &["pack", "--stale-after", "0"],
        &["pack", "--explain", "CD0208"],
        &["--explain", "CD0208", "--format", "sarif"],
    ] {
        let (code, out, err) = folder.lint(wrong);
        assert_eq!((code, out.as_str()), (2, ""), "{wrong:?}");
        assert!(err.starts_with("error: "), "{wrong:?}: {err}");
    }
}

/// Mends a changed pack, and says what its file says afterwards and what the program said it did.
fn mended(path: &str, old: &str, new: &str) -> (String, String) {
    let folder = Folder::with(path, old, new);
    let (_, _, err) = folder.lint(&patient(&["pack", "--fix"]));
    let once = folder.text(path);
    let (_, out, again) = folder.lint(&patient(&["pack", "--fix"]));
    assert_eq!(folder.text(path), once, "a second time changes more");
    assert!(again.contains("nothing here can be mended"), "{again}{out}");
    (once, err)
}

#[test]
fn certain_changes_bring_back_the_clean_text_byte_for_byte() {
    let clean = Folder::clean();
    for (path, old, new) in [
        ("facts/admin.yaml", "minutes: 1", "minuets: 1"),
        ("symptoms/locked-out.yaml", "if: signin.forgotten\n", "if: signin.forgoten\n"),
        ("symptoms/locked-out.yaml", "then: cause forgotten\n", "then: cause forgoten   # with a comment\n"),
        ("symptoms/locked-out.yaml", "[account is locked]", "[account is locked, Account is locked!]"),
        ("symptoms/greyed.yaml", "  - reset button is grey\n", "  - reset button is grey\n  - Reset button is GREY\n"),
        ("causes/causes.yaml", "link: https://", "link: http://"),
        ("tables/tables.yaml", "learn.microsoft.com/entra", "learn.microsoft.com/en-us/entra"),
    ] {
        let (text, said) = mended(path, old, new);
        let expected = if new.contains('#') {
            clean.text(path).replace(old, &new.replace("forgoten", "forgotten"))
        } else {
            clean.text(path)
        };
        assert_eq!(text, expected, "{said}");
        assert!(said.contains("note: mended "), "{said}");
    }
}

#[test]
fn an_old_name_and_a_missing_none_are_mended_in_place() {
    let (text, _) = mended("causes/causes.yaml", "because your roles", "because your Azure AD roles, says Azure AD,");
    assert!(text.contains("because your Microsoft Entra ID roles, says Microsoft Entra ID, do not"), "{text}");
    let (text, _) = mended("facts/target.yaml", "choices: { none: No role }", "choices: { custom: A custom role }");
    assert!(text.contains("choices: { none: None of these, custom: A custom role }"), "{text}");
}

#[test]
fn a_file_that_is_not_yaml_is_never_touched() {
    let folder = Folder::with("facts/admin.yaml", "minutes: 1", "minuets: 1\nopen: [");
    let before = folder.text("facts/admin.yaml");
    let (code, _, err) = folder.lint(&patient(&["pack", "--fix"]));
    assert_eq!((code, folder.text("facts/admin.yaml")), (1, before));
    assert!(err.contains("nothing here can be mended"), "{err}");
}
