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

use std::collections::HashMap;
use std::vec;

use super::document::{Document, Kind};
use super::names::Names;
use super::problems::Problems;
use super::raw::{
    Decode, RawCase, RawCause, RawCode, RawFact, RawLanguage, RawPack, RawRefusal, RawRequest, RawSeed, RawSymptom,
    RawTable, RawTenant,
};
use super::yaml::{Content, Entry, Node};
use crate::diagnostic::{FieldId, Item, Places, Site, Sources};
use crate::knowledge::{CauseId, CodeId, FactId, Parts, RequestId, TableId, TreeId};
use allowance::allow;

/// What lowering a document needs at hand.
#[derive(Debug)]
struct Context<'a> {
    names: Names,
    sources: &'a Sources,
    problems: &'a mut Problems,
    places: Places,
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

/// Makes a pack of all documents. Each is let go of once it is lowered.
pub fn lower(documents: Vec<Document>, sources: &Sources, problems: &mut Problems) -> Lowered {
    let names = Names::new(&documents);
    let (places, read, allowances) = (Places::default(), Vec::new(), Vec::new());
    let mut context = Context { names, sources, problems, places, read, allowances };
    let mut parts = Parts::default();
    let mut documents = Waiting::new(documents);

    for (n, document) in documents.take(Kind::Table).enumerate() {
        let item = Item::Table(TableId::from(n));
        let mut raw: RawTable = decode(&document, &item, &mut context);
        allow(&item, raw.allow.take(), &mut context);
        let table = reference::table(&document.id, raw, &mut context);
        context.names.contents.push(table.content.clone());
        parts.tables.push(table);
    }
    let of_facts = documents.take(Kind::Fact);
    let mut rest = Vec::with_capacity(of_facts.len());
    parts.facts.reserve_exact(of_facts.len());
    for (n, document) in of_facts.enumerate() {
        let item = Item::Fact(FactId::from(n));
        let mut raw: RawFact = decode(&document, &item, &mut context);
        allow(&item, raw.allow.take(), &mut context);
        let (fact, open) = fact::outline(raw, &mut context);
        parts.facts.push(fact);
        rest.push(open);
    }
    // Before what reads their answers.
    for (n, document) in documents.take(Kind::Request).enumerate() {
        let item = Item::Request(RequestId::from(n));
        let mut raw: RawRequest = decode(&document, &item, &mut context);
        allow(&item, raw.allow.take(), &mut context);
        parts.requests.push(request::request(raw, &mut context));
    }
    fact::complete(&mut parts.facts, rest, &mut context);
    let of_causes = documents.take(Kind::Cause);
    parts.causes.reserve_exact(of_causes.len());
    for (n, document) in of_causes.enumerate() {
        let item = Item::Cause(CauseId::from(n));
        let mut raw: RawCause = decode(&document, &item, &mut context);
        allow(&item, raw.allow.take(), &mut context);
        parts.causes.push(cause::cause(raw, &mut context));
    }
    for (n, document) in documents.take(Kind::Symptom).enumerate() {
        let item = Item::Tree(TreeId::from(n));
        let mut raw: RawSymptom = decode(&document, &item, &mut context);
        allow(&item, raw.allow.take(), &mut context);
        parts.trees.push(tree::tree(&document.id, raw, &mut context));
    }
    lower_reference(&mut documents, &mut parts, &mut context);
    fact::check_answerable(&parts, &mut context);
    Lowered { parts, places: context.places, allowances: context.allowances }
}

