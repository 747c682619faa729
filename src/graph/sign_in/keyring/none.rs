//! A system without a keyring that is known.

use crate::graph::sign_in::KeepError;

/// No keyring at all.
#[derive(Debug)]
pub enum Store {}

impl Store {
    /// There is none.
    pub fn open() -> Result<Self, KeepError> {
        Err(KeepError)
    }

    /// Never called.
    pub fn get(&self, _: &str) -> Result<Option<Vec<u8>>, KeepError> {
        match *self {}
    }

    /// Never called.
    pub fn set(&self, _: &str, _: &[u8]) -> Result<(), KeepError> {
        match *self {}
    }

    /// Never called.
    pub fn remove(&self, _: &str) -> Result<bool, KeepError> {
        match *self {}
    }
}
