//! One step, for a person who reads it and types the next command.

use crate::diagnosis::{Question, Step, Verdict, Walk, words};
use crate::knowledge::{CauseId, Fact, FactId, FactKind, Value};
use crate::plain::{Page, Sheet, likeliest};
use crate::texts::{Text, Texts, cli as say, plain};

/// A list of answers longer than this is only counted.
const LONG: usize = 24;

/// Where the walk stands.
pub(super) fn step(walk: &Walk, texts: &Texts, width: usize) -> Vec<String> {
    let mut page = Page::new(width);
    let told = Told { walk, texts };
    page.text(&walk.pack().tree(walk.tree()).title);
    told.trail(&mut page);
    page.gap();
    match walk.step() {
        Step::Question(question) => told.question(&mut page, question),
        Step::Cause(verdict) => told.cause(&mut page, verdict),
        Step::Refused { verdict, gate } => told.refused(&mut page, verdict, *gate),
        Step::Escalate { after } => told.escalate(&mut page, *after),
        Step::Fixed { cause } => {
            page.text(&texts.fill(plain::FIXED, &[("cause", &walk.pack().cause(*cause).title)]));
        }
    }
    page.into_lines()
}

struct Told<'a> {
    walk: &'a Walk,
    texts: &'a Texts,
}

impl Told<'_> {
    fn sheet(&self) -> Sheet<'_> {
        Sheet { texts: self.texts, pack: self.walk.pack(), filler: self.walk.filler() }
    }

    fn trail(&self, page: &mut Page) {
        let pack = self.walk.pack();
        let trail = self.walk.trail();
        if trail.is_empty() {
            return;
        }
        page.gap();
        page.text(self.texts.say(say::SO_FAR));
        for entry in trail {
            let value = words::value(self.texts, pack, entry.fact, &entry.known);
            let by = words::provenance(self.texts, pack, &entry.known);
            let label = &pack.fact(entry.fact).label;
            let line = if by.is_empty() {
                self.texts.fill(say::KNOWN_BY_NOBODY, &[("fact", label), ("value", &value)])
            } else {
                self.texts.fill(plain::KNOWN, &[("fact", label), ("value", &value), ("by", &by)])
            };
            page.item("  - ", &line);
        }
    }

    fn question(&self, page: &mut Page, question: &Question) {
        let pack = self.walk.pack();
        let fact = pack.fact(question.fact);
        if let Some(verdict) = &question.gate {
            page.text(&self.found(verdict, plain::FOUND_BEFORE_GATE));
            page.text(self.texts.say(plain::GATE_FIRST));
            page.gap();
        }
        let filler = self.walk.filler();
        page.text(&filler.text(fact.question.as_ref().unwrap_or(&fact.label)));
        self.answers(page, fact);
        if let Some(help) = &fact.help {
            page.gap();
            page.text(&self.texts.fill(plain::HOW_TO_FIND_OUT, &[("help", &filler.text(help))]));
        }
        page.gap();
        page.text(self.texts.say(say::ANSWER_WITH));
        for value in [example(fact), "unsure"] {
            page.verbatim("  ", &self.texts.fill(say::ANSWER_VALUE, &[("fact", &fact.name), ("value", value)]));
        }
        if question.gate.is_none() {
            self.left(page);
        }
    }

    fn answers(&self, page: &mut Page, fact: &Fact) {
        let keys: Vec<(String, String)> = match fact.kind {
            FactKind::Bool => {
                [true, false].map(Value::Bool).iter().map(|v| (v.to_string(), fact.label_of(v))).collect()
            }
            _ => fact.choices.iter().map(|choice| (choice.value.clone(), choice.label.clone())).collect(),
        };
        if keys.len() > LONG {
            let count = keys.len().to_string();
            return page.item("  ", &self.texts.fill(say::MANY_ANSWERS, &[("count", &count), ("fact", &fact.name)]));
        }
        let widest = keys.iter().map(|(key, _)| key.chars().count()).max().unwrap_or(0).min(32);
        for (key, label) in keys {
            page.item(&format!("  {key:<widest$}  "), &label);
        }
    }

    fn left(&self, page: &mut Page) {
        let count = self.walk.live().causes.len().to_string();
        page.gap();
        page.text(&self.texts.fill(say::STILL_POSSIBLE, &[("count", &count)]));
        likeliest(page, self.texts, self.walk, |cause| format!("{} ({})", cause.title, cause.name));
    }

    fn found(&self, verdict: &Verdict, text: Text) -> String {
        let standing = words::standing(self.texts, verdict.is_confirmed());
        let cause = self.walk.pack().cause(verdict.cause);
        self.texts.fill(text, &[("standing", standing), ("cause", &format!("{} ({})", cause.title, cause.name))])
    }

    fn cause(&self, page: &mut Page, verdict: &Verdict) {
        let (pack, sheet) = (self.walk.pack(), self.sheet());
        let cause = pack.cause(verdict.cause);
        page.text(&self.found(verdict, plain::CAUSE));
        if !verdict.is_confirmed() {
            page.text(self.texts.say(plain::ASSUMING));
            for assumption in &verdict.assuming {
                page.item("  - ", &words::assumption(self.texts, pack, assumption));
            }
        }
        sheet.reasons(page, verdict.cause);
        for gate in &cause.fix.gates {
            let value = words::value(self.texts, pack, *gate, &self.walk.know(*gate));
            page.gap();
            page.text(&self.texts.fill(plain::GATE_PASSED, &[("fact", &pack.fact(*gate).label), ("value", &value)]));
        }
        sheet.fix(page, verdict.cause, |_| false);
        sheet.verification(page, verdict.cause);
        page.text(&self.texts.fill(say::TRIED_WITH, &[("cause", &cause.name)]));
        sheet.escalation(page, cause);
        sheet.sources(page, &cause.sources);
    }

    fn refused(&self, page: &mut Page, verdict: &Verdict, gate: FactId) {
        let pack = self.walk.pack();
        let fact = pack.fact(gate);
        page.text(&self.found(verdict, plain::CAUSE));
        let value = words::value(self.texts, pack, gate, &self.walk.know(gate));
        page.text(&self.texts.fill(plain::REFUSED, &[("fact", &fact.label), ("value", &value)]));
        if let Some(gate) = &fact.gate {
            page.gap();
            page.text(&self.texts.fill(plain::SAY, &[("refuse", &gate.refuse)]));
            page.text(&self.texts.fill(plain::HAND_OVER, &[("to", &gate.to)]));
        }
    }

    fn escalate(&self, page: &mut Page, after: Option<CauseId>) {
        let (pack, sheet) = (self.walk.pack(), self.sheet());
        let escalation = after.map_or(&pack.tree(self.walk.tree()).escalate, |cause| &pack.cause(cause).escalate);
        page.text(self.texts.say(plain::SPENT));
        page.text(&self.texts.fill(plain::HAND_OVER, &[("to", &sheet.filler.text(&escalation.to))]));
        sheet.packet(page, escalation);
    }
}

/// What an answer to a fact could look like.
fn example(fact: &Fact) -> &str {
    match fact.kind {
        FactKind::Bool => "yes",
        FactKind::Choice | FactKind::Set => fact.choices.first().map_or("none", |choice| choice.value.as_str()),
        FactKind::Number | FactKind::Time => "10",
        FactKind::Text => "TEXT",
    }
}
