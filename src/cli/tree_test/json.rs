//! The outcome of cases for a script.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Outcome;
use crate::authoring::{CaseRun, Change, Fate, Fault, Measure, Mutant, Share, Subject};
use crate::cli::json::VERSION;
use crate::cli::{Failure, Printer};
use crate::diagnostic::{Item, Symbol};
use crate::knowledge::{Case, FactId, Pack, TreeId};

pub(super) fn print(outcome: &Outcome, printer: &mut Printer<'_>) -> Result<(), Failure> {
    printer.json(&Report::of(outcome))
}

#[derive(Serialize)]
struct Report<'a> {
    version: u32,
    passed: usize,
    failed: usize,
    failures: Vec<FailedCase<'a>>,
    coverage: Covered<'a>,
    finding: Finding,
    mutation: Option<Mutated<'a>>,
    unmet: Vec<Unmet>,
}

#[derive(Serialize)]
struct FailedCase<'a> {
    case: &'a str,
    symptom: &'a str,
    expected: &'a str,
    shown: Option<&'a str>,
    faults: Vec<&'static str>,
    asked: Option<Vec<&'a str>>,
    #[serde(flatten)]
    place: Place<'a>,
}

#[derive(Serialize)]
struct Place<'a> {
    file: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
}

#[derive(Serialize)]
struct Counted {
    covered: usize,
    total: usize,
    percent: f64,
}

#[derive(Serialize)]
struct Covered<'a> {
    nodes: Counted,
    branches: Counted,
    causes: Counted,
    facts: Counted,
    trees: Vec<CoveredTree<'a>>,
    /// How many cases came by each node and branch, by place, for `tree graph --coverage`.
    hits: BTreeMap<String, usize>,
    missing: Vec<Missing<'a>>,
    impossible: Vec<Missing<'a>>,
}

#[derive(Serialize)]
struct CoveredTree<'a> {
    symptom: &'a str,
    nodes: Counted,
    branches: Counted,
}

#[derive(Serialize)]
struct Missing<'a> {
    kind: &'static str,
    name: String,
    #[serde(flatten)]
    place: Place<'a>,
}

#[derive(Serialize)]
struct Finding {
    cases: usize,
    first: usize,
    first_three: usize,
}

#[derive(Serialize)]
struct Mutated<'a> {
    noticed: usize,
    missed: usize,
    undecided: usize,
    equivalent: usize,
    percent: f64,
    survivors: Vec<Survivor<'a>>,
}

#[derive(Serialize)]
struct Survivor<'a> {
    change: &'static str,
    before: &'a str,
    after: &'a str,
    decided: bool,
    case: Option<String>,
    #[serde(flatten)]
    place: Place<'a>,
}

#[derive(Serialize)]
struct Unmet {
    what: &'static str,
    percent: f64,
    required: f64,
}

impl<'a> Report<'a> {
    fn of(outcome: &'a Outcome) -> Self {
        let cases = outcome.pack.parts().cases.iter().zip(&outcome.runs);
        let unmet = outcome.unmet.iter();
        Self {
            version: VERSION,
            passed: outcome.runs.len() - outcome.failed(),
            failed: outcome.failed(),
            failures: cases
                .filter(|(_, run)| !run.passed())
                .map(|(case, run)| FailedCase::of(case, run, outcome))
                .collect(),
            coverage: Covered::of(outcome),
            finding: Finding {
                cases: outcome.finding.ranks.len(),
                first: outcome.finding.within(1),
                first_three: outcome.finding.within(3),
            },
            mutation: outcome.mutation.as_ref().map(|mutation| Mutated::of(mutation, outcome)),
            unmet: unmet
                .map(|unmet| Unmet { what: unmet.what, percent: unmet.covered, required: unmet.required })
                .collect(),
        }
    }
}

impl<'a> FailedCase<'a> {
    fn of(case: &'a Case, run: &CaseRun, outcome: &'a Outcome) -> Self {
        let pack = &outcome.pack;
        Self {
            case: &case.name,
            symptom: &pack.tree(case.symptom).name,
            expected: &pack.cause(run.expected).name,
            shown: run.shown.map(|cause| pack.cause(cause).name.as_str()),
            faults: run.faults.iter().map(|fault| fault_key(*fault)).collect(),
            asked: run.dialogue.as_ref().map(|dialogue| names(pack, &dialogue.asked)),
            place: Place::of(&Symbol::of(Item::Case(case.name.clone())), outcome),
        }
    }
}

impl<'a> Place<'a> {
    fn of(symbol: &Symbol, outcome: &'a Outcome) -> Self {
        let place = outcome.place(symbol);
        Self { file: place.map(|it| it.0), line: place.map(|it| it.1), column: place.map(|it| it.2) }
    }
}

impl From<Share> for Counted {
    fn from(share: Share) -> Self {
        Self { covered: share.covered, total: share.total, percent: share.percent() }
    }
}

