//! Staying signed in.

use std::sync::Arc;

use serde_json::json;

use super::service::{Answer, Does, NOW, Service, Someone, granted, id_token, person_at, refused, token, wait_for};
use cred_doctor::graph::{Memory, Need, SignInError, Tokens, Way};

/// Somebody signed in before, by a device code, with this permission and the refresh token `refresh-1`.
fn signed_in(permissions: &[&str]) -> Arc<Memory> {
    let code = json!({ "device_code": "d", "user_code": "u", "verification_uri": "https://login.example" });
    let answers = vec![Answer::Json(200, code), Answer::Json(200, granted(permissions, "refresh-1", ""))];
    let (service, keep) = (Service::start(answers), Arc::default());
    let tokens = person_at(&service, Way::DeviceCode, Some(Someone::who(Does::Stays)), &keep);
    token(&tokens, permissions).unwrap();
    keep
}

#[test]
fn who_signed_in_once_needs_nobody_the_next_time() {
    let keep = signed_in(&["User.Read"]);
    let service = Service::start(vec![
        Answer::Json(200, granted(&["User.Read"], "refresh-2", "")),
        Answer::Json(200, granted(&["User.Read", "Domain.Read.All"], "refresh-3", "")),
    ]);
    let tokens = person_at(&service, Way::Browser, None, &keep);
    token(&tokens, &["User.Read"]).unwrap();
    let more = token(&tokens, &["User.Read", "Domain.Read.All"]).unwrap();
    assert!(more.permissions.unwrap().contains("Domain.Read.All"));
    let asked = service.asked();
    assert_eq!(asked[0].form["refresh_token"], "refresh-1");
    assert_eq!(asked[1].form["refresh_token"], "refresh-2", "each refresh token is used once");
    assert_eq!(
        asked[1].form["scope"],
        "openid profile offline_access https://graph.microsoft.com/User.Read https://graph.microsoft.com/Domain.Read.All"
    );
    // Another run goes on from there.
    let later = Service::start(vec![Answer::Json(200, granted(&["User.Read"], "refresh-4", ""))]);
    token(&person_at(&later, Way::Browser, None, &keep), &["User.Read"]).unwrap();
    assert_eq!(later.asked()[0].form["refresh_token"], "refresh-3");
}

#[test]
fn a_token_is_renewed_five_minutes_early_and_when_it_is_refused() {
    let keep = signed_in(&["User.Read"]);
    let answers = ["a", "b", "c"].map(|name| Answer::Json(200, granted(&["User.Read"], name, "")));
    let service = Service::start(answers.into());
    let tokens = person_at(&service, Way::Browser, None, &keep);
    let permissions = ["User.Read".to_owned()];
    let at = |now, refused: Option<&cred_doctor::graph::Token>| {
        wait_for(tokens.token(Need { permissions: &permissions, claims: None, refused, now })).unwrap()
    };
    let first = at(NOW, None);
    assert_eq!(at(NOW + 3599 - 301, None), first);
    let second = at(NOW + 3599 - 299, None);
    assert_ne!(second, first);
    assert_ne!(at(NOW + 3599 - 299, Some(&second)), second);
}

#[test]
fn a_challenge_is_answered_with_what_it_claims() {
    let keep = signed_in(&["User.Read"]);
    let service = Service::start(vec![Answer::Json(200, granted(&["User.Read"], "refresh-2", ""))]);
    let tokens = person_at(&service, Way::Browser, None, &keep);
    let claims = Some(r#"{"access_token":{"nbf":{"essential":true,"value":"1"}}}"#);
    wait_for(tokens.token(Need { permissions: &[], claims, refused: None, now: NOW })).unwrap();
    let sent: serde_json::Value = serde_json::from_str(&service.asked()[0].form["claims"]).unwrap();
    assert_eq!(sent["access_token"]["nbf"]["value"], "1");
    assert_eq!(sent["access_token"]["xms_cc"]["values"][0], "cp1");
}

#[test]
fn a_session_that_ended_is_forgotten() {
    let keep = signed_in(&["User.Read"]);
    let service = Service::start(vec![Answer::Json(400, refused("invalid_grant", 700_082))]);
    let tokens = person_at(&service, Way::Browser, None, &keep);
    assert!(matches!(token(&tokens, &["User.Read"]), Err(SignInError::Refused(_))));
    assert_eq!(token(&tokens, &["User.Read"]), Err(SignInError::SignedOut));
    assert_eq!(service.asked().len(), 1);
}

#[test]
fn a_session_that_ended_is_replaced_where_there_is_somebody_to_ask() {
    let keep = signed_in(&["User.Read"]);
    let code = json!({ "device_code": "d", "user_code": "u", "verification_uri": "https://login.example" });
    let service = Service::start(vec![
        Answer::Json(400, refused("interaction_required", 50_076)),
        Answer::Json(200, code),
        Answer::Json(200, granted(&["User.Read"], "refresh-2", "")),
    ]);
    let tokens = person_at(&service, Way::DeviceCode, Some(Someone::who(Does::Stays)), &keep);
    token(&tokens, &["User.Read"]).unwrap();
    assert_eq!(service.asked().len(), 3);
}

#[test]
fn what_nobody_consented_to_is_left_out() {
    let keep = signed_in(&["User.Read"]);
    let mut lacking = refused("invalid_grant", 65_001);
    lacking["suberror"] = json!("consent_required");
    let service =
        Service::start(vec![Answer::Json(400, lacking), Answer::Json(200, granted(&["User.Read"], "refresh-2", ""))]);
    let tokens = person_at(&service, Way::Browser, Some(Someone::who(Does::Stays)), &keep);
    let given = token(&tokens, &["User.Read", "Policy.Read.All"]).unwrap();
    assert_eq!(given.permissions.unwrap().into_iter().collect::<Vec<_>>(), ["User.Read"]);
    // It is not asked for again for the next call.
    token(&tokens, &["Policy.Read.All"]).unwrap();
    assert_eq!(service.asked().len(), 2);
}

#[test]
fn a_service_that_cannot_be_reached_ends_no_session() {
    let keep = signed_in(&["User.Read"]);
    let cut = Service::start(vec![Answer::Cut]);
    assert!(matches!(token(&person_at(&cut, Way::Browser, None, &keep), &[]), Err(SignInError::Trouble(_))));
    let service = Service::start(vec![Answer::Json(200, granted(&["User.Read"], "refresh-2", ""))]);
    token(&person_at(&service, Way::Browser, None, &keep), &[]).unwrap();
    assert_eq!(service.asked()[0].form["refresh_token"], "refresh-1");
}

#[test]
fn nobody_signed_in_and_nobody_to_ask_is_said() {
    let service = Service::start(vec![Answer::Cut]);
    let tokens = person_at(&service, Way::Browser, None, &Arc::default());
    assert_eq!(token(&tokens, &[]), Err(SignInError::SignedOut));
    assert!(service.asked().is_empty());
    assert!(!id_token("").is_empty());
}
