//! The rules of the engine, each on a pack as small as it allows.

mod support;

use std::sync::Arc;

use cred_doctor::diagnosis::{Assumption, By, Certainty, Event, Known, Step, Walk};
use cred_doctor::knowledge::{Pack, Value};
use support::{bool_fact, cause_document, documents, pack};

/// A symptom named `s` with these lines after its title.
fn symptom(body: &str) -> String {
    format!("symptom: It does not work\nphrases: []\nescalate: {{ to: The last resort, with: [everything] }}\n{body}")
}

fn caller_gate() -> String {
    format!(
        "{}gate: {{ refuse: I cannot do this without knowing you., to: Your manager }}\n",
        bool_fact("caller.verified", 2.0)
    )
}

struct Ticket {
    pack: Arc<Pack>,
    walk: Walk,
    clock: i64,
}

impl Ticket {
    fn open(pack: &Arc<Pack>, symptom: &str) -> Self {
        let walk = Walk::open(Arc::clone(pack), pack.tree_named(symptom).unwrap(), 1_000);
        Self { pack: Arc::clone(pack), walk, clock: 1_000 }
    }

    fn say(mut self, fact: &str, value: &str) -> Self {
        self.clock += 60;
        let value = support::value(&self.pack, fact, value);
        self.walk.answer(self.clock, support::fact(&self.pack, fact), value);
        self
    }

    fn say_all(self, answers: &[(&str, &str)]) -> Self {
        answers.iter().fold(self, |ticket, (fact, value)| ticket.say(fact, value))
    }

    fn hear(mut self, fact: &str, value: &str, by: By) -> Self {
        let value = support::value(&self.pack, fact, value);
        self.walk.apply(self.clock, Event::Answered { fact: fact.to_owned(), value, by });
        self
    }

    fn not_fixed(mut self, cause: &str) -> Self {
        self.walk.apply(self.clock, Event::NotFixed { cause: cause.to_owned() });
        self
    }

    /// Where it stands, in a word or two.
    fn stands(&self) -> String {
        match self.walk.step() {
            Step::Question(question) => match &question.gate {
                Some(_) => format!("gate {}", self.pack.fact(question.fact).name),
                None => format!("ask {}", self.pack.fact(question.fact).name),
            },
            Step::Cause(verdict) => {
                let standing = if verdict.is_confirmed() { "confirmed" } else { "likely" };
                format!("{standing} {}", self.pack.cause(verdict.cause).name)
            }
            Step::Refused { verdict, .. } => format!("refused {}", self.pack.cause(verdict.cause).name),
            Step::Fixed { cause } => format!("fixed {}", self.pack.cause(*cause).name),
            Step::Escalate { after } => {
                format!("escalate {}", after.map_or("tree", |cause| self.pack.cause(cause).name.as_str()))
            }
        }
    }

    fn live(&self) -> Vec<(&str, i64)> {
        let share = |weight: f64| (weight * 100.0).round() as i64;
        let live = self.walk.live().causes.iter();
        live.map(|(cause, weight)| (self.pack.cause(*cause).name.as_str(), share(*weight))).collect()
    }
}

/// Three ways by a choice, then a bool.
fn three_ways() -> Arc<Pack> {
    let colour = "fact: light.colour\ntype: choice\nlabel: the colour\nquestion: Which colour is it?\nhelp: Look.\n\
                  minutes: 1\nchoices: { red: Red, amber: Amber, green: Green }\n\
                  sources: [{ url: \"https://example.com\", verified: 2026-11-22 }]\n";
    pack(&[
        ("facts/a.yaml", &documents(&[colour.to_owned(), bool_fact("light.blinks", 1.0)])),
        ("causes/a.yaml", &documents(&["stop", "wait", "go", "broken"].map(|name| cause_document(name, "")))),
        (
            "symptoms/s.yaml",
            &symptom(
                "likelihood: { stop: 20, wait: 50, go: 10, broken: 20 }\nstart: a\nnodes:\n  a:\n    \
                 ask: light.colour\n    answers: { red: b, amber: cause wait, green: cause go }\n  b:\n    \
                 ask: light.blinks\n    answers: { yes: cause broken, no: cause stop }\n",
            ),
        ),
    ])
}

