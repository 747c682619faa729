//! `tree test` as an author uses it: what cases cover, what they would miss, and what happens on a save.

mod support;

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::Arc;

use cred_doctor::authoring::{Change, Coverage, Fate, Fault, Measure, Trial, mutants, run_cases};
use cred_doctor::builtin;
use support::{bool_fact, cause_document, documents, pack};

const CAUSES: [&str; 3] = ["locked", "expired", "unknown"];

const TREE: &str = "symptom: They cannot sign in\nphrases: [cannot sign in, locked out]\ngiven: { target.here: yes }\n\
    likelihood: { locked: 5, expired: 3, unknown: 2 }\nstart: first\nescalate: { to: Somebody, with: [the time] }\n\
    nodes:\n  first:\n    ask: target.locked\n    answers: { yes: cause locked, no: second }\n  second:\n    checks:\n      \
    - if: target.old && target.cloud\n        then: cause expired\n    otherwise: cause unknown\n";

const LOCKED: &str =
    "case: locked-account\nsymptom: signin\nwords: Locked out again.\nfacts: { target.locked: yes }\nexpect: locked\n";

const EXPIRED: &str = "case: expired-password\nsymptom: signin\nwords: It is old.\n\
    facts: { target.locked: no, target.old: yes, target.cloud: yes }\nexpect: expired\n";

const UNKNOWN: &str = "case: nothing-of-it\nsymptom: signin\nwords: No idea.\n\
    facts: { target.locked: no, target.old: no }\nexpect: unknown\n";

const ON_PREMISES: &str = "case: old-but-not-here\nsymptom: signin\nwords: Old, and not from the cloud.\n\
    facts: { target.locked: no, target.old: yes, target.cloud: no }\nexpect: unknown\n";

fn files(cases: &[&str]) -> Vec<(&'static str, String)> {
    let facts = ["target.locked", "target.old", "target.cloud", "target.here"].map(|name| bool_fact(name, 1.0));
    vec![
        ("pack.yaml", "pack: small\nversion: 1\n".to_owned()),
        ("facts/facts.yaml", documents(&facts)),
        ("causes/causes.yaml", documents(&CAUSES.map(|name| cause_document(name, "")))),
        ("symptoms/signin.yaml", TREE.to_owned()),
        ("cases/cases.yaml", cases.join("---\n")),
    ]
}

