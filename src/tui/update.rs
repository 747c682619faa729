//! The one place that changes the model.

mod answers;
mod authoring;
mod cause;
mod opening;
mod overlay;
mod question;
mod tenant;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::action::Action;
use super::asking::Asking;
use super::effect::Effect;
use super::hits::{Hits, Side};
use super::input::Input;
use super::keys::{self, Edit, Meaning, Place};
use super::message::Message;
use super::model::{Ended, Model, Screen};
use super::overlay::{Overlay, Shows};
use super::theme::{ThemeName, for_ground};
use super::wrap::shorten;
use crate::search::Index;
use crate::texts::tui as say;
pub(super) use overlay::found_keys;

/// How many rows the wheel turns.
const WHEEL: isize = 3;

/// How much of a copied text the notice shows.
const COPIED_SHOWN: usize = 32;

/// Applies one message and says what the outside world should do next.
///
/// Everything it needs arrives in `model` or `message`: no clock, no terminal.
pub(super) fn update(model: &mut Model, message: Message) -> Vec<Effect> {
    match message {
        Message::Pressed(key) => return model.pressed(key),
        Message::Clicked { column, row } => {
            if let Some(action) = model.seen.at(column, row).cloned() {
                model.notice = None;
                return model.act(action);
            }
        }
        Message::Wheeled { down } => model.scroll_by(if down { WHEEL } else { -WHEEL }),
        Message::Pasted(text) => model.typed(&text),
        Message::ClockMoved { now } => model.now = model.now.max(now),
        Message::Shown(hits) => model.shown(hits),
        Message::Copied(text) => model.say_copied(&text),
        Message::CopyRefused { text, why } => {
            model.overlay = Some(Overlay::new(Shows::Select { text, why: Some(why) }));
            return vec![Effect::Mouse { captured: false }];
        }
        Message::GroundSeen(colour) if model.theme_follows => model.theme.name = for_ground(colour),
        Message::GroundSeen(_) => {}
        Message::Reread(reading) => model.reread(*reading),
        Message::Edited { failed } => model.edited_file(failed.as_deref()),
        Message::Told(told) => model.told(*told),
        Message::Interrupted => model.ended = Some(Ended::Interrupted),
    }
    Vec::new()
}

impl Model {
    fn pressed(&mut self, key: KeyEvent) -> Vec<Effect> {
        self.notice = None;
        if self.is_code_being_typed(key) {
            return Vec::new();
        }
        match keys::meaning(self.spot(), key) {
            Meaning::Asks(action) => return self.act(action),
            Meaning::Types(c) => self.typed(c.encode_utf8(&mut [0; 4])),
            Meaning::Edits(edit) => self.edited(edit),
            Meaning::Nothing => {}
        }
        Vec::new()
    }

    /// A digit opens a symptom or answers, but a caller also reads out error codes. When digits follow each other from
    /// the opening on and one of them answers nothing, they were a code.
    fn is_code_being_typed(&mut self, key: KeyEvent) -> bool {
        let place = self.place();
        let Screen::Ticket(number) = self.screen else { return false };
        let Some(ticket) = self.tickets.get_mut(number) else { return false };
        let Some(mut digits) = ticket.digits.take() else { return false };
        let digit = match key.code {
            KeyCode::Char(c) if c.is_ascii_digit() && key.modifiers == KeyModifiers::NONE => c,
            _ => return false,
        };
        digits.push(digit);
        let answers = ticket.asking.as_ref().map_or(0, Asking::not_sure);
        let answered = match place {
            Place::One | Place::Many => digit.to_digit(10).is_some_and(|n| (1..=answers).contains(&(n as usize))),
            Place::LongOne | Place::LongMany => false,
            _ => return false,
        };
        if answered {
            ticket.digits = Some(digits);
            return false;
        }
        self.tickets.remove(number);
        self.screen = Screen::Opening;
        self.opening.input = Input::holding(&digits);
        self.search();
        self.notice = Some(self.texts.say(say::CODE_TYPED).to_owned());
        true
    }

