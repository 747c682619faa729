//! What there is to know about one thing, for a person.

use super::{Subject, citing, symptoms_of};
use crate::diagnosis::{Filler, words};
use crate::knowledge::{
    CauseId, CodeId, Fact, FactId, FactKind, Leaf, NodeKind, Pack, Request, Seed, Source, Table, TableContent, Tree,
    Value,
};
use crate::plain::{Page, Sheet, duration};
use crate::texts::{Text, Texts, cli as say, plain};

/// The text about a subject.
pub(super) fn page(texts: &Texts, pack: &Pack, subject: &Subject<'_>, width: usize) -> Vec<String> {
    let mut about = About { texts, pack, page: Page::new(width) };
    match subject {
        Subject::Code(code) => about.code(*code),
        Subject::Fact(fact) => about.fact(*fact),
        Subject::Cause(cause) => about.cause(*cause),
        Subject::Symptom(tree) => about.symptom(pack.tree(*tree)),
        Subject::Seed(seed) => about.seed(seed),
        Subject::Table(table) => about.table(pack.table(*table)),
        Subject::Request(request) => about.request(pack.request(*request)),
    }
    about.page.into_lines()
}

struct About<'a> {
    texts: &'a Texts,
    pack: &'a Pack,
    page: Page,
}

impl<'a> About<'a> {
    fn sheet(&self) -> Sheet<'a> {
        Sheet { texts: self.texts, pack: self.pack, filler: Filler::blank(self.pack) }
    }

    fn say(&mut self, text: Text, values: &[(&str, &str)]) {
        self.page.text(&self.texts.fill(text, values));
    }

    fn list(&mut self, heading: Text, items: impl IntoIterator<Item = String>) {
        let mut items = items.into_iter().peekable();
        if items.peek().is_some() {
            self.page.gap();
            self.say(heading, &[]);
            for item in items {
                self.page.item("  - ", &item);
            }
        }
    }

    fn sources(&mut self, sources: &[Source]) {
        let sheet = self.sheet();
        sheet.sources(&mut self.page, sources);
    }

    fn seeds(&mut self, seeds: &[String]) {
        if !seeds.is_empty() {
            self.page.gap();
            self.say(say::STATEMENTS, &[("seeds", &seeds.join(", "))]);
        }
    }

    fn known(&self, fact: FactId, value: &Value) -> String {
        let label = words::label(self.pack, fact, value);
        let fact = self.pack.fact(fact);
        format!("{}: {label} ({}={value})", fact.label, fact.name)
    }

    fn code(&mut self, code: CodeId) {
        let code = self.pack.code(code);
        self.say(say::EXPLAIN_CODE, &[("id", &code.name)]);
        self.page.text(&code.title);
        self.page.gap();
        self.page.text(&code.meaning);
        if !code.aliases.is_empty() {
            self.say(say::ALSO_WRITTEN, &[("names", &code.aliases.join(", "))]);
        }
        let proved: Vec<String> = code.sets.iter().map(|(fact, value)| self.known(*fact, value)).collect();
        self.list(say::PROVES, proved);
        let tree = self.pack.tree(code.leads);
        self.page.gap();
        self.say(say::LEADS, &[("title", &tree.title), ("id", &tree.name)]);
        self.sources(&code.sources);
    }

    fn fact(&mut self, id: FactId) {
        let fact = self.pack.fact(id);
        let kind = self.texts.say(kind(fact.kind));
        self.say(say::EXPLAIN_FACT, &[("id", &fact.name), ("kind", kind)]);
        self.page.text(&fact.label);
        self.page.gap();
        match &fact.question {
            Some(question) => {
                self.say(say::QUESTION, &[("question", question)]);
                let minutes = duration(self.texts, fact.minutes);
                self.say(say::COSTS, &[("minutes", &minutes)]);
            }
            None => self.say(say::NEVER_ASKED, &[]),
        }
        if let Some(help) = &fact.help {
            self.say(plain::HOW_TO_FIND_OUT, &[("help", help)]);
        }
        let inputs = inputs(self.pack, fact);
        if !inputs.is_empty() {
            self.say(say::DERIVED, &[("facts", &inputs.join(", "))]);
        }
        if let Some(gate) = &fact.gate {
            self.page.gap();
            self.say(say::GATE, &[("refuse", &gate.refuse), ("to", &gate.to)]);
        }
        let answer = |(key, label): (String, String)| format!("{key}: {label}");
        let answers: Vec<String> = answers(fact).into_iter().map(answer).collect();
        self.list(say::ANSWERS, answers);
        self.sources(&fact.sources);
    }

    fn cause(&mut self, id: CauseId) {
        let (cause, sheet) = (self.pack.cause(id), self.sheet());
        self.say(say::EXPLAIN_CAUSE, &[("id", &cause.name)]);
        self.page.text(&cause.title);
        sheet.reasons(&mut self.page, id);
        sheet.gates(&mut self.page, id);
        sheet.fix(&mut self.page, id, |_| false);
        sheet.verification(&mut self.page, id);
        sheet.escalation(&mut self.page, cause);
        let symptoms = symptoms_of(self.pack, id);
        if !symptoms.is_empty() {
            self.page.gap();
            self.say(say::FOUND_IN, &[("symptoms", &symptoms.join(", "))]);
        }
        self.seeds(&cause.seeds);
        self.sources(&cause.sources);
    }

    fn symptom(&mut self, tree: &Tree) {
        self.say(say::EXPLAIN_SYMPTOM, &[("id", &tree.name)]);
        self.page.text(&tree.title);
        self.list(say::PHRASES, tree.phrases.iter().cloned());
        let given: Vec<String> = tree.given.iter().map(|(fact, value)| self.known(*fact, value)).collect();
        self.list(say::OPENING_SAYS, given);
        if let Some(NodeKind::Ask { fact, .. }) = tree.nodes.get(tree.start.index()).map(|node| &node.kind) {
            let fact = self.pack.fact(*fact);
            self.page.gap();
            self.say(say::ASKS_FIRST, &[("question", fact.question.as_ref().unwrap_or(&fact.label))]);
        }
        self.page.gap();
        self.say(say::LEADS_TO, &[]);
        for (leaf, weight) in &tree.likelihood {
            let line = match leaf {
                Leaf::Cause(cause) => {
                    let cause = self.pack.cause(*cause);
                    format!("{} ({})", cause.title, cause.name)
                }
                Leaf::Goto(next) => {
                    let next = self.pack.tree(*next);
                    self.texts.fill(say::GOES_ON, &[("title", &next.title), ("id", &next.name)])
                }
            };
            self.page.item(&format!("  {weight:>3}  "), &line);
        }
        self.page.gap();
        let filler = Filler::blank(self.pack);
        self.say(say::ESCALATES, &[("to", &filler.text(&tree.escalate.to))]);
        self.sheet().packet(&mut self.page, &tree.escalate);
        self.seeds(&tree.seeds);
        self.sources(&tree.sources);
    }

    fn seed(&mut self, seed: &Seed) {
        self.say(say::EXPLAIN_SEED, &[("id", &seed.name), ("verdict", &seed.verdict)]);
        self.page.text(&seed.text);
        self.page.gap();
        self.say(say::TODAY, &[("today", &seed.today)]);
        let citing = citing(self.pack, &seed.name);
        if !citing.is_empty() {
            self.page.gap();
            self.say(say::CITED_BY, &[("names", &citing.join(", "))]);
        }
        self.sources(&seed.sources);
    }

    fn table(&mut self, table: &Table) {
        self.say(say::EXPLAIN_TABLE, &[("id", &table.name)]);
        self.page.gap();
        let joined = |members: &std::collections::BTreeSet<String>| {
            if members.is_empty() { "-".to_owned() } else { members.iter().cloned().collect::<Vec<_>>().join(", ") }
        };
        match &table.content {
            TableContent::Entries(entries) => {
                for (key, label, _) in entries {
                    self.page.item("  - ", &format!("{key}: {label}"));
                }
            }
            TableContent::Rows { rows, otherwise } => {
                for (key, members) in rows {
                    self.page.item("  - ", &format!("{key}: {}", joined(members)));
                }
                let rest = self.texts.fill(say::OTHERWISE, &[("members", &joined(otherwise))]);
                self.page.item("  - ", &rest);
            }
            TableContent::Members(members) => {
                for member in members {
                    self.page.item("  - ", member);
                }
            }
        }
        self.sources(&table.sources);
    }

    fn request(&mut self, request: &Request) {
        self.say(say::EXPLAIN_REQUEST, &[("id", &request.name)]);
        self.page.verbatim("  ", &format!("GET /{}{}", request.version, request.path));
        let application = request.needs.application.as_deref().unwrap_or_default();
        let none = self.texts.say(say::NO_PERMISSION);
        let list =
            |permissions: &[String]| if permissions.is_empty() { none.to_owned() } else { permissions.join(" + ") };
        let permission = [("delegated", list(&request.needs.delegated)), ("application", list(application))];
        self.say(say::PERMISSION, &permission.each_ref().map(|(key, value)| (*key, value.as_str())));
        if let Some(role) = request.needs.roles.first() {
            let mut tables = self.pack.parts().tables.iter();
            let label = tables.find_map(|table| table.label_of(role)).unwrap_or(role);
            self.say(say::ROLE, &[("role", label)]);
        }
        self.sources(&request.sources);
    }
}

