//! What a walk can tell: what is known, how it came here, and why.

use super::Walk;
use crate::diagnosis::{Answer, Conflict, Filler, Known, Passage, TrailEntry, WhyCause, WhyQuestion, trail, why};
use crate::knowledge::{CauseId, FactId, TreeId};

impl Walk {
    /// What is known about a fact.
    pub fn know(&self, fact: FactId) -> Known {
        self.view().know(fact)
    }

    /// What each source said about a fact, best first.
    pub fn answers(&self, fact: FactId) -> &[Answer] {
        self.state.facts.answers(fact)
    }

    /// The trees entered on the way, the opened one first.
    pub fn entered(&self) -> &[TreeId] {
        &self.way.entered
    }

    /// The nodes entered and the branches taken on the way, in order.
    pub fn passed(&self) -> &[Passage] {
        &self.way.passed
    }

    /// The facts looked at on the way, in the order of the tree.
    pub fn trail(&self) -> Vec<TrailEntry> {
        trail::on_the_way(&self.view(), &self.way.consulted)
    }

    /// Answers that do not matter any more; they are kept.
    pub fn set_aside(&self) -> Vec<TrailEntry> {
        trail::set_aside(&self.view(), &self.state.facts, &self.way.consulted)
    }

    /// Facts about which sources disagree.
    pub fn conflicts(&self) -> Vec<Conflict> {
        trail::conflicts(&self.view(), &self.state.facts)
    }

    /// The causes whose fix did not help.
    pub fn tried(&self) -> impl Iterator<Item = CauseId> + '_ {
        self.state.progress.tried.iter().copied()
    }

    /// Until when a cause's fix is given time to show, if it is.
    pub fn waiting_until(&self, cause: CauseId) -> Option<i64> {
        self.state.progress.waiting.get(&cause).copied()
    }

    /// The causes being waited for, and until when.
    pub fn waiting(&self) -> impl Iterator<Item = (CauseId, i64)> + '_ {
        self.state.progress.waiting.iter().map(|(cause, until)| (*cause, *until))
    }

    /// Whether a step of a cause's fix is ticked.
    pub fn is_ticked(&self, cause: CauseId, step: &str) -> bool {
        self.state.progress.ticked.iter().any(|(known, name)| *known == cause && name == step)
    }

    /// Why the question it stands at is asked.
    pub fn why_question(&self) -> Option<WhyQuestion> {
        let question = self.question()?;
        Some(why::question(&self.view(), question, &self.live, self.tree, &self.weights, &self.state.progress))
    }

    /// Why the verdict it stands at is one.
    pub fn why_cause(&self) -> Option<WhyCause> {
        let verdict = self.verdict()?.clone();
        let still_possible = self.live.causes.iter().filter(|(cause, _)| *cause != verdict.cause).copied().collect();
        let not_because = self.live.ruled_out.clone();
        Some(WhyCause { because: self.way.consulted.clone(), not_because, still_possible, verdict })
    }

    /// Fills texts and commands with what is known.
    pub fn filler(&self) -> Filler<'_> {
        let view = self.view();
        Filler::new(&self.pack, move |fact| view.know(fact).value().cloned())
    }
}
