//! `tree stats`: the figures of a pack.

use std::path::Path;
use std::sync::Arc;

use serde::Serialize;

use super::json::VERSION;
use super::sound::Sound;
use super::table::table;
use super::{Exit, Failure, Printer};
use crate::authoring::{Accuracy, MOST_EXACT, MOST_STATES, OrderCost, SymptomFigures, accuracy, figures};
use crate::diagnostic::{Item, Symbol};
use crate::knowledge::{Case, Pack};
use crate::texts::{Text, Texts, stats as say};

/// A saving below this many minutes is none.
const WORTH_SAYING: f64 = 0.01;

pub(super) fn run(folder: Option<&Path>, json: bool, printer: &mut Printer<'_>) -> Result<Exit, Failure> {
    let Sound { pack, places, sources } = Sound::load(folder, printer)?;
    let pack = Arc::new(pack);
    let figures = figures(&pack, MOST_STATES);
    let area = |case: &Case| {
        let site = places.site_of(&Symbol::of(Item::Case(case.name.clone())));
        let name = site.map_or("", |site| sources.name(site.file));
        Path::new(name).file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned())
    };
    let accuracy = accuracy(&pack, area);
    if json {
        printer.json(&Report::of(&pack, &figures, &accuracy))?;
        return Ok(Exit::Fine);
    }
    let texts = printer.texts.clone();
    printer.lines([size(&texts, &pack), String::new()])?;
    printer.lines(symptoms(&texts, &pack, &figures))?;
    printer.lines(orders(&texts, &pack, &figures))?;
    if !accuracy.is_empty() {
        printer.lines(areas(&texts, accuracy))?;
    }
    Ok(Exit::Fine)
}

fn size(texts: &Texts, pack: &Pack) -> String {
    let parts = pack.parts();
    let nodes: usize = parts.trees.iter().map(|tree| tree.nodes.len()).sum();
    let counts =
        [parts.trees.len(), nodes, parts.facts.len(), parts.causes.len(), parts.codes.len(), parts.cases.len()];
    let [trees, nodes, facts, causes, codes, cases] = counts.map(|count| count.to_string());
    let values = [("trees", trees.as_str()), ("nodes", nodes.as_str()), ("facts", facts.as_str())];
    let more = [("causes", causes.as_str()), ("codes", codes.as_str()), ("cases", cases.as_str())];
    texts.fill(say::SIZE, &[values, more].concat())
}

fn head<'a>(texts: &'a Texts, columns: &[Text]) -> Vec<&'a str> {
    columns.iter().map(|text| texts.say(*text)).collect()
}

fn symptoms(texts: &Texts, pack: &Pack, figures: &[SymptomFigures]) -> Vec<String> {
    let columns = [say::SYMPTOM, say::NODES, say::FACTS, say::WAYS_OUT, say::LONGEST, say::QUESTIONS, say::MINUTES];
    let rows = figures.iter().map(|figure| {
        let reckoned = |value: String| if figure.complete { value } else { texts.say(say::INCOMPLETE).to_owned() };
        vec![
            pack.tree(figure.tree).name.clone(),
            figure.nodes.to_string(),
            figure.facts.to_string(),
            figure.ways_out.to_string(),
            reckoned(figure.longest.to_string()),
            reckoned(format!("{:.1}", figure.questions)),
            reckoned(format!("{:.1}", figure.minutes)),
        ]
    });
    let mut lines = table(&head(texts, &columns), &rows.collect::<Vec<_>>());
    lines.push(texts.say(say::LEGEND).to_owned());
    if figures.iter().any(|figure| !figure.complete) {
        lines.push(texts.say(say::INCOMPLETE_LEGEND).to_owned());
    }
    lines.push(String::new());
    lines
}

