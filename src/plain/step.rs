//! Where a walk stands, as text.

use super::asking::Asking;
use super::page::Page;
use super::sheet::{Sheet, duration};
use crate::diagnosis::{Known, Question, Step, Verdict, Walk, words};
use crate::knowledge::{Cause, CauseId, FactId, Minutes};
use crate::texts::{Texts, plain as say};

/// How many of the causes that are left are listed.
const LISTED: usize = 12;

/// Writes about one walk.
pub(super) struct Told<'a> {
    pub texts: &'a Texts,
    pub walk: &'a Walk,
    pub now: i64,
}

impl<'a> Told<'a> {
    fn sheet(&self) -> Sheet<'a> {
        Sheet { texts: self.texts, pack: self.walk.pack(), filler: self.walk.filler() }
    }

    /// The step as a whole.
    pub fn step(&self, page: &mut Page, asking: Option<&Asking>) {
        page.gap();
        match self.walk.step() {
            Step::Question(question) => {
                self.before_gate(page, question);
                if let Some(asking) = asking {
                    self.question(page, asking, Some(question));
                }
            }
            Step::Cause(verdict) => self.cause(page, verdict),
            Step::Refused { verdict, gate } => self.refused(page, verdict, *gate),
            Step::Escalate { after } => self.escalate(page, *after),
            Step::Fixed { cause } => {
                page.text(&self.texts.fill(say::FIXED, &[("cause", &self.walk.pack().cause(*cause).title)]));
                page.text(self.texts.say(say::END_HINT));
            }
        }
    }

    fn before_gate(&self, page: &mut Page, question: &Question) {
        if let Some(verdict) = &question.gate {
            page.text(&self.found(verdict, say::FOUND_BEFORE_GATE));
            page.text(self.texts.say(say::GATE_FIRST));
            page.gap();
        }
    }

    /// A question with its answers. `asked` is what the walk asks, if it is the walk that asks.
    pub fn question(&self, page: &mut Page, asking: &Asking, asked: Option<&Question>) {
        let pack = self.walk.pack();
        let fact = pack.fact(asking.fact);
        let question = self.walk.filler().text(fact.question.as_ref().unwrap_or(&fact.label));
        page.text(&self.texts.fill(say::QUESTION, &[("question", &question)]));
        if let Some(asked) = asked {
            let note = pack.tree(asked.tree).node(asked.node).note.as_ref();
            if let (Some(note), None) = (note, &asked.gate) {
                page.text(&self.walk.filler().text(note));
            }
            if let Some(fact) = asked.decides {
                page.text(&self.texts.fill(say::DECIDES, &[("fact", &pack.fact(fact).label)]));
            }
            if let Some(value) = &asked.suggested {
                let value = words::label(pack, asking.fact, value);
                page.text(&self.texts.fill(say::SUGGESTED, &[("value", &value)]));
            }
        }
        asking.show(page, self.texts, fact);
        if asked.is_some_and(|asked| asked.gate.is_none()) {
            page.text(&self.how_many_left());
        }
    }

    fn how_many_left(&self) -> String {
        let causes = &self.walk.live().causes;
        let Some((likeliest, share)) = causes.first() else { return self.texts.say(say::LEFT_NONE).to_owned() };
        let cause = &self.walk.pack().cause(*likeliest).title;
        if causes.len() == 1 {
            return self.texts.fill(say::ONE_LEFT, &[("cause", cause)]);
        }
        let (count, share) = (causes.len().to_string(), percent(self.texts, *share));
        self.texts.fill(say::LEFT, &[("count", &count), ("cause", cause), ("share", &share)])
    }

    fn found(&self, verdict: &Verdict, text: crate::texts::Text) -> String {
        let standing = words::standing(self.texts, verdict.is_confirmed());
        let title = &self.walk.pack().cause(verdict.cause).title;
        self.texts.fill(text, &[("standing", standing), ("cause", title)])
    }

    /// A cause with its fix, without what is asked afterwards.
    fn verdict(&self, page: &mut Page, verdict: &Verdict) {
        let (pack, sheet) = (self.walk.pack(), self.sheet());
        page.text(&self.found(verdict, say::CAUSE));
        self.assuming(page, verdict);
        sheet.reasons(page, verdict.cause);
        self.gates_passed(page, verdict.cause);
        sheet.fix(page, verdict.cause, |step| self.walk.is_ticked(verdict.cause, step));
        for cause in &verdict.also {
            page.gap();
            page.text(&self.texts.fill(say::ALSO, &[("cause", &pack.cause(*cause).title)]));
        }
        sheet.sources(page, &pack.cause(verdict.cause).sources);
        sheet.verification(page, verdict.cause);
    }

    fn cause(&self, page: &mut Page, verdict: &Verdict) {
        self.verdict(page, verdict);
        self.did_it_help(page, verdict);
    }

    /// What is asked when a fix has been shown.
    pub fn did_it_help(&self, page: &mut Page, verdict: &Verdict) {
        let waiting = self.walk.waiting_until(verdict.cause);
        if let Some(until) = waiting {
            let minutes = until.saturating_sub(self.now).max(0) as Minutes / 60.0;
            page.text(&self.texts.fill(say::STILL_WAITING, &[("after", &duration(self.texts, minutes))]));
        }
        page.gap();
        page.text(self.texts.say(say::DID_IT_HELP));
        let last = if waiting.is_some() { say::GO_ON } else { say::NOT_YET };
        for (n, answer) in [say::YES_FIXED, say::NO_NEXT, last].into_iter().enumerate() {
            page.item(&format!("  {}. ", n + 1), self.texts.say(answer));
        }
        page.text(self.texts.say(say::VERDICT_HINT));
    }

    fn assuming(&self, page: &mut Page, verdict: &Verdict) {
        if verdict.is_confirmed() {
            return;
        }
        page.text(self.texts.say(say::ASSUMING));
        for assumption in &verdict.assuming {
            page.item("  - ", &words::assumption(self.texts, self.walk.pack(), assumption));
        }
    }

    fn gates_passed(&self, page: &mut Page, cause: CauseId) {
        let pack = self.walk.pack();
        for gate in &pack.cause(cause).fix.gates {
            let value = words::value(self.texts, pack, *gate, &self.walk.know(*gate));
            page.gap();
            let fact = &pack.fact(*gate).label;
            page.text(&self.texts.fill(say::GATE_PASSED, &[("fact", fact), ("value", &value)]));
        }
    }

    fn refused(&self, page: &mut Page, verdict: &Verdict, gate: FactId) {
        let fact = self.walk.pack().fact(gate);
        page.text(&self.found(verdict, say::CAUSE));
        let value = words::value(self.texts, self.walk.pack(), gate, &self.walk.know(gate));
        page.text(&self.texts.fill(say::REFUSED, &[("fact", &fact.label), ("value", &value)]));
        if let Some(gate) = &fact.gate {
            page.gap();
            page.text(&self.texts.fill(say::SAY, &[("refuse", &gate.refuse)]));
            page.text(&self.texts.fill(say::HAND_OVER, &[("to", &gate.to)]));
        }
        page.gap();
        page.text(self.texts.say(say::END_HINT));
    }

    fn escalate(&self, page: &mut Page, after: Option<CauseId>) {
        let (pack, sheet) = (self.walk.pack(), self.sheet());
        let escalation = after.map_or(&pack.tree(self.walk.tree()).escalate, |cause| &pack.cause(cause).escalate);
        page.text(self.texts.say(say::SPENT));
        let tried: Vec<&str> = self.walk.tried().map(|cause| pack.cause(cause).title.as_str()).collect();
        if !tried.is_empty() {
            page.text(&self.texts.fill(say::TRIED, &[("causes", &tried.join("; "))]));
        }
        page.text(&self.texts.fill(say::HAND_OVER, &[("to", &sheet.filler.text(&escalation.to))]));
        sheet.packet(page, escalation);
        page.gap();
        page.text(self.texts.say(say::END_HINT));
    }

    /// The causes that are left and those that are out.
    pub fn left(&self, page: &mut Page) {
        let live = self.walk.live();
        page.gap();
        page.text(&self.how_many_left());
        likeliest(page, self.texts, self.walk, |cause| cause.title.clone());
        if !live.ruled_out.is_empty() {
            page.text(self.texts.say(say::RULED_OUT));
            for out in live.ruled_out.iter().take(LISTED) {
                page.item("  - ", &words::ruled_out(self.texts, self.walk, out));
            }
            if let Some(more) = live.ruled_out.len().checked_sub(LISTED).filter(|more| *more > 0) {
                page.item("  - ", &self.texts.fill(say::RULED_OUT_MORE, &[("count", &more.to_string())]));
            }
        }
    }

    /// Why this question, or why this cause.
    pub fn why(&self, page: &mut Page) {
        page.gap();
        let pack = self.walk.pack();
        if let Some(why) = self.walk.why_question() {
            page.text(self.texts.say(say::WHY));
            for line in words::why_question(self.texts, pack, &why) {
                page.item("  - ", &line);
            }
        } else if let Some(why) = self.walk.why_cause() {
            page.text(self.texts.say(say::WHY));
            let not_because = why.not_because.iter().map(|out| words::ruled_out(self.texts, self.walk, out));
            for line in words::because(self.texts, self.walk, &why).into_iter().chain(not_because) {
                page.item("  - ", &line);
            }
            let possible: Vec<&str> =
                why.still_possible.iter().map(|(cause, _)| pack.cause(*cause).title.as_str()).collect();
            if !possible.is_empty() {
                page.text(&self.texts.fill(say::STILL_POSSIBLE, &[("causes", &possible.join("; "))]));
            }
        } else {
            page.text(self.texts.say(say::NO_WHY));
        }
    }

    /// What is known about a fact and who said so, in one line.
    pub fn known(&self, fact: FactId, known: &Known, text: crate::texts::Text) -> String {
        let pack = self.walk.pack();
        let value = words::value(self.texts, pack, fact, known);
        let by = words::provenance(self.texts, pack, known);
        self.texts.fill(text, &[("fact", &pack.fact(fact).label), ("value", &value), ("by", &by)])
    }
}

/// Lists the causes that are left, the likeliest first, and counts those that are hardly worth a line.
pub fn likeliest(page: &mut Page, texts: &Texts, walk: &Walk, named: impl Fn(&Cause) -> String) {
    let causes = &walk.live().causes;
    for (cause, share) in causes.iter().take(LISTED) {
        let share = texts.fill(say::LEFT_ITEM, &[("share", &format!("{:>3}", percent(texts, *share)))]);
        page.item(&format!("  {share}  "), &named(walk.pack().cause(*cause)));
    }
    if let Some(more) = causes.len().checked_sub(LISTED).filter(|more| *more > 0) {
        page.item("  ", &texts.fill(say::LEFT_MORE, &[("count", &more.to_string())]));
    }
}

/// A share of 1 as whole percent.
fn percent(texts: &Texts, share: f64) -> String {
    if share < 0.005 { texts.say(say::UNDER_ONE).to_owned() } else { format!("{:.0}", share * 100.0) }
}
