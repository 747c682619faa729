//! `tree prove`: what holds for every walk, over all states of every tree.

use std::path::Path;

use serde::Serialize;

use super::json::VERSION;
use super::sound::Sound;
use super::table::table;
use super::{Exit, Failure, Printer};
use crate::authoring::{Proof, TreeProof, proof_diagnostics, prove};
use crate::diagnostic::{Diagnostic, render};
use crate::knowledge::Pack;
use crate::texts::{Texts, prove as say};

pub(super) fn run(
    folder: Option<&Path>,
    most: usize,
    json: bool,
    colour: bool,
    printer: &mut Printer<'_>,
) -> Result<Exit, Failure> {
    let sound = Sound::load(folder, printer)?;
    let proof = prove(&sound.pack, most);
    let diagnostics = proof_diagnostics(&printer.texts, &sound.pack, &proof);
    if json {
        printer.json(&Report::of(&sound, &proof, &diagnostics))?;
    } else {
        print(&sound, &proof, &diagnostics, colour, printer)?;
    }
    Ok(if proof.holds() { Exit::Fine } else { Exit::Problems })
}

fn print(
    sound: &Sound,
    proof: &Proof,
    diagnostics: &[Diagnostic],
    colour: bool,
    printer: &mut Printer<'_>,
) -> Result<(), Failure> {
    let texts = printer.texts.clone();
    let head = [say::TREE, say::NODES, say::FACTS, say::STATES, say::LONGEST, say::QUESTIONS, say::MINUTES, say::FOUND];
    let head: Vec<&str> = head.iter().map(|text| texts.say(*text)).collect();
    let rows: Vec<Vec<String>> = proof.trees.iter().map(|tree| row(&texts, &sound.pack, tree)).collect();
    printer.lines(table(&head, &rows))?;
    printer.line("")?;
    let report = render(diagnostics, &sound.sources, &sound.places, colour);
    if !report.is_empty() {
        printer.lines([report.as_str()])?;
    }
    let violations = proof.findings().filter(|(_, finding)| finding.is_violation()).count().to_string();
    let (trees, states) = (proof.trees.len(), proof.trees.iter().map(|tree| tree.states).sum::<usize>());
    let (trees, states) = (trees.to_string(), states.to_string());
    let verdict = if proof.holds() { say::HOLDS } else { say::FAILS };
    let values = [("trees", trees.as_str()), ("states", states.as_str()), ("violations", violations.as_str())];
    printer.lines([texts.fill(verdict, &values), texts.say(say::LEGEND).to_owned()])
}

fn row(texts: &Texts, pack: &Pack, tree: &TreeProof) -> Vec<String> {
    let violations = tree.findings.iter().filter(|finding| finding.is_violation()).count();
    let warnings = tree.findings.len() - violations;
    let count = |text, count: usize| (count > 0).then(|| texts.fill(text, &[("count", &count.to_string())]));
    let found = count(say::VIOLATION_COUNT, violations).or_else(|| count(say::WARNING_COUNT, warnings));
    vec![
        pack.tree(tree.tree).name.clone(),
        tree.nodes.to_string(),
        tree.facts.to_string(),
        tree.states.to_string(),
        tree.longest.to_string(),
        format!("{:.1}", tree.questions),
        format!("{:.1}", tree.minutes),
        found.unwrap_or_else(|| texts.say(say::FINE).to_owned()),
    ]
}

/// The proof, for a script.
#[derive(Serialize)]
struct Report<'a> {
    version: u32,
    proved: bool,
    trees: Vec<Tree<'a>>,
    findings: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Tree<'a> {
    symptom: &'a str,
    nodes: usize,
    facts: usize,
    states: usize,
    longest: usize,
    longest_walk: Vec<(&'a str, Option<String>)>,
    questions: f64,
    minutes: f64,
}

#[derive(Serialize)]
struct Entry<'a> {
    severity: &'static str,
    code: &'static str,
    symptom: &'a str,
    message: &'a str,
    help: Option<&'a str>,
    file: Option<&'a str>,
    line: Option<usize>,
}

impl<'a> Report<'a> {
    fn of(sound: &'a Sound, proof: &Proof, diagnostics: &'a [Diagnostic]) -> Self {
        let pack = &sound.pack;
        let trees = proof.trees.iter().map(|tree| Tree {
            symptom: &pack.tree(tree.tree).name,
            nodes: tree.nodes,
            facts: tree.facts,
            states: tree.states,
            longest: tree.longest,
            longest_walk: tree
                .longest_walk
                .iter()
                .map(|(fact, value)| (pack.fact(*fact).name.as_str(), value.as_ref().map(ToString::to_string)))
                .collect(),
            questions: tree.questions,
            minutes: tree.minutes,
        });
        let findings = diagnostics.iter().zip(proof.findings()).map(|(diagnostic, (tree, _))| {
            let site = sound.places.resolve(&diagnostic.place);
            Entry {
                severity: diagnostic.severity.word(),
                code: diagnostic.code,
                symptom: &pack.tree(tree).name,
                message: &diagnostic.message,
                help: diagnostic.help.as_deref(),
                file: site.map(|site| sound.sources.name(site.file)),
                line: site.map(|site| sound.sources.line_and_column(site.file, site.span.start).0),
            }
        });
        Self { version: VERSION, proved: proof.holds(), trees: trees.collect(), findings: findings.collect() }
    }
}