fn orders(texts: &Texts, pack: &Pack, figures: &[SymptomFigures]) -> Vec<String> {
    let columns = [say::NODE, say::CHECKS, say::WRITTEN, say::USED, say::BEST, say::SAVING];
    let all = figures.iter().flat_map(|figure| figure.orders.iter().map(|order| (figure.tree, order)));
    let mut costly: Vec<_> = all.filter(|(_, (_, cost))| cost.saving() > WORTH_SAYING).collect();
    costly.sort_by(|(_, (_, a)), (_, (_, b))| b.saving().total_cmp(&a.saving()));
    let rows = costly.iter().map(|(tree, (node, cost))| {
        let checks = cost.checks.to_string();
        let minutes = |text, minutes: f64| texts.fill(text, &[("minutes", &format!("{minutes:.2}"))]);
        let (best, saving) = if cost.bound {
            (minutes(say::BOUND, cost.best), minutes(say::AT_MOST, cost.saving()))
        } else {
            (format!("{:.2}", cost.best), format!("{:.2}", cost.saving()))
        };
        let tree = pack.tree(*tree);
        vec![
            format!("{}/{}", tree.name, tree.node(*node).name),
            if cost.fixed { texts.fill(say::FIXED, &[("checks", &checks)]) } else { checks },
            format!("{:.2}", cost.written),
            format!("{:.2}", cost.used),
            best,
            saving,
        ]
    });
    let rows: Vec<Vec<String>> = rows.collect();
    let mut lines = vec![texts.say(say::ORDER_TITLE).to_owned()];
    if rows.is_empty() {
        lines.push(texts.say(say::ORDER_FINE).to_owned());
    } else {
        lines.extend(table(&head(texts, &columns), &rows));
    }
    lines.push(texts.fill(say::ORDER_LEGEND, &[("most", &MOST_EXACT.to_string())]));
    lines.push(String::new());
    lines
}

fn areas(texts: &Texts, mut areas: Vec<Accuracy>) -> Vec<String> {
    let mut all = Accuracy { area: texts.say(say::ALL_AREAS).to_owned(), ..Accuracy::default() };
    for area in &areas {
        all.cases += area.cases;
        all.right += area.right;
        all.questions.extend(&area.questions);
    }
    all.questions.sort_unstable();
    areas.push(all);
    let columns = [say::AREA, say::CASES, say::RIGHT, say::MEDIAN, say::MOST];
    let rows = areas.iter().map(|area| {
        let counts = [area.cases, area.right, area.median(), area.most()];
        std::iter::once(area.area.clone()).chain(counts.map(|count| count.to_string())).collect()
    });
    let mut lines = vec![texts.say(say::ACCURACY_TITLE).to_owned()];
    lines.extend(table(&head(texts, &columns), &rows.collect::<Vec<_>>()));
    lines
}

/// The figures, for a script.
#[derive(Serialize)]
struct Report<'a> {
    version: u32,
    symptoms: Vec<SymptomEntry<'a>>,
    areas: Vec<AreaEntry<'a>>,
}

#[derive(Serialize)]
struct SymptomEntry<'a> {
    symptom: &'a str,
    nodes: usize,
    facts: usize,
    ways_out: usize,
    complete: bool,
    longest: usize,
    questions: f64,
    minutes: f64,
    orders: Vec<Costs<'a>>,
}

#[derive(Serialize)]
struct Costs<'a> {
    node: &'a str,
    checks: usize,
    fixed: bool,
    written: f64,
    used: f64,
    best: f64,
    bound: bool,
    saving: f64,
    best_order: &'a [usize],
}

#[derive(Serialize)]
struct AreaEntry<'a> {
    area: &'a str,
    cases: usize,
    right: usize,
    median: usize,
    max: usize,
}

impl<'a> Report<'a> {
    fn of(pack: &'a Pack, figures: &'a [SymptomFigures], accuracy: &'a [Accuracy]) -> Self {
        let symptoms = figures.iter().map(|figure| SymptomEntry {
            symptom: &pack.tree(figure.tree).name,
            nodes: figure.nodes,
            facts: figure.facts,
            ways_out: figure.ways_out,
            complete: figure.complete,
            longest: figure.longest,
            questions: figure.questions,
            minutes: figure.minutes,
            orders: figure
                .orders
                .iter()
                .map(|(node, cost)| Costs::of(&pack.tree(figure.tree).node(*node).name, cost))
                .collect(),
        });
        let areas = accuracy.iter().map(|known| AreaEntry {
            area: &known.area,
            cases: known.cases,
            right: known.right,
            median: known.median(),
            max: known.most(),
        });
        Self { version: VERSION, symptoms: symptoms.collect(), areas: areas.collect() }
    }
}

impl<'a> Costs<'a> {
    fn of(node: &'a str, cost: &'a OrderCost) -> Self {
        Self {
            node,
            checks: cost.checks,
            fixed: cost.fixed,
            written: cost.written,
            used: cost.used,
            best: cost.best,
            bound: cost.bound,
            saving: cost.saving(),
            best_order: &cost.best_order,
        }
    }
}
