//! A certificate and its private key, from the files that people have: PEM, or PFX (PKCS #12).

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use p12_keystore::Pkcs12Archive;
use pkcs8::EncryptedPrivateKeyInfoRef;
use ring::digest::{SHA256, digest};
use ring::rsa::KeyPair;
use rustls::pki_types::pem::{PemObject, SectionKind};
use zeroize::Zeroizing;

use crate::graph::Secret;

/// How a file of the DER family starts: with a sequence.
const DER: u8 = 0x30;

/// A certificate with its key, ready to sign with.
pub struct Certificate {
    pub(super) key: KeyPair,
    /// SHA-256 of the certificate, base64url without padding: what the app registration lists it by.
    pub(super) thumbprint: String,
}

impl fmt::Debug for Certificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Certificate").field("thumbprint", &self.thumbprint).finish_non_exhaustive()
    }
}

/// Why a file is no certificate to sign in with. Nothing of the file is repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CertificateError {
    /// It is neither PEM nor PFX.
    #[error("the file is neither PEM nor PFX")]
    Unreadable,
    /// The key is encrypted, and no password was given.
    #[error("the key needs a password")]
    Locked,
    /// The password does not open it.
    #[error("the password does not fit")]
    WrongPassword,
    /// There is no certificate in it.
    #[error("there is no certificate in the file")]
    NoCertificate,
    /// There is no private key in it.
    #[error("there is no private key in the file")]
    NoKey,
    /// The key is of no kind that signs assertions: RSA with 2048 to 4096 bits.
    #[error("the key is no RSA key with 2048 to 4096 bits")]
    KeyKind,
    /// No certificate in it belongs to the key.
    #[error("the key belongs to another certificate")]
    OtherKey,
}

impl Certificate {
    /// Reads the contents of a file.
    pub fn read(file: &[u8], password: Option<&Secret>) -> Result<Self, CertificateError> {
        if file.first() == Some(&DER) { from_pfx(file, password) } else { from_pem(file, password) }
    }

    fn new(key: KeyPair, certificates: &[Vec<u8>]) -> Result<Self, CertificateError> {
        if certificates.is_empty() {
            return Err(CertificateError::NoCertificate);
        }
        // A certificate holds its public key byte for byte.
        let public = key.public().as_ref();
        let own = certificates.iter().find(|der| der.windows(public.len()).any(|part| part == public));
        let own = own.ok_or(CertificateError::OtherKey)?;
        let thumbprint = URL_SAFE_NO_PAD.encode(digest(&SHA256, own));
        Ok(Self { key, thumbprint })
    }
}

fn from_pem(file: &[u8], password: Option<&Secret>) -> Result<Certificate, CertificateError> {
    let (mut certificates, mut key) = (Vec::new(), None);
    for section in <(SectionKind, Vec<u8>)>::pem_slice_iter(file) {
        let (kind, der) = section.map_err(|_| CertificateError::Unreadable)?;
        match kind {
            SectionKind::Certificate => certificates.push(der),
            SectionKind::PrivateKey => key = Some(pkcs8(&Zeroizing::new(der))?),
            SectionKind::RsaPrivateKey => {
                let der = Zeroizing::new(der);
                key = Some(KeyPair::from_der(&der).map_err(|_| CertificateError::KeyKind)?);
            }
            SectionKind::EcPrivateKey => return Err(CertificateError::KeyKind),
            _ => {}
        }
    }
    let key = match key.map_or_else(|| encrypted_key(file, password), |key| Ok(Some(key)))? {
        Some(key) => key,
        None if certificates.is_empty() => return Err(CertificateError::Unreadable),
        None => return Err(CertificateError::NoKey),
    };
    Certificate::new(key, &certificates)
}

/// The key under a password, which the PEM reader of TLS passes by.
fn encrypted_key(file: &[u8], password: Option<&Secret>) -> Result<Option<KeyPair>, CertificateError> {
    const BEGIN: &str = "-----BEGIN ENCRYPTED PRIVATE KEY-----";
    const END: &str = "-----END ENCRYPTED PRIVATE KEY-----";
    let text = String::from_utf8_lossy(file);
    let Some((_, rest)) = text.split_once(BEGIN) else { return Ok(None) };
    let (body, _) = rest.split_once(END).ok_or(CertificateError::Unreadable)?;
    let body: String = body.split_whitespace().collect();
    let der = base64::engine::general_purpose::STANDARD.decode(body).map_err(|_| CertificateError::Unreadable)?;
    let locked = EncryptedPrivateKeyInfoRef::try_from(der.as_slice()).map_err(|_| CertificateError::Unreadable)?;
    let password = password.ok_or(CertificateError::Locked)?;
    let opened = locked.decrypt(password.expose()).map_err(|_| CertificateError::WrongPassword)?;
    pkcs8(opened.as_bytes()).map(Some)
}

fn from_pfx(file: &[u8], password: Option<&Secret>) -> Result<Certificate, CertificateError> {
    let given = password.map_or("", Secret::expose);
    let archive = Pkcs12Archive::from_pkcs12(file, given).map_err(|error| match error {
        p12_keystore::error::Error::DerError(_)
        | p12_keystore::error::Error::InvalidVersion
        | p12_keystore::error::Error::UnsupportedContentType => CertificateError::Unreadable,
        _ if password.is_none() => CertificateError::Locked,
        _ => CertificateError::WrongPassword,
    })?;
    let key = archive.keys.first().ok_or(CertificateError::NoKey)?;
    let certificates: Vec<Vec<u8>> = archive.certs.iter().map(|bag| bag.cert.as_der().to_vec()).collect();
    Certificate::new(pkcs8(key.key.as_der())?, &certificates)
}

fn pkcs8(der: &[u8]) -> Result<KeyPair, CertificateError> {
    KeyPair::from_pkcs8(der).map_err(|_| CertificateError::KeyKind)
}
