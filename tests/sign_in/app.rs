//! Client secret and client certificate.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::digest::{SHA256, digest};
use ring::signature::{RSA_PSS_2048_8192_SHA256, UnparsedPublicKey};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use serde_json::{Value as Json, json};

use super::service::{Answer, CLIENT_ID, NOW, Service, desk_at, refusal, refused, token};
use cred_doctor::graph::{AppSignIn, Certificate, CertificateError, Credential, Secret, SignInError, Trouble};

const PEM: &[u8] = include_bytes!("app.pem");
const FILES: [(&str, &[u8]); 3] = [
    ("PFX", include_bytes!("app.pfx")),
    ("PFX of an older program", include_bytes!("app-legacy.pfx")),
    ("PEM under a password", include_bytes!("app-encrypted.pem")),
];

fn secret(text: &str) -> Secret {
    Secret::new(text.to_owned())
}

fn with_secret(service: &Service) -> AppSignIn {
    AppSignIn::new(service.desk(), Credential::Secret(secret("canary secret+&")))
}

fn grant() -> Answer {
    Answer::Json(200, json!({ "token_type": "Bearer", "expires_in": 3599, "access_token": "canary-access" }))
}

#[test]
fn a_secret_gets_a_token() {
    let service = Service::start(vec![grant()]);
    let given = token(&with_secret(&service), &["User.Read.All"]).unwrap();
    assert_eq!((given.expires_at, given.permissions.clone()), (Some(NOW + 3599), None));
    let form = &service.asked()[0].form;
    assert_eq!((form["grant_type"].as_str(), form["client_id"].as_str()), ("client_credentials", CLIENT_ID));
    assert_eq!(form["scope"], "https://graph.microsoft.com/.default");
    assert_eq!(form["client_secret"], "canary secret+&");
    assert!(!format!("{given:?}{:?}", with_secret(&service)).contains("canary"));
}

#[test]
fn a_busy_service_is_asked_again_and_not_for_ever() {
    let busy = || Answer::Json(503, refused("temporarily_unavailable", 90033));
    let service = Service::start(vec![busy(), Answer::Text(502, "<html>Bad gateway</html>"), grant()]);
    token(&with_secret(&service), &[]).unwrap();
    let service = Service::start(vec![busy()]);
    assert_eq!(refusal(token(&with_secret(&service), &[])).codes, ["90033"]);
    assert_eq!(service.asked().len(), 4);
}

#[test]
fn a_refusal_keeps_what_support_needs() {
    let service = Service::start(vec![Answer::Json(401, refused("invalid_client", 7_000_222))]);
    let refused = refusal(token(&with_secret(&service), &[]));
    assert_eq!((refused.way, refused.codes.as_slice()), ("secret", ["7000222".to_owned()].as_slice()));
    assert_eq!((refused.correlation_id.as_deref(), refused.trace_id.as_deref()), (Some("co"), Some("tr")));
    assert_eq!(refused.server_time, Some(NOW), "the clock of the service, to tell a wrong one here");
    assert_eq!(service.asked().len(), 1);
}

#[test]
fn what_is_no_answer_is_told_apart() {
    for (answer, expected) in [
        (Answer::Text(200, "<html>Sign in to the guest network</html>"), Trouble::Malformed),
        (Answer::Text(400, "<html>no</html>"), Trouble::Malformed),
        (Answer::Text(200, "{\"access_token\":\"canary"), Trouble::Malformed),
        (Answer::Json(200, json!({ "access_token": 3 })), Trouble::Malformed),
        (Answer::Cut, Trouble::Broken),
    ] {
        let service = Service::start(vec![answer]);
        let error = token(&with_secret(&service), &[]).unwrap_err();
        assert_eq!(error, SignInError::Trouble(expected));
        assert!(!format!("{error:?} {error}").contains("canary"));
    }
    let nobody = AppSignIn::new(desk_at("http://127.0.0.1:9"), Credential::Secret(secret("s")));
    assert_eq!(token(&nobody, &[]), Err(SignInError::Trouble(Trouble::Unreachable)));
}

