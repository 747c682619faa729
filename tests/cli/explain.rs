//! `explain`.

use serde_json::json;

use super::run::lamps;

#[test]
fn each_kind_of_thing_is_explained() {
    for (name, id) in [
        ("symptom", "lamp-dark"),
        ("cause", "lamp-locked"),
        ("fact", "lamp.parts"),
        ("code", "LAMP_8812"),
        ("seed", "S901"),
    ] {
        let said = lamps(&["explain", id]);
        assert_eq!((said.err.as_str(), said.code), ("", Some(0)));
        insta::assert_snapshot!(format!("explain_{name}"), without_gate(&said.out));
    }
}

/// The words of the gate belong to the built-in knowledge, and may change.
fn without_gate(out: &str) -> String {
    let gate = out.find("Before this fix: ").zip(out.find("Fix: "));
    gate.map_or_else(|| out.to_owned(), |(gate, fix)| format!("{}(the gate)\n\n{}", &out[..gate], &out[fix..]))
}

#[test]
fn the_gate_stands_above_a_fix_that_changes_a_sign_in() {
    let lines: Vec<String> = lamps(&["explain", "lamp-locked"]).out.lines().map(str::to_owned).collect();
    let at = |start: &str| lines.iter().position(|line| line.starts_with(start)).unwrap();
    assert!(at("Before this fix: ") < at("If not, say: ") && at("If not, say: ") < at("Fix: "));
    assert!(!lamps(&["explain", "bulb-burnt"]).out.contains("Before this fix"));
}

#[test]
fn a_cause_is_shown_with_named_blanks() {
    let cause = lamps(&["explain", "bulb-burnt", "--json"]).json();
    assert_eq!(
        (&cause["kind"], &cause["id"], &cause["symptoms"]),
        (&json!("cause"), &json!("bulb-burnt"), &json!(["lamp-dark"]))
    );
    assert_eq!(cause["fix"][0]["commands"][0]["blanks"], json!(["the owner's name"]));
    assert!(cause.get("confirmed").is_none());
    assert_eq!(cause["sources"], json!([{ "url": "https://example.com/bulb", "verified": "2026-11-22" }]));
}

#[test]
fn scripts_get_the_same() {
    let fact = lamps(&["explain", "lamp.bulb", "--json"]).json();
    assert_eq!((&fact["kind"], &fact["id"], &fact["type"]), (&json!("fact"), &json!("lamp.bulb"), &json!("choice")));
    assert_eq!(fact["answers"][0], json!({ "value": "burnt", "label": "It is burnt" }));
    let symptom = lamps(&["explain", "lamp-dark", "--json"]).json();
    assert_eq!(symptom["asks_first"], "lamp.plugged");
    assert_eq!(symptom["given"], json!({ "lamp.light": "none" }));
    assert_eq!(symptom["leads"][0], json!({ "cause": "lamp-unplugged", "likelihood": 40.0 }));
    assert_eq!(symptom["leads"][5], json!({ "goto": "lamp-flickers", "likelihood": 5.0 }));
    let seed = lamps(&["explain", "S901", "--json"]).json();
    assert_eq!((&seed["kind"], &seed["verdict"]), (&json!("seed"), &json!("current")));
    assert_eq!(seed["answered_by"], json!(["lamp-dark", "lamp-unplugged"]));
    let code = lamps(&["explain", "LAMP_8812", "--json"]).json();
    assert_eq!((&code["leads"], &code["set"]), (&json!("lamp-dark"), &json!({ "lamp.bulb": "burnt" })));
}

#[test]
fn letter_case_and_spelling_of_codes_do_not_matter() {
    for written in ["lamp_8812", "LAMP 8812", "bulbdead"] {
        assert_eq!(lamps(&["explain", written, "--json"]).json()["id"], "LAMP_8812", "{written}");
    }
    assert_eq!(lamps(&["explain", "s901", "--json"]).json()["id"], "S901");
    assert_eq!(lamps(&["explain", "Lamp-Dark", "--json"]).json()["id"], "lamp-dark");
}
