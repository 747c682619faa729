//! The opening: what is wrong?

use std::ops::Range;

use ratatui::layout::Rect;
use ratatui::text::Span;

use super::canvas::Canvas;
use super::header::left;
use crate::diagnosis::Step;
use crate::search::{Found, Match};
use crate::texts::tui as say;
use crate::tui::action::Action;
use crate::tui::model::OpeningRow;
use crate::tui::page::Page;
use crate::tui::theme::Role;
use crate::tui::ticket::Ticket;
use crate::tui::time;
use crate::tui::wrap::{cells, shorten, width};

/// The cells in front of a row: its number, or the mark of what is selected.
const LEAD: usize = 6;

/// How many rows have a number key.
const NUMBERED: usize = 9;

pub(super) fn draw(canvas: &mut Canvas<'_>, area: Rect) {
    let roomy = area.height >= 16;
    let top = u16::from(roomy);
    ask(canvas, Rect { y: area.y + top, height: 1, ..area });
    let above = top + if area.height > 8 { 2 } else { 1 };
    let below = Rect { y: area.y + above, height: area.height.saturating_sub(above), ..area };
    let (matches, tickets) = (matches(canvas, area.width), tickets(canvas, area.width));
    // Tickets stay in view at the bottom; they take what the matches leave, or a third.
    let left = below.height.saturating_sub(cells(matches.len()));
    let height = if tickets.len() == 0 { 0 } else { cells(tickets.len() + 1).min(left.max(below.height / 3).max(3)) };
    let list = Rect { height: below.height.saturating_sub(height), ..below };
    let selects_ticket = canvas.model.opening.selected >= canvas.model.opening.matches.len();
    let scroll = if canvas.model.overlay.is_none() { canvas.model.scroll() } else { None };
    let of_list = canvas.page(&matches, list, scroll.filter(|_| !selects_ticket));
    let mut scrolled = of_list;
    if height > 1 {
        let foot = Rect { y: list.bottom() + 1, height: height - 1, ..below };
        let of_tickets = canvas.page(&tickets, foot, scroll.filter(|_| selects_ticket));
        scrolled = if selects_ticket { of_tickets } else { of_list };
    }
    canvas.hits.scrolled = scrolled;
}

fn ask(canvas: &mut Canvas<'_>, area: Rect) {
    let label = format!("  {}   › ", canvas.say(say::OPENING_ASK));
    let mut page = Page::new(area.width);
    let input = &canvas.model.opening.input;
    let room = usize::from(area.width).saturating_sub(width(&label) + 1);
    let visible = input.visible(room);
    let mut spans = vec![canvas.span(Role::Title, &label)];
    if input.is_empty() {
        spans.push(
            canvas.span(Role::Muted, format!(" {}", shorten(canvas.say(say::OPENING_HINT), room.saturating_sub(1)))),
        );
    } else {
        spans.push(canvas.span(Role::Text, visible.text));
    }
    page.line(spans);
    page.cursor(width(&label) + visible.cursor);
    canvas.page(&page, area, None);
}

/// What was found, or every symptom.
fn matches(canvas: &Canvas<'_>, width: u16) -> Page {
    let mut page = Page::new(width);
    if canvas.model.opening.matches.is_empty() {
        page.prose(LEAD, canvas.style(Role::Muted), canvas.say(say::OPENING_NOTHING));
    }
    for (n, row) in canvas.model.opening_rows().iter().enumerate() {
        if let OpeningRow::Match(found) = row {
            let rows = found_row(canvas, &mut page, lead(canvas, n), found);
            choosable(canvas, &mut page, n, rows);
        }
    }
    page
}

