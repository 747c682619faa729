//! What the built-in pack reads in answers of Graph: every binding, against small answers in the shape of the official
//! examples.
//!
//! Each file of `tests/graph` names the page whose example it is shaped like, the answers by request, what is known
//! beside them, and exactly what is learned; a `?` at the end says that it only points.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use cred_doctor::builtin;
use cred_doctor::diagnosis::{Answered, Answers, Learned};
use cred_doctor::knowledge::{Empty, FactId, Pack, RequestId, Value, moment};
use serde_json::{Value as Json, json};

/// When it is in the examples.
const NOW: &str = "2026-11-22T12:00:00Z";

struct Example {
    name: String,
    known: BTreeMap<FactId, Value>,
    answers: BTreeMap<RequestId, Answered>,
    learned: BTreeMap<String, String>,
}

impl Example {
    fn read(pack: &Pack, path: &Path) -> Self {
        let json: Json = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        assert!(json["like"].as_str().unwrap().starts_with("https://learn.microsoft.com/graph/"));
        let texts = |key: &str| -> BTreeMap<String, String> {
            json.get(key).map(|it| serde_json::from_value(it.clone()).unwrap()).unwrap_or_default()
        };
        let names = |key: &str| -> Vec<String> {
            json.get(key).map(|it| serde_json::from_value(it.clone()).unwrap()).unwrap_or_default()
        };
        let request = |name: &str| pack.request_named(name).unwrap_or_else(|| panic!("no request {name}"));
        let partial = names("partial");
        let mut answers: BTreeMap<RequestId, Answered> = json["answers"]
            .as_object()
            .unwrap()
            .iter()
            .map(|(name, body)| (request(name), Answered::Body { json: body.clone(), whole: !partial.contains(name) }))
            .collect();
        answers.extend(names("not_found").iter().map(|name| (request(name), Answered::NotFound)));
        let known = texts("known").into_iter().map(|(name, text)| {
            let fact = pack.fact_named(&name).unwrap();
            (fact, pack.fact(fact).parse(&text).unwrap())
        });
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        Self { name, known: known.collect(), answers, learned: texts("learned") }
    }

    fn learn(&self, pack: &Pack) -> Vec<(String, Learned)> {
        learn(pack, &self.answers, &self.known)
    }
}

fn learn(
    pack: &Pack,
    by_request: &BTreeMap<RequestId, Answered>,
    known: &BTreeMap<FactId, Value>,
) -> Vec<(String, Learned)> {
    let answers = Answers { pack, by_request, known, now: moment(NOW).unwrap() };
    let facts = (0..pack.parts().facts.len()).map(FactId::from);
    facts.filter_map(|fact| Some((pack.fact(fact).name.clone(), answers.learn(fact)?))).collect()
}

fn examples(pack: &Pack) -> Vec<Example> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/graph");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|path| Example::read(pack, path)).collect()
}

#[test]
fn every_example_teaches_exactly_what_it_says() {
    let pack = builtin::pack();
    for example in examples(&pack) {
        let found: BTreeMap<String, String> = example
            .learn(&pack)
            .into_iter()
            .map(|(name, it)| (name, format!("{}{}", it.value, if it.certain { "" } else { "?" })))
            .collect();
        assert_eq!(found, example.learned, "{}", example.name);
    }
}

#[test]
fn every_binding_is_seen_to_tell_and_to_be_silent() {
    let pack = builtin::pack();
    let (mut tells, mut silent) = (BTreeSet::new(), BTreeSet::new());
    for example in examples(&pack) {
        for (name, learned) in example.learn(&pack) {
            tells.insert((name, pack.request(learned.request).name.clone()));
        }
        // The same without what is best: what a request says alone.
        for (request, answered) in &example.answers {
            let alone = BTreeMap::from([(*request, answered.clone())]);
            let told: BTreeSet<String> =
                learn(&pack, &alone, &example.known).into_iter().map(|(name, _)| name).collect();
            for fact in pack.parts().facts.iter().filter(|fact| fact.evidence.iter().any(|it| it.request == *request)) {
                if !told.contains(&fact.name) {
                    silent.insert((fact.name.clone(), pack.request(*request).name.clone()));
                }
            }
        }
    }
    let facts = pack.parts().facts.iter();
    let bound: BTreeSet<(String, String)> = facts
        .flat_map(|fact| fact.evidence.iter().map(|it| (fact.name.clone(), pack.request(it.request).name.clone())))
        .collect();
    let never: Vec<_> = bound.difference(&tells).collect();
    assert!(never.is_empty(), "no example in which these tell: {never:?}");
    let names: BTreeSet<&String> = bound.iter().map(|(fact, _)| fact).collect();
    assert!(names.len() >= 60, "{} facts", names.len());
}

