//! `future-source`.

use super::{Findings, Rule, Subject};

/// A day that has not come is a slip of the pen.
pub(super) struct FutureSource;

impl Rule for FutureSource {
    fn code(&self) -> &'static str {
        "future-source"
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Findings) {
        for (symbol, source, age) in subject.aged_sources() {
            if age < 0 {
                let message = format!("{} has not come yet", source.verified);
                found.at(symbol, message).help("write the day somebody looked");
            }
        }
    }
}
