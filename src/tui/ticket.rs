//! One ticket: its walk, and where the person is in what it shows.

use std::sync::Arc;

use super::asking::{Asking, Reply};
use super::tenant::Probing;
use crate::diagnosis::{By, Event, Step, Verdict, Walk};
use crate::knowledge::{CauseId, FactId, Pack, Shell, Source, TreeId, Value};
use crate::texts::Texts;

/// One ticket being worked on.
#[derive(Clone, Debug)]
pub(super) struct Ticket {
    pub walk: Walk,
    pub texts: Texts,
    /// The question on screen.
    pub asking: Option<Asking>,
    /// The place among what can be selected on the screen of a cause.
    pub selected: usize,
    /// Where the person scrolled to; otherwise what is selected stays in view.
    pub scroll: Option<usize>,
    /// Whose commands are shown.
    pub shell: Shell,
    /// The digits typed since a digit opened this ticket, while nothing else was pressed: they may be an error code.
    pub digits: Option<String>,
    /// What became of asking the tenant.
    pub probing: Option<Probing>,
}

/// Something that can be selected on the screen of a cause, from top to bottom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Item {
    /// A step of the fix.
    Step(usize),
    /// A source.
    Source(usize),
    /// An answer to "did it help".
    Outcome(usize),
}

/// How many answers there are to "did it help".
const OUTCOMES: usize = 3;

impl Ticket {
    pub(super) fn open(pack: &Arc<Pack>, texts: &Texts, tree: TreeId, now: i64) -> Self {
        Self::of(Walk::open(Arc::clone(pack), tree, now), texts)
    }

    /// A ticket that goes on where these events led.
    pub(super) fn of(walk: Walk, texts: &Texts) -> Self {
        let mut ticket = Self {
            walk,
            texts: texts.clone(),
            asking: None,
            selected: 0,
            scroll: Some(0),
            shell: Shell::PowerShell,
            digits: None,
            probing: None,
        };
        ticket.arrive();
        ticket
    }

    /// The same ticket, walked through other knowledge.
    pub(super) fn continued(self, walk: Walk) -> Self {
        Self { shell: self.shell, probing: self.probing, ..Self::of(walk, &self.texts) }
    }

    /// Notes an event and goes where it leads.
    pub(super) fn apply(&mut self, now: i64, event: Event) {
        let before = self.walk.step().clone();
        self.walk.apply(now, event);
        if *self.walk.step() != before {
            self.arrive();
        }
    }

    pub(super) fn answer(&mut self, now: i64, fact: FactId, value: Option<Value>) {
        let fact = self.walk.pack().fact(fact).name.clone();
        self.apply(now, Event::Answered { fact, value, by: By::Person });
    }

    /// What a person did with the question on screen.
    pub(super) fn reply(&mut self, now: i64, reply: Reply) {
        if let (Reply::Answer(value), Some(asking)) = (reply, &self.asking) {
            let fact = asking.fact;
            self.answer(now, fact, value);
        }
    }

    fn arrive(&mut self) {
        self.selected = 0;
        // What is new is read from its top, even where that leaves what is selected out of view.
        self.scroll = Some(0);
        self.asking = self
            .walk
            .question()
            .map(|question| Asking::new(self.walk.pack(), &self.texts, question.fact, question.suggested.as_ref()));
        let at_gate = self.walk.question().is_some_and(|question| question.gate.is_some());
        if let Some(asking) = self.asking.as_mut().filter(|_| at_gate) {
            asking.select_no();
        }
        if self.asking.is_none() {
            self.digits = None;
            self.selected = self.first_open_step();
        }
    }

    fn first_open_step(&self) -> usize {
        let Some(cause) = self.shown_cause() else { return 0 };
        let steps = &self.walk.pack().cause(cause).fix.steps;
        steps.iter().position(|step| !self.walk.is_ticked(cause, &step.name)).unwrap_or(0)
    }

    /// The verdict whose fix is on screen.
    pub(super) fn shown_verdict(&self) -> Option<&Verdict> {
        match self.walk.step() {
            Step::Cause(verdict) => Some(verdict),
            _ => None,
        }
    }

    /// The cause whose fix is on screen.
    pub(super) fn shown_cause(&self) -> Option<CauseId> {
        self.shown_verdict().map(|verdict| verdict.cause)
    }

    /// What can be selected on the screen of a cause.
    pub(super) fn items(&self) -> Vec<Item> {
        let Some(cause) = self.shown_cause() else { return Vec::new() };
        let cause = self.walk.pack().cause(cause);
        let steps = (0..cause.fix.steps.len()).map(Item::Step);
        let sources = (0..cause.sources.len()).map(Item::Source);
        steps.chain(sources).chain((0..OUTCOMES).map(Item::Outcome)).collect()
    }

    /// What is selected on the screen of a cause.
    pub(super) fn item(&self) -> Option<Item> {
        self.items().get(self.selected).copied()
    }

    /// The sources of the cause on screen.
    pub(super) fn sources(&self) -> &[Source] {
        self.shown_cause().map_or(&[], |cause| self.walk.pack().cause(cause).sources.as_slice())
    }
}
