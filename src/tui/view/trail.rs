//! What was said so far, and who said it.

use ratatui::layout::Rect;
use ratatui::text::Span;

use super::canvas::Canvas;
use super::{BESIDE, TRAIL};
use crate::diagnosis::{Known, TrailEntry, words};
use crate::texts::tui as say;
use crate::tui::action::Action;
use crate::tui::answers::on_the_way;
use crate::tui::page::Page;
use crate::tui::theme::Role;
use crate::tui::ticket::Ticket;
use crate::tui::time;
use crate::tui::wrap::shorten;

/// Draws the trail, and returns the area that is left.
pub(super) fn draw(canvas: &mut Canvas<'_>, ticket: &Ticket, area: Rect) -> Rect {
    if area.width >= BESIDE {
        let beside = Rect { width: TRAIL, ..area };
        canvas.divider(area.x + TRAIL, area);
        let page = full(canvas, ticket, TRAIL - 2);
        canvas.page(&page, Rect { x: beside.x + 1, width: TRAIL - 2, ..beside }, None);
        return Rect { x: area.x + TRAIL + 1, width: area.width - TRAIL - 1, ..area };
    }
    let at_a_cause = ticket.shown_cause().is_some();
    let rows = match area.height {
        30.. => 6,
        18.. if !at_a_cause => 3,
        18.. => 2,
        _ if !at_a_cause => 2,
        // A fix needs the room; the answers are a key away.
        _ => 1,
    };
    let page = short(canvas, ticket, area.width, rows);
    if page.len() == 0 {
        return area;
    }
    let height = crate::tui::wrap::cells(page.len());
    canvas.page(&page, Rect { height, ..area }, None);
    canvas.rule(Rect { y: area.y + height, height: 1, ..area });
    Rect { y: area.y + height + 1, height: area.height - height - 1, ..area }
}

/// The trail in a column of its own.
fn full(canvas: &Canvas<'_>, ticket: &Ticket, width: u16) -> Page {
    let walk = &ticket.walk;
    let mut page = Page::new(width);
    page.prose(0, canvas.style(Role::Heading), canvas.say(say::SO_FAR));
    page.blank();
    for entry in on_the_way(walk) {
        let rows = entry_rows(canvas, &mut page, &entry);
        if canvas.model.pack.fact(entry.fact).is_askable() {
            page.act(rows, &Action::ChangeFact(entry.fact));
        }
    }
    for conflict in walk.conflicts() {
        for line in words::conflict(canvas.texts(), &canvas.model.pack, &conflict) {
            page.hanging(vec![canvas.span(Role::Likely, "! ")], canvas.style(Role::Likely), &line);
        }
        page.blank();
    }
    fixes(canvas, ticket, &mut page);
    if let Some(question) = walk.question() {
        let lead = vec![canvas.span(Role::Key, "▸ ")];
        let label = format!("{} · {}", canvas.model.pack.fact(question.fact).label, canvas.say(say::NOW_ASKED));
        page.hanging(lead, canvas.style(Role::Title), &label);
    }
    page.focus(page.len().saturating_sub(1)..page.len());
    page
}

/// What was tried, and what is waited for.
fn fixes(canvas: &Canvas<'_>, ticket: &Ticket, page: &mut Page) {
    let walk = &ticket.walk;
    let title = |cause| canvas.model.pack.cause(cause).title.as_str();
    for cause in walk.tried() {
        let line = format!("{}: {}, {}", canvas.say(say::TRIED), title(cause), canvas.say(say::DID_NOT_HELP));
        page.hanging(vec![canvas.span(Role::Out, "○ ")], canvas.style(Role::Muted), &line);
        page.blank();
    }
    for (cause, until) in walk.waiting() {
        let time = time::span(canvas.texts(), until.saturating_sub(canvas.model.now));
        let line = format!("{} ({time}): {}", canvas.say(say::WAITING), title(cause));
        page.hanging(vec![canvas.span(Role::Likely, "… ")], canvas.style(Role::Likely), &line);
        page.blank();
    }
}

fn entry_rows(canvas: &Canvas<'_>, page: &mut Page, entry: &TrailEntry) -> std::ops::Range<usize> {
    let start = page.len();
    let said = Said::of(canvas, entry);
    page.hanging(vec![said.mark], canvas.style(Role::Muted), &canvas.model.pack.fact(entry.fact).label);
    page.prose(2, canvas.style(Role::Text), &said.value);
    if !said.by.is_empty() {
        page.prose(2, canvas.style(Role::Muted), &said.by);
    }
    page.blank();
    start..page.len()
}

/// The last answers, a line each.
fn short(canvas: &Canvas<'_>, ticket: &Ticket, width: u16, rows: usize) -> Page {
    // What follows from an answer is told where there is room for it.
    let asked = |entry: &TrailEntry| canvas.model.pack.fact(entry.fact).is_askable();
    let trail: Vec<TrailEntry> = on_the_way(&ticket.walk).into_iter().filter(asked).collect();
    let mut page = Page::new(width);
    let hidden = if trail.len() > rows { trail.len() - (rows - 1) } else { 0 };
    if hidden > 0 {
        let earlier = match hidden {
            1 => canvas.say(say::EARLIER_ONE).to_owned(),
            count => canvas.fill(say::EARLIER, &[("count", &count.to_string())]),
        };
        let row = page.line(vec![canvas.span(Role::Muted, format!("   … {earlier}"))]);
        page.act(row, &Action::Change);
    }
    for entry in trail.iter().skip(hidden) {
        let row = short_row(canvas, &mut page, entry);
        page.act(row, &Action::ChangeFact(entry.fact));
    }
    page
}

fn short_row(canvas: &Canvas<'_>, page: &mut Page, entry: &TrailEntry) -> std::ops::Range<usize> {
    let said = Said::of(canvas, entry);
    let value = if said.by.is_empty() {
        said.value
    } else {
        canvas.fill(say::ANSWERED_BY, &[("value", &said.value), ("by", &said.by)])
    };
    let room = page.width().saturating_sub(4);
    let label = shorten(&canvas.model.pack.fact(entry.fact).label, room / 2);
    let value = shorten(&value, room.saturating_sub(crate::tui::wrap::width(&label) + 2));
    page.line(vec![
        Span::raw(" "),
        said.mark,
        canvas.span(Role::Muted, format!("{label}: ")),
        canvas.span(Role::Text, value),
    ])
}

/// An answer as it reads.
struct Said {
    mark: Span<'static>,
    value: String,
    by: String,
}

impl Said {
    fn of(canvas: &Canvas<'_>, entry: &TrailEntry) -> Self {
        let (texts, pack) = (canvas.texts(), &canvas.model.pack);
        let mark = match &entry.known {
            Known::NotSure | Known::Unknowable | Known::Open(_) => canvas.span(Role::Likely, "? "),
            known if words::is_only_likely(known) => canvas.span(Role::Likely, "~ "),
            _ => canvas.span(Role::Good, "✓ "),
        };
        Self {
            mark,
            value: words::value(texts, pack, entry.fact, &entry.known),
            by: words::provenance(texts, pack, &entry.known),
        }
    }
}
