//! One tree being walked: a fold over events.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::fact_base::View;
use super::live::{Live, authored_weights};
use super::scan::{Progress, Way, scan};
use super::{
    Answer, By, Conflict, Event, FactBase, Filler, Known, Passage, Question, Stamped, Step, TrailEntry, Verdict,
    WhyCause, WhyQuestion, trail, why,
};
use crate::knowledge::{CauseId, FactId, FactKind, Pack, TreeId, Value};

/// One ticket being diagnosed, from a symptom on.
///
/// Everything it knows follows from its events: replaying them gives an equal walk, and taking one back gives the walk
/// as it was before.
#[derive(Clone, Debug)]
pub struct Walk {
    pack: Arc<Pack>,
    tree: TreeId,
    weights: Arc<BTreeMap<CauseId, f64>>,
    /// Everything that happened, undone events included.
    journal: Vec<Stamped>,
    /// The places in the journal of the events that count.
    counting: Vec<usize>,
    state: State,
    step: Step,
    way: Way,
    live: Live,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct State {
    facts: FactBase,
    progress: Progress,
}

impl Walk {
    /// Opens a symptom.
    pub fn open(pack: Arc<Pack>, tree: TreeId, at: i64) -> Self {
        let weights = Arc::new(authored_weights(&pack, tree));
        let mut walk = Self {
            tree,
            weights,
            journal: Vec::new(),
            counting: Vec::new(),
            state: State::default(),
            step: Step::Escalate { after: None },
            way: Way::default(),
            live: Live::default(),
            pack,
        };
        let symptom = walk.pack.tree(tree).name.clone();
        walk.apply(at, Event::Opened { symptom });
        walk
    }

    /// The walk these events make. None if they do not begin with a symptom of the pack.
    pub fn replay(pack: Arc<Pack>, events: &[Stamped]) -> Option<Self> {
        let (first, rest) = events.split_first()?;
        let Event::Opened { symptom } = &first.event else { return None };
        let tree = pack.tree_named(symptom)?;
        let mut walk = Self::open(pack, tree, first.at);
        for stamped in rest {
            walk.note(stamped.clone());
        }
        walk.fold_anew();
        Some(walk)
    }

    /// Notes that something happened, and moves to the step that follows from it.
    ///
    /// Any event is accepted at any time. One that means nothing here, such as an answer to a fact that the pack does not
    /// have, is noted and changes nothing.
    pub fn apply(&mut self, at: i64, event: Event) {
        let undone = event == Event::Undone;
        let place = self.note(Stamped { at, event });
        if undone { self.fold_anew() } else { self.advance(place) }
    }

    /// Writes an event down, and which events count from now on.
    fn note(&mut self, stamped: Stamped) -> usize {
        let place = self.journal.len();
        if stamped.event != Event::Undone {
            self.counting.push(place);
        } else if self.can_undo() {
            self.counting.pop();
        }
        self.journal.push(stamped);
        place
    }

    /// Folds all events that count. On the way a step is only found where the next event looks at it.
    fn fold_anew(&mut self) {
        self.state = State::default();
        let mut stale = true;
        for place in self.counting.clone() {
            let unasked = self.journal[place].event.is_unasked();
            if unasked && stale {
                self.settle(None);
            }
            if unasked {
                self.advance(place);
            } else {
                self.fold(place);
            }
            stale = !unasked;
        }
        if stale {
            self.settle(None);
        }
    }

    /// A person's answer; without a value, "not sure".
    pub fn answer(&mut self, at: i64, fact: FactId, value: Option<Value>) {
        let fact = self.pack.fact(fact).name.clone();
        self.apply(at, Event::Answered { fact, value, by: By::Person });
    }

    /// Takes back the last event that counts. The opening itself stays.
    pub fn undo(&mut self, at: i64) {
        if self.can_undo() {
            self.apply(at, Event::Undone);
        }
    }

    /// Whether there is anything to take back.
    pub fn can_undo(&self) -> bool {
        self.counting.len() > 1
    }

    /// The pack that is walked.
    pub fn pack(&self) -> &Arc<Pack> {
        &self.pack
    }

    /// The symptom that was opened.
    pub fn tree(&self) -> TreeId {
        self.tree
    }

    /// Everything that happened, in order.
    pub fn events(&self) -> &[Stamped] {
        &self.journal
    }

    /// The events that count, in order.
    pub fn counting_events(&self) -> impl Iterator<Item = &Stamped> {
        self.counting.iter().map(|place| &self.journal[*place])
    }

    /// Where it stands.
    pub fn step(&self) -> &Step {
        &self.step
    }

    /// The question it stands at.
    pub fn question(&self) -> Option<&Question> {
        match &self.step {
            Step::Question(question) => Some(question),
            _ => None,
        }
    }

