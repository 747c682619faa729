//! The table of keys.

use crossterm::event::KeyCode;

use super::Key::{Char, Code, Ctrl};
use super::{Binding, Key, Place, Whom};
use crate::texts::{Text, tui as say};
use crate::tui::action::Action;

pub(super) const OPENING: u16 = Place::Opening.bit();
pub(super) const PICKED: u16 = Place::One.bit() | Place::LongOne.bit();
pub(super) const MARKED: u16 = Place::Many.bit() | Place::LongMany.bit();
pub(super) const LONG: u16 = Place::LongOne.bit() | Place::LongMany.bit();
pub(super) const ENTRY: u16 = Place::Entry.bit();
pub(super) const ASKED: u16 = PICKED | MARKED | ENTRY;
pub(super) const CAUSE: u16 = Place::Cause.bit();
pub(super) const END: u16 = Place::End.bit();
pub(super) const WALK: u16 = ASKED | CAUSE | END;
pub(super) const READ: u16 = Place::Reading.bit() | Place::Note.bit() | Place::Code.bit() | Place::Select.bit();
pub(super) const LISTED: u16 = Place::Answers.bit() | Place::Help.bit();
pub(super) const OVERLAY: u16 = READ | LISTED;
pub(super) const EVERYWHERE: u16 = u16::MAX;

/// A row, to be finished.
const fn key(keys: &'static [Key], action: Action, label: &'static str) -> Binding {
    Binding { keys, action, label, short: None, help: None, places: 0, whom: Whom::Everyone }
}

impl Binding {
    /// What it does in a word or two, for the footer.
    const fn short(mut self, short: Text) -> Self {
        self.short = Some(short);
        self
    }

    /// What it does, for the help.
    const fn help(mut self, help: Text) -> Self {
        self.help = Some(help);
        self
    }

    /// Whom it is for.
    const fn only(mut self, whom: Whom) -> Self {
        self.whom = whom;
        self
    }

    /// Where it works.
    const fn at(mut self, places: u16) -> Self {
        self.places = places;
        self
    }
}

