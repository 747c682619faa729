//! The knowledge that comes with the program, by its ids alone.

use serde_json::json;

use super::run::run;

#[test]
fn the_built_in_knowledge_is_sound() {
    let lint = run(&["tree", "lint"]);
    assert_eq!(lint.code, Some(0), "{}", lint.out);
    let test = run(&["tree", "test"]);
    assert_eq!(test.code, Some(0), "{}", test.out);
    assert!(test.out.lines().last().unwrap().ends_with(" passed, 0 failed"));
}

#[test]
fn an_admin_above_the_helpdesk_is_found_and_guarded() {
    let words = [
        "diagnose",
        "reset-button-greyed",
        "--json",
        "--set",
        "admin.roles=password-administrator",
        "--set",
        "target.roles=exchange-administrator",
    ];
    let step = run(&words).json();
    assert_eq!((&step["state"], &step["question"]["fact"]), (&json!("question"), &json!("caller.verified")));
    assert_eq!((&step["cause"]["id"], &step["cause"]["fix"]), (&json!("target-outranks-admin"), &json!(null)));
    let step = run(&[&words[..], &["--set", "caller.verified=yes"]].concat()).json();
    assert_eq!((&step["state"], &step["cause"]["id"]), (&json!("cause"), &json!("target-outranks-admin")));
    assert!(!step["cause"]["fix"].as_array().unwrap().is_empty());
}

#[test]
fn every_symptom_begins_with_a_step() {
    let names = [
        "reset-button-greyed",
        "reset-button-missing",
        "cannot-reset-password",
        "how-to-reset-password",
        "on-premises-integration-missing",
        "reset-elsewhere-cannot-sign-in",
        "writeback-fails",
        "cannot-sign-in-after-reset",
        "user-cannot-reset-own-password",
        "user-cannot-change-own-password",
        "error-changing-or-resetting",
        "app-passwords",
        "app-credential",
        "client-credentials-fails",
    ];
    for name in names {
        let step = run(&["diagnose", name, "--json"]).json();
        assert_eq!(step["symptom"], name);
        assert!(step["live"].as_array().is_some_and(|live| !live.is_empty()), "{name}");
    }
}

#[test]
fn callers_find_their_symptom() {
    for (words, expected) in [
        ("the reset buton is grayed out", "reset-button-greyed"),
        ("cannot see the reset password button", "reset-button-missing"),
        ("user cant reset his own password", "user-cannot-reset-own-password"),
        ("azure ad connect writeback does not work", "writeback-fails"),
        ("client secret of our app expired", "app-credential"),
        ("still cannot log in after I reset the pasword", "cannot-sign-in-after-reset"),
        ("app passwords are gone", "app-passwords"),
    ] {
        let found = run(&["find", words, "--json"]).json();
        let first = found["matches"].as_array().unwrap().iter().find(|found| found["kind"] == "symptom");
        assert_eq!(first.unwrap()["id"], expected, "{words}");
    }
}

#[test]
fn codes_are_picked_out_of_pasted_text() {
    for (text, expected) in [
        ("AADSTS50126: Error validating credentials due to invalid username or password.", "AADSTS50126"),
        ("SSPR_0029: We are unable to reset your password", "SSPR_0029"),
        ("Event ID 33004 in the application log", "33004"),
        ("hr=80231367, message=A constraint violation", "80231367"),
        ("AADSTS7000222", "AADSTS7000222"),
    ] {
        let first = run(&["find", text, "--json"]).json()["matches"][0].take();
        assert_eq!((&first["kind"], &first["id"]), (&json!("code"), &json!(expected)), "{text}");
    }
}

#[test]
fn the_statements_of_the_source_document_are_explained() {
    for n in 1..=36 {
        let seed = run(&["explain", &format!("S{n}"), "--json"]).json();
        assert!(!seed["today"].as_str().unwrap().is_empty(), "S{n}");
    }
}
