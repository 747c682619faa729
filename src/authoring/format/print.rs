//! Writes a file anew from pieces of itself.

use std::ops::Range;

use super::attach::{Block, Document, Entry, Remark, Value};
use crate::load::{Piece, PieceForm, Shape, document_of};

/// How much deeper each level stands.
const STEP: usize = 2;

/// The documents in canonical form. None if a text cannot be moved to where it would have to stand.
pub(super) fn documents(text: &str, documents: &[Document<'_>]) -> Option<String> {
    let mut print = Print { text, out: String::with_capacity(text.len()) };
    for (n, document) in documents.iter().enumerate() {
        print.document(document, n == 0)?;
    }
    Some(print.out)
}

struct Print<'a> {
    text: &'a str,
    out: String,
}

impl Print<'_> {
    fn document(&mut self, document: &Document<'_>, first: bool) -> Option<()> {
        // In front of the first document nothing has to be told apart.
        if !first || document.aside.is_some() {
            self.out.push_str("---");
            self.aside(document.aside.as_ref())?;
            self.out.push('\n');
        } else if document.marked && document.root.is_none() {
            self.out.push_str("---\n");
        }
        self.remarks(&document.head, 0, first)?;
        if document.blank && !document.head.is_empty() && document.root.is_some() {
            self.out.push('\n');
        }
        match &document.root {
            Some(Value::Block(block)) => self.block(block, Self::root_shape(block).as_ref(), 0, false)?,
            Some(Value::Plain(piece)) => {
                self.piece(piece, None, 0, 0)?;
                self.out.push('\n');
            }
            None => {}
        }
        self.remarks(&document.tail, 0, document.root.is_none() && document.head.is_empty())
    }

    /// The kind of a document says what its keys are.
    fn root_shape(block: &Block<'_>) -> Option<Shape> {
        let key = block.entries.first()?.key?;
        let document = document_of(value_of(key)?)?;
        Some(Shape::Record(document.record))
    }

    /// Writes a block; `inline` where its first line has begun with a dash.
    fn block(&mut self, block: &Block<'_>, shape: Option<&Shape>, indent: usize, inline: bool) -> Option<()> {
        for (n, entry) in in_order(&block.entries, shape).into_iter().enumerate() {
            let above = entry.before.first().map_or(entry.blank, |first| first.blank);
            if n > 0 && above {
                self.out.push('\n');
            }
            self.remarks(&entry.before, indent, true)?;
            if entry.blank && !entry.before.is_empty() {
                self.out.push('\n');
            }
            if n > 0 || !inline {
                self.indent(indent);
            }
            self.entry(entry, shape, indent)?;
        }
        self.remarks(&block.tail, indent, false)
    }

    fn entry(&mut self, entry: &Entry<'_>, shape: Option<&Shape>, indent: usize) -> Option<()> {
        let inner = if let Some(key) = entry.key {
            self.out.push_str(self.text.get(key.range.clone())?);
            self.out.push(':');
            of_key(shape, value_of(key)?)
        } else {
            self.out.push('-');
            of_item(shape)
        };
        match &entry.value {
            Value::Plain(piece) => {
                if piece.form != PieceForm::Nothing {
                    self.out.push(' ');
                    self.piece(piece, inner, entry.column, indent)?;
                }
                self.aside(entry.aside.as_ref())?;
                self.out.push('\n');
                Some(())
            }
            Value::Block(block) => {
                let first = in_order(&block.entries, inner).into_iter().next();
                let fits = entry.aside.is_none() && first.is_some_and(|first| first.before.is_empty());
                let inline = entry.key.is_none() && fits;
                if inline {
                    self.out.push(' ');
                } else {
                    self.aside(entry.aside.as_ref())?;
                    self.out.push('\n');
                }
                self.block(block, inner, indent + STEP, inline)
            }
        }
    }

    /// Writes a text or something in brackets that stood after a key or dash at `from`, which is now at `to`.
    fn piece(&mut self, piece: &Piece, shape: Option<&Shape>, from: usize, to: usize) -> Option<()> {
        let text = self.text.get(piece.range.clone())?;
        match &piece.form {
            PieceForm::Text { block: true, .. } => {
                let content = text.lines().skip(1).find(|line| !line.trim().is_empty());
                let depth = content.map(|line| line.len() - line.trim_start_matches(' ').len());
                let header = text.lines().next()?.split(" #").next()?;
                // A depth that is written out counts from the key.
                let counted = header.contains(|c: char| c.is_ascii_digit());
                let (from, to) = depth.filter(|_| !counted).map_or((from, to), |depth| (depth, to + STEP));
                self.moved(text, from, to)
            }
            PieceForm::List { .. } | PieceForm::Map { .. } if is_simple(piece, text) => {
                let spaced = self.flow(piece, shape)?;
                self.out.push_str(&spaced);
                Some(())
            }
            _ => self.moved(text, from, to),
        }
    }

    /// A list or map on one line, with canonical spacing.
    fn flow(&self, piece: &Piece, shape: Option<&Shape>) -> Option<String> {
        match &piece.form {
            PieceForm::List { items, .. } => {
                let items = items.iter().map(|item| self.flow(item, of_item(shape))).collect::<Option<Vec<_>>>()?;
                Some(format!("[{}]", items.join(", ")))
            }
            PieceForm::Map { entries, .. } => {
                let mut parts = Vec::with_capacity(entries.len());
                for (key, value) in entries {
                    let name = value_of(key)?;
                    let text =
                        format!("{}: {}", self.text.get(key.range.clone())?, self.flow(value, of_key(shape, name))?);
                    parts.push((place_of(shape, name), text));
                }
                parts.sort_by_key(|(place, _)| *place);
                let parts: Vec<String> = parts.into_iter().map(|(_, text)| text).collect();
                Some(if parts.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", parts.join(", ")) })
            }
            _ => self.text.get(piece.range.clone()).map(str::to_owned),
        }
    }

    /// Copies a text whose further lines move with its key.
    fn moved(&mut self, text: &str, from: usize, to: usize) -> Option<()> {
        for (n, line) in text.split('\n').enumerate() {
            if n == 0 {
                self.out.push_str(line);
                continue;
            }
            self.out.push('\n');
            let blanks = line.len() - line.trim_start_matches(' ').len();
            let is_blank = blanks == line.len();
            if to >= from {
                if !line.is_empty() {
                    self.indent(to - from);
                }
                self.out.push_str(line);
            } else if blanks >= from - to {
                self.out.push_str(line.get(from - to..)?);
            } else if !is_blank {
                return None;
            }
        }
        Some(())
    }

    fn remarks(&mut self, remarks: &[Remark], indent: usize, at_start: bool) -> Option<()> {
        for (n, remark) in remarks.iter().enumerate() {
            if remark.blank && !(n == 0 && at_start) {
                self.out.push('\n');
            }
            self.indent(indent);
            self.out.push_str(self.text.get(remark.text.clone())?);
            self.out.push('\n');
        }
        Some(())
    }

    fn aside(&mut self, aside: Option<&Range<usize>>) -> Option<()> {
        if let Some(aside) = aside {
            self.out.push_str(self.text.get(aside.clone())?);
        }
        Some(())
    }

    fn indent(&mut self, depth: usize) {
        self.out.extend(std::iter::repeat_n(' ', depth));
    }
}