/// The answers a person can pick, as they are spelled on a command line and as they read.
pub(super) fn answers(fact: &Fact) -> Vec<(String, String)> {
    let empty = Value::set::<_, String>([]);
    let choices = fact.choices.iter().map(|choice| (choice.value.clone(), choice.label.clone()));
    match fact.kind {
        FactKind::Bool => {
            [true, false].map(Value::Bool).iter().map(|value| (value.to_string(), fact.label_of(value))).collect()
        }
        FactKind::Choice => choices.collect(),
        FactKind::Set => std::iter::once((empty.to_string(), fact.label_of(&empty))).chain(choices).collect(),
        FactKind::Number | FactKind::Text | FactKind::Time => Vec::new(),
    }
}

/// The names of the facts that a derived fact follows from.
pub(super) fn inputs<'a>(pack: &'a Pack, fact: &Fact) -> Vec<&'a str> {
    let mut names: Vec<&str> = Vec::new();
    for input in fact.derive.iter().flat_map(crate::knowledge::Expression::facts) {
        let name = pack.fact(input).name.as_str();
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn kind(kind: FactKind) -> Text {
    match kind {
        FactKind::Bool => say::KIND_BOOL,
        FactKind::Choice => say::KIND_CHOICE,
        FactKind::Set => say::KIND_SET,
        FactKind::Number => say::KIND_NUMBER,
        FactKind::Text => say::KIND_TEXT,
        FactKind::Time => say::KIND_TIME,
    }
}
