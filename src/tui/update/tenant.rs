//! Asking the tenant, and what becomes of what it says.

use crate::diagnosis::{By, Event, Step};
use crate::knowledge::{CauseId, FactId};
use crate::texts::tui as say;
use crate::tui::action::Action;
use crate::tui::asking::{Asking, Reply};
use crate::tui::effect::Effect;
use crate::tui::model::Model;
use crate::tui::overlay::{Overlay, Shows};
use crate::tui::tenant::{Inquiry, News, Probing, Stage, Told, Verified, Wanted};
use crate::tui::ticket::Ticket;

use super::question::act_on_asking;

impl Model {
    /// Asks the tenant what it can tell about the ticket on screen.
    pub(super) fn probe(&mut self) -> Vec<Effect> {
        self.probe_without(Vec::new())
    }

    /// The same, once a person would not say whose account and the like these are.
    fn probe_without(&mut self, declined: Vec<FactId>) -> Vec<Effect> {
        if self.tenant.is_none() {
            self.notice = Some(self.texts.say(say::PROBE_NO_TENANT).to_owned());
            return Vec::new();
        }
        let Some(ticket) = self.ticket() else { return Vec::new() };
        if ticket.probing.as_ref().is_some_and(|probing| probing.stage == Stage::Asking) {
            self.notice = Some(self.texts.say(say::PROBE_STILL_ASKING).to_owned());
            return Vec::new();
        }
        let cause = ticket.shown_cause();
        let wanted = match cause {
            Some(cause) => Wanted::after_fix(&ticket.walk, cause),
            None => Wanted::on_the_way(&ticket.walk),
        };
        if let Some((fact, waiting)) = wanted.subject(&self.pack, &declined) {
            let asking = Box::new(Asking::new(&self.pack, &self.texts, fact, None));
            self.overlay = Some(Overlay::new(Shows::Subject { asking, waiting, declined }));
            return Vec::new();
        }
        self.ask_tenant(wanted, cause)
    }

    fn ask_tenant(&mut self, wanted: Wanted, cause: Option<CauseId>) -> Vec<Effect> {
        if wanted.is_empty() {
            self.notice = Some(self.texts.say(say::PROBE_NOTHING).to_owned());
            return Vec::new();
        }
        self.inquiries += 1;
        let number = self.inquiries;
        let pack = std::sync::Arc::clone(&self.pack);
        if let Some(ticket) = self.ticket_mut() {
            ticket.probing = Some(Probing::new(number, cause));
        }
        vec![Effect::Ask(Inquiry { number, pack, facts: wanted.facts, known: wanted.known })]
    }

    /// What a person does where they are asked whose account it is.
    pub(super) fn act_on_subject(&mut self, action: &Action) -> Vec<Effect> {
        let now = self.now;
        let Some(Overlay { shows: Shows::Subject { asking, declined, .. }, scroll }) = &mut self.overlay else {
            return Vec::new();
        };
        *scroll = None;
        let fact = asking.fact;
        let Reply::Answer(value) = act_on_asking(asking, action, now) else { return Vec::new() };
        let mut declined = std::mem::take(declined);
        self.overlay = None;
        match value {
            Some(value) => {
                if let Some(ticket) = self.ticket_mut() {
                    ticket.answer(now, fact, Some(value));
                }
            }
            // Not to know it is no answer to a question that the walk has not asked.
            None => declined.push(fact),
        }
        self.probe_without(declined)
    }

    /// A ticket that was just opened: what is known about every ticket, and the tenant asked about it.
    pub(in crate::tui) fn begin_with_what_is_given(&mut self) -> Vec<Effect> {
        let now = self.now;
        let Some(tenant) = &self.tenant else { return Vec::new() };
        let given = tenant.given.clone();
        if given.is_empty() {
            return Vec::new();
        }
        let Some(ticket) = self.ticket_mut() else { return Vec::new() };
        for (fact, value) in given {
            ticket.apply(now, Event::Answered { fact, value: Some(value), by: By::Person });
        }
        let wanted = Wanted::on_the_way(&ticket.walk);
        self.ask_tenant(wanted, None)
    }

    /// Something was heard from the tenant.
    pub(super) fn told(&mut self, told: Told) {
        let now = self.now;
        if let News::Tenant(name) = &told.news
            && let Some(tenant) = &mut self.tenant
        {
            tenant.name.clone_from(name);
        }
        let mine = |ticket: &&mut Ticket| {
            let probing = ticket.probing.as_ref();
            probing.is_some_and(|probing| probing.number == told.inquiry && probing.stage == Stage::Asking)
        };
        // What answers an earlier inquiry is late.
        let Some(ticket) = self.tickets.iter_mut().find(mine) else { return };
        let failed = match &told.news {
            News::Failed(why) => Some(why.clone()),
            _ => None,
        };
        ticket.hear(now, told.news);
        self.notice = failed.or_else(|| self.notice.take());
    }
}

impl Ticket {
    fn hear(&mut self, now: i64, news: News) {
        let Some(probing) = &mut self.probing else { return };
        match news {
            News::Tenant(_) => {}
            News::Fact { fact, value, by } => {
                probing.learned += 1;
                let event = Event::Answered { fact, value: Some(value), by };
                match &mut probing.verifies {
                    Some(verifying) => verifying.heard.push(event),
                    None => self.apply(now, event),
                }
            }
            News::NotChecked { fact, why } => {
                probing.not_checked.insert(fact, why);
            }
            News::Done => {
                probing.stage = Stage::Ended(now);
                self.verify(now);
            }
            News::Failed(why) => {
                probing.stage = Stage::Failed(why);
                self.verify(now);
            }
        }
    }

    /// Compares the walk with what it would be by what was heard.
    fn verify(&mut self, now: i64) {
        let Some(verifying) = self.probing.as_mut().and_then(|probing| probing.verifies.as_mut()) else { return };
        let mut walk = self.walk.clone();
        for event in &verifying.heard {
            walk.apply(now, event.clone());
        }
        let says =
            |event: &Event| matches!(event, Event::Answered { fact, .. } if walk.pack().fact_named(fact).is_some());
        let still = matches!(walk.step(), Step::Cause(verdict) if verdict.cause == verifying.cause);
        let live = walk.live().causes.iter().any(|(cause, _)| *cause == verifying.cause);
        verifying.result = Some(match verifying.heard.iter().any(says) {
            false => Verified::Silent,
            true if still || live => Verified::Holds,
            true => Verified::Gone,
        });
    }

    /// What a look after a fix has found counts from now on.
    pub(super) fn take_in_what_was_found(&mut self, now: i64) {
        let Some(verifying) = self.probing.as_mut().and_then(|probing| probing.verifies.take()) else { return };
        for event in verifying.heard {
            self.apply(now, event);
        }
    }
}
