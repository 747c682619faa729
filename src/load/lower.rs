//! From raw documents to a pack, with everything that does not fit said on the way.

mod cause;
mod common;
mod fact;
mod graph;
mod names;
mod reference;
mod tree;

pub use names::Names;

use super::document::{Document, Kind};
use super::problems::Problems;
use super::raw::{Decode, RawCause, RawFact, RawSymptom};
use super::yaml::{Content, Node};
use crate::diagnostic::{Item, Places, Site};
use crate::knowledge::Parts;

/// What lowering a document needs at hand.
#[derive(Debug)]
struct Context<'a> {
    names: Names,
    problems: &'a mut Problems,
    /// Facts that are read, and where: somebody or something must be able to settle them.
    read: Vec<(crate::knowledge::FactId, Site)>,
}

/// Makes a pack of all documents. If an error was reported, it is not fit for use.
pub fn lower(documents: &[Document], problems: &mut Problems) -> (Parts, Places) {
    let names = Names::new(documents);
    let places = places(documents, &names);
    let mut context = Context { names, problems, read: Vec::new() };
    let mut parts = Parts::default();

    let of = |kind: Kind| documents.iter().filter(move |document| document.kind == kind);
    for document in of(Kind::Table) {
        let table = reference::table(&document.id, decode(&document.node, context.problems), &mut context);
        context.names.contents.push(table.content.clone());
        parts.tables.push(table);
    }
    let mut facts = Vec::new();
    for document in of(Kind::Fact) {
        let raw: RawFact = decode(&document.node, context.problems);
        let (fact, rest) = fact::outline(raw, &mut context);
        parts.facts.push(fact);
        facts.push(rest);
    }
    fact::complete(&mut parts.facts, facts, &mut context);
    for document in of(Kind::Cause) {
        let raw: RawCause = decode(&document.node, context.problems);
        parts.causes.push(cause::cause(raw, &mut context));
    }
    for document in of(Kind::Symptom) {
        let raw: RawSymptom = decode(&document.node, context.problems);
        parts.trees.push(tree::tree(&document.id, raw, &mut context));
    }
    for document in of(Kind::Seeds) {
        let raw = decode(&document.node, context.problems);
        parts.seeds.push(reference::seed(&document.id, raw, &mut context));
    }
    parts.codes = of(Kind::Code).map(|it| reference::code(decode(&it.node, context.problems), &mut context)).collect();
    reference::check_spellings(of(Kind::Code), context.problems);
    parts.requests =
        of(Kind::Request).map(|it| reference::request(decode(&it.node, context.problems), &mut context)).collect();
    parts.cases = of(Kind::Case).map(|it| reference::case(decode(&it.node, context.problems), &mut context)).collect();
    parts.tenants =
        of(Kind::Tenant).map(|it| reference::tenant(decode(&it.node, context.problems), &mut context)).collect();
    for document in of(Kind::Language) {
        reference::language(decode(&document.node, context.problems), &mut parts.languages, &mut context);
    }
    reference::check_languages(of(Kind::Language), &parts.languages, context.problems);
    for document in of(Kind::Pack) {
        reference::pack(decode(&document.node, context.problems), &mut parts);
    }
    fact::check_answerable(&parts, &mut context);
    (parts, places)
}

fn decode<T: Decode + Default>(node: &Node, problems: &mut Problems) -> T {
    T::decode(node, problems).unwrap_or_default()
}

/// Where every item and every field of it stands.
fn places(documents: &[Document], names: &Names) -> Places {
    let mut places = Places::default();
    for document in documents {
        let id = document.id.text.as_str();
        let item = match document.kind {
            Kind::Pack => Some(Item::Pack),
            Kind::Seeds => Some(Item::Seed(id.to_owned())),
            Kind::Symptom => names.trees.get(id).copied().map(Item::Tree),
            Kind::Fact => names.facts.get(id).copied().map(Item::Fact),
            Kind::Cause => names.causes.get(id).copied().map(Item::Cause),
            Kind::Code => names.codes.get(id).copied().map(Item::Code),
            Kind::Table => names.tables.get(id).copied().map(Item::Table),
            Kind::Request => names.requests.get(id).copied().map(Item::Request),
            Kind::Case => Some(Item::Case(id.to_owned())),
            Kind::Tenant => Some(Item::Tenant(id.to_owned())),
            Kind::Language => Some(Item::Language(id.to_owned())),
        };
        let Some(item) = item else { continue };
        places.insert(item.clone(), String::new(), document.id.site);
        record(&mut places, &item, "", &document.node);
    }
    places
}

fn record(places: &mut Places, item: &Item, around: &str, node: &Node) {
    let path = |key: &str| if around.is_empty() { key.to_owned() } else { format!("{around}/{key}") };
    match &node.content {
        Content::Map(entries) => {
            for entry in entries {
                let field = path(&entry.key.text);
                let is_text = matches!(entry.value.content, Content::Text(_));
                places.insert(item.clone(), field.clone(), if is_text { entry.value.site } else { entry.key.site });
                record(places, item, &field, &entry.value);
            }
        }
        Content::List(nodes) => {
            for (n, node) in nodes.iter().enumerate() {
                let field = path(&n.to_string());
                places.insert(item.clone(), field.clone(), node.site);
                record(places, item, &field, node);
            }
        }
        Content::Text(_) | Content::Empty | Content::Refused => {}
    }
}
