//! The pack: everything known, with every reference resolved.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::{
    Case, Cause, CauseId, Code, CodeId, Fact, FactId, Language, Name, Refusal, Request, RequestId, Seed, Table,
    TableId, Tenant, Tree, TreeId,
};

/// The gate that stands before every fix that resets or issues a credential.
pub const CALLER_VERIFIED: &str = "caller.verified";

/// The arenas of a pack. Ids in them are places in these lists.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Parts {
    /// What the pack is called.
    pub name: String,
    /// Its version, a text that changes whenever the pack does.
    pub version: String,
    /// Product names, new and old.
    pub names: Vec<Name>,
    /// The statements of the source document.
    pub seeds: Vec<Seed>,
    /// The facts.
    pub facts: Vec<Fact>,
    /// The causes.
    pub causes: Vec<Cause>,
    /// The trees, one a symptom.
    pub trees: Vec<Tree>,
    /// The error codes.
    pub codes: Vec<Code>,
    /// The tables.
    pub tables: Vec<Table>,
    /// The Graph requests.
    pub requests: Vec<Request>,
    /// What can keep somebody from signing in.
    pub refusals: Vec<Refusal>,
    /// The cases.
    pub cases: Vec<Case>,
    /// The simulated tenants.
    pub tenants: Vec<Tenant>,
    /// The other languages.
    pub languages: Vec<Language>,
}

/// A body of knowledge in which no reference dangles.
///
/// The loader is the only place that builds one from files; it refuses to as long as anything is missing.
#[derive(Clone, Debug)]
pub struct Pack {
    parts: Parts,
    facts: HashMap<String, FactId>,
    causes: HashMap<String, CauseId>,
    trees: HashMap<String, TreeId>,
    tables: HashMap<String, TableId>,
    codes: HashMap<String, CodeId>,
    requests: HashMap<String, RequestId>,
}

impl Pack {
    /// Indexes finished parts by name.
    pub fn new(parts: Parts) -> Self {
        fn index<T, I: From<usize>>(items: &[T], name: impl Fn(&T) -> &str) -> HashMap<String, I> {
            items.iter().enumerate().map(|(n, item)| (name(item).to_owned(), I::from(n))).collect()
        }
        let mut codes: HashMap<String, CodeId> = HashMap::new();
        for (n, code) in parts.codes.iter().enumerate() {
            for name in code.aliases.iter().chain([&code.name]) {
                codes.entry(name.to_lowercase()).or_insert_with(|| CodeId::from(n));
            }
        }
        Self {
            facts: index(&parts.facts, |fact| &fact.name),
            causes: index(&parts.causes, |cause| &cause.name),
            trees: index(&parts.trees, |tree| &tree.name),
            tables: index(&parts.tables, |table| &table.name),
            requests: index(&parts.requests, |request| &request.name),
            codes,
            parts,
        }
    }

    /// Everything in the pack, to read through.
    pub fn parts(&self) -> &Parts {
        &self.parts
    }

    /// The fact with this id.
    pub fn fact(&self, id: FactId) -> &Fact {
        &self.parts.facts[id.index()]
    }

    /// The cause with this id.
    pub fn cause(&self, id: CauseId) -> &Cause {
        &self.parts.causes[id.index()]
    }

    /// The tree with this id.
    pub fn tree(&self, id: TreeId) -> &Tree {
        &self.parts.trees[id.index()]
    }

    /// The table with this id.
    pub fn table(&self, id: TableId) -> &Table {
        &self.parts.tables[id.index()]
    }

    /// The code with this id.
    pub fn code(&self, id: CodeId) -> &Code {
        &self.parts.codes[id.index()]
    }

    /// The request with this id.
    pub fn request(&self, id: RequestId) -> &Request {
        &self.parts.requests[id.index()]
    }

    /// The fact with this name.
    pub fn fact_named(&self, name: &str) -> Option<FactId> {
        self.facts.get(name).copied()
    }

    /// The cause with this name.
    pub fn cause_named(&self, name: &str) -> Option<CauseId> {
        self.causes.get(name).copied()
    }

    /// The tree of the symptom with this name.
    pub fn tree_named(&self, name: &str) -> Option<TreeId> {
        self.trees.get(name).copied()
    }

    /// The table with this name.
    pub fn table_named(&self, name: &str) -> Option<TableId> {
        self.tables.get(name).copied()
    }

    /// The request with this name.
    pub fn request_named(&self, name: &str) -> Option<RequestId> {
        self.requests.get(name).copied()
    }

    /// The code spelled this way, in any letter case, aliases included.
    pub fn code_named(&self, name: &str) -> Option<CodeId> {
        self.codes.get(&name.to_lowercase()).copied()
    }

    /// The statement with this name.
    pub fn seed_named(&self, name: &str) -> Option<&Seed> {
        self.parts.seeds.iter().find(|seed| seed.name == name)
    }
}

/// Two packs are equal when everything in them is; the indexes follow from that.
impl PartialEq for Pack {
    fn eq(&self, other: &Self) -> bool {
        self.parts == other.parts
    }
}
