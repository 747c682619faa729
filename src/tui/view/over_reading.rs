//! Overlays to read: why, the map, the note, a cause, a code, a text to select.

use ratatui::text::Span;

use super::canvas::Canvas;
use super::cause as fix;
use crate::diagnosis::{RuledOut, Walk, words};
use crate::knowledge::{CauseId, CodeId, FactId};
use crate::texts::{Text, tui as say};
use crate::tui::message::Refusal;
use crate::tui::page::Page;
use crate::tui::theme::Role;
use crate::tui::wrap::{literal, width};
use crate::tui::{map, note as ticket_note};

pub(super) fn why(canvas: &Canvas<'_>, columns: u16) -> (Text, Page) {
    let mut page = Page::new(columns);
    let Some(ticket) = canvas.model.ticket() else { return (say::WHY_QUESTION, page) };
    let walk = &ticket.walk;
    let title = if let Some(why) = walk.why_question() {
        for (n, line) in words::why_question(canvas.texts(), walk.pack(), &why).iter().enumerate() {
            let lead = if n == 0 { "" } else { "· " };
            page.hanging(vec![canvas.span(Role::Muted, lead)], canvas.style(Role::Text), line);
        }
        say::WHY_QUESTION
    } else if walk.verdict().is_some() {
        say::WHY_CAUSE
    } else {
        say::WHY_END
    };
    if walk.question().is_none_or(|question| question.gate.is_some()) {
        reasons(canvas, walk, &mut page);
    }
    disagreements(canvas, walk, &mut page);
    (title, page)
}

/// The answers that led here, and what ruled the others out.
fn reasons(canvas: &Canvas<'_>, walk: &Walk, page: &mut Page) {
    let texts = canvas.texts();
    let (because, others, still) = match walk.why_cause() {
        Some(why) => {
            let others = others_out(canvas, walk, &why.not_because);
            let title = |cause: CauseId| walk.pack().cause(cause).title.clone();
            let still = why.still_possible.iter().map(|(cause, _)| title(*cause)).collect();
            (words::because(texts, walk, &why), others, still)
        }
        None => (ends(canvas, walk), Vec::new(), Vec::new()),
    };
    if because.is_empty() {
        page.prose(0, canvas.style(Role::Text), canvas.say(say::WHY_NOTHING));
    }
    section(canvas, page, say::WHY_BECAUSE_OF, ("✓ ", Role::Good), &because);
    section(canvas, page, say::WHY_NOT_OTHERS, ("○ ", Role::Out), &others);
    section(canvas, page, say::WHY_STILL, ("● ", Role::Likely), &still);
}

/// What is wrong with the knowledge, as the command that checks it prints it.
pub(super) fn problems(canvas: &Canvas<'_>, columns: u16) -> (Text, Page) {
    let mut page = Page::new(columns);
    let report = canvas.model.author.as_ref().map_or(&[][..], |author| &author.problems.report);
    for line in report {
        for row in literal(line, usize::from(columns)) {
            page.line(vec![canvas.span(Role::Text, row)]);
        }
    }
    if report.is_empty() {
        page.prose(0, canvas.style(Role::Good), canvas.say(say::PROBLEMS_NONE));
    }
    (say::PROBLEMS, page)
}

/// What ruled the other causes out, each answer once with all it ruled out.
fn others_out(canvas: &Canvas<'_>, walk: &Walk, out: &[RuledOut]) -> Vec<String> {
    let pack = walk.pack();
    let mut groups: Vec<(&[FactId], Vec<&str>)> = Vec::new();
    for out in out {
        let title = pack.cause(out.cause).title.as_str();
        match groups.iter_mut().find(|(by, _)| **by == *out.by) {
            Some((_, causes)) => causes.push(title),
            None => groups.push((&out.by, vec![title])),
        }
    }
    let line = |(by, causes): (&[FactId], Vec<&str>)| {
        let reason = |fact: &FactId| {
            let value = words::value(canvas.texts(), pack, *fact, &walk.know(*fact));
            format!("{}: {value}", pack.fact(*fact).label)
        };
        let reasons: Vec<String> = by.iter().map(reason).collect();
        canvas.fill(say::WHY_OUT, &[("reasons", &reasons.join(", ")), ("causes", &causes.join(" · "))])
    };
    groups.into_iter().map(line).collect()
}

fn ends(canvas: &Canvas<'_>, walk: &Walk) -> Vec<String> {
    let line = |entry: &crate::diagnosis::TrailEntry| {
        let value = words::value(canvas.texts(), walk.pack(), entry.fact, &entry.known);
        format!("{}: {value}", walk.pack().fact(entry.fact).label)
    };
    walk.trail().iter().map(line).collect()
}

