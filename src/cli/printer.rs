//! Where commands write: results to one side, talk to the other.

use std::io::{self, Write};

use super::Failure;
use crate::texts::{Text, Texts, cli as say};

/// The two streams, and the language spoken on them.
pub(super) struct Printer<'a> {
    pub out: &'a mut dyn Write,
    pub err: &'a mut dyn Write,
    pub texts: Texts,
}

impl Printer<'_> {
    /// A line of the result.
    pub fn line(&mut self, line: &str) -> Result<(), Failure> {
        writeln!(self.out, "{line}").map_err(Failure::from)
    }

    /// Lines of the result.
    pub fn lines<L: AsRef<str>>(&mut self, lines: impl IntoIterator<Item = L>) -> Result<(), Failure> {
        lines.into_iter().try_for_each(|line| self.line(line.as_ref()))
    }

    /// A result for scripts.
    pub fn json(&mut self, value: &impl serde::Serialize) -> Result<(), Failure> {
        let text = serde_json::to_string_pretty(value).map_err(|error| Failure::Io(error.into()))?;
        self.line(&text)
    }

    /// Something worth knowing that is not the result.
    pub fn note(&mut self, note: &str) -> io::Result<()> {
        let note = self.texts.fill(say::NOTE, &[("note", note)]);
        writeln!(self.err, "{note}")
    }

    /// A sentence with its placeholders filled in.
    pub fn fill(&self, text: Text, values: &[(&str, &str)]) -> String {
        self.texts.fill(text, values)
    }
}