    pub(super) fn act(&mut self, action: Action) -> Vec<Effect> {
        if let Some(ticket) = self.ticket_mut()
            && !matches!(action, Action::Choose(_))
        {
            ticket.digits = None;
        }
        match action {
            Action::Quit => self.ended = Some(Ended::Quit),
            Action::Interrupt => self.ended = Some(Ended::Interrupted),
            Action::Suspend => return vec![Effect::Suspend],
            Action::Redraw => return vec![Effect::Redraw],
            Action::NextTheme => self.next_theme(),
            Action::PageUp => self.scroll_by(-self.page()),
            Action::PageDown => self.scroll_by(self.page()),
            Action::Help => self.open_help(),
            Action::Edit => return self.open_in_editor(),
            Action::Problems => self.overlay = Some(Overlay::new(Shows::Problems)),
            Action::OpenAddress(address) => return self.copy(address),
            Action::Nothing => {}
            action if self.brings_into_view(&action) => {}
            action if self.overlay.is_some() => return self.act_on_overlay(action),
            action if self.screen == Screen::Opening => return self.act_on_opening(&action),
            action => return self.act_on_ticket(action),
        }
        Vec::new()
    }

    fn next_theme(&mut self) {
        self.theme = self.theme.next();
        self.theme_follows = false;
        let name = match self.theme.name {
            ThemeName::Dark => say::THEME_DARK,
            ThemeName::Light => say::THEME_LIGHT,
            ThemeName::Contrast => say::THEME_CONTRAST,
            ThemeName::None => say::THEME_NONE,
        };
        self.notice = Some(self.texts.say(name).to_owned());
    }

    fn shown(&mut self, hits: Hits) {
        self.seen = hits;
        if self.opening.index.is_none() {
            self.opening.index = Some(Index::new(&self.pack, &self.language));
            if !self.opening.input.is_empty() {
                self.search();
            }
        }
    }

    fn page(&self) -> isize {
        isize::try_from(self.seen.scrolled.rows.saturating_sub(1).max(1)).unwrap_or(1)
    }

    pub(super) fn scroll_by(&mut self, rows: isize) {
        let scrolled = self.seen.scrolled;
        let offset = scrolled.offset.saturating_add_signed(rows).min(scrolled.most);
        self.seen.scrolled.offset = offset;
        self.set_scroll(Some(offset));
    }

    /// Brings what is selected into view, if it is not: nobody chooses what they do not see. Arrows get there a page at a
    /// time, so that what lies between is read.
    fn brings_into_view(&mut self, action: &Action) -> bool {
        let scrolled = self.seen.scrolled;
        let offset = match (action, scrolled.selected) {
            (_, Side::Here) => return false,
            (Action::Down, Side::Below) => scrolled.following.min(scrolled.offset + self.page().unsigned_abs()),
            (Action::Up, Side::Above) => {
                scrolled.following.max(scrolled.offset.saturating_sub(self.page().unsigned_abs()))
            }
            (Action::Up | Action::Down | Action::Accept | Action::Mark, _) => scrolled.following,
            _ => return false,
        };
        self.set_scroll((offset != scrolled.following).then_some(offset));
        true
    }

    /// Types into whatever is being typed.
    fn typed(&mut self, text: &str) {
        if let Some(Overlay { shows: Shows::Help { filter, selected, .. }, .. }) = &mut self.overlay {
            filter.insert(text);
            *selected = 0;
        } else if let Some(asking) = self.asking_mut() {
            if asking.typing {
                asking.insert(text);
                self.set_scroll(None);
            }
        } else if self.overlay.is_none() && self.screen == Screen::Opening {
            self.opening.input.insert(text);
            self.search();
        }
    }

    fn edited(&mut self, edit: Edit) {
        let change = |input: &mut Input| match edit {
            Edit::Erase => input.erase(),
            Edit::EraseNext => input.erase_next(),
            Edit::EraseWord => input.erase_word(),
            Edit::Clear => input.clear(),
            Edit::Left => input.left(),
            Edit::Right => input.right(),
            Edit::Home => input.home(),
            Edit::End => input.end(),
        };
        if let Some(Overlay { shows: Shows::Help { filter, selected, .. }, .. }) = &mut self.overlay {
            change(filter);
            *selected = 0;
        } else if let Some(asking) = self.asking_mut() {
            asking.edit(change);
        } else {
            change(&mut self.opening.input);
            self.search();
        }
    }

    fn open_help(&mut self) {
        let on = self.spot();
        let below = self.overlay.take().map(Box::new);
        self.overlay = Some(Overlay::new(Shows::Help { filter: Input::default(), selected: 0, on, below }));
    }

    pub(super) fn copy(&mut self, text: String) -> Vec<Effect> {
        self.copied = Some(text.clone());
        vec![Effect::Copy(text)]
    }

    fn say_copied(&mut self, text: &str) {
        let text = shorten(text, COPIED_SHOWN);
        self.notice = Some(self.texts.fill(say::COPIED, &[("text", &text)]));
    }
}
