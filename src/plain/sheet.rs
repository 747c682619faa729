//! A cause and what mends it, as text.

use super::page::Page;
use crate::diagnosis::Filler;
use crate::knowledge::{Cause, CauseId, Command, Escalation, FixStep, Minutes, Pack, Source};
use crate::texts::{Texts, plain as say};

/// Writes about causes, with the facts of one moment filled in.
pub struct Sheet<'a> {
    /// The words used.
    pub texts: &'a Texts,
    /// The pack.
    pub pack: &'a Pack,
    /// What is known.
    pub filler: Filler<'a>,
}

impl Sheet<'_> {
    /// Why it happens, and what older articles say.
    pub fn reasons(&self, page: &mut Page, cause: CauseId) {
        let cause = self.pack.cause(cause);
        page.gap();
        page.text(&self.filler.text(&cause.why));
        if let Some(changed) = &cause.changed {
            page.gap();
            page.text(&self.texts.fill(say::CHANGED, &[("text", &self.filler.text(changed))]));
        }
    }

    /// What has to hold before the fix may be done, and what to say if it does not.
    pub fn gates(&self, page: &mut Page, cause: CauseId) {
        for gate in &self.pack.cause(cause).fix.gates {
            let fact = self.pack.fact(*gate);
            page.gap();
            let question = fact.question.as_ref().unwrap_or(&fact.label);
            page.text(&self.texts.fill(say::GATE_LINE, &[("question", question)]));
            if let Some(gate) = &fact.gate {
                page.text(&self.texts.fill(say::GATE_ELSE, &[("refuse", &gate.refuse), ("to", &gate.to)]));
            }
        }
    }

    /// The steps of the fix; `is_done` says which are done.
    pub fn fix(&self, page: &mut Page, cause: CauseId, is_done: impl Fn(&str) -> bool) {
        let cause = self.pack.cause(cause);
        page.gap();
        let minutes = duration(self.texts, cause.fix.minutes);
        page.text(&self.texts.fill(say::FIX, &[("minutes", &minutes), ("who", &self.filler.text(&cause.fix.who))]));
        for (n, step) in cause.fix.steps.iter().enumerate() {
            self.step(page, n + 1, step, is_done(&step.name));
        }
        if let Some(text) = &cause.tell_user {
            page.gap();
            page.text(&self.texts.fill(say::TELL_USER, &[("text", &self.filler.text(text))]));
        }
    }

    fn step(&self, page: &mut Page, number: usize, step: &FixStep, done: bool) {
        let mut action = self.filler.text(&step.action);
        if done {
            action = self.texts.fill(say::DONE, &[("step", &action)]);
        }
        page.item(&format!("  {number}. "), &action);
        if let Some(place) = &step.place {
            page.item("     ", &self.texts.fill(say::WHERE, &[("place", &self.filler.text(place))]));
        }
        if let Some(link) = &step.link {
            page.verbatim("     ", &self.texts.fill(say::LINK, &[("link", &self.filler.text(link))]));
        }
        if let Some(danger) = &step.danger {
            page.item("     ", &self.texts.fill(say::CAREFUL, &[("danger", &self.filler.text(danger))]));
        }
        for command in &step.commands {
            self.command(page, command);
        }
    }

    fn command(&self, page: &mut Page, command: &Command) {
        let shell = command.shell.label();
        match self.filler.command(command.shell, &command.template) {
            Ok(filled) => {
                page.item("     ", &self.texts.fill(say::COMMAND, &[("shell", shell)]));
                page.verbatim("       ", &filled.text);
                if !filled.blanks.is_empty() {
                    page.item("       ", &self.texts.fill(say::BLANKS, &[("names", &filled.blanks.join(", "))]));
                }
            }
            Err(refused) => {
                let why = refused.to_string();
                page.item("     ", &self.texts.fill(say::COMMAND_REFUSED, &[("shell", shell), ("why", &why)]));
            }
        }
    }

    /// What to look at when the fix has been done.
    pub fn verification(&self, page: &mut Page, cause: CauseId) {
        let verify = &self.pack.cause(cause).verify;
        let question = self.filler.text(&verify.question);
        page.gap();
        page.text(&if verify.after > 0.0 {
            let after = duration(self.texts, verify.after);
            self.texts.fill(say::VERIFY_AFTER, &[("after", &after), ("question", &question)])
        } else {
            self.texts.fill(say::VERIFY, &[("question", &question)])
        });
    }

    /// Who takes over if it does not help.
    pub fn escalation(&self, page: &mut Page, cause: &Cause) {
        page.gap();
        page.text(&self.texts.fill(say::ESCALATION, &[("to", &self.filler.text(&cause.escalate.to))]));
        self.packet(page, &cause.escalate);
    }

    /// What to hand over.
    pub fn packet(&self, page: &mut Page, escalation: &Escalation) {
        if !escalation.with.is_empty() {
            let things: Vec<String> = escalation.with.iter().map(|thing| self.filler.text(thing)).collect();
            page.text(&self.texts.fill(say::ESCALATION_WITH, &[("things", &things.join(", "))]));
        }
    }

    /// Where it is documented.
    pub fn sources(&self, page: &mut Page, sources: &[Source]) {
        if sources.is_empty() {
            return;
        }
        page.gap();
        page.text(self.texts.say(say::SOURCES));
        for source in sources {
            let line = self.texts.fill(say::SOURCE, &[("url", &source.url), ("day", &source.verified)]);
            page.verbatim("  ", &line);
        }
    }
}

/// A length of time in words.
pub fn duration(texts: &Texts, minutes: Minutes) -> String {
    const HOUR: f64 = 60.0;
    const DAY: f64 = 24.0 * HOUR;
    let whole = |unit: f64| minutes >= unit && (minutes / unit).fract() < 0.01;
    let count = |unit: f64| format!("{:.0}", minutes / unit);
    match minutes {
        minutes if minutes <= 0.0 => texts.say(say::AT_ONCE).to_owned(),
        minutes if minutes < 0.75 => texts.say(say::UNDER_A_MINUTE).to_owned(),
        minutes if minutes < 1.5 => texts.say(say::MINUTE).to_owned(),
        _ if whole(DAY) && count(DAY) == "1" => texts.say(say::DAY).to_owned(),
        minutes if whole(DAY) || minutes > 3.0 * DAY => texts.fill(say::DAYS, &[("days", &count(DAY))]),
        _ if whole(HOUR) && count(HOUR) == "1" => texts.say(say::HOUR).to_owned(),
        minutes if whole(HOUR) || minutes > 3.0 * HOUR => texts.fill(say::HOURS, &[("hours", &count(HOUR))]),
        _ => texts.fill(say::MINUTES, &[("minutes", &count(1.0))]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_read_as_people_say_them() {
        let texts = Texts::english();
        for (minutes, expected) in [
            (0.0, "at once"),
            (0.5, "less than a minute"),
            (1.0, "1 minute"),
            (45.0, "45 minutes"),
            (60.0, "1 hour"),
            (90.0, "90 minutes"),
            (120.0, "2 hours"),
            (200.0, "3 hours"),
            (1440.0, "1 day"),
            (4320.0, "3 days"),
        ] {
            assert_eq!(duration(&texts, minutes), expected);
        }
    }
}
