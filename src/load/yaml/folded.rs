//! Nodes folded small, for as long as nobody reads them.
//!
//! Every document of a pack has to be known before the first can be lowered. Kept as nodes they would take twenty times
//! the bytes of their files; folded, a node is a place, since what it says mostly stands in the file letter by letter.

use super::{Content, Entry, Node, Text};
use crate::diagnostic::{FileId, Site, Span};

/// A node, and all within it, in few bytes.
#[derive(Debug)]
pub struct Folded {
    file: FileId,
    /// The nodes in reading order, each key in front of its value.
    pieces: Box<[Piece]>,
    /// The texts that do not stand in the file letter by letter.
    own: Box<[Text]>,
}

#[derive(Clone, Copy, Debug)]
enum Piece {
    Empty(Span),
    Refused(Span),
    /// A text that stands in the file, with as many quotes on either side.
    There(Span, u8),
    /// A text of its own.
    Own(u32),
    /// A list with so many entries.
    List(Span, u32),
    /// A map with so many entries.
    Map(Span, u32),
}

impl Folded {
    /// Folds a node of the file with this text.
    pub fn new(node: Node, source: &str) -> Self {
        let file = node.site.file;
        let mut folding = Folding { source, pieces: Vec::new(), own: Vec::new() };
        folding.node(node);
        Self { file, pieces: folding.pieces.into_boxed_slice(), own: folding.own.into_boxed_slice() }
    }

    /// The file that it is from.
    pub fn file(&self) -> FileId {
        self.file
    }

    /// The node as it was; `source` is the text of its file.
    pub fn unfold(&self, source: &str) -> Node {
        Unfolding { folded: self, source, next: 0 }.node()
    }
}

struct Folding<'a> {
    source: &'a str,
    pieces: Vec<Piece>,
    own: Vec<Text>,
}

impl Folding<'_> {
    fn node(&mut self, node: Node) {
        let span = node.site.span;
        match node.content {
            Content::Empty => self.pieces.push(Piece::Empty(span)),
            Content::Refused => self.pieces.push(Piece::Refused(span)),
            Content::Text(text) => self.text(text),
            Content::List(nodes) => {
                self.pieces.push(Piece::List(span, count(&nodes)));
                for node in nodes {
                    self.node(node);
                }
            }
            Content::Map(entries) => {
                self.pieces.push(Piece::Map(span, count(&entries)));
                for Entry { key, value } in entries {
                    self.text(key);
                    self.node(value);
                }
            }
        }
    }

    fn text(&mut self, text: Text) {
        let quotes = text.verbatim.and_then(|quotes| u8::try_from(quotes).ok());
        let there = quotes.filter(|quotes| inside(self.source, text.site.span, *quotes) == Some(text.text.as_str()));
        if let Some(quotes) = there {
            self.pieces.push(Piece::There(text.site.span, quotes));
        } else {
            self.pieces.push(Piece::Own(count(&self.own)));
            self.own.push(text);
        }
    }
}

struct Unfolding<'a> {
    folded: &'a Folded,
    source: &'a str,
    next: usize,
}

impl Unfolding<'_> {
    fn node(&mut self) -> Node {
        let site = |span| Site { file: self.folded.file, span };
        let (site, content) = match self.piece() {
            Piece::Empty(span) => (site(span), Content::Empty),
            Piece::Refused(span) => (site(span), Content::Refused),
            Piece::List(span, count) => (site(span), Content::List((0..count).map(|_| self.node()).collect())),
            Piece::Map(span, count) => {
                let entries = (0..count).map(|_| Entry { key: self.key(), value: self.node() });
                (site(span), Content::Map(entries.collect()))
            }
            piece @ (Piece::There(..) | Piece::Own(_)) => {
                let text = self.text(piece);
                (text.site, Content::Text(text))
            }
        };
        Node { site, content }
    }

    fn piece(&mut self) -> Piece {
        let piece = self.folded.pieces.get(self.next).copied();
        self.next += 1;
        piece.unwrap_or(Piece::Refused(Span::default()))
    }

    fn key(&mut self) -> Text {
        let piece = self.piece();
        self.text(piece)
    }

    fn text(&self, piece: Piece) -> Text {
        match piece {
            Piece::There(span, quotes) => Text {
                text: inside(self.source, span, quotes).unwrap_or_default().to_owned(),
                site: Site { file: self.folded.file, span },
                verbatim: Some(usize::from(quotes)),
            },
            Piece::Own(place) => self.folded.own.get(place as usize).cloned().unwrap_or_default(),
            Piece::Empty(_) | Piece::Refused(_) | Piece::List(..) | Piece::Map(..) => Text::default(),
        }
    }
}

/// What stands in a span of a file, without its quotes.
fn inside(source: &str, span: Span, quotes: u8) -> Option<&str> {
    let quotes = usize::from(quotes);
    source.get(span.start as usize + quotes..(span.end as usize).checked_sub(quotes)?)
}

/// How many there are; a file is bounded far below the most that can be counted.
fn count<T>(items: &[T]) -> u32 {
    u32::try_from(items.len()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::super::{Limits, parse};
    use super::*;
    use crate::load::problems::Problems;

    #[test]
    fn a_node_is_the_same_after_folding() {
        let text = "\u{feff}a: b\n\"c\": 'it''s'\n'd': [e, [], {}, ~, \"f\\n\", \"ä\"]\n? [g]\n: &h i\nj: *k\nl: |\n  one\n  two\n<<: {m: n}\no:\n";
        let mut problems = Problems::default();
        let nodes = parse(text, FileId(7), Limits::default(), &mut problems);
        assert_eq!(nodes.len(), 1);
        for node in nodes {
            let before = format!("{node:?}");
            assert!(before.contains("Refused") && before.contains("Empty") && before.contains("it's"), "{before}");
            let folded = Folded::new(node, text);
            assert_eq!(format!("{:?}", folded.unfold(text)), before);
            // Escapes, a break at the end and keys that are none.
            assert_eq!(folded.own.len(), 5, "{:?}", folded.own);
        }
    }

    #[test]
    fn a_piece_is_small() {
        assert!(size_of::<Piece>() <= 16);
    }
}
