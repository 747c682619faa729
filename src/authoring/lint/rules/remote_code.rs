//! `remote-code`.

use super::{Findings, Rule, Subject};

/// Code that is downloaded and run at once is run unread.
pub(super) struct RemoteCode;

impl Rule for RemoteCode {
    fn code(&self) -> &'static str {
        "remote-code"
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Findings) {
        const WORDS: [&str; 6] = ["Invoke-Expression", "| iex", "iex (", "DownloadString", "| bash", "| sh"];
        for placed in subject.commands() {
            if let Some(word) = WORDS.iter().find(|word| placed.command.template.contains(**word)) {
                found
                    .at(placed.symbol(), format!("`{word}` runs what was downloaded, unread"))
                    .help("install from the official gallery, or download, look and run in steps of their own");
            }
        }
    }
}