#[test]
fn an_answer_passes_its_question_and_a_settled_walk_is_confirmed() {
    let pack = three_ways();
    assert_eq!(Ticket::open(&pack, "s").stands(), "ask light.colour");
    assert_eq!(Ticket::open(&pack, "s").say("light.colour", "red").stands(), "ask light.blinks");
    let ticket = Ticket::open(&pack, "s").say_all(&[("light.colour", "red"), ("light.blinks", "yes")]);
    assert_eq!(ticket.stands(), "confirmed broken");
}

#[test]
fn not_sure_goes_on_with_the_heaviest_branch_and_comes_back_when_that_does_not_help() {
    let pack = three_ways();
    let ticket = Ticket::open(&pack, "s").say("light.colour", "unsure");
    assert_eq!(ticket.stands(), "likely wait");
    let Step::Cause(verdict) = ticket.walk.step() else { panic!() };
    let taken = Some(Value::text("amber"));
    assert_eq!(verdict.assuming, [Assumption::NotSure { fact: support::fact(&pack, "light.colour"), taken }]);
    let ticket = ticket.not_fixed("wait");
    assert_eq!(ticket.stands(), "ask light.blinks", "red weighs 40, green 10");
    let ticket = ticket.say("light.blinks", "no");
    assert_eq!(ticket.stands(), "likely stop");
    let ticket = ticket.not_fixed("stop");
    assert_eq!(ticket.stands(), "likely go");
    let ticket = ticket.not_fixed("go");
    assert_eq!(ticket.stands(), "escalate go", "broken is ruled out by the light that does not blink");
}

#[test]
fn live_causes_count_what_is_reachable_and_say_what_ruled_out_the_rest() {
    let pack = three_ways();
    let ticket = Ticket::open(&pack, "s");
    assert_eq!(ticket.live(), [("wait", 50), ("stop", 20), ("broken", 20), ("go", 10)]);
    let ticket = ticket.say("light.colour", "red");
    assert_eq!(ticket.live(), [("stop", 50), ("broken", 50)]);
    let out = &ticket.walk.live().ruled_out;
    let names: Vec<&str> = out.iter().map(|out| pack.cause(out.cause).name.as_str()).collect();
    assert_eq!(names, ["wait", "go"]);
    assert!(out.iter().all(|out| *out.by == [support::fact(&pack, "light.colour")]));
    let ticket = Ticket::open(&pack, "s").say("light.colour", "unsure");
    assert_eq!(ticket.live().len(), 4, "a parked branch is still live");
}

#[test]
fn why_a_question_is_asked_names_what_each_answer_leaves() {
    let pack = three_ways();
    let why = Ticket::open(&pack, "s").walk.why_question().unwrap();
    let left: Vec<(String, usize, i64)> = why
        .effects
        .iter()
        .map(|effect| (effect.value.to_string(), effect.leaves.len(), (effect.share() * 100.0).round() as i64))
        .collect();
    assert_eq!(left, [("red".into(), 2, 40), ("amber".into(), 1, 50), ("green".into(), 1, 10)]);
}

#[test]
fn changing_an_earlier_answer_keeps_the_later_one_aside() {
    let pack = three_ways();
    let ticket = Ticket::open(&pack, "s").say_all(&[("light.colour", "red"), ("light.blinks", "yes")]);
    let ticket = ticket.say("light.colour", "green");
    assert_eq!(ticket.stands(), "confirmed go");
    let aside: Vec<&str> =
        ticket.walk.set_aside().iter().map(|entry| pack.fact(entry.fact).name.as_str()).collect::<Vec<_>>();
    assert_eq!(aside, ["light.blinks"]);
    assert_eq!(ticket.say("light.colour", "red").stands(), "confirmed broken", "it was not lost");
}

