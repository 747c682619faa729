//! How much has to be covered.

use crate::authoring::{Coverage, Measure};
use crate::cli::Failure;
use crate::cli::arguments::{TestArguments, percent};
use crate::texts::{Texts, tree_test as say};

use super::mutation::Mutation;

/// The word for mutation on the command line; the others are those of [`Measure`].
const MUTATION: &str = "mutation";

/// What has to be covered, and how much of it.
pub(super) struct Requirement {
    what: What,
    percent: f64,
}

#[derive(Clone, Copy)]
enum What {
    Covered(Measure),
    Noticed,
}

/// A requirement that is not met.
pub(super) struct Unmet {
    /// What has to be covered, in the word of the command line.
    pub what: &'static str,
    /// How much of it is.
    pub covered: f64,
    /// How much has to be.
    pub required: f64,
}

impl Unmet {
    /// Whether it is about mistakes that have to be noticed.
    pub fn is_about_mutation(&self) -> bool {
        self.what == MUTATION
    }
}

/// Reads what the command line requires.
pub(super) fn read(arguments: &TestArguments, texts: &Texts) -> Result<Vec<Requirement>, Failure> {
    let everywhere = arguments
        .min_coverage
        .into_iter()
        .flat_map(|percent| Measure::ALL.map(|measure| Requirement { what: What::Covered(measure), percent }));
    let mut required: Vec<Requirement> = everywhere.collect();
    for text in &arguments.require {
        let requirement = one(text).ok_or_else(|| {
            let known: Vec<String> = words().map(|word| format!("`{word}`")).collect();
            let hint = texts.fill(say::BAD_REQUIREMENT_HINT, &[("known", &known.join(", "))]);
            Failure::usage(texts.fill(say::BAD_REQUIREMENT, &[("text", text)]), hint)
        })?;
        if matches!(requirement.what, What::Noticed) && !arguments.mutate {
            return Err(Failure::usage(texts.say(say::NEEDS_MUTATE), texts.say(say::NEEDS_MUTATE_HINT)));
        }
        required.push(requirement);
    }
    Ok(required)
}

fn words() -> impl Iterator<Item = &'static str> {
    Measure::ALL.into_iter().map(Measure::key).chain([MUTATION])
}

fn one(text: &str) -> Option<Requirement> {
    let (word, share) = text.split_once('=')?;
    let percent = percent(share.trim()).ok()?;
    let what = match Measure::ALL.into_iter().find(|measure| measure.key() == word.trim()) {
        Some(measure) => What::Covered(measure),
        None if word.trim() == MUTATION => What::Noticed,
        None => return None,
    };
    Some(Requirement { what, percent })
}

/// The requirements that are not met.
pub(super) fn unmet(required: &[Requirement], coverage: &Coverage, mutation: Option<&Mutation>) -> Vec<Unmet> {
    let checked = required.iter().map(|requirement| {
        let (what, covered) = match requirement.what {
            What::Covered(measure) => (measure.key(), coverage.share(measure).percent()),
            What::Noticed => (MUTATION, mutation.map_or(0.0, |mutation| mutation.noticed().percent())),
        };
        Unmet { what, covered, required: requirement.percent }
    });
    checked.filter(|unmet| unmet.covered < unmet.required).collect()
}
