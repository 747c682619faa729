//! The causes that are left, how heavy they are, and what is out.

use ratatui::text::Span;

use super::canvas::Canvas;
use super::header::left;
use crate::knowledge::CauseId;
use crate::texts::tui as say;
use crate::tui::page::Page;
use crate::tui::theme::Role;
use crate::tui::ticket::Ticket;
use crate::tui::wrap::{shorten, width};

/// More causes than this are counted, not listed.
const LISTED: usize = 6;

/// With less room than this there is one line.
const LEAST: usize = 5;

/// What is left, in at most `room` rows; at least one.
pub(super) fn page(canvas: &Canvas<'_>, ticket: &Ticket, width: u16, room: usize) -> Page {
    let mut page = Page::new(width.saturating_sub(1));
    let live = ticket.walk.live();
    if room < LEAST {
        likeliest(canvas, ticket, &mut page);
        return page;
    }
    heading(canvas, &mut page, live.causes.len());
    let out = ruled_out(canvas, ticket, page.width());
    let listed = LISTED.min(room.saturating_sub(2 + usize::from(!out.is_empty())));
    // One cause more takes no more room than the line that counts it.
    let listed = if live.causes.len() == listed + 1 { live.causes.len() } else { listed };
    let heaviest = live.causes.first().map_or(1.0, |(_, weight)| *weight);
    for (cause, weight) in live.causes.iter().take(listed) {
        bar(canvas, &mut page, *cause, *weight, heaviest);
    }
    if live.causes.len() > listed {
        let more = canvas.fill(say::LEFT_MORE, &[("count", &(live.causes.len() - listed).to_string())]);
        page.prose(bar_width(&page) + 4, canvas.style(Role::Muted), &more);
    }
    if !out.is_empty() {
        page.line(vec![canvas.span(Role::Out, out)]);
    }
    page
}

fn likeliest(canvas: &Canvas<'_>, ticket: &Ticket, page: &mut Page) {
    let Some((cause, weight)) = ticket.walk.live().causes.first() else { return };
    let values = [("cause", canvas.model.pack.cause(*cause).title.as_str()), ("percent", &percent(*weight))];
    let line = canvas.fill(say::LIKELIEST, &values);
    let line = shorten(&line, page.width().saturating_sub(2));
    page.line(vec![canvas.span(Role::Muted, format!("  {line}"))]);
}

fn heading(canvas: &Canvas<'_>, page: &mut Page, count: usize) {
    let text = format!(" {} ", left(canvas, count));
    let rest = page.width().saturating_sub(width(&text) + 3);
    page.line(vec![
        canvas.span(Role::Border, "  ─"),
        canvas.span(Role::Heading, text),
        canvas.span(Role::Border, "─".repeat(rest)),
    ]);
}

fn bar_width(page: &Page) -> usize {
    if page.width() >= 70 { 14 } else { 8 }
}

fn bar(canvas: &Canvas<'_>, page: &mut Page, cause: CauseId, weight: f64, heaviest: f64) {
    let full = bar_width(page);
    // A cause that is possible always shows, however light it is.
    let reaches = |blocks: &usize| (*blocks as f64 - 0.5) / full as f64 <= weight / heaviest;
    let blocks = (1..=full).take_while(reaches).count().max(1);
    let percent = canvas.fill(say::PERCENT, &[("percent", &percent(weight))]);
    let room = page.width().saturating_sub(full + 4 + 8);
    let title = shorten(&canvas.model.pack.cause(cause).title, room);
    page.ends(
        vec![
            canvas.span(Role::Bar, format!("  {}", "█".repeat(blocks))),
            Span::raw(" ".repeat(full - blocks + 2)),
            canvas.span(Role::Text, title),
        ],
        vec![canvas.span(Role::Muted, format!("{percent} "))],
    );
}

fn percent(weight: f64) -> String {
    let percent = weight * 100.0;
    if percent > 0.0 && percent < 1.0 { "<1".to_owned() } else { format!("{percent:.0}") }
}

/// A letter, and the dot between two names.
const SHORTEST_NAME: usize = 4;

fn ruled_out(canvas: &Canvas<'_>, ticket: &Ticket, width: usize) -> String {
    let out = &ticket.walk.live().ruled_out;
    if out.is_empty() {
        return String::new();
    }
    let room = width.saturating_sub(2);
    // As many names as fit; the map has them all. With what parts it from the next, none is shorter than this.
    let most = room / SHORTEST_NAME + 1;
    for named in (0..=out.len().min(most)).rev() {
        let line = named_out(canvas, ticket, named);
        if crate::tui::wrap::width(&line) <= room || named == 0 {
            return format!("  {}", shorten(&line, room));
        }
    }
    String::new()
}

fn named_out(canvas: &Canvas<'_>, ticket: &Ticket, named: usize) -> String {
    let out = &ticket.walk.live().ruled_out;
    if named == 0 {
        return canvas.fill(say::RULED_OUT_COUNT, &[("count", &out.len().to_string())]);
    }
    let title = |cause: CauseId| canvas.model.pack.cause(cause).title.clone();
    let mut names: Vec<String> = out.iter().take(named).map(|out| title(out.cause)).collect();
    if named < out.len() {
        names.push(canvas.fill(say::LEFT_MORE, &[("count", &(out.len() - named).to_string())]));
    }
    canvas.fill(say::RULED_OUT, &[("causes", &names.join(" · "))])
}
