//! The pure core of the dialogue line by line.

use std::sync::{Arc, LazyLock};

use cred_doctor::builtin;
use cred_doctor::diagnosis::Walk;
use cred_doctor::knowledge::Pack;
use cred_doctor::plain::{Dialogue, Start, run};
use cred_doctor::search::Index;
use cred_doctor::texts::Texts;
use proptest::prelude::*;

static PACK: LazyLock<Arc<Pack>> = LazyLock::new(|| Arc::new(builtin::pack()));
static INDEX: LazyLock<Index> = LazyLock::new(|| Index::new(&PACK, "en"));

fn dialogue(width: usize, start: Start) -> (Dialogue, Vec<String>) {
    Dialogue::begin(Arc::clone(&PACK), Texts::english(), INDEX.clone(), width, start, 0)
}

/// What people type: keys, numbers, names, and whatever else.
fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => "[1-4]",
        4 => "[uhwlbertn?]",
        2 => prop::sample::select(vec!["", "0", "y", "n", "yes", "no", "x 1", "x 99", "1,3", "99", "-1", "=u"])
            .prop_map(str::to_owned),
        2 => prop::sample::select(vec!["reset grey", "AADSTS50126", "33004", "exchange", "helpdesk administrator"])
            .prop_map(str::to_owned),
        1 => any::<String>(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_lines_are_answered_with_clean_lines_and_a_walk_that_replays(
        lines in prop::collection::vec(line(), 0..40),
        width in 0_usize..200,
    ) {
        let (mut dialogue, first) = dialogue(width, Start::Asking);
        let mut said = first;
        for (now, line) in (0_i64..).zip(&lines) {
            said.extend(dialogue.hear(line, now));
            let events = dialogue.events();
            if !events.is_empty() {
                let replayed = Walk::replay(Arc::clone(&PACK), events);
                prop_assert!(replayed.is_some_and(|walk| walk.events() == events));
            }
        }
        prop_assert!(said.iter().all(|line| !line.chars().any(char::is_control)));
    }
}

#[test]
fn every_line_is_answered_until_the_person_leaves() {
    let (mut dialogue, first) = dialogue(80, Start::Asking);
    assert!(!first.is_empty() && !dialogue.is_over());
    for line in ["reset grey", "1", "h", "zzzz", "b", "u", "w", "l", "r", "e", "t", "?"] {
        assert!(!dialogue.hear(line, 0).is_empty(), "{line}");
    }
    dialogue.hear("q", 0);
    assert!(dialogue.is_over());
    assert!(dialogue.hear("1", 0).is_empty());
}

#[test]
fn a_dialogue_can_begin_in_the_middle_of_a_walk() {
    let tree = PACK.tree_named("reset-button-greyed").unwrap();
    let mut walk = Walk::open(Arc::clone(&PACK), tree, 0);
    let roles = PACK.fact_named("admin.roles").unwrap();
    walk.answer(0, roles, PACK.fact(roles).parse("password-administrator").ok());
    let events = walk.events().to_vec();
    let (dialogue, first) = dialogue(80, Start::At(Box::new(walk)));
    assert_eq!(dialogue.events(), events);
    assert!(first[0].starts_with("Opening: "), "{first:?}");
    assert!(first.iter().any(|line| line.starts_with("Question: ")), "{first:?}");
}

#[test]
fn only_a_pipe_has_its_lines_repeated() {
    for (echo, expected) in [(true, "> zzzz\nNothing"), (false, "> Nothing")] {
        let (mut dialogue, first) = dialogue(80, Start::Asking);
        let mut output = Vec::new();
        run(&mut dialogue, &first, &mut &b"zzzz\nq\n"[..], &mut output, echo, || 0).unwrap();
        let output = String::from_utf8(output).unwrap();
        assert!(output.contains(expected), "{output}");
    }
}

#[test]
fn a_line_that_never_ends_is_cut_and_one_that_is_not_text_survives() {
    let (mut dialogue, first) = dialogue(80, Start::Asking);
    let mut input = vec![b'a'; 3_000_000];
    input.extend(b"\n\xff\xfe\x00\nq\n");
    let mut output = Vec::new();
    run(&mut dialogue, &first, &mut input.as_slice(), &mut output, false, || 0).unwrap();
    assert!(dialogue.is_over());
}
