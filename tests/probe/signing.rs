//! Tokens that are refused, and what comes after.

use std::sync::{Arc, Mutex};

use cred_doctor::diagnosis::plan::{Account, Reason};
use cred_doctor::graph::{Need, Secret, SignInError, Token, TokenFuture, Tokens};
use cred_doctor::knowledge::Value;

use super::graph::{BY_ID, BY_NAME, CANARY, ask, client, client_of, hasty, outcome, probed};
use super::scripted::{Asked, Reply, Server, answered, directory, error};

/// Gives a new token each time the last was refused, and remembers what was demanded.
#[derive(Default)]
struct Renewing {
    given: Mutex<u32>,
    claims: Mutex<Vec<String>>,
    holds: Option<Vec<&'static str>>,
}

impl Tokens for Renewing {
    fn token<'a>(&'a self, need: Need<'a>) -> TokenFuture<'a> {
        let mut given = self.given.lock().unwrap();
        if need.refused.is_some() || *given == 0 {
            *given += 1;
        }
        self.claims.lock().unwrap().extend(need.claims.map(str::to_owned));
        let mut token = Token::new(Secret::new(format!("token-{given}")), Account::Person);
        token.permissions = self.holds.as_ref().map(|holds| holds.iter().map(|&name| name.to_owned()).collect());
        Box::pin(std::future::ready(Ok(token)))
    }
}

fn token(asked: &Asked) -> &str {
    asked.headers["authorization"].trim_start_matches("Bearer ")
}

fn refused() -> Reply {
    let (_, _, body) = error(401, "InvalidAuthenticationToken");
    Reply::json(401, &body)
}

#[test]
fn a_given_token_that_is_refused_is_the_end() {
    let server = Server::start(|_, _| refused());
    let ask = ask(BY_ID, &["target.on_premises_synced", "tenant.sync_engine"]);
    let (report, _) = probed(&client(&server.url), &ask);
    assert_eq!(report.sign_in, Some(SignInError::GivenRefused));
    assert!(!report.was_answered && report.found.is_empty());
    assert_eq!(outcome(&ask, &report, "target.on_premises_synced"), Err(Reason::SignedOut));
    assert!(server.asked().len() <= 2);
    assert!(!format!("{report:?}").contains(CANARY));
}

#[test]
fn a_token_that_expires_on_the_way_is_renewed_once() {
    let server = Server::start(|asked, before| match (token(asked), before) {
        ("token-1", 1..) => refused(),
        _ => answered(asked, directory),
    });
    let tokens = Arc::new(Renewing::default());
    let client = client_of(&server.url, Arc::clone(&tokens) as Arc<dyn Tokens>, hasty());
    let ask = ask(BY_NAME, &["target.on_premises_synced", "signin.at_risk", "target.roles"]);
    let (report, _) = probed(&client, &ask);
    assert_eq!(outcome(&ask, &report, "target.on_premises_synced"), Ok(Value::Bool(false)));
    assert!(matches!(outcome(&ask, &report, "target.roles"), Err(Reason::Permission(_))));
    assert_eq!(*tokens.given.lock().unwrap(), 2);
    assert_eq!(report.sign_in, None);
}

#[test]
fn a_challenge_is_handed_on_as_it_was_demanded() {
    const CLAIMS: &str = "eyJhY2Nlc3NfdG9rZW4iOnt9fQ==";
    let server = Server::start(|asked, _| match token(asked) {
        "token-1" => refused()
            .with("WWW-Authenticate", "Negotiate")
            .with("WWW-Authenticate", format!("Bearer realm=\"\", error=\"insufficient_claims\", claims=\"{CLAIMS}\"")),
        _ => answered(asked, directory),
    });
    let tokens = Arc::new(Renewing::default());
    let client = client_of(&server.url, Arc::clone(&tokens) as Arc<dyn Tokens>, hasty());
    let ask = ask(BY_ID, &["target.on_premises_synced"]);
    let (report, _) = probed(&client, &ask);
    assert_eq!(outcome(&ask, &report, "target.on_premises_synced"), Ok(Value::Bool(false)));
    assert_eq!(*tokens.claims.lock().unwrap(), [r#"{"access_token":{}}"#]);
}

#[test]
fn two_refusals_in_a_row_are_enough() {
    let server = Server::start(|_, _| refused());
    let tokens = Arc::new(Renewing::default());
    let client = client_of(&server.url, Arc::clone(&tokens) as Arc<dyn Tokens>, hasty());
    let ask = ask(BY_ID, &["target.on_premises_synced"]);
    let (report, _) = probed(&client, &ask);
    assert_eq!(outcome(&ask, &report, "target.on_premises_synced"), Err(Reason::SignedOut));
    assert_eq!(server.asked().len(), 2);
}

#[test]
fn what_was_not_granted_is_not_asked_for() {
    let server = Server::start(|asked, _| answered(asked, directory));
    let tokens = Renewing { holds: Some(vec!["User.Read.All"]), ..Renewing::default() };
    let client = client_of(&server.url, Arc::new(tokens), hasty());
    let ask = ask(BY_ID, &["target.on_premises_synced", "target.roles"]);
    let (report, _) = probed(&client, &ask);
    assert_eq!(outcome(&ask, &report, "target.on_premises_synced"), Ok(Value::Bool(false)));
    let lacking = vec!["RoleManagement.Read.Directory".to_owned()];
    assert_eq!(outcome(&ask, &report, "target.roles"), Err(Reason::Permission(lacking)));
    assert!(server.asked().iter().all(|asked| !asked.path.contains("roleManagement")));
}
