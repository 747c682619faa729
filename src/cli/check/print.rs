//! A sweep, for a person who reads it once and wants to know what to do.

use crate::diagnosis::{Answer, By, Certainty, FactBase, Finding, Known, Settling, Status, Sweep, TrailEntry, words};
use crate::graph::Report;
use crate::knowledge::{CauseId, Fact, FactId, FactKind, Fault, Pack, Value, moment_of};
use crate::plain::{Page, Sheet, duration};
use crate::texts::{Text, Texts, check as say, cli, engine, plain, probe};

/// The most causes listed under one question.
const LISTED: usize = 5;

/// The most values of an answer that are listed.
const LISTED_VALUES: usize = 12;

/// The whole of it, with what became of asking Graph; `all` lists what is otherwise folded.
pub(super) fn sweep(
    texts: &Texts,
    pack: &Pack,
    facts: &FactBase,
    sweep: &Sweep,
    report: Option<&Report>,
    all: bool,
    width: usize,
) -> Vec<String> {
    let mut told = Told { texts, pack, facts, sweep, report, all, page: Page::new(width) };
    told.summary();
    for finding in sweep.that_are(Status::Confirmed) {
        told.confirmed(finding);
    }
    told.possible();
    told.ruled_out();
    told.not_checked();
    told.page.into_lines()
}

struct Told<'a> {
    texts: &'a Texts,
    pack: &'a Pack,
    facts: &'a FactBase,
    sweep: &'a Sweep,
    report: Option<&'a Report>,
    all: bool,
    page: Page,
}

impl<'a> Told<'a> {
    fn say(&mut self, text: Text, values: &[(&str, &str)]) {
        self.page.text(&self.texts.fill(text, values));
    }

    fn named(&self, cause: CauseId) -> String {
        let cause = self.pack.cause(cause);
        format!("{} ({})", cause.title, cause.name)
    }

    fn count(&self, status: Status) -> String {
        self.sweep.that_are(status).count().to_string()
    }

    /// What is known, and how many causes stand how.
    fn summary(&mut self) {
        let pack = self.pack;
        let given: Vec<FactId> = self.facts.spoken_of().collect();
        match given.len() {
            0 => self.say(say::ON_NOTHING, &[]),
            1 => self.say(say::ON_ONE, &[]),
            count => self.say(say::ON_WHAT, &[("count", &count.to_string())]),
        }
        let is_told = |fact: &FactId| {
            let by_graph = |answer: &Answer| matches!(answer.by, By::Probe { .. });
            self.facts.answers(*fact).first().is_some_and(by_graph)
        };
        let (told, said): (Vec<FactId>, Vec<FactId>) = given.into_iter().partition(is_told);
        // What Graph told stands as evidence where it matters, and is much.
        let listed = if self.all { [said, told.clone()].concat() } else { said };
        for fact in listed {
            let known = self.facts.suspect(pack, fact);
            let value = words::value(self.texts, pack, fact, &known);
            let label = &pack.fact(fact).label;
            let values = [("fact", label.as_str()), ("value", &value)];
            let text = if known.certainty() == Certainty::Likely { probe::POINTED } else { cli::KNOWN_BY_NOBODY };
            self.page.item("  - ", &self.texts.fill(text, &values));
        }
        if !told.is_empty() && !self.all {
            self.page.item("  - ", &self.texts.fill(say::TOLD, &[("count", &told.len().to_string())]));
        }
        self.page.gap();
        let counts =
            [Status::Confirmed, Status::Possible, Status::RuledOut, Status::Open].map(|status| self.count(status));
        let [confirmed, possible, ruled_out, open] = &counts;
        let all = self.sweep.findings.len().to_string();
        self.say(
            say::SUMMARY,
            &[
                ("confirmed", confirmed),
                ("possible", possible),
                ("ruled_out", ruled_out),
                ("open", open),
                ("all", &all),
            ],
        );
        self.say(say::OPEN_MEANS, &[]);
    }

