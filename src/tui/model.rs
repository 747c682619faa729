//! Everything the face knows.

use std::sync::Arc;

use super::ThemeChoice;
use super::asking::Asking;
use super::authoring::Author;
use super::hits::Hits;
use super::input::Input;
use super::keys::{Place, Spot, Typing};
use super::overlay::{Overlay, Shows};
use super::tenant::Connected;
use super::theme::{Theme, ThemeName, told_by_environment};
use super::ticket::Ticket;
use crate::diagnosis::Step;
use crate::knowledge::{Pack, TreeId};
use crate::search::{Found, Index, Match};
use crate::texts::Texts;

/// The state of the face. Only [`update`](super::update::update) changes it, and only this decides what is drawn.
#[derive(Debug)]
pub(super) struct Model {
    pub pack: Arc<Pack>,
    pub texts: Texts,
    pub language: String,
    pub theme: Theme,
    /// Whether the theme follows the terminal's ground.
    pub theme_follows: bool,
    /// Whether everything is drawn in ASCII.
    pub ascii: bool,
    /// Seconds since 1970-01-01 UTC.
    pub now: i64,
    pub opening: Opening,
    pub tickets: Vec<Ticket>,
    pub screen: Screen,
    pub overlay: Option<Overlay>,
    /// What just happened, in a line.
    pub notice: Option<String>,
    /// The last text that was copied.
    pub copied: Option<String>,
    /// What the last frame showed.
    pub seen: Hits,
    pub ended: Option<Ended>,
    /// How the tenant is called that can be asked, if one can.
    pub tenant: Option<Connected>,
    /// How often it was asked.
    pub inquiries: u64,
    /// For an author, what is known about the files.
    pub author: Option<Author>,
}

/// What fills the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Screen {
    /// The symptoms to choose from.
    Opening,
    /// A ticket, by its place in the list.
    Ticket(usize),
}

/// How the program came to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ended {
    /// The person quit.
    Quit,
    /// It was interrupted.
    Interrupted,
}

/// What the opening shows.
#[derive(Debug)]
pub(super) struct Opening {
    pub input: Input,
    pub matches: Vec<Match>,
    pub selected: usize,
    /// Where the person scrolled to; otherwise what is selected stays in view.
    pub scroll: Option<usize>,
    /// Built after the first frame, which needs no search.
    pub index: Option<Index>,
}

/// A row of the opening that can be chosen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum OpeningRow<'a> {
    /// Something that was found.
    Match(&'a Match),
    /// A ticket, by its place in the list.
    Ticket(usize),
}

impl Model {
    pub(super) fn new(pack: Arc<Pack>, texts: Texts, theme: &ThemeChoice, ascii: bool, now: i64) -> Self {
        let (theme, theme_follows) = chosen(theme);
        let matches = every_symptom(&pack);
        Self {
            pack,
            texts,
            language: String::new(),
            theme,
            theme_follows,
            ascii,
            now,
            opening: Opening { input: Input::default(), matches, selected: 0, scroll: None, index: None },
            tickets: Vec::new(),
            screen: Screen::Opening,
            overlay: None,
            notice: None,
            copied: None,
            seen: Hits::default(),
            ended: None,
            tenant: None,
            inquiries: 0,
            author: None,
        }
    }

    /// The ticket on screen.
    pub(super) fn ticket(&self) -> Option<&Ticket> {
        match self.screen {
            Screen::Opening => None,
            Screen::Ticket(place) => self.tickets.get(place),
        }
    }

    /// The ticket on screen, to change it.
    pub(super) fn ticket_mut(&mut self) -> Option<&mut Ticket> {
        match self.screen {
            Screen::Opening => None,
            Screen::Ticket(place) => self.tickets.get_mut(place),
        }
    }

    /// Where what is in front is scrolled to; otherwise what is selected stays in view.
    pub(super) fn scroll(&self) -> Option<usize> {
        match (&self.overlay, self.ticket()) {
            (Some(overlay), _) => overlay.scroll,
            (None, Some(ticket)) => ticket.scroll,
            (None, None) => self.opening.scroll,
        }
    }