#[test]
fn undo_restores_each_state_in_turn_and_a_replay_gives_the_same_walk() {
    let pack = three_ways();
    let mut states = vec![Ticket::open(&pack, "s")];
    for (fact, value) in [("light.colour", "unsure"), ("light.colour", "red"), ("light.blinks", "yes")] {
        let last = states.last().unwrap();
        let next = Ticket { pack: Arc::clone(&pack), walk: last.walk.clone(), clock: last.clock };
        states.push(next.say(fact, value));
    }
    let mut walk = states.pop().unwrap().walk;
    assert_eq!(Walk::replay(Arc::clone(&pack), walk.events()).unwrap(), walk);
    while let Some(before) = states.pop() {
        walk.undo(9_999);
        assert_eq!(walk, before.walk);
        assert_eq!(Walk::replay(Arc::clone(&pack), walk.events()).unwrap(), walk);
    }
    assert!(!walk.can_undo());
}

#[test]
fn events_survive_being_written_down() {
    let pack = three_ways();
    let ticket = Ticket::open(&pack, "s").say_all(&[("light.colour", "red"), ("light.blinks", "unsure")]);
    let lines: Vec<String> = ticket.walk.events().iter().map(|event| serde_json::to_string(event).unwrap()).collect();
    let read: Vec<_> = lines.iter().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(Walk::replay(Arc::clone(&pack), &read).unwrap(), ticket.walk);
}

#[test]
fn events_about_things_the_pack_does_not_have_change_nothing() {
    let pack = three_ways();
    let mut ticket = Ticket::open(&pack, "s").say("light.colour", "red");
    let before = ticket.walk.clone();
    for event in [
        Event::Answered { fact: "gone.fact".into(), value: Some(Value::Bool(true)), by: By::Person },
        Event::Answered { fact: "light.colour".into(), value: Some(Value::text("violet")), by: By::Person },
        Event::Answered { fact: "light.colour".into(), value: Some(Value::Bool(true)), by: By::Person },
        Event::NotFixed { cause: "gone".into() },
        Event::Waiting { cause: "gone".into(), until: 5 },
    ] {
        ticket.walk.apply(ticket.clock, event);
        assert_eq!(ticket.walk, before);
    }
}

/// Checks a to d with likelihoods and minutes as given: (name, minutes, likelihood).
fn checks(rows: &[(&str, f64, u32)], extra: &str) -> Arc<Pack> {
    let facts: Vec<String> = rows.iter().map(|(name, minutes, _)| bool_fact(&format!("is.{name}"), *minutes)).collect();
    let mut causes: Vec<String> = rows.iter().map(|(name, ..)| cause_document(name, "")).collect();
    causes.push(cause_document("other", ""));
    let likelihood: Vec<String> = rows.iter().map(|(name, _, weight)| format!("{name}: {weight}")).collect();
    let tests: Vec<String> =
        rows.iter().map(|(name, ..)| format!("      - {{ if: is.{name}, then: cause {name} }}\n")).collect();
    let body = format!(
        "likelihood: {{ {}, other: 10 }}\nstart: list\nnodes:\n  list:\n    checks:\n{}    otherwise: cause other\n{extra}",
        likelihood.join(", "),
        tests.concat()
    );
    pack(&[
        ("facts/a.yaml", &documents(&facts)),
        ("causes/a.yaml", &documents(&causes)),
        ("symptoms/s.yaml", &symptom(&body)),
    ])
}

#[test]
fn checks_are_asked_by_likelihood_for_their_minutes() {
    let rows = [("slow", 10.0, 60), ("quick", 1.0, 20), ("middle", 1.0, 10)];
    let pack = checks(&rows, "");
    assert_eq!(Ticket::open(&pack, "s").stands(), "ask is.quick", "20/1 beats 60/10 and 10/1");
    assert_eq!(Ticket::open(&pack, "s").say("is.quick", "no").stands(), "ask is.middle");
    let fixed = checks(&rows, "    order: fixed\n");
    assert_eq!(Ticket::open(&fixed, "s").stands(), "ask is.slow");
}

