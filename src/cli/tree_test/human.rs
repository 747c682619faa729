//! The outcome of cases for a person.

use unicode_width::UnicodeWidthStr;

use super::mutation::Mutation;
use super::{Outcome, failures};
use crate::authoring::{Change, Coverage, Fate, Measure, Mutant, Share, Subject, Witness};
use crate::cli::{Failure, Printer};
use crate::diagnosis::Branch;
use crate::knowledge::{NodeKind, Pack, Target, TreeId};
use crate::texts::{Text, Texts, tree_test as say};

/// Prints everything; the last line is how many cases passed and failed.
pub(super) fn print(outcome: &Outcome, in_full: bool, printer: &mut Printer<'_>) -> Result<(), Failure> {
    let texts = printer.texts.clone();
    // Who covers too little wants to know what is missing.
    let in_full = in_full || outcome.unmet.iter().any(|unmet| !unmet.is_about_mutation());
    printer.lines(failures::lines(outcome, &texts))?;
    if in_full {
        printer.lines(coverage_in_full(outcome, &texts))?;
    }
    if let Some(mutation) = &outcome.mutation {
        printer.lines(mutation_lines(outcome, mutation, &texts))?;
    }
    printer.lines(unmet(outcome, &texts))?;
    printer.line(&coverage_in_brief(&outcome.coverage, &texts))?;
    printer.line(&finding(outcome, &texts))?;
    let (passed, failed) = ((outcome.runs.len() - outcome.failed()).to_string(), outcome.failed().to_string());
    printer.line(&texts.fill(say::CASE_COUNT, &[("passed", &passed), ("failed", &failed)]))
}

/// What was required and is not covered.
pub(super) fn unmet(outcome: &Outcome, texts: &Texts) -> Vec<String> {
    let line = |unmet: &super::Unmet| {
        let sentence = if unmet.is_about_mutation() { say::UNMET_MUTATION } else { say::UNMET };
        // Rounded down, so that what is not enough does not look enough.
        let percent = format!("{:.1}", (unmet.covered * 10.0).floor() / 10.0);
        let required = unmet.required.to_string();
        texts.fill(sentence, &[("what", unmet.what), ("percent", &percent), ("required", &required)])
    };
    outcome.unmet.iter().map(line).collect()
}

fn label(measure: Measure) -> Text {
    match measure {
        Measure::Nodes => say::NODES,
        Measure::Branches => say::BRANCHES,
        Measure::Causes => say::CAUSES,
        Measure::Facts => say::FACTS,
    }
}

fn percent(texts: &Texts, share: Share) -> String {
    texts.fill(say::PERCENT, &[("percent", &share.in_words())])
}

fn fraction(texts: &Texts, share: Share) -> String {
    texts.fill(say::SHARE, &[("covered", &share.covered.to_string()), ("total", &share.total.to_string())])
}

fn coverage_in_brief(coverage: &Coverage, texts: &Texts) -> String {
    let parts = Measure::ALL.map(|measure| {
        let share = coverage.share(measure);
        format!("{} {} ({})", texts.say(label(measure)), fraction(texts, share), percent(texts, share))
    });
    parts.join(", ")
}

fn finding(outcome: &Outcome, texts: &Texts) -> String {
    let total = outcome.finding.ranks.len();
    let share = |count: usize| Share { covered: outcome.finding.within(count), total };
    let (first, three) = (share(1), share(3));
    texts.fill(
        say::FINDING,
        &[
            ("first", &first.covered.to_string()),
            ("cases", &total.to_string()),
            ("first_percent", &first.in_words()),
            ("three", &three.covered.to_string()),
            ("three_percent", &three.in_words()),
        ],
    )
}

