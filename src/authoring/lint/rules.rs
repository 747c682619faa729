//! The rules, one a file, and what they share.

mod blame_word;
mod case_contradicts;
mod cause_without_case;
mod code_contradicts;
mod colliding_phrases;
mod costly_order;
mod credential_without_gate;
mod dead_answer;
mod dead_else;
mod duplicate_derive;
mod duplicate_phrase;
mod duplicate_source;
mod extra_translation;
mod future_source;
mod goto_circle;
mod hard_text;
mod insecure_link;
mod likelihood_sum;
mod link_form;
mod link_locale;
mod long_question;
mod missing_none;
mod missing_phrases;
mod missing_translation;
mod never_false;
mod never_true;
mod no_help;
mod no_minutes;
mod no_phrases;
mod no_source;
mod not_a_question;
mod old_name;
mod overlapping_checks;
mod placeholder_differs;
mod plaintext_secret;
mod pointless_question;
mod quiet_destruction;
mod remote_code;
mod same_labels;
mod stale_source;
mod stale_translation;
mod uncited_seed;
mod unexamined;
mod unexplained_jargon;
mod untranslated_document;
mod unused_cause;
mod unused_fact;
mod unused_request;
mod unused_table;
mod wide_permission;
mod zero_likelihood;

use super::subject::{Subject, Test};
use crate::diagnostic::{Diagnostic, Severity, Symbol, code_named};

/// One thing to look for.
pub(super) trait Rule: Sync {
    /// The name of its code.
    fn code(&self) -> &'static str;

    /// Says where it occurs.
    fn check(&self, subject: &Subject<'_>, found: &mut Findings);
}

/// Every rule, in the order of the codes.
pub(super) const ALL: &[&dyn Rule] = &[
    &goto_circle::GotoCircle,
    &unused_cause::UnusedCause,
    &unused_fact::UnusedFact,
    &unused_table::UnusedTable,
    &unused_request::UnusedRequest,
    &never_true::NeverTrue,
    &never_false::NeverFalse,
    &dead_answer::DeadAnswer,
    &dead_else::DeadElse,
    &overlapping_checks::OverlappingChecks,
    &pointless_question::PointlessQuestion,
    &duplicate_derive::DuplicateDerive,
    &unexamined::Unexamined,
    &credential_without_gate::CredentialWithoutGate,
    &quiet_destruction::QuietDestruction,
    &wide_permission::WidePermission,
    &plaintext_secret::PlaintextSecret,
    &insecure_link::InsecureLink,
    &remote_code::RemoteCode,
    &no_source::NoSource,
    &stale_source::StaleSource,
    &future_source::FutureSource,
    &uncited_seed::UncitedSeed,
    &link_locale::LinkLocale,
    &duplicate_source::DuplicateSource,
    &link_form::LinkForm,
    &long_question::LongQuestion,
    &hard_text::HardText,
    &blame_word::BlameWord,
    &unexplained_jargon::UnexplainedJargon,
    &old_name::OldName,
    &colliding_phrases::CollidingPhrases,
    &duplicate_phrase::DuplicatePhrase,
    &no_help::NoHelp,
    &not_a_question::NotAQuestion,
    &same_labels::SameLabels,
    &no_phrases::NoPhrases,
    &missing_none::MissingNone,
    &likelihood_sum::LikelihoodSum,
    &zero_likelihood::ZeroLikelihood,
    &costly_order::CostlyOrder,
    &no_minutes::NoMinutes,
    &missing_translation::MissingTranslation,
    &stale_translation::StaleTranslation,
    &extra_translation::ExtraTranslation,
    &placeholder_differs::PlaceholderDiffers,
    &missing_phrases::MissingPhrases,
    &untranslated_document::UntranslatedDocument,
    &code_contradicts::CodeContradicts,
    &case_contradicts::CaseContradicts,
    &cause_without_case::CauseWithoutCase,
];

/// What a rule finds.
pub(super) struct Findings {
    code: &'static str,
    severity: Severity,
    found: Vec<Diagnostic>,
}

impl Findings {
    /// Of the rule with this code.
    pub(super) fn of(code: &'static str) -> Self {
        let severity = code_named(code).map_or(Severity::Warning, |code| code.severity);
        Self { code, severity, found: Vec::new() }
    }

    /// Adds a finding, and hands it out for help to be added.
    fn at(&mut self, symbol: Symbol, message: impl Into<String>) -> &mut Diagnostic {
        let last = self.found.len();
        self.found.push(Diagnostic::new(self.severity, self.code, symbol, message));
        &mut self.found[last]
    }

    /// Says where the rule stopped looking: what it would have found there is not known.
    fn unexamined(&mut self, symbol: Symbol, message: impl Into<String>) -> &mut Diagnostic {
        let last = self.found.len();
        self.found.push(Diagnostic::new(Severity::Note, "unexamined", symbol, message));
        &mut self.found[last]
    }

    /// All of them.
    pub(super) fn into_found(self) -> Vec<Diagnostic> {
        self.found
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_rule_has_a_code_of_its_own() {
        let codes: BTreeSet<&str> = ALL.iter().map(|rule| rule.code()).collect();
        assert_eq!(codes.len(), ALL.len());
        assert!(codes.iter().all(|code| code_named(code).is_some()));
    }
}
