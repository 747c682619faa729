//! From nodes to raw values, with a message for everything that does not fit.

use crate::diagnostic::Site;
use crate::load::problems::Problems;
use crate::load::shape::Shape;
use crate::load::yaml::{Content, Entry, NO_KEY, Node, Text};

/// Something that can be read from a node.
pub trait Decode: Sized {
    /// What is expected, with an article.
    const EXPECTED: &'static str;

    /// Reads it, or says why not.
    fn decode(node: &Node, problems: &mut Problems) -> Option<Self>;

    /// What it may be.
    fn shape() -> Shape;
}

/// The largest number accepted: sums and products of a few stay finite.
const LARGEST: f64 = 1e9;

/// A yes or a no.
#[derive(Clone, Copy, Debug)]
pub struct Flag {
    /// Yes or no.
    pub yes: bool,
}

/// A number: finite and not negative.
#[derive(Clone, Copy, Debug)]
pub struct Number {
    /// The number.
    pub number: f64,
}

/// The value of a fact, before the fact is known.
#[derive(Debug)]
pub enum RawValue {
    /// A text, number, time, yes, no or key.
    One(Text),
    /// A set of keys.
    Many(Vec<Text>),
}

/// A map with keys of the author's choice, in the order written.
#[derive(Debug)]
pub struct Pairs<T> {
    /// Where it starts.
    pub site: Site,
    /// The entries; a value that could not be read is none, and its key still counts.
    pub pairs: Vec<(Text, Option<T>)>,
}

impl<T> Pairs<T> {
    /// The entries that could be read.
    pub fn read(pairs: Option<Self>) -> impl Iterator<Item = (Text, T)> {
        let pairs = pairs.map(|pairs| pairs.pairs).unwrap_or_default();
        pairs.into_iter().filter_map(|(key, value)| Some((key, value?)))
    }
}

/// A list, or its only entry without the list around it.
#[derive(Debug)]
pub struct OneOrMany<T>(pub Vec<T>);

/// The entries of a map.
pub(super) fn entries<'a>(node: &'a Node, expected: &str, problems: &mut Problems) -> Option<&'a [Entry]> {
    match &node.content {
        Content::Map(entries) => Some(entries),
        content => {
            wrong(node, expected, content, problems);
            None
        }
    }
}

/// The value of a field.
pub(super) fn field<T: Decode>(entry: &Entry, problems: &mut Problems) -> Option<T> {
    if matches!(entry.value.content, Content::Empty) {
        let message = format!("`{}` has no value", entry.key.text);
        problems.error("empty", entry.key.site, message).help(format!("write {}, or leave the key out", T::EXPECTED));
        return None;
    }
    T::decode(&entry.value, problems)
}

pub(super) fn unknown_key(key: &Text, known: &[&str], problems: &mut Problems) {
    if key.text.starts_with(NO_KEY) {
        return;
    }
    let message = format!("there is no key `{}` here", key.text);
    problems.unknown("unknown-key", key.site, message, &key.text, known.iter().copied());
}

pub(super) fn required(node: &Node, entries: &[Entry], key: &str, problems: &mut Problems) {
    if !entries.iter().any(|entry| entry.key.text == key) {
        problems.error("missing-key", node.site, format!("`{key}` is missing"));
    }
}

fn wrong(node: &Node, expected: &str, found: &Content, problems: &mut Problems) {
    if matches!(found, Content::Refused) {
        return;
    }
    let message = format!("expected {expected}, found {}", found.word());
    problems.error("wrong-type", node.site, message);
}

/// Whether a character may not stand in a text that a terminal shows.
pub(in super::super) fn is_forbidden(c: char) -> bool {
    let reorders = matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    reorders || (c.is_control() && c != '\n' && c != '\t')
}

impl Decode for Text {
    const EXPECTED: &'static str = "a text";

    fn decode(node: &Node, problems: &mut Problems) -> Option<Self> {
        let Content::Text(text) = &node.content else {
            wrong(node, Self::EXPECTED, &node.content, problems);
            return None;
        };
        if let Some((at, c)) = text.text.char_indices().find(|(_, c)| is_forbidden(*c)) {
            let message = format!("a text cannot contain the control character U+{:04X}", u32::from(c));
            problems.error("control-character", text.part(at, c.len_utf8()), message);
            return None;
        }
        if text.text.trim().is_empty() {
            problems.error("empty", text.site, "the text is empty");
            return None;
        }
        Some(text.clone())
    }

