//! `credential-without-gate`.

use super::super::commands::credential;
use super::{Findings, Rule, Subject};
use crate::knowledge::CALLER_VERIFIED;

/// Whoever has a credential changed on the phone must be known first.
pub(super) struct CredentialWithoutGate;

impl Rule for CredentialWithoutGate {
    fn code(&self) -> &'static str {
        "credential-without-gate"
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Findings) {
        let gate = subject.pack().fact_named(CALLER_VERIFIED);
        for placed in subject.commands() {
            let fix = &placed.cause.fix;
            let is_guarded = fix.credential || gate.is_some_and(|gate| fix.gates.contains(&gate));
            if let Some(what) = credential(placed.command).filter(|_| !is_guarded) {
                found
                    .at(placed.symbol(), format!("`{what}` changes a credential, and the fix says `credential: no`"))
                    .help("write `credential: yes`: the caller is verified before the fix is shown");
            }
        }
    }
}
