//! Where sign-ins are kept between two runs.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use crate::graph::Secret;

/// Keeps secrets by name. What is kept survives as long as the implementation says.
pub trait Keep: Send + Sync {
    /// What is kept under this name.
    fn read(&self, name: &str) -> Result<Option<Secret>, KeepError>;
    /// Keeps something under this name, in place of what was there.
    fn write(&self, name: &str, secret: &Secret) -> Result<(), KeepError>;
    /// Forgets what is kept under this name; nothing may be there.
    fn delete(&self, name: &str) -> Result<(), KeepError>;
    /// Whether it survives the end of the program.
    fn lasts(&self) -> bool;
}

/// There is no keyring, or it does not open. Its own words are not passed on: they may repeat what it keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the keyring of the operating system cannot be used")]
pub struct KeepError;

/// Keeps secrets until the program ends.
#[derive(Debug, Default)]
pub struct Memory(Mutex<BTreeMap<String, Secret>>);

impl Keep for Memory {
    fn read(&self, name: &str) -> Result<Option<Secret>, KeepError> {
        Ok(self.0.lock().unwrap_or_else(PoisonError::into_inner).get(name).cloned())
    }

    fn write(&self, name: &str, secret: &Secret) -> Result<(), KeepError> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned(), secret.clone());
        Ok(())
    }

    fn delete(&self, name: &str) -> Result<(), KeepError> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(name);
        Ok(())
    }

    fn lasts(&self) -> bool {
        false
    }
}
