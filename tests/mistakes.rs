//! What is proved about branches and mistakes: that nothing takes the one, and that the other changes no step.

mod support;

use std::sync::Arc;

use cred_doctor::authoring::{Change, Coverage, Fate, Measure, Trial, mutants, run_cases};
use cred_doctor::knowledge::Pack;
use support::{bool_fact, cause_document, documents, pack};

const ROLES: &str = "fact: admin.roles\ntype: set\nlabel: roles\nquestion: Which roles?\nhelp: Look.\nminutes: 1\n\
    choices: { reader: Reader, writer: Writer }\n\
    sources: [{ url: \"https://example.com/roles\", verified: 2026-11-22 }]\n";

/// A pack of one tree with this list of checks, and a case for each of `cases`: its facts, and its cause.
fn checks(lines: &[&str], cases: &[(&str, &str)]) -> Arc<Pack> {
    let facts = ["target.old", "target.cloud"].map(|name| bool_fact(name, 1.0));
    let tree = format!(
        "symptom: They cannot sign in\nlikelihood: {{ locked: 5, expired: 3, unknown: 2 }}\nstart: first\n\
         escalate: {{ to: Somebody, with: [the time] }}\nnodes:\n  first:\n    checks:\n      {}\n    order: fixed\n    \
         otherwise: cause unknown\n",
        lines.join("\n      ")
    );
    let case = |(n, (facts, expect)): (usize, &(&str, &str))| {
        format!("case: case-{n}\nsymptom: signin\nwords: w\nfacts: {{ {facts} }}\nexpect: {expect}\n")
    };
    pack(&[
        ("facts/f.yaml", &documents(&facts)),
        ("facts/roles.yaml", ROLES),
        ("causes/c.yaml", &documents(&["locked", "expired", "unknown"].map(|name| cause_document(name, "")))),
        ("symptoms/signin.yaml", &tree),
        ("cases/c.yaml", &documents(&cases.iter().enumerate().map(case).collect::<Vec<_>>())),
    ])
}

/// How many branches no case covers, and how many of these are proved impossible.
fn uncovered(pack: &Arc<Pack>) -> (usize, usize) {
    let mut coverage = Coverage::of(pack, &run_cases(pack));
    coverage.leave_out_the_impossible(pack);
    let missing = coverage.missing().filter(|subject| subject.measure() == Measure::Branches).count();
    (missing, coverage.impossible.len())
}

/// What becomes of the mistakes of one kind.
fn fates(pack: &Arc<Pack>, change: Change) -> Vec<Fate> {
    let trial = Trial::new(pack, &run_cases(pack));
    mutants(pack).iter().filter(|mutant| mutant.change == change).map(|mutant| trial.judge(mutant)).collect()
}

#[test]
fn a_check_that_an_earlier_one_always_settles_need_not_be_covered() {
    let both = [("target.old: yes", "locked"), ("target.old: no", "expired")];
    let opposite = checks(
        &["- { if: target.old, then: cause locked }", "- { if: target.old == false, then: cause expired }"],
        &both,
    );
    // `otherwise` follows when the answer is "not sure" as well, and stays to be covered.
    assert_eq!(uncovered(&opposite), (1, 1));
    let other = checks(
        &[
            "- { if: target.old, then: cause locked }",
            "- { if: target.old == false && target.cloud, then: cause expired }",
        ],
        &[("target.old: yes", "locked"), ("target.old: no, target.cloud: yes", "expired")],
    );
    assert_eq!(uncovered(&other), (2, 0));
}

#[test]
fn nothing_is_proved_about_answers_that_cannot_be_listed() {
    let of_a_set = checks(
        &[
            "- { if: 'admin.roles.exists(r, r == \"reader\")', then: cause locked }",
            "- { if: '!admin.roles.exists(r, r == \"reader\")', then: cause expired }",
        ],
        &[("admin.roles: [reader]", "locked"), ("admin.roles: [writer]", "expired")],
    );
    assert_eq!(uncovered(&of_a_set), (2, 0));
}

#[test]
fn a_part_said_twice_is_no_mistake_to_leave_out() {
    let twice = checks(
        &["- { if: target.old && target.old, then: cause locked }", "- { if: target.cloud, then: cause expired }"],
        &[("target.old: yes", "locked"), ("target.old: no, target.cloud: yes", "expired")],
    );
    assert_eq!(fates(&twice, Change::DroppedPart), [Fate::Equivalent, Fate::Equivalent]);
}

#[test]
fn what_shows_only_after_a_fix_did_not_help_is_not_called_equivalent() {
    // The first check always ends the case, so no case can notice that the second is gone; a person would.
    let second = checks(&["- { then: cause locked }", "- { then: cause expired }"], &[("target.old: yes", "locked")]);
    assert_eq!(fates(&second, Change::DroppedCheck), [Fate::Noticed(0), Fate::Undecided]);
}
