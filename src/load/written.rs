//! A file as it is written: where each text, list, map and comment stands, and nothing about what it means.
//!
//! For whoever moves text around without changing what it says.

use std::ops::Range;

use granit_parser::{Event, Options, Parser, ScalarStyle};

use super::yaml::Limits;

/// A document, from its start to the next one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenDocument {
    /// The `---` in front, where there is one.
    pub mark: Option<Range<usize>>,
    /// What it holds.
    pub root: Option<Piece>,
    /// Where it ends: at the next `---` or at the end of the file.
    pub end: usize,
}

/// A piece of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Where it stands. In block style, from the first key or dash to the end of the last value.
    pub range: Range<usize>,
    /// What it is.
    pub form: PieceForm,
}

/// What a piece is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PieceForm {
    /// Nothing is written.
    Nothing,
    /// A text.
    Text {
        /// What it reads as.
        value: String,
        /// Whether it is a block, with `|` or `>`, which is part of its place.
        block: bool,
    },
    /// A list.
    List {
        /// Whether it is written in brackets.
        flow: bool,
        /// Its items.
        items: Vec<Piece>,
    },
    /// A map.
    Map {
        /// Whether it is written in braces.
        flow: bool,
        /// Its keys and values.
        entries: Vec<(Piece, Piece)>,
    },
}

/// A file as it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Its documents.
    pub documents: Vec<WrittenDocument>,
    /// Its comments, `#` included, in order.
    pub comments: Vec<Range<usize>>,
}

/// Why a file cannot be taken apart: how many bytes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the file has an error at byte {at}, or something that packs do not use")]
pub struct NotWritten {
    /// Where.
    pub at: usize,
}

/// Takes a file apart. Line ends are `\n`, and there is no mark of byte order.
///
/// # Errors
/// When it is not YAML, or uses anchors, aliases or tags, which packs do not.
pub fn written(text: &str) -> Result<Written, NotWritten> {
    let mut options = Options::default();
    options.disallow_directives = true;
    options.set_emit_comments(true);
    options.flow_nesting_limit = Limits::default().depth;
    options.block_nesting_limit = Limits::default().depth;
    let mut parser = Parser::new_from_str_with_options(text, options);
    let mut builder = Builder { text, written: Written::default(), open: Vec::new(), seen: 0 };
    while let Some(event) = parser.next_event() {
        let (event, span) = event.map_err(|error| NotWritten { at: error.marker().byte_offset().unwrap_or(0) })?;
        let range = span.byte_range().unwrap_or(0..0);
        if event.anchor_id().is_some() || event.tag().is_some() {
            return Err(NotWritten { at: range.start });
        }
        builder.event(event, range)?;
    }
    if builder.written.documents.is_empty() && !builder.written.comments.is_empty() {
        // Comments alone are a document too.
        builder.written.documents.push(WrittenDocument { mark: None, root: None, end: text.len() });
    }
    builder.written.comments.sort_by_key(|range| range.start);
    Ok(builder.written)
}

enum Open {
    List { flow: bool, start: usize, items: Vec<Piece> },
    Map { flow: bool, start: usize, key: Option<Piece>, entries: Vec<(Piece, Piece)> },
}

struct Builder<'a> {
    text: &'a str,
    written: Written,
    open: Vec<Open>,
    /// The end of what has been read.
    seen: usize,
}

