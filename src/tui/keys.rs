//! The keys: one table, from which dispatch, footer and help come.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::action::Action;
use super::asking::Asking;
use crate::texts::{Text, tui as say};

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
}

/// The rows that work at a spot.
pub(super) fn at(spot: Spot) -> impl Iterator<Item = &'static Binding> {
    BINDINGS.iter().filter(move |binding| {
        let here = binding.places & spot.place.bit() != 0;
        if spot.over { here && !binding.is_of_the_walk() || binding.places == OVERLAY } else { here }
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

const OPENING: u16 = Place::Opening.bit();
const PICKED: u16 = Place::One.bit() | Place::LongOne.bit();
const MARKED: u16 = Place::Many.bit() | Place::LongMany.bit();
const LONG: u16 = Place::LongOne.bit() | Place::LongMany.bit();
const ENTRY: u16 = Place::Entry.bit();
const ASKED: u16 = PICKED | MARKED | ENTRY;
const CAUSE: u16 = Place::Cause.bit();
const END: u16 = Place::End.bit();
const WALK: u16 = ASKED | CAUSE | END;
const READ: u16 = Place::Reading.bit() | Place::Note.bit() | Place::Code.bit() | Place::Select.bit();
const LISTED: u16 = Place::Answers.bit() | Place::Help.bit();
const OVERLAY: u16 = READ | LISTED;
const EVERYWHERE: u16 = u16::MAX;

use Key::{Char, Code, Ctrl};

/// The table. The footer shows rows in this order until it is full, so what is needed most comes first.
const BINDINGS: &[Binding] = &[
    Binding {
        keys: &[Code(KeyCode::Up), Char('k'), Ctrl('p')],
        action: Action::Up,
        label: "↑ k",
        short: None,
        help: None,
        places: EVERYWHERE,
    },
    Binding {
        keys: &[Code(KeyCode::Down), Char('j'), Ctrl('n')],
        action: Action::Down,
        label: "↑↓",
        short: Some(say::KEY_MOVE),
        help: Some(say::HELP_DOWN),
        places: EVERYWHERE & !(ASKED | READ | END),
    },
    Binding {
        keys: &[Code(KeyCode::Down), Char('j'), Ctrl('n')],
        action: Action::Down,
        label: "↑↓",
        short: None,
        help: Some(say::HELP_DOWN),
        places: ASKED,
    },
    Binding {
        keys: &[Code(KeyCode::Down), Char('j'), Ctrl('n')],
        action: Action::Down,
        label: "↑↓",
        short: Some(say::KEY_SCROLL),
        help: Some(say::HELP_DOWN),
        places: READ | END,
    },
    Binding {
        keys: &[Char(' ')],
        action: Action::Mark,
        label: "space",
        short: Some(say::KEY_MARK),
        help: Some(say::HELP_MARK),
        places: MARKED,
    },
    Binding {
        keys: &[Char(' ')],
        action: Action::Mark,
        label: "space",
        short: Some(say::KEY_TICK),
        help: Some(say::HELP_TICK),
        places: CAUSE,
    },
    Binding {
        keys: &[Code(KeyCode::Enter)],
        action: Action::Accept,
        label: "⏎",
        short: Some(say::KEY_OPEN),
        help: Some(say::HELP_OPEN),
        places: OPENING | Place::Code.bit(),
    },
    Binding {
        keys: &[Code(KeyCode::Enter)],
        action: Action::Accept,
        label: "⏎",
        short: Some(say::KEY_ANSWER),
        help: Some(say::HELP_ANSWER),
        places: ASKED,
    },
    Binding {
        keys: &[Code(KeyCode::Enter)],
        action: Action::Accept,
        label: "⏎",
        short: None,
        help: Some(say::HELP_DONE),
        places: CAUSE,
    },
    Binding {
        keys: &[Code(KeyCode::Enter)],
        action: Action::Accept,
        label: "⏎",
        short: Some(say::KEY_CHANGE_THIS),
        help: Some(say::HELP_CHANGE_THIS),
        places: Place::Answers.bit(),
    },
    Binding {
        keys: &[Code(KeyCode::Enter)],
        action: Action::Accept,
        label: "⏎",
        short: Some(say::KEY_RUN),
        help: Some(say::HELP_RUN),
        places: Place::Help.bit(),
    },
    Binding {
        keys: &[],
        action: Action::Nothing,
        label: "1–9",
        short: Some(say::KEY_PICK),
        help: Some(say::HELP_PICK),
        places: OPENING | Place::Answers.bit(),
    },
    Binding {
        keys: &[],
        action: Action::Nothing,
        label: "1–9",
        short: None,
        help: Some(say::HELP_NUMBERS),
        places: Place::One.bit() | Place::Many.bit() | CAUSE,
    },
    Binding {
        keys: &[Char('u'), Code(KeyCode::F(2))],
        action: Action::NotSure,
        label: "u",
        short: Some(say::KEY_NOT_SURE),
        help: Some(say::HELP_NOT_SURE),
        places: ASKED,
    },
    Binding {
        keys: &[Code(KeyCode::Tab), Code(KeyCode::BackTab), Char('/')],
        action: Action::Typing,
        label: "tab",
        short: Some(say::KEY_TYPING),
        help: Some(say::HELP_TYPING),
        places: LONG | ENTRY,
    },
    Binding {
        keys: &[Char('c')],
        action: Action::Copy,
        label: "c",
        short: Some(say::KEY_COPY),
        help: Some(say::HELP_COPY),
        places: CAUSE,
    },
    Binding {
        keys: &[Char('c')],
        action: Action::Copy,
        label: "c",
        short: Some(say::KEY_COPY),
        help: Some(say::HELP_COPY_NOTE),
        places: Place::Note.bit(),
    },
    Binding {
        keys: &[Code(KeyCode::Left), Char('h')],
        action: Action::Left,
        label: "←→",
        short: Some(say::KEY_SHELL),
        help: Some(say::HELP_SHELL_LEFT),
        places: CAUSE,
    },
    Binding {
        keys: &[Code(KeyCode::Right), Char('l')],
        action: Action::Right,
        label: "→ l",
        short: None,
        help: None,
        places: CAUSE,
    },
    // Where a walk ends, the note and the next ticket come first.
    Binding {
        keys: &[Char('y'), Code(KeyCode::F(6))],
        action: Action::Note,
        label: "y",
        short: Some(say::KEY_NOTE),
        help: Some(say::HELP_NOTE),
        places: END,
    },
    Binding {
        keys: &[Char('n'), Code(KeyCode::F(7))],
        action: Action::NewTicket,
        label: "n",
        short: Some(say::KEY_NEW),
        help: Some(say::HELP_NEW),
        places: END,
    },
    Binding {
        keys: &[Char('w'), Code(KeyCode::F(3))],
        action: Action::Why,
        label: "w",
        short: Some(say::KEY_WHY),
        help: Some(say::HELP_WHY),
        places: ASKED | CAUSE | END,
    },
    Binding {
        keys: &[Code(KeyCode::Backspace), Char('z'), Ctrl('r')],
        action: Action::Undo,
        label: "⌫",
        short: Some(say::KEY_UNDO),
        help: Some(say::HELP_UNDO),
        places: WALK,
    },
    Binding {
        keys: &[Char('e'), Code(KeyCode::F(4))],
        action: Action::Change,
        label: "e",
        short: Some(say::KEY_CHANGE),
        help: Some(say::HELP_CHANGE),
        places: WALK,
    },
    Binding {
        keys: &[Char('m'), Code(KeyCode::F(5))],
        action: Action::Map,
        label: "m",
        short: Some(say::KEY_MAP),
        help: Some(say::HELP_MAP),
        places: WALK,
    },
    Binding {
        keys: &[Char('y'), Code(KeyCode::F(6))],
        action: Action::Note,
        label: "y",
        short: Some(say::KEY_NOTE),
        help: Some(say::HELP_NOTE),
        places: WALK & !END,
    },
    Binding {
        keys: &[Code(KeyCode::Esc)],
        action: Action::Back,
        label: "esc",
        short: Some(say::KEY_LEAVE),
        help: Some(say::HELP_LEAVE),
        places: WALK,
    },
    Binding {
        keys: &[Char('o')],
        action: Action::OpenLink,
        label: "o",
        short: Some(say::KEY_LINK),
        help: Some(say::HELP_LINK),
        places: CAUSE,
    },
    Binding {
        keys: &[Char('v')],
        action: Action::Select,
        label: "v",
        short: None,
        help: Some(say::HELP_SELECT),
        places: WALK | Place::Note.bit(),
    },
    Binding {
        keys: &[Char('n'), Code(KeyCode::F(7))],
        action: Action::NewTicket,
        label: "n",
        short: Some(say::KEY_NEW),
        help: Some(say::HELP_NEW),
        places: WALK & !END,
    },
    Binding {
        keys: &[Code(KeyCode::Esc)],
        action: Action::Back,
        label: "esc",
        short: Some(say::KEY_BACK),
        help: Some(say::HELP_CLOSE),
        places: OVERLAY,
    },
    Binding {
        keys: &[Code(KeyCode::Esc)],
        action: Action::Back,
        label: "esc",
        short: None,
        help: Some(say::HELP_CLEAR),
        places: OPENING,
    },
    Binding {
        keys: &[Char('q'), Ctrl('q')],
        action: Action::Quit,
        label: "q",
        short: Some(say::KEY_QUIT),
        help: Some(say::HELP_QUIT),
        places: OPENING,
    },
    Binding {
        keys: &[Char('q')],
        action: Action::Back,
        label: "q",
        short: None,
        help: Some(say::HELP_CLOSE),
        places: READ | Place::Answers.bit(),
    },
    Binding {
        keys: &[Char('q')],
        action: Action::Leave,
        label: "q",
        short: None,
        help: Some(say::HELP_LEAVE),
        places: WALK,
    },
    Binding {
        keys: &[Char('t'), Code(KeyCode::F(8))],
        action: Action::NextTheme,
        label: "t",
        short: Some(say::KEY_THEME),
        help: Some(say::HELP_THEME),
        places: OPENING | WALK,
    },
    Binding {
        keys: &[Code(KeyCode::PageUp), Ctrl('b')],
        action: Action::PageUp,
        label: "PgUp",
        short: None,
        help: None,
        places: EVERYWHERE,
    },
    Binding {
        keys: &[Code(KeyCode::PageDown), Ctrl('f')],
        action: Action::PageDown,
        label: "PgUp PgDn",
        short: None,
        help: Some(say::HELP_PAGE_DOWN),
        places: EVERYWHERE,
    },
    Binding {
        keys: &[Code(KeyCode::Home), Char('g')],
        action: Action::First,
        label: "g Home",
        short: None,
        help: None,
        places: EVERYWHERE,
    },
    Binding {
        keys: &[Code(KeyCode::End), Char('G')],
        action: Action::Last,
        label: "g G",
        short: None,
        help: Some(say::HELP_LAST),
        places: EVERYWHERE,
    },
    Binding {
        keys: &[Ctrl('z')],
        action: Action::Suspend,
        label: "ctrl-z",
        short: None,
        help: Some(say::HELP_SUSPEND),
        places: EVERYWHERE,
    },
    Binding {
        keys: &[Ctrl('l')],
        action: Action::Redraw,
        label: "ctrl-l",
        short: None,
        help: Some(say::HELP_REDRAW),
        places: EVERYWHERE,
    },
    Binding {
        keys: &[Ctrl('q')],
        action: Action::Quit,
        label: "ctrl-q",
        short: None,
        help: Some(say::HELP_QUIT),
        places: EVERYWHERE,
    },
    Binding {
        keys: &[Ctrl('c')],
        action: Action::Interrupt,
        label: "ctrl-c",
        short: None,
        help: Some(say::HELP_QUIT),
        places: EVERYWHERE,
    },
    Binding {
        keys: &[Char('?'), Code(KeyCode::F(1))],
        action: Action::Help,
        label: "?",
        short: Some(say::KEY_HELP),
        help: Some(say::HELP_HELP),
        places: EVERYWHERE & !Place::Help.bit(),
    },
];

impl Binding {
    fn is_of_the_walk(&self) -> bool {
        self.places & ASKED == ASKED && self.places & CAUSE != 0 && self.places & READ == 0
    }

    /// How the keys are written: where letters are typed, a letter takes Alt, or a function key does the same.
    pub(super) fn label_at(&self, spot: Spot) -> String {
        let letter = self.keys.iter().find(|key| matches!(key, Char(c) if *c != ' ' && self.label.starts_with(*c)));
        let Some(letter) = letter else { return self.label.to_owned() };
        if spot.typing == Typing::Off || asks_while_typing(spot.place, spot.typing, *letter) {
            return self.label.to_owned();
        }
        let other = self.keys.iter().find_map(|key| match key {
            Code(KeyCode::F(n)) => Some(format!("F{n}")),
            Ctrl(c) => Some(format!("ctrl-{c}")),
            _ => None,
        });
        other.unwrap_or_else(|| format!("alt-{}", self.label))
    }
}
