//! Where a walk stands, as a script reads it.

use serde::Serialize;
use serde_json::Value as Json;

use super::cause::EscalationShape;
use super::{CauseShape, VERSION, value};
use crate::diagnosis::{By, Known, Question, Step, Verdict, Walk, words};
use crate::knowledge::{CauseId, Fact, FactKind, Pack, Value};
use crate::texts::Texts;

/// One step of a walk.
#[derive(Serialize)]
pub struct StepShape<'a> {
    version: u32,
    symptom: &'a str,
    state: State,
    question: Option<QuestionShape<'a>>,
    cause: Option<CauseShape<'a>>,
    /// The gate that does not hold, when that is why somebody else takes over.
    #[serde(skip_serializing_if = "Option::is_none")]
    gate: Option<&'a str>,
    /// The words to say then.
    #[serde(skip_serializing_if = "Option::is_none")]
    say: Option<&'a str>,
    /// Who takes over, when somebody has to.
    #[serde(skip_serializing_if = "Option::is_none")]
    escalate: Option<EscalationShape>,
    trail: Vec<TrailShape<'a>>,
    live: Vec<LiveShape<'a>>,
}

#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "lowercase")]
enum State {
    Question,
    Cause,
    Escalate,
    Fixed,
}

#[derive(Serialize)]
struct QuestionShape<'a> {
    fact: &'a str,
    text: String,
    gate: bool,
    kind: Kind,
    suggested: Option<Json>,
    help: Option<String>,
    note: Option<String>,
    answers: Vec<AnswerShape>,
}

/// How many answers a question takes, or what is typed.
#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    One,
    Many,
    Text,
    Number,
    Time,
}

#[derive(Serialize)]
struct AnswerShape {
    value: Json,
    label: String,
}

#[derive(Serialize)]
struct TrailShape<'a> {
    fact: &'a str,
    /// Null is "not sure".
    value: Option<Json>,
    by: &'static str,
}

#[derive(Serialize)]
struct LiveShape<'a> {
    cause: &'a str,
    weight: f64,
}

impl<'a> StepShape<'a> {
    /// The step a walk stands at.
    pub fn of(walk: &'a Walk, texts: &Texts) -> Self {
        let pack: &'a Pack = walk.pack();
        let mut shape = Self {
            version: VERSION,
            symptom: &pack.tree(walk.tree()).name,
            state: State::Question,
            question: None,
            cause: None,
            gate: None,
            say: None,
            escalate: None,
            trail: trail(walk, pack),
            live: walk
                .live()
                .causes
                .iter()
                .map(|(cause, weight)| LiveShape { cause: &pack.cause(*cause).name, weight: *weight })
                .collect(),
        };
        shape.stand_at(walk, pack, texts);
        shape
    }

    fn stand_at(&mut self, walk: &Walk, pack: &'a Pack, texts: &Texts) {
        match walk.step() {
            Step::Question(question) => {
                self.question = Some(QuestionShape::of(question, walk, pack));
                self.cause = question.gate.as_ref().map(|verdict| guarded(pack, verdict));
            }
            Step::Cause(verdict) => {
                self.state = State::Cause;
                let assuming = |assumption| words::assumption(texts, pack, assumption);
                self.cause = Some(CauseShape {
                    confirmed: Some(verdict.is_confirmed()),
                    assuming: Some(verdict.assuming.iter().map(assuming).collect()),
                    ..CauseShape::whole(pack, verdict.cause, &walk.filler())
                });
            }
            Step::Refused { verdict, gate } => {
                self.state = State::Escalate;
                self.cause = Some(guarded(pack, verdict));
                let fact = pack.fact(*gate);
                self.gate = Some(&fact.name);
                self.say = fact.gate.as_ref().map(|gate| gate.refuse.as_str());
                let to = fact.gate.as_ref().map(|gate| gate.to.clone());
                self.escalate = to.map(|to| EscalationShape { to, with: Vec::new() });
            }
            Step::Escalate { after } => {
                self.state = State::Escalate;
                self.escalate = Some(escalation(walk, pack, *after));
            }
            Step::Fixed { cause } => {
                self.state = State::Fixed;
                self.cause = Some(CauseShape::whole(pack, *cause, &walk.filler()));
            }
        }
    }
}

fn guarded<'a>(pack: &'a Pack, verdict: &Verdict) -> CauseShape<'a> {
    CauseShape::guarded(pack, verdict.cause, verdict.is_confirmed())
}

fn escalation(walk: &Walk, pack: &Pack, after: Option<CauseId>) -> EscalationShape {
    let escalation = after.map_or(&pack.tree(walk.tree()).escalate, |cause| &pack.cause(cause).escalate);
    EscalationShape::of(escalation, &walk.filler())
}

impl<'a> QuestionShape<'a> {
    fn of(question: &Question, walk: &Walk, pack: &'a Pack) -> Self {
        let (fact, filler) = (pack.fact(question.fact), walk.filler());
        let note = pack.tree(question.tree).node(question.node).note.as_ref();
        Self {
            fact: &fact.name,
            text: filler.text(fact.question.as_ref().unwrap_or(&fact.label)),
            gate: question.gate.is_some(),
            kind: match fact.kind {
                FactKind::Bool | FactKind::Choice => Kind::One,
                FactKind::Set => Kind::Many,
                FactKind::Number => Kind::Number,
                FactKind::Text => Kind::Text,
                FactKind::Time => Kind::Time,
            },
            suggested: question.suggested.as_ref().map(value),
            help: fact.help.as_ref().map(|help| filler.text(help)),
            note: note.filter(|_| question.gate.is_none()).map(|note| filler.text(note)),
            answers: answers(fact),
        }
    }
}

/// The answers to pick from. A bool's values are true and false; `none` stands for the empty set.
fn answers(fact: &Fact) -> Vec<AnswerShape> {
    let choices = fact
        .choices
        .iter()
        .map(|choice| AnswerShape { value: Json::from(choice.value.as_str()), label: choice.label.clone() });
    match fact.kind {
        FactKind::Bool => [true, false]
            .map(|truth| AnswerShape { value: Json::Bool(truth), label: fact.label_of(&Value::Bool(truth)) })
            .into_iter()
            .collect(),
        FactKind::Choice => choices.collect(),
        FactKind::Set => {
            let empty = Value::set::<_, String>([]);
            let none = AnswerShape { value: Json::from(empty.to_string()), label: fact.label_of(&empty) };
            std::iter::once(none).chain(choices).collect()
        }
        FactKind::Number | FactKind::Text | FactKind::Time => Vec::new(),
    }
}

fn trail<'a>(walk: &Walk, pack: &'a Pack) -> Vec<TrailShape<'a>> {
    let entry = |entry: crate::diagnosis::TrailEntry| TrailShape {
        fact: &pack.fact(entry.fact).name,
        value: entry.known.value().map(value),
        by: by(&entry.known),
    };
    walk.trail().into_iter().map(entry).collect()
}

/// Who or what said what is known, in a word.
pub fn by(known: &Known) -> &'static str {
    match known {
        Known::Answered(answer, _) => match &answer.by {
            By::Person => "person",
            By::Probe { .. } => "probe",
            By::Code { .. } => "code",
            By::Symptom { .. } => "symptom",
        },
        Known::Derived(..) => "derivation",
        Known::NotSure => "person",
        Known::Unknowable | Known::Open(_) => "nobody",
    }
}
