//! The diagnostics of a load, as they are found.

use crate::diagnostic::{Diagnostic, Mend, Place, Severity};

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
        let place = place.into();
        let (help, mend) = if self.suggestions == 0 {
            (None, None)
        } else {
            self.suggestions -= 1;
            let known: Vec<&str> = known.into_iter().collect();
            let new = only_near(word, &known);
            let mend = new.map(|new| Mend::Replace { place: place.clone(), old: word.to_owned(), new: new.to_owned() });
            (hint(word, &known), mend)
        };
        let told = self.error(code, place, message);
        (told.help, told.mend) = (help, mend);
    }

    /// Adds what was found while reading on, behind what was found so far.
    pub fn append(&mut self, later: Self) {
        self.found.extend(later.found);
        self.suggestions = self.suggestions.min(later.suggestions);
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

/// The one known name that is so near that nothing else can be meant.
fn only_near<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    if word.chars().count() < 5 {
        return None;
    }
    let near = |most: usize| {
        let could_be = move |name: &&&str| name.len().abs_diff(word.len()) <= most * 4;
        known.iter().filter(could_be).filter(move |name| strsim::damerau_levenshtein(word, name) <= most)
    };
    let mut nearest = near(2);
    let only = nearest.next()?;
    (nearest.next().is_none() && near(3).count() == 1).then_some(*only)
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
    use super::{hint, only_near};

    #[test]
    fn a_name_is_certain_only_when_no_other_is_near() {
        assert_eq!(only_near("quesiton", &["question", "help"]), Some("question"));
        assert_eq!(only_near("target.role", &["target.roles", "target.rules"]), None);
        assert_eq!(only_near("tset", &["test"]), None);
    }

    #[test]
    fn a_near_name_is_suggested_and_a_far_one_is_not() {
        assert_eq!(hint("quesiton", &["question", "help"]), Some("did you mean `question`?".to_owned()));
        assert_eq!(hint("zzzz", &["question", "help"]), Some("known are `question`, `help`".to_owned()));
        assert_eq!(hint("casue", &["case", "cause"]), Some("did you mean `cause`?".to_owned()));
        assert_eq!(hint("zzzz", &["a"; 17]), None);
    }
}
