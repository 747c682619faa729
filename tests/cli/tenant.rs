//! `check` with a tenant: what it would ask, what it learns, and what it never shows.

use std::path::Path;

use serde_json::{Value, json};

use super::run::{Said, fed, program, run};
use crate::scripted::{Reply, Server, answered, directory, error};

/// Nothing that is printed or written may hold it.
const CANARY: &str = "canary.token.canary";

fn asked_of(url: &str, arguments: &[&str], input: &str) -> Said {
    let mut command = program();
    command.args(arguments).env("CRED_DOCTOR_TOKEN", CANARY).env("CRED_DOCTOR_GRAPH_URL", url);
    let said = fed(command, input);
    assert!(!format!("{said:?}").contains("canary"), "{said:?}");
    said
}

fn json_of(said: &Said) -> Value {
    serde_json::from_str(&said.out).unwrap_or_else(|error| panic!("{error}: {said:?}"))
}

fn fact<'a>(facts: &'a Value, name: &str) -> &'a Value {
    facts.as_array().unwrap().iter().find(|fact| fact["fact"] == name).unwrap_or(&Value::Null)
}

#[test]
fn a_dry_run_shows_requests_and_what_they_take_and_asks_nobody() {
    let server = Server::start(|_, _| Reply::Reset);
    let words = ["check", "--dry-run", "--user", "adele@contoso.example"];
    let said = asked_of(&server.url, &words, "");
    assert_eq!((said.code, said.err.as_str()), (Some(0), ""));
    for expected in [
        "Permissions, all of them read-only: ",
        "Round 1:",
        "Round 2:",
        "GET /users/adele@contoso.example?$select=id,",
        "tells: ",
        "needs: permission User.Read.All\n",
    ] {
        assert!(said.out.contains(expected), "{expected}: {}", said.out);
    }
    let plan = json_of(&asked_of(&server.url, &[&words[..], &["--json"]].concat(), ""));
    assert_eq!((&plan["version"], plan["rounds"].as_array().unwrap().len()), (&json!(1), 2));
    let parts: Vec<&Value> = plan["rounds"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|round| round["calls"].as_array().unwrap())
        .flat_map(|call| call["parts"].as_array().unwrap())
        .collect();
    assert!(parts.iter().all(|part| part["method"] == "GET"));
    let user = parts.iter().find(|part| part["requests"] == json!(["user"])).unwrap();
    assert_eq!(user["permissions"], json!(["User.Read.All"]));
    // By object id everything is one round.
    let by_id = ["check", "--dry-run", "--json", "--user", "87d349ed-44d7-43e1-9a83-5f2406dee5bd"];
    assert_eq!(json_of(&run(&by_id))["rounds"].as_array().unwrap().len(), 1);
    assert_eq!(server.asked().len(), 0);
}

#[test]
fn what_graph_tells_has_its_request_and_what_it_does_not_has_a_reason() {
    let server = Server::start(|asked, _| answered(asked, directory));
    let said = asked_of(&server.url, &["check", "--user", "adele@contoso.example", "--json"], "");
    let swept = json_of(&said);
    let synced = fact(&swept["facts"], "target.on_premises_synced");
    assert_eq!((&synced["value"], &synced["by"]), (&json!(false), &json!("probe")));
    let answer = &synced["answer"];
    assert_eq!(
        (&answer["request"], &answer["status"], &answer["certain"]),
        (&json!("user"), &json!(200), &json!(true))
    );
    assert_eq!(fact(&swept["facts"], "target.upn")["by"], "person");
    // What Graph only points to is shown as that.
    let home = fact(&swept["facts"], "target.home");
    assert_eq!((&home["by"], &home["answer"]["certain"]), (&json!("probe"), &json!(false)));
    assert!(home["value"].is_string(), "{home}");
    let registered = fact(&swept["not_checked"], "sspr.registered");
    assert_eq!(registered["reason"], "refused");
    assert_eq!(registered["permissions"], json!(["AuditLog.Read.All"]));
    assert_eq!(registered["roles"][0], "reports-reader");
    assert_eq!(fact(&swept["not_checked"], "admin.roles")["reason"], "missing");
    assert_eq!(swept["asked_as"]["account"], "person");
    let text = asked_of(&server.url, &["check", "--user", "adele@contoso.example"], "").out;
    for expected in
        ["Graph refused and does not say what is lacking", "permission AuditLog.Read.All", "role Reports Reader"]
    {
        assert!(text.split_whitespace().collect::<Vec<_>>().join(" ").contains(expected), "{expected}: {text}");
    }
}

#[test]
fn a_tenant_that_does_not_answer_is_exit_code_3() {
    let (_, _, refused) = error(401, "InvalidAuthenticationToken");
    let server = Server::start(move |_, _| Reply::json(401, &refused));
    let said = asked_of(&server.url, &["check", "--user", "a@b.example"], "");
    assert_eq!(said.code, Some(3));
    assert!(said.err.starts_with("error: no answer came from the tenant: Graph refuses the token"), "{}", said.err);
    let nobody = asked_of("http://127.0.0.1:9", &["check", "--user", "a@b.example", "--json"], "");
    assert_eq!(nobody.code, Some(3));
    assert_eq!(fact(&json_of(&nobody)["not_checked"], "target.roles")["reason"], "unreachable");
    let unsigned = run(&["check", "--user", "a@b.example"]);
    assert_eq!((unsigned.code, unsigned.out.as_str()), (Some(3), ""));
    assert!(unsigned.err.starts_with("error: no tenant is signed in"), "{}", unsigned.err);
}

