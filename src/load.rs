//! Reads packs: the only room that knows YAML.
//!
//! Files become nodes with places (`yaml`), which wait folded small until all documents are known; nodes become raw
//! structs (`raw`), raw structs become a [`Pack`] (`lower`), with expressions and templates checked on the way. A load reports everything that is wrong, in all files, at once.

mod configuration;
mod document;
mod expression;
mod files;
mod lower;
mod names;
mod problems;
mod raw;
mod shape;
mod template;
mod written;
mod yaml;

pub use configuration::configuration;
pub use files::{ReadError, SourceFile, read_dir};
pub use lower::Allowance;
pub use shape::{DocumentShape, Field, Form, Record, Shape, document_of, documents};
pub use written::{NotWritten, Piece, PieceForm, Written, WrittenDocument, dash_before, written};
pub use yaml::Limits;

use crate::diagnostic::{Diagnostic, FileId, Places, Site, Sources, Span};
use crate::knowledge::Pack;
use problems::Problems;

/// What a load found.
#[derive(Debug)]
pub struct Loaded {
    /// The pack, unless there is an error among the diagnostics.
    pub pack: Option<Pack>,
    /// Where everything in the pack stands.
    pub places: Places,
    /// The files, to print diagnostics with.
    pub sources: Sources,
    /// Everything that is wrong or worth knowing.
    pub diagnostics: Vec<Diagnostic>,
    /// What authors allow, and why.
    pub allowances: Vec<Allowance>,
    /// What later packs replaced of earlier ones.
    pub replaced: Vec<Replacement>,
}

/// A document of one pack that stands in for one of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replacement {
    /// The kind of document, as its first key says it.
    pub kind: &'static str,
    /// Its id.
    pub id: String,
    /// The pack that has the last word.
    pub by_pack: String,
    /// The pack that is overruled.
    pub of_pack: String,
    /// The file of the replacing document, within its pack.
    pub file: String,
}

impl Loaded {
    /// Everything that is wrong, as text for a terminal.
    pub fn report(&self, colour: bool) -> String {
        crate::diagnostic::render(&self.diagnostics, &self.sources, &self.places, colour)
    }
}

/// Reads packs from their files. A later pack adds to the earlier ones and replaces documents of the same kind and id.
pub fn load(files: Vec<SourceFile>) -> Loaded {
    load_within(files, Limits::default())
}

/// Like [`load`], with other limits.
pub fn load_within(mut files: Vec<SourceFile>, limits: Limits) -> Loaded {
    let mut packs: Vec<String> = Vec::new();
    for file in &files {
        if !packs.contains(&file.pack) {
            packs.push(file.pack.clone());
        }
    }
    let pack_of = |file: &SourceFile| packs.iter().position(|pack| *pack == file.pack).unwrap_or(0);
    files.sort_by(|a, b| (pack_of(a), &a.path).cmp(&(pack_of(b), &b.path)));

    // What is wrong with a text comes before what is wrong with a document, of all files.
    let mut problems = Problems::default();
    let mut of_documents = Problems::default();
    let mut sources = Sources::default();
    let mut collected = document::Collected::new(&packs);
    for file in files {
        let (pack, name) = (pack_of(&file), file.name());
        let nodes = match String::from_utf8(file.bytes) {
            Ok(text) => {
                let id = sources.add(name, text);
                yaml::parse(sources.text(id), id, limits, &mut problems)
            }
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                let id = sources.add(name, String::from_utf8_lossy(error.as_bytes()).into_owned());
                not_utf8(id, at, &mut problems);
                Vec::new()
            }
        };
        collected.add_file(document::File { pack, path: file.path, nodes }, &sources, &mut of_documents);
    }
    let (documents, replaced) = collected.finish();
    problems.append(of_documents);
    let lower::Lowered { parts, places, allowances } = lower::lower(documents, &sources, &mut problems);
    let pack = (!problems.has_errors()).then(|| Pack::new(parts));
    Loaded { pack, places, sources, diagnostics: problems.into_found(), allowances, replaced }
}

fn not_utf8(file: FileId, at: usize, problems: &mut Problems) {
    // The text before the first wrong byte is the same after the wrong ones have been replaced.
    let start = u32::try_from(at).unwrap_or(u32::MAX);
    let site = Site { file, span: Span { start, end: start.saturating_add(1) } };
    problems
        .error("not-utf-8", site, format!("the file is not UTF-8: byte {at} is not part of a character"))
        .help("save it as UTF-8");
}
