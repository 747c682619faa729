//! The built-in pack, walked every way there is.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use cred_doctor::authoring;
use cred_doctor::builtin;
use cred_doctor::diagnosis::{Event, Known, Step, Walk};
use cred_doctor::knowledge::{FactId, FactKind, Leaf, Pack, TreeId, Value};

fn pack() -> Arc<Pack> {
    Arc::new(builtin::pack())
}

#[test]
fn every_statement_of_the_source_document_is_cited() {
    let pack = pack();
    let parts = pack.parts();
    let known: BTreeSet<&str> = parts.seeds.iter().map(|seed| seed.name.as_str()).collect();
    let expected: BTreeSet<String> = (1..=36).map(|n| format!("S{n}")).collect();
    assert_eq!(known, expected.iter().map(String::as_str).collect());
    let of_causes = parts.causes.iter().flat_map(|cause| &cause.seeds);
    let of_nodes = parts.trees.iter().flat_map(|tree| &tree.nodes).flat_map(|node| &node.seeds);
    let cited: BTreeSet<&str> = of_causes.chain(of_nodes).map(String::as_str).collect();
    let uncited: Vec<&&str> = known.difference(&cited).collect();
    assert!(uncited.is_empty(), "no node or cause cites {uncited:?}");
}

#[test]
fn every_case_reaches_its_cause_first() {
    let pack = pack();
    let runs = authoring::run_cases(&pack);
    assert!(runs.len() > pack.parts().trees.len());
    for (case, run) in pack.parts().cases.iter().zip(&runs) {
        let shown = run.shown.map(|cause| pack.cause(cause).name.as_str());
        assert_eq!(shown, Some(pack.cause(case.expect).name.as_str()), "{}", case.name);
    }
}

#[test]
fn the_symptoms_of_the_source_document_can_be_opened() {
    let pack = pack();
    for name in [
        "reset-button-greyed",
        "reset-button-missing",
        "cannot-reset-password",
        "how-to-reset-password",
        "on-premises-integration-missing",
        "reset-elsewhere-cannot-sign-in",
        "user-cannot-reset-own-password",
        "user-cannot-change-own-password",
        "error-changing-or-resetting",
        "app-passwords",
        "app-credential",
        "client-credentials-fails",
    ] {
        assert!(pack.tree_named(name).is_some(), "{name}");
    }
}

/// What a person could answer: each choice; of a set and of a number the members that differ in kind.
fn answers(pack: &Pack, fact: FactId) -> Vec<Value> {
    let definition = pack.fact(fact);
    let keys: Vec<&str> = definition.choices.iter().map(|choice| choice.value.as_str()).collect();
    match definition.kind {
        FactKind::Bool => vec![Value::Bool(true), Value::Bool(false)],
        FactKind::Choice => keys.into_iter().map(Value::text).collect(),
        FactKind::Set if keys.contains(&"password-administrator") => vec![
            Value::set::<_, String>([]),
            Value::set(["password-administrator"]),
            Value::set(["global-administrator"]),
            Value::set(["exchange-administrator"]),
            Value::set(["security-administrator"]),
            Value::set(["custom-role"]),
            Value::set(["helpdesk-administrator", "directory-readers"]),
        ],
        FactKind::Set => {
            let mut sets = vec![Value::set::<_, String>([]), Value::set(keys.iter().take(2).copied())];
            sets.extend(keys.iter().map(|key| Value::set([*key])));
            sets
        }
        FactKind::Number => vec![Value::Number(0), Value::Number(5), Value::Number(10_000)],
        FactKind::Text => vec![Value::text("adele@contoso.example")],
        FactKind::Time => vec![Value::Time(0)],
    }
}

#[derive(Default)]
struct Survey {
    walks: usize,
    longest: usize,
    crossed: BTreeSet<(TreeId, TreeId)>,
    causes: BTreeSet<String>,
}

