//! The keys: one table, from which dispatch, footer and help come.

mod table;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::action::Action;
use super::asking::Asking;
use crate::texts::Text;
use table::{ASKED, BINDINGS, CAUSE, OVERLAY, READ};

/// Where keys are pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// The opening.
    Opening,
    /// A question with a few answers, one of which is picked.
    One,
    /// A question with a few answers, any of which are marked.
    Many,
    /// A question with many answers, one of which is found by typing.
    LongOne,
    /// A question with many answers, which are found by typing and marked.
    LongMany,
    /// A question whose answer is typed.
    Entry,
    /// A cause and its fix.
    Cause,
    /// Where a walk ends: fixed, refused or handed over.
    End,
    /// An overlay to read.
    Reading,
    /// The ticket note.
    Note,
    /// An error code.
    Code,
    /// The answers so far.
    Answers,
    /// The help.
    Help,
    /// A text to select by hand.
    Select,
}

impl Place {
    /// Where keys are pressed while a fact is asked.
    pub(super) fn of_question(asking: &Asking) -> Self {
        match (asking.is_typed(), asking.is_filtered(), asking.is_many()) {
            (true, ..) => Self::Entry,
            (_, true, true) => Self::LongMany,
            (_, true, false) => Self::LongOne,
            (_, false, true) => Self::Many,
            (_, false, false) => Self::One,
        }
    }

    const fn bit(self) -> u16 {
        1 << self as u16
    }
}

/// A row of the table.
#[derive(Debug)]
pub(super) struct Binding {
    /// The keys, any of which asks for it.
    keys: &'static [Key],
    /// What they ask for.
    pub action: Action,
    /// How the keys are written.
    pub label: &'static str,
    /// What it does in a word or two, for the footer. Without it the footer leaves it out.
    pub short: Option<Text>,
    /// What it does, for the help. Without it another row tells it.
    pub help: Option<Text>,
    /// Where it works.
    places: u16,
    /// Whom it is for.
    whom: Whom,
}

/// Whom a key is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Whom {
    Everyone,
    /// Those who only use the knowledge.
    Users,
    /// Those who write it.
    Authors,
    /// Those with a tenant that can be asked.
    Connected,
    /// Those without.
    Unconnected,
}

/// A key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Key {
    /// A letter, with Alt where letters are typed.
    Char(char),
    /// A letter with Ctrl.
    Ctrl(char),
    /// Another key.
    Code(KeyCode),
}

/// What a key press means.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Meaning {
    /// It asks for something.
    Asks(Action),
    /// It types a character.
    Types(char),
    /// It changes what is typed.
    Edits(Edit),
    /// Nothing here.
    Nothing,
}

/// A change to what is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edit {
    Erase,
    EraseNext,
    EraseWord,
    Clear,
    Left,
    Right,
    Home,
    End,
}

/// Whether and what is being typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Typing {
    /// Letters are keys.
    Off,
    /// Letters are typed, and nothing has been yet.
    Empty,
    /// Letters are typed.
    Begun,
}

/// Where a person is: what the keys mean depends on nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Spot {
    pub place: Place,
    pub typing: Typing,
    /// Whether the place lies over a screen, so that what belongs to the walk has to wait.
    pub over: bool,
    /// Whether the knowledge is being written.
    pub authoring: bool,
    /// Whether there is a tenant that can be asked.
    pub connected: bool,
}

/// The rows that work at a spot.
pub(super) fn at(spot: Spot) -> impl Iterator<Item = &'static Binding> {
    BINDINGS.iter().filter(move |binding| {
        let for_me = match binding.whom {
            Whom::Everyone => true,
            Whom::Users => !spot.authoring,
            Whom::Authors => spot.authoring,
            Whom::Connected => spot.connected,
            Whom::Unconnected => !spot.connected,
        };
        let here = for_me && binding.places & spot.place.bit() != 0;
        if spot.over { here && !binding.is_of_the_walk() || for_me && binding.places == OVERLAY } else { here }
    })
}

