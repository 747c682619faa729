//! What a person does, and what comes of it.

use super::{Face, START};
use crate::diagnosis::{By, Event, Step};
use crate::knowledge::Value;
use crate::tui::message::Message;
use crate::tui::model::{Ended, Screen};
use crate::tui::theme::ThemeName;

/// From the opening to the question about the kind of account.
pub(super) const TO_KIND: &str = "1 \"pass space enter";

/// From the opening to the cause whose fix is guarded, the caller verified.
pub(super) const TO_FIX: &str = "1 \"pass space enter 3 1";

pub(super) fn events(face: &Face) -> Vec<Event> {
    let walk = &face.model.tickets.last().unwrap().walk;
    walk.events().iter().map(|stamped| stamped.event.clone()).collect()
}

#[test]
fn a_digit_opens_a_symptom_while_nothing_is_typed() {
    Face::new(80, 24).press("1").sees("Which admin roles do you hold?");
}

#[test]
fn words_filter_the_symptoms_and_enter_opens_the_first() {
    let mut face = Face::new(80, 24);
    face.press("\"sign").sees("matches").does_not_see("The button is greyed out");
    face.press("enter").sees("What is the user name of");
}

#[test]
fn a_pasted_text_is_searched() {
    let mut face = Face::new(80, 24);
    face.send(Message::Pasted("new password\ndoes not work".to_owned()));
    face.sees("› new password does not work").sees("matches");
}

#[test]
fn words_that_fit_nothing_say_so_and_esc_clears_them() {
    let mut face = Face::new(80, 24);
    face.press("\"zzzz").sees("Nothing fits these words");
    face.press("esc").sees("The button is greyed out");
}

#[test]
fn digits_that_answer_nothing_were_an_error_code() {
    let mut face = Face::new(80, 24);
    face.press("1 0 1 2 6").sees("› 10126").does_not_see("Open tickets");
    assert!(face.model.tickets.is_empty());
    face.press("esc 2 5").sees("› 25").sees("Taken as an error code");
}

#[test]
fn digits_that_answer_are_answers() {
    let mut face = Face::new(80, 24);
    face.press("2 1").sees("You hold no role");
    assert_eq!(face.model.tickets.len(), 1);
}

#[test]
fn a_code_shows_its_meaning_and_opens_with_what_it_proves() {
    let mut face = Face::new(80, 24);
    let code = face.model.pack.code_named("50126").unwrap();
    face.model.opening.matches = vec![crate::search::Match {
        found: crate::search::Found::Code(code),
        title: "Wrong user name or password".to_owned(),
        matched: vec!["50126".to_owned()],
        set: Vec::new(),
        score: 1.0,
    }];
    face.press("enter").sees("is not the one that counts").sees("the kind of account: A member");
    face.press("enter").sees("What is the user name of");
    let fact = face.model.pack.fact_named("target.kind").unwrap();
    let answer = face.model.tickets[0].walk.answers(fact)[0].clone();
    assert_eq!(answer.by, By::Code { code: "ERR50126".to_owned() });
    assert_eq!(answer.value, Some(Value::text("member")));
}

#[test]
fn a_cause_is_shown_in_full_and_its_guard_is_named() {
    let mut face = Face::new(80, 40);
    let cause = face.model.pack.cause_named("outranked").unwrap();
    face.model.opening.matches = vec![crate::search::Match {
        found: crate::search::Found::Cause(cause),
        title: "Their role is above yours".to_owned(),
        matched: Vec::new(),
        set: Vec::new(),
        score: 1.0,
    }];
    face.press("enter").sees("Before this fix: the caller is who they say they are.").sees("‹your roles›");
    face.press("esc").sees("What is wrong?");
}

#[test]
fn from_the_symptom_to_the_fix_and_out_again() {
    let mut face = Face::new(120, 40);
    face.press("1").sees("Which admin roles do you hold?").sees("How to find out");
    face.press("\"pass space enter").sees("What kind of account").sees("Password Administrator");
    face.press("3").sees("Found: Their role is above yours (confirmed)").sees("Have you made sure");
    face.press("1").sees("You hold: Password Administrator.").sees("Can the person sign in now?");
    face.press("space").sees("[x] 1").press("1").sees("✓ Fixed");
    face.press("q").sees("Open tickets").sees("fixed").press("q");
    assert_eq!(face.model.ended, Some(Ended::Quit));
}

