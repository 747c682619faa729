//! Documents: their kinds, their ids, and which of several packs has the last word.

mod kind;

pub use kind::{Kind, is_key};

use std::collections::HashMap;
use std::rc::Rc;

use super::Replacement;
use super::problems::Problems;
use super::yaml::{Content, Entry, Folded, NO_KEY, Node, Text};
use crate::diagnostic::{Site, Sources};

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
    said: Folded,
    pack: usize,
    path: Rc<str>,
}

impl Document {
    /// What it says.
    pub fn node(&self, sources: &Sources) -> Node {
        self.said.unfold(sources.text(self.said.file()))
    }
}

/// The documents of all packs, file by file. Later packs replace documents of earlier ones.
#[derive(Debug)]
pub struct Collected<'a> {
    documents: Vec<Document>,
    known: HashMap<(Kind, String), usize>,
    replaced: Vec<Replacement>,
    packs: &'a [String],
}

/// The file that is being collected.
struct Origin<'a> {
    pack: usize,
    path: Rc<str>,
    sources: &'a Sources,
}

impl Origin<'_> {
    fn document(&self, kind: Kind, id: Text, node: Node) -> Document {
        let said = Folded::new(node, self.sources.text(id.site.file));
        Document { kind, id, said, pack: self.pack, path: Rc::clone(&self.path) }
    }
}

impl<'a> Collected<'a> {
    /// Nothing yet, of packs with these names.
    pub fn new(packs: &'a [String]) -> Self {
        Self { documents: Vec::new(), known: HashMap::new(), replaced: Vec::new(), packs }
    }

    /// Finds kind and id of every document of a file.
    pub fn add_file(&mut self, file: File, sources: &Sources, problems: &mut Problems) {
        let from = Origin { pack: file.pack, path: file.path.into(), sources };
        let path = &*from.path;
        let mut symptom: Option<Site> = None;
        for node in file.nodes {
            let Some(kind) = kind_of(&node, problems) else { continue };
            check_home(kind, path, node.site, problems);
            match kind {
                Kind::Seeds => self.add_seeds(node, &from, problems),
                Kind::Symptom => {
                    if let Some(first) = symptom {
                        problems
                            .error("second-symptom", node.site, "a file holds one symptom; this is the second")
                            .help("the name of the file is the id of its symptom: give each a file of its own")
                            .relate(first, "the first");
                        continue;
                    }
                    symptom = Some(node.site);
                    let id = symptom_id(path, node.site, problems);
                    self.add(from.document(kind, id, node), problems);
                }
                _ => {
                    if let Some(id) = id_of(kind, &node, path, problems) {
                        self.add(from.document(kind, id, node), problems);
                    }
                }
            }
        }
    }

    /// The documents, in the order of their files, and what was replaced.
    pub fn finish(self) -> (Vec<Document>, Vec<Replacement>) {
        (self.documents, self.replaced)
    }

    fn add(&mut self, document: Document, problems: &mut Problems) {
        // The parts of a language are put together later.
        if document.kind == Kind::Language {
            self.documents.push(document);
            return;
        }
        // A later pack has a name of its own and adds to the glossary.
        let id = if document.kind == Kind::Pack { document.pack.to_string() } else { document.id.text.clone() };
        match self.known.get(&(document.kind, id.clone())) {
            None => {
                self.known.insert((document.kind, id), self.documents.len());
                self.documents.push(document);
            }
            Some(&place) if self.documents[place].pack == document.pack => {
                let what = if document.kind == Kind::Seeds { "statement" } else { document.kind.key() };
                let message = format!("the {what} `{}` is described twice", document.id.text);
                problems
                    .error("duplicate-id", document.id.site, message)
                    .relate(self.documents[place].id.site, "first here");
            }
            Some(&place) => {
                self.replaced.push(Replacement {
                    kind: document.kind.key(),
                    id: document.id.text.clone(),
                    by_pack: self.packs[document.pack].clone(),
                    of_pack: self.packs[self.documents[place].pack].clone(),
                    file: document.path.to_string(),
                });
                self.documents[place] = document;
            }
        }
    }

    fn add_seeds(&mut self, node: Node, from: &Origin<'_>, problems: &mut Problems) {
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
            self.add(from.document(Kind::Seeds, id, node), problems);
        }
    }
}

/// The name of the file.
fn symptom_id(path: &str, site: Site, problems: &mut Problems) -> Text {
    let stem = path.rsplit('/').next().unwrap_or(path);
    let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem).to_owned();
    if !kind::is_name(&stem) {
        problems
            .error("id-form", site, format!("`{stem}` cannot be the id of a symptom"))
            .help("the id is the name of the file: lower case with dashes");
    }
    Text { text: stem, site, verbatim: None }
}

fn kind_of(node: &Node, problems: &mut Problems) -> Option<Kind> {
    let entries = match &node.content {
        Content::Empty | Content::Refused => return None,
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
    if word.starts_with(NO_KEY) {
        return None;
    }
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
