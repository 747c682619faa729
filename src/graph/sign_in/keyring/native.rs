//! macOS and Windows: the Keychain and the Credential Manager.

use std::sync::Arc;

use keyring_core::{CredentialStore, Entry, Error};

use crate::graph::sign_in::KeepError;

/// The store of the system.
#[derive(Debug)]
pub struct Store(Arc<CredentialStore>);

impl Store {
    /// Opens it.
    pub fn open() -> Result<Self, KeepError> {
        store().map(Self)
    }

    /// What is kept under this name.
    pub fn get(&self, name: &str) -> Result<Option<Vec<u8>>, KeepError> {
        match self.entry(name)?.get_secret() {
            Ok(bytes) => Ok(Some(bytes)),
            Err(Error::NoEntry) => Ok(None),
            Err(_) => Err(KeepError),
        }
    }

    /// Keeps something under this name.
    pub fn set(&self, name: &str, bytes: &[u8]) -> Result<(), KeepError> {
        self.entry(name)?.set_secret(bytes).map_err(|_| KeepError)
    }

    /// Forgets what is kept under this name; says whether there was anything.
    pub fn remove(&self, name: &str) -> Result<bool, KeepError> {
        match self.entry(name)?.delete_credential() {
            Ok(()) => Ok(true),
            Err(Error::NoEntry) => Ok(false),
            Err(_) => Err(KeepError),
        }
    }

    fn entry(&self, name: &str) -> Result<Entry, KeepError> {
        self.0.build(super::SERVICE, name, None).map_err(|_| KeepError)
    }
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
