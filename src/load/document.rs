//! Documents: their kinds, their ids, and which of several packs has the last word.

use std::collections::HashMap;

use super::Replacement;
use super::problems::Problems;
use super::yaml::{Content, Entry, Node, Text};
use crate::diagnostic::Site;

/// What a document describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// The pack itself.
    Pack,
    /// Statements; each is an item of its own.
    Seeds,
    /// A symptom and its tree.
    Symptom,
    /// A fact.
    Fact,
    /// A cause.
    Cause,
    /// An error code.
    Code,
    /// A table.
    Table,
    /// A Graph request.
    Request,
    /// A case.
    Case,
    /// A simulated tenant.
    Tenant,
    /// A language, or a part of it.
    Language,
}

impl Kind {
    const ALL: [Self; 11] = [
        Self::Pack,
        Self::Seeds,
        Self::Symptom,
        Self::Fact,
        Self::Cause,
        Self::Code,
        Self::Table,
        Self::Request,
        Self::Case,
        Self::Tenant,
        Self::Language,
    ];

    /// The first key of its documents.
    pub fn key(self) -> &'static str {
        match self {
            Self::Pack => "pack",
            Self::Seeds => "seeds",
            Self::Symptom => "symptom",
            Self::Fact => "fact",
            Self::Cause => "cause",
            Self::Code => "code",
            Self::Table => "table",
            Self::Request => "request",
            Self::Case => "case",
            Self::Tenant => "tenant",
            Self::Language => "language",
        }
    }

    /// Where its documents lie.
    fn home(self) -> &'static str {
        match self {
            Self::Pack => "pack.yaml",
            Self::Seeds => "seeds.yaml",
            Self::Symptom => "symptoms/",
            Self::Fact => "facts/",
            Self::Cause => "causes/",
            Self::Code => "codes/",
            Self::Table => "tables/",
            Self::Request => "requests/",
            Self::Case => "cases/",
            Self::Tenant => "tenants/",
            Self::Language => "languages/",
        }
    }

    fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }

    fn accepts(self, id: &str) -> bool {
        match self {
            Self::Pack | Self::Symptom => true,
            Self::Seeds => id.strip_prefix('S').is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit())),
            Self::Fact => {
                id.split_once('.').is_some_and(|(subject, name)| is_word(subject) && is_word(name))
                    && !id.starts_with("tables.")
            }
            Self::Table => is_word(id),
            Self::Code => id.trim() == id,
            Self::Language => {
                (2..=3).contains(&id.split('-').next().unwrap_or("").len()) && is_name(&id.to_lowercase())
            }
            Self::Cause | Self::Request | Self::Case | Self::Tenant => is_name(id),
        }
    }

    fn id_form(self) -> &'static str {
        match self {
            Self::Seeds => "statements are called `S1`, `S2` and so on",
            Self::Fact => "a fact is called `subject.name`: lower case, with underscores, and the subject not `tables`",
            Self::Table => "a table's id is lower case with underscores, because expressions name it",
            Self::Code => "a code has no spaces around it",
            Self::Language => "a language is called by its code, `fr`",
            _ => "an id is lower case with dashes",
        }
    }
}

/// Lower case with underscores.
fn is_word(id: &str) -> bool {
    id.starts_with(|c: char| c.is_ascii_lowercase())
        && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

/// Lower case with dashes.
fn is_name(id: &str) -> bool {
    id.split('-').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()))
}

/// Lower case with dashes or underscores.
pub(super) fn is_key(id: &str) -> bool {
    let good = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_';
    !id.is_empty() && id.bytes().all(good)
}

/// A file after reading.
#[derive(Debug)]
pub struct File {
    /// The place of its pack among the packs.
    pub pack: usize,
    /// Its path within the pack.
    pub path: String,
    /// Its documents.
    pub nodes: Vec<Node>,
}

/// A document whose kind and id are known.
#[derive(Debug)]
pub struct Document {
    /// What it describes.
    pub kind: Kind,
    /// Its id.
    pub id: Text,
    /// What it says; for a statement, its own part of the document.
    pub node: Node,
    pack: usize,
    path: String,
}

/// Finds kind and id of every document, and lets later packs replace documents of earlier ones.
pub fn collect(files: Vec<File>, packs: &[String], problems: &mut Problems) -> (Vec<Document>, Vec<Replacement>) {
    let mut collected = Collected { documents: Vec::new(), known: HashMap::new(), replaced: Vec::new(), packs };
    for File { pack, path, nodes } in files {
        let mut symptom: Option<Site> = None;
        for node in nodes {
            let Some(kind) = kind_of(&node, problems) else { continue };
            check_home(kind, &path, node.site, problems);
            match kind {
                Kind::Seeds => collected.add_seeds(node, pack, &path, problems),
                Kind::Symptom => {
                    if let Some(first) = symptom {
                        problems
                            .error("second-symptom", node.site, "a file holds one symptom; this is the second")
                            .help("the name of the file is the id of its symptom: give each a file of its own")
                            .relate(first, "the first");
                        continue;
                    }
                    symptom = Some(node.site);
                    let stem = path.rsplit('/').next().unwrap_or(&path);
                    let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem).to_owned();
                    if !is_name(&stem) {
                        let message = format!("`{stem}` cannot be the id of a symptom");
                        problems
                            .error("id-form", node.site, message)
                            .help("the id is the name of the file: lower case with dashes");
                    }
                    let id = Text { text: stem, site: node.site, verbatim: None };
                    collected.add(Document { kind, id, node, pack, path: path.clone() }, problems);
                }
                _ => {
                    if let Some(id) = id_of(kind, &node, &path, problems) {
                        collected.add(Document { kind, id, node, pack, path: path.clone() }, problems);
                    }
                }
            }
        }
    }
    (collected.documents, collected.replaced)
}