fn write(folder: &Path, files: &[(&str, String)]) {
    for (path, text) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

/// Runs `tree test` in a folder that holds the pack under `small`.
fn tree_test(cases: &[&str], arguments: &[&str]) -> Output {
    let folder = tempfile::tempdir().unwrap();
    write(&folder.path().join("small"), &files(cases));
    let mut command = Command::new(env!("CARGO_BIN_EXE_cred-doctor"));
    command.args(["tree", "test", "small"]).args(arguments).current_dir(folder.path()).output().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn json(output: &Output) -> serde_json::Value {
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn coverage_is_a_table_and_the_count_is_alone_on_the_last_line() {
    let output = tree_test(&[LOCKED, UNKNOWN], &["--coverage"]);
    assert_eq!(output.status.code(), Some(0));
    insta::assert_snapshot!(stdout(&output));
}

#[test]
fn lcov_points_at_the_lines_of_the_files() {
    let output = tree_test(&[LOCKED, UNKNOWN], &["--format", "lcov"]);
    assert_eq!((output.status.code(), stderr(&output).as_str()), (Some(0), ""));
    insta::assert_snapshot!(stdout(&output));
}

#[test]
fn json_tells_a_script_what_is_missing_and_where() {
    let report = json(&tree_test(&[LOCKED, UNKNOWN], &["--format", "json"]));
    assert_eq!(report["version"], 1);
    assert_eq!((&report["passed"], &report["failed"]), (&2.into(), &0.into()));
    assert_eq!(report["coverage"]["branches"]["covered"], 4);
    assert_eq!(report["coverage"]["branches"]["total"], 5);
    assert_eq!(report["coverage"]["missing"][0]["name"], "signin/nodes/second/checks/0");
    assert_eq!(report["coverage"]["missing"][0]["kind"], "check holds");
    assert_eq!(report["coverage"]["missing"][0]["file"], "small/symptoms/signin.yaml");
    assert_eq!(report["coverage"]["missing"][0]["line"], 13);
    assert_eq!(report["finding"]["first"], 1);
    assert!(report["mutation"].is_null());
}

#[test]
fn too_little_coverage_is_a_problem() {
    for (arguments, fine) in [
        (["--min-coverage", "60"], true),
        (["--min-coverage", "80.5"], false),
        (["--require", "causes=66,branches=80"], true),
        (["--require", "branches=80.1"], false),
        (["--require", "causes=100"], false),
    ] {
        let output = tree_test(&[LOCKED, UNKNOWN], &arguments);
        assert_eq!(output.status.code(), Some(i32::from(!fine)), "{arguments:?}: {}", stdout(&output));
        let last = stdout(&output).lines().last().map(str::to_owned);
        assert_eq!(last.as_deref(), Some("2 passed, 0 failed"));
    }
    let output = tree_test(&[LOCKED, UNKNOWN], &["--require", "branches=100"]);
    assert!(stdout(&output).contains("branches: 80.0 % covered, 100 % required\n"), "{}", stdout(&output));
    // The tracefile stays a tracefile.
    let output = tree_test(&[LOCKED, UNKNOWN], &["--require", "branches=100", "--format", "lcov"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(!stdout(&output).contains("required") && stderr(&output).contains("required"));
}

#[test]
fn wrong_input_is_told_what_would_be_right() {
    for (arguments, says) in [
        (&["--min-coverage", "101"][..], "from 0 to 100"),
        (&["--min-coverage", "much"], "from 0 to 100"),
        (&["--require", "cause=100"], "`causes`"),
        (&["--require", "causes"], "WHAT=PERCENT"),
        (&["--require", "causes=NaN"], "WHAT=PERCENT"),
        (&["--require", "mutation=95"], "`--mutate`"),
        (&["--format", "lcov", "--mutate"], "lcov"),
        (&["--format", "xml"], "human"),
    ] {
        let output = tree_test(&[LOCKED], arguments);
        assert_eq!((output.status.code(), stdout(&output).as_str()), (Some(2), ""), "{arguments:?}");
        assert!(stderr(&output).contains(says), "{arguments:?}: {}", stderr(&output));
    }
    let output = Command::new(env!("CARGO_BIN_EXE_cred-doctor")).args(["tree", "test", "--watch"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let output = tree_test(&[LOCKED, "case: odd\n"], &[]);
    assert_eq!((output.status.code(), stdout(&output).as_str()), (Some(2), ""));
    assert!(stderr(&output).contains("error[CD0209 missing-key]"));
}

#[test]
fn a_case_holds_the_questions_to_what_it_says() {
    let asked = |more: &str| format!("{EXPIRED}{more}\n");
    let right = asked("asked: [target.locked, target.old, target.cloud]\nquestions: 3");
    assert_eq!(tree_test(&[&right], &[]).status.code(), Some(0));
    let swapped = asked("asked: [target.old, target.locked, target.cloud]");
    let output = tree_test(&[&swapped], &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stdout(&output).contains("questions, as the case says: target.old, target.locked, target.cloud\n"));
    assert!(stdout(&output).contains("questions, as they were: target.locked, target.old, target.cloud\n"));
    let short = asked("questions: 2");
    let report = json(&tree_test(&[&short], &["--format", "json"]));
    assert_eq!(report["failures"][0]["faults"], serde_json::json!(["questions"]));
    assert_eq!(report["failures"][0]["line"], 1);
}

#[test]
fn facts_told_one_by_one_lead_to_the_same_cause_or_the_case_fails() {
    // Known from the start, the heavier cause comes first; asked in turn, the first check that holds does.
    let pack = pack(&[
        ("facts/f.yaml", &documents(&[bool_fact("target.locked", 9.0), bool_fact("target.old", 1.0)])),
        ("causes/c.yaml", &documents(&[cause_document("locked", ""), cause_document("expired", "")])),
        (
            "symptoms/signin.yaml",
            "symptom: S\nlikelihood: { locked: 5, expired: 3 }\nstart: n\nescalate: { to: X, with: [y] }\nnodes:\n  n:\n    \
             checks:\n      - { if: target.locked, then: cause locked }\n      - { if: target.old, then: cause expired }\n",
        ),
        (
            "cases/c.yaml",
            "case: both\nsymptom: signin\nwords: w\nfacts: { target.locked: yes, target.old: yes }\nexpect: locked\n\
             questions: 1\n",
        ),
    ]);
    let run = &run_cases(&pack)[0];
    assert_eq!(run.faults, [Fault::DialogueCause]);
    assert_eq!(run.shown, pack.cause_named("locked"));
    assert_eq!(run.dialogue.as_ref().unwrap().shown, pack.cause_named("expired"));
}

#[test]
fn a_not_sure_covers_no_branch() {
    let files = files(&["case: silent\nsymptom: signin\nwords: w\nexpect: locked\n"]);
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let pack = pack(&files);
    let coverage = Coverage::of(&pack, &run_cases(&pack));
    assert_eq!(coverage.share(Measure::Branches).covered, 0);
    assert_eq!(coverage.share(Measure::Nodes).covered, 1);
    assert_eq!(coverage.share(Measure::Causes).covered, 1);
}

#[test]
fn what_no_case_notices_comes_with_the_case_that_would() {
    let weak = [LOCKED, EXPIRED, UNKNOWN];
    let output = tree_test(&weak, &["--mutate", "--require", "mutation=100"]);
    assert_eq!(output.status.code(), Some(1), "{}", stdout(&output));
    insta::assert_snapshot!(stdout(&output));
    let report = json(&tree_test(&weak, &["--mutate", "--format", "json"]));
    let survivors = report["mutation"]["survivors"].as_array().unwrap();
    let mut cases: Vec<String> = weak.iter().map(|case| (*case).to_owned()).collect();
    for (n, survivor) in survivors.iter().enumerate() {
        cases.push(survivor["case"].as_str().unwrap().replace("a-name", &format!("from-mutation-{n}")));
    }
    let cases: Vec<&str> = cases.iter().map(String::as_str).collect();
    let output = tree_test(&cases, &["--mutate", "--require", "mutation=100"]);
    assert_eq!(output.status.code(), Some(0), "{}", stdout(&output));
}

#[test]
fn a_change_that_changes_nothing_does_not_count() {
    let expired = format!("{EXPIRED}asked: [target.locked, target.old, target.cloud]\n");
    let files = files(&[LOCKED, &expired, UNKNOWN, ON_PREMISES]);
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let pack: Arc<_> = pack(&files);
    let trial = Trial::new(&pack, &run_cases(&pack));
    for mutant in mutants(&pack) {
        let fate = trial.judge(&mutant);
        // Nothing reads what opening this symptom says.
        let expected_equivalent = mutant.change == Change::DroppedGiven;
        assert_eq!(fate == Fate::Equivalent, expected_equivalent, "{mutant:?}");
        assert!(expected_equivalent || matches!(fate, Fate::Noticed(_)), "{mutant:?}: {fate:?}");
    }
}

#[test]
fn a_save_runs_the_cases_again() {
    let folder = tempfile::tempdir().unwrap();
    let small = folder.path().join("small");
    write(&small, &files(&[LOCKED]));
    let mut child = Command::new(env!("CARGO_BIN_EXE_cred-doctor"))
        .args(["tree", "test", "small", "--watch"])
        .current_dir(folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut next_count = || lines.by_ref().map(Result::unwrap).find(|line| line.contains(" passed, "));
    assert_eq!(next_count().as_deref(), Some("1 passed, 0 failed"));
    // Broken in between: it goes on watching.
    fs::write(small.join("cases/cases.yaml"), format!("{LOCKED}---\ncase: half")).unwrap();
    fs::write(
        small.join("cases/cases.yaml"),
        format!("{LOCKED}---\n{}", UNKNOWN.replace("expect: unknown", "expect: locked")),
    )
    .unwrap();
    assert_eq!(next_count().as_deref(), Some("1 passed, 1 failed"));
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn the_built_in_cases_reach_every_cause_and_branch() {
    let pack = Arc::new(builtin::pack());
    let mut coverage = Coverage::of(&pack, &run_cases(&pack));
    coverage.leave_out_the_impossible(&pack);
    let missing: Vec<String> = coverage
        .missing()
        .filter(|subject| matches!(subject.measure(), Measure::Causes | Measure::Branches))
        .map(|subject| format!("{:?}", subject.symbol(&pack)))
        .collect();
    assert!(missing.is_empty(), "{missing:#?}");
}