    fn shape() -> Shape {
        Shape::Text(None)
    }
}

impl Decode for Flag {
    const EXPECTED: &'static str = "`yes` or `no`";

    fn decode(node: &Node, problems: &mut Problems) -> Option<Self> {
        match &node.content {
            Content::Text(text) if text.text == "yes" => Some(Self { yes: true }),
            Content::Text(text) if text.text == "no" => Some(Self { yes: false }),
            Content::Text(text) => {
                let message = format!("expected {}, found `{}`", Self::EXPECTED, text.text);
                problems.error("wrong-type", text.site, message);
                None
            }
            content => {
                wrong(node, Self::EXPECTED, content, problems);
                None
            }
        }
    }

    fn shape() -> Shape {
        Shape::Flag
    }
}

impl Decode for Number {
    const EXPECTED: &'static str = "a number";

    fn decode(node: &Node, problems: &mut Problems) -> Option<Self> {
        let Content::Text(text) = &node.content else {
            wrong(node, Self::EXPECTED, &node.content, problems);
            return None;
        };
        let plain = text.text.starts_with(|c: char| c.is_ascii_digit() || c == '-' || c == '.');
        match text.text.parse::<f64>() {
            Ok(number) if plain && number > LARGEST => {
                problems.error("too-large", text.site, format!("{} is too large", text.text));
                None
            }
            Ok(number) if plain && number >= 0.0 => Some(Self { number }),
            Ok(number) if plain && number.is_finite() => {
                problems.error("negative", text.site, format!("{} is negative", text.text));
                None
            }
            _ => {
                let message = format!("expected a number, found `{}`", text.text);
                problems.error("wrong-type", text.site, message);
                None
            }
        }
    }

    fn shape() -> Shape {
        Shape::Number
    }
}

impl Decode for RawValue {
    const EXPECTED: &'static str = "a value or a list of keys";

    fn decode(node: &Node, problems: &mut Problems) -> Option<Self> {
        match &node.content {
            Content::Text(_) => Text::decode(node, problems).map(Self::One),
            Content::List(_) => Vec::decode(node, problems).map(Self::Many),
            content => {
                wrong(node, Self::EXPECTED, content, problems);
                None
            }
        }
    }

    fn shape() -> Shape {
        Shape::Value
    }
}

impl<T: Decode> Decode for Vec<T> {
    const EXPECTED: &'static str = "a list";

    fn decode(node: &Node, problems: &mut Problems) -> Option<Self> {
        match &node.content {
            Content::List(items) => {
                let mut read = Self::with_capacity(items.len());
                read.extend(items.iter().filter_map(|item| T::decode(item, problems)));
                Some(read)
            }
            content => {
                wrong(node, Self::EXPECTED, content, problems);
                None
            }
        }
    }

    fn shape() -> Shape {
        Shape::List(Box::new(T::shape()))
    }
}

impl<T: Decode> Decode for OneOrMany<T> {
    const EXPECTED: &'static str = T::EXPECTED;

    fn decode(node: &Node, problems: &mut Problems) -> Option<Self> {
        match &node.content {
            Content::List(_) => Vec::decode(node, problems).map(Self),
            _ => T::decode(node, problems).map(|one| Self(vec![one])),
        }
    }

    fn shape() -> Shape {
        Shape::OneOrMany(Box::new(T::shape()))
    }
}

impl<T: Decode> Decode for Pairs<T> {
    const EXPECTED: &'static str = "a map";

    fn decode(node: &Node, problems: &mut Problems) -> Option<Self> {
        let entries = entries(node, Self::EXPECTED, problems)?;
        let mut pairs = Vec::with_capacity(entries.len());
        for entry in entries.iter().filter(|entry| !entry.key.text.starts_with(NO_KEY)) {
            pairs.push((entry.key.clone(), field(entry, problems)));
        }
        Some(Self { site: node.site, pairs })
    }

    fn shape() -> Shape {
        Shape::Pairs(Box::new(T::shape()))
    }
}