    fn confirmed(&mut self, finding: &Finding) {
        let pack = self.pack;
        let cause = pack.cause(finding.cause);
        let sheet = Sheet { texts: self.texts, pack, filler: self.facts.filler(pack) };
        self.page.gap();
        let named = self.named(finding.cause);
        self.say(say::CONFIRMED, &[("cause", &named)]);
        if finding.is_observed {
            self.say(say::OBSERVED_FROM, &[("symptom", &pack.tree(finding.symptom).title)]);
        } else if cause.fault != Fault::No {
            self.say(say::UNREPORTED, &[]);
        }
        self.say(say::BECAUSE, &[]);
        for entry in &finding.evidence {
            self.page.item("  - ", &self.known(entry));
        }
        sheet.reasons(&mut self.page, finding.cause);
        sheet.gates(&mut self.page, finding.cause);
        sheet.fix(&mut self.page, finding.cause, |_| false);
        sheet.verification(&mut self.page, finding.cause);
        sheet.escalation(&mut self.page, cause);
        sheet.sources(&mut self.page, &cause.sources);
    }

    fn known(&self, entry: &TrailEntry) -> String {
        let value = words::value(self.texts, self.pack, entry.fact, &entry.known);
        let by = self.provenance(&entry.known);
        let label = &self.pack.fact(entry.fact).label;
        self.texts.fill(engine::WHY_BECAUSE, &[("fact", label), ("value", &value), ("by", &by)])
    }

    /// Who said so; of an answer of Graph what it takes to find it again.
    fn provenance(&self, known: &Known) -> String {
        let Known::Answered(Answer { by: By::Probe { request, certain, reply }, at, .. }, _) = known else {
            return words::provenance(self.texts, self.pack, known);
        };
        let text = if *certain { probe::BY_REQUEST } else { probe::BY_REQUEST_LIKELY };
        let by = self.texts.fill(text, &[("request", request), ("time", &moment_of(*at))]);
        match reply.as_ref().and_then(|reply| reply.request_id.as_deref()) {
            Some(id) => self.texts.fill(probe::BY_REQUEST_ID, &[("by", &by), ("id", id)]),
            None => by,
        }
    }

