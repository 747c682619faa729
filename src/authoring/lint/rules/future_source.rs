//! `future-source`.

use super::{Findings, Rule, Subject};

/// A day that has not come is a slip of the pen.
pub(super) struct FutureSource;

impl Rule for FutureSource {
    fn code(&self) -> &'static str {
        "future-source"
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Findings) {
        for aged in subject.untimely_sources() {
            if aged.days < 0 {
                let message = format!("{} has not come yet", aged.source.verified);
                found.at(aged.symbol(), message).help("write the day somebody looked");
            }
        }
    }
}
