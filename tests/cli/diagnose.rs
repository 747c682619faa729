//! `diagnose`: the shape of a step, and what the command line can say.

use serde_json::{Value, json};

use super::run::{has_keys, lamps, lamps_fed, step};

const FINE: &[&str] = &["--set", "lamp.plugged=yes", "--set", "lamp.bulb=fine"];

fn sets<'a>(words: &[&'a str]) -> Vec<&'a str> {
    words.iter().flat_map(|word| ["--set", word]).collect()
}

fn state(step: &Value) -> (&str, &Value) {
    let what = if step["state"] == "question" { &step["question"]["fact"] } else { &step["cause"]["id"] };
    (step["state"].as_str().unwrap(), what)
}

#[test]
fn a_question_has_its_answers() {
    let step = step("lamp-dark", &[]);
    has_keys(&step, &["version", "symptom", "state", "question", "cause", "trail", "live"]);
    assert_eq!(
        (&step["symptom"], &step["state"], &step["cause"]),
        (&json!("lamp-dark"), &json!("question"), &Value::Null)
    );
    assert_eq!(
        step["question"],
        json!({
            "fact": "lamp.plugged",
            "text": "Is the lamp plugged in?",
            "gate": false,
            "kind": "one",
            "suggested": null,
            "help": "Follow the cord to the wall.",
            "note": "Look at the wall, not at the lamp.",
            "answers": [{ "value": true, "label": "Yes" }, { "value": false, "label": "No" }],
        })
    );
    assert_eq!(step["trail"], json!([]));
    let live = step["live"].as_array().unwrap();
    assert_eq!(live[0], json!({ "cause": "lamp-unplugged", "weight": 0.4 }));
    assert_eq!(live.len(), 6);
    assert!((live.iter().map(|cause| cause["weight"].as_f64().unwrap()).sum::<f64>() - 1.0).abs() < 1e-9);
}

#[test]
fn a_question_says_how_many_answers_it_takes() {
    let after = |words: &[&str]| step("lamp-dark", &sets(words))["question"].clone();
    let bulb = after(&["lamp.plugged=yes"]);
    assert_eq!(
        (&bulb["kind"], &bulb["answers"][0]),
        (&json!("one"), &json!({ "value": "burnt", "label": "It is burnt" }))
    );
    let known = ["lamp.plugged=yes", "lamp.bulb=fine", "lamp.locked=no"];
    let parts = after(&known);
    assert_eq!(parts["kind"], "many");
    assert_eq!(parts["answers"][0], json!({ "value": "none", "label": "Nothing but a bulb" }));
    assert_eq!(parts["answers"][1], json!({ "value": "dimmer", "label": "Dimmer" }));
    let age = after(&[&known[..], &["lamp.parts=timer,dimmer"]].concat());
    assert_eq!((&age["fact"], &age["kind"], &age["answers"]), (&json!("lamp.age"), &json!("number"), &json!([])));
}

#[test]
fn a_cause_has_its_fix() {
    let step = step("lamp-dark", &sets(&["lamp.plugged=yes", "lamp.bulb=burnt", "lamp.owner=O'Neil"]));
    assert_eq!((&step["state"], &step["question"]), (&json!("cause"), &Value::Null));
    assert_eq!(
        step["cause"],
        json!({
            "id": "bulb-burnt",
            "title": "The bulb is burnt",
            "confirmed": true,
            "assuming": [],
            "fix": [
                {
                    "id": "order", "do": "Order a bulb.", "where": null, "link": null, "danger": null,
                    "commands": [
                        { "shell": "powershell", "command": "New-Bulb -For 'O''Neil'", "blanks": [] },
                        { "shell": "az", "command": r"az bulb new --for 'O'\''Neil'", "blanks": [] },
                    ],
                },
                { "id": "screw", "do": "Screw it in.", "where": null, "link": null, "danger": null, "commands": [] },
            ],
            "credential": false,
            "gates": [],
            "changes": ["lamp.bulb"],
            "who": "Anybody",
            "minutes": 3.0,
            "why": "Bulbs burn out.",
            "changed": "Bulbs used to be sold by watts; today it is lumens.",
            "tell_user": null,
            "verify": { "question": "Is there light now?", "after": 2.0 },
            "escalate": { "to": "The bulb shop", "with": ["the old bulb"] },
            "seeds": [],
            "sources": [{ "url": "https://example.com/bulb", "verified": "2026-11-22" }],
        })
    );
    assert_eq!(
        step["trail"],
        json!([
            { "fact": "lamp.plugged", "value": true, "by": "person" },
            { "fact": "lamp.bulb", "value": "burnt", "by": "person" },
        ])
    );
    assert_eq!(step["live"], json!([{ "cause": "bulb-burnt", "weight": 1.0 }]));
}

