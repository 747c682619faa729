//! The terminal's clipboard: a text is handed to the terminal (OSC 52), which may be on another machine.

use std::io::Write;

use crate::tui::TerminalKind;
use crate::tui::message::Refusal;

/// xterm takes no longer sequence, and others less willingly.
const LONGEST: usize = 74_000;

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

pub(super) fn copy(writer: &mut impl Write, kind: TerminalKind, text: &str) -> Result<(), Refusal> {
    if kind == TerminalKind::Simple {
        return Err(Refusal::NoClipboard);
    }
    if text.len() > LONGEST {
        return Err(Refusal::TooLong);
    }
    let sequence = format!("\x1b]52;c;{}\x1b\\", base64(text.as_bytes()));
    writer.write_all(sequence.as_bytes()).and_then(|()| writer.flush()).map_err(|_| Refusal::Failed)
}

fn base64(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let bits = group.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - group.len()));
        for n in 0..4 {
            let letter = usize::try_from(bits >> (18 - 6 * n) & 63).unwrap_or(0);
            text.push(if n <= group.len() { char::from(LETTERS[letter]) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_encoded_as_the_standard_says() {
        // The examples of RFC 4648, section 10.
        let encoded = ["", "f", "fo", "foo", "foob", "fooba", "foobar"].map(|text| base64(text.as_bytes()));
        assert_eq!(encoded, ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"]);
    }

    #[test]
    fn what_a_terminal_does_not_take_is_refused_with_the_reason() {
        let mut written = Vec::new();
        assert_eq!(copy(&mut written, TerminalKind::Simple, "x"), Err(Refusal::NoClipboard));
        assert_eq!(copy(&mut written, TerminalKind::Capable, &"x".repeat(80_000)), Err(Refusal::TooLong));
        assert!(written.is_empty());
        assert_eq!(copy(&mut written, TerminalKind::Capable, "foo"), Ok(()));
        assert_eq!(written, b"\x1b]52;c;Zm9v\x1b\\");
    }
}
