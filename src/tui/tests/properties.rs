//! What holds whatever a person does.

use std::sync::Arc;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use proptest::prelude::*;

use super::{Face, START, pack};
use crate::diagnosis::{Event, Walk};
use crate::knowledge::Value;
use crate::tui::message::Message;
use crate::tui::tenant::{Connected, News, Told};

/// Something that happens: to the model, or to the size of the terminal.
#[derive(Clone, Debug)]
enum Happening {
    Message(Message),
    Resized(u16, u16),
    Passed(i64),
}

fn key() -> impl Strategy<Value = KeyEvent> {
    let code = prop_oneof![
        20 => prop::sample::select("123456789 uwmeyntzcovhjklgGq?/xp".chars().collect::<Vec<_>>()).prop_map(KeyCode::Char),
        12 => prop::sample::select(vec![
            KeyCode::Enter, KeyCode::Esc, KeyCode::Backspace, KeyCode::Tab, KeyCode::Up, KeyCode::Down,
            KeyCode::Left, KeyCode::Right, KeyCode::Home, KeyCode::End, KeyCode::PageUp, KeyCode::PageDown,
            KeyCode::Delete, KeyCode::F(1), KeyCode::F(2), KeyCode::F(5), KeyCode::F(11),
        ]),
        2 => any::<char>().prop_map(KeyCode::Char),
    ];
    let modifiers = prop_oneof![
        8 => Just(KeyModifiers::NONE),
        1 => Just(KeyModifiers::ALT),
        1 => Just(KeyModifiers::CONTROL),
    ];
    (code, modifiers).prop_map(|(code, modifiers)| KeyEvent::new(code, modifiers))
}

fn news() -> impl Strategy<Value = News> {
    let fact = || prop::sample::select(vec!["target.kind", "target.protected", "target.upn", "no.such"]);
    let value = prop_oneof![
        Just(Value::text("guest")),
        Just(Value::text("member")),
        any::<bool>().prop_map(Value::Bool),
        ".{0,20}".prop_map(Value::text),
    ];
    prop_oneof![
        4 => (fact(), value, any::<bool>()).prop_map(|(fact, value, certain)| News::Fact {
            fact: fact.to_owned(),
            value,
            by: super::tenant::graph(certain),
        }),
        1 => (fact(), ".{0,60}").prop_map(|(fact, why)| News::NotChecked { fact: fact.to_owned(), why }),
        1 => Just(News::Done),
        1 => ".{0,60}".prop_map(News::Failed),
        1 => ".{0,60}".prop_map(News::Tenant),
    ]
}

fn happening() -> impl Strategy<Value = Happening> {
    prop_oneof![
        24 => key().prop_map(|key| Happening::Message(Message::Pressed(key))),
        4 => (0..200_u16, 0..200_u16)
            .prop_map(|(column, row)| Happening::Message(Message::Clicked { column, row })),
        2 => any::<bool>().prop_map(|down| Happening::Message(Message::Wheeled { down })),
        1 => ".{0,40}".prop_map(|text| Happening::Message(Message::Pasted(text))),
        3 => (0..4_u64, news())
            .prop_map(|(inquiry, news)| Happening::Message(Message::Told(Box::new(Told { inquiry, news })))),
        1 => any::<[u16; 3]>().prop_map(|colour| Happening::Message(Message::GroundSeen(colour))),
        3 => (0..200_u16, 0..200_u16).prop_map(|(width, height)| Happening::Resized(width, height)),
        1 => (0..400_i64).prop_map(Happening::Passed),
    ]
}

fn happen(face: &mut Face, happening: Happening) {
    match happening {
        Happening::Message(message) => face.send(message),
        Happening::Resized(width, height) => {
            face.size = (width, height);
            face.draw();
            face
        }
        Happening::Passed(seconds) => face.pass(seconds),
    };
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn nothing_panics_and_every_walk_is_what_its_events_make(
        happenings in prop::collection::vec(happening(), 1..60),
    ) {
        let mut face = Face::new(80, 24);
        face.model.tenant = Some(Connected { name: "contoso.example".to_owned(), given: Vec::new() });
        for happening in happenings {
            happen(&mut face, happening);
        }
        for ticket in &face.model.tickets {
            let replayed = Walk::replay(Arc::clone(pack::sample()), ticket.walk.events());
            prop_assert_eq!(replayed.as_ref(), Some(&ticket.walk));
        }
    }

    #[test]
    fn undo_restores_what_was_before(happenings in prop::collection::vec(happening(), 1..40)) {
        let mut face = Face::new(80, 24);
        face.press("1");
        for happening in happenings {
            let before: Vec<Walk> = face.model.tickets.iter().map(|ticket| ticket.walk.clone()).collect();
            happen(&mut face, happening);
            for (before, ticket) in before.iter().zip(&face.model.tickets) {
                let since = &ticket.walk.events()[before.events().len().min(ticket.walk.events().len())..];
                if since.is_empty() || since.iter().any(|stamped| stamped.event == Event::Undone) {
                    continue;
                }
                let mut undone = ticket.walk.clone();
                for _ in since {
                    undone.undo(START);
                }
                prop_assert_eq!(&undone, before);
            }
        }
    }

    #[test]
    fn the_order_of_answers_does_not_matter(
        happenings in prop::collection::vec(key(), 1..40),
        order in any::<prop::sample::Index>(),
    ) {
        let mut face = Face::new(80, 24);
        face.press("1");
        for key in happenings {
            face.send(Message::Pressed(key));
        }
        let Some(ticket) = face.model.tickets.first() else { return Ok(()) };
        let events: Vec<_> = ticket.walk.counting_events().cloned().collect();
        let only_answers =
            events.iter().skip(1).all(|stamped| matches!(stamped.event, Event::Answered { .. }));
        let mut facts: Vec<&String> = events
            .iter()
            .filter_map(|stamped| if let Event::Answered { fact, .. } = &stamped.event { Some(fact) } else { None })
            .collect();
        facts.sort();
        facts.dedup();
        // A later answer to the same question replaces the earlier one: there the order is the meaning.
        prop_assume!(only_answers && facts.len() + 1 == events.len() && events.len() > 2);
        let mut permuted = events.clone();
        let by = 1 + order.index(events.len() - 1);
        permuted[1..].rotate_left(by - 1);
        let (walked, permuted) = (
            Walk::replay(Arc::clone(pack::sample()), &events).unwrap(),
            Walk::replay(Arc::clone(pack::sample()), &permuted).unwrap(),
        );
        prop_assert_eq!(walked.step(), permuted.step());
    }
}
