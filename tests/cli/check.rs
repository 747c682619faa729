//! `check`: what a sweep says, to people and to scripts.

use serde_json::{Value, json};

use super::run::{Said, has_keys, lamps, lamps_fed, run};

const DARK: &[&str] = &["--set", "lamp.light=none", "--set", "lamp.plugged=yes"];

fn check(words: &[&str]) -> Said {
    lamps(&[&["check"][..], words].concat())
}

fn swept(words: &[&str], code: i32) -> Value {
    let said = check(&[&["--json"][..], words].concat());
    assert_eq!((said.code, said.err.as_str()), (Some(code), ""), "{}", said.out);
    serde_json::from_str(&said.out).unwrap()
}

fn cause<'a>(swept: &'a Value, id: &str) -> &'a Value {
    swept["causes"].as_array().unwrap().iter().find(|cause| cause["id"] == id).unwrap_or(&Value::Null)
}

#[test]
fn a_confirmed_cause_has_its_evidence_and_is_a_problem_found() {
    let swept = swept(&[DARK, &["--set", "lamp.bulb=burnt"]].concat(), 1);
    has_keys(&swept, &["version", "causes", "open", "facts", "not_checked"]);
    assert_eq!(swept["version"], 1);
    let facts = json!([
        { "fact": "lamp.light", "value": "none", "by": "person" },
        { "fact": "lamp.plugged", "value": true, "by": "person" },
        { "fact": "lamp.bulb", "value": "burnt", "by": "person" },
    ]);
    assert_eq!(swept["facts"], facts);
    assert_eq!(
        swept["causes"][0],
        json!({ "id": "bulb-burnt", "status": "confirmed", "symptom": "observed", "evidence": facts })
    );
    assert_eq!(
        cause(&swept, "lamp-unplugged"),
        &json!({
            "id": "lamp-unplugged", "status": "ruled-out", "symptom": "observed",
            "evidence": [{ "fact": "lamp.plugged", "value": true, "by": "person" }],
        })
    );
}

#[test]
fn possible_causes_confirm_nothing() {
    let swept = swept(DARK, 0);
    assert_eq!(cause(&swept, "bulb-burnt")["status"], "possible");
    let wanted = json!({ "fact": "lamp.bulb", "reason": "nobody answered", "needs": "--set lamp.bulb=VALUE" });
    assert!(swept["not_checked"].as_array().unwrap().contains(&wanted));
}

#[test]
fn evidence_without_a_symptom_is_only_possible() {
    let pointed = swept(&["--set", "lamp.bulb=burnt"], 0);
    let pointed = cause(&pointed, "bulb-burnt");
    assert_eq!((&pointed["status"], &pointed["symptom"]), (&json!("possible"), &json!("not observed")));
}

#[test]
fn without_facts_everything_is_open() {
    for said in [lamps(&["check", "--json"]), run(&["check", "--json"])] {
        let swept = said.json();
        assert_eq!((&swept["causes"], &swept["facts"]), (&json!([]), &json!([])));
        assert!(swept["open"].as_u64().is_some_and(|open| open >= 6));
        assert!(!swept["not_checked"].as_array().unwrap().is_empty());
    }
}

#[test]
fn what_is_not_sure_is_said_so() {
    let swept = swept(&["--set", "lamp.light=none", "--set", "lamp.plugged=unsure"], 0);
    let unsure = swept["not_checked"].as_array().unwrap().iter().find(|fact| fact["fact"] == "lamp.plugged").unwrap();
    assert_eq!(unsure["reason"], "not sure");
    assert!(
        swept["facts"].as_array().unwrap().contains(&json!({ "fact": "lamp.plugged", "value": null, "by": "person" }))
    );
}

#[test]
fn facts_come_from_a_file_too() {
    let facts = r#"{"lamp.light": "none", "lamp.plugged": true, "lamp.bulb": "burnt"}"#;
    let piped = lamps_fed(&["check", "--json", "--facts", "-"], facts);
    assert_eq!(piped.out, check(&[DARK, &["--json", "--set", "lamp.bulb=burnt"]].concat()).out);
    assert_eq!(piped.code, Some(1));
}

/// What was said, without what the built-in knowledge has beside the lamps: it grows.
fn about_lamps(said: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut others = false;
    for line in said.lines() {
        if let Some((before, _)) = line.split_once(" ruled out, ") {
            lines.push(format!("{before} ruled out, … open of … causes."));
        } else if line.starts_with("Not checked: ") {
            lines.push(line.replace(|c: char| c.is_ascii_digit(), "#"));
            others = true;
        } else if !others || !line.starts_with("  ") || line.contains("(lamp.") {
            lines.push(line.to_owned());
        }
    }
    lines.join("\n")
}

#[test]
fn a_sweep_reads_at_eighty_columns() {
    let reads = |name: &str, words: &[&str], code: i32| {
        let said = check(words);
        assert_eq!((said.code, said.err.as_str()), (Some(code), ""), "{}", said.out);
        assert!(said.out.lines().all(|line| line.chars().count() <= 80), "{}", said.out);
        insta::assert_snapshot!(name, about_lamps(&said.out));
    };
    reads("check_nothing", &[], 0);
    reads("check_confirmed", &[DARK, &["--set", "lamp.bulb=burnt"]].concat(), 1);
    reads("check_guarded", &[DARK, &["--set", "lamp.bulb=fine", "--set", "lamp.locked=yes"]].concat(), 1);
    reads("check_possible", DARK, 0);
    reads("check_pointed", &["--set", "lamp.bulb=burnt", "--set", "lamp.plugged=yes"], 0);
    reads("check_all", &[&["--all"], DARK, &["--set", "lamp.locked=unsure"]].concat(), 0);
}

#[test]
fn a_command_line_that_makes_no_sense_is_refused() {
    for (words, message) in [
        (&["--set", "lamp.bulb"][..], "error: `--set lamp.bulb` is not FACT=VALUE\n"),
        (&["--set", "lamp.bulp=burnt"], "error: there is no fact `lamp.bulp`\n\nhint: did you mean `lamp.bulb`?\n"),
        (
            &["--set", "lamp.bulb=burnt", "--set", "lamp.bulb=fine"],
            "error: `lamp.bulb` is given twice, as `burnt` and as `fine`\n\nhint: give it once\n",
        ),
        (&["--tried", "bulb-burnt"], "error: unexpected argument '--tried' found\n"),
        (&["lamp-dark"], "error: unexpected argument 'lamp-dark' found\n"),
    ] {
        let said = check(words);
        assert!(said.err.starts_with(message), "{words:?}: {}", said.err);
        assert_eq!((said.out.as_str(), said.code), ("", Some(2)), "{words:?}");
    }
}
