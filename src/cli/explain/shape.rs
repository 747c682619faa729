//! What there is to know about one thing, for a script.

use serde::Serialize;
use serde_json::{Map, Value as Json, json};

use super::about::{answers, inputs};
use super::{Subject, citing, symptoms_of};
use crate::cli::json::{CauseShape, VERSION, sources, value};
use crate::diagnosis::Filler;
use crate::knowledge::{
    Code, Fact, FactId, FactKind, Leaf, NodeKind, Pack, Request, Seed, Table, TableContent, Tree, Value,
};

/// The shape of a subject: its version and kind, then what it is.
#[derive(Serialize)]
pub(super) struct Shape<'a> {
    version: u32,
    kind: &'static str,
    #[serde(flatten)]
    about: About<'a>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum About<'a> {
    Cause {
        #[serde(flatten)]
        cause: Box<CauseShape<'a>>,
        symptoms: Vec<&'a str>,
    },
    Other(Json),
}

pub(super) fn of<'a>(pack: &'a Pack, subject: &Subject<'_>) -> Shape<'a> {
    let (kind, about) = match subject {
        Subject::Code(id) => ("code", About::Other(code(pack, pack.code(*id)))),
        Subject::Fact(id) => ("fact", About::Other(fact(pack, pack.fact(*id)))),
        Subject::Symptom(id) => ("symptom", About::Other(symptom(pack, pack.tree(*id)))),
        Subject::Seed(known) => ("seed", About::Other(seed(pack, known))),
        Subject::Table(id) => ("table", About::Other(table(pack.table(*id)))),
        Subject::Request(id) => ("request", About::Other(request(pack.request(*id)))),
        Subject::Cause(id) => {
            let cause = Box::new(CauseShape::whole(pack, *id, &Filler::blank(pack)));
            ("cause", About::Cause { cause, symptoms: symptoms_of(pack, *id) })
        }
    };
    Shape { version: VERSION, kind, about }
}

fn facts(pack: &Pack, facts: &[(FactId, Value)]) -> Map<String, Json> {
    facts.iter().map(|(fact, known)| (pack.fact(*fact).name.clone(), value(known))).collect()
}

fn code(pack: &Pack, code: &Code) -> Json {
    json!({
        "id": code.name,
        "title": code.title,
        "aliases": code.aliases,
        "meaning": code.meaning,
        "set": facts(pack, &code.sets),
        "leads": pack.tree(code.leads).name,
        "sources": sources(&code.sources),
    })
}

fn fact(pack: &Pack, fact: &Fact) -> Json {
    let answer = |(key, label): (String, String)| json!({ "value": key, "label": label });
    json!({
        "id": fact.name,
        "title": fact.label,
        "type": match fact.kind {
            FactKind::Bool => "bool",
            FactKind::Choice => "choice",
            FactKind::Set => "set",
            FactKind::Number => "number",
            FactKind::Text => "text",
            FactKind::Time => "time",
        },
        "question": fact.question,
        "help": fact.help,
        "minutes": fact.minutes,
        "answers": answers(fact).into_iter().map(answer).collect::<Vec<_>>(),
        "derived_from": inputs(pack, fact),
        "gate": fact.gate.as_ref().map(|gate| json!({ "refuse": gate.refuse, "to": gate.to })),
        "sources": sources(&fact.sources),
    })
}

fn symptom(pack: &Pack, tree: &Tree) -> Json {
    let leaf = |(leaf, weight): &(Leaf, f64)| match leaf {
        Leaf::Cause(cause) => json!({ "cause": pack.cause(*cause).name, "likelihood": weight }),
        Leaf::Goto(next) => json!({ "goto": pack.tree(*next).name, "likelihood": weight }),
    };
    let first = match tree.nodes.get(tree.start.index()).map(|node| &node.kind) {
        Some(NodeKind::Ask { fact, .. }) => Some(pack.fact(*fact).name.as_str()),
        _ => None,
    };
    json!({
        "id": tree.name,
        "title": tree.title,
        "phrases": tree.phrases,
        "given": facts(pack, &tree.given),
        "asks_first": first,
        "leads": tree.likelihood.iter().map(leaf).collect::<Vec<_>>(),
        "escalate": { "to": tree.escalate.to, "with": tree.escalate.with },
        "seeds": tree.seeds,
        "sources": sources(&tree.sources),
    })
}

fn seed(pack: &Pack, seed: &Seed) -> Json {
    json!({
        "id": seed.name,
        "text": seed.text,
        "verdict": seed.verdict,
        "today": seed.today,
        "answered_by": citing(pack, &seed.name),
        "sources": sources(&seed.sources),
    })
}

fn table(table: &Table) -> Json {
    let content = match &table.content {
        TableContent::Entries(entries) => {
            let entry =
                |(key, label, id): &(String, String, Option<String>)| json!({ "key": key, "label": label, "id": id });
            json!({ "entries": entries.iter().map(entry).collect::<Vec<_>>() })
        }
        TableContent::Rows { rows, otherwise } => json!({ "rows": rows, "otherwise": otherwise }),
        TableContent::Members(members) => json!({ "members": members }),
    };
    let mut shape = Map::from_iter([("id".to_owned(), json!(table.name))]);
    if let Json::Object(content) = content {
        shape.extend(content);
    }
    shape.insert("sources".to_owned(), json!(sources(&table.sources)));
    Json::Object(shape)
}

fn request(request: &Request) -> Json {
    json!({
        "id": request.name,
        "path": request.path,
        "version_of_graph": request.version,
        "headers": request.headers.iter().map(|(name, value)| (name.clone(), json!(value))).collect::<Map<_, _>>(),
        "select": request.select,
        "pages": request.pages,
        "delegated": request.needs.delegated,
        "application": request.needs.application,
        "roles": request.needs.roles,
        "licences": request.needs.licences,
        "throttle": request.throttle.as_ref().map(|throttle| json!({
            "budget": throttle.budget,
            "cost": throttle.cost,
            "limit": throttle.limit,
            "seconds": throttle.seconds,
        })),
        "forbidden": request.forbidden,
        "not_found": request.not_found,
        "empty": request.empty,
        "sources": sources(&request.sources),
    })
}
