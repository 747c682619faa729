//! `tree test`: the cases of a folder of knowledge, run through the engine.

use std::path::Path;
use std::sync::Arc;

use super::{Exit, Failure, Printer, knowledge};
use crate::authoring::{CaseRun, run_cases};
use crate::diagnosis::words;
use crate::knowledge::{Case, CauseId, Pack};
use crate::texts::{Texts, cli as say};

pub(super) fn run(folder: Option<&Path>, printer: &mut Printer<'_>) -> Result<Exit, Failure> {
    let (_, loaded) = knowledge::load_alone(folder, &printer.texts)?;
    let Some(pack) = loaded.pack else {
        let report = crate::diagnostic::render(&loaded.diagnostics, &loaded.sources, &loaded.places, false);
        write!(printer.err, "{report}")?;
        let count = knowledge::count_errors(&printer.texts, &loaded.diagnostics);
        let message = printer.fill(say::PACK_BROKEN, &[("count", &count)]);
        return Err(Failure::Usage { message, hint: None });
    };
    let pack = Arc::new(pack);
    let runs = run_cases(&pack);
    let failed = runs.iter().filter(|run| !run.passed()).count();
    for (case, run) in pack.parts().cases.iter().zip(&runs).filter(|(_, run)| !run.passed()) {
        let lines = failure(&printer.texts, &pack, case, run);
        printer.lines(lines)?;
    }
    let (passed, failed_text) = ((runs.len() - failed).to_string(), failed.to_string());
    let count = printer.fill(say::CASE_COUNT, &[("passed", &passed), ("failed", &failed_text)]);
    printer.line(&count)?;
    Ok(if failed > 0 { Exit::Problems } else { Exit::Fine })
}

/// What a case expected, what it got, and the answers that led there.
fn failure(texts: &Texts, pack: &Pack, case: &Case, run: &CaseRun) -> Vec<String> {
    let named = |cause: CauseId| {
        let cause = pack.cause(cause);
        format!("{} ({})", cause.name, cause.title)
    };
    let place = format!("{} ({})", case.name, pack.tree(case.symptom).name);
    let mut lines = vec![
        texts.fill(say::CASE_FAILED, &[("case", &place)]),
        texts.fill(say::CASE_WORDS, &[("words", case.words.trim())]),
        texts.fill(say::CASE_EXPECTED, &[("cause", &named(run.expected))]),
        match run.shown {
            Some(cause) => texts.fill(say::CASE_SHOWN, &[("cause", &named(cause))]),
            None => texts.say(say::CASE_NOTHING).to_owned(),
        },
    ];
    for entry in run.walk.trail() {
        let value = words::value(texts, pack, entry.fact, &entry.known);
        let by = words::provenance(texts, pack, &entry.known);
        let fact = &pack.fact(entry.fact).name;
        lines.push(texts.fill(say::CASE_TRAIL, &[("fact", fact), ("value", &value), ("by", &by)]));
    }
    if !run.asked.is_empty() {
        let asked: Vec<&str> = run.asked.iter().map(|fact| pack.fact(*fact).name.as_str()).collect();
        lines.push(texts.fill(say::CASE_ASKED, &[("facts", &asked.join(", "))]));
    }
    for line in lines.iter_mut().skip(1) {
        line.insert_str(0, "  ");
    }
    lines.push(String::new());
    lines.into_iter().map(|line| line.chars().filter(|c| !c.is_control()).collect()).collect()
}
