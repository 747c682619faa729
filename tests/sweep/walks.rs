//! A sweep says of the built-in knowledge what its walks say.

use std::sync::{Arc, LazyLock};

use cred_doctor::builtin;
use cred_doctor::diagnosis::{By, Event, FactBase, Status, Sweep, Walk};
use cred_doctor::knowledge::{CauseId, FactId, FactKind, Fault, Pack, TreeId, Value};
use proptest::prelude::*;

static PACK: LazyLock<Arc<Pack>> = LazyLock::new(|| Arc::new(builtin::pack()));

/// What one source says about a fact.
type Said = (FactId, Option<Value>, By);

/// A value the fact can have, picked by a number.
fn value(fact: FactId, pick: usize) -> Value {
    let fact = PACK.fact(fact);
    let key = |n: usize| fact.choices[n % fact.choices.len()].value.clone();
    match fact.kind {
        FactKind::Bool => Value::Bool(pick.is_multiple_of(2)),
        FactKind::Choice => Value::Text(key(pick)),
        FactKind::Set => Value::set((0..pick % 3).map(|n| key(pick / 3 + 7 * n))),
        FactKind::Number => Value::Number(i64::try_from(pick % 100).unwrap()),
        FactKind::Text => Value::text(format!("person{pick}@contoso.example")),
        FactKind::Time => Value::Time(i64::try_from(pick).unwrap()),
    }
}

/// Something about most facts, from whomever; one in eight is "not sure".
fn said() -> impl Strategy<Value = Vec<Said>> {
    let picks = prop::collection::vec((0..10usize, 0..8usize, any::<usize>()), PACK.parts().facts.len());
    (0..10usize, picks).prop_map(|(density, picks)| {
        let mut said = Vec::new();
        for (n, (kept, who, pick)) in picks.into_iter().enumerate() {
            let fact = FactId::from(n);
            let probe = |certain| By::Probe { request: "somewhere".to_owned(), certain, reply: None };
            match who {
                _ if kept > density => {}
                0 => said.push((fact, None, By::Person)),
                1 => said.push((fact, Some(value(fact, pick)), probe(false))),
                2 | 3 => said.push((fact, Some(value(fact, pick)), probe(true))),
                _ => said.push((fact, Some(value(fact, pick)), By::Person)),
            }
        }
        said
    })
}

fn facts(said: &[Said]) -> FactBase {
    let mut facts = FactBase::default();
    for (fact, value, by) in said {
        facts.learn(0, *fact, value.clone(), by.clone());
    }
    facts
}

/// A walk that was told everything, and what opening it said.
fn walk(tree: TreeId, said: &[Said]) -> (Walk, FactBase) {
    let mut walk = Walk::open(Arc::clone(&PACK), tree, 0);
    for (fact, value, by) in said {
        let fact = PACK.fact(*fact).name.clone();
        walk.apply(0, Event::Answered { fact, value: value.clone(), by: by.clone() });
    }
    let mut facts = facts(said);
    for (fact, value) in &PACK.tree(tree).given {
        facts.learn(0, *fact, Some(value.clone()), By::Symptom { symptom: PACK.tree(tree).name.clone() });
    }
    (walk, facts)
}

fn trees() -> impl Iterator<Item = TreeId> {
    (0..PACK.parts().trees.len()).map(TreeId::from)
}

/// Whether everything that opening a tree says still holds with what was said.
fn given_holds(tree: TreeId, walk: &Walk) -> bool {
    PACK.tree(tree).given.iter().all(|(fact, value)| walk.know(*fact).value() == Some(value))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn what_a_walk_confirms_a_sweep_confirms(said in said()) {
        for tree in trees() {
            let (walk, facts) = walk(tree, &said);
            let Some(verdict) = walk.verdict() else { continue };
            if verdict.is_confirmed() && given_holds(tree, &walk) {
                let sweep = Sweep::of(&PACK, &facts);
                let status = sweep.finding(verdict.cause).map(|finding| finding.status);
                prop_assert_eq!(status, Some(Status::Confirmed), "{}", PACK.cause(verdict.cause).name);
            }
        }
    }

    #[test]
    fn a_cause_is_ruled_out_exactly_when_every_walk_excludes_it(said in said()) {
        let walks: Vec<Walk> = trees().map(|tree| walk(tree, &said).0).collect();
        let is_live = |cause: CauseId| {
            walks.iter().any(|walk| walk.live().causes.iter().any(|(live, _)| *live == cause))
        };
        for finding in Sweep::of(&PACK, &facts(&said)).findings {
            let out = finding.status == Status::RuledOut;
            // A fault that shows by itself is there, wherever the walks go.
            if finding.status == Status::Confirmed && matches!(PACK.cause(finding.cause).fault, Fault::Where(_)) {
                continue;
            }
            prop_assert_eq!(out, !is_live(finding.cause), "{}", &PACK.cause(finding.cause).name);
            prop_assert!(!out || !finding.evidence.is_empty());
        }
    }
}
