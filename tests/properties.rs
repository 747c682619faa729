//! What holds for every walk through the built-in trees, whatever is answered.

use std::sync::{Arc, LazyLock};

use cred_doctor::builtin;
use cred_doctor::diagnosis::{By, Event, Step, Walk};
use cred_doctor::knowledge::{FactId, FactKind, Pack, TreeId, Value};
use proptest::prelude::*;

static PACK: LazyLock<Arc<Pack>> = LazyLock::new(|| Arc::new(builtin::pack()));

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

/// One thing that can happen next, made of numbers so that it fits any step.
#[derive(Clone, Debug)]
enum Move {
    Answer(usize),
    NotSure,
    Tell(usize, usize),
    Probe(usize, usize, bool),
    NotFixed,
    Wait,
    GoOn,
    Fixed,
    Reopen(usize),
    Undo,
}

fn moves() -> impl Strategy<Value = Vec<Move>> {
    let one = prop_oneof![
        8 => any::<usize>().prop_map(Move::Answer),
        3 => Just(Move::NotSure),
        2 => (any::<usize>(), any::<usize>()).prop_map(|(fact, pick)| Move::Tell(fact, pick)),
        2 => (any::<usize>(), any::<usize>(), any::<bool>()).prop_map(|(fact, pick, sure)| Move::Probe(fact, pick, sure)),
        3 => Just(Move::NotFixed),
        1 => Just(Move::Wait),
        1 => Just(Move::GoOn),
        1 => Just(Move::Fixed),
        1 => any::<usize>().prop_map(Move::Reopen),
        2 => Just(Move::Undo),
    ];
    prop::collection::vec(one, 0..24)
}

fn open(tree: usize) -> Walk {
    Walk::open(Arc::clone(&PACK), TreeId::from(tree % PACK.parts().trees.len()), 0)
}

fn make(walk: &mut Walk, next: &Move, at: i64) {
    let any_fact = |n: usize| FactId::from(n % PACK.parts().facts.len());
    let cause = walk.verdict().map(|verdict| PACK.cause(verdict.cause).name.clone());
    match next {
        Move::Answer(pick) => {
            if let Some(fact) = walk.question().map(|question| question.fact) {
                walk.answer(at, fact, Some(value(fact, *pick)));
            }
        }
        Move::NotSure => {
            if let Some(fact) = walk.question().map(|question| question.fact) {
                walk.answer(at, fact, None);
            }
        }
        Move::Tell(fact, pick) => walk.answer(at, any_fact(*fact), Some(value(any_fact(*fact), *pick))),
        Move::Probe(fact, pick, certain) => {
            let by = By::Probe { request: "r".into(), certain: *certain, reply: None };
            let fact = any_fact(*fact);
            let name = PACK.fact(fact).name.clone();
            walk.apply(at, Event::Answered { fact: name, value: Some(value(fact, *pick)), by });
        }
        Move::Reopen(fact) => {
            let fact = PACK.fact(any_fact(*fact)).name.clone();
            walk.apply(at, Event::Reopened { fact });
        }
        Move::Undo => walk.undo(at),
        Move::NotFixed | Move::Wait | Move::GoOn | Move::Fixed => {
            let Some(cause) = cause else { return };
            walk.apply(
                at,
                match next {
                    Move::NotFixed => Event::NotFixed { cause },
                    Move::Wait => Event::Waiting { cause, until: at + 120 },
                    Move::GoOn => Event::WentOn { cause },
                    _ => Event::Fixed { cause },
                },
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn undo_after_any_event_restores_the_state_before_it(tree in any::<usize>(), moves in moves()) {
        let mut walk = open(tree);
        for (n, next) in (0..).zip(&moves) {
            let before = walk.clone();
            let counted = walk.counting_events().count();
            make(&mut walk, next, n);
            if walk.counting_events().count() > counted {
                let mut undone = walk.clone();
                undone.undo(n);
                prop_assert_eq!(&undone, &before);
            }
        }
    }

    #[test]
    fn replaying_the_events_of_a_walk_gives_the_same_walk(tree in any::<usize>(), moves in moves()) {
        let mut walk = open(tree);
        for (n, next) in (0..).zip(&moves) {
            make(&mut walk, next, n);
        }
        let lines: Vec<String> = walk.events().iter().map(|event| serde_json::to_string(event).unwrap()).collect();
        let read: Vec<_> = lines.iter().map(|line| serde_json::from_str(line).unwrap()).collect();
        prop_assert_eq!(Walk::replay(Arc::clone(&PACK), &read).unwrap(), walk);
    }

    #[test]
    fn permuting_the_answers_of_a_walk_never_changes_its_step(
        tree in any::<usize>(),
        picks in prop::collection::vec(prop::option::weighted(0.8, any::<usize>()), 0..12),
        order in any::<prop::sample::Index>(),
    ) {
        let mut walk = open(tree);
        let mut answers = Vec::new();
        for pick in picks {
            let Some(fact) = walk.question().map(|question| question.fact) else { break };
            let answer = pick.map(|pick| value(fact, pick));
            answers.push((fact, answer.clone()));
            walk.answer(0, fact, answer);
        }
        if !answers.is_empty() {
            let shift = order.index(answers.len());
            answers.rotate_left(shift);
        }
        answers.reverse();
        let mut permuted = open(tree);
        for (fact, answer) in answers {
            permuted.answer(0, fact, answer);
        }
        prop_assert_eq!(permuted.step(), walk.step());
        prop_assert_eq!(permuted.live(), walk.live());
    }

    #[test]
    fn a_verdict_is_never_a_cause_that_was_tried_and_every_live_share_adds_up(tree in any::<usize>(), moves in moves()) {
        let mut walk = open(tree);
        for (n, next) in (0..).zip(&moves) {
            make(&mut walk, next, n);
            let tried: Vec<_> = walk.tried().collect();
            if let Step::Cause(verdict) = walk.step() {
                prop_assert!(!tried.contains(&verdict.cause));
                prop_assert!(walk.live().causes.iter().any(|(cause, _)| *cause == verdict.cause));
            }
            let total: f64 = walk.live().causes.iter().map(|(_, share)| share).sum();
            prop_assert!(walk.live().causes.is_empty() || (total - 1.0).abs() < 1e-6);
            let out = walk.live().ruled_out.iter();
            prop_assert!(out.clone().all(|out| !walk.live().causes.iter().any(|(cause, _)| *cause == out.cause)));
        }
    }
}
