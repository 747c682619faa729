//! The keyring of the operating system: Keychain on macOS, Credential Manager on Windows, the kernel's keyring on Linux.
//!
//! Linux has two: the Secret Service of a desktop, and the kernel's. The kernel's needs neither a desktop nor a bus nor a
//! few dozen libraries to speak to one, and never writes to disk; what it keeps is gone after a restart.

use keyring_core::{CredentialStore, Entry, Error};
use std::sync::Arc;

use super::keep::{Keep, KeepError};
use crate::graph::Secret;

/// What our entries belong to.
const SERVICE: &str = "cred-doctor";
/// How much one entry holds, in bytes. The Credential Manager takes 2,560, and a refresh token alone may be longer.
const PART: usize = 2_000;
/// No sign-in has more parts.
const MOST_PARTS: usize = 16;

/// The keyring of the operating system.
#[derive(Debug)]
pub struct Keyring(Arc<CredentialStore>);

impl Keyring {
    /// Opens it; fails where there is none.
    pub fn open() -> Result<Self, KeepError> {
        store().map(Self)
    }

    fn entry(&self, name: &str, part: usize) -> Result<Entry, KeepError> {
        self.0.build(SERVICE, &format!("{name}#{part}"), None).map_err(|_| KeepError)
    }

    fn part(&self, name: &str, part: usize) -> Result<Option<Vec<u8>>, KeepError> {
        match self.entry(name, part)?.get_secret() {
            Ok(bytes) => Ok(Some(bytes)),
            Err(Error::NoEntry) => Ok(None),
            Err(_) => Err(KeepError),
        }
    }
}

impl Keep for Keyring {
    fn read(&self, name: &str) -> Result<Option<Secret>, KeepError> {
        let mut whole = Vec::new();
        for part in 0..MOST_PARTS {
            match self.part(name, part)? {
                Some(bytes) => {
                    let last = bytes.len() < PART;
                    whole.extend(bytes);
                    if last {
                        break;
                    }
                }
                None if part == 0 => return Ok(None),
                None => break,
            }
        }
        String::from_utf8(whole).map(|text| Some(Secret::new(text))).map_err(|_| KeepError)
    }

    fn write(&self, name: &str, secret: &Secret) -> Result<(), KeepError> {
        self.delete(name)?;
        // A full last part would look as if another followed; an empty one says that it is the last.
        let parts = secret.expose().as_bytes().chunks(PART);
        let full = secret.expose().len().is_multiple_of(PART);
        if secret.expose().len() / PART >= MOST_PARTS {
            return Err(KeepError);
        }
        for (place, part) in parts.chain(full.then_some([].as_slice())).enumerate() {
            // Some keyrings keep nothing that is empty; a blank ends the text as well.
            let part = if part.is_empty() { b"\n".as_slice() } else { part };
            self.entry(name, place)?.set_secret(part).map_err(|_| KeepError)?;
        }
        Ok(())
    }

    fn delete(&self, name: &str) -> Result<(), KeepError> {
        for part in 0..MOST_PARTS {
            match self.entry(name, part)?.delete_credential() {
                Ok(()) => {}
                Err(Error::NoEntry) => break,
                Err(_) => return Err(KeepError),
            }
        }
        Ok(())
    }

    fn lasts(&self) -> bool {
        true
    }
}

#[cfg(target_os = "linux")]
fn store() -> Result<Arc<CredentialStore>, KeepError> {
    let store = linux_keyutils_keyring_store::Store::new().map_err(|_| KeepError)?;
    Ok(store)
}

#[cfg(target_os = "macos")]
fn store() -> Result<Arc<CredentialStore>, KeepError> {
    let store = apple_native_keyring_store::keychain::Store::new().map_err(|_| KeepError)?;
    Ok(store)
}

#[cfg(target_os = "windows")]
fn store() -> Result<Arc<CredentialStore>, KeepError> {
    let store = windows_native_keyring_store::Store::new().map_err(|_| KeepError)?;
    Ok(store)
}

#[cfg(not(any(target_os = "linux", target_os = "macos", target_os = "windows")))]
fn store() -> Result<Arc<CredentialStore>, KeepError> {
    Err(KeepError)
}
