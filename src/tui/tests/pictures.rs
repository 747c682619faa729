//! Every screen and overlay, at the three sizes that are promised.

use super::Face;

/// The keys that lead to a screen, by its name.
pub(super) const SCREENS: &[(&str, &str)] = &[
    ("opening", ""),
    ("opening_typed", "\"sign_in"),
    ("opening_nothing", "\"zzzz"),
    ("opening_tickets", "1 esc 3 esc"),
    ("question_long_set", "1 \"admin space"),
    ("question_one", "1 \"pass space enter"),
    ("question_text", "3"),
    ("question_problem", "3 \"a enter \"x enter"),
    ("question_set", "3 \"a enter \"9 enter space"),
    ("question_wide_characters", "2"),
    ("gate", "1 \"pass space enter 3"),
    ("refused", "1 \"pass space enter 3 2"),
    ("cause", "1 \"pass space enter 3 1"),
    ("cause_command", "1 \"pass space enter 3 1 enter right"),
    ("cause_likely", "1 \"pass space enter u"),
    ("cause_waiting", "1 \"pass space enter 3 1 3"),
    ("fixed", "1 \"pass space enter 3 1 1"),
    ("escalate", "1 space enter 2 space enter"),
    ("why_question", "1 \"pass space enter w"),
    ("why_cause", "1 \"pass space enter 3 1 w"),
    ("map", "1 \"pass space enter m"),
    ("answers", "1 \"pass space enter 3 1 e"),
    ("changing", "1 \"pass space enter 3 1 e 2"),
    ("note", "1 \"pass space enter 3 1 y"),
    ("help", "1 \"pass space enter ?"),
    ("select", "1 \"pass space enter 3 1 c v"),
];

fn pictures(width: u16, height: u16) {
    for (name, keys) in SCREENS {
        let mut face = Face::new(width, height);
        face.press(keys);
        let screen = face.screen();
        for line in screen.lines() {
            assert!(crate::tui::wrap::width(line) <= usize::from(width), "{name}: {line}");
        }
        insta::assert_snapshot!(format!("{name}_{width}x{height}"), screen);
    }
}

#[test]
fn at_the_smallest_size_that_is_promised() {
    pictures(60, 20);
}

#[test]
fn at_the_size_terminals_have() {
    pictures(80, 24);
}

#[test]
fn at_a_comfortable_size() {
    pictures(120, 40);
}

#[test]
fn in_ascii_nothing_else_is_drawn() {
    for (name, keys) in SCREENS {
        let mut face = Face::new(80, 24);
        face.model.ascii = true;
        face.press(keys);
        let screen = face.screen();
        assert!(screen.is_ascii(), "{name}:\n{screen}");
        if *name == "cause" {
            insta::assert_snapshot!("cause_ascii", screen);
        }
    }
}
