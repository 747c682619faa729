//! What is asked, and what is told.

use std::collections::BTreeSet;

use cred_doctor::diagnosis::plan::Reason;
use cred_doctor::graph::News;
use cred_doctor::knowledge::Value;

use super::graph::{BY_ID, BY_NAME, CANARY, ask, client, fact, outcome, probed};
use super::scripted::{Reply, Server, answered, directory, error};

const THREE: &[&str] = &["target.on_premises_synced", "target.in_role_assignable_group", "tenant.sync_engine"];

#[test]
fn answers_become_facts_with_their_receipts() {
    let server = Server::start(|asked, _| answered(asked, directory));
    let ask = ask(BY_ID, THREE);
    let (report, news) = probed(&client(&server.url), &ask);
    assert_eq!(outcome(&ask, &report, "target.on_premises_synced"), Ok(Value::Bool(false)));
    assert_eq!(outcome(&ask, &report, "target.in_role_assignable_group"), Ok(Value::Bool(false)));
    let found = report.found.iter().find(|it| it.fact == fact(&ask.pack, "target.on_premises_synced")).unwrap();
    assert_eq!((found.certain, found.receipt.status), (true, 200));
    assert_eq!(ask.pack.request(found.request).name, "user");
    assert!(report.was_answered && report.sign_in.is_none());
    // Every fact comes as news, and nothing that was not wanted.
    let told: BTreeSet<_> = news
        .iter()
        .filter_map(|news| match news {
            News::Learned(found) => Some(found.fact),
            News::NotChecked(not) => Some(not.fact),
            _ => None,
        })
        .collect();
    assert_eq!(told, ask.facts.iter().copied().collect());
}

#[test]
fn one_batch_of_reads_is_all_that_leaves_the_machine() {
    let server = Server::start(|asked, _| answered(asked, directory));
    let wanted = ask(BY_ID, &["target.on_premises_synced", "target.in_role_assignable_group"]);
    probed(&client(&server.url), &wanted);
    let asked = server.asked();
    assert_eq!(asked.len(), 1, "{asked:?}");
    assert_eq!((asked[0].method.as_str(), asked[0].path.as_str()), ("POST", "/v1.0/$batch"));
    assert_eq!(asked[0].headers["authorization"], format!("Bearer {CANARY}"));
    assert!(asked[0].headers.contains_key("client-request-id"));
    let parts = asked[0].body["requests"].as_array().unwrap();
    assert_eq!(parts.len(), 3);
    assert!(parts.iter().all(|part| part["method"] == "GET" && part.get("body").is_none()), "{parts:?}");
    // A single question is no batch.
    probed(&client(&server.url), &ask(BY_ID, &["target.on_premises_synced"]));
    let last = server.asked().pop().unwrap();
    assert_eq!((last.method.as_str(), last.path.as_str()), ("GET", "/v1.0/users/t-1?$select=id,onPremisesSyncEnabled"));
}

#[test]
fn a_name_leads_to_an_id_and_then_to_the_rest() {
    let server = Server::start(|asked, _| {
        answered(asked, |path| match path {
            path if path.starts_with("/identityProtection/riskyUsers/t-1") => error(404, "ResourceNotFound"),
            path => directory(path),
        })
    });
    let ask = ask(BY_NAME, &["signin.at_risk"]);
    let (report, _) = probed(&client(&server.url), &ask);
    assert_eq!(server.asked().len(), 2);
    assert_ne!(outcome(&ask, &report, "signin.at_risk"), Err(Reason::Refused));
}

#[test]
fn whoever_does_not_exist_is_not_found_and_nothing_is_guessed() {
    let server = Server::start(|asked, _| answered(asked, |_| error(404, "Request_ResourceNotFound")));
    let ask = ask(BY_NAME, &["target.on_premises_synced", "signin.at_risk", "target.roles"]);
    let (report, _) = probed(&client(&server.url), &ask);
    for name in ["target.on_premises_synced", "signin.at_risk", "target.roles"] {
        assert_eq!(outcome(&ask, &report, name), Err(Reason::NotFound), "{name}");
    }
}

#[test]
fn a_null_is_not_a_no() {
    let server =
        Server::start(|asked, _| answered(asked, |_| (200, serde_json::json!({}), serde_json::json!({ "id": "t-1" }))));
    let ask = ask(BY_ID, &["target.on_premises_synced"]);
    let (report, _) = probed(&client(&server.url), &ask);
    assert_eq!(outcome(&ask, &report, "target.on_premises_synced"), Err(Reason::Silent));
}

#[test]
fn a_clock_that_is_off_is_noticed() {
    let server = Server::start(|asked, _| answered(asked, directory).with("Date", "Sun, 22 Nov 2026 08:40:00 GMT"));
    let (report, _) = probed(&client(&server.url), &ask(BY_ID, &["target.on_premises_synced"]));
    // Ten minutes, but for the time that the call took.
    assert!(report.skew.is_some_and(|skew| (595..=600).contains(&skew)), "{:?}", report.skew);
}

#[test]
fn a_slow_log_holds_up_nothing_else() {
    let server = Server::start(|asked, _| {
        let asks_logs = asked.path.contains("auditLogs") || asked.body.to_string().contains("auditLogs");
        if asks_logs { Reply::Stall } else { answered(asked, directory) }
    });
    let ask = ask(BY_NAME, &["target.on_premises_synced", "signin.message", "target.in_role_assignable_group"]);
    let (report, news) = probed(&client(&server.url), &ask);
    assert_eq!(outcome(&ask, &report, "signin.message"), Err(Reason::TimedOut));
    let place = |name: &str| {
        let fact = fact(&ask.pack, name);
        news.iter().position(|news| match news {
            News::Learned(found) => found.fact == fact,
            News::NotChecked(not) => not.fact == fact,
            _ => false,
        })
    };
    assert!(place("target.in_role_assignable_group").is_some());
    assert!(place("target.in_role_assignable_group") < place("signin.message"));
}

#[test]
fn dropping_the_probe_ends_it() {
    let server = Server::start(|_, _| Reply::Stall);
    let (client, ask) = (client(&server.url), ask(BY_ID, &["target.on_premises_synced"]));
    super::graph::block(async {
        let mut ignore = |_| {};
        let probe = may_move(cred_doctor::graph::probe(&client, &ask, &mut ignore));
        let ended = tokio::time::timeout(std::time::Duration::from_millis(50), probe).await;
        assert!(ended.is_err());
    });
    assert!(server.asked().len() <= 1);
}

/// A screen lets another thread ask.
fn may_move<T: Send>(future: T) -> T {
    future
}
