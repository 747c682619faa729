//! A tenant that is asked while a ticket is worked on.

use super::Face;
use crate::diagnosis::{By, Event, Step};
use crate::knowledge::Value;
use crate::tui::effect::Effect;
use crate::tui::message::Message;
use crate::tui::tenant::{Connected, Inquiry, News, Told};

pub(super) fn graph(certain: bool) -> By {
    By::Probe { request: "person".to_owned(), certain, reply: None }
}

fn face() -> Face {
    let mut face = Face::new(80, 24);
    face.model.tenant = Some(Connected { name: "contoso.example".to_owned(), given: Vec::new() });
    face
}

impl Face {
    /// What the tenant was asked last.
    fn asked(&self) -> &Inquiry {
        let asked = self.effects.iter().rev().find_map(|effect| match effect {
            Effect::Ask(inquiry) => Some(inquiry),
            _ => None,
        });
        asked.expect("nothing was asked")
    }

    fn hears(&mut self, news: News) -> &mut Self {
        let inquiry = self.asked().number;
        self.send(Message::Told(Box::new(Told { inquiry, news })))
    }

    fn learns(&mut self, fact: &str, value: Value, certain: bool) -> &mut Self {
        self.hears(News::Fact { fact: fact.to_owned(), value, by: graph(certain) })
    }

    /// On the greyed button, past the first question, with the tenant being asked about a person.
    fn asks_about_adele(&mut self) -> &mut Self {
        self.press("1 \"pass space enter p").sees("Before Graph is asked").sees("What is the user name");
        self.press("\"adele@contoso.example enter")
    }
}

#[test]
fn without_a_tenant_it_says_how_to_get_one() {
    let mut face = Face::new(80, 24);
    face.press("1 \"pass space enter p").sees("No tenant to ask.").sees("no tenant");
    assert!(face.effects.is_empty());
}

#[test]
fn whose_account_it_is_is_asked_once_and_then_the_tenant() {
    let mut face = face();
    face.asks_about_adele();
    let inquiry = face.asked().clone();
    let name = |fact: &crate::knowledge::FactId| inquiry.pack.fact(*fact).name.as_str();
    let known: Vec<(&str, String)> =
        inquiry.known.iter().map(|(fact, value)| (name(fact), value.to_string())).collect();
    assert_eq!(known, [("admin.roles", "password".to_owned()), ("target.upn", "adele@contoso.example".to_owned())]);
    assert!(inquiry.facts.iter().any(|fact| name(fact) == "target.kind"));
    face.sees("Graph … 0").sees("What kind of account");
    face.press("p").sees("Graph is still being asked.");
    face.hears(News::Done).press("p").does_not_see("Before Graph is asked");
    assert_eq!(face.asked().number, inquiry.number + 1);
}

#[test]
fn answers_pass_questions_by_themselves_and_say_who_said_so() {
    let mut face = face();
    face.asks_about_adele().learns("target.kind", Value::text("member"), true);
    face.sees("the kind of account: A member").sees("Graph").does_not_see("What kind of account");
    face.learns("target.protected", Value::Bool(true), false).hears(News::Done);
    face.sees("The page is stale")
        .press("2")
        .sees("Is the account protected?")
        .sees("Preselected because Graph points there: Yes");
    face.sees("Graph ✓ 2, 0 s ago").pass(120).sees("Graph ✓ 2, 2 min ago");
}

#[test]
fn what_could_not_be_checked_says_why_where_it_is_asked() {
    let mut face = face();
    face.asks_about_adele();
    face.hears(News::NotChecked { fact: "target.kind".to_owned(), why: "it needs User.Read.All".to_owned() });
    face.sees("What kind of account").sees("Graph could not tell: it needs User.Read.All");
    face.hears(News::Failed("Nobody answers at graph.example.".to_owned()));
    face.sees("Graph: failed").sees("Nobody answers at graph.example.").sees("What kind of account");
}

#[test]
fn an_answer_to_an_earlier_inquiry_is_dropped() {
    let mut face = face();
    face.asks_about_adele();
    let first = face.asked().number;
    face.hears(News::Done).press("p");
    let late = News::Fact { fact: "target.kind".to_owned(), value: Value::text("guest"), by: graph(true) };
    face.send(Message::Told(Box::new(Told { inquiry: first, news: late }))).sees("What kind of account");
}

#[test]
fn not_to_know_whose_account_it_is_answers_nothing() {
    let mut face = face();
    face.press("1 \"pass space enter p f2").sees("There is nothing that Graph could tell here.");
    face.sees("What kind of account").does_not_see("user name");
    face.press("p").sees("Before Graph is asked").press("esc").sees("What kind of account");
    assert!(face.effects.is_empty());
}

#[test]
fn undo_takes_back_what_the_person_said_and_keeps_what_graph_said() {
    let mut face = face();
    face.asks_about_adele().learns("target.kind", Value::text("member"), true).hears(News::Done);
    face.press("1").sees("Fixed").press("backspace").sees("The page is stale");
    face.press("backspace").press("backspace").sees("Which admin roles do you hold?");
    let ticket = face.model.ticket().unwrap();
    let kind = ticket.walk.pack().fact_named("target.kind").unwrap();
    assert_eq!(ticket.walk.know(kind).value(), Some(&Value::text("member")));
}

#[test]
fn what_a_person_says_wins_and_the_conflict_shows() {
    let mut face = face();
    face.size = (120, 40);
    face.asks_about_adele().learns("target.kind", Value::text("member"), true).hears(News::Done);
    face.press("e").sees("Change an answer").click("the kind of account").press("1");
    assert!(matches!(face.model.ticket().unwrap().walk.step(), Step::Cause(_)));
    face.sees("The account is at home elsewhere").sees("!");
}

#[test]
fn after_a_fix_the_tenant_says_whether_it_shows_and_the_fix_stays_on_screen() {
    let mut face = face();
    face.asks_about_adele().learns("target.kind", Value::text("guest"), true).hears(News::Done);
    face.sees("The account is at home elsewhere").press("p");
    face.learns("target.kind", Value::text("guest"), true).hears(News::Done).sees("this cause still holds");
    face.press("p").learns("target.kind", Value::text("member"), true).sees("The account is at home elsewhere");
    face.hears(News::Done).sees("this cause is gone").sees("The account is at home elsewhere");
    face.press("p").hears(News::Done).sees("says nothing for or against it");
    face.press("p").learns("target.kind", Value::text("member"), true).hears(News::Done).press("1").sees("Fixed");
    let events = face.model.ticket().unwrap().walk.events();
    let last: Vec<&Event> = events.iter().rev().take(2).map(|stamped| &stamped.event).collect();
    assert!(matches!(last[1], Event::Fixed { .. }) && matches!(last[0], Event::Answered { .. }), "{last:?}");
}

#[test]
fn with_an_account_given_at_the_start_every_ticket_asks_at_once() {
    let mut face = face();
    let given = vec![("target.upn".to_owned(), Value::text("adele@contoso.example"))];
    face.model.tenant = Some(Connected { name: "contoso.example".to_owned(), given });
    face.size = (120, 40);
    face.press("1").sees("Graph … 0").sees("adele@contoso.example · contoso.example");
    assert_eq!(face.asked().number, 1);
    face.hears(News::Tenant("Contoso".to_owned())).sees("Contoso").press("esc").press("2");
    assert_eq!(face.asked().number, 2);
}