#[test]
fn a_check_that_holds_comes_before_one_that_would_have_to_be_asked() {
    let pack = checks(&[("slow", 10.0, 60), ("quick", 1.0, 20)], "");
    let ticket = Ticket::open(&pack, "s").say("is.slow", "yes");
    assert_eq!(ticket.stands(), "confirmed slow");
    let ticket = ticket.say("is.quick", "yes");
    assert_eq!(ticket.stands(), "confirmed slow", "60 against 20");
    let Step::Cause(verdict) = ticket.walk.step() else { panic!() };
    assert_eq!(verdict.also, [support::cause(&pack, "quick")], "the other one is named too");
    assert_eq!(ticket.not_fixed("slow").stands(), "confirmed quick");
}

#[test]
fn a_check_that_is_not_sure_is_parked_until_the_rest_and_the_otherwise_are_spent() {
    let pack = checks(&[("slow", 10.0, 60), ("quick", 1.0, 20)], "");
    let ticket = Ticket::open(&pack, "s").say_all(&[("is.quick", "unsure"), ("is.slow", "no")]);
    assert_eq!(ticket.stands(), "likely other");
    let Step::Cause(verdict) = ticket.walk.step() else { panic!() };
    let quick = support::fact(&pack, "is.quick");
    assert!(verdict.assuming.contains(&Assumption::NotSure { fact: quick, taken: None }));
    assert!(verdict.assuming.iter().any(|assumption| matches!(assumption, Assumption::NothingElse { .. })));
    assert_eq!(ticket.not_fixed("other").stands(), "likely quick");
}

#[test]
fn what_is_reached_only_because_nothing_else_held_is_likely() {
    let pack = checks(&[("slow", 10.0, 60)], "");
    assert_eq!(Ticket::open(&pack, "s").say("is.slow", "no").stands(), "likely other");
}

#[test]
fn a_check_whose_facts_include_anothers_is_settled_first() {
    let facts = documents(&[bool_fact("is.a", 1.0), bool_fact("is.b", 50.0)]);
    let body = "likelihood: { wide: 90, narrow: 1 }\nstart: n\nnodes:\n  n:\n    checks:\n      \
                - { if: is.a, then: cause wide }\n      - { if: is.a && is.b, then: cause narrow }\n";
    let pack = pack(&[
        ("facts/a.yaml", &facts),
        ("causes/a.yaml", &documents(&["wide", "narrow"].map(|name| cause_document(name, "")))),
        ("symptoms/s.yaml", &symptom(body)),
    ]);
    let ticket = Ticket::open(&pack, "s").say("is.a", "yes");
    assert_eq!(ticket.stands(), "ask is.b");
    assert_eq!(ticket.say("is.b", "yes").stands(), "confirmed narrow");
    assert_eq!(Ticket::open(&pack, "s").say_all(&[("is.a", "yes"), ("is.b", "no")]).stands(), "confirmed wide");
}

#[test]
fn a_check_without_a_test_is_tried_in_the_order_of_its_fix() {
    let body = "likelihood: { slow: 10, try: 60 }\nstart: n\nnodes:\n  n:\n    checks:\n      \
                - { if: is.slow, then: cause slow }\n      - { then: cause try }\n";
    let pack = pack(&[
        ("facts/a.yaml", &bool_fact("is.slow", 1.0)),
        ("causes/a.yaml", &documents(&["slow", "try"].map(|name| cause_document(name, "")))),
        ("symptoms/s.yaml", &symptom(body)),
    ]);
    let ticket = Ticket::open(&pack, "s");
    assert_eq!(ticket.stands(), "likely try", "60 / 5 minutes of fix beats 10 / 1 minute");
    assert_eq!(ticket.not_fixed("try").stands(), "ask is.slow");
}