/// The entries in canonical order; keys that are not ours come last, and stay in their order.
fn in_order<'a, 'b>(entries: &'b [Entry<'a>], shape: Option<&Shape>) -> Vec<&'b Entry<'a>> {
    let mut ordered: Vec<&Entry<'_>> = entries.iter().collect();
    ordered.sort_by_key(|entry| entry.key.and_then(value_of).map(|key| place_of(shape, key)));
    ordered
}

fn place_of(shape: Option<&Shape>, key: &str) -> usize {
    let Some(Shape::Record(record)) = map_shape(shape) else { return usize::MAX };
    record.fields.iter().position(|field| field.key == key).unwrap_or(usize::MAX)
}

fn of_key<'a>(shape: Option<&'a Shape>, key: &str) -> Option<&'a Shape> {
    match map_shape(shape)? {
        Shape::Record(record) => record.fields.iter().find(|field| field.key == key).map(|field| &field.shape),
        Shape::Pairs(inner) => Some(inner),
        _ => None,
    }
}

fn of_item(shape: Option<&Shape>) -> Option<&Shape> {
    match shape? {
        Shape::List(inner) | Shape::OneOrMany(inner) => Some(inner),
        _ => None,
    }
}

/// The shape of a map that stands alone where a list of maps could.
fn map_shape(shape: Option<&Shape>) -> Option<&Shape> {
    match shape? {
        Shape::OneOrMany(inner) => Some(inner),
        other => Some(other),
    }
}

fn value_of(key: &Piece) -> Option<&str> {
    match &key.form {
        PieceForm::Text { value, .. } => Some(value),
        _ => None,
    }
}

/// Whether something in brackets is on one line and without surprises.
fn is_simple(piece: &Piece, text: &str) -> bool {
    fn is_whole(piece: &Piece) -> bool {
        match &piece.form {
            PieceForm::Nothing => false,
            PieceForm::Text { .. } => true,
            PieceForm::List { flow, items } => *flow && items.iter().all(is_whole),
            PieceForm::Map { flow, entries } => {
                *flow && entries.iter().all(|(key, value)| value_of(key).is_some() && is_whole(value))
            }
        }
    }
    !text.contains('\n') && is_whole(piece)
}
