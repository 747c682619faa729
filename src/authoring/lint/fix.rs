//! Makes the changes that certainly mend something, in the text itself: everything else stays byte for byte.

use std::collections::BTreeSet;

use super::find::{Calendar, lint};
use crate::diagnostic::{Diagnostic, FileId, Mend, Place, Severity, Sources, code_named};
use crate::load::{Loaded, SourceFile, load};

/// How often the files are read again: a change can make room for another.
const ROUNDS: usize = 20;

/// What was changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changed {
    /// The files that are different now.
    pub files: Vec<SourceFile>,
    /// The code of each change, and the file it was made in.
    pub mended: Vec<(&'static str, String)>,
}

/// Makes every change that mends something and harms nothing. Files that are not YAML are not touched.
pub fn fix(files: &[SourceFile], calendar: Calendar) -> Changed {
    let mut now: Vec<SourceFile> = files.to_vec();
    let mut mended = Vec::new();
    for _ in 0..ROUNDS {
        let (loaded, found) = look(&now, calendar);
        let edits = edits(&found, &loaded);
        let mut changed = false;
        let mut before = Worth::of(&found);
        // All at once where that is good, or else each for itself.
        if let Some(better) = try_edits(&now, &edits, &loaded, before, calendar) {
            mended.extend(edits.iter().map(|edit| (edit.code, loaded.sources.name(edit.file).to_owned())));
            now = better;
            changed = true;
        } else {
            for edit in &edits {
                if let Some(better) = try_edits(&now, std::slice::from_ref(edit), &loaded, before, calendar) {
                    mended.push((edit.code, loaded.sources.name(edit.file).to_owned()));
                    before = Worth::of(&look(&better, calendar).1);
                    now = better;
                    changed = true;
                    // The places of the others are those of the old text.
                    break;
                }
            }
        }
        if !changed {
            break;
        }
    }
    let files = now.into_iter().filter(|file| !files.contains(file)).collect();
    Changed { files, mended }
}

fn look(files: &[SourceFile], calendar: Calendar) -> (Loaded, Vec<Diagnostic>) {
    let loaded = load(files.to_vec());
    let found = lint(&loaded, calendar);
    (loaded, found)
}

/// How good a state of the files is: fewer errors first, then fewer findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Worth {
    errors: usize,
    findings: usize,
}

impl Worth {
    fn of(found: &[Diagnostic]) -> Self {
        let errors = found.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count();
        Self { errors, findings: found.len() }
    }
}

fn try_edits(
    files: &[SourceFile],
    edits: &[Edit],
    loaded: &Loaded,
    before: Worth,
    calendar: Calendar,
) -> Option<Vec<SourceFile>> {
    if edits.is_empty() {
        return None;
    }
    let mut changed = files.to_vec();
    for file in &mut changed {
        let name = file.name();
        let mut own: Vec<&Edit> = edits.iter().filter(|edit| loaded.sources.name(edit.file) == name).collect();
        own.sort_by_key(|edit| std::cmp::Reverse(edit.start));
        for edit in own {
            file.bytes.get(edit.start..edit.end)?;
            file.bytes.splice(edit.start..edit.end, edit.new.bytes());
        }
    }
    let after = Worth::of(&look(&changed, calendar).1);
    (after < before).then_some(changed)
}

/// A range of bytes and what stands there instead.
struct Edit {
    code: &'static str,
    file: FileId,
    start: usize,
    end: usize,
    new: String,
}

/// The edits of all findings that have one, without those that overlap an earlier one.
fn edits(found: &[Diagnostic], loaded: &Loaded) -> Vec<Edit> {
    let unreadable: BTreeSet<FileId> = found
        .iter()
        .filter(|diagnostic| code_named(diagnostic.code).is_some_and(|code| code.number.starts_with("CD01")))
        .filter_map(|diagnostic| loaded.places.resolve(&diagnostic.place))
        .map(|site| site.file)
        .collect();
    let mut edits: Vec<Edit> = found.iter().filter_map(|diagnostic| edit(diagnostic, loaded)).collect();
    edits.retain(|edit| !unreadable.contains(&edit.file));
    edits.sort_by_key(|edit| (edit.file, edit.start));
    let mut last: Option<(FileId, usize)> = None;
    edits.retain(|edit| {
        let is_free = last.is_none_or(|(file, end)| file != edit.file || end < edit.start);
        if is_free {
            last = Some((edit.file, edit.end));
        }
        is_free
    });
    edits
}