/// `known.both` is derived from two facts; `known.asked` too, but has a question of its own.
fn derived() -> Arc<Pack> {
    let both = "fact: known.both\ntype: bool\nlabel: both\nderive: is.a && is.b\n".to_owned();
    let asked = format!("{}derive: is.b && is.c\n", bool_fact("known.asked", 1.0));
    let facts = documents(&[bool_fact("is.a", 1.0), bool_fact("is.b", 1.0), bool_fact("is.c", 1.0), both, asked]);
    let tree = |fact: &str| {
        symptom(&format!(
            "likelihood: {{ yes: 50, no: 50 }}\nstart: n\nnodes:\n  n:\n    ask: {fact}\n    \
             answers: {{ yes: cause yes, no: cause no }}\n"
        ))
    };
    pack(&[
        ("facts/a.yaml", &facts),
        ("causes/a.yaml", &documents(&["yes", "no"].map(|name| cause_document(name, "")))),
        ("symptoms/piecewise.yaml", &tree("known.both")),
        ("symptoms/whole.yaml", &tree("known.asked")),
    ])
}

#[test]
fn a_derived_fact_without_a_question_is_asked_through_the_inputs_that_can_still_decide_it() {
    let pack = derived();
    let ticket = Ticket::open(&pack, "piecewise");
    assert_eq!(ticket.stands(), "ask is.a");
    assert_eq!(ticket.say("is.a", "no").stands(), "confirmed no", "is.b cannot change it");
    let ticket = Ticket::open(&pack, "piecewise").say("is.a", "yes");
    assert_eq!(ticket.stands(), "ask is.b");
    assert_eq!(ticket.say("is.b", "unsure").stands(), "likely yes");
}

#[test]
fn a_derived_fact_with_a_question_is_asked_as_a_whole_unless_its_inputs_decide_it() {
    let pack = derived();
    assert_eq!(Ticket::open(&pack, "whole").stands(), "ask known.asked");
    assert_eq!(Ticket::open(&pack, "whole").say("is.b", "no").stands(), "confirmed no");
    let ticket = Ticket::open(&pack, "whole").say_all(&[("is.b", "no"), ("known.asked", "yes")]);
    assert_eq!(ticket.stands(), "confirmed yes", "a person wins over a derivation");
}

#[test]
fn a_person_wins_over_certain_evidence_that_over_a_code_that_over_the_symptom() {
    let pack = three_ways();
    let code = || By::Code { code: "E1".into() };
    let probe = |certain| By::Probe { request: "r".into(), certain, reply: None };
    let fact = support::fact(&pack, "light.colour");
    let mut ticket = Ticket::open(&pack, "s");
    let kept = |ticket: &Ticket| ticket.walk.know(fact).value().map(ToString::to_string);
    ticket = ticket.hear("light.colour", "green", By::Symptom { symptom: "s".into() });
    assert_eq!(kept(&ticket).as_deref(), Some("green"));
    ticket = ticket.hear("light.colour", "amber", code());
    assert_eq!(kept(&ticket).as_deref(), Some("amber"));
    ticket = ticket.hear("light.colour", "red", probe(true));
    assert_eq!(kept(&ticket).as_deref(), Some("red"));
    assert_eq!(ticket.walk.conflicts().len(), 1);
    assert_eq!(ticket.walk.conflicts()[0].overruled.len(), 2, "the conflict stays visible");
    ticket = ticket.say("light.colour", "unsure");
    assert_eq!(kept(&ticket).as_deref(), Some("red"), "not knowing overrules nobody");
    ticket = ticket.say("light.colour", "green");
    assert_eq!(kept(&ticket).as_deref(), Some("green"));
}

#[test]
fn evidence_that_only_points_preselects_and_never_answers() {
    let pack = three_ways();
    let points = By::Probe { request: "r".into(), certain: false, reply: None };
    let ticket = Ticket::open(&pack, "s").hear("light.colour", "green", points);
    assert_eq!(ticket.stands(), "ask light.colour");
    assert_eq!(ticket.walk.question().unwrap().suggested, Some(Value::text("green")));
    let ticket = ticket.say("light.colour", "unsure");
    assert_eq!(ticket.stands(), "likely go", "it is better than nothing, and said to be");
    let fact = support::fact(&pack, "light.colour");
    let Step::Cause(verdict) = ticket.walk.step() else { panic!() };
    assert_eq!(verdict.assuming, [Assumption::Points { fact }]);
    assert_eq!(ticket.walk.know(fact).certainty(), Certainty::Likely);
    assert_eq!(ticket.live().len(), 4, "and it rules nothing out");
}

