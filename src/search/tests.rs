use super::*;
use crate::knowledge::{Escalation, Name, NodeId, Parts};

fn tree(name: &str, title: &str, phrases: &[&str]) -> Tree {
    Tree {
        name: name.to_owned(),
        title: title.to_owned(),
        phrases: phrases.iter().map(|phrase| (*phrase).to_owned()).collect(),
        seeds: Vec::new(),
        given: Vec::new(),
        likelihood: Vec::new(),
        start: NodeId(0),
        nodes: Vec::new(),
        escalate: Escalation { to: String::new(), with: Vec::new() },
        sources: Vec::new(),
    }
}

fn code(name: &str, aliases: &[&str], title: &str, leads: u32) -> Code {
    Code {
        name: name.to_owned(),
        aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
        title: title.to_owned(),
        meaning: String::new(),
        sets: Vec::new(),
        leads: TreeId(leads),
        sources: Vec::new(),
    }
}

fn pack() -> Pack {
    Pack::new(Parts {
        trees: vec![
            tree(
                "reset-button-greyed",
                "The Reset password button is greyed out",
                &["reset button is grey", "cannot click reset password"],
            ),
            tree("reset-button-missing", "The Reset password button is missing", &["no reset button"]),
            tree("cannot-sign-in-after-reset", "They cannot sign in after a reset", &["new password does not work"]),
            tree(
                "on-premises-integration-missing",
                "The On-premises integration page is missing",
                &["Azure AD Connect writeback settings are gone"],
            ),
            tree("app-credential", "An application's secret or certificate expired", &["client secret expired"]),
        ],
        codes: vec![
            code("AADSTS50126", &["InvalidUserNameOrPassword"], "Wrong name or password", 2),
            code("AADSTS7000222", &[], "The secret has expired", 4),
            code("SSPR_0029", &["SSPR_029"], "Writeback could not be reached", 3),
            code("event-33004", &[], "Password reset failed", 3),
            code("hr=80231367", &[], "The connector account lacks rights", 3),
            code("event-656", &[], "Password change notification", 3),
        ],
        names: vec![Name { name: "Microsoft Entra Connect Sync".to_owned(), old: vec!["Azure AD Connect".to_owned()] }],
        ..Parts::default()
    })
}

fn found(text: &str) -> Vec<String> {
    let pack = pack();
    let name = |found: Match| match found.found {
        Found::Symptom(id) => pack.tree(id).name.clone(),
        Found::Code(id) => pack.code(id).name.clone(),
        Found::Cause(id) => pack.cause(id).name.clone(),
    };
    Index::new(&pack, "en").find(text).into_iter().map(name).collect()
}

fn first(text: &str) -> String {
    found(text).into_iter().next().unwrap_or_default()
}

#[test]
fn nothing_typed_lists_every_symptom_in_the_order_of_the_pack() {
    assert_eq!(
        found("  "),
        [
            "reset-button-greyed",
            "reset-button-missing",
            "cannot-sign-in-after-reset",
            "on-premises-integration-missing",
            "app-credential"
        ]
    );
}

#[test]
fn words_as_callers_say_them_find_the_symptom() {
    for (text, expected) in [
        ("reset grey", "reset-button-greyed"),
        ("the rest button is grayed", "reset-button-greyed"),
        ("cant click on resetting a pasword", "reset-button-greyed"),
        ("reset button disapeared", "reset-button-missing"),
        ("user can't log in after I reset his pwd", "cannot-sign-in-after-reset"),
        ("certifcate expierd", "app-credential"),
        ("on prem integration gone", "on-premises-integration-missing"),
        ("the new password doesn’t work", "cannot-sign-in-after-reset"),
    ] {
        assert_eq!(first(text), expected, "{text}");
    }
}

#[test]
fn an_old_name_and_the_new_one_find_the_same() {
    assert_eq!(first("azure ad connect"), "on-premises-integration-missing");
    assert_eq!(first("Entra Connect"), "on-premises-integration-missing");
    assert_eq!(first("azure"), "on-premises-integration-missing");
}

#[test]
fn every_key_on_the_way_finds_it() {
    for typed in ["gr", "gre", "grey", "greye", "greyed", "greyed o", "resettin"] {
        assert!(found(typed).contains(&"reset-button-greyed".to_owned()), "{typed}");
    }
}

#[test]
fn the_reason_is_kept_as_it_was_written() {
    let matches = Index::new(&pack(), "en").find("Hi, resetting is GREY for Bob");
    assert_eq!(matches[0].matched, ["resetting", "GREY"]);
}

#[test]
fn words_that_mean_nothing_here_find_nothing() {
    assert_eq!(found("printer toner"), Vec::<String>::new());
}

#[test]
fn codes_in_pasted_text_come_first_and_bring_their_symptom() {
    for (text, expected) in [
        ("AADSTS50126: Error validating credentials. Trace ID: 6b9e", "AADSTS50126"),
        ("aadsts50126", "AADSTS50126"),
        ("error 50126 when the reset button is grey", "AADSTS50126"),
        ("it says (SSPR_0029) and closes", "SSPR_0029"),
        ("sspr 0029", "SSPR_0029"),
        ("SSPR-029", "SSPR_0029"),
        ("Event ID 33004 on the server", "event-33004"),
        ("33004", "event-33004"),
        ("hr=80231367, message", "hr=80231367"),
        ("0x80231367", "hr=80231367"),
        ("event 656 in the log", "event-656"),
        ("InvalidUserNameOrPassword", "AADSTS50126"),
    ] {
        assert_eq!(first(text), expected, "{text}");
    }
    assert_eq!(found("AADSTS7000222")[..2], ["AADSTS7000222".to_owned(), "app-credential".to_owned()]);
}

#[test]
fn several_codes_keep_the_order_of_the_text() {
    assert_eq!(found("33004 then AADSTS50126")[..2], ["event-33004".to_owned(), "AADSTS50126".to_owned()]);
}

#[test]
fn a_short_number_alone_is_no_code() {
    assert_eq!(found("656"), Vec::<String>::new());
    assert!(!found("button grey since 656 days").contains(&"event-656".to_owned()));
}

#[test]
fn a_code_is_completed_while_it_is_typed() {
    assert_eq!(first("AADSTS70"), "AADSTS7000222");
    assert_eq!(first("sspr_00"), "SSPR_0029");
}

#[test]
fn phrases_of_the_language_in_use_count() {
    let mut parts = pack().parts().clone();
    parts.languages = vec![crate::knowledge::Language {
        name: "fr".to_owned(),
        title: "Français".to_owned(),
        complete: false,
        texts: std::collections::BTreeMap::new(),
        phrases: [("reset-button-greyed".to_owned(), vec!["bouton de réinitialisation grisé".to_owned()])].into(),
    }];
    let pack = Pack::new(parts);
    let titles = |language: &str| Index::new(&pack, language).find("le bouton est grise").first().map(|m| m.found);
    assert_eq!(titles("fr"), Some(Found::Symptom(TreeId(0))));
    assert_ne!(titles("en"), titles("fr"));
}

#[test]
fn any_text_is_survived() {
    let index = Index::new(&pack(), "en");
    for text in ["'", "’’’ ''", "\u{0}\u{1b}[31m", "日本語のテキスト", "e\u{301}", "ß", "___", "0x", "a'b'c'd"]
    {
        let _ = index.find(text);
    }
    let _ = index.find(&"grey AADSTS50126 ".repeat(20_000));
}
