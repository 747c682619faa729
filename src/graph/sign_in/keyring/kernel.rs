//! Linux: the keyring that the kernel keeps for each user.
//!
//! The user's own keyring and not that of the session: a session may be anything from a login to a single process, and
//! what is kept has to be found by the next command. Nobody but the user reads it.

use linux_keyutils::{KeyError, KeyPermissionsBuilder, KeyRing, KeyRingIdentifier, Permission};

use crate::graph::sign_in::KeepError;

/// The keyring of the user.
#[derive(Debug)]
pub struct Store(KeyRing);

impl Store {
    /// Opens it; a sandbox may forbid that.
    pub fn open() -> Result<Self, KeepError> {
        KeyRing::from_special_id(KeyRingIdentifier::User, true).map(Self).map_err(|_| KeepError)
    }

    /// What is kept under this name.
    pub fn get(&self, name: &str) -> Result<Option<Vec<u8>>, KeepError> {
        match self.0.search(&described(name)).and_then(|key| key.read_to_vec()) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if is_gone(error) => Ok(None),
            Err(_) => Err(KeepError),
        }
    }

    /// Keeps something under this name.
    pub fn set(&self, name: &str, bytes: &[u8]) -> Result<(), KeepError> {
        let key = self.0.add_key(&described(name), bytes).map_err(|_| KeepError)?;
        // By itself a key opens only to whoever holds a link to it, which the next process may not.
        let user = KeyPermissionsBuilder::builder().posessor(Permission::ALL).user(Permission::ALL).build();
        key.set_perms(user).map_err(|_| KeepError)
    }

    /// Forgets what is kept under this name; says whether there was anything.
    pub fn remove(&self, name: &str) -> Result<bool, KeepError> {
        match self.0.search(&described(name)) {
            Ok(key) => self.0.unlink_key(key).map(|()| true).map_err(|_| KeepError),
            Err(error) if is_gone(error) => Ok(false),
            Err(_) => Err(KeepError),
        }
    }
}

fn described(name: &str) -> String {
    format!("{}:{name}", super::SERVICE)
}

fn is_gone(error: KeyError) -> bool {
    matches!(error, KeyError::KeyDoesNotExist | KeyError::KeyRevoked | KeyError::KeyExpired)
}
