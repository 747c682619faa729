//! Packs for tests, written as an author would write them.
#![allow(dead_code, reason = "each test takes what it needs")]

use std::sync::Arc;

use cred_doctor::knowledge::{CauseId, FactId, Pack, Value};
use cred_doctor::load::{self, SourceFile};

/// A pack of these files; the test fails with the diagnostics when they do not load.
pub fn pack(files: &[(&str, &str)]) -> Arc<Pack> {
    let sources = files.iter().map(|(path, text)| SourceFile {
        pack: "test".to_owned(),
        path: (*path).to_owned(),
        bytes: text.as_bytes().to_vec(),
    });
    let loaded = load::load(sources.collect());
    let report = loaded.report(false);
    Arc::new(loaded.pack.unwrap_or_else(|| panic!("{report}")))
}

/// A fact that must exist.
pub fn fact(pack: &Pack, name: &str) -> FactId {
    pack.fact_named(name).unwrap_or_else(|| panic!("no fact {name}"))
}

/// A cause that must exist.
pub fn cause(pack: &Pack, name: &str) -> CauseId {
    pack.cause_named(name).unwrap_or_else(|| panic!("no cause {name}"))
}

/// A value as a command line spells it; `unsure` is none.
pub fn value(pack: &Pack, name: &str, text: &str) -> Option<Value> {
    (text != "unsure").then(|| pack.fact(fact(pack, name)).parse(text).unwrap())
}

/// A yes-or-no fact that a person can be asked.
pub fn bool_fact(name: &str, minutes: f64) -> String {
    format!(
        "fact: {name}\ntype: bool\nlabel: {name}\nquestion: Is it so that {name}?\nhelp: Look.\nminutes: {minutes}\n\
         sources: [{{ url: \"https://example.com/{name}\", verified: 2026-11-22 }}]\n"
    )
}

/// A cause with a fix of one step; `more` goes into its `fix:` block, two spaces in.
pub fn cause_document(name: &str, more: &str) -> String {
    let gate = if more.contains("credential:") { "" } else { "  credential: no\n" };
    format!(
        "cause: {name}\ntitle: Title of {name}\nwhy: Because of {name}.\nfix:\n{gate}{more}  who: Somebody\n  minutes: 5\n  \
         steps:\n    - {{ id: only, do: Mend {name}. }}\nverify: {{ question: Does it work?, after: 2 min }}\n\
         escalate: {{ to: Owner of {name}, with: [the time] }}\n\
         sources: [{{ url: \"https://example.com/{name}\", verified: 2026-11-22 }}]\n"
    )
}

/// Documents of one file.
pub fn documents(parts: &[String]) -> String {
    parts.join("---\n")
}
