//! Expressions in three values, against the definition: a decided expression agrees with every completion.

mod support;

use std::sync::Arc;

use cred_doctor::diagnosis::Walk;
use cred_doctor::knowledge::Pack;
use proptest::prelude::*;
use support::{bool_fact, cause_document, documents, pack, value};

const NAMES: [&str; 4] = ["is.a", "is.b", "is.c", "is.d"];

/// An expression over four bools, one choice and one set, as an author would write it.
fn expression() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        (0..4usize).prop_map(|n| NAMES[n].to_owned()),
        prop::sample::select(vec!["x", "y", "z"]).prop_map(|key| format!("is.choice == \"{key}\"")),
        prop::sample::select(vec!["x", "y", "z"]).prop_map(|key| format!("is.choice != \"{key}\"")),
        prop::sample::select(vec!["x", "y"]).prop_map(|key| format!("\"{key}\" in is.set")),
        Just("size(is.set) > 1".to_owned()),
        Just("is.set.exists(m, m == is.choice)".to_owned()),
        Just("is.set.all(m, m == \"x\" && is.a)".to_owned()),
        Just("size(is.set.filter(m, m != \"y\" || is.b)) == 1".to_owned()),
    ];
    leaf.prop_recursive(4, 24, 3, |inner| {
        prop_oneof![
            inner.clone().prop_map(|a| format!("!({a})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a}) && ({b})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a}) || ({b})")),
            (inner.clone(), inner.clone(), inner).prop_map(|(a, b, c)| format!("({a}) ? ({b}) : ({c})")),
        ]
    })
}

fn with(expression: &str) -> Arc<Pack> {
    let choices = "choices: { x: X, y: Y, z: Z }\nquestion: Which?\nhelp: Look.\nminutes: 1\n\
                   sources: [{ url: \"https://example.com\", verified: 2026-11-22 }]\n";
    let mut facts: Vec<String> = NAMES.iter().map(|name| bool_fact(name, 1.0)).collect();
    facts.push(format!("fact: is.choice\ntype: choice\nlabel: choice\n{choices}"));
    facts.push(format!("fact: is.set\ntype: set\nlabel: set\n{choices}"));
    facts.push(format!("fact: is.result\ntype: bool\nlabel: result\nderive: '{expression}'\n"));
    pack(&[
        ("facts/a.yaml", &documents(&facts)),
        ("causes/a.yaml", &documents(&["yes", "no"].map(|name| cause_document(name, "")))),
        (
            "symptoms/s.yaml",
            "symptom: S\nphrases: []\nescalate: { to: X, with: [y] }\nlikelihood: { yes: 1, no: 1 }\nstart: n\n\
             nodes:\n  n:\n    ask: is.result\n    answers: { yes: cause yes, no: cause no }\n",
        ),
    ])
}

fn result(pack: &Arc<Pack>, answers: &[(&str, &str)]) -> Option<String> {
    let mut walk = Walk::open(Arc::clone(pack), pack.tree_named("s").unwrap(), 0);
    for (name, text) in answers {
        walk.answer(0, support::fact(pack, name), value(pack, name, text));
    }
    walk.know(support::fact(pack, "is.result")).value().map(ToString::to_string)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, ..ProptestConfig::default() })]

    #[test]
    fn whenever_an_expression_decides_every_completion_agrees(
        expression in expression(),
        known in prop::collection::vec(prop::option::of(0..3usize), 6),
    ) {
        let pack = with(&expression);
        let bools = ["yes", "no"];
        let choices = ["x", "y", "z"];
        let sets = ["none", "x", "x,y"];
        let mut partial: Vec<(&str, &str)> = Vec::new();
        let mut domains: Vec<(&str, Vec<&str>)> = Vec::new();
        for (n, name) in NAMES.iter().chain(&["is.choice", "is.set"]).enumerate() {
            let domain: &[&str] = match n { 4 => &choices, 5 => &sets, _ => &bools };
            match known[n] {
                Some(place) => partial.push((name, domain[place % domain.len()])),
                None => domains.push((name, domain.to_vec())),
            }
        }
        if let Some(decided) = result(&pack, &partial) {
            let mut completions = vec![partial];
            for (name, domain) in domains {
                completions = completions
                    .into_iter()
                    .flat_map(|so_far| domain.iter().map(move |text| [so_far.clone(), vec![(name, *text)]].concat()))
                    .collect();
            }
            for completion in completions {
                prop_assert_eq!(result(&pack, &completion), Some(decided.clone()), "{} with {:?}", expression, completion);
            }
        }
    }

    #[test]
    fn with_everything_known_every_expression_decides(
        expression in expression(),
        bools in prop::collection::vec(any::<bool>(), 4),
        choice in 0..3usize,
        set in 0..3usize,
    ) {
        let pack = with(&expression);
        let mut answers: Vec<(&str, &str)> =
            NAMES.iter().zip(&bools).map(|(name, truth)| (*name, if *truth { "yes" } else { "no" })).collect();
        answers.push(("is.choice", ["x", "y", "z"][choice]));
        answers.push(("is.set", ["none", "x", "x,y"][set]));
        prop_assert!(result(&pack, &answers).is_some());
    }
}
