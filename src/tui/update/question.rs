//! What a person does at a question, and what works on every screen of a ticket.

use crate::texts::tui as say;
use crate::tui::action::Action;
use crate::tui::asking::{Asking, Reply};
use crate::tui::effect::Effect;
use crate::tui::keys::Place;
use crate::tui::model::{Model, Screen};
use crate::tui::overlay::{Overlay, Shows};

impl Model {
    pub(super) fn act_on_ticket(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Undo => self.undo(),
            Action::Probe => return self.probe(),
            Action::Why => self.overlay = Some(Overlay::new(Shows::Why)),
            Action::Map => self.overlay = Some(Overlay::new(Shows::Map)),
            Action::Note => self.overlay = Some(Overlay::new(Shows::Note)),
            Action::Change => self.overlay = Some(Overlay::new(Shows::Answers { selected: 0 })),
            Action::ChangeFact(fact) => self.change_fact(fact),
            Action::Select => return self.select_by_hand(),
            Action::Leave | Action::NewTicket => self.leave(),
            Action::Back => self.back(),
            action => match self.place_below() {
                Place::Cause => return self.act_on_cause(&action),
                Place::End => self.read_on(&action),
                _ => self.act_on_question(&action),
            },
        }
        Vec::new()
    }

    fn act_on_question(&mut self, action: &Action) {
        let now = self.now;
        let Some(asking) = self.ticket_mut().and_then(|ticket| ticket.asking.as_mut()) else { return };
        let reply = act_on_asking(asking, action, now);
        if let Some(ticket) = self.ticket_mut() {
            ticket.scroll = None;
            ticket.reply(now, reply);
        }
    }

    /// Esc: what is typed goes first, the ticket after it.
    fn back(&mut self) {
        if let Some(asking) = self.asking_mut()
            && !asking.input.is_empty()
        {
            asking.edit(crate::tui::input::Input::clear);
            return;
        }
        self.leave();
    }

    /// The ticket stays open, and is listed on the opening.
    fn leave(&mut self) {
        self.go_to(Screen::Opening);
        self.search();
    }

    fn undo(&mut self) {
        let now = self.now;
        let Some(ticket) = self.ticket_mut() else { return };
        let said = if ticket.walk.can_undo() {
            ticket.undo(now);
            say::UNDONE
        } else {
            say::NOTHING_TO_UNDO
        };
        self.notice = Some(self.texts.say(said).to_owned());
    }

    /// Where there is only something to read, arrows scroll.
    pub(super) fn read_on(&mut self, action: &Action) {
        match action {
            Action::Up => self.scroll_by(-1),
            Action::Down => self.scroll_by(1),
            Action::First => self.scroll_by(isize::MIN),
            Action::Last => self.scroll_by(isize::MAX),
            _ => {}
        }
    }

    /// Shows what was copied last, as the terminal's own text: the mouse is the terminal's meanwhile.
    pub(super) fn select_by_hand(&mut self) -> Vec<Effect> {
        let Some(text) = self.copied.clone() else {
            self.notice = Some(self.texts.say(say::COPIED_NOTHING).to_owned());
            return Vec::new();
        };
        self.overlay = Some(Overlay::new(Shows::Select { text, why: None }));
        vec![Effect::Mouse { captured: false }]
    }
}

/// What a person does with a fact that is asked, on the screen or over it.
pub(super) fn act_on_asking(asking: &mut Asking, action: &Action, now: i64) -> Reply {
    let last = asking.not_sure();
    match *action {
        Action::Up => asking.select(asking.selected.saturating_sub(1)),
        Action::Down => asking.select(asking.selected + 1),
        Action::First => asking.select(0),
        Action::Last => asking.select(last),
        Action::Accept => return asking.accept(now),
        Action::Choose(place) => return asking.pick(place),
        Action::Mark => asking.mark(asking.selected),
        Action::NotSure => return Reply::Answer(None),
        Action::Typing => asking.typing = !asking.typing && (asking.is_typed() || asking.is_filtered()),
        _ => {}
    }
    Reply::Nothing
}
