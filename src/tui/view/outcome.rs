//! Did it help? It stays in view below a fix.

use ratatui::text::Span;

use super::canvas::Canvas;
use crate::knowledge::CauseId;
use crate::texts::tui as say;
use crate::tui::action::Action;
use crate::tui::page::Page;
use crate::tui::tenant::{Stage, Verified};
use crate::tui::theme::Role;
use crate::tui::ticket::{Item, Ticket};
use crate::tui::time;
use crate::tui::wrap::width;

/// The cells in front of an answer.
const LEAD: usize = 6;

pub(super) fn page(canvas: &Canvas<'_>, ticket: &Ticket, id: CauseId, columns: u16) -> Page {
    let mut page = Page::new(columns.saturating_sub(1));
    let verify = &canvas.model.pack.cause(id).verify;
    page.line(vec![Span::raw(" "), canvas.span(Role::Border, "─".repeat(page.width().saturating_sub(1)))]);
    let question = ticket.walk.filler().text(&verify.question);
    page.prose(2, canvas.style(Role::Title), &question);
    if let Some(until) = ticket.walk.waiting_until(id) {
        let left = until.saturating_sub(canvas.model.now);
        let line = match left {
            1.. => canvas.fill(say::LOOK_AGAIN, &[("time", &time::span(canvas.texts(), left))]),
            _ => canvas.say(say::LOOK_NOW).to_owned(),
        };
        page.hanging(vec![canvas.span(Role::Likely, "  … ")], canvas.style(Role::Likely), &line);
    }
    verified(canvas, ticket, id, &mut page);
    choices(canvas, ticket, id, &mut page);
    page
}

/// What a look at the tenant has shown.
fn verified(canvas: &Canvas<'_>, ticket: &Ticket, id: CauseId, page: &mut Page) {
    let Some(probing) = &ticket.probing else { return };
    let (Some(verifying), Stage::Ended(at)) = (&probing.verifies, &probing.stage) else { return };
    let Some(result) = verifying.result.filter(|_| verifying.cause == id) else { return };
    let (text, role, mark) = match result {
        Verified::Gone => (say::PROBE_GONE, Role::Good, "  ✓ "),
        Verified::Holds => (say::PROBE_HOLDS, Role::Likely, "  ! "),
        Verified::Silent => (say::PROBE_SILENT, Role::Muted, "  ? "),
    };
    let line = canvas.fill(text, &[("time", &time::span(canvas.texts(), canvas.model.now.saturating_sub(*at)))]);
    page.hanging(vec![canvas.span(role, mark)], canvas.style(role), &line);
}

/// The answers, side by side if there is room.
fn choices(canvas: &Canvas<'_>, ticket: &Ticket, id: CauseId, page: &mut Page) {
    let labels = labels(canvas, ticket, id);
    let needed: usize = labels.iter().map(|label| width(label) + LEAD).sum();
    if needed > page.width() {
        for (n, label) in labels.iter().enumerate() {
            let rows = page.hanging(lead(canvas, ticket, n), canvas.style(Role::Text), label);
            page.act(rows.clone(), &Action::Choose(n));
            if is_selected(ticket, n) {
                page.restyle(rows, canvas.style(Role::Selected));
            }
        }
        return;
    }
    let mut spans: Vec<Span<'static>> = Vec::new();
    let mut places = Vec::new();
    for (n, label) in labels.iter().enumerate() {
        let start: usize = spans.iter().map(Span::width).sum();
        let mut choice = lead(canvas, ticket, n);
        choice.push(canvas.span(Role::Text, label));
        if is_selected(ticket, n) {
            let selected = canvas.style(Role::Selected);
            choice.iter_mut().skip(1).for_each(|span| span.style = span.style.patch(selected));
        }
        spans.extend(choice);
        let end: usize = spans.iter().map(Span::width).sum();
        places.push((start..end, n));
    }
    page.line(spans);
    for (place, n) in places {
        page.act_on(place, Action::Choose(n));
    }
}

fn lead(canvas: &Canvas<'_>, ticket: &Ticket, n: usize) -> Vec<Span<'static>> {
    let mark = if is_selected(ticket, n) { " ▸ " } else { "   " };
    vec![canvas.span(Role::Text, mark), canvas.span(Role::Key, format!("{}  ", n + 1))]
}

fn is_selected(ticket: &Ticket, n: usize) -> bool {
    ticket.item() == Some(Item::Outcome(n))
}

fn labels(canvas: &Canvas<'_>, ticket: &Ticket, id: CauseId) -> [String; 3] {
    let verify = &canvas.model.pack.cause(id).verify;
    let not_yet = match ticket.walk.waiting_until(id) {
        Some(until) if until > canvas.model.now => canvas.say(say::OUTCOME_GO_ON).to_owned(),
        Some(_) => canvas.say(say::OUTCOME_NOW).to_owned(),
        None => {
            let time = time::span(canvas.texts(), time::seconds(verify.after));
            canvas.fill(say::OUTCOME_NOT_YET, &[("time", &time)])
        }
    };
    [canvas.say(say::OUTCOME_YES).to_owned(), canvas.say(say::OUTCOME_NO).to_owned(), not_yet]
}
