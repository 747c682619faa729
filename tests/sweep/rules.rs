//! Each rule on a pack as small as it allows.

use std::sync::Arc;

use cred_doctor::diagnosis::{By, FactBase, Finding, Settling, Status, Sweep};
use cred_doctor::knowledge::Pack;

use crate::support::{self, bool_fact, cause_document, documents};

/// A floor that is wet when somebody says so, a tap that needs nobody to say so, and a room that smells.
fn house() -> Arc<Pack> {
    let never_asked = |name: &str| format!("fact: {name}\ntype: bool\nlabel: {name}\nminutes: 1\n");
    let fault =
        |name: &str, fault: &str| cause_document(name, "").replace("fix:\n", &format!("fault: {fault}\nfix:\n"));
    let faults = [fault("hose-off", "yes"), fault("tile-cracked", "tile.loose")];
    let causes = ["roof-leaks", "pipe-sweats", "tap-worn", "tap-fine", "water-unknown", "drain-dry", "air-it"];
    let symptom = |title: &str, body: &str| {
        format!("symptom: {title}\nphrases: []\nescalate: {{ to: The plumber, with: [a bucket] }}\n{body}")
    };
    support::pack(&[
        (
            "facts/all.yaml",
            &documents(&[
                never_asked("floor.wet"),
                never_asked("room.smells"),
                bool_fact("rain.now", 2.0),
                bool_fact("roof.old", 5.0),
                bool_fact("hose.loose", 3.0),
                bool_fact("pipe.cold", 1.0),
                bool_fact("tap.drips", 1.0),
                bool_fact("tile.loose", 1.0),
                bool_fact("drain.dry", 1.0),
            ]),
        ),
        ("causes/all.yaml", &documents(&[&causes.map(|name| cause_document(name, ""))[..], &faults].concat())),
        (
            "symptoms/floor.yaml",
            &symptom(
                "The floor is wet",
                "given: { floor.wet: yes }\n\
                 likelihood: { roof-leaks: 40, pipe-sweats: 30, hose-off: 20, tap-worn: 6, tile-cracked: 3, water-unknown: 1 }\n\
                 start: rain\nnodes:\n  \
                 rain:\n    ask: rain.now\n    answers: { yes: roof, no: inside }\n  \
                 roof:\n    ask: roof.old\n    answers: { yes: cause roof-leaks, no: inside }\n  \
                 inside:\n    checks:\n      - { if: hose.loose, then: cause hose-off }\n      \
                 - { if: pipe.cold, then: cause pipe-sweats }\n    otherwise: rest\n  \
                 rest:\n    checks:\n      - { if: tap.drips, then: cause tap-worn }\n      \
                 - { if: tile.loose, then: cause tile-cracked }\n    otherwise: cause water-unknown\n",
            ),
        ),
        (
            "symptoms/tap.yaml",
            &symptom(
                "What is it with the tap?",
                "likelihood: { tap-worn: 1, tap-fine: 9 }\nstart: drips\nnodes:\n  \
                 drips:\n    ask: tap.drips\n    answers: { yes: cause tap-worn, no: cause tap-fine }\n",
            ),
        ),
        (
            "symptoms/smell.yaml",
            &symptom(
                "The room smells",
                "given: { room.smells: yes }\nlikelihood: { drain-dry: 60, air-it: 40 }\nstart: drain\nnodes:\n  \
                 drain:\n    checks:\n      - { if: drain.dry, then: cause drain-dry }\n      - { then: cause air-it }\n",
            ),
        ),
    ])
}

/// A sweep of the house, and the names to read it with.
struct Swept {
    pack: Arc<Pack>,
    sweep: Sweep,
}

/// What a person says, but for a value behind `~`, to which evidence only points.
fn sweep(said: &[(&str, &str)]) -> Swept {
    let pack = house();
    let mut facts = FactBase::default();
    for (name, text) in said {
        let likely = text.strip_prefix('~');
        let value = support::value(&pack, name, likely.unwrap_or(text));
        let probe = By::Probe { request: "somewhere".to_owned(), certain: false, reply: None };
        facts.learn(0, support::fact(&pack, name), value, if likely.is_some() { probe } else { By::Person });
    }
    let sweep = Sweep::of(&pack, &facts);
    Swept { pack, sweep }
}

impl Swept {
    fn finding(&self, cause: &str) -> &Finding {
        self.sweep.finding(support::cause(&self.pack, cause)).unwrap()
    }

    fn status(&self, cause: &str) -> Status {
        self.finding(cause).status
    }

    fn evidence(&self, cause: &str) -> Vec<&str> {
        self.finding(cause).evidence.iter().map(|entry| self.pack.fact(entry.fact).name.as_str()).collect()
    }

