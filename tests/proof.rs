//! The proof of the trees, against the engine itself, against broken trees, and as a command.

mod support;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::Arc;

use cred_doctor::authoring::{MOST_STATES, Problem, TreeProof, prove};
use cred_doctor::builtin;
use cred_doctor::diagnosis::Walk;
use cred_doctor::knowledge::{FactKind, Leaf, Pack, TreeId, Value};
use proptest::prelude::*;
use support::{bool_fact, cause_document, documents, pack};

/// A choice that a person can be asked.
fn choice_fact(name: &str, more: &str) -> String {
    format!(
        "fact: {name}\ntype: choice\nlabel: {name}\nquestion: Which is {name}?\nhelp: Look.\nminutes: 2\n{more}\
         choices: {{ x: X, y: Y, z: Z }}\nsources: [{{ url: \"https://example.com/c\", verified: 2026-11-22 }}]\n"
    )
}

fn facts(rules: &[String; 3]) -> String {
    let [plain, asked, listed] = rules;
    let mut facts: Vec<String> = ["is.a", "is.b", "is.c"].iter().map(|name| bool_fact(name, 1.0)).collect();
    facts.push(bool_fact("is.d", 3.0));
    facts.push(choice_fact("is.choice", ""));
    facts.push(format!("fact: is.plain\ntype: bool\nlabel: plain\nderive: '{plain}'\n"));
    facts.push(format!("{}derive: '{asked}'\n", bool_fact("is.asked", 2.0)));
    facts.push(format!("fact: is.listed\ntype: bool\nlabel: listed\nderive: ['{listed}', '{asked}']\n"));
    documents(&facts)
}

fn tree(likelihood: &str, nodes: &str) -> String {
    format!(
        "symptom: S\nphrases: []\nescalate: {{ to: X, with: [y] }}\nlikelihood: {{ {likelihood} }}\nstart: n0\nnodes:\n{nodes}"
    )
}

fn load(rules: &[String; 3], symptom: &str) -> Arc<Pack> {
    let causes: Vec<String> = (0..4).map(|n| cause_document(&format!("c{n}"), "")).collect();
    pack(&[("facts/a.yaml", &facts(rules)), ("causes/a.yaml", &documents(&causes)), ("symptoms/s.yaml", symptom)])
}

fn no_rules() -> [String; 3] {
    ["is.a && is.b", "is.c", "is.a"].map(str::to_owned)
}

fn proof_of(symptom: &str) -> (Arc<Pack>, TreeProof) {
    let pack = load(&no_rules(), symptom);
    let mut proof = prove(&pack, MOST_STATES);
    (pack, proof.trees.remove(0))
}

/// A test over the bools and the choice.
fn test_expression() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        prop::sample::select(vec!["is.a", "is.b", "is.c", "is.d"]).prop_map(str::to_owned),
        prop::sample::select(vec!["x", "y"]).prop_map(|key| format!("is.choice == \"{key}\"")),
    ];
    leaf.prop_recursive(2, 6, 2, |inner| {
        prop_oneof![
            inner.clone().prop_map(|a| format!("!({a})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a}) && ({b})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a}) || ({b})")),
            (inner.clone(), inner.clone(), inner).prop_map(|(a, b, c)| format!("({a}) ? ({b}) : ({c})")),
        ]
    })
}

#[derive(Clone, Debug)]
enum Shape {
    Ask(usize, Vec<usize>),
    Checks(Vec<(Option<String>, usize)>, Option<usize>, bool),
}

fn shape() -> impl Strategy<Value = Shape> {
    let derived = prop::sample::select(vec!["is.plain", "is.asked", "is.listed"]).prop_map(str::to_owned);
    let test = prop::option::weighted(0.92, prop_oneof![4 => test_expression(), 1 => derived]);
    prop_oneof![
        (0..8usize, prop::collection::vec(any::<usize>(), 3)).prop_map(|(fact, ways)| Shape::Ask(fact, ways)),
        (
            prop::collection::vec((test, any::<usize>()), 1..4),
            prop::option::weighted(0.7, any::<usize>()),
            any::<bool>()
        )
            .prop_map(|(checks, otherwise, fixed)| Shape::Checks(checks, otherwise, fixed)),
    ]
}

