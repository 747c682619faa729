use super::*;
use crate::knowledge::{Choice, Parts};

const BOOL: FactId = FactId(0);
const CHOICE: FactId = FactId(1);
const NUMBER: FactId = FactId(2);
const DERIVED: FactId = FactId(3);

fn fact(kind: FactKind, keys: &[&str], question: bool, derive: Vec<Expression>) -> Fact {
    let choice = |key: &&str| Choice { value: (*key).to_owned(), label: (*key).to_owned() };
    Fact {
        name: String::new(),
        kind,
        label: String::new(),
        question: question.then(String::new),
        help: None,
        minutes: 1.0,
        choices: keys.iter().map(choice).collect(),
        none_label: None,
        derive,
        gate: None,
        evidence: Vec::new(),
        sources: Vec::new(),
    }
}

fn is(fact: FactId, value: &str) -> Expression {
    let parts = [Expression::Fact(fact), Expression::Literal(Value::text(value))];
    Expression::Compare(Comparison::Equal, Box::new(parts))
}

fn number(how: Comparison, than: i64) -> Expression {
    let parts = [Expression::Fact(NUMBER), Expression::Literal(Value::Number(than))];
    Expression::Compare(how, Box::new(parts))
}

/// A bool, a choice of a, b and c, a number, and a bool that is derived: the choice is a.
fn pack() -> Pack {
    let facts = vec![
        fact(FactKind::Bool, &[], true, Vec::new()),
        fact(FactKind::Choice, &["a", "b", "c"], true, Vec::new()),
        fact(FactKind::Number, &[], true, Vec::new()),
        fact(FactKind::Bool, &[], false, vec![is(CHOICE, "a")]),
    ];
    Pack::new(Parts { facts, ..Parts::default() })
}

fn not(test: Expression) -> Expression {
    Expression::Not(Box::new(test))
}

#[test]
fn a_contradiction_never_holds_and_a_tautology_never_fails() {
    let pack = pack();
    let logic = Logic::new(&pack);
    let known = State::default();
    let both = Expression::And(vec![Expression::Fact(BOOL), not(Expression::Fact(BOOL))]);
    assert_eq!(logic.possible(&both, &known), Some(Possible { holds: false, fails: true }));
    let any = Expression::Or(vec![is(CHOICE, "a"), is(CHOICE, "b"), is(CHOICE, "c")]);
    assert_eq!(logic.possible(&any, &known), Some(Possible { holds: true, fails: false }));
    let opposites = Expression::And(vec![number(Comparison::Less, 3), number(Comparison::GreaterOrEqual, 3)]);
    assert_eq!(logic.possible(&opposites, &known), Some(Possible { holds: false, fails: true }));
    assert_eq!(logic.possible(&number(Comparison::Less, 3), &known), Some(Possible { holds: true, fails: true }));
}

#[test]
fn what_is_known_narrows_a_test_through_a_rule() {
    let pack = pack();
    let logic = Logic::new(&pack);
    let known = logic.assume(&is(CHOICE, "a"), false, &State::default()).unwrap();
    let derived = Expression::Fact(DERIVED);
    assert_eq!(logic.possible(&derived, &known), Some(Possible { holds: false, fails: true }));
    let other = logic.assume(&is(CHOICE, "a"), true, &State::default()).unwrap();
    let either = logic.possible(&derived, &known.join(&other));
    assert_eq!(either, Some(Possible { holds: true, fails: true }));
}

#[test]
fn a_comparison_that_was_settled_stays_settled_until_it_is_forgotten() {
    let pack = pack();
    let logic = Logic::new(&pack);
    let mut known = logic.assume(&number(Comparison::Less, 3), false, &State::default()).unwrap();
    let again = number(Comparison::Less, 3);
    assert_eq!(logic.possible(&again, &known), Some(Possible { holds: false, fails: true }));
    assert!(known.keep(|_| false));
    assert_eq!(logic.possible(&again, &known), Some(Possible { holds: true, fails: true }));
}

#[test]
fn a_narrower_test_implies_a_wider_one_and_not_the_other_way_round() {
    let pack = pack();
    let logic = Logic::new(&pack);
    let narrow = Expression::And(vec![Expression::Fact(BOOL), is(CHOICE, "b")]);
    assert_eq!(logic.implies(&narrow, &Expression::Fact(BOOL), &State::default()), Some(true));
    assert_eq!(logic.implies(&Expression::Fact(BOOL), &narrow, &State::default()), Some(false));
}

/// One more comparison than can be tried one by one.
fn many() -> Vec<Expression> {
    (0..40).map(|than| number(Comparison::Less, than)).collect()
}

#[test]
fn a_test_of_many_comparisons_is_found_out_about_where_few_of_them_matter() {
    let pack = pack();
    let logic = Logic::new(&pack);
    let known = State::default();
    let impossible = Expression::And(vec![Expression::And(many()), not(number(Comparison::Less, 7))]);
    assert_eq!(logic.possible(&impossible, &known), Some(Possible { holds: false, fails: true }));
    let after = logic.assume(&Expression::And(many()), true, &known).unwrap();
    assert_eq!(logic.possible(&number(Comparison::Less, 7), &after), Some(Possible { holds: true, fails: false }));
    let after = logic.assume(&Expression::Or(many()), false, &known).unwrap();
    assert_eq!(logic.possible(&number(Comparison::Less, 7), &after), Some(Possible { holds: false, fails: true }));
}

#[test]
fn what_hangs_on_too_many_comparisons_is_left_open_and_not_guessed() {
    let pack = pack();
    let logic = Logic::new(&pack);
    // At most one of each two, and more than half of them: every half has to be tried.
    let pairs = many().chunks(2).map(|pair| Expression::Or(pair.to_vec())).collect();
    let opposite = |pair: &[Expression]| Expression::And(pair.iter().cloned().map(not).collect());
    let never = Expression::And(vec![Expression::And(pairs), Expression::Or(many().chunks(2).map(opposite).collect())]);
    assert_eq!(logic.possible(&never, &State::default()), None);
    assert_eq!(logic.implies(&never, &never, &State::default()), None);
    assert!(logic.assume(&never, true, &State::default()).is_none());
}

#[test]
fn what_is_known_of_too_many_things_is_forgotten_and_that_is_said() {
    let mut state = State::default();
    for n in 0..128 {
        state.narrow(FactId(n), BTreeSet::from([Value::Bool(true)]));
    }
    assert!(state.keep(|_| true));
    state.narrow(FactId(128), BTreeSet::from([Value::Bool(true)]));
    assert!(!state.keep(|_| true));
    assert_eq!(state.facts.len(), 128);
}
