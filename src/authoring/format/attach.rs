//! Which comment belongs to what, so that both move together.

use std::ops::Range;

use crate::load::{Piece, PieceForm, Written, WrittenDocument, dash_before};

/// A document with its comments in their places.
pub(super) struct Document<'a> {
    /// Whether it starts with `---`.
    pub marked: bool,
    /// The comment on the line of the `---`.
    pub aside: Option<Range<usize>>,
    /// The comments above the first key.
    pub head: Vec<Remark>,
    /// Whether an empty line follows those.
    pub blank: bool,
    /// What it holds.
    pub root: Option<Value<'a>>,
    /// The comments below everything else.
    pub tail: Vec<Remark>,
}

/// A comment on a line of its own.
pub(super) struct Remark {
    /// Whether an empty line stands above it.
    pub blank: bool,
    /// The comment.
    pub text: Range<usize>,
}

/// A list or a map in block style.
pub(super) struct Block<'a> {
    pub entries: Vec<Entry<'a>>,
    /// The comments at its end.
    pub tail: Vec<Remark>,
}

/// An item of a list, or a key and its value.
pub(super) struct Entry<'a> {
    /// The comments above it.
    pub before: Vec<Remark>,
    /// Whether an empty line stands above it, below its comments.
    pub blank: bool,
    /// The key; an item has none.
    pub key: Option<&'a Piece>,
    /// How far in the key or the dash stands.
    pub column: usize,
    /// The comment at the end of its line, with the space in front.
    pub aside: Option<Range<usize>>,
    pub value: Value<'a>,
}

/// What stands after a key or a dash.
pub(super) enum Value<'a> {
    /// A text, nothing, or something in braces or brackets.
    Plain(&'a Piece),
    /// A list or a map on lines of its own.
    Block(Block<'a>),
}

/// Gives every comment of a file to what it belongs to.
pub(super) fn documents<'a>(text: &'a str, written: &'a Written) -> Vec<Document<'a>> {
    let mut inside = Vec::new();
    for document in &written.documents {
        document.root.iter().for_each(|root| closed(root, &mut inside));
    }
    // What stands inside a text or inside brackets stays there.
    let is_free = |comment: &&Range<usize>| {
        let at = inside.partition_point(|range: &Range<usize>| range.end <= comment.start);
        inside.get(at).is_none_or(|range| comment.start < range.start)
    };
    let comments: Vec<Range<usize>> = written.comments.iter().filter(is_free).cloned().collect();
    let mut attach = Attach { text, all: &written.comments, comments, next: 0, floor: 0 };
    written.documents.iter().map(|document| attach.document(document)).collect()
}

/// The places of everything that is copied whole, in order.
fn closed(piece: &Piece, found: &mut Vec<Range<usize>>) {
    match &piece.form {
        PieceForm::List { flow: false, items } => items.iter().for_each(|item| closed(item, found)),
        PieceForm::Map { flow: false, entries } => entries.iter().for_each(|(key, value)| {
            closed(key, found);
            closed(value, found);
        }),
        _ => found.push(piece.range.clone()),
    }
}

struct Attach<'a> {
    text: &'a str,
    /// Every comment of the file.
    all: &'a [Range<usize>],
    /// Those that can be moved.
    comments: Vec<Range<usize>>,
    /// The first that has not been given away.
    next: usize,
    /// The end of what has been passed.
    floor: usize,
}