    /// Scrolls what is in front.
    pub(super) fn set_scroll(&mut self, scroll: Option<usize>) {
        if let Some(overlay) = &mut self.overlay {
            overlay.scroll = scroll;
        } else if let Some(ticket) = self.ticket_mut() {
            ticket.scroll = scroll;
        } else {
            self.opening.scroll = scroll;
        }
    }

    /// Where keys are pressed.
    pub(super) fn place(&self) -> Place {
        self.overlay.as_ref().map_or_else(|| self.place_below(), Overlay::place)
    }

    /// Where the person is, as far as keys go.
    pub(super) fn spot(&self) -> Spot {
        Spot {
            place: self.place(),
            typing: self.typing(),
            over: self.overlay.is_some(),
            authoring: self.author.is_some(),
            connected: self.tenant.is_some(),
        }
    }

    /// Where keys are pressed when no overlay is open.
    pub(super) fn place_below(&self) -> Place {
        let Some(ticket) = self.ticket() else { return Place::Opening };
        match ticket.walk.step() {
            Step::Question(_) => ticket.asking.as_ref().map_or(Place::One, Place::of_question),
            Step::Cause(_) => Place::Cause,
            Step::Refused { .. } | Step::Fixed { .. } | Step::Escalate { .. } => Place::End,
        }
    }

    /// The fact being asked, on the screen or over it.
    pub(super) fn asking(&self) -> Option<&Asking> {
        match &self.overlay {
            Some(Overlay { shows: Shows::Changing(asking) | Shows::Subject { asking, .. }, .. }) => Some(asking),
            Some(_) => None,
            None => self.ticket().and_then(|ticket| ticket.asking.as_ref()),
        }
    }

    /// The fact being asked, to change it.
    pub(super) fn asking_mut(&mut self) -> Option<&mut Asking> {
        if let Some(overlay) = &mut self.overlay {
            return match &mut overlay.shows {
                Shows::Changing(asking) | Shows::Subject { asking, .. } => Some(asking),
                _ => None,
            };
        }
        match self.screen {
            Screen::Opening => None,
            Screen::Ticket(place) => self.tickets.get_mut(place)?.asking.as_mut(),
        }
    }

    /// The line being typed.
    pub(super) fn input(&self) -> Option<&Input> {
        match (&self.overlay, self.screen) {
            (Some(Overlay { shows: Shows::Help { filter, .. }, .. }), _) => Some(filter),
            (None, Screen::Opening) => Some(&self.opening.input),
            _ => self.asking().filter(|asking| asking.typing).map(|asking| &asking.input),
        }
    }

    /// Whether and what is being typed.
    pub(super) fn typing(&self) -> Typing {
        self.input().map_or(Typing::Off, |input| if input.is_empty() { Typing::Empty } else { Typing::Begun })
    }

    /// What can be chosen on the opening, from top to bottom. Tickets are out of the way while something is typed.
    pub(super) fn opening_rows(&self) -> Vec<OpeningRow<'_>> {
        let matches = self.opening.matches.iter().map(OpeningRow::Match);
        // The ticket worked on last is the likeliest to be wanted.
        let tickets = (0..self.tickets.len()).rev().map(OpeningRow::Ticket);
        if self.opening.input.is_empty() { matches.chain(tickets).collect() } else { matches.collect() }
    }
}

/// What an empty search finds; the first frame needs no index for it.
pub(super) fn every_symptom(pack: &Pack) -> Vec<Match> {
    let symptom = |(n, tree): (usize, &crate::knowledge::Tree)| Match {
        found: Found::Symptom(TreeId::from(n)),
        title: tree.title.clone(),
        matched: Vec::new(),
        set: Vec::new(),
        score: 0.0,
    };
    pack.parts().trees.iter().enumerate().map(symptom).collect()
}

/// The theme to begin with, and whether it follows what the terminal says about itself.
fn chosen(choice: &ThemeChoice) -> (Theme, bool) {
    match choice {
        ThemeChoice::Fixed(name) => (Theme { name: *name, painted: true }, false),
        ThemeChoice::Auto { colorfgbg } => {
            let told = colorfgbg.as_deref().and_then(told_by_environment);
            let name = told.unwrap_or(ThemeName::Dark);
            (Theme { name, painted: false }, told.is_none())
        }
    }
}
