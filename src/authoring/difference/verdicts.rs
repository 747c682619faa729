//! Walks that end at another cause: every case of both packs, and a bounded number of walks through each symptom.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::names::{NameChange, now};
use crate::diagnosis::{By, Event, Walk};
use crate::knowledge::{CALLER_VERIFIED, Fact, FactKind, Pack, TreeId, Value};

/// How many walks are made through each symptom, in each of the packs.
pub const WALKS: usize = 64;

/// Answers longer than this are not made up further; what is open then is not sure.
const LONGEST: usize = 60;

/// Answers by the names of facts; none is "not sure".
type Answers = Vec<(String, Option<Value>)>;

/// What running both packs showed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Verdicts {
    /// The cases run through both.
    pub cases: usize,
    /// The walks made through both.
    pub walks: usize,
    /// The symptoms with more walks than were made.
    pub sampled: usize,
    /// What changed, the most walks first.
    pub changes: Vec<VerdictChange>,
}

/// Walks of one symptom that end at another cause now.
#[derive(Clone, Debug, PartialEq)]
pub struct VerdictChange {
    /// The symptom.
    pub symptom: String,
    /// The first cause before; none is an escalation.
    pub old: Option<String>,
    /// The first cause now.
    pub new: Option<String>,
    /// How many of the walks made do.
    pub walks: usize,
    /// The cases among them.
    pub cases: Vec<String>,
    /// The answers of the shortest.
    pub example: Vec<(String, Option<Value>)>,
}

/// Runs both packs, and compares the first cause each shows.
pub fn verdicts(old: &Arc<Pack>, new: &Arc<Pack>, symptoms: &[NameChange], causes: &[NameChange]) -> Verdicts {
    let mut found = Verdicts::default();
    let before = |symptom: &str| {
        let renamed = symptoms.iter().find_map(|change| match change {
            NameChange::Renamed { old, new, .. } if new == symptom => Some(old.clone()),
            _ => None,
        });
        renamed.unwrap_or_else(|| symptom.to_owned())
    };
    let mut compare = |symptom: &str, answers: Answers, case: Option<&str>| {
        // A symptom that only one of them has is told as new or gone.
        let (Some(first), Some(second)) = (old.tree_named(&before(symptom)), new.tree_named(symptom)) else {
            return false;
        };
        let (then, today) = (ends(old, first, &answers), ends(new, second, &answers));
        let then = then.map(|cause| now(causes, &cause).to_owned());
        if then != today {
            note(&mut found.changes, symptom, then, today, answers, case);
        }
        true
    };
    let mut cases: Vec<(String, String, Answers)> = Vec::new();
    for pack in [old, new] {
        for case in &pack.parts().cases {
            let name = &pack.tree(case.symptom).name;
            let symptom = if Arc::ptr_eq(pack, old) { now(symptoms, name) } else { name }.to_owned();
            let facts = case.facts.iter().map(|(fact, value)| (pack.fact(*fact).name.clone(), Some(value.clone())));
            let known = (case.name.clone(), symptom, facts.collect::<Answers>());
            if !cases.contains(&known) {
                cases.push(known);
            }
        }
    }
    let run = cases.into_iter().filter(|(name, symptom, answers)| compare(symptom, answers.clone(), Some(name)));
    let run = run.count();
    let (mut walks, mut sampled) = (0, BTreeSet::new());
    let mut seen: BTreeSet<(String, Answers)> = BTreeSet::new();
    for pack in [old, new] {
        for (n, tree) in pack.parts().trees.iter().enumerate() {
            let symptom = if Arc::ptr_eq(pack, old) { now(symptoms, &tree.name) } else { &tree.name };
            if old.tree_named(&before(symptom)).is_none() || new.tree_named(symptom).is_none() {
                continue;
            }
            let (made, complete) = systematic(pack, TreeId::from(n));
            if !complete {
                sampled.insert(symptom.to_owned());
            }
            for answers in made {
                if seen.insert((symptom.to_owned(), answers.clone())) {
                    walks += usize::from(compare(symptom, answers, None));
                }
            }
        }
    }
    found.changes.sort_by(|a, b| b.walks.cmp(&a.walks).then(a.symptom.cmp(&b.symptom)));
    Verdicts { cases: run, walks, sampled: sampled.len(), ..found }
}

