//! One tree being walked: a fold over events.

mod account;
mod fold;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::fact_base::View;
use super::live::{Live, authored_weights};
use super::scan::{Progress, Way, scan};
use super::{By, Event, FactBase, Known, Question, Stamped, Step, Verdict};
use crate::knowledge::{CauseId, FactId, Pack, TreeId, Value};

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
