//! `old-name`.

use super::super::lexicon::{Lexicon, has_word};
use super::super::wording::Role;
use super::{Findings, Rule, Subject};
use crate::diagnostic::Mend;

/// People look for what they read; an old name is on no screen any more.
pub(super) struct OldName;

impl Rule for OldName {
    fn code(&self) -> &'static str {
        "old-name"
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Findings) {
        let names: Vec<(&String, &String)> =
            subject.parts().names.iter().flat_map(|name| name.old.iter().map(move |old| (old, &name.name))).collect();
        let old_names = Lexicon::new(names.iter().map(|(old, _)| old.as_str()));
        let texts = subject.wordings().iter().filter(|wording| wording.role != Role::Changed);
        for wording in texts.filter(|wording| old_names.find(wording.text).is_some()) {
            // A name of today may contain an old one: `Azure AD Sync` is what the service is called.
            let today = subject.parts().names.iter().map(|name| name.name.as_str());
            let text = today.fold(wording.text.to_owned(), |text, name| text.replace(name, ""));
            let hits = names.iter().filter(|(old, _)| has_word(&text, old));
            if let Some((old, new)) = hits.max_by_key(|(old, _)| old.len()) {
                let mend = Mend::Replace { place: wording.symbol().into(), old: (*old).clone(), new: (*new).clone() };
                found
                    .at(wording.symbol(), format!("`{old}` is called `{new}` today"))
                    .help("old names belong into `phrases`, where callers find them, and into `changed`")
                    .mend(mend);
            }
        }
    }
}
