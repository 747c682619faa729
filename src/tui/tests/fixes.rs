//! What a person does with a fix, and with the note about it.

use super::stories::{TO_FIX, TO_KIND, events};
use super::{Face, START};
use crate::texts::Texts;
use crate::tui::effect::Effect;
use crate::tui::message::{Message, Refusal};
use crate::tui::note::note;

#[test]
fn a_fix_that_did_not_help_leads_to_the_next_cause_and_then_to_somebody_else() {
    let mut face = Face::new(80, 24);
    face.press("1 space enter").sees("You hold no role").press("2").sees("Which admin roles do you hold?");
    face.press("space enter").sees("Hand it over").sees("The role owners").sees("What was tried");
}

#[test]
fn not_yet_waits_and_may_go_on_meanwhile() {
    let mut face = Face::new(80, 40);
    face.press(TO_KIND).press("2").sees("The page is stale");
    face.press("3").sees("Look again in 30 s").pass(10).sees("Look again in 20 s");
    face.press("3").sees("Is the account protected?");
    let cause = face.model.pack.cause_named("stale-page").unwrap();
    assert_eq!(face.model.tickets[0].walk.waiting_until(cause), Some(START + 30));
}

#[test]
fn when_the_time_is_over_it_says_so() {
    let mut face = Face::new(80, 40);
    face.press(TO_FIX).press("3").pass(121).sees("It is time to look again.").sees("Not yet, wait again");
    face.press("1").sees("✓ Fixed");
}

#[test]
fn a_cause_that_waits_may_have_helped_after_all() {
    let mut face = Face::new(80, 40);
    face.press(TO_KIND).press("2 3 3 e").sees("It helped after all: The page is stale");
    face.press("end enter").sees("✓ Fixed").sees("The page is stale");
}

#[test]
fn ticking_the_last_step_goes_on_to_the_sources_and_the_outcome() {
    let mut face = Face::new(120, 40);
    face.press("1 space enter").press("enter enter").sees("[x] 2").sees("Fix, all done");
    face.press("enter");
    assert_eq!(face.effects, [Effect::Copy("https://example.com/no-role".to_owned())]);
    face.press("down enter").sees("✓ Fixed");
}

#[test]
fn nothing_is_ticked_that_is_not_in_view() {
    let mut face = Face::new(60, 14);
    face.press(TO_FIX).does_not_see("[ ] 1");
    let before = events(&face);
    face.press("space").sees("[ ] 1");
    assert_eq!(events(&face), before);
    face.press("space");
    assert_eq!(events(&face).len(), before.len() + 1);
}

#[test]
fn the_command_of_the_chosen_shell_is_copied_with_its_blanks() {
    let mut face = Face::new(120, 40);
    face.press(TO_FIX).press("down right c");
    assert_eq!(face.effects, [Effect::Copy("az reset --id '<the person's user name>'".replace("n's", "n'\\''s"))]);
}

#[test]
fn what_was_copied_is_said_and_can_be_shown_to_select() {
    let mut face = Face::new(80, 24);
    face.press(TO_FIX).press("c").send(Message::Copied("Find a Chief Administrator.".to_owned()));
    face.sees("Sent to the clipboard: Find a Chief Administrator.");
    face.effects.clear();
    face.press("v").sees("Select it with the mouse").sees("Find a Chief Administrator.");
    assert_eq!(face.effects, [Effect::Mouse { captured: false }]);
    face.press("esc");
    assert_eq!(face.effects.last(), Some(&Effect::Mouse { captured: true }));
}

#[test]
fn what_cannot_be_copied_is_shown_with_the_reason() {
    let mut face = Face::new(80, 24);
    face.press(TO_FIX);
    face.send(Message::CopyRefused { text: "the command".to_owned(), why: Refusal::NoClipboard });
    face.sees("This terminal has no clipboard").sees("the command");
}

#[test]
fn the_note_tells_the_ticket_in_plain_text() {
    let mut face = Face::new(80, 24);
    face.press(TO_FIX).press("space").press("1");
    insta::assert_snapshot!(note(&Texts::english(), &face.model.tickets[0].walk));
    face.press("y c");
    let Some(Effect::Copy(copied)) = face.effects.last() else { panic!("nothing copied: {:?}", face.effects) };
    assert!(copied.starts_with("Ticket: The button is greyed out"), "{copied}");
}

#[test]
fn the_note_of_an_open_ticket_names_the_question() {
    let mut face = Face::new(80, 24);
    face.press(TO_KIND).press("u");
    insta::assert_snapshot!(note(&Texts::english(), &face.model.tickets[0].walk));
}
