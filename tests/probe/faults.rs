//! Everything that can go wrong: always a reason, never a value that was not said.

use std::sync::Arc;

use cred_doctor::builtin;
use cred_doctor::diagnosis::plan::Reason;
use cred_doctor::graph::Ask;
use cred_doctor::knowledge::{FactId, Value};
use serde_json::{Value as Json, json};

use super::graph::{BY_ID, CANARY, ask, client, fact, outcome, probed};
use super::scripted::{Part, Reply, Server, answered, directory, error};

const SYNCED: &str = "target.on_premises_synced";
const GROUPS: &str = "target.in_role_assignable_group";

fn part(status: u16, headers: &Json, body: &Json) -> Part {
    (status, headers.clone(), body.clone())
}

/// Asks one question whose answer is always this.
fn alone(reply: impl Fn() -> Reply + Send + Sync + 'static) -> (Result<Value, Reason>, usize) {
    let server = Server::start(move |_, _| reply());
    let ask = ask(BY_ID, &[SYNCED]);
    let (report, _) = probed(&client(&server.url), &ask);
    assert!(!format!("{report:?}").contains(CANARY));
    (outcome(&ask, &report, SYNCED), server.asked().len())
}

/// Asks two questions in a batch, of which one is always answered by this and the other as it should be.
fn among_others(answer: impl Fn() -> Part + Send + Sync + 'static) -> (Result<Value, Reason>, usize) {
    let server = Server::start(move |asked, _| {
        answered(asked, |path| if path.contains(".group") { directory(path) } else { answer() })
    });
    let ask = ask(BY_ID, &[SYNCED, GROUPS]);
    let (report, _) = probed(&client(&server.url), &ask);
    assert_eq!(outcome(&ask, &report, GROUPS), Ok(Value::Bool(false)), "the other is hurt");
    let parts = |body: &Json| body["requests"].as_array().map_or(1, Vec::len);
    // Only what failed is asked again.
    assert!(server.asked().iter().skip(1).all(|asked| parts(&asked.body) == 1));
    (outcome(&ask, &report, SYNCED), server.asked().len())
}

fn permission() -> Reason {
    Reason::Permission(vec!["User.Read.All".to_owned()])
}

#[test]
fn each_refusal_is_told_apart() {
    let table = [
        (error(400, "Request_BadRequest"), Reason::Rejected(400), 1),
        (error(401, "InvalidAuthenticationToken"), Reason::SignedOut, 1),
        (error(403, "Authorization_RequestDenied"), permission(), 1),
        (error(403, "Authentication_MSGraphPermissionMissing"), permission(), 1),
        (part(403, &json!({}), &json!("<html>blocked</html>")), permission(), 1),
        (error(404, "Request_ResourceNotFound"), Reason::NotFound, 1),
        (part(404, &json!({}), &json!("<html>no such page</html>")), Reason::Rejected(404), 1),
        (error(405, "x"), Reason::Rejected(405), 1),
        (error(429, "TooManyRequests"), Reason::Throttled, 3),
        (part(429, &json!({ "Retry-After": "2" }), &Json::Null), Reason::Throttled, 3),
        (part(429, &json!({ "Retry-After": "3600" }), &Json::Null), Reason::Throttled, 1),
        (error(500, "generalException"), Reason::Failing(500), 3),
        (error(501, "x"), Reason::Failing(501), 1),
        (error(502, ""), Reason::Failing(502), 3),
        (error(503, "serviceNotAvailable"), Reason::Failing(503), 3),
        (error(504, "UnknownError"), Reason::Failing(504), 3),
    ];
    for (answer, reason, times) in table {
        let whole = answer.clone();
        let single = alone(move || {
            let (status, headers, body) = &whole;
            let reply = Reply::json(*status, body);
            match headers["Retry-After"].as_str() {
                Some(after) => reply.with("Retry-After", after),
                None => reply,
            }
        });
        assert_eq!(single, (Err(reason.clone()), times), "alone: {answer:?}");
        let batched = among_others({
            let answer = answer.clone();
            move || answer.clone()
        });
        assert_eq!(batched, (Err(reason), times), "in a batch: {answer:?}");
    }
}

#[test]
fn a_licence_that_is_lacking_is_named() {
    let server = Server::start(|asked, _| {
        answered(asked, |_| error(403, "Authentication_RequestFromNonPremiumTenantOrB2CTenant"))
    });
    let ask = ask(BY_ID, &["sspr.registered"]);
    let (report, _) = probed(&client(&server.url), &ask);
    let licences = Reason::Licence(vec!["premium-p1".to_owned(), "premium-p2".to_owned()]);
    assert_eq!(outcome(&ask, &report, "sspr.registered"), Err(licences));
}

#[test]
fn a_refusal_that_could_be_this_or_that_is_not_explained_away() {
    let server = Server::start(|asked, _| answered(asked, |_| error(403, "Authorization_RequestDenied")));
    let ask = ask(BY_ID, &["sspr.registered", "signin.second_factor"]);
    let (report, _) = probed(&client(&server.url), &ask);
    for name in ["sspr.registered", "signin.second_factor"] {
        assert_eq!(outcome(&ask, &report, name), Err(Reason::Refused), "{name}");
    }
}

#[test]
fn broken_answers_are_no_answers() {
    for body in ["", "{", "<html>sign in</html>", "null", "[]", "7", "\"text\"", "{\"error\": {}}", "{\"id\": \"t-1\""]
    {
        let reply = Reply::json(200, &Json::Null);
        let Reply::Answer(status, headers, _) = reply else { unreachable!() };
        let answer = Reply::Answer(status, headers, body.to_owned());
        assert_eq!(alone(move || answer.clone()), (Err(Reason::Malformed), 1), "{body}");
    }
    let huge = format!("{{\"id\": \"{}\"}}", "a".repeat(100_000));
    assert_eq!(alone(move || Reply::Answer(200, Vec::new(), huge.clone())), (Err(Reason::Malformed), 1));
}

