//! Authorization code with PKCE on loopback.

use std::net::TcpListener;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::digest::{SHA256, digest};
use url::Url;

use super::service::{
    Answer, CLIENT_ID, Does, NOW, Service, Someone, granted, parameter, person_at, refusal, token, wait_for,
};
use cred_doctor::graph::{Memory, SignInError, Tokens, Way};

/// What nobody may see.
const CANARIES: [&str; 3] = ["canary", "refresh-1", "code_verifier"];

fn signs_in(does: Does, answers: Vec<Answer>) -> (Service, Arc<Someone>, Result<(), SignInError>) {
    let (service, person) = (Service::start(answers), Someone::who(does));
    let tokens = person_at(&service, Way::Browser, Some(Arc::clone(&person)), &Arc::default());
    let result = token(&tokens, &["User.Read"]).map(drop);
    (service, person, result)
}

fn grants() -> Vec<Answer> {
    // Without a nonce there is nothing to compare; the test of the nonce has one.
    let mut answer = granted(&["User.Read"], "refresh-1", "");
    answer.as_object_mut().unwrap().remove("id_token");
    vec![Answer::Json(200, answer)]
}

#[test]
fn a_browser_that_comes_back_signs_in() {
    let (service, person, result) = signs_in(Does::Comes, grants());
    result.unwrap();
    let url = Url::parse(&person.shown.lock().unwrap()[0]).unwrap();
    assert_eq!(url.path(), "/contoso.example/oauth2/v2.0/authorize");
    for (name, value) in [
        ("client_id", CLIENT_ID),
        ("response_type", "code"),
        ("response_mode", "query"),
        ("scope", "openid profile offline_access https://graph.microsoft.com/User.Read"),
        ("code_challenge_method", "S256"),
        ("prompt", "select_account"),
        ("claims", r#"{"access_token":{"xms_cc":{"values":["cp1"]}}}"#),
    ] {
        assert_eq!(parameter(&url, name), value, "{name}");
    }
    let question = &service.asked()[0];
    assert_eq!(question.path, "/contoso.example/oauth2/v2.0/token");
    let form = &question.form;
    assert_eq!((form["grant_type"].as_str(), form["code"].as_str()), ("authorization_code", "canary-code"));
    assert_eq!(form["redirect_uri"], parameter(&url, "redirect_uri"));
    assert!(form["redirect_uri"].starts_with("http://localhost:"), "{}", form["redirect_uri"]);
    let hashed = URL_SAFE_NO_PAD.encode(digest(&SHA256, form["code_verifier"].as_bytes()));
    assert_eq!(hashed, parameter(&url, "code_challenge"));
    assert!(!form.contains_key("client_secret"));
}

#[test]
fn the_page_loads_nothing_and_keeps_nothing() {
    let (_, person, _) = signs_in(Does::Comes, grants());
    // The browser reads on after the program has what it needs.
    let page = loop {
        let page = person.page.lock().unwrap().clone();
        if !page.is_empty() {
            break page;
        }
        std::thread::yield_now();
    };
    assert!(page.starts_with("HTTP/1.1 200 OK"), "{page}");
    assert!(
        page.contains("well &lt;done&gt;") && page.contains("Content-Security-Policy: default-src 'none'"),
        "{page}"
    );
    assert!(page.contains("Cache-Control: no-store") && !page.contains("canary"), "{page}");
}

#[test]
fn a_browser_may_dawdle_or_come_by_another_way() {
    signs_in(Does::Dawdles, grants()).2.unwrap();
    if TcpListener::bind("[::1]:0").is_ok() {
        signs_in(Does::ComesBySix, grants()).2.unwrap();
    }
}

#[test]
fn what_belongs_to_another_sign_in_is_not_redeemed() {
    let (service, _, result) = signs_in(Does::MixesUp, grants());
    assert_eq!(result, Err(SignInError::Foreign));
    assert!(service.asked().is_empty());
}

#[test]
fn an_id_token_of_another_sign_in_is_not_believed() {
    let answer = Answer::Json(200, granted(&["User.Read"], "refresh-1", "another-nonce"));
    assert_eq!(signs_in(Does::Comes, vec![answer]).2, Err(SignInError::Foreign));
}

#[test]
fn a_browser_that_never_comes_back_is_waited_for_no_longer() {
    assert_eq!(signs_in(Does::Stays, grants()).2, Err(SignInError::TooLate));
}

#[test]
fn a_refusal_comes_back_through_the_browser() {
    let (service, person) = (Service::start(grants()), Someone::who(Does::Declines));
    let tokens = person_at(&service, Way::Browser, Some(person), &Arc::default());
    let refused = refusal(token(&tokens, &["User.Read"]));
    assert_eq!((refused.error.as_str(), refused.codes.as_slice()), ("access_denied", ["65004".to_owned()].as_slice()));
    assert_eq!(refused.trace_id.as_deref(), Some("tr"));
    assert!(service.asked().is_empty());
}

#[test]
fn no_secret_shows_in_what_can_be_printed() {
    let (service, person) = (Service::start(grants()), Someone::who(Does::Comes));
    let keep: Arc<Memory> = Arc::default();
    let tokens = person_at(&service, Way::Browser, Some(person), &keep);
    let given = token(&tokens, &["User.Read"]).unwrap();
    let printed = format!("{given:?} {keep:?} {:?}", service.desk());
    for canary in CANARIES {
        assert!(!printed.contains(canary), "{printed}");
    }
    assert_eq!(given.expires_at, Some(NOW + 3599));
}

#[test]
fn a_token_that_is_good_is_given_again_without_asking() {
    let (service, person) = (Service::start(grants()), Someone::who(Does::Comes));
    let tokens = person_at(&service, Way::Browser, Some(person), &Arc::default());
    let first = token(&tokens, &["User.Read"]).unwrap();
    assert_eq!(token(&tokens, &["User.Read"]), Ok(first));
    assert_eq!(service.asked().len(), 1);
    drop(wait_for(async {
        tokens.token(cred_doctor::graph::Need { permissions: &[], claims: None, refused: None, now: NOW }).await
    }));
    assert_eq!(service.asked().len(), 1);
}
