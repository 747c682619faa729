//! One ticket: what a typed line does to its walk.

use std::sync::Arc;

use super::asking::{Asking, Heard};
use super::keys::{self, Key};
use super::page::Page;
use super::step::Told;
use crate::diagnosis::{Event, Step, Walk, words};
use crate::knowledge::{CauseId, FactId};
use crate::texts::{Text, Texts, plain as say};

/// A walk, and what the person is in the middle of.
#[derive(Clone, Debug)]
pub(super) struct Ticket {
    pub walk: Walk,
    doing: Doing,
}

#[derive(Clone, Debug)]
enum Doing {
    /// Reading where the walk stands, and answering if it asks.
    Reading(Option<Asking>),
    /// Choosing an answer to change, by its place in the list.
    Choosing(Vec<FactId>),
    /// Answering anew what was answered before.
    Changing(Asking),
}

/// Where to go after a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Onward {
    Stay,
    NewTicket,
    Quit,
}

impl Ticket {
    pub fn new(walk: Walk) -> Self {
        let mut ticket = Self { walk, doing: Doing::Reading(None) };
        ticket.settle();
        ticket
    }

    fn settle(&mut self) {
        self.doing = Doing::Reading(self.walk.question().map(|question| Asking::new(question.fact)));
    }

    /// Shows where it stands.
    pub fn show(&self, page: &mut Page, texts: &Texts, now: i64) {
        let told = Told { texts, walk: &self.walk, now };
        match &self.doing {
            Doing::Reading(asking) => told.step(page, asking.as_ref()),
            Doing::Changing(asking) => {
                page.gap();
                told.question(page, asking, None);
            }
            Doing::Choosing(_) => {}
        }
    }

    /// Takes a line.
    pub fn hear(&mut self, page: &mut Page, texts: &Texts, line: &str, now: i64) -> Onward {
        match keys::key(line) {
            Some(Key::Quit) => return Onward::Quit,
            Some(Key::NewTicket) => return Onward::NewTicket,
            Some(Key::Keys) => keys::list(page, texts),
            Some(Key::NotSure) => self.not_sure(page, texts, now),
            Some(Key::HowToFindOut) => self.how_to_find_out(page, texts),
            Some(Key::Why) => Told { texts, walk: &self.walk, now }.why(page),
            Some(Key::Left) => Told { texts, walk: &self.walk, now }.left(page),
            Some(Key::Repeat) => self.show(page, texts, now),
            Some(Key::Back) => self.back(page, texts, now),
            Some(Key::Change) => self.choose_what_to_change(page, texts, now),
            Some(Key::Tick(number)) => self.tick(page, texts, number, now),
            None => self.hear_answer(page, texts, line, now),
        }
        Onward::Stay
    }

    fn hear_answer(&mut self, page: &mut Page, texts: &Texts, line: &str, now: i64) {
        let pack = Arc::clone(self.walk.pack());
        match &mut self.doing {
            Doing::Choosing(listed) => {
                let listed = std::mem::take(listed);
                self.choose(page, texts, &listed, line, now);
            }
            Doing::Reading(Some(asking)) | Doing::Changing(asking) => {
                let fact = asking.fact;
                if let Heard::Answer(value) = asking.hear(page, texts, pack.fact(fact), line, now) {
                    self.answer(page, texts, fact, Some(value), now);
                }
            }
            Doing::Reading(None) => self.hear_verdict(page, texts, line, now),
        }
    }

    fn asked(&self) -> Option<FactId> {
        match &self.doing {
            Doing::Reading(Some(asking)) | Doing::Changing(asking) => Some(asking.fact),
            Doing::Reading(None) | Doing::Choosing(_) => None,
        }
    }

    fn not_sure(&mut self, page: &mut Page, texts: &Texts, now: i64) {
        match self.asked() {
            Some(fact) => self.answer(page, texts, fact, None, now),
            None => page.text(texts.say(say::NOT_HERE)),
        }
    }

    fn answer(
        &mut self,
        page: &mut Page,
        texts: &Texts,
        fact: FactId,
        value: Option<crate::knowledge::Value>,
        now: i64,
    ) {
        self.walk.answer(now, fact, value);
        let pack = self.walk.pack();
        let value = words::value(texts, pack, fact, &self.walk.know(fact));
        page.text(&texts.fill(say::NOTED, &[("fact", &pack.fact(fact).label), ("value", &value)]));
        self.settle();
        self.show(page, texts, now);
    }

    fn how_to_find_out(&self, page: &mut Page, texts: &Texts) {
        let Some(fact) = self.asked() else { return page.text(texts.say(say::NOT_HERE)) };
        match &self.walk.pack().fact(fact).help {
            Some(help) => {
                let help = self.walk.filler().text(help);
                page.text(&texts.fill(say::HOW_TO_FIND_OUT, &[("help", &help)]));
            }
            None => page.text(texts.say(say::NO_HELP)),
        }
    }

