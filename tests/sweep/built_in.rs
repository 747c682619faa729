//! What a sweep of the built-in knowledge says.

use std::collections::BTreeSet;

use cred_doctor::builtin;
use cred_doctor::diagnosis::{By, FactBase, Status, Sweep};
use cred_doctor::knowledge::CauseId;

#[test]
fn without_facts_nothing_is_confirmed_or_possible_or_ruled_out() {
    let pack = builtin::pack();
    let sweep = Sweep::of(&pack, &FactBase::default());
    let not_open: Vec<&str> = sweep
        .findings
        .iter()
        .filter(|finding| finding.status != Status::Open)
        .map(|finding| pack.cause(finding.cause).name.as_str())
        .collect();
    assert_eq!(not_open, Vec::<&str>::new());
    assert!(sweep.observed.is_empty());
    let found: BTreeSet<CauseId> = sweep.findings.iter().map(|finding| finding.cause).collect();
    assert_eq!((found.len(), sweep.findings.len()), (pack.parts().causes.len(), pack.parts().causes.len()));
}

#[test]
fn the_cause_of_every_case_is_confirmed_or_possible() {
    let pack = builtin::pack();
    let mut wrong = Vec::new();
    for case in &pack.parts().cases {
        let mut facts = FactBase::default();
        let tree = pack.tree(case.symptom);
        for (fact, value) in &tree.given {
            facts.learn(0, *fact, Some(value.clone()), By::Symptom { symptom: tree.name.clone() });
        }
        for (fact, value) in &case.facts {
            facts.learn(0, *fact, Some(value.clone()), By::Person);
        }
        let sweep = Sweep::of(&pack, &facts);
        let finding = sweep.finding(case.expect).unwrap();
        if !matches!(finding.status, Status::Confirmed | Status::Possible) {
            wrong.push(format!("{}: {:?} {}", case.name, finding.status, pack.cause(case.expect).name));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}