impl Builder<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) -> Result<(), NotWritten> {
        let flow = self.text.get(range.clone()).is_some_and(|text| text.starts_with(['[', '{']));
        let mut seen = range.end;
        match event {
            Event::DocumentStart(explicit, _) => {
                if let Some(last) = self.written.documents.last_mut() {
                    last.end = range.start;
                }
                let mark = explicit.then_some(range);
                self.written.documents.push(WrittenDocument { mark, root: None, end: self.text.len() });
            }
            Event::Comment(..) => self.written.comments.push(range),
            Event::SequenceStart(..) => {
                self.open.push(Open::List { flow, start: range.start, items: Vec::new() });
            }
            Event::MappingStart(..) => {
                self.open.push(Open::Map { flow, start: range.start, key: None, entries: Vec::new() });
            }
            Event::SequenceEnd | Event::MappingEnd => return self.leave(range),
            Event::Scalar(value, style, ..) => {
                let piece = self.scalar(value.into_owned(), style, range)?;
                seen = piece.range.end;
                self.place(piece);
            }
            Event::Alias(_) | Event::UnresolvedAlias(_) => return Err(NotWritten { at: range.start }),
            _ => {}
        }
        self.seen = self.seen.max(seen);
        Ok(())
    }

    fn scalar(&self, value: String, style: ScalarStyle, range: Range<usize>) -> Result<Piece, NotWritten> {
        let block = matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
        if range.is_empty() && style == ScalarStyle::Plain {
            return Ok(Piece { range, form: PieceForm::Nothing });
        }
        let range = if block { self.with_header(&range)? } else { range };
        Ok(Piece { range, form: PieceForm::Text { value, block } })
    }

    /// The place of a block of text, from its `|` or `>` to the end of its last line.
    fn with_header(&self, content: &Range<usize>) -> Result<Range<usize>, NotWritten> {
        let wrong = NotWritten { at: content.start };
        let between = self.text.get(self.seen..content.start.max(self.seen)).ok_or(wrong)?;
        let start = self.seen + between.find(['|', '>']).ok_or(wrong)?;
        let text = self.text.get(start..content.end.max(content.start)).ok_or(wrong)?;
        let header = text.lines().next().unwrap_or_default().split('#').next().unwrap_or_default();
        let kept = if header.contains('+') { text.strip_suffix('\n').unwrap_or(text) } else { text.trim_end() };
        Ok(start..start + kept.len())
    }

    fn leave(&mut self, range: Range<usize>) -> Result<(), NotWritten> {
        let wrong = NotWritten { at: range.start };
        let end = |last: Option<usize>, start: usize| last.unwrap_or(start);
        let piece = match self.open.pop().ok_or(wrong)? {
            Open::List { flow: true, start, items } => {
                Piece { range: start..range.end, form: PieceForm::List { flow: true, items } }
            }
            Open::Map { flow: true, start, entries, .. } => {
                Piece { range: start..range.end, form: PieceForm::Map { flow: true, entries } }
            }
            Open::List { start, items, .. } => {
                let start = self.dash_before(items.first().map_or(start, |item| item.range.start)).ok_or(wrong)?;
                let end = end(items.last().map(|item| item.range.end), start).max(start);
                Piece { range: start..end, form: PieceForm::List { flow: false, items } }
            }
            Open::Map { start, entries, .. } => {
                let start = entries.first().map_or(start, |(key, _)| key.range.start);
                let end = end(entries.last().map(|(key, value)| value.range.end.max(key.range.end)), start);
                Piece { range: start..end, form: PieceForm::Map { flow: false, entries } }
            }
        };
        self.seen = self.seen.max(range.end);
        self.place(piece);
        Ok(())
    }

    /// Where the dash of a list item stands that holds what starts at `content`.
    fn dash_before(&self, content: usize) -> Option<usize> {
        dash_before(self.text, &self.written.comments, content)
    }

    fn place(&mut self, piece: Piece) {
        match self.open.last_mut() {
            None => {
                if let Some(document) = self.written.documents.last_mut() {
                    document.root = (piece.form != PieceForm::Nothing).then_some(piece);
                }
            }
            Some(Open::List { items, .. }) => items.push(piece),
            Some(Open::Map { key, entries, .. }) => match key.take() {
                None => *key = Some(piece),
                Some(key) => entries.push((key, piece)),
            },
        }
    }
}

/// Where the dash of a list item stands that holds what starts at `content`; comments may stand between.
pub fn dash_before(text: &str, comments: &[Range<usize>], content: usize) -> Option<usize> {
    let mut before = text.get(..content)?.trim_end();
    while let Some(comment) = comments.iter().rev().find(|comment| comment.end == before.len()) {
        before = text.get(..comment.start)?.trim_end();
    }
    before.ends_with('-').then(|| before.len() - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# head\nfact: x # aside\nwhy: | # why\n  one\n\n  two\n\nlist:\n- - a\n  - {b: c}\n-\n  # in\n  d:\n---\ne: f\n";

    fn slices(piece: &Piece, found: &mut Vec<String>) {
        found.push(TEXT[piece.range.clone()].to_owned());
        match &piece.form {
            PieceForm::Nothing | PieceForm::Text { .. } => {}
            PieceForm::List { items, .. } => items.iter().for_each(|item| slices(item, found)),
            PieceForm::Map { entries, .. } => entries.iter().for_each(|(key, value)| {
                slices(key, found);
                slices(value, found);
            }),
        }
    }

    #[test]
    fn every_piece_is_found_where_it_stands() {
        let written = written(TEXT).unwrap();
        let comments: Vec<&str> = written.comments.iter().map(|range| &TEXT[range.clone()]).collect();
        assert_eq!(comments, ["# head", "# aside", "# why", "# in"]);
        let mut found = Vec::new();
        slices(written.documents[0].root.as_ref().unwrap(), &mut found);
        found.remove(0);
        assert_eq!(
            found,
            [
                "fact",
                "x",
                "why",
                "| # why\n  one\n\n  two",
                "list",
                "- - a\n  - {b: c}\n-\n  # in\n  d",
                "- a\n  - {b: c}",
                "a",
                "{b: c}",
                "b",
                "c",
                "d",
                "d",
                ""
            ]
        );
        assert_eq!(written.documents[1].mark.clone().map(|mark| &TEXT[mark]), Some("---"));
    }

    #[test]
    fn what_packs_do_not_use_is_not_taken_apart() {
        for text in ["a: &x b", "a: *x", "a: !t b", "a: [", "%YAML 1.2\n---\na: b"] {
            assert!(written(text).is_err(), "{text}");
        }
    }
}
