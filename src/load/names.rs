//! Names: what each id in the files stands for.

use std::collections::{BTreeMap, BTreeSet};

use crate::knowledge::{CauseId, FactId, FactKind, RequestId, TableContent, TableId, TreeId};
use crate::load::document::{Document, Kind};
use crate::load::problems::Problems;
use crate::load::yaml::Text;

/// The ids of one kind of item.
pub type Ids<I> = BTreeMap<String, I>;

/// Every id in the packs, also of documents that have problems: one mistake gives one message.
#[derive(Debug, Default)]
pub struct Names {
    /// Facts.
    pub facts: Ids<FactId>,
    /// Causes.
    pub causes: Ids<CauseId>,
    /// Symptoms.
    pub trees: Ids<TreeId>,
    /// Tables.
    pub tables: Ids<TableId>,
    /// Requests.
    pub requests: Ids<RequestId>,
    /// Statements.
    pub seeds: BTreeSet<String>,
    /// What kind of value each fact has and which keys it can take.
    pub shapes: Vec<Shape>,
    /// What each request answers with, as far as they have been read.
    pub answers: Vec<Answer>,
    /// How large each throttle budget is: units and seconds.
    pub budgets: BTreeMap<String, (u32, u32)>,
    /// What each table holds.
    pub contents: Vec<TableContent>,
    /// The facts that say how they are derived.
    pub derived: BTreeSet<FactId>,
}

/// What a reading needs to know of an answer.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// The properties that may be read; any, if there are none.
    pub select: Vec<String>,
    /// Whether it is a list, under `value`.
    pub is_list: bool,
}

/// What the rest of the pack needs to know of a fact.
#[derive(Clone, Debug, Default)]
pub struct Shape {
    /// The kind of its value, unless that is what is wrong with it.
    pub kind: Option<FactKind>,
    /// The keys of a choice or a set.
    pub keys: Vec<String>,
    /// Whether it can guard fixes.
    pub is_gate: bool,
}

impl Names {
    /// Numbers all documents in order.
    pub fn new(documents: &[Document]) -> Self {
        fn ids<I: From<usize>>(documents: &[Document], kind: Kind) -> Ids<I> {
            let of_kind = documents.iter().filter(|document| document.kind == kind);
            of_kind.enumerate().map(|(n, document)| (document.id.text.clone(), I::from(n))).collect()
        }
        Self {
            facts: ids(documents, Kind::Fact),
            causes: ids(documents, Kind::Cause),
            trees: ids(documents, Kind::Symptom),
            tables: ids(documents, Kind::Table),
            requests: ids(documents, Kind::Request),
            seeds: documents.iter().filter(|it| it.kind == Kind::Seeds).map(|it| it.id.text.clone()).collect(),
            shapes: Vec::new(),
            answers: Vec::new(),
            budgets: BTreeMap::new(),
            contents: Vec::new(),
            derived: BTreeSet::new(),
        }
    }

    /// What is known of a fact.
    pub fn shape(&self, fact: FactId) -> &Shape {
        &self.shapes[fact.index()]
    }

    /// The fact with this name.
    pub fn fact(&self, name: &Text, problems: &mut Problems) -> Option<FactId> {
        resolve(&self.facts, name, "fact", "unknown-fact", problems)
    }

    /// The cause with this name.
    pub fn cause(&self, name: &Text, problems: &mut Problems) -> Option<CauseId> {
        resolve(&self.causes, name, "cause", "unknown-cause", problems)
    }

    /// The tree of the symptom with this name.
    pub fn tree(&self, name: &Text, problems: &mut Problems) -> Option<TreeId> {
        resolve(&self.trees, name, "symptom", "unknown-symptom", problems)
    }

    /// The statements with these names.
    pub fn seeds(&self, names: Option<Vec<Text>>, problems: &mut Problems) -> Vec<String> {
        let names = names.unwrap_or_default();
        for name in &names {
            if !self.seeds.contains(&name.text) {
                let message = format!("there is no statement `{}`", name.text);
                let known = self.seeds.iter().map(String::as_str);
                problems.unknown("unknown-seed", name.site, message, &name.text, known);
            }
        }
        names.into_iter().map(|name| name.text).collect()
    }
}

/// Looks a name up, or reports it with the nearest one there is.
pub fn resolve<I: Copy>(
    ids: &Ids<I>,
    name: &Text,
    what: &str,
    code: &'static str,
    problems: &mut Problems,
) -> Option<I> {
    let id = ids.get(&name.text).copied();
    if id.is_none() {
        let message = format!("there is no {what} `{}`", name.text);
        problems.unknown(code, name.site, message, &name.text, ids.keys().map(String::as_str));
    }
    id
}