/// Writes nodes so that each leads only to later ones or to causes; nodes that nothing leads to are left out.
fn write_tree(shapes: &[Shape], weights: &[u8]) -> String {
    let target = |node: usize, pick: usize| {
        let later = shapes.len() - node - 1;
        match pick % (later + 4) {
            n if n < later => (format!("n{}", node + 1 + n), Some(node + 1 + n)),
            n => (format!("cause c{}", n - later), None),
        }
    };
    let mut needed = BTreeSet::from([0]);
    let mut nodes = String::new();
    for (n, shape) in shapes.iter().enumerate() {
        if !needed.contains(&n) {
            continue;
        }
        let mut to = |pick: usize| {
            let (text, next) = target(n, pick);
            needed.extend(next);
            text
        };
        let body = match shape {
            Shape::Ask(fact, ways) => {
                let names = ["is.a", "is.b", "is.c", "is.d", "is.choice", "is.plain", "is.asked", "is.listed"];
                let keys: &[&str] = if *fact == 4 { &["x", "y", "z"] } else { &["yes", "no"] };
                let ways: Vec<String> =
                    keys.iter().zip(ways).map(|(key, way)| format!("{key}: {}", to(*way))).collect();
                format!("    ask: {}\n    answers: {{ {} }}\n", names[*fact], ways.join(", "))
            }
            Shape::Checks(checks, otherwise, fixed) => {
                let mut body = "    checks:\n".to_owned();
                for (test, then) in checks {
                    let test = test.as_ref().map(|test| format!("if: '{test}', ")).unwrap_or_default();
                    writeln!(body, "      - {{ {test}then: {} }}", to(*then)).unwrap();
                }
                if *fixed {
                    body.push_str("    order: fixed\n");
                }
                if let Some(way) = otherwise {
                    writeln!(body, "    otherwise: {}", to(*way)).unwrap();
                }
                body
            }
        };
        write!(nodes, "  n{n}:\n{body}").unwrap();
    }
    let named = |n: &usize| nodes.contains(&format!("cause c{n}"));
    let likelihood: Vec<String> =
        (0..4).filter(named).map(|n| format!("c{n}: {}", 1 + u32::from(weights[n]))).collect();
    tree(&likelihood.join(", "), &nodes)
}

/// Everything the engine itself can be led to.
#[derive(Default)]
struct Seen {
    causes: BTreeSet<String>,
    nodes: BTreeSet<String>,
    longest: usize,
    escalates: bool,
}

fn every_walk(walk: &Walk, asked: usize, seen: &mut Seen) {
    let pack = walk.pack();
    seen.longest = seen.longest.max(asked);
    if let Some(verdict) = walk.verdict() {
        seen.causes.insert(pack.cause(verdict.cause).name.clone());
        seen.nodes.insert(pack.tree(verdict.tree).node(verdict.node).name.clone());
        return;
    }
    let Some(question) = walk.question() else {
        seen.escalates = true;
        return;
    };
    seen.nodes.insert(pack.tree(question.tree).node(question.node).name.clone());
    let fact = pack.fact(question.fact);
    let mut answers: Vec<Option<Value>> = match fact.kind {
        FactKind::Bool => vec![Some(Value::Bool(true)), Some(Value::Bool(false))],
        _ => fact.choices.iter().map(|choice| Some(Value::text(&choice.value))).collect(),
    };
    answers.push(None);
    for answer in answers {
        let mut next = walk.clone();
        next.answer(0, question.fact, answer);
        assert_ne!(next.question().map(|next| next.fact), Some(question.fact), "asked again");
        every_walk(&next, asked + 1, seen);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, ..ProptestConfig::default() })]

    #[test]
    fn the_proof_says_what_the_engine_does_on_every_walk(
        rules in [test_expression(), test_expression(), test_expression()],
        shapes in prop::collection::vec(shape(), 1..5),
        weights in prop::collection::vec(any::<u8>(), 4),
    ) {
        let symptom = write_tree(&shapes, &weights);
        let pack = load(&rules, &symptom);
        let mut seen = Seen::default();
        every_walk(&Walk::open(Arc::clone(&pack), TreeId::from(0), 0), 0, &mut seen);
        let proof = prove(&pack, MOST_STATES).trees.remove(0);
        let reached: BTreeSet<String> = proof.reached.iter().map(|leaf| match leaf {
            Leaf::Cause(cause) => pack.cause(*cause).name.clone(),
            Leaf::Goto(tree) => pack.tree(*tree).name.clone(),
        }).collect();
        prop_assert_eq!(&reached, &seen.causes, "causes\n{:?}\n{}", rules, symptom);
        prop_assert_eq!(proof.longest, seen.longest, "longest\n{:?}\n{}", rules, symptom);
        prop_assert_eq!(proof.longest_walk.len(), proof.longest);
        for finding in &proof.findings {
            if finding.problem == Problem::Unreachable {
                let name = &pack.tree(proof.tree).nodes[finding.node.unwrap() as usize].name;
                prop_assert!(!seen.nodes.contains(name), "{name} is reached\n{:?}\n{}", rules, symptom);
            }
        }
        let runs_dry = proof.findings.iter().any(|finding| finding.problem == Problem::RunsDry);
        prop_assert!(!runs_dry || seen.escalates, "{symptom}");
    }
}