/// Walks on from here in every way, with one "not sure" at most; other trees are where a walk ends.
fn explore(walk: &Walk, questions: usize, may_be_unsure: bool, survey: &mut Survey) {
    let pack = walk.pack();
    for pair in walk.entered().windows(2) {
        survey.crossed.insert((pair[0], pair[1]));
    }
    if walk.entered().len() > 1 && !walk.step_is_here() {
        survey.walks += 1;
        return;
    }
    survey.longest = survey.longest.max(questions);
    assert!(questions < 40, "a walk of {} does not end", pack.tree(walk.tree()).name);
    let Step::Question(question) = walk.step() else {
        survey.walks += 1;
        if let Some(verdict) = walk.verdict() {
            survey.causes.insert(pack.cause(verdict.cause).name.clone());
        }
        return;
    };
    let fact = question.fact;
    assert!(matches!(walk.know(fact), Known::Open(_)), "{} is asked though it is known", pack.fact(fact).name);
    for value in answers(pack, fact) {
        let mut next = walk.clone();
        next.answer(0, fact, Some(value));
        explore(&next, questions + 1, may_be_unsure, survey);
    }
    if may_be_unsure {
        let mut next = walk.clone();
        next.answer(0, fact, None);
        let again = next.question().is_some_and(|question| question.fact == fact);
        assert!(!again, "{} is asked again after `not sure`", pack.fact(fact).name);
        explore(&next, questions + 1, false, survey);
    }
}

/// Whether a walk still stands in the tree that was opened.
trait Here {
    fn step_is_here(&self) -> bool;
}

impl Here for Walk {
    fn step_is_here(&self) -> bool {
        match self.step() {
            Step::Question(question) => question.tree == self.tree(),
            Step::Cause(verdict) | Step::Refused { verdict, .. } => verdict.tree == self.tree(),
            Step::Fixed { .. } | Step::Escalate { .. } => true,
        }
    }
}

#[test]
fn every_walk_ends_and_every_goto_is_crossed() {
    let pack = pack();
    let mut crossed = BTreeSet::new();
    for n in 0..pack.parts().trees.len() {
        let tree = TreeId::from(n);
        let mut survey = Survey::default();
        explore(&Walk::open(Arc::clone(&pack), tree, 0), 0, true, &mut survey);
        let name = &pack.tree(tree).name;
        println!("{name}: {} walks, at most {} questions", survey.walks, survey.longest);
        assert!(survey.walks > 1, "{name} asks nothing");
        crossed.extend(survey.crossed);
        for (leaf, _) in &pack.tree(tree).likelihood {
            if let Leaf::Cause(cause) = leaf {
                let cause = &pack.cause(*cause).name;
                assert!(survey.causes.contains(cause), "{name} never shows {cause}");
            }
        }
    }
    let mut missing = Vec::new();
    for (n, tree) in pack.parts().trees.iter().enumerate() {
        for (leaf, _) in &tree.likelihood {
            if let Leaf::Goto(next) = leaf
                && !crossed.contains(&(TreeId::from(n), *next))
            {
                missing.push(format!("{} to {}", tree.name, pack.tree(*next).name));
            }
        }
    }
    assert!(missing.is_empty(), "never crossed: {missing:?}");
}

#[test]
fn not_sure_everywhere_and_no_fix_helping_still_ends_at_somebody() {
    let pack = pack();
    for n in 0..pack.parts().trees.len() {
        let mut walk = Walk::open(Arc::clone(&pack), TreeId::from(n), 0);
        let mut asked: BTreeMap<FactId, usize> = BTreeMap::new();
        let mut verdicts = 0;
        for round in 0.. {
            assert!(round < 4_000, "{} goes round in circles", pack.tree(walk.tree()).name);
            match walk.step().clone() {
                Step::Question(question) => {
                    *asked.entry(question.fact).or_default() += 1;
                    let value = question.gate.is_some().then_some(Value::Bool(true));
                    walk.answer(0, question.fact, value);
                }
                Step::Cause(verdict) => {
                    verdicts += 1;
                    let cause = pack.cause(verdict.cause).name.clone();
                    walk.apply(0, Event::NotFixed { cause });
                }
                Step::Escalate { .. } => break,
                step => panic!("{step:?}"),
            }
        }
        let name = &pack.tree(walk.tree()).name;
        assert!(verdicts > 0, "{name} shows no cause to somebody who is never sure");
        // A fact may be asked again only when a fix that was tried changes it.
        for (fact, times) in asked {
            let changed = walk.tried().filter(|cause| pack.cause(*cause).fix.changes.contains(&fact)).count();
            assert!(times <= 1 + changed, "{name} asks {} {times} times", pack.fact(fact).name);
        }
    }
}

