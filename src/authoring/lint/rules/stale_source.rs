//! `stale-source`.

use super::{Findings, Rule, Subject};

/// Products change; what was true when somebody last looked may not be.
pub(super) struct StaleSource;

impl Rule for StaleSource {
    fn code(&self) -> &'static str {
        "stale-source"
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Findings) {
        for aged in subject.untimely_sources() {
            if aged.days > subject.calendar().stale_after {
                let message = format!("nobody has looked here for {} days", aged.days);
                let told = found.at(aged.symbol(), message);
                told.help(format!("read {} again, mend what changed, and write today's date", aged.source.url));
            }
        }
    }
}
