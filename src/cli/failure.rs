//! Why a command could not do what it was asked.

use std::io::{self, Write};

use super::Exit;
use crate::search::closest;
use crate::texts::{Text, Texts, cli as say};

/// The most names suggested for a mistyped one.
const SUGGESTED: usize = 3;

/// Why a command stopped.
#[derive(Debug)]
pub(super) enum Failure {
    /// The command line, or a file it names, makes no sense: what is wrong, and what to do about it.
    Usage { message: String, hint: Option<String> },
    /// The tenant could not be reached, or refused: what happened, and what to do about it.
    Tenant { message: String, details: Vec<String>, hint: Option<String> },
    /// The result could not be written, or what was asked could not be read.
    Io(io::Error),
}

impl Failure {
    /// What is wrong and what to do about it.
    pub fn usage(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Usage { message: message.into(), hint: Some(hint.into()) }
    }

    /// Why the tenant gave no answer, and what to do about it.
    pub fn tenant(message: impl Into<String>, hint: Option<String>) -> Self {
        Self::Tenant { message: message.into(), details: Vec::new(), hint }
    }

    /// Why the sign-in service gave no token: what support needs to know, and what to do about it.
    pub fn refused(message: impl Into<String>, details: Vec<String>, hint: impl Into<String>) -> Self {
        Self::Tenant { message: message.into(), details, hint: Some(hint.into()) }
    }

    /// How the program ends after it.
    pub fn exit(&self) -> Exit {
        match self {
            Self::Usage { .. } | Self::Io(_) => Exit::Usage,
            Self::Tenant { .. } => Exit::Tenant,
        }
    }

    /// Says that a name is not known: with the names closest to it, or else with another hint.
    pub fn unknown<'a>(
        texts: &Texts,
        message: Text,
        name: &str,
        known: impl IntoIterator<Item = &'a str>,
        otherwise: Text,
    ) -> Self {
        let hint = did_you_mean(texts, &closest(name, known, SUGGESTED));
        let hint = hint.unwrap_or_else(|| texts.say(otherwise).to_owned());
        Self::usage(texts.fill(message, &[("name", name)]), hint)
    }

    /// Whether nobody reads the result any more; that is no failure.
    pub fn is_broken_pipe(&self) -> bool {
        matches!(self, Self::Io(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }

    /// All of it on one line, for a face that has no room for more.
    pub fn sentence(&self, texts: &Texts) -> String {
        match self {
            Self::Usage { message, hint } | Self::Tenant { message, hint, .. } => {
                let hint = hint.as_ref().map_or_else(String::new, |hint| format!(" {hint}"));
                format!("{message}{hint}")
            }
            Self::Io(error) => texts.fill(say::IO, &[("cause", &error.to_string())]),
        }
    }

    /// Writes it for a person. A terminal that cannot be written to has nobody to tell.
    pub fn report(&self, texts: &Texts, err: &mut dyn Write) {
        let (message, hint) = match self {
            Self::Usage { message, hint } | Self::Tenant { message, hint, .. } => (message.clone(), hint.as_ref()),
            Self::Io(error) => (texts.fill(say::IO, &[("cause", &error.to_string())]), None),
        };
        let printable = |text: &str| text.chars().filter(|c| !c.is_control()).collect::<String>();
        let _ = writeln!(err, "{}", texts.fill(say::ERROR, &[("message", &printable(&message))]));
        if let Self::Tenant { details, .. } = self {
            for detail in details {
                let _ = writeln!(err, "  {}", printable(detail));
            }
        }
        if let Some(hint) = hint {
            let _ = writeln!(err, "\n{}", texts.fill(say::HINT, &[("hint", &printable(hint))]));
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Names to choose from, as a question.
pub(super) fn did_you_mean(texts: &Texts, names: &[&str]) -> Option<String> {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    let (last, before) = quoted.split_last()?;
    let names =
        if before.is_empty() { last.clone() } else { format!("{} {} {last}", before.join(", "), texts.say(say::OR)) };
    Some(texts.fill(say::DID_YOU_MEAN, &[("names", &names)]))
}
