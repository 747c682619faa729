//! From bytes to nodes.

use std::collections::HashMap;

use granit_parser::{Event, Options, Parser, ScalarStyle, StrInput};

use super::{Content, Entry, Limits, NO_KEY, Node, Text, syntax};
use crate::diagnostic::{FileId, Site, Span};
use crate::load::problems::Problems;

const BOM: &str = "\u{feff}";

/// Reads the documents of a file. What cannot be read is reported; what stands in other documents is read all the same.
pub fn parse(text: &str, file: FileId, limits: Limits, problems: &mut Problems) -> Vec<Node> {
    let site = |start: usize, end: usize| Site { file, span: span(start, end) };
    if text.len() > limits.file_bytes {
        let message = format!("the file has {} bytes; {} are allowed", text.len(), limits.file_bytes);
        problems.error("file-too-large", site(0, 0), message);
        return Vec::new();
    }
    if let Some(at) = text.find('\0') {
        // The parser takes it for the end of the file and would silently drop the rest.
        problems.error("control-character", site(at, at + 1), "the file contains a NUL byte");
        return Vec::new();
    }
    let skipped = if text.starts_with(BOM) { BOM.len() } else { 0 };
    let mut options = Options::default();
    options.emit_unresolved_aliases = true;
    options.disallow_directives = true;
    options.set_emit_comments(false);
    // One more than is accepted, so that the message is ours.
    options.flow_nesting_limit = limits.depth + 1;
    options.block_nesting_limit = limits.depth + 1;
    let mut parser = Parser::new_from_str_with_options(&text[skipped..], options);
    let mut builder =
        Builder { text, file, skipped, limits, nodes: 0, tag: None, open: Vec::new(), done: Vec::new(), problems };
    loop {
        let abandon = match parser.next_event() {
            None => break,
            Some(Ok((event, at))) => {
                let range = at.byte_range().unwrap_or(0..0);
                let site = builder.site(range.start, range.end);
                let tag = at.tag_span().and_then(|tag| tag.byte_range());
                builder.tag = tag.map(|tag| builder.site(tag.start, tag.end));
                match builder.event(event, site) {
                    Step::On => false,
                    Step::NextDocument => true,
                    Step::Stop => break,
                }
            }
            Some(Err(error)) => {
                let at = error.marker().byte_offset().unwrap_or(0);
                builder.syntax_error(at, error.kind());
                true
            }
        };
        if abandon && !next_document(&mut parser, &mut builder) {
            break;
        }
    }
    builder.done
}

fn next_document<'a>(parser: &mut Parser<'a, StrInput<'a>>, builder: &mut Builder<'_>) -> bool {
    builder.open.clear();
    parser.proceed_next_document().unwrap_or(false)
}

fn span(start: usize, end: usize) -> Span {
    let at = |byte: usize| u32::try_from(byte).unwrap_or(u32::MAX);
    Span { start: at(start), end: at(end.max(start)) }
}

enum Step {
    On,
    NextDocument,
    Stop,
}

/// A list or map whose end has not been seen.
enum Open {
    List { site: Site, items: Vec<Node> },
    Map { site: Site, entries: Vec<Entry>, key: Option<Text>, seen: HashMap<String, Site> },
}

struct Builder<'a> {
    text: &'a str,
    file: FileId,
    skipped: usize,
    limits: Limits,
    nodes: usize,
    /// Where the tag of the node at hand stands.
    tag: Option<Site>,
    open: Vec<Open>,
    done: Vec<Node>,
    problems: &'a mut Problems,
}

