//! What a person does on the opening.

use crate::diagnosis::{By, Event};
use crate::knowledge::{CodeId, TreeId};
use crate::search::Found;
use crate::tui::action::Action;
use crate::tui::effect::Effect;
use crate::tui::model::{Model, OpeningRow, Screen, every_symptom};
use crate::tui::overlay::{Overlay, Shows};
use crate::tui::ticket::Ticket;

impl Model {
    pub(super) fn act_on_opening(&mut self, action: &Action) -> Vec<Effect> {
        let rows = self.opening_rows().len();
        let selected = self.opening.selected;
        match *action {
            Action::Up => self.select_row(selected.saturating_sub(1)),
            Action::Down => self.select_row((selected + 1).min(rows.saturating_sub(1))),
            Action::First => self.select_row(0),
            Action::Last => self.select_row(rows.saturating_sub(1)),
            Action::Accept => return self.open_row(selected),
            Action::Choose(place) => {
                let typing_nothing = self.opening.input.is_empty();
                let before = self.tickets.len();
                let effects = self.open_row(place);
                if let (true, Some(ticket)) = (typing_nothing && self.tickets.len() > before, self.tickets.last_mut()) {
                    ticket.digits = Some((place + 1).to_string());
                }
                return effects;
            }
            Action::Back => {
                self.opening.input.clear();
                self.search();
            }
            _ => {}
        }
        Vec::new()
    }

    fn select_row(&mut self, place: usize) {
        self.opening.selected = place;
        self.opening.scroll = None;
    }

    /// Finds again, since what is typed has changed.
    pub(super) fn search(&mut self) {
        let typed = self.opening.input.text();
        self.opening.matches = match &self.opening.index {
            Some(index) if !typed.trim().is_empty() => index.find(typed),
            _ => every_symptom(&self.pack),
        };
        self.select_row(0);
    }

    fn open_row(&mut self, place: usize) -> Vec<Effect> {
        let Some(row) = self.opening_rows().get(place).copied() else { return Vec::new() };
        match row {
            OpeningRow::Ticket(ticket) => self.go_to(Screen::Ticket(ticket)),
            OpeningRow::Match(found) => match found.found {
                Found::Symptom(tree) => return self.open_ticket(tree),
                Found::Code(code) => self.overlay = Some(Overlay::new(Shows::Code(code))),
                Found::Cause(cause) => self.overlay = Some(Overlay::new(Shows::Cause(cause))),
            },
        }
        Vec::new()
    }

    pub(super) fn open_ticket(&mut self, tree: TreeId) -> Vec<Effect> {
        self.tickets.push(Ticket::open(&self.pack, &self.texts, tree, self.now));
        self.opening.input.clear();
        self.search();
        self.go_to(Screen::Ticket(self.tickets.len() - 1));
        self.begin_with_what_is_given()
    }

    /// Opens the symptom that a code leads to, with what the code proves.
    pub(super) fn open_code(&mut self, code: CodeId) -> Vec<Effect> {
        let pack = std::sync::Arc::clone(&self.pack);
        let code = pack.code(code);
        let effects = self.open_ticket(code.leads);
        let now = self.now;
        let Some(ticket) = self.ticket_mut() else { return effects };
        for (fact, value) in &code.sets {
            let fact = pack.fact(*fact).name.clone();
            let by = By::Code { code: code.name.clone() };
            ticket.apply(now, Event::Answered { fact, value: Some(value.clone()), by });
        }
        effects
    }

    pub(super) fn go_to(&mut self, screen: Screen) {
        self.screen = screen;
        self.overlay = None;
    }
}
