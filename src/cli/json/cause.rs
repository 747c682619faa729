//! A cause, as a script reads it.

use serde::Serialize;

use crate::diagnosis::Filler;
use crate::knowledge::{CauseId, Command, Escalation, FixStep, Pack, Shell, Source, Verify};

/// A cause with everything that may be shown of it.
#[derive(Serialize)]
pub struct CauseShape<'a> {
    pub id: &'a str,
    pub title: &'a str,
    /// Missing where no walk led to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confirmed: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assuming: Option<Vec<String>>,
    /// Null as long as a gate stands before it.
    pub fix: Option<Vec<StepShape<'a>>>,
    #[serde(flatten)]
    pub rest: Option<Rest<'a>>,
}

/// What stands around the steps of a fix.
#[derive(Serialize)]
pub struct Rest<'a> {
    pub credential: bool,
    pub gates: Vec<&'a str>,
    pub changes: Vec<&'a str>,
    pub who: String,
    pub minutes: f64,
    pub why: String,
    pub changed: Option<String>,
    pub tell_user: Option<String>,
    pub verify: VerifyShape,
    pub escalate: EscalationShape,
    pub seeds: &'a [String],
    pub sources: Vec<SourceShape<'a>>,
}

#[derive(Serialize)]
pub struct StepShape<'a> {
    pub id: &'a str,
    #[serde(rename = "do")]
    pub action: String,
    #[serde(rename = "where")]
    pub place: Option<String>,
    pub link: Option<String>,
    pub danger: Option<String>,
    pub commands: Vec<CommandShape>,
}

#[derive(Serialize)]
pub struct CommandShape {
    pub shell: &'static str,
    /// Null where a known value cannot be put into a command safely.
    pub command: Option<String>,
    /// What is still to be filled in.
    pub blanks: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refused: Option<String>,
}

#[derive(Serialize)]
pub struct VerifyShape {
    pub question: String,
    /// In minutes.
    pub after: f64,
}

#[derive(Serialize)]
pub struct EscalationShape {
    pub to: String,
    pub with: Vec<String>,
}

#[derive(Serialize)]
pub struct SourceShape<'a> {
    pub url: &'a str,
    pub verified: &'a str,
}

impl<'a> CauseShape<'a> {
    /// The name of a cause whose fix must not be shown.
    pub fn guarded(pack: &'a Pack, id: CauseId, confirmed: bool) -> Self {
        let cause = pack.cause(id);
        Self { id: &cause.name, title: &cause.title, confirmed: Some(confirmed), assuming: None, fix: None, rest: None }
    }

    /// A cause with its fix, filled in with what is known.
    pub fn whole(pack: &'a Pack, id: CauseId, filler: &Filler<'_>) -> Self {
        let cause = pack.cause(id);
        let text = |template: &String| filler.text(template);
        let names =
            |facts: &[crate::knowledge::FactId]| facts.iter().map(|fact| pack.fact(*fact).name.as_str()).collect();
        Self {
            id: &cause.name,
            title: &cause.title,
            confirmed: None,
            assuming: None,
            fix: Some(cause.fix.steps.iter().map(|step| StepShape::of(step, filler)).collect()),
            rest: Some(Rest {
                credential: cause.fix.credential,
                gates: names(&cause.fix.gates),
                changes: names(&cause.fix.changes),
                who: text(&cause.fix.who),
                minutes: cause.fix.minutes,
                why: text(&cause.why),
                changed: cause.changed.as_ref().map(text),
                tell_user: cause.tell_user.as_ref().map(text),
                verify: VerifyShape::of(&cause.verify, filler),
                escalate: EscalationShape::of(&cause.escalate, filler),
                seeds: &cause.seeds,
                sources: sources(&cause.sources),
            }),
        }
    }
}

impl<'a> StepShape<'a> {
    fn of(step: &'a FixStep, filler: &Filler<'_>) -> Self {
        let text = |template: &String| filler.text(template);
        Self {
            id: &step.name,
            action: text(&step.action),
            place: step.place.as_ref().map(text),
            link: step.link.as_ref().map(text),
            danger: step.danger.as_ref().map(text),
            commands: step.commands.iter().map(|command| CommandShape::of(command, filler)).collect(),
        }
    }
}

impl CommandShape {
    fn of(command: &Command, filler: &Filler<'_>) -> Self {
        let shell = match command.shell {
            Shell::PowerShell => "powershell",
            Shell::Az => "az",
            Shell::Graph => "graph",
            Shell::Ad => "ad",
        };
        match filler.command(command.shell, &command.template) {
            Ok(filled) => Self { shell, command: Some(filled.text), blanks: filled.blanks, refused: None },
            Err(refused) => Self { shell, command: None, blanks: Vec::new(), refused: Some(refused.to_string()) },
        }
    }
}

impl VerifyShape {
    fn of(verify: &Verify, filler: &Filler<'_>) -> Self {
        Self { question: filler.text(&verify.question), after: verify.after }
    }
}

impl EscalationShape {
    pub fn of(escalation: &Escalation, filler: &Filler<'_>) -> Self {
        let with = escalation.with.iter().map(|thing| filler.text(thing)).collect();
        Self { to: filler.text(&escalation.to), with }
    }
}

/// Where something is documented.
pub fn sources(sources: &[Source]) -> Vec<SourceShape<'_>> {
    sources.iter().map(|source| SourceShape { url: &source.url, verified: &source.verified }).collect()
}