#[test]
fn an_unknown_fact_is_a_blank_in_a_command() {
    let step = step("lamp-dark", &sets(&["lamp.plugged=yes", "lamp.bulb=burnt"]));
    let command = &step["cause"]["fix"][0]["commands"][1];
    assert_eq!(command["blanks"], json!(["the owner's name"]));
    assert!(command["command"].as_str().unwrap().contains("owner"));
}

#[test]
fn a_likely_cause_says_what_it_assumes() {
    let step = step("lamp-dark", &sets(&["lamp.plugged=unsure", "lamp.bulb=unsure", "lamp.locked=unsure"]));
    assert_eq!((state(&step).0, &step["cause"]["confirmed"]), ("cause", &json!(false)));
    let assuming = step["cause"]["assuming"].as_array().unwrap();
    assert_eq!(
        assuming,
        &[
            json!("the lamp is plugged in: not sure, taken as “Yes”"),
            json!("the state of the bulb: not sure, taken as “It is burnt”"),
        ]
    );
    assert_eq!(step["trail"][0], json!({ "fact": "lamp.plugged", "value": null, "by": "person" }));
}

#[test]
fn a_gate_stands_before_a_fix_that_changes_a_sign_in() {
    let locked = [FINE, &["--set", "lamp.locked=yes"]].concat();
    let asked = step("lamp-dark", &locked);
    assert_eq!(state(&asked), ("question", &json!("caller.verified")));
    assert_eq!(asked["question"]["gate"], true);
    let named =
        json!({ "id": "lamp-locked", "title": "The PIN of the lamp is locked", "confirmed": true, "fix": null });
    assert_eq!(asked["cause"], named);

    let passed = step("lamp-dark", &[&locked[..], &["--set", "caller.verified=yes"]].concat());
    assert_eq!(state(&passed), ("cause", &json!("lamp-locked")));
    assert_eq!(passed["cause"]["gates"], json!(["caller.verified"]));

    for answer in ["caller.verified=no", "caller.verified=unsure"] {
        let refused = step("lamp-dark", &[&locked[..], &["--set", answer]].concat());
        assert_eq!(
            (state(&refused).0, &refused["gate"], &refused["cause"]),
            ("escalate", &json!("caller.verified"), &named)
        );
        assert!(!refused["say"].as_str().unwrap().is_empty());
        assert!(!refused["escalate"]["to"].as_str().unwrap().is_empty());
    }
}

#[test]
fn when_nothing_is_left_somebody_takes_over() {
    let all = ["lamp-unplugged", "bulb-burnt", "bulb-loose", "lamp-locked", "dimmer-old", "socket-worn"];
    let tried: Vec<&str> = all.iter().flat_map(|cause| ["--tried", cause]).collect();
    let unsure = sets(&[
        "lamp.plugged=unsure",
        "lamp.bulb=unsure",
        "lamp.locked=unsure",
        "lamp.parts=unsure",
        "lamp.age=unsure",
    ]);
    let mut step = step("lamp-dark", &[tried, unsure].concat());
    assert_eq!((&step["state"], &step["cause"], &step["live"]), (&json!("escalate"), &Value::Null, &json!([])));
    assert_eq!(step["escalate"].take(), json!({ "to": "The electrician", "with": ["the lamp"] }));
    assert!(step.get("gate").is_none() && step.get("say").is_none());
}

#[test]
fn the_order_of_what_is_said_does_not_matter() {
    let facts = ["lamp.plugged=yes", "lamp.bulb=fine", "lamp.locked=no", "lamp.parts=timer,dimmer", "lamp.age=12"];
    let expected = step("lamp-dark", &sets(&facts));
    assert_eq!(state(&expected), ("cause", &json!("dimmer-old")));
    for turn in 1..facts.len() {
        let mut turned = facts;
        turned.rotate_left(turn);
        assert_eq!(step("lamp-dark", &sets(&turned)), expected);
        turned.reverse();
        assert_eq!(step("lamp-dark", &sets(&turned)), expected);
    }
    let before = lamps(&[sets(&facts[..2]), vec!["--json"]].concat());
    assert_eq!(before.code, Some(2), "options of a command stand behind it");
}

