//! Whether a mistake changes nothing at all.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::authoring::states::{Reach, Spot, all_answers};
use crate::diagnosis::{By, Event, Walk};
use crate::knowledge::{CauseId, FactId, Pack, Target, TreeId, Value};

/// How many states of two packs are compared. Where there are more, nothing is proved.
const MOST_STATES: usize = 8_000;

/// Whether walks from `roots` stand at the same step in two packs, whatever is known, from whomever, and tried.
pub(super) fn is_same(pack: &Arc<Pack>, changed: &Arc<Pack>, reach: &Reach, roots: &[TreeId]) -> bool {
    roots.iter().all(|root| {
        let start = BTreeSet::from([(*root, pack.tree(*root).start)]);
        let everything = Everything::from_here(pack, reach, &start);
        everything.is_some_and(|everything| {
            let walks = [pack, changed].map(|pack| Walk::open(Arc::clone(pack), *root, 0));
            everything.agree(&walks, 0)
        })
    })
}

/// Everything that can be said on the ways from somewhere: each thing in one of several ways, or not at all.
struct Everything {
    said: Vec<Vec<Event>>,
}

impl Everything {
    /// None where there is too much of it, or where a fact has more values than can be listed.
    fn from_here(pack: &Pack, reach: &Reach, start: &BTreeSet<Spot>) -> Option<Self> {
        let causes = causes(pack, &reach.nodes(start));
        let gates = causes.iter().flat_map(|cause| &pack.cause(*cause).fix.gates).copied();
        let mut facts = reach.facts(start);
        facts.extend(gates);
        let said = facts.iter().map(|fact| Some(about_fact(pack, *fact, &all_answers(pack, *fact)?)));
        let said = said.chain(causes.iter().map(|cause| Some(about_cause(pack, *cause))));
        let said: Vec<Vec<Event>> = said.collect::<Option<_>>()?;
        let states = said.iter().try_fold(1_usize, |states, ways| states.checked_mul(ways.len() + 1))?;
        (states <= MOST_STATES).then_some(Self { said })
    }

    /// Whether two walks stand at the same step, now and after whatever is said from `place` on.
    fn agree(&self, walks: &[Walk; 2], place: usize) -> bool {
        let Some(ways) = self.said.get(place) else {
            let [one, other] = walks;
            return one.step() == other.step();
        };
        self.agree(walks, place + 1)
            && ways.iter().all(|event| {
                let mut next = walks.clone();
                for walk in &mut next {
                    walk.apply(0, event.clone());
                }
                self.agree(&next, place + 1)
            })
    }
}

/// A person's answers, and what evidence that only points could say.
fn about_fact(pack: &Pack, fact: FactId, answers: &[Value]) -> Vec<Event> {
    let name = &pack.fact(fact).name;
    let says = |value: Option<Value>, by: By| Event::Answered { fact: name.clone(), value, by };
    let points = || By::Probe { request: String::new(), certain: false, reply: None };
    let values = answers.iter().cloned().map(Some);
    let by_person = values.clone().chain([None]).map(|value| says(value, By::Person));
    by_person.chain(values.map(|value| says(value, points()))).collect()
}

fn about_cause(pack: &Pack, cause: CauseId) -> Vec<Event> {
    let cause = pack.cause(cause).name.clone();
    vec![Event::NotFixed { cause: cause.clone() }, Event::WentOn { cause }]
}

fn causes(pack: &Pack, nodes: &BTreeSet<Spot>) -> BTreeSet<CauseId> {
    let targets = nodes.iter().flat_map(|(tree, node)| pack.tree(*tree).node(*node).targets());
    targets.filter_map(|target| if let Target::Cause(cause) = target { Some(cause) } else { None }).collect()
}