impl<'a> Covered<'a> {
    fn of(outcome: &'a Outcome) -> Self {
        let coverage = &outcome.coverage;
        let all = |measure| coverage.share(measure).into();
        let trees = outcome.pack.parts().trees.iter().enumerate().map(|(n, tree)| {
            let own = |measure| coverage.share_of(TreeId::from(n), measure).into();
            CoveredTree { symptom: &tree.name, nodes: own(Measure::Nodes), branches: own(Measure::Branches) }
        });
        let listed = |subject: Subject| {
            let symbol = subject.symbol(&outcome.pack);
            let (kind, name) = (kind(subject), name(&outcome.pack, subject, &symbol));
            Missing { kind, name, place: Place::of(&symbol, outcome) }
        };
        let hits = coverage
            .hits
            .iter()
            .filter(|(subject, _)| leads_on(*subject))
            .map(|(subject, cases)| (name(&outcome.pack, *subject, &subject.symbol(&outcome.pack)), *cases));
        Self {
            nodes: all(Measure::Nodes),
            branches: all(Measure::Branches),
            causes: all(Measure::Causes),
            facts: all(Measure::Facts),
            trees: trees.collect(),
            hits: hits.collect(),
            missing: coverage.missing().map(listed).collect(),
            impossible: coverage.impossible.iter().copied().map(listed).collect(),
        }
    }
}

impl<'a> Mutated<'a> {
    fn of(mutation: &'a super::Mutation, outcome: &'a Outcome) -> Self {
        let survivors = mutation.fates.iter().filter_map(|(mutant, fate)| Survivor::of(mutant, fate, outcome));
        let share = mutation.noticed();
        Self {
            noticed: share.covered,
            missed: mutation.count(|fate| matches!(fate, Fate::Missed(_))),
            undecided: mutation.count(|fate| *fate == Fate::Undecided),
            equivalent: mutation.count(|fate| *fate == Fate::Equivalent),
            percent: share.percent(),
            survivors: survivors.collect(),
        }
    }
}

impl<'a> Survivor<'a> {
    fn of(mutant: &'a Mutant, fate: &Fate, outcome: &'a Outcome) -> Option<Self> {
        let witness = match fate {
            Fate::Missed(witness) => witness.as_ref(),
            Fate::Undecided => None,
            Fate::Noticed(_) | Fate::Equivalent => return None,
        };
        Some(Self {
            change: change_key(mutant.change),
            before: &mutant.before,
            after: &mutant.after,
            decided: *fate != Fate::Undecided,
            case: witness.map(|witness| witness.document(&outcome.pack)),
            place: Place::of(&mutant.place, outcome),
        })
    }
}

fn names<'a>(pack: &'a Pack, facts: &[FactId]) -> Vec<&'a str> {
    facts.iter().map(|fact| pack.fact(*fact).name.as_str()).collect()
}

/// Whether a picture shows it: a node, or a branch that leads somewhere of its own.
fn leads_on(subject: Subject) -> bool {
    use crate::diagnosis::Branch;
    match subject {
        Subject::Node(..) => true,
        Subject::Branch(_, _, branch) => !matches!(branch, Branch::Fails(_)),
        Subject::Cause(_) | Subject::Fact(_) => false,
    }
}

fn kind(subject: Subject) -> &'static str {
    match subject {
        Subject::Node(..) => "node",
        Subject::Branch(_, _, crate::diagnosis::Branch::Fails(_)) => "check fails",
        Subject::Branch(_, _, crate::diagnosis::Branch::Holds(_)) => "check holds",
        Subject::Branch(..) => "branch",
        Subject::Cause(_) => "cause",
        Subject::Fact(_) => "fact",
    }
}

fn name(pack: &Pack, subject: Subject, symbol: &Symbol) -> String {
    match subject {
        Subject::Node(tree, _) | Subject::Branch(tree, ..) => format!("{}/{}", pack.tree(tree).name, symbol.field),
        Subject::Cause(cause) => pack.cause(cause).name.clone(),
        Subject::Fact(fact) => pack.fact(fact).name.clone(),
    }
}

fn fault_key(fault: Fault) -> &'static str {
    match fault {
        Fault::Cause => "cause",
        Fault::DialogueCause => "dialogue-cause",
        Fault::Asked => "asked",
        Fault::Questions => "questions",
    }
}

fn change_key(change: Change) -> &'static str {
    match change {
        Change::SwappedAnswers => "swapped-answers",
        Change::Retargeted => "retargeted",
        Change::DroppedCheck => "dropped-check",
        Change::Negated => "negated",
        Change::DroppedPart => "dropped-part",
        Change::Constant => "constant",
        Change::SwappedChoice => "swapped-choice",
        Change::Otherwise => "otherwise",
        Change::DroppedGiven => "dropped-given",
        Change::DroppedRule => "dropped-rule",
    }
}
