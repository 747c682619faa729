//! What a person does with a cause and its fix.

use crate::diagnosis::{By, Event};
use crate::knowledge::{FixStep, Shell};
use crate::texts::tui as say;
use crate::tui::action::Action;
use crate::tui::effect::Effect;
use crate::tui::model::Model;
use crate::tui::ticket::{Item, Ticket};
use crate::tui::time;

impl Model {
    pub(super) fn act_on_cause(&mut self, action: &Action) -> Vec<Effect> {
        let now = self.now;
        let Some(ticket) = self.ticket_mut() else { return Vec::new() };
        let last = ticket.items().len().saturating_sub(1);
        match *action {
            Action::Up => ticket.selected = ticket.selected.saturating_sub(1),
            Action::Down => ticket.selected = (ticket.selected + 1).min(last),
            Action::First => ticket.selected = 0,
            Action::Last => ticket.selected = last,
            Action::Left => ticket.turn_shell(false),
            Action::Right => ticket.turn_shell(true),
            Action::SelectItem(place) if place == ticket.selected => ticket.tick(now),
            Action::SelectItem(place) => ticket.selected = place.min(last),
            Action::Shell(shell) => ticket.shell = shell,
            Action::Mark => ticket.tick(now),
            Action::Accept => return self.accept_item(),
            Action::Choose(place) => {
                self.say_outcome(place);
                return Vec::new();
            }
            Action::Copy => return self.copy_step(),
            Action::OpenLink => return self.copy_link(),
            _ => return Vec::new(),
        }
        ticket.scroll = None;
        Vec::new()
    }

    fn accept_item(&mut self) -> Vec<Effect> {
        let now = self.now;
        let Some(ticket) = self.ticket_mut() else { return Vec::new() };
        ticket.scroll = None;
        match ticket.item() {
            Some(Item::Step(_)) => {
                ticket.tick(now);
                ticket.selected += 1;
            }
            Some(Item::Source(_)) => return self.copy_link(),
            Some(Item::Outcome(place)) => self.say_outcome(place),
            None => {}
        }
        Vec::new()
    }

    /// Whether the fix helped: yes, no, or not yet.
    fn say_outcome(&mut self, place: usize) {
        let now = self.now;
        let Some(ticket) = self.ticket_mut() else { return };
        let Some(id) = ticket.shown_cause() else { return };
        let cause = ticket.walk.pack().cause(id);
        let (name, after) = (cause.name.clone(), time::seconds(cause.verify.after));
        let until = now.saturating_add(after);
        let waiting = ticket.walk.waiting_until(id);
        let event = match (place, waiting) {
            (0, _) => Event::Fixed { cause: name },
            (1, _) => Event::NotFixed { cause: name },
            (2, Some(until)) if until > now => Event::WentOn { cause: name },
            (2, _) => Event::Waiting { cause: name, until },
            _ => return,
        };
        let waits = matches!(event, Event::Waiting { .. });
        ticket.apply(now, event);
        ticket.take_in_what_was_found(now);
        if waits {
            let time = time::span(&self.texts, after);
            self.notice = Some(self.texts.fill(say::WAITING_NOTED, &[("time", &time)]));
        }
    }

    /// Copies the command of the selected step in the chosen shell, or what the step says.
    fn copy_step(&mut self) -> Vec<Effect> {
        let Some(text) = self.ticket().and_then(Ticket::copied_text) else { return Vec::new() };
        self.copy(text)
    }

    /// Copies the address of the selected source or step, else the first one there is.
    fn copy_link(&mut self) -> Vec<Effect> {
        let Some(address) = self.ticket().and_then(Ticket::link) else { return Vec::new() };
        self.copy(address)
    }
}

impl Ticket {
    /// Takes back the last thing that the person did. What a tenant has said since stays said.
    pub(super) fn undo(&mut self, now: i64) {
        let events: Vec<Event> = self.walk.counting_events().skip(1).map(|stamped| stamped.event.clone()).collect();
        let unasked = events.iter().rev().take_while(|event| is_from_graph(event)).count();
        // With nothing but that, that is taken back after all.
        let said = if unasked == events.len() { 0 } else { unasked };
        for _ in 0..=said {
            self.apply(now, Event::Undone);
        }
        for event in events.into_iter().rev().take(said).rev() {
            self.apply(now, event);
        }
    }

    fn step(&self) -> Option<&FixStep> {
        let Some(Item::Step(place)) = self.item() else { return None };
        self.walk.pack().cause(self.shown_cause()?).fix.steps.get(place)
    }

    fn tick(&mut self, now: i64) {
        let (Some(step), Some(cause)) = (self.step(), self.shown_cause()) else { return };
        let (step, name) = (step.name.clone(), self.walk.pack().cause(cause).name.clone());
        let done = !self.walk.is_ticked(cause, &step);
        self.apply(now, Event::Ticked { cause: name, step, done });
    }

    fn turn_shell(&mut self, right: bool) {
        let Some(cause) = self.shown_cause() else { return };
        let steps = &self.walk.pack().cause(cause).fix.steps;
        let mut shells: Vec<Shell> = steps.iter().flat_map(|step| &step.commands).map(|c| c.shell).collect();
        shells.sort_unstable();
        shells.dedup();
        let at = shells.iter().position(|shell| *shell == self.shell).unwrap_or(0);
        let next = if right { at + 1 } else { at.wrapping_sub(1) };
        if let Some(shell) = shells.get(next) {
            self.shell = *shell;
        }
    }

    fn copied_text(&self) -> Option<String> {
        let cause = self.walk.pack().cause(self.shown_cause()?);
        let filler = self.walk.filler();
        // With a source or an outcome selected, the first command is what is meant.
        let step = self.step().or_else(|| cause.fix.steps.iter().find(|step| !step.commands.is_empty()))?;
        let chosen = step.commands.iter().find(|command| command.shell == self.shell).or(step.commands.first());
        match chosen {
            Some(command) => filler.command(command.shell, &command.template).ok().map(|filled| filled.text),
            None => Some(filler.text(&step.action)),
        }
    }

    fn link(&self) -> Option<String> {
        if let Some(Item::Source(place)) = self.item() {
            return self.sources().get(place).map(|source| source.url.clone());
        }
        let steps = &self.walk.pack().cause(self.shown_cause()?).fix.steps;
        let of_step = self.step().and_then(|step| step.link.as_ref());
        let any = || steps.iter().find_map(|step| step.link.as_ref());
        of_step.or_else(any).or(self.sources().first().map(|source| &source.url)).cloned()
    }
}

fn is_from_graph(event: &Event) -> bool {
    matches!(event, Event::Answered { by: By::Probe { .. }, .. })
}