    /// The verdict it stands at, be it shown, guarded or refused.
    pub fn verdict(&self) -> Option<&Verdict> {
        match &self.step {
            Step::Cause(verdict) | Step::Refused { verdict, .. } => Some(verdict),
            Step::Question(question) => question.gate.as_ref(),
            Step::Fixed { .. } | Step::Escalate { .. } => None,
        }
    }

    /// The causes still possible.
    pub fn live(&self) -> &Live {
        &self.live
    }

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

    fn view(&self) -> View<'_> {
        View::new(&self.pack, &self.state.facts)
    }

    fn advance(&mut self, place: usize) {
        // A late answer from elsewhere never swaps the question under the person's finger.
        let held = if self.journal[place].event.is_unasked() { self.question().cloned() } else { None };
        self.fold(place);
        self.settle(held);
    }

    fn settle(&mut self, held: Option<Question>) {
        let view = View::new(&self.pack, &self.state.facts);
        let (mut step, way) = scan(&view, &self.state.progress, self.tree);
        let live = Live::survey(&view, self.tree, &self.weights, &self.state.progress.tried);
        if let Some(held) = held
            && matches!(step, Step::Question(_))
            && live.wanted.contains(&held.fact)
            && view.know(held.fact) == Known::Open(held.fact)
        {
            step = Step::Question(Question { suggested: view.suggested(held.fact), ..held });
        }
        self.step = step;
        self.way = way;
        self.live = live;
    }

    fn fold(&mut self, place: usize) {
        let Stamped { at, event } = self.journal[place].clone();
        self.state.facts.advance(at);
        match event {
            Event::Opened { symptom } => self.opened(at, place, &symptom),
            Event::Answered { fact, value, by } => {
                let Some(fact) = self.pack.fact_named(&fact) else { return };
                if value.as_ref().is_none_or(|value| self.fits(fact, value)) {
                    self.state.facts.hear(fact, Answer { value, by, at, sequence: place });
                }
            }
            Event::Reopened { fact } => {
                if let Some(fact) = self.pack.fact_named(&fact) {
                    self.state.facts.reopen(fact);
                }
            }
            Event::Ticked { cause, step, done } => {
                if let Some(cause) = self.pack.cause_named(&cause) {
                    if done {
                        self.state.progress.ticked.insert((cause, step));
                    } else {
                        self.state.progress.ticked.remove(&(cause, step));
                    }
                }
            }
            Event::Fixed { cause } => self.state.progress.fixed = self.pack.cause_named(&cause),
            Event::NotFixed { cause } => self.not_fixed(&cause),
            Event::Waiting { cause, until } => {
                if let Some(cause) = self.pack.cause_named(&cause) {
                    self.state.progress.waiting.insert(cause, until);
                }
            }
            Event::WentOn { cause } => {
                if let Some(cause) = self.pack.cause_named(&cause) {
                    self.state.progress.passed.insert(cause);
                }
            }
            Event::Undone => {}
        }
    }

    fn opened(&mut self, at: i64, sequence: usize, symptom: &str) {
        let Some(tree) = self.pack.tree_named(symptom) else { return };
        for (fact, value) in &self.pack.tree(tree).given {
            let by = By::Symptom { symptom: symptom.to_owned() };
            self.state.facts.hear(*fact, Answer { value: Some(value.clone()), by, at, sequence });
        }
    }

    fn not_fixed(&mut self, cause: &str) {
        let Some(cause) = self.pack.cause_named(cause) else { return };
        let progress = &mut self.state.progress;
        progress.tried.insert(cause);
        progress.last_tried = Some(cause);
        progress.waiting.remove(&cause);
        progress.passed.remove(&cause);
        if progress.fixed == Some(cause) {
            progress.fixed = None;
        }
        for fact in &self.pack.cause(cause).fix.changes {
            self.state.facts.forget(*fact);
        }
    }

    /// Whether a value is one that the fact can have.
    fn fits(&self, fact: FactId, value: &Value) -> bool {
        let fact = self.pack.fact(fact);
        let known = |key: &String| fact.choices.iter().any(|choice| choice.value == *key);
        match (fact.kind, value) {
            (FactKind::Bool, Value::Bool(_))
            | (FactKind::Number, Value::Number(_))
            | (FactKind::Text, Value::Text(_))
            | (FactKind::Time, Value::Time(_)) => true,
            (FactKind::Choice, Value::Text(key)) => known(key),
            (FactKind::Set, Value::Set(members)) => members.iter().all(known),
            _ => false,
        }
    }
}

/// Two walks are equal when they stand at the same place and know the same, however they got there.
impl PartialEq for Walk {
    fn eq(&self, other: &Self) -> bool {
        self.tree == other.tree
            && self.state == other.state
            && self.step == other.step
            && self.way == other.way
            && self.live == other.live
    }
}
