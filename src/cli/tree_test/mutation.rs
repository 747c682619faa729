//! Mistakes tried on all processors at once.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::authoring::{CaseRun, Fate, Mutant, Share, Trial, mutants};
use crate::cli::{Failure, Printer};
use crate::knowledge::Pack;
use crate::texts::tree_test as say;

/// What became of every small mistake in a pack.
pub(super) struct Mutation {
    /// The mistakes in the order of the pack, and whether they were noticed.
    pub fates: Vec<(Mutant, Fate)>,
}

impl Mutation {
    /// Tries every mistake.
    pub fn of(pack: &Pack, runs: &[CaseRun], printer: &mut Printer<'_>) -> Result<Self, Failure> {
        let mutants = mutants(pack);
        writeln!(printer.err, "{}", printer.fill(say::TRYING, &[("count", &mutants.len().to_string())]))?;
        if runs.iter().any(|run| !run.passed()) {
            let note = printer.texts.say(say::FAILING_NOTICE_NOTHING).to_owned();
            printer.note(&note)?;
        }
        let fates = judge(&Trial::new(pack, runs), &mutants);
        Ok(Self { fates: mutants.into_iter().zip(fates).collect() })
    }

    /// How many have a fate.
    pub fn count(&self, is: impl Fn(&Fate) -> bool) -> usize {
        self.fates.iter().filter(|(_, fate)| is(fate)).count()
    }

    /// How many were noticed of those that change anything. What is undecided counts as missed.
    pub fn noticed(&self) -> Share {
        let covered = self.count(|fate| matches!(fate, Fate::Noticed(_)));
        Share { covered, total: self.count(|fate| *fate != Fate::Equivalent) }
    }
}

fn judge(trial: &Trial, mutants: &[Mutant]) -> Vec<Fate> {
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let next = AtomicUsize::new(0);
    let work = || {
        let mut judged = Vec::new();
        loop {
            let place = next.fetch_add(1, Ordering::Relaxed);
            let Some(mutant) = mutants.get(place) else { return judged };
            judged.push((place, trial.judge(mutant)));
        }
    };
    let mut judged: Vec<(usize, Fate)> = thread::scope(|scope| {
        let workers: Vec<_> = (1..workers).map(|_| scope.spawn(work)).collect();
        let mut judged = work();
        // A worker that could not finish leaves its mistakes undecided.
        judged.extend(workers.into_iter().filter_map(|worker| worker.join().ok()).flatten());
        judged
    });
    judged.sort_by_key(|(place, _)| *place);
    let mut fates = vec![Fate::Undecided; mutants.len()];
    for (place, fate) in judged {
        if let Some(known) = fates.get_mut(place) {
            *known = fate;
        }
    }
    fates
}