/// A table of the trees, and everything that no case covers, each with its place.
fn coverage_in_full(outcome: &Outcome, texts: &Texts) -> Vec<String> {
    let coverage = &outcome.coverage;
    let columns = [Measure::Nodes, Measure::Branches];
    let row = |name: String, share: &dyn Fn(Measure) -> Share| {
        let cells =
            columns.into_iter().flat_map(|measure| [fraction(texts, share(measure)), percent(texts, share(measure))]);
        std::iter::once(name).chain(cells).collect::<Vec<String>>()
    };
    let (nodes, branches) = (texts.say(say::NODES).to_owned(), texts.say(say::BRANCHES).to_owned());
    let mut rows = vec![vec![texts.say(say::TREE).to_owned(), nodes, String::new(), branches, String::new()]];
    for (n, tree) in outcome.pack.parts().trees.iter().enumerate() {
        rows.push(row(tree.name.clone(), &|measure| coverage.share_of(TreeId::from(n), measure)));
    }
    rows.push(row(texts.say(say::ALL_TREES).to_owned(), &|measure| coverage.share(measure)));
    let mut lines = table(&rows);
    lines.push(String::new());
    lines.extend(listed(outcome, texts, say::NOT_COVERED, coverage.missing()));
    lines.extend(listed(outcome, texts, say::IMPOSSIBLE, coverage.impossible.iter().copied()));
    lines
}

fn listed(outcome: &Outcome, texts: &Texts, title: Text, subjects: impl Iterator<Item = Subject>) -> Vec<String> {
    let line = |subject: Subject| {
        let place = located(outcome, &subject.symbol(&outcome.pack));
        format!("  {place}  {}", missing(texts, &outcome.pack, subject))
    };
    let lines: Vec<String> = subjects.map(line).collect();
    if lines.is_empty() {
        return lines;
    }
    std::iter::once(texts.say(title).to_owned()).chain(lines).chain([String::new()]).collect()
}

/// Aligns the first column to the left and the others to the right.
fn table(rows: &[Vec<String>]) -> Vec<String> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.width()).max();
    let widths: Vec<usize> = (0..columns).map(|column| width(column).unwrap_or(0)).collect();
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(&widths).enumerate().map(|(column, (cell, width))| {
            let space = " ".repeat(width.saturating_sub(cell.width()));
            if column == 0 { format!("{cell}{space}") } else { format!("{space}{cell}") }
        });
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    rows.iter().map(line).collect()
}

fn located(outcome: &Outcome, symbol: &crate::diagnostic::Symbol) -> String {
    outcome.place(symbol).map_or_else(|| "?".to_owned(), |(file, line, column)| format!("{file}:{line}:{column}"))
}

fn missing(texts: &Texts, pack: &Pack, subject: Subject) -> String {
    match subject {
        Subject::Node(tree, node) => texts.fill(say::MISSING_NODE, &[("node", &pack.tree(tree).node(node).name)]),
        Subject::Cause(cause) => {
            let cause = pack.cause(cause);
            texts.fill(say::MISSING_CAUSE, &[("cause", &cause.name), ("title", &cause.title)])
        }
        Subject::Fact(fact) => {
            let fact = pack.fact(fact);
            texts.fill(say::MISSING_FACT, &[("fact", &fact.name), ("label", &fact.label)])
        }
        Subject::Branch(tree, node, branch) => {
            let node = pack.tree(tree).node(node);
            let (sentence, place, answer, fact, leads) = match (&node.kind, branch) {
                (NodeKind::Ask { fact, ways, .. }, Branch::Answer(place)) => {
                    let answer = ways.get(place).map(|(value, _)| value.to_string());
                    (say::MISSING_ANSWER, place, answer, Some(*fact), None)
                }
                (NodeKind::Ask { fact, .. }, _) => (say::MISSING_ELSE, 0, None, Some(*fact), None),
                (NodeKind::Checks { checks, .. }, Branch::Holds(place)) => {
                    (say::MISSING_HOLDS, place, None, None, checks.get(place).map(|check| check.then))
                }
                (NodeKind::Checks { checks, .. }, Branch::Fails(place)) => {
                    (say::MISSING_FAILS, place, None, None, checks.get(place).map(|check| check.then))
                }
                (NodeKind::Checks { .. }, _) => (say::MISSING_OTHERWISE, 0, None, None, None),
            };
            let leads = leads.map(|target| spelled(pack, tree, target)).unwrap_or_default();
            let fact = fact.map(|fact| pack.fact(fact).name.as_str()).unwrap_or_default();
            let (answer, number) = (answer.unwrap_or_default(), (place + 1).to_string());
            let values = [
                ("node", node.name.as_str()),
                ("answer", &answer),
                ("fact", fact),
                ("number", &number),
                ("leads", &leads),
            ];
            texts.fill(sentence, &values)
        }
    }
}