/// What trees refer to, and what stands beside them.
fn lower_reference(documents: &mut Waiting, parts: &mut Parts, context: &mut Context) {
    for document in documents.take(Kind::Seeds) {
        let item = Item::Seed(document.id.text.clone());
        let mut raw: RawSeed = decode(&document, &item, context);
        allow(&item, raw.allow.take(), context);
        parts.seeds.push(reference::seed(&document.id, raw, context));
    }
    let mut spellings = Vec::new();
    for (n, document) in documents.take(Kind::Code).enumerate() {
        let item = Item::Code(CodeId::from(n));
        let mut raw: RawCode = decode(&document, &item, context);
        allow(&item, raw.allow.take(), context);
        spellings.push(reference::spellings(&document.id, &document.node(context.sources)));
        parts.codes.push(reference::code(raw, context));
    }
    reference::check_spellings(&spellings, context.problems);
    for document in documents.take(Kind::Refusal) {
        let item = Item::Refusal(document.id.text.clone());
        let mut raw: RawRefusal = decode(&document, &item, context);
        allow(&item, raw.allow.take(), context);
        let refusal = refusal::refusal(raw, &parts.refusals, context);
        parts.refusals.push(refusal);
    }
    for document in documents.take(Kind::Case) {
        let item = Item::Case(document.id.text.clone());
        let mut raw: RawCase = decode(&document, &item, context);
        allow(&item, raw.allow.take(), context);
        parts.cases.push(reference::case(raw, context));
    }
    for document in documents.take(Kind::Tenant) {
        let item = Item::Tenant(document.id.text.clone());
        let mut raw: RawTenant = decode(&document, &item, context);
        allow(&item, raw.allow.take(), context);
        let tenant = tenant::tenant(&document.id, raw, context);
        parts.tenants.push(tenant);
    }
    let mut languages = Vec::new();
    for document in documents.take(Kind::Language) {
        let item = Item::Language(document.id.text.clone());
        let mut raw: RawLanguage = decode(&document, &item, context);
        allow(&item, raw.allow.take(), context);
        reference::language(raw, &mut parts.languages, context);
        languages.push(document.id);
    }
    reference::check_languages(&languages, &parts.languages, context.problems);
    for document in documents.take(Kind::Pack) {
        let item = Item::Pack;
        let mut raw: RawPack = decode(&document, &item, context);
        allow(&item, raw.allow.take(), context);
        reference::pack(raw, parts);
    }
}

/// The documents that are not lowered yet.
struct Waiting {
    by_kind: HashMap<Kind, Vec<Document>>,
}

impl Waiting {
    fn new(documents: Vec<Document>) -> Self {
        let mut by_kind: HashMap<Kind, Vec<Document>> = HashMap::new();
        for document in documents {
            by_kind.entry(document.kind).or_default().push(document);
        }
        Self { by_kind }
    }

    /// Those of a kind, in the order written.
    fn take(&mut self, kind: Kind) -> vec::IntoIter<Document> {
        self.by_kind.remove(&kind).unwrap_or_default().into_iter()
    }
}

/// What a document says of an item; where that stands is remembered.
fn decode<T: Decode + Default>(document: &Document, item: &Item, context: &mut Context) -> T {
    let node = document.node(context.sources);
    record(document, item, &node, &mut context.places);
    T::decode(&node, context.problems).unwrap_or_default()
}

/// Remembers where an item and every field of it stands.
fn record(document: &Document, item: &Item, node: &Node, places: &mut Places) {
    let mut fields = vec![(places.field(""), document.id.site)];
    fields_of(node, &mut String::new(), places, &mut fields);
    places.insert(item.clone(), fields);
}

fn fields_of(node: &Node, path: &mut String, places: &mut Places, fields: &mut Vec<(FieldId, Site)>) {
    let mut field = |key: &str, site: Site, node: &Node| {
        let around = path.len();
        if around > 0 {
            path.push('/');
        }
        path.push_str(key);
        fields.push((places.field(path), site));
        fields_of(node, path, places, fields);
        path.truncate(around);
    };
    match &node.content {
        Content::Map(entries) => {
            for Entry { key, value } in entries {
                let is_text = matches!(value.content, Content::Text(_));
                field(&key.text, if is_text { value.site } else { key.site }, value);
            }
        }
        Content::List(nodes) => {
            for (n, node) in nodes.iter().enumerate() {
                field(&n.to_string(), node.site, node);
            }
        }
        Content::Text(_) | Content::Empty | Content::Refused => {}
    }
}