fn edit(diagnostic: &Diagnostic, loaded: &Loaded) -> Option<Edit> {
    let mend = diagnostic.mend.as_ref()?;
    let place: &Place = match mend {
        Mend::Replace { place, .. } | Mend::RemoveEntry { place } | Mend::InsertEntry { place, .. } => place,
    };
    let site = loaded.places.resolve(place)?;
    let (text, span) = span(&loaded.sources, site.file, site.span.start, site.span.end)?;
    let (start, end, new) = match mend {
        Mend::Replace { old, new, .. } => {
            let (from, to, new) = replace(text.get(span.0..span.1)?, old, new)?;
            (span.0 + from, span.0 + to, new)
        }
        Mend::RemoveEntry { .. } => {
            let (start, end) = entry(text, span)?;
            (start, end, String::new())
        }
        Mend::InsertEntry { before, entry, .. } => {
            let (at, new) = in_front(text, span.0, before, entry)?;
            (at, at, new)
        }
    };
    Some(Edit { code: diagnostic.code, file: site.file, start, end, new })
}

fn span(sources: &Sources, file: FileId, start: u32, end: u32) -> Option<(&str, (usize, usize))> {
    let text = sources.text(file);
    let span = (start as usize, end as usize);
    text.get(span.0..span.1).map(|_| (text, span))
}

/// From the first to the last place where a text stands and is not a part of a longer word: that range, and what it says
/// with the new text in all of them.
fn replace(text: &str, old: &str, new: &str) -> Option<(usize, usize, String)> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let inside = |edge: Option<char>, beyond: Option<char>| edge.is_some_and(is_word) && beyond.is_some_and(is_word);
    let places: Vec<usize> = text
        .match_indices(old)
        .map(|(at, _)| at)
        .filter(|at| {
            let before = text.get(..*at).and_then(|before| before.chars().next_back());
            let after = text.get(at + old.len()..).and_then(|after| after.chars().next());
            !inside(old.chars().next(), before) && !inside(old.chars().next_back(), after)
        })
        .collect();
    let (first, mut end) = (*places.first()?, *places.first()?);
    let mut said = String::new();
    for at in places {
        said.push_str(text.get(end..at)?);
        said.push_str(new);
        end = at + old.len();
    }
    Some((first, end, said))
}

/// The bytes of an entry of a list: its line, or with a comma its part of a line.
fn entry(text: &str, (start, end): (usize, usize)) -> Option<(usize, usize)> {
    let end = start + text.get(start..end)?.trim_end().len();
    let (before, after) = (text.get(..start)?, text.get(end..)?);
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    let rest = after.find('\n').map_or(after.len(), |at| at + 1);
    if before.get(line..)?.trim() == "-" && after.get(..rest)?.trim().is_empty() {
        return Some((line, end + rest));
    }
    if let Some(rest) = after.strip_prefix(',') {
        return Some((start, end + 1 + (rest.len() - rest.trim_start_matches(' ').len())));
    }
    let before = before.trim_end_matches(' ');
    (before.ends_with(',') && after.starts_with(']')).then(|| (before.len() - 1, end))
}

/// Where a new entry goes in front of the one with this key, and what is written there.
fn in_front(text: &str, value: usize, key: &str, entry: &str) -> Option<(usize, String)> {
    let before = text.get(..value)?.trim_end().strip_suffix(':')?.trim_end_matches(['"', '\'']);
    let at = before.strip_suffix(key)?.len();
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    let indent = text.get(line..at)?;
    if indent.trim().is_empty() {
        return Some((at, format!("{entry}\n{indent}")));
    }
    text.get(..at)?.trim_end().ends_with('{').then(|| (at, format!("{entry}, ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str, word: &str) -> Option<String> {
        let start = text.find(word)?;
        let (start, end) = entry(text, (start, start + word.len()))?;
        Some(format!("{}{}", &text[..start], &text[end..]))
    }

    #[test]
    fn an_entry_goes_with_its_line_or_its_comma() {
        assert_eq!(cut("a:\n  - one\n  - two\n", "one").as_deref(), Some("a:\n  - two\n"));
        assert_eq!(cut("a: [one, two]", "one").as_deref(), Some("a: [two]"));
        assert_eq!(cut("a: [one, two]", "two").as_deref(), Some("a: [one]"));
        assert_eq!(cut("a:\n  - one # why\n", "one"), None);
    }

    #[test]
    fn a_new_entry_takes_the_indentation_of_the_one_behind_it() {
        let block = "choices:\n  some: Some\n";
        assert_eq!(in_front(block, 17, "some", "none: None"), Some((11, "none: None\n  ".to_owned())));
        let flow = "choices: { some: Some }";
        assert_eq!(in_front(flow, 17, "some", "none: None"), Some((11, "none: None, ".to_owned())));
    }

    #[test]
    fn a_part_of_a_word_is_not_replaced() {
        assert_eq!(replace("AADSync and AAD", "AAD", "it"), Some((12, 15, "it".to_owned())));
        assert_eq!(replace("see http://x.org", "http://", "https://"), Some((4, 11, "https://".to_owned())));
        assert_eq!(replace("one AAD, two AAD.", "AAD", "it"), Some((4, 16, "it, two it".to_owned())));
        assert_eq!(replace("AADSync", "AAD", "it"), None);
    }
}