/// The greyed button with these roles, and nothing else in the way.
fn greyed(pack: &Arc<Pack>, admin: &[&str], target: &[&str]) -> Walk {
    let mut walk = Walk::open(Arc::clone(pack), pack.tree_named("reset-button-greyed").unwrap(), 0);
    let roles = |keys: &[&str]| Some(Value::set(keys.iter().copied()));
    walk.answer(0, pack.fact_named("admin.roles").unwrap(), roles(admin));
    walk.answer(0, pack.fact_named("target.roles").unwrap(), roles(target));
    // Plain circumstances: the answer that is in nobody's way.
    let plain = [
        ("admin.role_state", "active"),
        ("admin.scope", "tenant"),
        ("admin.is_target", "no"),
        ("admin.right_directory", "yes"),
        ("admin.role_fresh", "no"),
        ("admin.acts_as", "person"),
        ("target.home", "here"),
        ("target.in_role_assignable_group", "no"),
        ("target.in_restricted_unit", "no"),
        ("target.on_premises_synced", "no"),
        ("caller.verified", "yes"),
    ];
    for (name, text) in plain {
        let fact = pack.fact_named(name).unwrap();
        walk.answer(0, fact, Some(pack.fact(fact).parse(text).unwrap()));
    }
    walk
}

fn outranked(pack: &Arc<Pack>, admin: &[&str], target: &[&str]) -> bool {
    greyed(pack, admin, target)
        .verdict()
        .is_some_and(|verdict| pack.cause(verdict.cause).name == "target-outranks-admin")
}

#[test]
fn the_greyed_button_is_answered_exactly_by_the_roles() {
    let pack = pack();
    // From "Who can reset passwords", privileged roles and permissions in Microsoft Entra ID, edition of 2026-06-05.
    for (admin, target, refused) in [
        ("password-administrator", "exchange-administrator", true),
        ("password-administrator", "password-administrator", false),
        ("password-administrator", "helpdesk-administrator", true),
        ("password-administrator", "reports-reader", true),
        ("helpdesk-administrator", "helpdesk-administrator", false),
        ("helpdesk-administrator", "authentication-administrator", true),
        ("authentication-administrator", "authentication-administrator", false),
        ("authentication-administrator", "helpdesk-administrator", true),
        ("user-administrator", "groups-administrator", false),
        ("user-administrator", "authentication-administrator", true),
        ("user-administrator", "global-administrator", true),
        ("privileged-authentication-administrator", "global-administrator", false),
        ("global-administrator", "privileged-role-administrator", false),
        ("helpdesk-administrator", "global-reader", true),
        ("helpdesk-administrator", "custom-role", true),
    ] {
        assert_eq!(outranked(&pack, &[admin], &[target]), refused, "{admin} on {target}");
    }
    // All of the target's roles have to allow the same acting role.
    assert!(outranked(&pack, &["password-administrator"], &["password-administrator", "reports-reader"]));
    assert!(!outranked(&pack, &["helpdesk-administrator"], &["password-administrator", "reports-reader"]));
    assert!(outranked(
        &pack,
        &["authentication-administrator", "user-administrator"],
        &["authentication-administrator", "groups-administrator"]
    ));
}

#[test]
fn the_greyed_button_names_who_has_to_do_it() {
    let pack = pack();
    let walk = greyed(&pack, &["password-administrator"], &["exchange-administrator"]);
    let Step::Cause(verdict) = walk.step() else { panic!("{:?}", walk.step()) };
    assert!(verdict.is_confirmed());
    let cause = pack.cause(verdict.cause);
    let why = walk.filler().text(&cause.why);
    for words in [
        "Password Administrator",
        "Exchange Administrator",
        "Privileged Authentication Administrator",
        "Global Administrator",
    ] {
        assert!(why.contains(words), "{why}");
    }
}
