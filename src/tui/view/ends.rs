//! Where a walk ends: fixed, refused, or handed over.

use ratatui::layout::Rect;
use ratatui::text::Span;

use super::canvas::Canvas;
use crate::diagnosis::{Step, Verdict, words};
use crate::knowledge::{CauseId, Escalation, FactId};
use crate::texts::{Text, tui as say};
use crate::tui::page::Page;
use crate::tui::theme::Role;
use crate::tui::ticket::Ticket;

pub(super) fn draw(canvas: &mut Canvas<'_>, ticket: &Ticket, area: Rect) {
    let mut page = Page::new(area.width.saturating_sub(1));
    if area.height > 12 {
        page.blank();
    }
    match ticket.walk.step() {
        Step::Fixed { cause } => fixed(canvas, *cause, &mut page),
        Step::Refused { verdict, gate } => refused(canvas, ticket, verdict, *gate, &mut page),
        Step::Escalate { after } => escalate(canvas, ticket, *after, &mut page),
        Step::Question(_) | Step::Cause(_) => {}
    }
    canvas.main_page(&page, area);
}

fn bar(canvas: &Canvas<'_>, role: Role) -> Vec<Span<'static>> {
    vec![Span::raw(" "), canvas.span(role, "┃ ")]
}

fn section(canvas: &Canvas<'_>, page: &mut Page, heading: Text) {
    page.blank();
    page.prose(3, canvas.style(Role::Heading), canvas.say(heading));
}

fn listed<'a>(canvas: &Canvas<'_>, page: &mut Page, lines: impl IntoIterator<Item = &'a str>) {
    for line in lines {
        page.hanging(vec![Span::raw("   "), canvas.span(Role::Muted, "· ")], canvas.style(Role::Text), line);
    }
}

fn fixed(canvas: &Canvas<'_>, cause: CauseId, page: &mut Page) {
    let cause = canvas.model.pack.cause(cause);
    page.barred(bar(canvas, Role::Good), canvas.style(Role::Title), &format!("✓ {}", canvas.say(say::FIXED)));
    let line = canvas.fill(say::FIXED_BY, &[("cause", &cause.title)]);
    page.barred(bar(canvas, Role::Good), canvas.style(Role::Text), &line);
    page.blank();
    page.prose(3, canvas.style(Role::Muted), canvas.say(say::FIXED_NEXT));
}

fn refused(canvas: &Canvas<'_>, ticket: &Ticket, verdict: &Verdict, gate: FactId, page: &mut Page) {
    let pack = &canvas.model.pack;
    let fact = pack.fact(gate);
    let value = words::value(canvas.texts(), pack, gate, &ticket.walk.know(gate));
    page.barred(bar(canvas, Role::Danger), canvas.style(Role::Title), canvas.say(say::REFUSED));
    let why = canvas.fill(say::REFUSED_WHY, &[("gate", &fact.label), ("value", &value)]);
    page.barred(bar(canvas, Role::Danger), canvas.style(Role::Text), &why);
    let found = canvas.fill(say::REFUSED_FOUND, &[("cause", &pack.cause(verdict.cause).title)]);
    page.barred(bar(canvas, Role::Danger), canvas.style(Role::Muted), &found);
    if let Some(gate) = &fact.gate {
        section(canvas, page, say::REFUSED_SAY);
        page.prose(5, canvas.style(Role::Title), &format!("“{}”", gate.refuse.trim()));
        section(canvas, page, say::REFUSED_TO);
        page.prose(5, canvas.style(Role::Text), &gate.to);
    }
    page.blank();
    page.prose(3, canvas.style(Role::Muted), canvas.say(say::REFUSED_NEXT));
}

fn escalate(canvas: &Canvas<'_>, ticket: &Ticket, after: Option<CauseId>, page: &mut Page) {
    let (walk, pack) = (&ticket.walk, &canvas.model.pack);
    let escalation: &Escalation = match after {
        Some(cause) => &pack.cause(cause).escalate,
        None => &pack.tree(walk.tree()).escalate,
    };
    page.barred(bar(canvas, Role::Likely), canvas.style(Role::Title), canvas.say(say::ESCALATE));
    page.barred(bar(canvas, Role::Likely), canvas.style(Role::Text), canvas.say(say::ESCALATE_SPENT));
    section(canvas, page, say::ESCALATE_TO);
    page.prose(5, canvas.style(Role::Title), &escalation.to);
    section(canvas, page, say::ESCALATE_WITH);
    listed(canvas, page, escalation.with.iter().map(String::as_str));
    section(canvas, page, say::ESCALATE_TRIED);
    let tried: Vec<&str> = walk.tried().map(|cause| pack.cause(cause).title.as_str()).collect();
    if tried.is_empty() {
        page.prose(5, canvas.style(Role::Muted), canvas.say(say::ESCALATE_NOTHING_TRIED));
    }
    listed(canvas, page, tried);
    let known: Vec<String> = walk
        .trail()
        .iter()
        .map(|entry| {
            let value = words::value(canvas.texts(), pack, entry.fact, &entry.known);
            format!("{}: {value}", pack.fact(entry.fact).label)
        })
        .collect();
    if !known.is_empty() {
        section(canvas, page, say::ESCALATE_KNOWN);
        listed(canvas, page, known.iter().map(String::as_str));
    }
}