#[test]
fn wrong_types_say_nothing() {
    for value in [json!("yes"), json!(1), json!([true]), json!({ "value": true })] {
        let body = json!({ "id": "t-1", "onPremisesSyncEnabled": value });
        assert_eq!(alone(move || Reply::json(200, &body)), (Err(Reason::Silent), 1), "{value}");
    }
}

#[test]
fn connections_that_break_are_tried_again_and_then_given_up() {
    assert_eq!(alone(|| Reply::Cut("{\"id\"".to_owned())), (Err(Reason::Unreachable), 3));
    let (reason, times) = alone(|| Reply::Reset);
    assert_eq!(reason, Err(Reason::Unreachable));
    assert!(times >= 3, "{times}");
    for reply in [Reply::Stall, Reply::Slow] {
        assert_eq!(alone(move || reply.clone()), (Err(Reason::TimedOut), 2));
    }
}

#[test]
fn another_server_gets_neither_the_token_nor_the_question() {
    let other = Server::start(|_, _| Reply::json(200, &json!({ "id": "t-1", "onPremisesSyncEnabled": true })));
    let location = format!("{}/v1.0/users/t-1", other.url);
    let reply = Reply::json(302, &Json::Null).with("Location", location);
    assert_eq!(alone(move || reply.clone()), (Err(Reason::Untrusted), 1));
    assert_eq!(other.asked().len(), 0);
    // The same server may send on, but not for ever.
    let around = alone(|| Reply::json(307, &Json::Null).with("Location", "/v1.0/users/t-1"));
    assert_eq!(around.0, Err(Reason::Untrusted));
    assert!(around.1 <= 4, "{}", around.1);
}

#[test]
fn a_batch_that_fails_as_a_whole_is_asked_again_as_a_whole() {
    for (status, times) in [(400, 1), (404, 1), (429, 3), (503, 3)] {
        let server = Server::start(move |_, _| {
            let (_, _, body) = error(status, "x");
            Reply::json(status, &body)
        });
        let ask = ask(BY_ID, &[SYNCED, GROUPS]);
        let (report, _) = probed(&client(&server.url), &ask);
        for name in [SYNCED, GROUPS] {
            let reason = match status {
                429 => Reason::Throttled,
                503 => Reason::Failing(503),
                status => Reason::Rejected(status),
            };
            assert_eq!(outcome(&ask, &report, name), Err(reason));
        }
        assert_eq!(server.asked().len(), times, "{status}");
    }
}

#[test]
fn parts_that_are_missing_or_doubled_are_no_answers() {
    let broken = [
        json!({}),
        json!({ "responses": 7 }),
        json!({ "responses": [] }),
        json!({ "responses": [{ "id": "0", "status": 200, "body": { "id": "t-1", "onPremisesSyncEnabled": true } },
                              { "id": "0", "status": 200, "body": { "id": "t-1", "onPremisesSyncEnabled": false } }] }),
    ];
    for body in broken {
        let reply = Reply::json(200, &body);
        let server = Server::start(move |_, _| reply.clone());
        let ask = ask(BY_ID, &[SYNCED, GROUPS]);
        let (report, _) = probed(&client(&server.url), &ask);
        for name in [SYNCED, GROUPS] {
            assert_eq!(outcome(&ask, &report, name), Err(Reason::Malformed), "{body}");
        }
    }
}

#[test]
fn what_passes_is_not_noticed() {
    for first in [429, 500, 502, 503, 504] {
        let server = Server::start(move |asked, before| match before {
            0 => Reply::json(first, &Json::Null),
            _ => answered(asked, directory),
        });
        let ask = ask(BY_ID, &[SYNCED]);
        let (report, _) = probed(&client(&server.url), &ask);
        assert_eq!(outcome(&ask, &report, SYNCED), Ok(Value::Bool(false)), "{first}");
    }
}

/// Everything that Graph may be asked about everybody.
fn everything() -> Ask {
    let pack = Arc::new(builtin::pack());
    let text = |name: &str, value: &str| (fact(&pack, name), Value::text(value));
    let known = [text("target.id", "t-1"), text("admin.id", "a-1"), text("app.client_id", "c-1")].into();
    let facts = (0..pack.parts().facts.len()).map(FactId::from);
    let facts = facts.filter(|fact| !pack.fact(*fact).evidence.is_empty()).collect();
    Ask { pack, facts, known, now: 1_795_336_200 }
}

#[test]
fn no_request_of_the_pack_makes_a_fact_of_a_fault() {
    let ask = everything();
    let faults: Vec<Part> = vec![
        error(401, "x"),
        error(403, "Authorization_RequestDenied"),
        error(429, "x"),
        error(500, "x"),
        (200, json!({}), json!("<html>")),
        (200, json!({}), Json::Null),
        (200, json!({}), json!({ "value": 7 })),
        (200, json!({}), json!({ "error": { "code": "x" } })),
        (204, json!({}), Json::Null),
    ];
    for fault in faults {
        let server = Server::start({
            let fault = fault.clone();
            move |asked, _| answered(asked, |_| fault.clone())
        });
        let (report, _) = probed(&client(&server.url), &ask);
        let found: Vec<&str> = report.found.iter().map(|it| ask.pack.fact(it.fact).name.as_str()).collect();
        assert_eq!(found, Vec::<&str>::new(), "{fault:?}");
        let open: Vec<FactId> = ask.facts.iter().copied().filter(|fact| !ask.known.contains_key(fact)).collect();
        assert_eq!(report.not_checked.len(), open.len(), "{fault:?}");
    }
}
