//! Device code.

use std::sync::Arc;

use serde_json::{Value as Json, json};

use super::service::{Answer, Does, Service, Someone, granted, person_at, refusal, refused, token};
use cred_doctor::graph::{PersonSignIn, SignInError, Trouble, Way};

fn code() -> Json {
    json!({
        "device_code": "canary-device", "user_code": "ABC\u{1b}[1mDEF", "verification_uri": "https://login.example/device",
        "expires_in": 900, "interval": 5, "message": "unused",
    })
}

fn waits(answers: Vec<Answer>) -> (Service, Arc<Someone>, PersonSignIn) {
    let answers = std::iter::once(Answer::Json(200, code())).chain(answers).collect();
    let (service, person) = (Service::start(answers), Someone::who(Does::Stays));
    let tokens = person_at(&service, Way::DeviceCode, Some(Arc::clone(&person)), &Arc::default());
    (service, person, tokens)
}

#[test]
fn the_code_is_shown_and_asked_about_until_it_was_entered() {
    let (service, person, tokens) = waits(vec![
        Answer::Json(400, refused("authorization_pending", 70016)),
        Answer::Json(400, refused("slow_down", 0)),
        Answer::Cut,
        Answer::Json(200, granted(&["User.Read"], "refresh-1", "")),
    ]);
    let given = token(&tokens, &["User.Read"]).unwrap();
    assert!(given.permissions.unwrap().contains("User.Read"));
    assert_eq!(*person.shown.lock().unwrap(), ["https://login.example/device ABC[1mDEF 15"]);
    let asked = service.asked();
    assert_eq!(asked[0].path, "/contoso.example/oauth2/v2.0/devicecode");
    assert_eq!(asked[0].form["scope"], "openid profile offline_access https://graph.microsoft.com/User.Read");
    assert_eq!(asked.len(), 5);
    for question in &asked[1..] {
        assert_eq!(question.form["grant_type"], "urn:ietf:params:oauth:grant-type:device_code");
        assert_eq!(question.form["device_code"], "canary-device");
    }
}

#[test]
fn what_microsoft_says_beside_the_standard_ends_it() {
    for (error, code) in [("authorization_declined", 0), ("bad_verification_code", 70018), ("expired_token", 70019)] {
        let (service, _, tokens) = waits(vec![Answer::Json(400, refused(error, code))]);
        let refused = refusal(token(&tokens, &["User.Read"]));
        assert_eq!((refused.error.as_str(), refused.way), (error, "device-code"));
        assert_eq!(service.asked().len(), 2);
    }
}

#[test]
fn a_code_that_nobody_enters_ends_by_itself() {
    let (service, _, tokens) = waits(vec![Answer::Json(400, refused("authorization_pending", 70016))]);
    assert_eq!(token(&tokens, &["User.Read"]), Err(SignInError::TooLate));
    assert_eq!(service.asked().len(), 1 + 900 / 5);
}

#[test]
fn an_answer_without_a_code_is_none() {
    for answer in [json!({}), json!({ "device_code": "d", "user_code": "" }), json!([])] {
        let service = Service::start(vec![Answer::Json(200, answer)]);
        let tokens = person_at(&service, Way::DeviceCode, Some(Someone::who(Does::Stays)), &Arc::default());
        assert_eq!(token(&tokens, &[]), Err(SignInError::Trouble(Trouble::Malformed)));
    }
}
