//! The keyring of the operating system: Keychain on macOS, Credential Manager on Windows, the kernel's keyring on Linux.
//!
//! Linux has two: the Secret Service of a desktop, and the kernel's. The kernel's needs neither a desktop nor a bus nor a
//! few dozen libraries to speak to one, and never writes to disk; what it keeps is gone after a restart.

#[cfg(target_os = "linux")]
#[path = "keyring/kernel.rs"]
mod store;
#[cfg(any(target_os = "macos", target_os = "windows"))]
#[path = "keyring/native.rs"]
mod store;
#[cfg(not(any(target_os = "linux", target_os = "macos", target_os = "windows")))]
#[path = "keyring/none.rs"]
mod store;

use super::keep::{Keep, KeepError};
use crate::graph::Secret;
use store::Store;

/// What our entries belong to.
const SERVICE: &str = "cred-doctor";
/// How much one entry holds, in bytes. The Credential Manager takes 2,560, and a refresh token alone may be longer.
const PART: usize = 2_000;
/// No sign-in has more parts.
const MOST_PARTS: usize = 16;

/// The keyring of the operating system.
#[derive(Debug)]
pub struct Keyring(Store);

impl Keyring {
    /// Opens it; fails where there is none.
    pub fn open() -> Result<Self, KeepError> {
        Store::open().map(Self)
    }
}

fn part_of(name: &str, part: usize) -> String {
    format!("{name}#{part}")
}

impl Keep for Keyring {
    fn read(&self, name: &str) -> Result<Option<Secret>, KeepError> {
        let mut whole = Vec::new();
        for part in 0..MOST_PARTS {
            let Some(bytes) = self.0.get(&part_of(name, part))? else {
                if part == 0 {
                    return Ok(None);
                }
                break;
            };
            let is_last = bytes.len() < PART;
            whole.extend(bytes);
            if is_last {
                break;
            }
        }
        String::from_utf8(whole).map(|text| Some(Secret::new(text))).map_err(|_| KeepError)
    }

    fn write(&self, name: &str, secret: &Secret) -> Result<(), KeepError> {
        let parts: Vec<&[u8]> = secret.expose().as_bytes().chunks(PART).collect();
        if parts.len() > MOST_PARTS {
            return Err(KeepError);
        }
        // Of a longer one before, nothing may be left behind the last part.
        self.delete(name)?;
        for (place, part) in parts.into_iter().enumerate() {
            self.0.set(&part_of(name, place), part)?;
        }
        Ok(())
    }

    fn delete(&self, name: &str) -> Result<(), KeepError> {
        for part in 0..MOST_PARTS {
            if !self.0.remove(&part_of(name, part))? {
                break;
            }
        }
        Ok(())
    }

    fn lasts(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Skipped where a sandbox forbids keyrings: there, `login` says that nothing is kept. Elsewhere than on Linux it would
    /// ask whoever runs the tests to unlock theirs.
    #[cfg_attr(not(target_os = "linux"), ignore = "asks a person")]
    #[test]
    fn what_is_kept_is_whole_whatever_its_length_and_gone_when_deleted() {
        let Ok(keyring) = Keyring::open() else { return };
        let name = format!("test/{}", std::process::id());
        for length in [1, PART - 1, PART, PART + 1, 3 * PART, 10] {
            let secret = Secret::new("x".repeat(length));
            if keyring.write(&name, &secret).is_err() {
                return;
            }
            assert_eq!(keyring.read(&name), Ok(Some(secret)), "{length}");
        }
        keyring.delete(&name).unwrap();
        assert_eq!(keyring.read(&name), Ok(None));
        assert_eq!(keyring.delete(&name), Ok(()));
    }
}