    fn back(&mut self, page: &mut Page, texts: &Texts, now: i64) {
        // Out of changing an answer first; only then out of an answer.
        if matches!(self.doing, Doing::Choosing(_) | Doing::Changing(_)) {
            page.text(texts.say(say::UNCHANGED));
        } else if self.walk.can_undo() {
            self.walk.undo(now);
            page.text(texts.say(say::TAKEN_BACK));
        } else {
            return page.text(texts.say(say::NOTHING_TO_UNDO));
        }
        self.settle();
        self.show(page, texts, now);
    }

    fn choose_what_to_change(&mut self, page: &mut Page, texts: &Texts, now: i64) {
        let told = Told { texts, walk: &self.walk, now };
        let pack = self.walk.pack();
        let mut listed: Vec<FactId> = Vec::new();
        let on_the_way = self.walk.trail().into_iter().map(|entry| (entry, say::KNOWN));
        let aside = self.walk.set_aside().into_iter().map(|entry| (entry, say::KNOWN_ASIDE));
        for (entry, text) in on_the_way.chain(aside) {
            if pack.fact(entry.fact).is_askable() && !listed.contains(&entry.fact) {
                listed.push(entry.fact);
                page.item(&format!("  {}. ", listed.len()), &told.known(entry.fact, &entry.known, text));
            }
        }
        if listed.is_empty() {
            return page.text(texts.say(say::NOTHING_TO_CHANGE));
        }
        page.text(texts.say(say::CHANGE_WHICH));
        self.doing = Doing::Choosing(listed);
    }

    fn choose(&mut self, page: &mut Page, texts: &Texts, listed: &[FactId], line: &str, now: i64) {
        let chosen = line.parse::<usize>().ok().and_then(|number| listed.get(number.checked_sub(1)?));
        match chosen {
            Some(fact) => self.doing = Doing::Changing(Asking::new(*fact)),
            None if line.is_empty() => {
                page.text(texts.say(say::UNCHANGED));
                self.settle();
            }
            None => {
                page.text(&texts.fill(say::NO_SUCH_NUMBER, &[("number", line)]));
                self.doing = Doing::Choosing(listed.to_vec());
            }
        }
        self.show(page, texts, now);
    }

    fn hear_verdict(&mut self, page: &mut Page, texts: &Texts, line: &str, now: i64) {
        let Step::Cause(verdict) = self.walk.step() else { return page.text(texts.say(say::END_HINT)) };
        let id = verdict.cause;
        let waiting = self.walk.waiting_until(id).is_some();
        let Some(event) = self.outcome(id, line, waiting, now) else { return page.text(texts.say(say::UNCLEAR)) };
        let went_on = matches!(event, Event::WentOn { .. });
        self.walk.apply(now, event);
        self.settle();
        match self.walk.step() {
            Step::Cause(verdict) if verdict.cause == id && went_on => page.text(texts.say(say::NOTHING_MEANWHILE)),
            // The fix has been read; only the waiting is new.
            Step::Cause(verdict) if verdict.cause == id => {
                Told { texts, walk: &self.walk, now }.did_it_help(page, verdict);
            }
            _ => self.show(page, texts, now),
        }
    }

    /// What a line says about whether a fix helped.
    fn outcome(&self, id: CauseId, line: &str, waiting: bool, now: i64) -> Option<Event> {
        let known = self.walk.pack().cause(id);
        let cause = known.name.clone();
        match line.to_lowercase().as_str() {
            "1" | "y" | "yes" => Some(Event::Fixed { cause }),
            "2" | "n" | "no" => Some(Event::NotFixed { cause }),
            "3" if waiting => Some(Event::WentOn { cause }),
            "3" => {
                let seconds = (known.verify.after * 60.0).round() as i64;
                Some(Event::Waiting { cause, until: now.saturating_add(seconds.max(60)) })
            }
            _ => None,
        }
    }

    fn tick(&mut self, page: &mut Page, texts: &Texts, number: usize, now: i64) {
        let Step::Cause(verdict) = self.walk.step() else { return page.text(texts.say(say::NOT_HERE)) };
        let cause = self.walk.pack().cause(verdict.cause);
        let step = number.checked_sub(1).and_then(|n| cause.fix.steps.get(n));
        let says = |text: Text| texts.fill(text, &[("number", &number.to_string())]);
        let Some(step) = step else { return page.text(&says(say::NO_STEP)) };
        let done = !self.walk.is_ticked(verdict.cause, &step.name);
        let event = Event::Ticked { cause: cause.name.clone(), step: step.name.clone(), done };
        page.text(&says(if done { say::STEP_DONE } else { say::STEP_UNDONE }));
        self.walk.apply(now, event);
    }
}