fn disagreements(canvas: &Canvas<'_>, walk: &Walk, page: &mut Page) {
    let conflicts = walk.conflicts();
    let lines: Vec<String> =
        conflicts.iter().flat_map(|conflict| words::conflict(canvas.texts(), walk.pack(), conflict)).collect();
    section(canvas, page, say::WHY_DISAGREE, ("! ", Role::Likely), &lines);
}

fn section(canvas: &Canvas<'_>, page: &mut Page, heading: Text, mark: (&str, Role), lines: &[String]) {
    if lines.is_empty() {
        return;
    }
    if page.len() > 0 {
        page.blank();
    }
    page.prose(0, canvas.style(Role::Heading), canvas.say(heading));
    for line in lines {
        page.hanging(vec![canvas.span(mark.1, mark.0)], canvas.style(Role::Text), line);
    }
}

pub(super) fn map(canvas: &Canvas<'_>, columns: u16) -> (Text, Page) {
    let mut page = Page::new(columns);
    let Some(ticket) = canvas.model.ticket() else { return (say::MAP, page) };
    for row in map::map(canvas.texts(), &ticket.walk) {
        // However deep the branch, what it says keeps half of the width.
        let most = page.width() / 2;
        let cut = width(&row.branches).saturating_sub(most);
        let branches: String = row.branches.chars().skip(cut).collect();
        let below: String = row.below.chars().skip(cut).collect();
        let start = page.len();
        let lead = vec![canvas.span(Role::Border, &branches)];
        let text = if row.here { format!("{}  ◂ {}", row.text, canvas.say(say::MAP_HERE)) } else { row.text };
        let style = canvas.style(if row.here { Role::Selected } else { row.role });
        page.branch(lead, vec![canvas.span(Role::Border, &below)], style, &text);
        if row.here {
            page.focus(start..page.len());
        }
    }
    (say::MAP, page)
}

pub(super) fn note(canvas: &Canvas<'_>, columns: u16) -> (Text, Page) {
    let mut page = Page::new(columns);
    if let Some(ticket) = canvas.model.ticket() {
        let note = ticket_note::note(canvas.texts(), &ticket.walk);
        page.literal(Vec::new(), canvas.style(Role::Text), &note);
    }
    (say::NOTE, page)
}

pub(super) fn cause(canvas: &Canvas<'_>, id: CauseId, columns: u16) -> (Text, Page) {
    let mut page = Page::new(columns);
    fix::explained(canvas, id, &mut page);
    (say::CAUSE, page)
}

pub(super) fn code(canvas: &Canvas<'_>, id: CodeId, columns: u16) -> (Text, Page) {
    let mut page = Page::new(columns);
    let pack = &canvas.model.pack;
    let code = pack.code(id);
    page.prose(0, canvas.style(Role::Title), &format!("{} · {}", code.name, code.title));
    page.prose(0, canvas.style(Role::Text), &code.meaning);
    let says: Vec<String> = code
        .sets
        .iter()
        .map(|(fact, value)| format!("{}: {}", pack.fact(*fact).label, words::label(pack, *fact, value)))
        .collect();
    section(canvas, &mut page, say::CODE_SAYS, ("✓ ", Role::Good), &says);
    section(canvas, &mut page, say::CODE_OPENS, ("⏎ ", Role::Key), &[pack.tree(code.leads).title.clone()]);
    page.blank();
    for source in &code.sources {
        page.link(Vec::new(), canvas.theme(), &source.url);
        let checked = canvas.fill(say::CHECKED, &[("date", &source.verified)]);
        page.prose(0, canvas.style(Role::Muted), &checked);
    }
    (say::CODE, page)
}

pub(super) fn select(canvas: &Canvas<'_>, text: &str, why: Option<Refusal>, columns: u16) -> Page {
    let mut page = Page::new(columns);
    if let Some(why) = why {
        let why = match why {
            Refusal::TooLong => say::SELECT_TOO_LONG,
            Refusal::NoClipboard => say::SELECT_NO_CLIPBOARD,
            Refusal::Failed => say::SELECT_FAILED,
        };
        page.prose(1, canvas.style(Role::Likely), canvas.say(why));
    }
    page.prose(1, canvas.style(Role::Muted), canvas.say(say::SELECT));
    page.blank();
    for line in literal(text, page.width()) {
        page.line(vec![Span::styled(line, canvas.style(Role::Code))]);
    }
    page
}
