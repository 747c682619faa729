//! The dialogue as a whole: a line in, lines out.

use std::sync::Arc;

use super::keys::{self, Key};
use super::opening::{Chosen, Opening, explain_code};
use super::page::Page;
use super::sheet::Sheet;
use super::ticket::{Onward, Ticket};
use crate::diagnosis::{By, Event, Filler, Stamped, Walk};
use crate::knowledge::{CauseId, CodeId, Pack, TreeId};
use crate::search::Index;
use crate::texts::{Texts, plain as say};

/// A dialogue with one person. It has no clock and touches nothing: the time comes with each line.
#[derive(Clone, Debug)]
pub struct Dialogue {
    pack: Arc<Pack>,
    texts: Texts,
    index: Index,
    width: usize,
    screen: Screen,
}

#[derive(Clone, Debug)]
enum Screen {
    Opening(Opening),
    Ticket(Box<Ticket>),
    Over,
}

/// Where a dialogue begins.
#[derive(Clone, Debug)]
pub enum Start {
    /// By asking what is wrong.
    Asking,
    /// In the middle of a walk.
    At(Box<Walk>),
}

impl Dialogue {
    /// Begins a dialogue; lines are at most `width` columns wide where that is possible. Also gives what is said first.
    pub fn begin(
        pack: Arc<Pack>,
        texts: Texts,
        index: Index,
        width: usize,
        start: Start,
        now: i64,
    ) -> (Self, Vec<String>) {
        let mut page = Page::new(width);
        let screen = match start {
            Start::Asking => {
                Opening::ask(&mut page, &texts);
                Screen::Opening(Opening::default())
            }
            Start::At(walk) => {
                page.text(&texts.fill(say::OPENS, &[("title", &pack.tree(walk.tree()).title)]));
                let ticket = Ticket::new(*walk);
                ticket.show(&mut page, &texts, now);
                Screen::Ticket(Box::new(ticket))
            }
        };
        (Self { pack, texts, index, width, screen }, page.into_lines())
    }

    /// What the person reads before they type.
    pub fn prompt(&self) -> &str {
        self.texts.say(say::PROMPT)
    }

    /// Whether the person has left.
    pub fn is_over(&self) -> bool {
        matches!(self.screen, Screen::Over)
    }

    /// The events of the ticket that is open, if one is.
    pub fn events(&self) -> &[Stamped] {
        match &self.screen {
            Screen::Ticket(ticket) => ticket.walk.events(),
            Screen::Opening(_) | Screen::Over => &[],
        }
    }

    /// Takes a line, and gives what is said to it.
    pub fn hear(&mut self, line: &str, now: i64) -> Vec<String> {
        let mut page = Page::new(self.width);
        let line = line.trim();
        match &mut self.screen {
            Screen::Over => {}
            Screen::Opening(_) => self.hear_opening(&mut page, line, now),
            Screen::Ticket(ticket) => match ticket.hear(&mut page, &self.texts, line, now) {
                Onward::Stay => {}
                Onward::Quit => self.screen = Screen::Over,
                Onward::NewTicket => {
                    self.screen = Screen::Opening(Opening::default());
                    Opening::ask(&mut page, &self.texts);
                }
            },
        }
        page.into_lines()
    }

    fn hear_opening(&mut self, page: &mut Page, line: &str, now: i64) {
        match keys::key(line) {
            Some(Key::Quit) => self.screen = Screen::Over,
            Some(Key::Keys) => keys::list(page, &self.texts),
            // Every other letter may be the first of a word.
            _ => {
                let Screen::Opening(opening) = &mut self.screen else { return };
                match opening.hear(page, &self.texts, &self.pack, &self.index, line) {
                    Some(Chosen::Symptom(tree)) => self.open(page, tree, None, now),
                    Some(Chosen::Code(code)) => {
                        explain_code(page, &self.texts, &self.pack, code);
                        self.open(page, self.pack.code(code).leads, Some(code), now);
                    }
                    Some(Chosen::Cause(cause)) => self.explain_cause(page, cause),
                    None => {}
                }
            }
        }
    }

    fn open(&mut self, page: &mut Page, tree: TreeId, code: Option<CodeId>, now: i64) {
        let mut walk = Walk::open(Arc::clone(&self.pack), tree, now);
        if let Some(code) = code {
            let code = self.pack.code(code);
            for (fact, value) in &code.sets {
                let (fact, by) = (self.pack.fact(*fact).name.clone(), By::Code { code: code.name.clone() });
                walk.apply(now, Event::Answered { fact, value: Some(value.clone()), by });
            }
        }
        page.gap();
        page.text(&self.texts.fill(say::OPENS, &[("title", &self.pack.tree(tree).title)]));
        let ticket = Ticket::new(walk);
        ticket.show(page, &self.texts, now);
        self.screen = Screen::Ticket(Box::new(ticket));
    }

    /// Shows a cause that was looked up, not found by a walk: its fix with blanks, behind what has to hold before it.
    fn explain_cause(&self, page: &mut Page, cause: CauseId) {
        let sheet = Sheet { texts: &self.texts, pack: &self.pack, filler: Filler::blank(&self.pack) };
        let known = self.pack.cause(cause);
        page.gap();
        page.text(&self.texts.fill(say::CAUSE_ALONE, &[("cause", &known.title)]));
        sheet.reasons(page, cause);
        sheet.gates(page, cause);
        sheet.fix(page, cause, |_| false);
        sheet.verification(page, cause);
        sheet.escalation(page, known);
        sheet.sources(page, &known.sources);
    }
}
