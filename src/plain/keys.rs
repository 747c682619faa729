//! The keys, each a letter on a line of its own.

use super::page::Page;
use crate::texts::{Text, Texts, plain as say};

/// What a person wants that is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Key {
    NotSure,
    HowToFindOut,
    Why,
    Left,
    Back,
    Change,
    Repeat,
    Tick(usize),
    NewTicket,
    Keys,
    Quit,
}

/// Every key with its letter and what it does, in the order in which the list shows them.
const KEYS: &[(&str, Key, Text)] = &[
    ("u", Key::NotSure, say::KEY_U),
    ("h", Key::HowToFindOut, say::KEY_H),
    ("w", Key::Why, say::KEY_W),
    ("l", Key::Left, say::KEY_L),
    ("b", Key::Back, say::KEY_B),
    ("e", Key::Change, say::KEY_E),
    ("r", Key::Repeat, say::KEY_R),
    ("t", Key::NewTicket, say::KEY_T),
    ("?", Key::Keys, say::KEYS),
    ("q", Key::Quit, say::KEY_Q),
];

/// The key a line is, if it is one.
pub(super) fn key(line: &str) -> Option<Key> {
    if let Some(number) = line.strip_prefix(['x', 'X']) {
        return number.trim().parse().ok().map(Key::Tick);
    }
    KEYS.iter().find(|(letter, ..)| letter.eq_ignore_ascii_case(line)).map(|(_, key, _)| *key)
}

/// Lists the keys.
pub(super) fn list(page: &mut Page, texts: &Texts) {
    page.gap();
    page.text(texts.say(say::KEYS));
    for text in [say::KEY_NUMBER, say::KEY_YES_NO] {
        page.item("  ", texts.say(text));
    }
    for (_, key, text) in KEYS {
        if *key == Key::NewTicket {
            page.item("  ", texts.say(say::KEY_X));
        }
        if *key != Key::Keys {
            page.item("  ", texts.say(*text));
        }
    }
}
