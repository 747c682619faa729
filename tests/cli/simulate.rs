//! `simulate`, and `--tenant demo:NAME`: a tenant to try things on, in another terminal or none.

use std::io::{BufRead, BufReader, Lines};
use std::process::{Child, ChildStdout, Command, Stdio};

use serde_json::Value;

use super::run::{Said, fed, has_keys, program, run};

/// The program without anything that points it at a tenant.
fn alone() -> Command {
    let mut command = program();
    for name in ["LOGIN_URL", "GRAPH_URL", "TENANT", "CLIENT_ID", "TOKEN", "CLIENT_SECRET", "SIGN_IN"] {
        command.env_remove(format!("CRED_DOCTOR_{name}"));
    }
    command
}

fn check(arguments: &[&str]) -> Said {
    let mut command = alone();
    command.arg("check").args(arguments);
    fed(command, "")
}

#[test]
fn the_list_says_what_goes_wrong_in_each() {
    let said = run(&["simulate", "--list"]);
    assert_eq!((said.code, said.err.as_str()), (Some(0), ""));
    assert!(said.out.contains("contoso-cloud (healthy): A healthy company without a server\n"), "{}", said.out);
    assert!(said.out.contains("hybrid-writeback-off: Resets stay in the cloud\n"), "{}", said.out);
    let json = run(&["simulate", "--list", "--json"]).json();
    let tenants = json["tenants"].as_array().unwrap();
    assert!(tenants.len() >= 14);
    has_keys(&tenants[0], &["name", "title", "shows", "healthy"]);
}

#[test]
fn a_wrong_word_is_explained_and_nothing_is_served() {
    for (arguments, message) in [
        (
            &["simulate", "hybrid-writeback-of"][..],
            "error: there is no simulated tenant `hybrid-writeback-of`\n\nhint: did you mean `hybrid-writeback-off`?\n",
        ),
        (
            &["simulate", "zzz"],
            "error: there is no simulated tenant `zzz`\n\nhint: `cred-doctor simulate --list` lists them\n",
        ),
        (
            &["simulate", "no-licence", "--as", "boo@wingtip.example"],
            "error: nobody in this tenant is called `boo@wingtip.example`\n\nhint: did you mean `bo@wingtip.example`?\n",
        ),
        (
            &["simulate", "no-licence", "--fault", "user-sign-in=429"],
            "error: there is no request `user-sign-in` for a fault to strike\n\nhint: did you mean `user-sign-ins`?\n",
        ),
    ] {
        let said = run(arguments);
        assert_eq!((said.code, said.out.as_str(), said.err.as_str()), (Some(2), "", message), "{arguments:?}");
    }
    for (arguments, starts) in [
        (
            &["simulate", "no-licence", "--fault", "429"][..],
            "error: cannot read the fault: `429` does not say what goes wrong\n",
        ),
        (&["simulate", "no-licence", "--fault", "*=418"], "error: cannot read the fault: there is no fault `418`\n"),
        (&["simulate", "no-licence", "--port", "99999"], "error: invalid value '99999' for '--port <N>'"),
        (&["simulate"], "error: the following required arguments were not provided:"),
        (&["simulate", "--list", "no-licence"], "error: the argument '--list' cannot be used with '[TENANT]'"),
        (
            &["check", "--tenant", "demo:hybrid-writeback-of"],
            "error: there is no simulated tenant `hybrid-writeback-of`\n",
        ),
    ] {
        let said = run(arguments);
        assert_eq!((said.code, said.out.as_str()), (Some(2), ""), "{arguments:?}");
        assert!(said.err.starts_with(starts), "{arguments:?}: {}", said.err);
    }
}

/// A tenant that is served by the program, until this is dropped.
struct Served {
    child: Child,
    /// What it prints must have somewhere to go.
    _lines: Lines<BufReader<ChildStdout>>,
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Starts serving, and reads the lines for sh.
fn serve(arguments: &[&str]) -> (Served, Vec<(String, String)>) {
    let mut command = alone();
    let mut child = command.arg("simulate").args(arguments).stdout(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut variables = Vec::new();
    while let Some(line) = lines.next().map(Result::unwrap) {
        if let Some((name, value)) = line.trim().strip_prefix("export ").and_then(|line| line.split_once('=')) {
            variables.push((name.to_owned(), value.trim_matches('\'').to_owned()));
        }
        if line.trim() == "Try:" {
            break;
        }
    }
    (Served { child, _lines: lines }, variables)
}

#[test]
fn what_is_served_in_one_terminal_is_checked_in_another() {
    let (_served, variables) = serve(&["admin-role-too-low"]);
    let names: Vec<&str> = variables.iter().map(|(name, _)| name.as_str()).collect();
    let expected = ["LOGIN_URL", "GRAPH_URL", "TENANT", "CLIENT_ID", "TOKEN"].map(|name| format!("CRED_DOCTOR_{name}"));
    assert_eq!(names, expected);
    let mut command = alone();
    command.envs(variables).args(["check", "--json", "--user", "astrid@northwind.example", "--admin"]);
    command.args([
        "henrik@northwind.example",
        "--set",
        "portal.reset_button=greyed",
        "--set",
        "portal.error_text=none",
    ]);
    let said = fed(command, "");
    assert_eq!(said.code, Some(1), "{}", said.err);
    let json: Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(json["causes"][0]["id"], "target-outranks-admin");
    assert_eq!(json["causes"][0]["status"], "confirmed");
}

#[test]
fn a_demo_needs_no_second_terminal_and_no_configuration() {
    let said = check(&["--tenant", "demo:hybrid-writeback-off", "--user", "lucie@fabrikam.example", "--json"]);
    let json: Value = serde_json::from_str(&said.out).unwrap_or_else(|_| panic!("{said:?}"));
    let status = |id: &str| {
        json["causes"].as_array().unwrap().iter().find(|cause| cause["id"] == id).map(|it| it["status"].clone())
    };
    assert_eq!(status("writeback-off"), Some("possible".into()));
    let facts = json["facts"].as_array().unwrap();
    assert!(facts.iter().any(|it| it["fact"] == "target.on_premises_synced" && it["value"] == true), "{}", said.out);
    let healthy = check(&["--tenant", "demo:contoso-cloud", "--user", "uma@contoso.example"]);
    assert_eq!(healthy.code, Some(0), "{}", healthy.err);
}

#[test]
fn a_port_that_is_taken_is_said() {
    let (_served, variables) = serve(&["contoso-cloud"]);
    let port = variables[0].1.rsplit(':').next().unwrap().to_owned();
    let said = run(&["simulate", "contoso-cloud", "--port", &port]);
    assert_eq!(said.code, Some(2));
    assert!(said.err.starts_with(&format!("error: cannot serve on port {port}: ")), "{}", said.err);
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it() {
    let (mut served, _) = serve(&["contoso-cloud"]);
    let id = served.child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
    assert_eq!(served.child.wait().unwrap().code(), Some(4));
}