fn kinds(proof: &TreeProof) -> Vec<&'static str> {
    proof.findings.iter().map(cred_doctor::authoring::Finding::code).collect()
}

#[test]
fn a_sound_tree_is_proved_and_its_figures_are_those_of_hand_reckoning() {
    // a: yes → c0 (60 tickets, 1 question); no, then d: c1 (30) or c2 (10) after 2 questions and 1 + 3 minutes.
    let (_, proof) = proof_of(&tree(
        "c0: 60, c1: 30, c2: 10",
        "  n0:\n    ask: is.a\n    answers: { yes: cause c0, no: n1 }\n  n1:\n    ask: is.d\n    answers: { yes: cause c1, no: cause c2 }\n",
    ));
    assert_eq!(proof.findings, []);
    assert_eq!((proof.states, proof.longest, proof.facts), (5, 2, 2));
    assert!((proof.questions - 1.4).abs() < 1e-9, "{}", proof.questions);
    assert!((proof.minutes - (0.6 + 0.4 * 4.0)).abs() < 1e-9, "{}", proof.minutes);
}

#[test]
fn a_check_that_an_earlier_answer_excludes_is_found_with_its_cause() {
    let (pack, proof) = proof_of(&tree(
        "c0: 1, c1: 1, c2: 1",
        "  n0:\n    ask: is.a\n    answers: { yes: cause c0, no: n1 }\n  n1:\n    checks: [{ if: is.a && is.b, then: cause c1 }]\n    \
         otherwise: cause c2\n",
    ));
    assert_eq!(kinds(&proof), ["never-taken", "unreachable-way-out"]);
    let c1 = pack.cause_named("c1").unwrap();
    assert_eq!(proof.findings[1].problem, Problem::LeafUnreachable { leaf: Leaf::Cause(c1) });
}

#[test]
fn a_node_that_no_answers_lead_to_is_found() {
    let (_, proof) = proof_of(&tree(
        "c0: 1, c1: 1, c2: 1",
        "  n0:\n    checks:\n      - { if: is.a && !is.a, then: n1 }\n    otherwise: cause c0\n  n1:\n    ask: is.b\n    \
         answers: { yes: cause c1, no: cause c2 }\n",
    ));
    // Not sure about `a` parks the check, but `otherwise` always ends the walk before it is taken up again.
    assert_eq!(kinds(&proof)[..2], ["never-taken", "unreachable"]);
}

#[test]
fn a_test_that_is_the_same_either_way_but_reads_as_unknown_is_told() {
    let (pack, proof) = proof_of(&tree(
        "c0: 1, c1: 1",
        "  n0:\n    checks:\n      - { if: is.b || is.a || !is.a, then: cause c0 }\n    otherwise: cause c1\n",
    ));
    let undecided = proof.findings.iter().find(|finding| finding.code() == "undecided").unwrap();
    let Problem::Undecided { value, known, .. } = &undecided.problem else { panic!("{undecided:?}") };
    assert_eq!(*value, Some(Value::Bool(true)));
    assert!(known.contains(&(pack.fact_named("is.a").unwrap(), None)));
    assert!(!undecided.is_violation());
}

#[test]
fn checks_that_can_all_fail_are_told_and_not_being_sure_still_leads_somewhere() {
    let (_, proof) = proof_of(&tree("c0: 1", "  n0:\n    checks: [{ if: is.a, then: cause c0 }]\n"));
    assert_eq!(kinds(&proof), ["runs-dry"]);
}

#[test]
fn a_tree_with_more_states_than_are_looked_at_is_not_proved() {
    let symptom = tree(
        "c0: 1, c1: 1",
        "  n0:\n    ask: is.a\n    answers: { yes: cause c0, no: n1 }\n  n1:\n    ask: is.choice\n    \
         answers: { x: cause c0, y: cause c1, z: cause c1 }\n",
    );
    let proof = prove(&load(&no_rules(), &symptom), 2);
    assert!(!proof.holds());
    assert!(matches!(proof.trees[0].findings[0].problem, Problem::TooManyStates { looked_at: 2, .. }));
}