#[test]
fn an_unverified_caller_gets_words_and_no_fix() {
    let mut face = Face::new(80, 24);
    face.press(TO_KIND).press("3 u").sees("The fix stays closed").sees("I can't change a sign-in");
    face.sees("Their manager").does_not_see("Let them reset");
}

#[test]
fn a_guard_is_not_passed_by_pressing_enter_out_of_habit() {
    let mut face = Face::new(80, 24);
    face.press(TO_KIND).press("3 enter").sees("The fix stays closed");
}

#[test]
fn not_sure_goes_on_and_the_verdict_says_what_it_assumes() {
    let mut face = Face::new(80, 40);
    face.press(TO_KIND).press("u").sees("likely").sees("Assuming: the kind of account: not sure");
}

#[test]
fn marked_answers_stay_in_view_while_another_filter_is_typed() {
    let mut face = Face::new(80, 24);
    face.press("1 \"exch space").sees("Marked: Exchange Administrator");
    face.press("\"print").sees("› print").sees("[x] Exchange Administrator").sees("[ ] Printer Technician");
    face.press("space enter");
    let roles = face.model.pack.fact_named("admin.roles").unwrap();
    let known = face.model.tickets[0].walk.know(roles);
    assert_eq!(known.value(), Some(&Value::set(["exchange", "printer"])));
}

#[test]
fn none_of_them_and_the_others_exclude_each_other() {
    let mut face = Face::new(80, 24);
    face.press("1 space").sees("Marked: No admin role");
    face.press("down space").sees("Marked: Chief Administrator").does_not_see("Marked: No");
}

#[test]
fn enter_answers_nothing_where_nothing_fits_the_filter() {
    let mut face = Face::new(80, 24);
    face.press("1 \"zzzz enter").sees("No answer fits");
    assert_eq!(events(&face).len(), 1);
}

#[test]
fn letters_are_keys_after_tab() {
    let mut face = Face::new(80, 24);
    face.press("1 u").sees("› u").press("backspace tab").sees("letters are keys now");
    face.press("u").sees("What kind of account");
}

#[test]
fn a_number_is_typed_and_anything_else_is_explained() {
    let mut face = Face::new(80, 24);
    face.press("3 \"a@b.example enter").sees("How many minutes ago");
    face.press("\"soon enter").sees("Type a whole number.");
    face.press("esc \"3 enter").sees("The new password is still on its way");
}

#[test]
fn an_empty_text_is_no_answer() {
    let mut face = Face::new(80, 24);
    face.press("3 enter").sees("Type it first.");
    assert_eq!(events(&face).len(), 1);
    face.press("f2").sees("How many minutes ago");
}

#[test]
fn undo_takes_back_one_thing_at_a_time_down_to_the_opening() {
    let mut face = Face::new(80, 24);
    face.press(TO_FIX).press("space backspace").sees("[ ] 1").press("z").sees("Have you made sure");
    face.press("z").sees("What kind of account").press("z").sees("Which admin roles");
    face.press("backspace").sees("Nothing to take back");
    assert_eq!(face.model.screen, Screen::Ticket(0));
}

#[test]
fn a_changed_answer_leads_elsewhere_and_the_rest_is_kept_aside() {
    let mut face = Face::new(120, 40);
    face.press(TO_FIX).press("e").sees("Change an answer").press("2").sees("So far: 特別なアカウント");
    face.press("1").sees("The account is at home elsewhere");
    let gate = face.model.pack.fact_named("caller.verified").unwrap();
    assert!(face.model.tickets[0].walk.know(gate).value().is_some(), "what was said before is kept");
}

#[test]
fn esc_leaves_an_answer_as_it_was() {
    let mut face = Face::new(80, 24);
    face.press(TO_KIND);
    let before = events(&face);
    face.press("e 1 esc").sees("What kind of account");
    assert_eq!(events(&face), before);
}

#[test]
fn a_click_on_the_trail_changes_that_answer() {
    let mut face = Face::new(120, 40);
    face.press(TO_KIND).click("your roles").sees("Answer anew").sees("So far: Password Administrator");
}

