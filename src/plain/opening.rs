//! Choosing a symptom by the words of the caller.

use super::page::Page;
use crate::diagnosis::words;
use crate::knowledge::{CauseId, CodeId, Pack, TreeId};
use crate::search::{Found, Index, Match};
use crate::texts::{Texts, plain as say};

/// How many matches are listed: more would be read out loud for nothing.
const LISTED: usize = 9;

/// What was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Chosen {
    Symptom(TreeId),
    Code(CodeId),
    Cause(CauseId),
}

/// The list on show.
#[derive(Clone, Debug, Default)]
pub(super) struct Opening {
    listed: Vec<Found>,
}

impl Opening {
    /// Asks what is wrong.
    pub fn ask(page: &mut Page, texts: &Texts) {
        page.gap();
        page.text(texts.say(say::WHAT_IS_WRONG));
        page.text(texts.say(say::HOW_TO_ASK));
    }

    /// Takes a number of the list, or searches for words.
    pub fn hear(&mut self, page: &mut Page, texts: &Texts, pack: &Pack, index: &Index, line: &str) -> Option<Chosen> {
        // A number of the list; every other number may be an error code.
        if let Some(found) = line.parse::<usize>().ok().and_then(|number| self.listed.get(number.checked_sub(1)?)) {
            return Some(match *found {
                Found::Symptom(tree) => Chosen::Symptom(tree),
                Found::Code(code) => Chosen::Code(code),
                Found::Cause(cause) => Chosen::Cause(cause),
            });
        }
        let mut matches = index.find(line);
        if !line.is_empty() {
            matches.truncate(LISTED);
        }
        self.listed = matches.iter().map(|found| found.found).collect();
        page.gap();
        if matches.is_empty() {
            page.text(texts.say(say::NOTHING_FOUND));
            return None;
        }
        for (n, found) in matches.iter().enumerate() {
            page.item(&format!("  {}. ", n + 1), &described(texts, pack, found));
        }
        page.text(texts.say(say::OPEN_TICKET));
        None
    }
}

/// A match in one line: what it is, and which words led to it.
fn described(texts: &Texts, pack: &Pack, found: &Match) -> String {
    let title = match found.found {
        Found::Symptom(_) => found.title.clone(),
        Found::Code(code) => texts.fill(say::KIND_CODE, &[("name", &pack.code(code).name), ("title", &found.title)]),
        Found::Cause(_) => texts.fill(say::KIND_CAUSE, &[("title", &found.title)]),
    };
    if found.matched.is_empty() {
        return title;
    }
    let why = texts.fill(say::MATCHES, &[("words", &found.matched.join(", "))]);
    texts.fill(say::FOUND, &[("title", &title), ("why", &why)])
}

/// What a code means and what it proves.
pub(super) fn explain_code(page: &mut Page, texts: &Texts, pack: &Pack, code: CodeId) {
    let code = pack.code(code);
    page.gap();
    page.text(&texts.fill(say::CODE_SAYS, &[("name", &code.name), ("meaning", &code.meaning)]));
    if !code.sets.is_empty() {
        let proved = code
            .sets
            .iter()
            .map(|(fact, value)| format!("{}: {}", pack.fact(*fact).label, words::label(pack, *fact, value)));
        let facts = proved.collect::<Vec<_>>().join("; ");
        page.text(&texts.fill(say::CODE_PROVES, &[("facts", &facts)]));
    }
}
