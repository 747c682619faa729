//! The case that would have noticed.

use std::collections::VecDeque;
use std::sync::Arc;

use crate::authoring::states::{Reach, Seen, State, saw};
use crate::authoring::{run_case, run_dialogue};
use crate::knowledge::{Case, CauseId, FactId, Pack, TreeId, Value};

/// How many ways on from a parting are tried.
const MOST_TRIED: usize = 60;

/// A case that passes, and fails once the mistake is made.
#[derive(Clone, Debug, PartialEq)]
pub struct Witness {
    /// The case; its name and words are for an author to find.
    pub case: Case,
    /// What comes first with the mistake, if anything does.
    pub instead: Option<CauseId>,
}

/// Makes a case of answers after which two packs part. None if what they do differently cannot be seen in a case.
pub(super) fn find(
    pack: &Arc<Pack>,
    changed: &Arc<Pack>,
    reach: &Reach,
    root: TreeId,
    parting: State,
) -> Option<Witness> {
    let walk = parting.walks.into_iter().next()?;
    let mut waiting = VecDeque::from([(walk, parting.answers)]);
    let mut tried = 0;
    let mut by_questions = None;
    while let Some((walk, answers)) = waiting.pop_front() {
        tried += 1;
        if tried > MOST_TRIED {
            break;
        }
        let facts: Vec<(FactId, Value)> =
            answers.iter().filter_map(|(fact, value)| Some((*fact, value.clone()?))).collect();
        if let Some(witness) = by_cause(pack, changed, root, &facts) {
            return Some(witness);
        }
        if by_questions.is_none() {
            by_questions = by_what_is_asked(pack, changed, root, &facts);
        }
        let Seen::Asked(fact) = saw(&walk) else { continue };
        for value in reach.answers(fact) {
            let (mut walk, mut answers) = (walk.clone(), answers.clone());
            walk.answer(0, fact, Some(value.clone()));
            answers.push((fact, Some(value.clone())));
            waiting.push_back((walk, answers));
        }
    }
    by_questions
}

fn by_cause(pack: &Arc<Pack>, changed: &Arc<Pack>, symptom: TreeId, facts: &[(FactId, Value)]) -> Option<Witness> {
    let case = blank(symptom, facts, CauseId(0));
    let expect = run_case(pack, &case).shown?;
    let instead = run_case(changed, &case).shown;
    (instead != Some(expect)).then_some(Witness { case: Case { expect, ..case }, instead })
}

fn by_what_is_asked(
    pack: &Arc<Pack>,
    changed: &Arc<Pack>,
    symptom: TreeId,
    facts: &[(FactId, Value)],
) -> Option<Witness> {
    let case = blank(symptom, facts, CauseId(0));
    let (good, bad) = (run_dialogue(pack, &case), run_dialogue(changed, &case));
    let expect = run_case(pack, &case).shown?;
    let differs = good.shown == Some(expect) && (good.asked != bad.asked || good.shown != bad.shown);
    differs.then_some(Witness { case: Case { expect, asked: Some(good.asked), ..case }, instead: bad.shown })
}

fn blank(symptom: TreeId, facts: &[(FactId, Value)], expect: CauseId) -> Case {
    Case {
        name: String::new(),
        symptom,
        words: String::new(),
        facts: facts.to_vec(),
        expect,
        asked: None,
        questions: None,
        source: None,
    }
}

impl Witness {
    /// The case as an author writes it, with a name and words to be filled in.
    pub fn document(&self, pack: &Pack) -> String {
        let case = &self.case;
        let facts: Vec<String> =
            case.facts.iter().map(|(fact, value)| format!("{}: {}", pack.fact(*fact).name, spelled(value))).collect();
        let mut text = format!(
            "case: a-name\nsymptom: {}\nwords: What the caller says.\nfacts: {{ {} }}\nexpect: {}\n",
            pack.tree(case.symptom).name,
            facts.join(", "),
            pack.cause(case.expect).name
        );
        if let Some(asked) = &case.asked {
            let names: Vec<&str> = asked.iter().map(|fact| pack.fact(*fact).name.as_str()).collect();
            text.extend(["asked: [", &names.join(", "), "]\n"]);
        }
        text
    }
}

fn spelled(value: &Value) -> String {
    match value {
        Value::Set(members) if members.is_empty() => "[none]".to_owned(),
        Value::Set(_) => format!("[{}]", value.to_string().replace(',', ", ")),
        other => other.to_string(),
    }
}
