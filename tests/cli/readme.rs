//! What the README says about permissions, held against the built-in knowledge.

use std::collections::BTreeSet;

use cred_doctor::builtin;
use cred_doctor::knowledge::TableContent;
use serde_json::Value as Json;

use super::run::run;

/// The permissions that a person who signs in needs for the requests of the built-in knowledge, with their ids.
fn needed() -> Vec<(String, Option<String>)> {
    let pack = builtin::pack();
    let all: BTreeSet<&String> = pack.parts().requests.iter().flat_map(|request| &request.needs.delegated).collect();
    let table = pack.table(pack.table_named("permissions").unwrap());
    let TableContent::Entries(entries) = &table.content else { panic!("the permissions are entries") };
    let id = |name: &String| entries.iter().find(|(key, ..)| key == name).unwrap_or_else(|| panic!("{name}")).2.clone();
    all.into_iter().map(|name| (name.clone(), id(name))).collect()
}

#[test]
fn the_app_registration_lists_exactly_what_the_requests_need() {
    let said = run(&["login", "--app-permissions"]);
    let json: Json = serde_json::from_str(&said.out).unwrap();
    assert_eq!(json[0]["resourceAppId"], "00000003-0000-0000-c000-000000000000");
    let listed = json[0]["resourceAccess"].as_array().unwrap();
    assert!(listed.iter().all(|access| access["type"] == "Scope"));
    let listed: BTreeSet<String> = listed.iter().map(|access| access["id"].as_str().unwrap().to_owned()).collect();
    let expected: BTreeSet<String> = needed().into_iter().filter_map(|(_, id)| id).collect();
    assert_eq!(listed, expected);
}

#[test]
fn the_readme_names_exactly_those_permissions() {
    let readme = include_str!("../../README.md");
    let part = readme.split("<!-- permissions -->").nth(1).unwrap().split("<!-- /permissions -->").next().unwrap();
    let named: BTreeSet<&str> = part.split('`').skip(1).step_by(2).collect();
    let needed = needed();
    let expected: BTreeSet<&str> = needed.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(named, expected);
    for (name, id) in &needed {
        let listed_apart = part.contains(&format!("`{name}` is documented but cannot be granted"));
        assert_eq!(id.is_none(), listed_apart, "{name}");
        assert!(!name.contains("Write"), "{name} can write");
    }
}