/// A target as the file spells it.
fn spelled(pack: &Pack, tree: TreeId, target: Target) -> String {
    match target {
        Target::Node(node) => pack.tree(tree).node(node).name.clone(),
        Target::Cause(cause) => format!("cause {}", pack.cause(cause).name),
        Target::Goto(tree) => format!("goto {}", pack.tree(tree).name),
    }
}

fn mutation_lines(outcome: &Outcome, mutation: &Mutation, texts: &Texts) -> Vec<String> {
    let mut lines = Vec::new();
    for (mutant, fate) in &mutation.fates {
        let (sentence, witness) = match fate {
            Fate::Missed(witness) => (say::MISSED, Some(witness.as_deref())),
            Fate::Undecided => (say::UNDECIDED, None),
            Fate::Noticed(_) | Fate::Equivalent => continue,
        };
        lines.push(texts.fill(sentence, &[("place", &located(outcome, &mutant.place))]));
        lines.push(format!("  {}", mistake(texts, mutant)));
        match witness {
            Some(Some(witness)) => lines.extend(witness_lines(texts, &outcome.pack, witness)),
            Some(None) => lines.push(format!("  {}", texts.say(say::NO_WITNESS))),
            None => {}
        }
        lines.push(String::new());
    }
    let count = |is: fn(&Fate) -> bool| mutation.count(is).to_string();
    let share = mutation.noticed();
    lines.push(texts.fill(
        say::MUTATED,
        &[
            ("count", &share.total.to_string()),
            ("noticed", &share.covered.to_string()),
            ("percent", &share.in_words()),
            ("missed", &count(|fate| matches!(fate, Fate::Missed(_)))),
            ("undecided", &count(|fate| *fate == Fate::Undecided)),
            ("equivalent", &count(|fate| *fate == Fate::Equivalent)),
        ],
    ));
    lines
}

/// A mistake in a sentence.
fn mistake(texts: &Texts, mutant: &Mutant) -> String {
    let sentence = match mutant.change {
        Change::SwappedAnswers => say::SWAPPED_ANSWERS,
        Change::Retargeted => say::RETARGETED,
        Change::DroppedCheck => say::DROPPED_CHECK,
        Change::Negated => say::NEGATED,
        Change::DroppedPart => say::DROPPED_PART,
        Change::Constant => say::CONSTANT,
        Change::SwappedChoice => say::SWAPPED_CHOICE,
        Change::Otherwise if mutant.after.is_empty() => say::OTHERWISE_GONE,
        Change::Otherwise => say::OTHERWISE_ELSEWHERE,
        Change::DroppedGiven => say::DROPPED_GIVEN,
        Change::DroppedRule => say::DROPPED_RULE,
    };
    texts.fill(sentence, &[("before", &mutant.before), ("after", &mutant.after)])
}

fn witness_lines(texts: &Texts, pack: &Pack, witness: &Witness) -> Vec<String> {
    let instead = witness
        .instead
        .map_or_else(|| texts.say(say::NOTHING_SHOWN).to_owned(), |cause| pack.cause(cause).name.clone());
    let instead = texts.fill(say::WITNESS_INSTEAD, &[("cause", &instead)]);
    let mut lines = vec![format!("  {}", texts.say(say::WITNESS))];
    lines.extend(witness.document(pack).lines().map(|line| format!("    {line}")));
    lines.push(format!("    # {instead}"));
    lines
}
