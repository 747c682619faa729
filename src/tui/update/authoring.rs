//! What changes when an author saves a file, or wants to see one.

use std::sync::Arc;

use crate::diagnosis::Walk;
use crate::search::Index;
use crate::texts::tui as say;
use crate::tui::authoring::{Knowledge, Location, Problems, Reading, looked_at};
use crate::tui::effect::Effect;
use crate::tui::model::{Model, Screen};
use crate::tui::overlay::{Overlay, Shows};
use crate::tui::ticket::Ticket;

impl Model {
    /// Goes on with the knowledge as it is now. Each walk is walked anew by its events, as far as they still mean something.
    pub(super) fn reread(&mut self, reading: Reading) {
        let Reading { knowledge, problems } = reading;
        if let Some(knowledge) = knowledge {
            self.take_up(knowledge);
        }
        self.show_problems(problems);
    }

    fn take_up(&mut self, knowledge: Knowledge) {
        let Knowledge { pack, places, sources } = knowledge;
        let author = self.author.get_or_insert_default();
        (author.places, author.sources) = (places, sources);
        let parted = std::mem::take(&mut author.parted);
        let shown = match self.screen {
            Screen::Ticket(place) => Some(place),
            Screen::Opening => None,
        };
        self.screen = Screen::Opening;
        let mut gone = Vec::new();
        for (place, ticket) in std::mem::take(&mut self.tickets).into_iter().enumerate() {
            let Some(walk) = Walk::replay(Arc::clone(&pack), ticket.walk.events()) else {
                gone.push(ticket.walk.events().to_vec());
                continue;
            };
            if shown == Some(place) {
                self.screen = Screen::Ticket(self.tickets.len());
            }
            self.tickets.push(ticket.continued(walk));
        }
        for events in parted {
            match Walk::replay(Arc::clone(&pack), &events) {
                Some(walk) => self.tickets.push(Ticket::of(walk, &self.texts)),
                None => gone.push(events),
            }
        }
        if let Some(author) = &mut self.author {
            author.parted = gone;
        }
        // What an overlay holds may be named otherwise now; what is drawn from the walk stays.
        let stays =
            |overlay: &Overlay| matches!(overlay.shows, Shows::Why | Shows::Map | Shows::Note | Shows::Problems);
        self.overlay = self.overlay.take().filter(stays);
        self.opening.index = Some(Index::new(&pack, &self.language));
        self.pack = pack;
        self.search();
    }

    fn show_problems(&mut self, problems: Problems) {
        let open = matches!(self.overlay, Some(Overlay { shows: Shows::Problems, .. }));
        let broken_before = self.author.as_ref().is_some_and(|author| author.problems.errors > 0);
        let mended = broken_before && problems.errors == 0;
        if problems.errors > 0 && !open {
            self.overlay = Some(Overlay::new(Shows::Problems));
        } else if open && (mended || problems.report.is_empty()) {
            self.overlay = None;
        }
        let counts = [("errors", &*problems.errors.to_string()), ("warnings", &*problems.warnings.to_string())];
        self.notice = Some(if problems.report.is_empty() {
            self.texts.say(say::REREAD_FINE).to_owned()
        } else {
            self.texts.fill(say::REREAD_PROBLEMS, &counts)
        });
        self.author.get_or_insert_default().problems = problems;
    }

    /// Opens what the person looks at where it is written: a problem, or else the place of the walk.
    pub(super) fn open_in_editor(&mut self) -> Vec<Effect> {
        let location = match &self.overlay {
            Some(Overlay { shows: Shows::Problems, .. }) => self.first_problem(),
            _ => looked_at(self),
        };
        if let Some(location) = location {
            return vec![Effect::Edit(location)];
        }
        self.notice = Some(self.texts.say(say::EDIT_NOWHERE).to_owned());
        Vec::new()
    }

    fn first_problem(&self) -> Option<Location> {
        self.author.as_ref()?.problems.first.clone()
    }

    /// What became of opening a file.
    pub(super) fn edited_file(&mut self, failed: Option<&str>) {
        self.notice = failed.map(|why| self.texts.fill(say::EDIT_FAILED, &[("why", why)]));
    }
}