#[test]
fn a_late_probe_answer_does_not_swap_the_question_on_screen() {
    let pack = checks(&[("slow", 10.0, 60), ("quick", 1.0, 20)], "");
    let probe = || By::Probe { request: "r".into(), certain: true, reply: None };
    let ticket = Ticket::open(&pack, "s");
    assert_eq!(ticket.stands(), "ask is.quick");
    let ticket = ticket.hear("is.slow", "no", probe());
    assert_eq!(ticket.stands(), "ask is.quick");
    let ticket = ticket.hear("is.quick", "no", probe());
    assert_eq!(ticket.stands(), "likely other", "answered is answered");
}

#[test]
fn a_credential_fix_stands_behind_the_gate_once_a_ticket() {
    let changes = "  credential: yes\n";
    let pack = pack(&[
        ("facts/a.yaml", &documents(&[caller_gate(), bool_fact("is.a", 1.0)])),
        ("causes/a.yaml", &documents(&["one", "two"].map(|name| cause_document(name, changes)))),
        (
            "symptoms/s.yaml",
            &symptom(
                "likelihood: { one: 50, two: 50 }\nstart: n\nnodes:\n  n:\n    ask: is.a\n    \
                 answers: { yes: cause one, no: cause two }\n",
            ),
        ),
    ]);
    let at_gate = || Ticket::open(&pack, "s").say("is.a", "yes");
    assert_eq!(at_gate().stands(), "gate caller.verified");
    assert_eq!(at_gate().walk.verdict().unwrap().cause, support::cause(&pack, "one"));
    assert_eq!(at_gate().say("caller.verified", "no").stands(), "refused one");
    assert_eq!(at_gate().say("caller.verified", "unsure").stands(), "refused one");
    let verified = at_gate().say("caller.verified", "yes");
    assert_eq!(verified.stands(), "confirmed one");
    assert_eq!(verified.say("is.a", "no").stands(), "confirmed two", "it is not asked again");
}

#[test]
fn what_a_fix_changes_is_unknown_again_when_it_did_not_help() {
    let pack = pack(&[
        ("facts/a.yaml", &documents(&[bool_fact("switch.on", 1.0), bool_fact("is.b", 1.0)])),
        (
            "causes/a.yaml",
            &documents(&[cause_document("off", "  changes: [switch.on]\n"), cause_document("other", "")]),
        ),
        (
            "symptoms/s.yaml",
            &symptom(
                "likelihood: { off: 50, other: 50 }\nstart: n\nnodes:\n  n:\n    ask: switch.on\n    \
                 answers: { yes: cause other, no: cause off }\n",
            ),
        ),
    ]);
    let ticket = Ticket::open(&pack, "s").say("switch.on", "no");
    assert_eq!(ticket.stands(), "confirmed off");
    let ticket = ticket.not_fixed("off");
    assert_eq!(ticket.stands(), "ask switch.on");
    assert_eq!(ticket.live(), [("other", 100)], "what was tried is no longer live");
    assert_eq!(ticket.say("switch.on", "yes").stands(), "confirmed other");
    let still_off = Ticket::open(&pack, "s").say("switch.on", "no").not_fixed("off").say("switch.on", "no");
    assert_eq!(still_off.stands(), "escalate off");
}

#[test]
fn a_fix_that_needs_time_waits_and_the_walk_may_go_on_meanwhile() {
    let pack = three_ways();
    let mut ticket = Ticket::open(&pack, "s").say("light.colour", "unsure");
    let wait = support::cause(&pack, "wait");
    ticket.walk.apply(2_000, Event::Waiting { cause: "wait".into(), until: 2_120 });
    assert_eq!(ticket.stands(), "likely wait", "it stays until the person decides");
    assert_eq!(ticket.walk.waiting_until(wait), Some(2_120));
    ticket.walk.apply(2_010, Event::WentOn { cause: "wait".into() });
    assert_eq!(ticket.stands(), "ask light.blinks");
    let ticket = ticket.say("light.blinks", "yes").not_fixed("broken").not_fixed("go");
    assert_eq!(ticket.stands(), "likely wait", "back to what was waiting");
    assert_eq!(ticket.not_fixed("wait").stands(), "escalate wait");
}