fn note(
    changes: &mut Vec<VerdictChange>,
    symptom: &str,
    old: Option<String>,
    new: Option<String>,
    answers: Answers,
    case: Option<&str>,
) {
    let known = changes.iter().position(|change| change.symptom == symptom && change.old == old && change.new == new);
    let place = known.unwrap_or_else(|| {
        let example = answers.clone();
        changes.push(VerdictChange { symptom: symptom.to_owned(), old, new, walks: 0, cases: Vec::new(), example });
        changes.len() - 1
    });
    let Some(change) = changes.get_mut(place) else { return };
    change.walks += 1;
    change.cases.extend(case.map(str::to_owned));
    if answers.len() < change.example.len() {
        change.example = answers;
    }
}

/// The first cause that these answers lead to, what is still asked being answered "not sure".
fn ends(pack: &Arc<Pack>, symptom: TreeId, answers: &Answers) -> Option<String> {
    let mut walk = Walk::open(Arc::clone(pack), symptom, 0);
    for (fact, value) in answers {
        walk.apply(0, Event::Answered { fact: fact.clone(), value: value.clone(), by: By::Person });
    }
    for _ in 0..LONGEST {
        let Some(question) = walk.question().filter(|question| question.gate.is_none()) else { break };
        let fact = question.fact;
        let verified = (pack.fact(fact).name == CALLER_VERIFIED).then_some(Value::Bool(true));
        walk.answer(0, fact, verified);
    }
    walk.verdict().map(|verdict| pack.cause(verdict.cause).name.clone())
}

/// Walks through one symptom, each with other answers, and whether these are all there are.
///
/// The number of a walk is read as digits, one a question, so that the first questions are varied in every way. In the
/// second half of the walks the later ones are varied as well.
fn systematic(pack: &Arc<Pack>, tree: TreeId) -> (Vec<Answers>, bool) {
    let opened = Walk::open(Arc::clone(pack), tree, 0);
    let mut made: Vec<Answers> = Vec::new();
    let mut complete = true;
    for number in 0..WALKS {
        let (mut walk, mut answers, mut rest, mut combinations) = (opened.clone(), Answers::new(), number, 1usize);
        while let Some(question) = walk.question().filter(|question| question.gate.is_none()) {
            if answers.len() >= LONGEST {
                break;
            }
            let (id, fact) = (question.fact, pack.fact(question.fact));
            let ways = possible(fact);
            let varied = number >= WALKS / 2 && combinations > WALKS;
            let digit = if varied { number.wrapping_mul(answers.len() + 1) } else { rest };
            let answer = ways.get(digit % ways.len()).cloned().flatten();
            rest /= ways.len();
            combinations = combinations.saturating_mul(ways.len());
            answers.push((fact.name.clone(), answer.clone()));
            walk.answer(0, id, answer);
        }
        complete &= combinations <= WALKS;
        if !made.contains(&answers) {
            made.push(answers);
        }
    }
    (made, complete)
}

/// Answers that a fact can have: all of a bool or choice, some of the rest, and "not sure".
fn possible(fact: &Fact) -> Vec<Option<Value>> {
    let mut values: Vec<Option<Value>> = match fact.kind {
        FactKind::Bool => vec![Some(Value::Bool(true)), Some(Value::Bool(false))],
        FactKind::Choice => fact.choices.iter().map(|choice| Some(Value::text(&choice.value))).collect(),
        FactKind::Set => {
            let one = fact.choices.iter().take(6).map(|choice| Some(Value::set([choice.value.clone()])));
            std::iter::once(Some(Value::set::<_, String>([]))).chain(one).collect()
        }
        FactKind::Number => [0, 1, 10, 100_000].map(|number| Some(Value::Number(number))).to_vec(),
        FactKind::Text => vec![Some(Value::text("person@contoso.example"))],
        FactKind::Time => vec![Some(Value::Time(0))],
    };
    values.push(None);
    values
}