impl<'a> Attach<'a> {
    fn document(&mut self, document: &'a WrittenDocument) -> Document<'a> {
        let mut aside = None;
        if let Some(mark) = &document.mark {
            self.floor = mark.end;
            aside = self.on_this_line(mark.end, document.end);
        }
        let start = document.root.as_ref().map_or(document.end, |root| root.range.start);
        let head = self.until(start);
        let blank = self.blank_before(start);
        let root = document.root.as_ref().map(|root| self.value(root, None, document.end));
        let tail = self.until(document.end);
        self.floor = document.end;
        Document { marked: document.mark.is_some(), aside, head, blank, root, tail }
    }

    fn value(&mut self, piece: &'a Piece, around: Option<usize>, limit: usize) -> Value<'a> {
        match &piece.form {
            PieceForm::List { flow: false, items } => {
                let starts: Vec<usize> = items
                    .iter()
                    .map(|item| dash_before(self.text, self.all, item.range.start).unwrap_or(item.range.start))
                    .collect();
                let items = items.iter().map(|item| (None, item));
                self.block(items.collect(), &starts, around, limit)
            }
            PieceForm::Map { flow: false, entries } => {
                let starts: Vec<usize> = entries.iter().map(|(key, _)| key.range.start).collect();
                let entries = entries.iter().map(|(key, value)| (Some(key), value));
                self.block(entries.collect(), &starts, around, limit)
            }
            _ => {
                self.floor = self.floor.max(piece.range.end);
                Value::Plain(piece)
            }
        }
    }

    fn block(
        &mut self,
        parts: Vec<(Option<&'a Piece>, &'a Piece)>,
        starts: &[usize],
        around: Option<usize>,
        limit: usize,
    ) -> Value<'a> {
        let mut entries = Vec::with_capacity(parts.len());
        for (n, (key, value)) in parts.into_iter().enumerate() {
            let start = starts.get(n).copied().unwrap_or(value.range.start);
            let limit = starts.get(n + 1).copied().unwrap_or(limit);
            entries.push(self.entry(key, value, start, limit));
        }
        let mut tail = Vec::new();
        while let Some(comment) = self.comments.get(self.next).filter(|comment| comment.start < limit).cloned() {
            // A comment less deep than this block belongs to what is around it.
            if around.is_some_and(|around| self.column(comment.start) <= around) {
                break;
            }
            tail.push(self.remark(&comment));
        }
        Value::Block(Block { entries, tail })
    }

    fn entry(&mut self, key: Option<&'a Piece>, value: &'a Piece, start: usize, limit: usize) -> Entry<'a> {
        let before = self.until(start);
        let blank = self.blank_before(start);
        let column = self.column(start);
        self.floor = key.map_or(start + 1, |key| key.range.end);
        let opens = matches!(&value.form, PieceForm::List { flow: false, .. } | PieceForm::Map { flow: false, .. });
        let mut aside = None;
        if opens {
            aside = self.on_this_line(self.floor, value.range.start);
        }
        let at = value.range.end.max(self.floor);
        let value = self.value(value, Some(column), limit);
        if !opens {
            aside = self.on_this_line(at, limit);
        }
        Entry { before, blank, key, column, aside, value }
    }

    /// The comments up to a place.
    fn until(&mut self, limit: usize) -> Vec<Remark> {
        let mut remarks = Vec::new();
        while let Some(comment) = self.comments.get(self.next).filter(|comment| comment.start < limit).cloned() {
            remarks.push(self.remark(&comment));
        }
        remarks
    }

    fn remark(&mut self, comment: &Range<usize>) -> Remark {
        let blank = self.blank_before(comment.start);
        self.next += 1;
        self.floor = comment.end;
        Remark { blank, text: comment.clone() }
    }

    /// The next comment, if it stands on the line that `from` is on, with the space in front of it.
    fn on_this_line(&mut self, from: usize, limit: usize) -> Option<Range<usize>> {
        let comment = self.comments.get(self.next).filter(|comment| comment.start < limit)?.clone();
        let between = self.text.get(from.min(comment.start)..comment.start)?;
        if between.contains('\n') {
            return None;
        }
        self.next += 1;
        self.floor = self.floor.max(comment.end);
        let before = self.text.get(..comment.start)?.trim_end_matches(' ').len();
        Some(before..comment.end)
    }

    /// Whether an empty line stands between what has been passed and a place.
    fn blank_before(&self, place: usize) -> bool {
        let between = self.text.get(self.floor.min(place)..place).unwrap_or_default();
        between.bytes().filter(|byte| *byte == b'\n').count() > 1
    }

    fn column(&self, place: usize) -> usize {
        let before = self.text.get(..place).unwrap_or_default();
        before.len() - before.rfind('\n').map_or(0, |line| line + 1)
    }
}
