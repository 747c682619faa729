//! The text of the files that diagnostics point into.

use super::FileId;

/// The files that were read, with their text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sources {
    files: Vec<File>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct File {
    name: String,
    text: String,
    /// Where each line starts.
    lines: Box<[u32]>,
}

/// A line of a file, and a place in it.
pub(super) struct Line<'a> {
    /// Its number, from 1.
    pub number: usize,
    /// Its text, without the line break.
    pub text: &'a str,
    /// The place, in bytes from the start of the line.
    pub offset: usize,
}

impl Sources {
    /// Adds a file under the name to print.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> FileId {
        let text = text.into();
        // A byte order mark is not part of the first line: columns would be one off.
        let first = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let starts = std::iter::once(first).chain(text.match_indices('\n').map(|(at, _)| at + 1));
        let lines = starts.map_while(|start| u32::try_from(start).ok()).collect();
        self.files.push(File { name: name.into(), text, lines });
        FileId(u32::try_from(self.files.len() - 1).unwrap_or(u32::MAX))
    }

    /// The name of a file.
    pub fn name(&self, file: FileId) -> &str {
        self.files.get(file.0 as usize).map_or("?", |file| &file.name)
    }

    /// The text of a file.
    pub fn text(&self, file: FileId) -> &str {
        self.files.get(file.0 as usize).map_or("", |file| &file.text)
    }

    /// The line and the column, both from 1, of a byte of a file. Columns count characters.
    pub fn line_and_column(&self, file: FileId, byte: u32) -> (usize, usize) {
        let line = self.line(file, byte);
        (line.number, line.text[..line.offset].chars().count() + 1)
    }

    pub(super) fn line(&self, file: FileId, byte: u32) -> Line<'_> {
        let Some(file) = self.files.get(file.0 as usize) else {
            return Line { number: 1, text: "", offset: 0 };
        };
        let byte = (byte as usize).min(file.text.len());
        let index = file.lines.partition_point(|start| *start as usize <= byte).saturating_sub(1);
        let start = file.lines.get(index).map_or(0, |start| *start as usize);
        let end = file.lines.get(index + 1).map_or(file.text.len(), |next| *next as usize - 1);
        let text = file.text.get(start..end).unwrap_or("");
        let text = text.strip_suffix('\r').unwrap_or(text);
        let mut offset = byte.saturating_sub(start).min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        Line { number: index + 1, text, offset }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_skip_a_byte_order_mark() {
        let mut sources = Sources::default();
        let file = sources.add("a.yaml", "\u{feff}é: 1\r\nb: 2\n");
        assert_eq!(sources.line_and_column(file, 3), (1, 1));
        assert_eq!(sources.line_and_column(file, 5), (1, 2));
        assert_eq!(sources.line_and_column(file, 10), (2, 1));
        assert_eq!(sources.line_and_column(file, 9000), (3, 1));
    }
}
