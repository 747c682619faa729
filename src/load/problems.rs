//! The diagnostics of a load, as they are found.

use crate::diagnostic::{Diagnostic, Place, Severity};

/// How many times a near name is looked for. A pack in which everything is misspelt needs no more hints, and looking
/// through all names for each of many thousands would take minutes.
const SUGGESTIONS: usize = 400;

/// Collects diagnostics.
#[derive(Debug)]
pub struct Problems {
    found: Vec<Diagnostic>,
    suggestions: usize,
}

impl Default for Problems {
    fn default() -> Self {
        Self { found: Vec::new(), suggestions: SUGGESTIONS }
    }
}

impl Problems {
    /// Adds an error, and hands it out for help to be added.
    pub fn error(
        &mut self,
        code: &'static str,
        place: impl Into<Place>,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.add(Severity::Error, code, place.into(), message.into())
    }

    /// Adds a warning.
    pub fn warning(
        &mut self,
        code: &'static str,
        place: impl Into<Place>,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.add(Severity::Warning, code, place.into(), message.into())
    }

    fn add(&mut self, severity: Severity, code: &'static str, place: Place, message: String) -> &mut Diagnostic {
        let last = self.found.len();
        self.found.push(Diagnostic::new(severity, code, place, message));
        &mut self.found[last]
    }

    /// Adds an error about a name that is not known, with the known name nearest to it or all of a few.
    pub fn unknown<'a>(
        &mut self,
        code: &'static str,
        place: impl Into<Place>,
        message: impl Into<String>,
        word: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) {
        let help = if self.suggestions == 0 {
            None
        } else {
            self.suggestions -= 1;
            hint(word, &known.into_iter().collect::<Vec<_>>())
        };
        self.error(code, place, message).help = help;
    }

    /// Whether there is an error among them.
    pub fn has_errors(&self) -> bool {
        self.found.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// What was found.
    pub fn into_found(self) -> Vec<Diagnostic> {
        self.found
    }
}

/// `did you mean …`, or the whole choice if it is small.
fn hint(word: &str, known: &[&str]) -> Option<String> {
    let allowed = (word.chars().count() / 3).max(1);
    let near = known
        .iter()
        .filter(|name| name.len().abs_diff(word.len()) <= allowed * 4)
        .map(|name| (strsim::damerau_levenshtein(word, name), name.len().abs_diff(word.len()), *name))
        .filter(|(distance, ..)| *distance <= allowed)
        .min();
    match near {
        Some((.., name)) => Some(format!("did you mean `{name}`?")),
        None if known.is_empty() || known.len() > 16 => None,
        None if known.len() == 1 => Some(format!("the only one is `{}`", known[0])),
        None => {
            let names: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
            Some(format!("known are {}", names.join(", ")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::hint;

    #[test]
    fn a_near_name_is_suggested_and_a_far_one_is_not() {
        assert_eq!(hint("quesiton", &["question", "help"]), Some("did you mean `question`?".to_owned()));
        assert_eq!(hint("zzzz", &["question", "help"]), Some("known are `question`, `help`".to_owned()));
        assert_eq!(hint("casue", &["case", "cause"]), Some("did you mean `cause`?".to_owned()));
        assert_eq!(hint("zzzz", &["a"; 17]), None);
    }
}