#[test]
fn fixed_ends_the_walk_and_undo_takes_that_back() {
    let pack = three_ways();
    let mut ticket = Ticket::open(&pack, "s").say("light.colour", "green");
    ticket.walk.apply(2_000, Event::Fixed { cause: "go".into() });
    assert_eq!(ticket.stands(), "fixed go");
    ticket.walk.undo(2_001);
    assert_eq!(ticket.stands(), "confirmed go");
}

/// Two trees that lead into each other.
fn two_trees() -> Arc<Pack> {
    let tree = |ask: &str, own: &str, other: &str| {
        symptom(&format!(
            "likelihood: {{ {own}: 60, goto {other}: 40 }}\nstart: n\nnodes:\n  n:\n    checks:\n      \
             - {{ if: {ask}, then: cause {own} }}\n    otherwise: goto {other}\n"
        ))
    };
    pack(&[
        ("facts/a.yaml", &documents(&[bool_fact("is.a", 1.0), bool_fact("is.b", 1.0)])),
        ("causes/a.yaml", &documents(&["one", "two"].map(|name| cause_document(name, "")))),
        ("symptoms/first.yaml", &tree("is.a", "one", "second")),
        ("symptoms/second.yaml", &tree("is.b", "two", "first")),
    ])
}

#[test]
fn a_tree_is_entered_once_a_walk_and_takes_what_is_known_along() {
    let pack = two_trees();
    let ticket = Ticket::open(&pack, "first").say_all(&[("is.b", "no"), ("is.a", "no")]);
    assert_eq!(ticket.stands(), "escalate tree");
    assert_eq!(ticket.walk.entered().len(), 2);
    let ticket = Ticket::open(&pack, "first").say("is.a", "no");
    assert_eq!(ticket.stands(), "ask is.b");
    assert_eq!(ticket.say("is.b", "yes").stands(), "confirmed two", "a later test that holds settles it");
}

#[test]
fn a_goto_spreads_its_weight_inside_in_proportion() {
    assert_eq!(Ticket::open(&two_trees(), "first").live(), [("one", 71), ("two", 29)], "60 against 40 x 60/100");
}

#[test]
fn a_reopened_answer_is_asked_again() {
    let pack = three_ways();
    let mut ticket = Ticket::open(&pack, "s").say("light.colour", "green");
    ticket.walk.apply(3_000, Event::Reopened { fact: "light.colour".into() });
    assert_eq!(ticket.stands(), "ask light.colour");
    assert_eq!(ticket.say("light.colour", "amber").stands(), "confirmed wait");
}

#[test]
fn a_fact_nobody_can_be_asked_never_strands_a_walk() {
    let mute = "fact: is.mute\ntype: bool\nlabel: mute\n".to_owned();
    let code = "code: E1\ntitle: E\nmeaning: It means that.\nsets: { is.mute: yes }\nleads: s\n\
                sources: [{ url: \"https://example.com\", verified: 2026-11-22 }]\n";
    let pack = pack(&[
        ("facts/a.yaml", &mute),
        ("codes/a.yaml", code),
        ("causes/a.yaml", &documents(&["yes", "no"].map(|name| cause_document(name, "")))),
        (
            "symptoms/s.yaml",
            &symptom(
                "likelihood: { yes: 20, no: 80 }\nstart: n\nnodes:\n  n:\n    ask: is.mute\n    \
                 answers: { yes: cause yes, no: cause no }\n",
            ),
        ),
    ]);
    assert_eq!(Ticket::open(&pack, "s").stands(), "likely no");
    let ticket = Ticket::open(&pack, "s").hear("is.mute", "yes", By::Code { code: "E1".into() });
    assert_eq!(ticket.stands(), "confirmed yes");
    assert!(matches!(ticket.walk.know(support::fact(&pack, "is.mute")), Known::Answered(..)));
}