#[test]
fn every_built_in_tree_is_looked_at_whole() {
    let pack = builtin::pack();
    let proof = prove(&pack, MOST_STATES);
    for tree in &proof.trees {
        let name = &pack.tree(tree.tree).name;
        let whole = !tree.findings.iter().any(|finding| matches!(finding.problem, Problem::TooManyStates { .. }));
        assert!(whole, "{name}: {:?}", tree.findings);
        assert!(tree.questions > 0.0 && tree.questions <= tree.longest as f64, "{name}");
    }
}

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_cred-doctor")).arg("tree").args(arguments).output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// A folder with a pack whose tree is this.
fn folder(symptom: &str, rename: impl Fn(String) -> String) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let causes: Vec<String> = (0..3).map(|n| cause_document(&format!("c{n}"), "")).collect();
    let case = "case: one\nsymptom: s\nwords: It is so.\nfacts: { is.a: no, is.d: yes }\nexpect: c1\n".to_owned();
    let files = [
        ("pack.yaml", "pack: small\nversion: \"1\"\n".to_owned()),
        ("facts/a.yaml", facts(&no_rules())),
        ("causes/a.yaml", documents(&causes)),
        ("symptoms/s.yaml", symptom.to_owned()),
        ("cases/area.yaml", case),
    ];
    for (path, text) in files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, rename(text)).unwrap();
    }
    folder
}

fn sound() -> String {
    tree(
        "c0: 60, c1: 30, c2: 10",
        "  n0:\n    ask: is.a\n    answers: { yes: cause c0, no: n1 }\n  n1:\n    ask: is.d\n    answers: { yes: cause c1, no: cause c2 }\n",
    )
}

fn path(folder: &Path) -> &str {
    folder.to_str().unwrap()
}

#[test]
fn proving_a_sound_folder_prints_its_table_and_ends_well() {
    let folder = folder(&sound(), |text| text);
    let output = run(&["prove", path(folder.path())]);
    insta::assert_snapshot!(out(&output));
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn proving_a_folder_with_a_dead_node_shows_the_line_and_exits_with_1() {
    let dead = tree(
        "c0: 1, c1: 1, c2: 1",
        "  n0:\n    ask: is.a\n    answers: { yes: cause c0, no: n1 }\n  n1:\n    checks: [{ if: is.a && is.b, then: cause c1 }]\n    \
         otherwise: cause c2\n",
    );
    let folder = folder(&dead, |text| text.replace("is.d: yes", "is.b: yes").replace("expect: c1", "expect: c2"));
    let output = run(&["prove", path(folder.path())]);
    insta::assert_snapshot!(out(&output).replace(path(folder.path()), "DIR"));
    assert_eq!(output.status.code(), Some(1));
    let json: serde_json::Value =
        serde_json::from_slice(&run(&["prove", path(folder.path()), "--json"]).stdout).unwrap();
    assert_eq!(json["proved"], false);
    assert_eq!(json["findings"][1]["code"], "unreachable-way-out");
    assert_eq!(json["findings"][1]["line"], 4);
}

#[test]
fn the_figures_of_a_folder() {
    let folder = folder(&sound(), |text| text);
    let output = run(&["stats", path(folder.path())]);
    insta::assert_snapshot!(out(&output));
    let json: serde_json::Value =
        serde_json::from_slice(&run(&["stats", path(folder.path()), "--json"]).stdout).unwrap();
    assert_eq!(json["areas"][0]["area"], "area");
    assert_eq!(json["areas"][0]["median"], 2);
}

#[test]
fn what_changed_between_two_folders_is_said_in_words() {
    let old = folder(&sound(), |text| text);
    let changed = sound()
        .replace("c0: 60, c1: 30", "c0: 40, c1: 50")
        .replace("yes: cause c1, no: cause c2", "yes: cause c2, no: cause c1");
    let new = folder(&changed, |text| {
        text.replace("Is it so that is.d?", "Is the lamp lit?")
            .replace("expect: c1", "expect: c2")
            .replace("c0", "first")
    });
    let output = run(&["diff", path(old.path()), path(new.path())]);
    insta::assert_snapshot!(out(&output));
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_pack_does_not_differ_from_itself() {
    let folder = folder(&sound(), |text| text);
    let output = run(&["diff", path(folder.path()), path(folder.path()), "--json"]);
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(json["changed"], false);
    assert_eq!(json["cases_run"], 1);
}

#[test]
fn a_folder_that_is_not_there_is_wrong_usage() {
    for arguments in
        [&["prove", "no-such-folder"][..], &["stats", "no-such-folder"], &["diff", "builtin", "no-such-folder"]]
    {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(out(&output).is_empty());
        assert!(String::from_utf8_lossy(&output.stderr).contains("no-such-folder"), "{arguments:?}");
    }
    assert_eq!(run(&["prove", "--states", "many"]).status.code(), Some(2));
}