/// The tickets that are open.
fn tickets(canvas: &Canvas<'_>, width: u16) -> Page {
    let mut page = Page::new(width);
    for (n, row) in canvas.model.opening_rows().iter().enumerate() {
        let OpeningRow::Ticket(place) = row else { continue };
        let Some(ticket) = canvas.model.tickets.get(*place) else { continue };
        if page.len() == 0 {
            page.prose(2, canvas.style(Role::Heading), canvas.say(say::OPENING_TICKETS));
        }
        let rows = ticket_row(canvas, &mut page, lead(canvas, n), ticket);
        choosable(canvas, &mut page, n, rows);
    }
    page
}

fn choosable(canvas: &Canvas<'_>, page: &mut Page, n: usize, rows: Range<usize>) {
    page.act(rows.clone(), &Action::Choose(n));
    if n == canvas.model.opening.selected {
        page.restyle(rows.clone(), canvas.style(Role::Selected));
        page.focus(rows);
    }
}

fn lead(canvas: &Canvas<'_>, n: usize) -> Vec<Span<'static>> {
    let mark = if n == canvas.model.opening.selected { "  ▸ " } else { "    " };
    let numbered = n < NUMBERED && canvas.model.opening.input.is_empty();
    let number = if numbered { format!("{} ", n + 1) } else { "  ".to_owned() };
    vec![canvas.span(Role::Text, mark), canvas.span(Role::Key, number)]
}

fn found_row(canvas: &Canvas<'_>, page: &mut Page, lead: Vec<Span<'static>>, found: &Match) -> Range<usize> {
    let pack = &canvas.model.pack;
    let kind = match found.found {
        Found::Symptom(_) => None,
        Found::Code(code) => Some(format!("{} {}", canvas.say(say::OPENING_CODE), pack.code(code).name)),
        Found::Cause(_) => Some(canvas.say(say::OPENING_CAUSE).to_owned()),
    };
    let words: Vec<String> = found.matched.iter().map(|word| format!("“{word}”")).collect();
    let matches = (!words.is_empty()).then(|| canvas.fill(say::OPENING_MATCHES, &[("words", &words.join(", "))]));
    let right: Vec<String> = kind.into_iter().chain(matches).collect();
    titled(canvas, page, lead, &found.title, &right.join(" · "))
}

fn ticket_row(canvas: &Canvas<'_>, page: &mut Page, lead: Vec<Span<'static>>, ticket: &Ticket) -> Range<usize> {
    let walk = &ticket.walk;
    let title = canvas.model.pack.tree(walk.tree()).title.clone();
    let state = match walk.step() {
        Step::Question(_) => left(canvas, walk.live().causes.len()),
        Step::Cause(_) => canvas.say(say::TICKET_FOUND).to_owned(),
        Step::Fixed { .. } => canvas.say(say::TICKET_FIXED).to_owned(),
        Step::Escalate { .. } => canvas.say(say::TICKET_HANDED_OVER).to_owned(),
        Step::Refused { .. } => canvas.say(say::TICKET_REFUSED).to_owned(),
    };
    let soonest = walk.waiting().map(|(_, until)| until).min();
    let waiting = soonest.map(|until| {
        let time = time::span(canvas.texts(), until.saturating_sub(canvas.model.now));
        canvas.fill(say::TICKET_WAITING, &[("time", &time)])
    });
    let right: Vec<String> = waiting.into_iter().chain([state]).collect();
    titled(canvas, page, lead, &title, &right.join(" · "))
}

/// A title, and at the right what is known about it, if it fits; else below.
fn titled(canvas: &Canvas<'_>, page: &mut Page, lead: Vec<Span<'static>>, title: &str, right: &str) -> Range<usize> {
    let muted = canvas.style(Role::Muted);
    let needed = LEAD + width(title) + 3 + width(right) + 2;
    if right.is_empty() || needed > page.width() {
        let start = page.len();
        page.hanging(lead, canvas.style(Role::Text), title);
        if !right.is_empty() {
            page.prose(LEAD + 2, muted, right);
        }
        return start..page.len();
    }
    let mut left = lead;
    left.push(canvas.span(Role::Text, title));
    page.ends(left, vec![canvas.span(Role::Muted, format!("{right}  "))])
}