/// The footer shows rows in this order until it is full, so what is needed most comes first.
#[rustfmt::skip] // A row is a line.
pub(super) const BINDINGS: &[Binding] = &[
    key(&[Code(KeyCode::Up), Char('k'), Ctrl('p')], Action::Up, "↑ k").at(EVERYWHERE),
    key(&[Code(KeyCode::Down), Char('j'), Ctrl('n')], Action::Down, "↑↓").short(say::KEY_MOVE).help(say::HELP_DOWN).at(EVERYWHERE & !(ASKED | READ | END)),
    key(&[Code(KeyCode::Down), Char('j'), Ctrl('n')], Action::Down, "↑↓").help(say::HELP_DOWN).at(ASKED),
    key(&[Code(KeyCode::Down), Char('j'), Ctrl('n')], Action::Down, "↑↓").short(say::KEY_SCROLL).help(say::HELP_DOWN).at(READ | END),
    key(&[Char(' ')], Action::Mark, "space").short(say::KEY_MARK).help(say::HELP_MARK).at(MARKED),
    key(&[Char(' ')], Action::Mark, "space").short(say::KEY_TICK).help(say::HELP_TICK).at(CAUSE),
    key(&[Code(KeyCode::Enter)], Action::Accept, "⏎").short(say::KEY_OPEN).help(say::HELP_OPEN).at(OPENING | Place::Code.bit()),
    key(&[Code(KeyCode::Enter)], Action::Accept, "⏎").short(say::KEY_ANSWER).help(say::HELP_ANSWER).at(ASKED),
    key(&[Code(KeyCode::Enter)], Action::Accept, "⏎").help(say::HELP_DONE).at(CAUSE),
    key(&[Code(KeyCode::Enter)], Action::Accept, "⏎").short(say::KEY_CHANGE_THIS).help(say::HELP_CHANGE_THIS).at(Place::Answers.bit()),
    key(&[Code(KeyCode::Enter)], Action::Accept, "⏎").short(say::KEY_RUN).help(say::HELP_RUN).at(Place::Help.bit()),
    key(&[], Action::Nothing, "1–9").short(say::KEY_PICK).help(say::HELP_PICK).at(OPENING | Place::Answers.bit()),
    key(&[], Action::Nothing, "1–9").help(say::HELP_NUMBERS).at(Place::One.bit() | Place::Many.bit() | CAUSE),
    key(&[Char('u'), Code(KeyCode::F(2))], Action::NotSure, "u").short(say::KEY_NOT_SURE).help(say::HELP_NOT_SURE).at(ASKED),
    key(&[Code(KeyCode::Tab), Code(KeyCode::BackTab), Char('/')], Action::Typing, "tab").short(say::KEY_TYPING).help(say::HELP_TYPING).at(LONG | ENTRY),
    key(&[Char('c')], Action::Copy, "c").short(say::KEY_COPY).help(say::HELP_COPY).at(CAUSE),
    key(&[Char('c')], Action::Copy, "c").short(say::KEY_COPY).help(say::HELP_COPY_NOTE).at(Place::Note.bit()),
    key(&[Code(KeyCode::Left), Char('h')], Action::Left, "←→").short(say::KEY_SHELL).help(say::HELP_SHELL_LEFT).at(CAUSE),
    key(&[Code(KeyCode::Right), Char('l')], Action::Right, "→ l").at(CAUSE),
    // Where a walk ends, the note and the next ticket come first.
    key(&[Char('y'), Code(KeyCode::F(6))], Action::Note, "y").short(say::KEY_NOTE).help(say::HELP_NOTE).at(END),
    key(&[Char('n'), Code(KeyCode::F(7))], Action::NewTicket, "n").short(say::KEY_NEW).help(say::HELP_NEW).at(END),
    key(&[Char('w'), Code(KeyCode::F(3))], Action::Why, "w").short(say::KEY_WHY).help(say::HELP_WHY).at(ASKED | CAUSE | END),
    key(&[Code(KeyCode::Backspace), Char('z')], Action::Undo, "⌫").short(say::KEY_UNDO).help(say::HELP_UNDO).at(WALK),
    key(&[Char('e'), Code(KeyCode::F(9))], Action::Edit, "e").short(say::KEY_EDIT).help(say::HELP_EDIT).at(OPENING | WALK | Place::Reading.bit()).only(Whom::Authors),
    key(&[Char('d'), Code(KeyCode::F(10))], Action::Problems, "d").short(say::KEY_PROBLEMS).help(say::HELP_PROBLEMS).at(OPENING | WALK).only(Whom::Authors),
    key(&[Char('e'), Code(KeyCode::F(4))], Action::Change, "e").short(say::KEY_CHANGE).help(say::HELP_CHANGE).at(WALK).only(Whom::Users),
    key(&[Code(KeyCode::F(4))], Action::Change, "F4").short(say::KEY_CHANGE).help(say::HELP_CHANGE).at(WALK).only(Whom::Authors),
    key(&[Char('p'), Code(KeyCode::F(11))], Action::Probe, "p").short(say::KEY_PROBE).help(say::HELP_PROBE).at(WALK).only(Whom::Connected),
    key(&[Char('p'), Code(KeyCode::F(11))], Action::Probe, "p").help(say::HELP_PROBE).at(WALK).only(Whom::Unconnected),
    key(&[Char('m'), Code(KeyCode::F(5))], Action::Map, "m").short(say::KEY_MAP).help(say::HELP_MAP).at(WALK),
    key(&[Char('y'), Code(KeyCode::F(6))], Action::Note, "y").short(say::KEY_NOTE).help(say::HELP_NOTE).at(WALK & !END),
    key(&[Code(KeyCode::Esc)], Action::Back, "esc").short(say::KEY_LEAVE).help(say::HELP_LEAVE).at(WALK),
    key(&[Char('o')], Action::OpenLink, "o").short(say::KEY_LINK).help(say::HELP_LINK).at(CAUSE),
    key(&[Char('v')], Action::Select, "v").help(say::HELP_SELECT).at(WALK | Place::Note.bit()),
    key(&[Char('n'), Code(KeyCode::F(7))], Action::NewTicket, "n").short(say::KEY_NEW).help(say::HELP_NEW).at(WALK & !END),
    key(&[Code(KeyCode::Esc)], Action::Back, "esc").short(say::KEY_BACK).help(say::HELP_CLOSE).at(OVERLAY),
    key(&[Code(KeyCode::Esc)], Action::Back, "esc").help(say::HELP_CLEAR).at(OPENING),
    key(&[Char('q'), Ctrl('q')], Action::Quit, "q").short(say::KEY_QUIT).help(say::HELP_QUIT).at(OPENING),
    key(&[Char('q')], Action::Back, "q").help(say::HELP_CLOSE).at(READ | Place::Answers.bit()),
    key(&[Char('q')], Action::Leave, "q").help(say::HELP_LEAVE).at(WALK),
    key(&[Char('t'), Code(KeyCode::F(8))], Action::NextTheme, "t").short(say::KEY_THEME).help(say::HELP_THEME).at(OPENING | WALK),
    key(&[Code(KeyCode::PageUp), Ctrl('b')], Action::PageUp, "PgUp").at(EVERYWHERE),
    key(&[Code(KeyCode::PageDown), Ctrl('f')], Action::PageDown, "PgUp PgDn").help(say::HELP_PAGE_DOWN).at(EVERYWHERE),
    key(&[Code(KeyCode::Home), Char('g')], Action::First, "g Home").at(EVERYWHERE),
    key(&[Code(KeyCode::End), Char('G')], Action::Last, "g G").help(say::HELP_LAST).at(EVERYWHERE),
    key(&[Ctrl('z')], Action::Suspend, "ctrl-z").help(say::HELP_SUSPEND).at(EVERYWHERE),
    key(&[Ctrl('l')], Action::Redraw, "ctrl-l").help(say::HELP_REDRAW).at(EVERYWHERE),
    key(&[Ctrl('q')], Action::Quit, "ctrl-q").help(say::HELP_QUIT).at(EVERYWHERE),
    key(&[Ctrl('c')], Action::Interrupt, "ctrl-c").help(say::HELP_QUIT).at(EVERYWHERE),
    key(&[Char('?'), Code(KeyCode::F(1))], Action::Help, "?").short(say::KEY_HELP).help(say::HELP_HELP).at(EVERYWHERE & !Place::Help.bit()),
];