#[test]
fn a_fact_the_walk_never_asks_is_simply_known() {
    let step = step("lamp-dark", &sets(&["lamp.plugged=no", "lamp.age=3", "lamp.bulb=burnt"]));
    assert_eq!(state(&step), ("cause", &json!("lamp-unplugged")));
    assert_eq!(step["trail"], json!([{ "fact": "lamp.plugged", "value": false, "by": "person" }]));
}

#[test]
fn facts_come_from_a_file_too() {
    let facts = r#"{"lamp.plugged": true, "lamp.bulb": "fine", "lamp.locked": false,
                    "lamp.parts": ["dimmer", "timer"], "lamp.age": 11}"#;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("facts.json");
    std::fs::write(&file, facts).unwrap();
    let from_file = step("lamp-dark", &["--facts", file.to_str().unwrap()]);
    assert_eq!(state(&from_file), ("cause", &json!("dimmer-old")));
    let piped = lamps_fed(&["diagnose", "lamp-dark", "--json", "--facts", "-"], facts).json();
    assert_eq!(piped, from_file);
    let unsure = lamps_fed(&["diagnose", "lamp-dark", "--json", "--facts", "-"], r#"{"lamp.plugged": null}"#).json();
    assert_eq!(state(&unsure), ("question", &json!("lamp.bulb")));
    assert_eq!(unsure["trail"][0], json!({ "fact": "lamp.plugged", "value": null, "by": "person" }));
}

#[test]
fn what_a_fix_changes_is_unknown_again_if_it_was_said_before() {
    let before =
        step("lamp-dark", &[&sets(&["lamp.plugged=yes", "lamp.bulb=burnt"])[..], &["--tried", "bulb-burnt"]].concat());
    assert_eq!(state(&before), ("question", &json!("lamp.bulb")));
    // What the fix does not change stays known.
    assert_eq!(before["trail"][0]["fact"], "lamp.plugged");
}

#[test]
fn what_is_said_after_a_fix_stays() {
    let words = ["--set", "lamp.plugged=yes", "--tried", "bulb-burnt", "--set", "lamp.bulb=loose"];
    assert_eq!(state(&step("lamp-dark", &words)), ("cause", &json!("bulb-loose")));
    let twice =
        ["--set", "lamp.plugged=yes", "--set", "lamp.bulb=burnt", "--tried", "bulb-burnt", "--set", "lamp.bulb=loose"];
    assert_eq!(state(&step("lamp-dark", &twice)), ("cause", &json!("bulb-loose")));
}

#[test]
fn a_value_that_rules_the_cause_out_was_seen_after_its_fix() {
    // Nobody screws in a new bulb for a bulb that is fine: so it was found fine afterwards.
    let words = [FINE, &["--tried", "bulb-burnt"]].concat();
    assert_eq!(state(&step("lamp-dark", &words)), ("question", &json!("lamp.locked")));
}

#[test]
fn the_likeliest_cause_that_was_not_tried_follows() {
    let unsure = sets(&["lamp.plugged=yes", "lamp.bulb=unsure"]);
    assert_eq!(state(&step("lamp-dark", &unsure)), ("cause", &json!("bulb-burnt")));
    let words = ["--set", "lamp.plugged=yes", "--tried", "bulb-burnt", "--set", "lamp.bulb=unsure"];
    let next = step("lamp-dark", &words);
    assert_ne!(next["cause"]["id"], "bulb-burnt");
    assert!(next["live"].as_array().unwrap().iter().all(|cause| cause["cause"] != "bulb-burnt"));
}

#[test]
fn without_json_a_step_reads_at_eighty_columns() {
    let words = |more: &[&'static str]| [&["diagnose", "lamp-dark"][..], more].concat();
    let said = lamps(&words(&[]));
    assert_eq!((said.err.as_str(), said.code), ("", Some(0)));
    insta::assert_snapshot!("step_question", said.out);
    let said = lamps(&words(&["--set", "lamp.plugged=yes", "--set", "lamp.bulb=burnt"]));
    assert!(said.out.lines().all(|line| line.chars().count() <= 80));
    insta::assert_snapshot!("step_cause", said.out);
    let said = lamps(
        &[&words(FINE)[..], &["--set", "lamp.locked=no", "--set", "lamp.parts=none", "--tried", "socket-worn"]]
            .concat(),
    );
    insta::assert_snapshot!("step_escalate", said.out);
}