/// What a key press means at a spot.
pub(super) fn meaning(spot: Spot, event: KeyEvent) -> Meaning {
    let Spot { place, typing, .. } = spot;
    let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
    let alt = event.modifiers.contains(KeyModifiers::ALT);
    let key = match event.code {
        // AltGr arrives as both, and types.
        KeyCode::Char(c) if ctrl && !alt => Key::Ctrl(c.to_ascii_lowercase()),
        KeyCode::Char(c) => Key::Char(c),
        code => Key::Code(code),
    };
    let plain_letter = matches!(key, Key::Char(_)) && !alt;
    if typing != Typing::Off {
        if let Some(edit) = edit(key, alt, typing) {
            return Meaning::Edits(edit);
        }
        if let (Key::Char(c), true) = (key, plain_letter && !asks_while_typing(place, typing, key)) {
            return Meaning::Types(c);
        }
    }
    if let (Key::Char(c), true) = (key, takes_numbers(place, typing, alt))
        && let Some(digit) = c.to_digit(10).filter(|digit| *digit > 0)
    {
        return Meaning::Asks(Action::Choose(digit as usize - 1));
    }
    let binding = at(spot).find(|binding| binding.keys.contains(&key));
    binding.map_or(Meaning::Nothing, |binding| Meaning::Asks(binding.action.clone()))
}

/// The few letters that ask for something even where letters are typed.
fn asks_while_typing(place: Place, typing: Typing, key: Key) -> bool {
    match (place, key) {
        (Place::LongMany, Key::Char(' ')) => true,
        (Place::Opening, Key::Char('q' | '?' | '1'..='9')) => typing == Typing::Empty,
        _ => false,
    }
}

fn takes_numbers(place: Place, typing: Typing, alt: bool) -> bool {
    match place {
        Place::Opening => typing == Typing::Empty || alt,
        Place::Entry | Place::Help => false,
        _ => typing == Typing::Off || alt,
    }
}

fn edit(key: Key, alt: bool, typing: Typing) -> Option<Edit> {
    let begun = typing == Typing::Begun;
    match key {
        Key::Code(KeyCode::Backspace) if begun && alt => Some(Edit::EraseWord),
        Key::Code(KeyCode::Backspace) if begun => Some(Edit::Erase),
        Key::Code(KeyCode::Delete) if begun => Some(Edit::EraseNext),
        Key::Code(KeyCode::Left) if begun => Some(Edit::Left),
        Key::Code(KeyCode::Right) if begun => Some(Edit::Right),
        Key::Code(KeyCode::Home) if begun => Some(Edit::Home),
        Key::Code(KeyCode::End) if begun => Some(Edit::End),
        Key::Ctrl('w') if begun => Some(Edit::EraseWord),
        Key::Ctrl('u') if begun => Some(Edit::Clear),
        _ => None,
    }
}

impl Binding {
    fn is_of_the_walk(&self) -> bool {
        self.places & ASKED == ASKED && self.places & CAUSE != 0 && self.places & READ == 0
    }

    /// How the keys are written: where letters are typed, a letter takes Alt, or a function key does the same.
    pub(super) fn label_at(&self, spot: Spot) -> String {
        if self.label.starts_with('1') && !takes_numbers(spot.place, spot.typing, false) {
            return format!("alt-{}", self.label);
        }
        let letter =
            self.keys.iter().find(|key| matches!(key, Key::Char(c) if *c != ' ' && self.label.starts_with(*c)));
        let Some(letter) = letter else { return self.label.to_owned() };
        if spot.typing == Typing::Off || asks_while_typing(spot.place, spot.typing, *letter) {
            return self.label.to_owned();
        }
        let other = self.keys.iter().find_map(|key| match key {
            Key::Code(KeyCode::F(n)) => Some(format!("F{n}")),
            Key::Ctrl(c) => Some(format!("ctrl-{c}")),
            _ => None,
        });
        other.unwrap_or_else(|| format!("alt-{}", self.label))
    }
}
