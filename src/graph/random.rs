//! Chance, from the generator that TLS uses.

use std::fmt::Write;

/// Fills a buffer with bytes that nobody can foretell. Fails if the system has none to give.
pub(super) fn fill(bytes: &mut [u8]) -> Result<(), NoChance> {
    rustls::crypto::ring::default_provider().secure_random.fill(bytes).map_err(|_| NoChance)
}

/// The system gives no random numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the system gives no random numbers")]
pub struct NoChance;

/// A random UUID (RFC 9562, version 4), to find a call again in Microsoft's logs. Nothing depends on its being new.
pub(super) fn call_id() -> String {
    let mut bytes = [0_u8; 16];
    let _ = fill(&mut bytes);
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    let mut text = String::with_capacity(36);
    for (place, byte) in bytes.iter().enumerate() {
        if matches!(place, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// A number from 0 to 1, to spread calls that wait for the same thing.
pub(super) fn share() -> f64 {
    let mut bytes = [0_u8; 2];
    let _ = fill(&mut bytes);
    f64::from(u16::from_be_bytes(bytes)) / f64::from(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::{call_id, share};

    #[test]
    fn a_call_id_is_a_random_uuid() {
        let id = call_id();
        assert_eq!((id.len(), id.matches('-').count()), (36, 4));
        assert!(id[14..].starts_with('4') && "89ab".contains(&id[19..20]), "{id}");
        assert_ne!(id, call_id());
        assert!((0.0..=1.0).contains(&share()));
    }
}