    /// The name of the fact or the symptom that would settle a cause.
    fn settled_by(&self, cause: &str) -> Option<&str> {
        self.finding(cause).settled_by.map(|settling| match settling {
            Settling::Fact(fact) => self.pack.fact(fact).name.as_str(),
            Settling::Symptom(tree) => self.pack.tree(tree).name.as_str(),
        })
    }

    fn place(&self, cause: &str) -> (&str, &str) {
        let finding = self.finding(cause);
        let tree = self.pack.tree(finding.tree);
        (&tree.name, &tree.node(finding.node).name)
    }
}

const LEAK: [(&str, &str); 2] = [("rain.now", "yes"), ("roof.old", "yes")];
const DRY_INSIDE: [(&str, &str); 4] =
    [("floor.wet", "yes"), ("rain.now", "no"), ("hose.loose", "no"), ("pipe.cold", "no")];

#[test]
fn a_cause_is_confirmed_when_every_test_holds_and_the_symptom_was_observed() {
    let swept = sweep(&[&LEAK[..], &[("floor.wet", "yes")]].concat());
    assert_eq!((swept.status("roof-leaks"), swept.finding("roof-leaks").is_observed), (Status::Confirmed, true));
    assert_eq!(swept.evidence("roof-leaks"), ["floor.wet", "rain.now", "roof.old"]);
    assert_eq!(swept.place("roof-leaks"), ("floor", "roof"));
    assert_eq!(swept.settled_by("roof-leaks"), None);
}

#[test]
fn without_the_symptom_it_is_only_possible_and_the_symptom_would_settle_it() {
    let swept = sweep(&LEAK);
    assert_eq!((swept.status("roof-leaks"), swept.finding("roof-leaks").is_observed), (Status::Possible, false));
    assert_eq!(swept.settled_by("roof-leaks"), Some("floor"));
    let denied = sweep(&[&LEAK[..], &[("floor.wet", "no")]].concat());
    assert_eq!(denied.status("roof-leaks"), Status::Possible, "a symptom that nobody has excludes no cause");
}

#[test]
fn a_fault_is_confirmed_whoever_complains() {
    let swept = sweep(&[("rain.now", "no"), ("hose.loose", "yes"), ("pipe.cold", "yes")]);
    assert_eq!((swept.status("hose-off"), swept.finding("hose-off").is_observed), (Status::Confirmed, false));
    assert_eq!(swept.status("pipe-sweats"), Status::Possible, "this one is no fault");
    let halfway = sweep(&[("hose.loose", "yes")]);
    assert_eq!(halfway.status("hose-off"), Status::Possible, "the rain is not known");
    assert_eq!(halfway.settled_by("hose-off"), Some("rain.now"));
}

#[test]
fn a_fault_with_a_test_is_confirmed_where_that_test_holds_whatever_the_trees_ask() {
    let swept = sweep(&[("tile.loose", "yes")]);
    assert_eq!((swept.status("tile-cracked"), swept.finding("tile-cracked").is_observed), (Status::Confirmed, false));
    assert_eq!((swept.evidence("tile-cracked"), swept.settled_by("tile-cracked")), (vec!["tile.loose"], None));
    let elsewhere = sweep(&[&LEAK[..], &[("floor.wet", "yes"), ("tile.loose", "yes")]].concat());
    assert_eq!(
        elsewhere.status("tile-cracked"),
        Status::Confirmed,
        "the tree leads to the roof, and the tile is loose"
    );
    assert_eq!(sweep(&[("tile.loose", "~yes")]).status("tile-cracked"), Status::Possible);
    assert_eq!(sweep(&[&LEAK[..], &[("tile.loose", "no")]].concat()).status("tile-cracked"), Status::RuledOut);
}

#[test]
fn all_checks_that_hold_are_confirmed() {
    let said = [("floor.wet", "yes"), ("rain.now", "no"), ("hose.loose", "yes"), ("pipe.cold", "yes")];
    let swept = sweep(&said);
    let confirmed: Vec<Status> = ["hose-off", "pipe-sweats"].map(|cause| swept.status(cause)).into();
    assert_eq!(confirmed, [Status::Confirmed, Status::Confirmed]);
}

#[test]
fn what_is_left_over_is_not_confirmed_but_a_test_behind_it_is() {
    let swept = sweep(&[&DRY_INSIDE[..], &[("tap.drips", "no"), ("tile.loose", "no")]].concat());
    assert_eq!((swept.status("water-unknown"), swept.settled_by("water-unknown")), (Status::Possible, None));
    let swept = sweep(&[&DRY_INSIDE[..], &[("tile.loose", "yes")]].concat());
    assert_eq!(swept.status("tile-cracked"), Status::Confirmed);
    assert_eq!(swept.place("tile-cracked"), ("floor", "rest"));
}

