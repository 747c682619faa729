//! Changing an earlier answer.

use crate::diagnosis::Event;
use crate::knowledge::FactId;
use crate::tui::answers::{Changeable, changeable};
use crate::tui::asking::{Asking, Reply};
use crate::tui::model::Model;
use crate::tui::overlay::{Overlay, Shows};

impl Model {
    /// Asks a fact anew, over the screen. Nothing is taken back until it is answered.
    pub(super) fn change_fact(&mut self, fact: FactId) {
        let Some(ticket) = self.ticket() else { return };
        let known = ticket.walk.know(fact);
        let asking = Asking::new(&self.pack, &self.texts, fact, known.value());
        self.overlay = Some(Overlay::new(Shows::Changing(Box::new(asking))));
    }

    /// Takes up one of the answers that can be changed.
    pub(super) fn take_up_answer(&mut self, place: usize) {
        let now = self.now;
        let Some(ticket) = self.ticket_mut() else { return };
        match changeable(&ticket.walk).get(place).cloned() {
            Some(Changeable::Said(fact) | Changeable::Aside(fact)) => self.change_fact(fact),
            Some(Changeable::Waiting(cause)) => {
                let cause = ticket.walk.pack().cause(cause).name.clone();
                ticket.apply(now, Event::Fixed { cause });
                self.overlay = None;
            }
            None => {}
        }
    }

    /// An answer that was changed over the screen.
    pub(super) fn changed(&mut self, fact: FactId, reply: Reply) {
        let Reply::Answer(value) = reply else { return };
        let now = self.now;
        self.overlay = None;
        if let Some(ticket) = self.ticket_mut() {
            ticket.answer(now, fact, value);
        }
    }
}
