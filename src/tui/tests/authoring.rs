//! What an author sees when a file is saved.

use std::sync::Arc;

use super::{Face, pack};
use crate::diagnosis::Step;
use crate::load;
use crate::tui::authoring::{Knowledge, Problems, Reading};
use crate::tui::effect::Effect;
use crate::tui::message::Message;

/// The sample pack with a text replaced, as it is read after a save.
fn saved(old: &str, new: &str) -> Reading {
    let mut files = pack::files();
    let mut found = false;
    for file in &mut files {
        let text = String::from_utf8(std::mem::take(&mut file.bytes)).unwrap();
        found |= text.contains(old);
        file.bytes = text.replace(old, new).into_bytes();
    }
    assert!(found, "{old:?} is not in the pack");
    let loaded = load::load(files);
    let report: Vec<String> = loaded.report(false).lines().map(str::to_owned).collect();
    let errors = usize::from(loaded.pack.is_none());
    let knowledge = loaded.pack.map(|pack| Knowledge {
        pack: Arc::new(pack),
        places: Arc::new(loaded.places),
        sources: Arc::new(loaded.sources),
    });
    Reading { knowledge, problems: Problems { report, errors, warnings: 0, first: None } }
}

fn face() -> Face {
    let mut face = Face::new(80, 24);
    face.send(Message::Reread(Box::new(saved("", ""))));
    face
}

#[test]
fn a_saved_wording_is_on_screen_at_once_and_the_walk_goes_on() {
    let mut face = face();
    face.press("1 \"pass space enter").sees("What kind of account does the person have?");
    face.send(Message::Reread(Box::new(saved("What kind of account does the person have?", "Which kind is it?"))));
    face.sees("Which kind is it?").sees("your roles: Password Administrator (you)").sees("nothing is wrong with it");
}

#[test]
fn what_is_typed_on_the_opening_is_looked_for_again() {
    let mut face = face();
    face.press("\"greyed").sees("matches “greyed”").does_not_see("still can't sign in");
    face.send(Message::Reread(Box::new(saved("The button is greyed out", "The button is greyed and dead"))));
    face.sees("The button is greyed and dead").sees("matches “greyed”").does_not_see("still can't sign in");
}

#[test]
fn a_broken_file_leaves_the_walk_and_shows_what_is_wrong_until_it_is_mended() {
    let mut face = face();
    face.press("1 \"pass space enter");
    face.send(Message::Reread(Box::new(saved("\nstart:", "\nstrat:"))));
    face.sees("What is wrong with the knowledge").sees("strat:");
    face.press("esc").sees("What kind of account does the person have?").press("d").sees("strat:");
    face.send(Message::Reread(Box::new(saved("", ""))));
    face.sees("What kind of account does the person have?").does_not_see("strat:");
}

#[test]
fn a_ticket_whose_symptom_is_gone_comes_back_with_it() {
    let mut face = face();
    face.press("1 \"pass space enter");
    let symptom = face.model.pack.tree(face.model.tickets[0].walk.tree()).name.clone();
    let mut gone = pack::files();
    gone.retain(|file| !file.path.ends_with(&format!("{symptom}.yaml")));
    let loaded = load::load(gone);
    let report = loaded.report(false);
    let knowledge = Knowledge {
        pack: Arc::new(loaded.pack.unwrap_or_else(|| panic!("{report}"))),
        places: Arc::default(),
        sources: Arc::default(),
    };
    face.send(Message::Reread(Box::new(Reading { knowledge: Some(knowledge), problems: Problems::default() })));
    assert!(face.model.tickets.is_empty());
    face.sees("What is wrong?").does_not_see("The button is greyed out");
    face.send(Message::Reread(Box::new(saved("", ""))));
    assert!(matches!(face.model.tickets[0].walk.step(), Step::Question(_)));
    assert_eq!(face.model.tickets[0].walk.counting_events().count(), 2);
}

#[test]
fn e_opens_the_node_of_the_question_and_f4_still_changes_an_answer() {
    let mut face = face();
    face.press("1 \"pass space enter").press("e");
    let Some(Effect::Edit(location)) = face.effects.pop() else { panic!("no file is opened") };
    let text = pack::files().into_iter().find(|file| file.name() == location.file).map(|file| file.bytes);
    let text = String::from_utf8(text.unwrap_or_else(|| panic!("{} is not there", location.file))).unwrap();
    let line = text.lines().nth(location.line - 1).unwrap();
    let question = face.model.tickets[0].walk.question().unwrap();
    let node = &face.model.pack.tree(question.tree).node(question.node).name;
    assert!(line.contains(&format!("{node}:")), "{line}");
    face.press("f4").sees("Change an answer");
}

#[test]
fn without_an_author_e_changes_an_answer_and_there_are_no_problems_to_show() {
    let mut face = Face::new(80, 24);
    face.press("1 \"pass space enter").press("d").does_not_see("What is wrong with the knowledge");
    face.press("e").sees("Change an answer");
    assert!(face.effects.is_empty());
}

#[test]
fn the_key_that_is_told_shows_the_problems_on_the_opening_too_where_letters_are_typed() {
    let mut face = face();
    face.send(Message::Reread(Box::new(saved("\nstart:", "\nstrat:"))));
    face.sees("F10 shows them").press("esc").does_not_see("strat:").press("f10").sees("strat:");
}
