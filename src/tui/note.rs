//! The note for the ticket system: plain text about one walk. Pure.

use super::answers::{on_the_way, set_aside};
use super::time;
use super::wrap::printable;
use crate::diagnosis::{By, Event, Known, Step, TrailEntry, Verdict, Walk, words};
use crate::knowledge::CauseId;
use crate::texts::{Text, Texts, tui as say};

/// The symptom, the answers with who gave them, the verdict, what was done and how it ended.
pub(super) fn note(texts: &Texts, walk: &Walk) -> String {
    let mut note = Note { texts, walk, text: String::new() };
    note.opening();
    note.list(say::NOTE_ANSWERS, &note.answers(&on_the_way(walk)));
    note.list(say::NOTE_ASIDE, &note.answers(&set_aside(walk)));
    let tried: Vec<String> = walk.tried().map(|cause| note.title(cause)).collect();
    note.list(say::NOTE_TRIED, &tried);
    if let Some(verdict) = walk.verdict() {
        note.verdict(verdict);
    }
    note.result();
    note.text
}

/// What follows from other answers, or from the symptom, is not repeated.
fn is_said(known: &Known) -> bool {
    match known {
        Known::Answered(answer, _) => !matches!(answer.by, By::Symptom { .. }),
        Known::NotSure => true,
        Known::Derived(..) | Known::Unknowable | Known::Open(_) => false,
    }
}

struct Note<'a> {
    texts: &'a Texts,
    walk: &'a Walk,
    text: String,
}

impl Note<'_> {
    fn line(&mut self, line: &str) {
        self.text.push_str(printable(line).replace('\n', " ").trim_end());
        self.text.push('\n');
    }

    fn heading(&mut self, heading: &str) {
        self.text.push('\n');
        self.line(heading);
    }

    fn list(&mut self, heading: Text, lines: &[String]) {
        if lines.is_empty() {
            return;
        }
        self.heading(self.texts.say(heading));
        for line in lines {
            self.line(&format!("- {line}"));
        }
    }

    fn opening(&mut self) {
        let symptom = self.walk.pack().tree(self.walk.tree()).title.clone();
        self.line(&self.texts.fill(say::NOTE_TITLE, &[("symptom", &symptom)]));
        if let Some(first) = self.walk.events().first() {
            self.line(&self.texts.fill(say::NOTE_OPENED, &[("time", &time::moment(first.at))]));
        }
        let mut codes: Vec<&str> = Vec::new();
        for stamped in self.walk.counting_events() {
            if let Event::Answered { by: By::Code { code }, .. } = &stamped.event
                && !codes.contains(&code.as_str())
            {
                codes.push(code);
            }
        }
        let lines: Vec<String> = codes.iter().map(|code| self.texts.fill(say::NOTE_CODE, &[("code", code)])).collect();
        for line in lines {
            self.line(&line);
        }
    }

    fn answers(&self, entries: &[TrailEntry]) -> Vec<String> {
        let pack = self.walk.pack();
        let line = |entry: &TrailEntry| {
            let value = words::value(self.texts, pack, entry.fact, &entry.known);
            let by = words::provenance(self.texts, pack, &entry.known);
            let label = &pack.fact(entry.fact).label;
            if by.is_empty() { format!("{label}: {value}") } else { format!("{label}: {value} ({by})") }
        };
        entries.iter().filter(|entry| is_said(&entry.known)).map(line).collect()
    }

    fn title(&self, cause: CauseId) -> String {
        self.walk.pack().cause(cause).title.clone()
    }

    fn verdict(&mut self, verdict: &Verdict) {
        let standing = words::standing(self.texts, verdict.is_confirmed());
        self.heading(&self.texts.fill(say::NOTE_CAUSE, &[("standing", standing)]));
        self.line(&format!("- {}", self.title(verdict.cause)));
        for assumption in &verdict.assuming {
            let assumption = words::assumption(self.texts, self.walk.pack(), assumption);
            self.line(&format!("- {}", self.texts.fill(say::NOTE_ASSUMING, &[("assumption", &assumption)])));
        }
        if matches!(self.walk.step(), Step::Cause(_)) {
            self.fix(verdict.cause);
        }
    }

    fn fix(&mut self, cause: CauseId) {
        let filler = self.walk.filler();
        let steps = &self.walk.pack().cause(cause).fix.steps;
        let (done, open): (Vec<_>, Vec<_>) = steps.iter().partition(|step| self.walk.is_ticked(cause, &step.name));
        let done: Vec<String> = done.iter().map(|step| filler.text(&step.action)).collect();
        let open: Vec<String> = open.iter().map(|step| filler.text(&step.action)).collect();
        self.list(say::NOTE_DONE, &done);
        self.list(say::NOTE_OPEN, &open);
    }

    fn result(&mut self) {
        if let Step::Fixed { cause } = self.walk.step() {
            let verdict = self.texts.say(say::CAUSE).to_owned();
            self.heading(&verdict);
            self.line(&format!("- {}", self.title(*cause)));
            self.fix(*cause);
        }
        let lines = self.result_lines();
        self.heading(self.texts.say(say::NOTE_RESULT));
        for line in lines {
            self.line(&line);
        }
    }

    fn result_lines(&self) -> Vec<String> {
        let (texts, walk, pack) = (self.texts, self.walk, self.walk.pack());
        let waiting = |(cause, until): (CauseId, i64)| {
            let time = time::moment(until);
            format!("{}: {}", self.title(cause), texts.fill(say::NOTE_WAITING, &[("time", &time)]))
        };
        let mut lines: Vec<String> = walk.waiting().map(waiting).collect();
        match walk.step() {
            Step::Question(question) => {
                let asked = pack.fact(question.fact);
                let asked = asked.question.as_ref().unwrap_or(&asked.label);
                let asked = walk.filler().text(asked);
                lines.push(texts.fill(say::NOTE_OPEN_STILL, &[("question", &asked)]));
            }
            Step::Cause(verdict) if walk.waiting_until(verdict.cause).is_none() => {
                lines.push(texts.say(say::NOTE_VERIFYING).to_owned());
            }
            Step::Cause(_) => {}
            Step::Fixed { .. } => {
                let at = walk.counting_events().last().map_or(0, |last| last.at);
                lines.push(texts.fill(say::NOTE_FIXED, &[("time", &time::moment(at))]));
            }
            Step::Refused { gate, .. } => {
                let fact = pack.fact(*gate);
                let value = words::value(texts, pack, *gate, &walk.know(*gate));
                let to = fact.gate.as_ref().map(|gate| gate.to.as_str()).unwrap_or_default();
                let values = [("gate", fact.label.as_str()), ("value", value.as_str()), ("to", to)];
                lines.push(texts.fill(say::NOTE_REFUSED, &values));
            }
            Step::Escalate { after } => {
                let escalation = match after {
                    Some(cause) => &pack.cause(*cause).escalate,
                    None => &pack.tree(walk.tree()).escalate,
                };
                lines.push(texts.fill(say::NOTE_ESCALATE, &[("to", &escalation.to)]));
                lines.push(texts.fill(say::NOTE_WITH, &[("things", &escalation.with.join(", "))]));
            }
        }
        lines
    }
}
