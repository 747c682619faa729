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
mod unexplained_jargon;
mod unused_cause;
mod unused_fact;
mod unused_request;
mod unused_table;
mod wide_permission;
mod zero_likelihood;

use std::collections::HashMap;
use std::sync::OnceLock;

use super::commands::{Placed, commands};
use super::evidence::{Aged, aged};
use super::find::Calendar;
use super::flow::{Flow, entered, flow};
use super::logic::{Logic, State};
use super::wording::{Wording, wordings};
use crate::diagnostic::{Diagnostic, Item, Places, Severity, Symbol, code_named};
use crate::knowledge::{
    Cause, CauseId, Expression, Fact, FactId, Node, NodeKind, Pack, Parts, Request, RequestId, Target, Tree, TreeId,
    Value,
};

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

    /// All of them.
    pub(super) fn into_found(self) -> Vec<Diagnostic> {
        self.found
    }
}

/// A pack, and what several rules want to know of it, found out once.
///
/// What a rule is given costs next to nothing until it finds something: texts are borrowed, and the symbol of a text, a
/// link or a command is made when a finding asks for it.
pub(super) struct Subject<'a> {
    pack: &'a Pack,
    places: &'a Places,
    calendar: Calendar,
    wordings: Vec<Wording<'a>>,
    texts_by_key: OnceLock<HashMap<String, &'a str>>,
    commands: Vec<Placed<'a>>,
    untimely_sources: Vec<Aged<'a>>,
    logic: Logic<'a>,
    flows: Vec<Flow>,
}

/// A test of a check, with what is known where it stands.
struct Test<'a> {
    tree: TreeId,
    node: &'a Node,
    /// Its place among the checks of the node.
    place: usize,
    condition: &'a Expression,
    then: Target,
    state: &'a State,
}

impl Test<'_> {
    fn symbol(&self) -> Symbol {
        Symbol::field(Item::Tree(self.tree), format!("nodes/{}/checks/{}/if", self.node.name, self.place))
    }
}

/// A question that branches, with what is known where it stands.
struct Question<'a> {
    tree: TreeId,
    node: &'a Node,
    fact: FactId,
    ways: &'a [(Value, Target)],
    /// Whether there is an `else`.
    otherwise: bool,
    state: &'a State,
}

impl Question<'_> {
    fn field(&self, key: &str) -> Symbol {
        Symbol::field(Item::Tree(self.tree), format!("nodes/{}/{key}", self.node.name))
    }
}

impl<'a> Subject<'a> {
    /// Looks through the pack once for what is shared.
    pub(super) fn new(pack: &'a Pack, places: &'a Places, calendar: Calendar) -> Self {
        let logic = Logic::new(pack);
        let entered = entered(pack);
        let trees = pack.parts().trees.iter().enumerate();
        let flows = trees.map(|(n, tree)| flow(pack, &logic, tree, entered.contains(&TreeId::from(n)))).collect();
        let (wordings, commands) = (wordings(pack), commands(pack));
        let timely = 0..=calendar.stale_after;
        let aged = aged(pack, calendar.today);
        let untimely_sources = aged.filter(|aged| !timely.contains(&aged.days)).collect();
        let texts_by_key = OnceLock::new();
        Self { pack, places, calendar, wordings, texts_by_key, commands, untimely_sources, logic, flows }
    }

    fn pack(&self) -> &'a Pack {
        self.pack
    }

    fn parts(&self) -> &'a Parts {
        self.pack.parts()
    }

    fn places(&self) -> &'a Places {
        self.places
    }

    fn calendar(&self) -> Calendar {
        self.calendar
    }

    fn logic(&self) -> &Logic<'a> {
        &self.logic
    }

    fn wordings(&self) -> &[Wording<'a>] {
        &self.wordings
    }

    /// The text with this key in a language file. Only a pack in several languages pays for looking them up.
    fn text_with_key(&self, key: &str) -> Option<&'a str> {
        let all = || self.wordings.iter().map(|wording| (wording.key(), wording.text)).collect();
        self.texts_by_key.get_or_init(all).get(key).copied()
    }

    fn commands(&self) -> &[Placed<'a>] {
        &self.commands
    }

    fn facts(&self) -> impl Iterator<Item = (FactId, &'a Fact)> {
        self.parts().facts.iter().enumerate().map(|(n, fact)| (FactId::from(n), fact))
    }

    fn causes(&self) -> impl Iterator<Item = (CauseId, &'a Cause)> {
        self.parts().causes.iter().enumerate().map(|(n, cause)| (CauseId::from(n), cause))
    }

    fn trees(&self) -> impl Iterator<Item = (TreeId, &'a Tree)> {
        self.parts().trees.iter().enumerate().map(|(n, tree)| (TreeId::from(n), tree))
    }

    fn requests(&self) -> impl Iterator<Item = (RequestId, &'a Request)> {
        self.parts().requests.iter().enumerate().map(|(n, request)| (RequestId::from(n), request))
    }

    /// Every node that can be reached, with what is known there.
    fn nodes(&self) -> impl Iterator<Item = (TreeId, &'a Node, &State)> {
        self.trees().zip(&self.flows).flat_map(|((id, tree), flow)| {
            let nodes = tree.nodes.iter().zip(&flow.at);
            nodes.filter_map(move |(node, state)| Some((id, node, state.as_ref()?)))
        })
    }

    fn tests(&self) -> impl Iterator<Item = Test<'_>> {
        self.nodes().flat_map(|(tree, node, state)| {
            let checks = match &node.kind {
                NodeKind::Checks { checks, .. } => checks.as_slice(),
                NodeKind::Ask { .. } => &[],
            };
            checks.iter().enumerate().filter_map(move |(place, check)| {
                Some(Test { tree, node, place, condition: check.test.as_ref()?, then: check.then, state })
            })
        })
    }

    fn questions(&self) -> impl Iterator<Item = Question<'_>> {
        self.nodes().filter_map(|(tree, node, state)| {
            let NodeKind::Ask { fact, ways, otherwise } = &node.kind else { return None };
            Some(Question { tree, node, fact: *fact, ways, otherwise: otherwise.is_some(), state })
        })
    }

    /// The sources that nobody has looked at lately, and those whose day has not come.
    fn untimely_sources(&self) -> &[Aged<'a>] {
        &self.untimely_sources
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
