//! From raw documents to a pack, with everything that does not fit said on the way.

mod allowance;
mod cause;
mod common;
mod fact;
mod graph;
mod reference;
mod refusal;
mod request;
mod tenant;
mod tree;

pub use allowance::Allowance;

use super::document::{Document, Kind};
use super::names::Names;
use super::problems::Problems;
use super::raw::{
    Decode, RawCase, RawCause, RawCode, RawFact, RawLanguage, RawPack, RawRefusal, RawRequest, RawSeed, RawSymptom,
    RawTable, RawTenant,
};
use super::yaml::{Content, Node};
use crate::diagnostic::{Item, Places, Site};
use crate::knowledge::{CauseId, CodeId, FactId, Parts, RequestId, TableId, TreeId};
use allowance::allow;

/// What lowering a document needs at hand.
#[derive(Debug)]
struct Context<'a> {
    names: Names,
    problems: &'a mut Problems,
    /// Facts that are read, and where: somebody or something must be able to settle them.
    read: Vec<(FactId, Site)>,
    /// What the documents allow.
    allowances: Vec<Allowance>,
}

/// What lowering makes of documents.
#[derive(Debug)]
pub struct Lowered {
    /// The pack. If an error was reported, it is not fit for use.
    pub parts: Parts,
    /// Where everything in it stands.
    pub places: Places,
    /// What the documents allow.
    pub allowances: Vec<Allowance>,
}

/// Makes a pack of all documents.
pub fn lower(documents: &[Document], problems: &mut Problems) -> Lowered {
    let names = Names::new(documents);
    let places = places(documents, &names);
    let mut context = Context { names, problems, read: Vec::new(), allowances: Vec::new() };
    let mut parts = Parts::default();

    let of = |kind: Kind| documents.iter().filter(move |document| document.kind == kind);
    for (n, document) in of(Kind::Table).enumerate() {
        let mut raw: RawTable = decode(&document.node, context.problems);
        allow(&Item::Table(TableId::from(n)), raw.allow.take(), &mut context);
        let table = reference::table(&document.id, raw, &mut context);
        context.names.contents.push(table.content.clone());
        parts.tables.push(table);
    }
    let mut facts = Vec::new();
    for (n, document) in of(Kind::Fact).enumerate() {
        let mut raw: RawFact = decode(&document.node, context.problems);
        allow(&Item::Fact(FactId::from(n)), raw.allow.take(), &mut context);
        let (fact, rest) = fact::outline(raw, &mut context);
        parts.facts.push(fact);
        facts.push(rest);
    }
    // Before what reads their answers.
    for (n, document) in of(Kind::Request).enumerate() {
        let mut raw: RawRequest = decode(&document.node, context.problems);
        allow(&Item::Request(RequestId::from(n)), raw.allow.take(), &mut context);
        parts.requests.push(request::request(raw, &mut context));
    }
    fact::complete(&mut parts.facts, facts, &mut context);
    for (n, document) in of(Kind::Cause).enumerate() {
        let mut raw: RawCause = decode(&document.node, context.problems);
        allow(&Item::Cause(CauseId::from(n)), raw.allow.take(), &mut context);
        parts.causes.push(cause::cause(raw, &mut context));
    }
    for (n, document) in of(Kind::Symptom).enumerate() {
        let mut raw: RawSymptom = decode(&document.node, context.problems);
        allow(&Item::Tree(TreeId::from(n)), raw.allow.take(), &mut context);
        parts.trees.push(tree::tree(&document.id, raw, &mut context));
    }
    lower_reference(documents, &mut parts, &mut context);
    fact::check_answerable(&parts, &mut context);
    Lowered { parts, places, allowances: context.allowances }
}

/// What trees refer to, and what stands beside them.
fn lower_reference(documents: &[Document], parts: &mut Parts, context: &mut Context) {
    let of = |kind: Kind| documents.iter().filter(move |document| document.kind == kind);
    for document in of(Kind::Seeds) {
        let mut raw: RawSeed = decode(&document.node, context.problems);
        allow(&Item::Seed(document.id.text.clone()), raw.allow.take(), context);
        parts.seeds.push(reference::seed(&document.id, raw, context));
    }
    for (n, document) in of(Kind::Code).enumerate() {
        let mut raw: RawCode = decode(&document.node, context.problems);
        allow(&Item::Code(CodeId::from(n)), raw.allow.take(), context);
        parts.codes.push(reference::code(raw, context));
    }
    reference::check_spellings(of(Kind::Code), context.problems);
    for document in of(Kind::Refusal) {
        let mut raw: RawRefusal = decode(&document.node, context.problems);
        allow(&Item::Refusal(document.id.text.clone()), raw.allow.take(), context);
        let refusal = refusal::refusal(raw, &parts.refusals, context);
        parts.refusals.push(refusal);
    }
    for document in of(Kind::Case) {
        let mut raw: RawCase = decode(&document.node, context.problems);
        allow(&Item::Case(document.id.text.clone()), raw.allow.take(), context);
        parts.cases.push(reference::case(raw, context));
    }
    for document in of(Kind::Tenant) {
        let mut raw: RawTenant = decode(&document.node, context.problems);
        allow(&Item::Tenant(document.id.text.clone()), raw.allow.take(), context);
        let tenant = tenant::tenant(&document.id, raw, context);
        parts.tenants.push(tenant);
    }
    for document in of(Kind::Language) {
        let mut raw: RawLanguage = decode(&document.node, context.problems);
        allow(&Item::Language(document.id.text.clone()), raw.allow.take(), context);
        reference::language(raw, &mut parts.languages, context);
    }
    reference::check_languages(of(Kind::Language), &parts.languages, context.problems);
    for document in of(Kind::Pack) {
        let mut raw: RawPack = decode(&document.node, context.problems);
        allow(&Item::Pack, raw.allow.take(), context);
        reference::pack(raw, parts);
    }
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
            Kind::Refusal => Some(Item::Refusal(id.to_owned())),
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
