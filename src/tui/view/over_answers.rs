//! Overlays to choose in: an answer to change, and the keys.

use super::canvas::Canvas;
use super::question;
use crate::diagnosis::words;
use crate::knowledge::FactId;
use crate::texts::{Text, tui as say};
use crate::tui::action::Action;
use crate::tui::answers::{Changeable, changeable};
use crate::tui::ascii;
use crate::tui::asking::Asking;
use crate::tui::input::Input;
use crate::tui::keys::Spot;
use crate::tui::page::Page;
use crate::tui::theme::Role;
use crate::tui::ticket::Ticket;
use crate::tui::update::found_keys;
use crate::tui::wrap::width;

pub(super) fn answers(canvas: &Canvas<'_>, selected: usize, columns: u16) -> (Text, Page) {
    let mut page = Page::new(columns);
    let Some(ticket) = canvas.model.ticket() else { return (say::ANSWERS, page) };
    let rows = changeable(&ticket.walk);
    if rows.is_empty() {
        page.prose(0, canvas.style(Role::Muted), canvas.say(say::ANSWERS_NONE));
    }
    let mut aside = false;
    for (n, row) in rows.iter().enumerate() {
        if matches!(row, Changeable::Aside(_)) && !std::mem::replace(&mut aside, true) {
            page.blank();
            page.prose(0, canvas.style(Role::Heading), canvas.say(say::ANSWERS_ASIDE));
        }
        let line = match row {
            Changeable::Said(fact) | Changeable::Aside(fact) => said(canvas, ticket, *fact),
            Changeable::Waiting(cause) => {
                format!("{}: {}", canvas.say(say::ANSWERS_HELPED), canvas.model.pack.cause(*cause).title)
            }
        };
        let number = if n < 9 { format!("{}  ", n + 1) } else { "   ".to_owned() };
        let mark = if n == selected { "▸ " } else { "  " };
        let lead = vec![canvas.span(Role::Text, mark), canvas.span(Role::Key, number)];
        let rows = page.hanging(lead, canvas.style(Role::Text), &line);
        page.act(rows.clone(), &Action::Choose(n));
        if n == selected {
            page.restyle(rows.clone(), canvas.style(Role::Selected));
            page.focus(rows);
        }
    }
    (say::ANSWERS, page)
}

fn said(canvas: &Canvas<'_>, ticket: &Ticket, fact: FactId) -> String {
    let pack = &canvas.model.pack;
    let known = ticket.walk.know(fact);
    let value = words::value(canvas.texts(), pack, fact, &known);
    let by = words::provenance(canvas.texts(), pack, &known);
    let value = canvas.fill(say::ANSWERED_BY, &[("value", &value), ("by", &by)]);
    format!("{}: {value}", pack.fact(fact).label)
}

pub(super) fn changing(canvas: &Canvas<'_>, asking: &Asking, columns: u16, height: usize) -> (Text, Page) {
    // Two rows below say what was answered so far.
    let mut page = question::page(canvas, None, asking, columns, height.saturating_sub(2));
    if let Some(ticket) = canvas.model.ticket() {
        let known = ticket.walk.know(asking.fact);
        let value = words::value(canvas.texts(), &canvas.model.pack, asking.fact, &known);
        let by = words::provenance(canvas.texts(), &canvas.model.pack, &known);
        page.blank();
        let line = canvas.fill(say::CHANGING_NOW, &[("value", &value), ("by", &by)]);
        page.prose(2, canvas.style(Role::Muted), &line);
    }
    (say::CHANGING, page)
}

/// What a person has to say before the tenant can be asked.
pub(super) fn subject(
    canvas: &Canvas<'_>,
    asking: &Asking,
    waiting: usize,
    columns: u16,
    height: usize,
) -> (Text, Page) {
    let mut page = question::page(canvas, None, asking, columns, height.saturating_sub(2));
    page.blank();
    let line = match waiting {
        1 => canvas.say(say::PROBE_SUBJECT_ONE).to_owned(),
        count => canvas.fill(say::PROBE_SUBJECT_MANY, &[("count", &count.to_string())]),
    };
    page.prose(2, canvas.style(Role::Muted), &line);
    (say::PROBE_SUBJECT, page)
}

pub(super) fn help(canvas: &Canvas<'_>, filter: &Input, selected: usize, on: Spot, columns: u16) -> (Text, Page) {
    let mut page = Page::new(columns);
    let visible = filter.visible(page.width().saturating_sub(3));
    let hint = if filter.is_empty() { canvas.say(say::HELP_FILTER) } else { "" };
    page.line(vec![
        canvas.span(Role::Key, "› "),
        canvas.span(Role::Text, &visible.text),
        canvas.span(Role::Muted, format!(" {hint}")),
    ]);
    page.cursor(2 + visible.cursor);
    page.blank();
    let found = found_keys(canvas.texts(), on, filter.text());
    if found.is_empty() {
        page.prose(2, canvas.style(Role::Muted), canvas.say(say::HELP_NOTHING));
    }
    for (n, binding) in found.iter().enumerate() {
        let label = binding.label_at(on);
        let label = if canvas.model.ascii { ascii::key_label(&label) } else { label };
        let gap = " ".repeat(12_usize.saturating_sub(width(&label)).max(1));
        let mark = if n == selected { "▸ " } else { "  " };
        let lead = vec![canvas.span(Role::Text, mark), canvas.span(Role::Key, label), canvas.span(Role::Text, gap)];
        let rows = page.hanging(lead, canvas.style(Role::Text), binding.help.map_or("", |help| canvas.say(help)));
        page.act(rows.clone(), &Action::Choose(n));
        if n == selected {
            page.restyle(rows.clone(), canvas.style(Role::Selected));
            page.focus(rows);
        }
    }
    (say::HELP, page)
}