#[test]
fn silence_says_nothing() {
    let pack = builtin::pack();
    let known = BTreeMap::new();
    for (place, request) in pack.parts().requests.iter().enumerate() {
        let id = RequestId::from(place);
        for (json, whole) in [(json!({ "value": [] }), true), (json!({ "value": [] }), false), (json!({}), true)] {
            let answers = BTreeMap::from([(id, Answered::Body { json: json.clone(), whole })]);
            for (name, learned) in learn(&pack, &answers, &known) {
                let fact = pack.fact(pack.fact_named(&name).unwrap());
                let says = fact.evidence.iter().any(|it| it.request == id && it.empty != Empty::Unknown);
                assert!(
                    says && whole && json["value"].is_array(),
                    "{name} is {learned:?} for {json} of {}",
                    request.name
                );
            }
        }
        let told = learn(&pack, &BTreeMap::from([(id, Answered::NotFound)]), &known);
        let meant = |name: &str| {
            let fact = pack.fact(pack.fact_named(name).unwrap());
            fact.evidence.iter().any(|it| it.request == id && it.not_found.is_some())
        };
        assert!(told.iter().all(|(name, _)| meant(name)), "{told:?}");
    }
}

/// Puts `wrong` in the place of the nth value inside `json`.
fn spoil(json: &mut Json, place: &mut usize, wrong: &Json) {
    if *place == 0 {
        *json = wrong.clone();
    }
    *place = place.wrapping_sub(1);
    match json {
        Json::Array(members) => members.iter_mut().for_each(|member| spoil(member, place, wrong)),
        Json::Object(object) => object.values_mut().for_each(|member| spoil(member, place, wrong)),
        _ => {}
    }
}

fn size(json: &Json) -> usize {
    match json {
        Json::Array(members) => 1 + members.iter().map(size).sum::<usize>(),
        Json::Object(object) => 1 + object.values().map(size).sum::<usize>(),
        _ => 1,
    }
}

#[test]
fn a_spoiled_answer_never_turns_a_certain_no_into_a_certain_yes() {
    let pack = builtin::pack();
    let wrongs = [json!({}), json!("\u{1b}[31m"), json!(1.5), json!([[]]), json!("x".repeat(5_000))];
    for example in examples(&pack) {
        let before: BTreeMap<String, Value> =
            example.learn(&pack).into_iter().filter(|(_, it)| it.certain).map(|(name, it)| (name, it.value)).collect();
        for (id, answered) in &example.answers {
            let Answered::Body { json, whole } = answered else { continue };
            for place in 0..size(json) {
                for wrong in &wrongs {
                    let mut spoiled = json.clone();
                    spoil(&mut spoiled, &mut place.clone(), wrong);
                    let mut answers = example.answers.clone();
                    answers.insert(*id, Answered::Body { json: spoiled, whole: *whole });
                    for (name, learned) in learn(&pack, &answers, &example.known) {
                        let text = learned.value.to_string();
                        assert!(!text.contains('\u{1b}') && text.len() < 5_000, "{name}");
                        // Another text may be another truth; another type never is.
                        if !wrong.is_string() && learned.certain && learned.value == Value::Bool(true) {
                            assert_ne!(before.get(&name), Some(&Value::Bool(false)), "{name} in {}", example.name);
                        }
                    }
                }
            }
        }
    }
}
