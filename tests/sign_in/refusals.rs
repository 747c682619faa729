//! What the built-in knowledge says about refusals.

use std::collections::BTreeSet;

use cred_doctor::builtin;
use cred_doctor::knowledge::{WAYS, refusal_of};

#[test]
fn every_refusal_is_found_by_each_of_its_numbers_and_words() {
    let pack = builtin::pack();
    let refusals = &pack.parts().refusals;
    assert!(refusals.len() >= 35, "{}", refusals.len());
    for refusal in refusals {
        let ways: Vec<&str> =
            if refusal.ways.is_empty() { WAYS.into() } else { refusal.ways.iter().map(String::as_str).collect() };
        for way in ways {
            for told in &refusal.codes {
                let found = refusal_of(refusals, way, std::slice::from_ref(told), "nothing").unwrap();
                let own = found.name == refusal.name || refusal.ways.is_empty();
                assert!(own, "{way} {told} is {} and {}", found.name, refusal.name);
            }
            for told in &refusal.errors {
                assert!(refusal_of(refusals, way, &[], told).is_some(), "{way} {told}");
            }
        }
    }
}

/// The numbers that Microsoft's documentation lists for each way of signing in.
#[test]
fn the_numbers_a_sign_in_can_meet_are_known() {
    let pack = builtin::pack();
    let known: BTreeSet<&str> = pack.parts().refusals.iter().flat_map(|it| &it.codes).map(String::as_str).collect();
    let met = "50034 51004 90072 50020 50057 50053 50055 50144 50076 50079 50072 50074 50078 53000 53001 50097 50129 \
        53003 530032 530035 65001 90094 65004 65002 65005 650056 650057 70011 700016 700011 70001 90002 90038 50059 \
        50194 90130 9001023 50196 90033 90006 90012 90024 50033 50087 50011 501481 50148 50147 50149 501491 54005 70000 \
        70008 7000218 70018 90119 90120 70019 7000215 70002 7000222 7000112 700025 700027 50012 50013 500133 700030 \
        90124 90019 700082 70043 50173 50132 50133 50089 90095";
    let missing: Vec<&str> = met.split_whitespace().filter(|code| !known.contains(code)).collect();
    assert_eq!(missing, Vec::<&str>::new());
}

#[test]
fn the_same_number_means_what_the_way_makes_of_it() {
    let pack = builtin::pack();
    let named = |way: &str, code: &str, error: &str| {
        let codes: Vec<String> = Some(code.to_owned()).into_iter().filter(|code| !code.is_empty()).collect();
        refusal_of(&pack.parts().refusals, way, &codes, error).map(|refusal| refusal.name.clone())
    };
    assert_eq!(named("browser", "", "invalid_grant").as_deref(), Some("code-expired"));
    assert_eq!(named("refresh", "", "invalid_grant").as_deref(), Some("session-ended"));
    assert_eq!(named("secret", "", "invalid_client").as_deref(), Some("secret-wrong"));
    assert_eq!(named("certificate", "", "invalid_client").as_deref(), Some("certificate-rejected"));
    assert_eq!(named("device-code", "53003", "invalid_grant").as_deref(), Some("policy-blocks-device-code"));
    assert_eq!(named("browser", "53003", "invalid_grant").as_deref(), Some("policy-blocks"));
    assert_eq!(named("browser", "4711", "strange"), None);
}
