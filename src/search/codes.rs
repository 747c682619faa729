//! Error codes in text that was pasted from wherever the caller saw them.

use std::collections::HashMap;

use crate::knowledge::{CodeId, Pack};

/// A number of this many digits is a code by itself; a shorter one needs a word such as `event` before it.
const TELLING_DIGITS: usize = 5;

/// Words that announce a number as a code.
const ANNOUNCING: &[&str] = &["event", "eventid", "id", "code", "error", "fehler", "erreur", "hr", "hresult", "status"];

/// How many characters of an unfinished code must be typed before it is completed.
const LEAST_PREFIX: usize = 4;

/// The codes of a pack by every way they are written.
#[derive(Clone, Debug, Default)]
pub(super) struct Codes {
    /// By letters and digits alone: `sspr0029`.
    by_name: HashMap<String, Vec<CodeId>>,
    /// By the number at the end alone: `50126`.
    by_number: HashMap<String, Vec<CodeId>>,
    /// The names, sorted, for completion.
    names: Vec<(String, CodeId)>,
}

/// A code found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mention {
    pub code: CodeId,
    /// As it stands in the text.
    pub said: String,
}

/// A run of letters and digits, and where it stands.
struct Run<'a> {
    text: &'a str,
    start: usize,
    end: usize,
}

impl Codes {
    pub(super) fn new(pack: &Pack) -> Self {
        let mut codes = Self::default();
        for (n, code) in pack.parts().codes.iter().enumerate() {
            let id = CodeId::from(n);
            for name in code.aliases.iter().chain([&code.name]) {
                let key = bare(name);
                codes.names.push((key.clone(), id));
                note(&mut codes.by_name, key, id);
                if let Some(number) = number_at_end(name) {
                    note(&mut codes.by_number, number, id);
                }
            }
        }
        codes.names.sort();
        codes
    }

    /// The codes that a text mentions, in its order, each once.
    pub(super) fn mentioned(&self, text: &str) -> Vec<Mention> {
        let runs = runs(text);
        let mut found: Vec<Mention> = Vec::new();
        let mut place = 0;
        while place < runs.len() {
            let taken = self.at(text, &runs, place, &mut found);
            place += taken.max(1);
        }
        found
    }

    /// Looks for a code that begins at a run; gives how many runs it takes up.
    fn at(&self, text: &str, runs: &[Run<'_>], place: usize, found: &mut Vec<Mention>) -> usize {
        // `SSPR_0029` and `SSPR 0029` are two runs, `hr=8023-1367` is three: the longest that is a code counts.
        for length in (1..=3).rev() {
            let Some(group) = runs.get(place..place + length) else { continue };
            let (Some(first), Some(last)) = (group.first(), group.last()) else { continue };
            if group.windows(2).any(|pair| matches!(pair, [a, b] if b.start - a.end > 1)) {
                continue;
            }
            let key: String = group.iter().flat_map(|run| run.text.chars()).flat_map(char::to_lowercase).collect();
            let codes = self.by_name.get(&key).filter(|_| length > 1 || telling(runs, place, &key));
            let codes = codes.or_else(|| (length == 1).then(|| self.numbered(runs, place, &key)).flatten());
            if let Some(codes) = codes {
                let said = text.get(first.start..last.end).unwrap_or_default();
                for code in codes {
                    if !found.iter().any(|mention| mention.code == *code) {
                        found.push(Mention { code: *code, said: said.to_owned() });
                    }
                }
                return length;
            }
        }
        1
    }

    fn numbered(&self, runs: &[Run<'_>], place: usize, key: &str) -> Option<&Vec<CodeId>> {
        let number = key.strip_prefix("0x").unwrap_or(key);
        self.by_number.get(number).filter(|_| telling(runs, place, number))
    }

    /// The codes whose name begins with what has been typed so far.
    pub(super) fn beginning(&self, typed: &str) -> Vec<CodeId> {
        let typed = bare(typed);
        if typed.chars().count() < LEAST_PREFIX || !typed.bytes().any(|byte| byte.is_ascii_digit()) {
            return Vec::new();
        }
        let start = self.names.partition_point(|(name, _)| *name < typed);
        let mut codes = Vec::new();
        for (_, code) in self.names.iter().skip(start).take_while(|(name, _)| name.starts_with(&typed)) {
            if !codes.contains(code) {
                codes.push(*code);
            }
        }
        codes
    }
}

fn note(codes: &mut HashMap<String, Vec<CodeId>>, key: String, id: CodeId) {
    let known = codes.entry(key).or_default();
    if !known.contains(&id) {
        known.push(id);
    }
}

/// Whether a bare number can be taken for a code: it is long, or something announces it.
fn telling(runs: &[Run<'_>], place: usize, key: &str) -> bool {
    if key.bytes().any(|byte| byte.is_ascii_alphabetic()) || key.len() >= TELLING_DIGITS {
        return true;
    }
    let before = place.checked_sub(1).and_then(|before| runs.get(before));
    before.is_some_and(|run| ANNOUNCING.contains(&run.text.to_ascii_lowercase().as_str()))
}

/// The last part of a code's name if it is mostly digits: `hr=80231367` is also known by its number.
fn number_at_end(name: &str) -> Option<String> {
    let start = name.rfind(|c: char| !c.is_ascii_hexdigit()).map_or(0, |end| end + 1);
    let last = name.get(start..)?;
    // In `AADSTS50126` the letters before the number may be hexadecimal digits too.
    let number = if last.len() == 8 { last } else { last.trim_start_matches(|c: char| !c.is_ascii_digit()) };
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    (digits >= 3 && digits * 2 > number.len()).then(|| number.to_ascii_lowercase())
}

fn bare(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn runs(text: &str) -> Vec<Run<'_>> {
    let mut runs = Vec::new();
    let mut start = None;
    for (place, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (start, c.is_alphanumeric()) {
            (None, true) => start = Some(place),
            (Some(begin), false) => {
                runs.extend(text.get(begin..place).map(|run| Run { text: run, start: begin, end: place }));
                start = None;
            }
            _ => {}
        }
    }
    runs
}