/// Checks the assertion that came in with the public key of the certificate.
fn check_assertion(assertion: &str, service: &Service) {
    let parts: Vec<&str> = assertion.split('.').collect();
    let decoded = |part: &str| URL_SAFE_NO_PAD.decode(part).unwrap();
    let json = |part: &str| serde_json::from_slice::<Json>(&decoded(part)).unwrap();
    let der = CertificateDer::from_pem_slice(PEM).unwrap();
    let thumbprint = URL_SAFE_NO_PAD.encode(digest(&SHA256, &der));
    assert_eq!(json(parts[0]), json!({ "alg": "PS256", "typ": "JWT", "x5t#S256": thumbprint }));
    assert_eq!(thumbprint.len(), 43);
    let claims = json(parts[1]);
    assert_eq!(claims["aud"], format!("{}/contoso.example/oauth2/v2.0/token", service.url));
    assert_eq!((&claims["iss"], &claims["sub"]), (&json!(CLIENT_ID), &json!(CLIENT_ID)));
    assert_eq!((&claims["nbf"], &claims["iat"], &claims["exp"]), (&json!(NOW), &json!(NOW), &json!(NOW + 600)));
    assert_eq!(claims["jti"].as_str().unwrap().len(), 36);
    let PrivateKeyDer::Pkcs8(key) = PrivateKeyDer::from_pem_slice(PEM).unwrap() else { panic!("another kind of key") };
    let key = ring::rsa::KeyPair::from_pkcs8(key.secret_pkcs8_der()).unwrap();
    let public = UnparsedPublicKey::new(&RSA_PSS_2048_8192_SHA256, key.public().as_ref());
    public.verify(format!("{}.{}", parts[0], parts[1]).as_bytes(), &decoded(parts[2])).unwrap();
}

#[test]
fn a_certificate_signs_an_assertion_that_its_public_key_verifies() {
    let password = secret("canary-password");
    let read = FILES.iter().map(|(name, file)| (*name, Certificate::read(file, Some(&password))));
    for (name, certificate) in read.chain([("PEM", Certificate::read(PEM, None))]) {
        let certificate = certificate.unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(!format!("{certificate:?}").contains("canary"));
        let service = Service::start(vec![grant()]);
        let app = AppSignIn::new(service.desk(), Credential::Certificate(Box::new(certificate)));
        token(&app, &[]).unwrap();
        let form = &service.asked()[0].form;
        assert_eq!(form["client_assertion_type"], "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
        assert!(!form.contains_key("client_secret"));
        check_assertion(&form["client_assertion"], &service);
    }
}

#[test]
fn a_file_that_is_no_certificate_is_told_why() {
    let wrong = secret("wrong");
    for (file, password, expected) in [
        (FILES[0].1, None, CertificateError::Locked),
        (FILES[0].1, Some(&wrong), CertificateError::WrongPassword),
        (FILES[2].1, None, CertificateError::Locked),
        (FILES[2].1, Some(&wrong), CertificateError::WrongPassword),
        (include_bytes!("other.pem").as_slice(), None, CertificateError::OtherKey),
        (include_bytes!("ec.pem").as_slice(), None, CertificateError::KeyKind),
        (b"".as_slice(), None, CertificateError::Unreadable),
        (b"hello".as_slice(), None, CertificateError::Unreadable),
        (b"\x30\x82\x00".as_slice(), None, CertificateError::Unreadable),
    ] {
        assert_eq!(Certificate::read(file, password).map(drop), Err(expected), "{:?}", &file[..file.len().min(8)]);
    }
    let text = std::str::from_utf8(PEM).unwrap();
    let (key, certificate) = text.split_at(text.find("-----BEGIN CERTIFICATE").unwrap());
    assert_eq!(Certificate::read(key.as_bytes(), None).map(drop), Err(CertificateError::NoCertificate));
    assert_eq!(Certificate::read(certificate.as_bytes(), None).map(drop), Err(CertificateError::NoKey));
}
