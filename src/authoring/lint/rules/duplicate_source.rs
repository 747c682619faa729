//! `duplicate-source`.

use std::collections::BTreeMap;

use super::super::evidence::sources;
use super::{Findings, Rule, Subject};
use crate::diagnostic::Symbol;

/// One source named twice counts once.
pub(super) struct DuplicateSource;

impl Rule for DuplicateSource {
    fn code(&self) -> &'static str {
        "duplicate-source"
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Findings) {
        for (item, sources) in sources(subject.pack()).filter(|(_, sources)| sources.len() > 1) {
            let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
            for (place, source) in sources.iter().enumerate() {
                let first = *seen.entry(&source.url).or_insert(place);
                if first != place {
                    let at = |n: usize| Symbol::field(item.clone(), format!("sources/{n}/url"));
                    let told = found.at(at(place), "this source is named already");
                    told.help("remove one of them").relate(at(first), "first here");
                }
            }
        }
    }
}