#[test]
fn a_cause_whose_fix_is_the_test_is_never_confirmed() {
    let swept = sweep(&[("room.smells", "yes"), ("drain.dry", "no")]);
    assert_eq!((swept.status("air-it"), swept.settled_by("air-it")), (Status::Possible, None));
    assert_eq!(swept.status("drain-dry"), Status::RuledOut);
    assert_eq!(sweep(&[("drain.dry", "no")]).status("air-it"), Status::Open);
}

#[test]
fn likely_evidence_points_but_neither_confirms_nor_rules_out() {
    let swept = sweep(&[("floor.wet", "yes"), ("rain.now", "~yes"), ("roof.old", "yes")]);
    assert_eq!((swept.status("roof-leaks"), swept.settled_by("roof-leaks")), (Status::Possible, Some("rain.now")));
    assert_eq!(swept.evidence("roof-leaks"), ["floor.wet", "rain.now", "roof.old"]);
    let swept = sweep(&[("floor.wet", "yes"), ("rain.now", "~no")]);
    assert_eq!(swept.status("roof-leaks"), Status::Possible);
    let swept = sweep(&[("hose.loose", "~yes")]);
    assert_eq!((swept.status("hose-off"), swept.evidence("hose-off")), (Status::Possible, vec!["hose.loose"]));
    let swept = sweep(&[("drain.dry", "~no")]);
    assert_eq!(swept.status("drain-dry"), Status::Open);
    let swept = sweep(&[("floor.wet", "~yes"), ("rain.now", "yes"), ("roof.old", "yes")]);
    assert_eq!(swept.status("roof-leaks"), Status::Possible, "nor is a symptom observed by likely evidence");
}

#[test]
fn an_observed_symptom_makes_its_causes_possible_and_each_names_its_cheapest_question() {
    let swept = sweep(&[("floor.wet", "yes")]);
    let names = ["roof-leaks", "pipe-sweats", "hose-off", "tap-worn", "tile-cracked", "water-unknown"];
    assert!(names.iter().all(|cause| swept.status(cause) == Status::Possible));
    let asked = names.map(|cause| swept.settled_by(cause).unwrap());
    assert_eq!(asked, ["rain.now", "pipe.cold", "rain.now", "tap.drips", "tile.loose", "rain.now"]);
    let order: Vec<&str> =
        swept.sweep.that_are(Status::Possible).map(|f| swept.pack.cause(f.cause).name.as_str()).collect();
    assert_eq!(order, names, "the likeliest first");
    assert_eq!(swept.status("drain-dry"), Status::Open);
}

#[test]
fn not_sure_excludes_nothing_and_is_asked_again_last() {
    let swept = sweep(&[("floor.wet", "yes"), ("rain.now", "unsure")]);
    assert_eq!((swept.status("roof-leaks"), swept.settled_by("roof-leaks")), (Status::Possible, Some("roof.old")));
    let swept = sweep(&[("floor.wet", "yes"), ("rain.now", "unsure"), ("roof.old", "yes")]);
    assert_eq!((swept.status("roof-leaks"), swept.settled_by("roof-leaks")), (Status::Possible, Some("rain.now")));
}

#[test]
fn a_cause_is_ruled_out_by_the_facts_that_exclude_it_in_every_tree() {
    let swept = sweep(&[("rain.now", "no")]);
    assert_eq!((swept.status("roof-leaks"), swept.evidence("roof-leaks")), (Status::RuledOut, vec!["rain.now"]));
    let swept = sweep(&[("tap.drips", "no")]);
    assert_eq!((swept.status("tap-worn"), swept.evidence("tap-worn")), (Status::RuledOut, vec!["tap.drips"]));
}

#[test]
fn the_strongest_of_several_leaves_wins() {
    // Nobody has spoken of the floor, but the answer to its first question opens the tree of the tap.
    let swept = sweep(&[("tap.drips", "yes")]);
    assert_eq!((swept.status("tap-worn"), swept.place("tap-worn")), (Status::Confirmed, ("tap", "drips")));
    assert_eq!(swept.status("tap-fine"), Status::RuledOut);
}

#[test]
fn without_facts_everything_is_open_and_every_question_is_wanted() {
    let swept = sweep(&[]);
    assert!(swept.sweep.findings.iter().all(|finding| finding.status == Status::Open));
    let wanted: Vec<&str> = swept.sweep.wanted.iter().map(|fact| swept.pack.fact(*fact).name.as_str()).collect();
    assert_eq!(wanted, ["rain.now", "roof.old", "hose.loose", "pipe.cold", "tap.drips", "tile.loose", "drain.dry"]);
    let swept = sweep(&LEAK);
    assert!(!swept.sweep.wanted.contains(&support::fact(&swept.pack, "hose.loose")), "nothing open hangs on it");
}