impl Builder<'_> {
    fn site(&self, start: usize, end: usize) -> Site {
        Site { file: self.file, span: span(start + self.skipped, end + self.skipped) }
    }

    fn syntax_error(&mut self, at: usize, kind: &granit_parser::ErrorKind) {
        let words = syntax::words(kind);
        let site = self.site(at, at + 1);
        self.problems.error(words.code, site, words.message).help = words.help.map(str::to_owned);
    }

    fn event(&mut self, event: Event<'_>, site: Site) -> Step {
        if event.is_node() {
            self.nodes += 1;
            if self.nodes > self.limits.nodes {
                let message = format!("the file has more than {} nodes", self.limits.nodes);
                self.problems.error("too-many-nodes", site, message).help("split it");
                return Step::Stop;
            }
            self.refuse_properties(&event, site);
        }
        match event {
            Event::SequenceStart(..) => return self.enter(Open::List { site, items: Vec::new() }, site),
            Event::MappingStart(..) => {
                let map = Open::Map { site, entries: Vec::new(), key: None, seen: HashMap::new() };
                return self.enter(map, site);
            }
            Event::SequenceEnd | Event::MappingEnd => self.leave(),
            Event::Scalar(text, style, ..) => self.scalar(&text, style, site),
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                self.problems
                    .error("alias", site, "a pack cannot use aliases")
                    .help("write the value out, or put the text in quotes if it starts with `*`");
                self.place(Node { site, content: Content::Refused });
            }
            _ => {}
        }
        Step::On
    }

    fn refuse_properties(&mut self, event: &Event<'_>, site: Site) {
        if event.anchor_id().is_some() {
            self.problems
                .error("anchor", site, "a pack cannot use anchors")
                .help("remove `&…`, or put the text in quotes if it starts with `&`");
        }
        if event.tag().is_some() {
            self.problems
                .error("tag", self.tag.unwrap_or(site), "a pack cannot use tags")
                .help("remove `!…`, or put the text in quotes if it starts with `!`");
        }
    }

    fn enter(&mut self, open: Open, site: Site) -> Step {
        if self.open.len() >= self.limits.depth {
            let message = format!("lists and maps are nested more than {} deep", self.limits.depth);
            self.problems.error("too-deep", site, message);
            return Step::NextDocument;
        }
        self.open.push(open);
        Step::On
    }

    fn leave(&mut self) {
        let node = match self.open.pop() {
            Some(Open::List { site, items }) => {
                let site = items.first().map_or(site, |first| first.site);
                Node { site, content: Content::List(items) }
            }
            Some(Open::Map { site, entries, .. }) => {
                let site = entries.first().map_or(site, |first| first.key.site);
                Node { site, content: Content::Map(entries) }
            }
            None => return,
        };
        self.place(node);
    }

    fn scalar(&mut self, text: &str, style: ScalarStyle, site: Site) {
        let range = site.span.start as usize..site.span.end as usize;
        let raw = self.text.get(range).unwrap_or("");
        let plain = style == ScalarStyle::Plain;
        if text.len() > self.limits.text_bytes {
            let message = format!("a text has {} bytes; {} are allowed", text.len(), self.limits.text_bytes);
            self.problems.error("text-too-long", site, message);
        }
        let content = if plain && (raw.is_empty() || matches!(text, "~" | "null" | "Null" | "NULL")) {
            Content::Empty
        } else {
            let verbatim = match style {
                ScalarStyle::Plain if raw == text => Some(0),
                _ if raw.get(1..raw.len().saturating_sub(1)) == Some(text) => Some(1),
                _ => None,
            };
            Content::Text(Text { text: text.to_owned(), site, verbatim })
        };
        self.place(Node { site, content });
    }

    /// Puts a finished node where it belongs.
    fn place(&mut self, node: Node) {
        match self.open.last_mut() {
            None => self.done.push(node),
            Some(Open::List { items, .. }) => items.push(node),
            Some(Open::Map { entries, key, seen, .. }) => match key.take() {
                Some(key) => {
                    if let Some(first) = seen.get(&key.text) {
                        let message = format!("`{}` is written twice", key.text);
                        self.problems.error("duplicate-key", key.site, message).relate(*first, "first here");
                    } else {
                        seen.insert(key.text.clone(), key.site);
                        entries.push(Entry { key, value: node });
                    }
                }
                None => *key = Some(key_of(node, self.problems)),
            },
        }
    }
}

/// The key that a node is. What is none is reported, and read on with a key that cannot clash.
fn key_of(node: Node, problems: &mut Problems) -> Text {
    match node.content {
        Content::Text(text) => {
            if text.text == "<<" && text.verbatim == Some(0) {
                problems
                    .error("merge-key", text.site, "a pack cannot use merge keys")
                    .help("write the entries out where they are needed");
                return no_key(text.site);
            }
            text
        }
        content => {
            problems.error("key", node.site, format!("a key is a text, found {}", content.word()));
            no_key(node.site)
        }
    }
}

/// A key that no file can contain, for an entry that has been reported.
fn no_key(site: Site) -> Text {
    Text { text: format!("{NO_KEY}{}", site.span.start), site, verbatim: None }
}
