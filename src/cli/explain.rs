//! `explain`: one thing in full, with its sources.

mod about;
mod shape;

use super::arguments::ExplainArguments;
use super::environment::Environment;
use super::{Exit, Failure, Knowledge, Printer};
use crate::knowledge::{CauseId, CodeId, FactId, Pack, RequestId, Seed, TableId, TreeId};
use crate::search::Found;
use crate::settings::Settings;
use crate::texts::cli as say;

/// Something that can be explained.
#[derive(Clone, Copy)]
enum Subject<'a> {
    Code(CodeId),
    Fact(FactId),
    Cause(CauseId),
    Symptom(TreeId),
    Seed(&'a Seed),
    Table(TableId),
    Request(RequestId),
}

pub(super) fn run(
    arguments: &ExplainArguments,
    settings: &Settings,
    environment: &Environment,
    printer: &mut Printer<'_>,
) -> Result<Exit, Failure> {
    let knowledge = Knowledge::load(settings, printer)?;
    let pack = &*knowledge.pack;
    let name = arguments.id.trim();
    let subject = named(pack, name)
        .or_else(|| written_another_way(&knowledge, name))
        .ok_or_else(|| Failure::unknown(&printer.texts, say::UNKNOWN_ID, name, names(pack), say::UNKNOWN_ID_HINT))?;
    if arguments.json {
        printer.json(&shape::of(pack, &subject))?;
    } else {
        let lines = about::page(&printer.texts, pack, &subject, environment.width);
        printer.lines(lines)?;
    }
    Ok(Exit::Fine)
}

/// What an id names, in any letter case.
fn named<'a>(pack: &'a Pack, name: &str) -> Option<Subject<'a>> {
    let lower = name.to_lowercase();
    let symptom = pack.tree_named(&lower).map(Subject::Symptom);
    symptom
        .or_else(|| pack.cause_named(&lower).map(Subject::Cause))
        .or_else(|| pack.fact_named(&lower).map(Subject::Fact))
        .or_else(|| pack.code_named(name).map(Subject::Code))
        .or_else(|| pack.seed_named(&name.to_uppercase()).map(Subject::Seed))
        .or_else(|| pack.table_named(&lower).map(Subject::Table))
        .or_else(|| pack.request_named(&lower).map(Subject::Request))
}

/// A code as it was pasted: `50126`, `hr=80231367`, or with the message around it.
fn written_another_way<'a>(knowledge: &Knowledge, name: &str) -> Option<Subject<'a>> {
    let first = knowledge.index().find(name).into_iter().next()?;
    // A code that is only begun is rather a typing mistake.
    let whole = first.matched.first().is_some_and(|said| said.chars().any(|c| c.is_ascii_digit()));
    match first.found {
        Found::Code(code) if whole && is_mentioned(&knowledge.pack, code, name) => Some(Subject::Code(code)),
        _ => None,
    }
}

/// Whether the number of a code stands in a text.
fn is_mentioned(pack: &Pack, code: CodeId, text: &str) -> bool {
    let code = pack.code(code);
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let said = digits(text);
    code.aliases.iter().chain([&code.name]).any(|name| !digits(name).is_empty() && said.contains(&digits(name)))
}

fn names(pack: &Pack) -> Vec<&str> {
    let parts = pack.parts();
    let symptoms = parts.trees.iter().map(|tree| tree.name.as_str());
    symptoms
        .chain(parts.causes.iter().map(|cause| cause.name.as_str()))
        .chain(parts.facts.iter().map(|fact| fact.name.as_str()))
        .chain(parts.codes.iter().flat_map(|code| code.aliases.iter().chain([&code.name]).map(String::as_str)))
        .chain(parts.seeds.iter().map(|seed| seed.name.as_str()))
        .chain(parts.tables.iter().map(|table| table.name.as_str()))
        .chain(parts.requests.iter().map(|request| request.name.as_str()))
        .collect()
}

/// The symptoms whose trees have a cause among their leaves.
fn symptoms_of(pack: &Pack, cause: CauseId) -> Vec<&str> {
    let leads = |tree: &&crate::knowledge::Tree| {
        tree.nodes.iter().any(|node| node.targets().any(|to| to == crate::knowledge::Target::Cause(cause)))
    };
    pack.parts().trees.iter().filter(leads).map(|tree| tree.name.as_str()).collect()
}

/// What cites a statement: symptoms, then causes.
fn citing<'a>(pack: &'a Pack, seed: &str) -> Vec<&'a str> {
    let cites = |seeds: &[String]| seeds.iter().any(|known| known == seed);
    let trees = pack.parts().trees.iter().filter(|tree| {
        let in_checks = |node: &crate::knowledge::Node| match &node.kind {
            crate::knowledge::NodeKind::Checks { checks, .. } => checks.iter().any(|check| cites(&check.seeds)),
            crate::knowledge::NodeKind::Ask { .. } => false,
        };
        cites(&tree.seeds) || tree.nodes.iter().any(|node| cites(&node.seeds) || in_checks(node))
    });
    let causes = pack.parts().causes.iter().filter(|cause| cites(&cause.seeds));
    trees.map(|tree| tree.name.as_str()).chain(causes.map(|cause| cause.name.as_str())).collect()
}