#[test]
fn what_names_nobody_is_refused() {
    for (words, message) in [
        (&["--user", "adele"][..], "error: `--user adele` is neither a user name nor an object id\n"),
        (&["--user", "a b@c.d"], "error: `--user a b@c.d` is neither a user name nor an object id\n"),
        (&["--admin", ""], "error: `--admin ` is neither a user name nor an object id\n"),
        (&["--app", "my app"], "error: `--app my app` is not an Application (client) ID\n"),
        (
            &["--user", "a@b.c", "--set", "target.upn=d@e.f"],
            "error: `target.upn` is given twice, as `a@b.c` and as `d@e.f`\n",
        ),
        (&["--logs"], "error: the following required arguments were not provided:\n"),
    ] {
        let said = run(&[&["check"][..], words].concat());
        assert_eq!((said.code, said.out.as_str()), (Some(2), ""), "{words:?}");
        assert!(said.err.starts_with(message), "{words:?}: {}", said.err);
    }
    for (url, message) in [
        ("http://graph.example", "error: `http://graph.example/` is not encrypted\n"),
        ("graph.example", "error: `graph.example` is not the address of a server\n"),
    ] {
        let said = asked_of(url, &["check"], "");
        assert_eq!((said.code, said.err.starts_with(message)), (Some(2), true), "{}", said.err);
    }
    let mut command = program();
    command.args(["check"]).env("CRED_DOCTOR_TOKEN", "canary with spaces");
    let said = fed(command, "");
    assert_eq!(said.code, Some(2));
    assert!(!said.err.contains("canary"), "{}", said.err);
}

/// A directory of people by number: those whose number ends with 7 are blocked, those with 9 are not there.
fn crowd(path: &str) -> (u16, Value, Value) {
    let Some(number) = path.strip_prefix("/users/p").and_then(|rest| rest.split('@').next()) else {
        return directory(path);
    };
    match number.chars().last() {
        _ if path.contains("@x.example/") => error(403, "Authorization_RequestDenied"),
        Some('9') => error(404, "Request_ResourceNotFound"),
        last => (200, json!({}), json!({ "id": format!("t-{number}"), "accountEnabled": last != Some('7') })),
    }
}

#[test]
fn many_people_are_asked_about_in_full_batches() {
    let server = Server::start(|asked, _| answered(asked, crowd));
    let list: Vec<String> = (0..100).map(|number| format!("p{number}@x.example")).collect();
    let list = list.join("\n");
    let said = asked_of(&server.url, &["check", "--users", "-"], &list);
    assert!(matches!(said.code, Some(0 | 1)), "{}", said.err);
    for number in 0..100 {
        assert!(said.out.contains(&format!("p{number}@x.example: ")), "{number}: {}", said.out);
    }
    assert!(said.out.contains("p19@x.example: not in this directory"), "{}", said.out);
    assert!(said.out.contains("10 of 100: not in this directory"), "{}", said.out);
    let sizes: Vec<usize> =
        server.asked().iter().filter_map(|asked| Some(asked.body["requests"].as_array()?.len())).collect();
    let full = sizes.iter().filter(|size| **size == 20).count();
    assert!(full * 10 >= sizes.len() * 7, "{sizes:?}");
    assert!(server.asked().iter().all(|asked| !asked.body.to_string().contains("auditLogs/signIns")));
}

#[test]
fn whoever_was_done_is_not_asked_about_again() {
    let folder = tempfile::tempdir().unwrap();
    let (list, done) = (folder.path().join("people.csv"), folder.path().join("done.jsonl"));
    std::fs::write(&list, "name,UserPrincipalName\nA,p1@x.example\nB,\"p2@x.example\"\nC,p9@x.example\n").unwrap();
    let check = |server: &Server| {
        let (list, done) = (list.to_str().unwrap(), done.to_str().unwrap());
        asked_of(&server.url, &["check", "--users", list, "--resume", done], "")
    };
    let server = Server::start(|asked, _| answered(asked, crowd));
    let first = check(&server);
    let kept = std::fs::read_to_string(&done).unwrap();
    assert_eq!(kept.lines().count(), 3, "{kept} {first:?}");
    assert!(!kept.contains("canary"));
    // The last line is torn, as if the machine had stopped there.
    std::fs::write(&done, kept.trim_end().trim_end_matches('}')).unwrap();
    let server = Server::start(|asked, _| answered(asked, crowd));
    let again = check(&server);
    assert!(again.err.contains("2 of 3 were done before"), "{}", again.err);
    assert!(again.out.contains("1 of 3: not in this directory"), "{}", again.out);
    assert_eq!(std::fs::read_to_string(&done).unwrap().lines().count(), 3);
    let everything: String = server.asked().iter().map(|asked| asked.body.to_string() + &asked.path).collect();
    let torn = ["p1@", "p2@", "p9@"].iter().filter(|name| everything.contains(**name)).count();
    assert_eq!(torn, 1, "{everything}");
}

#[test]
fn a_list_that_names_nobody_is_refused_before_anything_is_asked() {
    let server = Server::start(|_, _| Reply::Reset);
    for (list, message) in [
        ("", "error: `standard input` names nobody\n"),
        ("a@b.c\nnobody\n", "error: `standard input`, line 2: `nobody` is neither a user name nor an object id\n"),
    ] {
        let said = asked_of(&server.url, &["check", "--users", "-"], list);
        assert_eq!((said.code, said.out.as_str()), (Some(2), ""));
        assert!(said.err.starts_with(message), "{}", said.err);
    }
    let missing = Path::new("there").join("is").join("none");
    let said = asked_of(&server.url, &["check", "--users", missing.to_str().unwrap()], "");
    assert_eq!(said.code, Some(2));
    assert_eq!(server.asked().len(), 0);
}
