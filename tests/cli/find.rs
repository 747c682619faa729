//! `find`.

use serde_json::json;

use super::run::{has_keys, lamps, lamps_fed};

#[test]
fn words_find_symptoms_codes_and_causes() {
    let found = lamps(&["find", "lamp", "stays", "drak", "--json"]).json();
    has_keys(&found, &["version", "matches"]);
    let first = &found["matches"][0];
    has_keys(first, &["kind", "id", "title", "why", "set"]);
    assert_eq!((&first["kind"], &first["id"]), (&json!("symptom"), &json!("lamp-dark")));
    assert_eq!(first["title"], "The desk lamp stays dark");
    assert!(first["why"].as_str().unwrap().starts_with("matches lamp, stays"), "{}", first["why"]);
    let bulb = lamps(&["find", "burnt bulb", "--json"]).json();
    assert_eq!((&bulb["matches"][0]["kind"], &bulb["matches"][0]["id"]), (&json!("cause"), &json!("bulb-burnt")));
}

#[test]
fn a_code_in_pasted_text_comes_first_with_what_it_proves() {
    let text = "Mon 12:03 the panel shows: (lamp_8812)\nand then nothing. It is the lamp of Adele.";
    let found = lamps_fed(&["find", "-", "--json"], text).json();
    let first = &found["matches"][0];
    assert_eq!(
        first,
        &json!({
            "kind": "code",
            "id": "LAMP_8812",
            "title": "The lamp reports a dead bulb",
            "why": "matches lamp_8812",
            "set": { "lamp.bulb": "burnt" },
        })
    );
    assert_eq!(found["matches"][1]["id"], "lamp-dark");
}

#[test]
fn an_old_product_name_finds_what_the_new_one_does() {
    let ids = |text: &str| {
        let found = lamps(&["find", text, "--json"]).json();
        found["matches"].as_array().unwrap().iter().map(|found| found["id"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(ids("glow table light")[0], "lamp-dark");
    assert_eq!(ids("lumen desk lamp is dead")[0], "lamp-dark");
}

#[test]
fn the_phrases_of_the_language_in_use_count() {
    let found = lamps(&["--lang", "fr", "find", "lampe éteinte", "--json"]).json();
    assert_eq!(found["matches"][0]["id"], "lamp-dark");
}

#[test]
fn a_person_reads_what_was_found_and_why() {
    let said = lamps(&["find", "LAMP_8812"]);
    let expected = "The lamp reports a dead bulb\n  code LAMP_8812, matches LAMP_8812, proves lamp.bulb=burnt\n\
                    The desk lamp stays dark\n  symptom lamp-dark, matches LAMP_8812\n";
    assert!(said.out.starts_with(expected), "{}", said.out);
    assert_eq!((said.err.as_str(), said.code), ("", Some(0)));
}

#[test]
fn nothing_found_is_no_error_and_no_result() {
    let said = lamps(&["find", "qqqqqq"]);
    assert_eq!((said.out.as_str(), said.code), ("", Some(0)));
    assert_eq!(said.err, "nothing found for these words\n\nhint: try fewer words, or the error code alone\n");
    assert_eq!(lamps(&["find", "qqqqqq", "--json"]).json()["matches"], json!([]));
}