    /// The possible causes under the question that would settle each, the likeliest first.
    fn possible(&mut self) {
        let mut groups: Vec<(Option<Settling>, Vec<&'a Finding>)> = Vec::new();
        for finding in self.sweep.that_are(Status::Possible) {
            match groups.iter_mut().find(|(settling, _)| *settling == finding.settled_by) {
                Some((_, group)) => group.push(finding),
                None => groups.push((finding.settled_by, vec![finding])),
            }
        }
        if groups.is_empty() {
            return;
        }
        self.page.gap();
        match self.sweep.that_are(Status::Possible).count() {
            1 => self.say(say::POSSIBLE_ONE, &[]),
            count => self.say(say::POSSIBLE, &[("count", &count.to_string())]),
        }
        for (number, (settling, group)) in (1..).zip(groups) {
            self.page.gap();
            self.question(number, settling);
            let listed = if self.all { group.len() } else { LISTED };
            for finding in group.iter().take(listed) {
                self.candidate(finding);
            }
            if group.len() > listed {
                let more = (group.len() - listed).to_string();
                self.page.item("      - ", &self.texts.fill(say::MORE, &[("count", &more)]));
            }
        }
    }

    /// One question, how to find out, and how to answer.
    fn question(&mut self, number: usize, settling: Option<Settling>) {
        let (texts, pack, filler) = (self.texts, self.pack, self.facts.filler(self.pack));
        let lead = format!("{number:>2}. ");
        match settling {
            Some(Settling::Fact(id)) => {
                let fact = pack.fact(id);
                let question = filler.text(fact.question.as_ref().unwrap_or(&fact.label));
                let minutes = duration(texts, fact.minutes);
                self.page.item(&lead, &texts.fill(say::ASK, &[("question", &question), ("minutes", &minutes)]));
                if let Some(help) = &fact.help {
                    self.page.item("    ", &texts.fill(plain::HOW_TO_FIND_OUT, &[("help", &filler.text(help))]));
                }
                self.page.item("    ", &self.how_to_answer(fact));
            }
            Some(Settling::Symptom(tree)) => {
                let tree = pack.tree(tree);
                self.page.item(&lead, &texts.fill(say::ASK_SYMPTOM, &[("symptom", &tree.title)]));
                let words = |(fact, value): &(FactId, _)| format!("`--set {}={value}`", pack.fact(*fact).name);
                let words: Vec<String> = tree.given.iter().map(words).collect();
                if !words.is_empty() {
                    self.page.item("    ", &texts.fill(say::ANSWER, &[("words", &words.join(" "))]));
                }
            }
            None => self.page.item(&lead, texts.say(say::ASK_NOTHING)),
        }
    }

    fn how_to_answer(&self, fact: &Fact) -> String {
        let yes_or_no = [true, false].map(|truth| Value::Bool(truth).to_string());
        let values: Vec<&str> = match fact.kind {
            FactKind::Bool => yes_or_no.iter().map(String::as_str).collect(),
            _ => fact.choices.iter().map(|choice| choice.value.as_str()).collect(),
        };
        let text = match values.len() {
            0 => say::ANSWER_FREELY,
            count if count <= LISTED_VALUES => say::ANSWER_ONE_OF,
            _ => say::ANSWER_LISTED,
        };
        self.texts.fill(text, &[("fact", &fact.name), ("values", &values.join(", "))])
    }

    /// A possible cause; what points to it is said where no symptom does.
    fn candidate(&mut self, finding: &Finding) {
        let named = self.named(finding.cause);
        if finding.is_observed {
            let share = (finding.share * 100.0).round();
            let share = if share < 1.0 { self.texts.say(plain::UNDER_ONE).to_owned() } else { format!("{share}") };
            let share = self.texts.fill(say::SHARE, &[("share", &share)]);
            return self.page.item(&format!("    {share:>5}  "), &named);
        }
        self.page.item("      - ", &named);
        let evidence: Vec<String> = finding.evidence.iter().map(|entry| self.known(entry)).collect();
        self.page.item("        ", &self.texts.fill(say::POINTED, &[("evidence", &evidence.join("; "))]));
    }

    fn ruled_out(&mut self) {
        let out: Vec<&'a Finding> = self.sweep.that_are(Status::RuledOut).collect();
        if out.is_empty() {
            return;
        }
        self.page.gap();
        if !self.all {
            return self.say(say::RULED_OUT, &[("count", &out.len().to_string())]);
        }
        self.say(say::RULED_OUT_ALL, &[]);
        for finding in out {
            let reasons: Vec<String> = finding.evidence.iter().map(|entry| self.known(entry)).collect();
            let because = self.texts.fill(say::POINTED, &[("evidence", &reasons.join("; "))]);
            self.page.item("  - ", &self.named(finding.cause));
            self.page.item("    ", &because);
        }
    }

    /// What could not be checked, and why.
    fn not_checked(&mut self) {
        self.page.gap();
        let (one, many) = match self.report {
            Some(report) => {
                super::not_checked::write(&mut self.page, self.texts, self.pack, report, self.all);
                (probe::REST_ONE, probe::REST)
            }
            None => (say::NOT_CHECKED_ONE, say::NOT_CHECKED),
        };
        let asked =
            |fact: &&FactId| self.report.is_some_and(|report| report.not_checked.iter().any(|not| not.fact == **fact));
        let wanted: Vec<FactId> = self.sweep.wanted.iter().filter(|fact| !asked(fact)).copied().collect();
        match wanted.len() {
            0 => return,
            1 => self.say(one, &[]),
            count => self.say(many, &[("count", &count.to_string())]),
        }
        for fact in wanted.into_iter().filter(|_| self.all) {
            let text = match self.facts.know(self.pack, fact) {
                Known::NotSure => say::UNSURE,
                _ => say::UNANSWERED,
            };
            let fact = self.pack.fact(fact);
            self.page.item("  - ", &self.texts.fill(text, &[("fact", &fact.label), ("id", &fact.name)]));
        }
        self.say(if self.all { say::GIVE_MORE } else { say::NOT_CHECKED_MORE }, &[]);
        if self.sweep.observed.is_empty() {
            self.say(say::START, &[]);
        }
    }
}