struct Collected<'a> {
    documents: Vec<Document>,
    known: HashMap<(Kind, String), usize>,
    replaced: Vec<Replacement>,
    packs: &'a [String],
}

impl Collected<'_> {
    fn add(&mut self, document: Document, problems: &mut Problems) {
        // The parts of a language are put together later.
        if document.kind == Kind::Language {
            self.documents.push(document);
            return;
        }
        let id = if document.kind == Kind::Pack { String::new() } else { document.id.text.clone() };
        match self.known.get(&(document.kind, id.clone())) {
            None => {
                self.known.insert((document.kind, id), self.documents.len());
                self.documents.push(document);
            }
            Some(&place) if self.documents[place].pack == document.pack => {
                let what = if document.kind == Kind::Seeds { "statement" } else { document.kind.key() };
                let message = format!("there are two of the {what} `{}`", document.id.text);
                problems
                    .error("duplicate-id", document.id.site, message)
                    .relate(self.documents[place].id.site, "the first");
            }
            Some(&place) => {
                self.replaced.push(Replacement {
                    kind: document.kind.key(),
                    id: document.id.text.clone(),
                    by_pack: self.packs[document.pack].clone(),
                    of_pack: self.packs[self.documents[place].pack].clone(),
                    file: document.path.clone(),
                });
                self.documents[place] = document;
            }
        }
    }

    fn add_seeds(&mut self, node: Node, pack: usize, path: &str, problems: &mut Problems) {
        let Content::Map(entries) = node.content else { return };
        let mut entries = entries.into_iter();
        let seeds = entries.next();
        for other in entries {
            problems.error("unknown-key", other.key.site, format!("there is no key `{}` here", other.key.text));
        }
        let Some(Entry { key, value }) = seeds else { return };
        let Content::Map(seeds) = value.content else {
            let message = format!("expected a map of statements, found {}", value.content.word());
            problems.error(
                "wrong-type",
                if value.content.word() == "nothing" { key.site } else { value.site },
                message,
            );
            return;
        };
        for Entry { key: id, value: node } in seeds {
            check_id(Kind::Seeds, &id, problems);
            self.add(Document { kind: Kind::Seeds, id, node, pack, path: path.to_owned() }, problems);
        }
    }
}

fn kind_of(node: &Node, problems: &mut Problems) -> Option<Kind> {
    let entries = match &node.content {
        Content::Empty => return None,
        Content::Map(entries) => entries,
        content => {
            problems
                .error("wrong-type", node.site, format!("a document is a map, found {}", content.word()))
                .help("its first key says its kind: `symptom:`, `fact:`, `cause:` and so on");
            return None;
        }
    };
    let first = entries.first()?;
    if let Some(kind) = Kind::from_key(&first.key.text) {
        return Some(kind);
    }
    if let Some((later, kind)) = entries.iter().find_map(|entry| Some((entry, Kind::from_key(&entry.key.text)?))) {
        problems
            .error("kind-first", later.key.site, format!("`{}` must be the first key of its document", kind.key()))
            .help("the first key says what the document is");
        return None;
    }
    let word = &first.key.text;
    let message = format!("`{word}` is not a kind of document");
    problems.unknown("unknown-kind", first.key.site, message, word, Kind::ALL.map(Kind::key));
    None
}

fn check_home(kind: Kind, path: &str, site: Site, problems: &mut Problems) {
    let home = kind.home();
    let at_home = if home.ends_with('/') { path.starts_with(home) } else { path == home };
    if !at_home {
        problems
            .error("wrong-folder", site, format!("a `{}:` document does not belong here", kind.key()))
            .help(format!("move it to `{home}`"));
    }
}

/// The value of the first key.
fn id_of(kind: Kind, node: &Node, path: &str, problems: &mut Problems) -> Option<Text> {
    let Content::Map(entries) = &node.content else { return None };
    let first = entries.first()?;
    let Content::Text(id) = &first.value.content else {
        let message = format!("`{}:` needs an id, found {}", kind.key(), first.value.content.word());
        problems.error("missing-id", first.key.site, message);
        return None;
    };
    check_id(kind, id, problems);
    if kind == Kind::Language && path.starts_with(kind.home()) && path.split('/').nth(1) != Some(id.text.as_str()) {
        problems
            .error("wrong-folder", id.site, format!("the language `{}` does not belong here", id.text))
            .help(format!("move it to `languages/{}/`", id.text));
    }
    Some(id.clone())
}

fn check_id(kind: Kind, id: &Text, problems: &mut Problems) {
    let has_control = id.text.chars().any(super::raw::is_forbidden);
    if !kind.accepts(&id.text) || has_control || id.text.trim().is_empty() {
        problems.error("id-form", id.site, format!("`{}` cannot be an id", id.text)).help(kind.id_form());
    }
}
