//! What a case expected, what it got, and the answers that led there.

use super::Outcome;
use crate::authoring::{CaseRun, Fault};
use crate::diagnosis::words;
use crate::knowledge::{Case, CauseId, FactId, Pack};
use crate::texts::{Texts, tree_test as say};

/// A paragraph for each case that fails.
pub(super) fn lines(outcome: &Outcome, texts: &Texts) -> Vec<String> {
    let cases = outcome.pack.parts().cases.iter().zip(&outcome.runs);
    cases.filter(|(_, run)| !run.passed()).flat_map(|(case, run)| failure(texts, &outcome.pack, case, run)).collect()
}

fn failure(texts: &Texts, pack: &Pack, case: &Case, run: &CaseRun) -> Vec<String> {
    let place = format!("{} ({})", case.name, pack.tree(case.symptom).name);
    let mut lines = vec![texts.fill(say::CASE_FAILED, &[("case", &place)])];
    lines.push(texts.fill(say::CASE_WORDS, &[("words", case.words.trim())]));
    if run.faults.iter().any(|fault| matches!(fault, Fault::Cause | Fault::DialogueCause)) {
        lines.push(texts.fill(say::CASE_EXPECTED, &[("cause", &cause_words(pack, run.expected))]));
    }
    lines.extend(run.faults.iter().flat_map(|fault| fault_lines(texts, pack, case, run, *fault)));
    for entry in run.walk.trail() {
        let value = words::value(texts, pack, entry.fact, &entry.known);
        let by = words::provenance(texts, pack, &entry.known);
        let fact = &pack.fact(entry.fact).name;
        lines.push(texts.fill(say::CASE_TRAIL, &[("fact", fact), ("value", &value), ("by", &by)]));
    }
    if !run.asked.is_empty() {
        lines.push(texts.fill(say::CASE_ASKED, &[("facts", &fact_names(texts, pack, &run.asked))]));
    }
    for line in lines.iter_mut().skip(1) {
        line.insert_str(0, "  ");
    }
    lines.push(String::new());
    lines.into_iter().map(|line| line.chars().filter(|c| !c.is_control()).collect()).collect()
}

fn fault_lines(texts: &Texts, pack: &Pack, case: &Case, run: &CaseRun, fault: Fault) -> Vec<String> {
    let dialogue_asked = run.dialogue.as_ref().map(|dialogue| dialogue.asked.as_slice()).unwrap_or_default();
    let asked = fact_names(texts, pack, dialogue_asked);
    match fault {
        Fault::Cause => vec![match run.shown {
            Some(cause) => texts.fill(say::CASE_SHOWN, &[("cause", &cause_words(pack, cause))]),
            None => texts.say(say::CASE_NOTHING).to_owned(),
        }],
        Fault::DialogueCause => vec![match run.dialogue.as_ref().and_then(|dialogue| dialogue.shown) {
            Some(cause) => texts.fill(say::CASE_DIALOGUE_SHOWN, &[("cause", &cause_words(pack, cause))]),
            None => texts.say(say::CASE_DIALOGUE_NOTHING).to_owned(),
        }],
        Fault::Asked => vec![
            texts.fill(
                say::CASE_SHOULD_ASK,
                &[("facts", &fact_names(texts, pack, case.asked.as_deref().unwrap_or_default()))],
            ),
            texts.fill(say::CASE_DID_ASK, &[("facts", &asked)]),
        ],
        Fault::Questions => vec![
            texts.fill(say::CASE_SHOULD_COUNT, &[("count", &case.questions.unwrap_or_default().to_string())]),
            texts.fill(say::CASE_DID_COUNT, &[("count", &dialogue_asked.len().to_string()), ("facts", &asked)]),
        ],
    }
}

fn cause_words(pack: &Pack, cause: CauseId) -> String {
    let cause = pack.cause(cause);
    format!("{} ({})", cause.name, cause.title)
}

fn fact_names(texts: &Texts, pack: &Pack, facts: &[FactId]) -> String {
    if facts.is_empty() {
        return texts.say(say::NO_FACTS).to_owned();
    }
    let names: Vec<&str> = facts.iter().map(|fact| pack.fact(*fact).name.as_str()).collect();
    names.join(", ")
}
