//! The assertion an application signs itself with: a JWT that proves it has the key of its certificate.
//!
//! <https://learn.microsoft.com/entra/identity-platform/certificate-credentials>

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::rand::SystemRandom;
use ring::signature::RSA_PSS_SHA256;
use serde_json::json;

use super::Certificate;
use crate::graph::random::call_id;
use crate::graph::{Secret, SignInError};

/// For how many seconds an assertion is good; Microsoft asks for five to ten minutes.
const GOOD_FOR: i64 = 600;

/// Makes an assertion for a token endpoint, good from `now` on.
pub(super) fn assertion(
    certificate: &Certificate,
    endpoint: &str,
    client_id: &str,
    now: i64,
) -> Result<Secret, SignInError> {
    let header = json!({ "alg": "PS256", "typ": "JWT", "x5t#S256": certificate.thumbprint });
    let claims = json!({
        "aud": endpoint,
        "iss": client_id,
        "sub": client_id,
        "jti": call_id(),
        "nbf": now,
        "iat": now,
        "exp": now + GOOD_FOR,
    });
    let part = |json: &serde_json::Value| URL_SAFE_NO_PAD.encode(json.to_string());
    let signed = format!("{}.{}", part(&header), part(&claims));
    let mut signature = vec![0; certificate.key.public().modulus_len()];
    certificate
        .key
        .sign(&RSA_PSS_SHA256, &SystemRandom::new(), signed.as_bytes(), &mut signature)
        .map_err(|_| SignInError::NoMeans)?;
    Ok(Secret::new(format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature))))
}