#[test]
fn the_mouse_alone_walks_from_the_symptom_to_the_fix() {
    let mut face = Face::new(120, 40);
    face.click("The button is greyed out").click("Helpdesk Administrator").click("answer");
    face.click("特別").click("Yes, checked").sees("Their role is above yours").click("1  Yes").sees("✓ Fixed");
    face.click("tickets").click("quit");
    assert_eq!(face.model.ended, Some(Ended::Quit));
}

#[test]
fn the_help_finds_a_key_and_does_it() {
    let mut face = Face::new(80, 24);
    face.press(TO_KIND).press("?").sees("Show the map of the tree");
    face.press("\"map").sees("Show the map").does_not_see("Take back").press("enter").sees("you are here");
}

#[test]
fn help_over_an_overlay_returns_to_it() {
    let mut face = Face::new(80, 24);
    face.press(TO_KIND).press("y ?").sees("Copy the note").press("esc").sees("Ticket: The button is greyed out");
}

#[test]
fn why_says_what_a_question_is_for() {
    let mut face = Face::new(80, 40);
    face.press(TO_KIND).press("w").sees("Why this question").sees("causes are still possible").sees("A guest");
}

#[test]
fn why_says_what_led_to_a_cause_and_what_ruled_the_others_out() {
    let mut face = Face::new(120, 40);
    face.press(TO_FIX).press("w").sees("Why this cause").sees("your roles: Password Administrator (you)");
    face.sees("rules out You hold no role");
}

#[test]
fn the_map_names_what_is_ruled_out() {
    let mut face = Face::new(120, 40);
    face.press(TO_KIND).press("m").sees("○ You hold no role that may reset passwords (ruled out)");
    face.sees("● The account is at home elsewhere").sees("you are here");
}

#[test]
fn a_second_ticket_leaves_the_first_open() {
    let mut face = Face::new(80, 24);
    face.press(TO_KIND).press("n").sees("Open tickets").press("3").sees("What is the user name");
    face.press("esc down down down down").press("enter").sees("What kind of account");
    assert_eq!(face.model.screen, Screen::Ticket(0));
}

#[test]
fn themes_are_cycled_and_the_terminal_no_longer_decides() {
    let mut face = Face::new(80, 24);
    face.press("f8").sees("Colours: dark");
    assert_eq!(face.model.theme.name, ThemeName::Dark);
    face.send(Message::GroundSeen([0xffff; 3]));
    assert_eq!(face.model.theme.name, ThemeName::Dark);
}

#[test]
fn the_theme_follows_the_ground_until_one_is_chosen() {
    let mut face = Face::new(80, 24);
    face.model.theme_follows = true;
    face.send(Message::GroundSeen([0xffff; 3]));
    assert_eq!(face.model.theme.name, ThemeName::Light);
}

#[test]
fn ctrl_c_interrupts_everywhere_and_ctrl_q_quits() {
    for keys in ["", TO_KIND, "1 ?", "1"] {
        let mut face = Face::new(80, 24);
        face.press(keys).press("ctrl-c");
        assert_eq!(face.model.ended, Some(Ended::Interrupted), "{keys}");
        let mut face = Face::new(80, 24);
        face.press(keys).press("ctrl-q");
        assert_eq!(face.model.ended, Some(Ended::Quit), "{keys}");
    }
}

#[test]
fn the_footer_and_the_help_come_from_the_keys() {
    let mut face = Face::new(120, 40);
    face.press(TO_KIND).sees("u not sure").sees("⌫ undo").press("?");
    for line in ["Say that you are not sure", "Take back the last thing", "Change an earlier answer", "ctrl-z"] {
        face.sees(line);
    }
}

#[test]
fn a_window_that_is_too_small_says_so() {
    Face::new(30, 8).sees("Please make the window larger");
}

#[test]
fn a_late_answer_from_elsewhere_does_not_swap_the_question() {
    let mut face = Face::new(80, 24);
    face.press(TO_KIND);
    let by = By::Probe { request: "user".to_owned(), certain: true, reply: None };
    let event = Event::Answered { fact: "admin.roles".to_owned(), value: Some(Value::set(["chief"])), by };
    face.model.tickets[0].apply(START, event);
    face.sees("What kind of account");
    assert!(matches!(face.model.tickets[0].walk.step(), Step::Question(_)));
}
