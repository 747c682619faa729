//! `plaintext-secret`.

use super::{Findings, Rule, Subject};

/// A secret in a command ends up in shell histories, tickets and screenshots.
pub(super) struct PlaintextSecret;

impl Rule for PlaintextSecret {
    fn code(&self) -> &'static str {
        "plaintext-secret"
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Findings) {
        for placed in subject.commands() {
            if let Some(word) = secret(&placed.command.template) {
                found.at(placed.symbol(), format!("`{word}` is followed by a secret written out")).help(
                    "let the person type it (`Read-Host -AsSecureString`), or leave a blank: `<the new password>`",
                );
            }
        }
    }
}

/// The word in front of a secret that is written out.
fn secret(command: &str) -> Option<&'static str> {
    const WORDS: [&str; 7] = [
        "ConvertTo-SecureString",
        "-NewPassword",
        "--password",
        "client_secret=",
        "\"password\":",
        "-String",
        "Password =",
    ];
    WORDS.into_iter().find(|word| {
        command.match_indices(word).any(|(at, _)| {
            let rest = command.get(at + word.len()..).unwrap_or_default().trim_start_matches([' ', ':']);
            let value = rest.strip_prefix(['"', '\'']).unwrap_or(rest);
            let length =
                value.chars().take_while(|c| !c.is_whitespace() && !matches!(c, '"' | '\'' | '&' | ',')).count();
            // A variable, a blank to fill in, an option or a call is no secret.
            length >= 6 && value.starts_with(|c: char| c.is_alphanumeric())
        })
    })
}
