//! Lines to read, wrapped to a width, with what a click on them does. A page that is longer than its area scrolls, and
//! says how much more there is.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::action::Action;
use super::hits::{Hits, Scrolled, Side};
use super::theme::{Role, Theme};
use super::wrap::{cells, literal, printable, prose, width};
use crate::texts::{Texts, tui as say};

/// Lines of a width.
#[derive(Debug)]
pub(super) struct Page {
    width: usize,
    rows: Vec<Row>,
    focus: Option<Range<usize>>,
    /// Where typing goes on: a row and a cell.
    cursor: Option<(usize, usize)>,
}

#[derive(Debug, Default)]
struct Row {
    line: Line<'static>,
    /// What a click does, by cells.
    actions: Vec<(Range<usize>, Action)>,
    link: Option<(Range<usize>, String)>,
}

/// How a page is brought into its area.
#[derive(Clone, Copy, Debug)]
pub(super) struct Showing<'a> {
    pub theme: Theme,
    pub texts: &'a Texts,
    /// Where the person scrolled to; otherwise the focus is kept in view.
    pub scroll: Option<usize>,
}

impl Page {
    pub(super) fn new(width: u16) -> Self {
        Self { width: usize::from(width), rows: Vec::new(), focus: None, cursor: None }
    }

    pub(super) fn width(&self) -> usize {
        self.width
    }

    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    pub(super) fn blank(&mut self) {
        self.rows.push(Row::default());
    }

    /// A line that was made to fit.
    pub(super) fn line(&mut self, spans: Vec<Span<'static>>) -> Range<usize> {
        self.rows.push(Row { line: Line::from(spans), ..Row::default() });
        self.rows.len() - 1..self.rows.len()
    }

    /// A line with something at each end; what is at the right moves to a line of its own when there is no room.
    pub(super) fn ends(&mut self, left: Vec<Span<'static>>, right: Vec<Span<'static>>) -> Range<usize> {
        let used: usize = left.iter().chain(&right).map(Span::width).sum();
        let start = self.rows.len();
        if used < self.width {
            let mut spans = left;
            spans.push(Span::raw(" ".repeat(self.width - used)));
            spans.extend(right);
            self.line(spans);
        } else {
            self.line(left);
            let indent = self.width.saturating_sub(right.iter().map(Span::width).sum());
            let mut spans = vec![Span::raw(" ".repeat(indent))];
            spans.extend(right);
            self.line(spans);
        }
        start..self.rows.len()
    }

    /// Prose, indented.
    pub(super) fn prose(&mut self, indent: usize, style: Style, text: &str) -> Range<usize> {
        self.hanging(vec![Span::raw(" ".repeat(indent))], style, text)
    }

    /// Prose behind a lead; what goes on below stands under the text, not under the lead.
    pub(super) fn hanging(&mut self, lead: Vec<Span<'static>>, style: Style, text: &str) -> Range<usize> {
        let room = self.room_behind(&lead);
        self.behind(lead, None, style, prose(text, room))
    }

    /// Prose with the same mark in front of every line.
    pub(super) fn barred(&mut self, lead: Vec<Span<'static>>, style: Style, text: &str) -> Range<usize> {
        let room = self.room_behind(&lead);
        let again = lead.clone();
        self.behind(lead, Some(again), style, prose(text, room))
    }

    /// A literal text, its line breaks kept, with the same mark in front of every line.
    pub(super) fn literal(&mut self, lead: Vec<Span<'static>>, style: Style, text: &str) -> Range<usize> {
        let room = self.room_behind(&lead);
        let again = lead.clone();
        self.behind(lead, Some(again), style, literal(text, room))
    }

    /// Prose behind a lead, with another one in front of what goes on below.
    pub(super) fn branch(
        &mut self,
        lead: Vec<Span<'static>>,
        below: Vec<Span<'static>>,
        style: Style,
        text: &str,
    ) -> Range<usize> {
        let room = self.room_behind(&lead);
        self.behind(lead, Some(below), style, prose(text, room))
    }

    fn room_behind(&self, lead: &[Span<'static>]) -> usize {
        self.width.saturating_sub(lead.iter().map(Span::width).sum()).max(1)
    }

    fn behind(
        &mut self,
        lead: Vec<Span<'static>>,
        again: Option<Vec<Span<'static>>>,
        style: Style,
        lines: Vec<String>,
    ) -> Range<usize> {
        let start = self.rows.len();
        let indent = lead.iter().map(Span::width).sum();
        let again = again.unwrap_or_else(|| vec![Span::raw(" ".repeat(indent))]);
        let mut lead = Some(lead);
        for line in lines {
            let mut spans = lead.take().unwrap_or_else(|| again.clone());
            spans.push(Span::styled(line, style));
            self.line(spans);
        }
        start..self.rows.len()
    }

    /// An address, wrapped if need be, that a click copies and a terminal may open.
    pub(super) fn link(&mut self, lead: Vec<Span<'static>>, theme: Theme, address: &str) -> Range<usize> {
        let address = printable(address);
        let indent: usize = lead.iter().map(Span::width).sum();
        let room = self.room_behind(&lead);
        let rows = self.behind(lead, None, theme.style(Role::Link), literal(&address, room));
        for row in self.rows.get_mut(rows.clone()).into_iter().flatten() {
            let place = indent..row.line.width();
            row.actions.push((place.clone(), Action::OpenAddress(address.clone())));
            row.link = Some((place, address.clone()));
        }
        rows
    }

    /// Gives whole rows a style, up to the right edge.
    pub(super) fn restyle(&mut self, rows: Range<usize>, style: Style) {
        for row in self.rows.get_mut(rows).into_iter().flatten() {
            let filling = self.width.saturating_sub(row.line.width());
            row.line.spans.push(Span::raw(" ".repeat(filling)));
            for span in &mut row.line.spans {
                span.style = span.style.patch(style);
            }
        }
    }

    /// A click anywhere on these rows asks for `action`.
    pub(super) fn act(&mut self, rows: Range<usize>, action: &Action) {
        let width = self.width;
        for row in self.rows.get_mut(rows).into_iter().flatten() {
            row.actions.insert(0, (0..width, action.clone()));
        }
    }

    /// A click on these cells of the last row asks for `action`.
    pub(super) fn act_on(&mut self, place: Range<usize>, action: Action) {
        if let Some(row) = self.rows.last_mut() {
            row.actions.push((place, action));
        }
    }

    /// These rows stay in view.
    pub(super) fn focus(&mut self, rows: Range<usize>) {
        self.focus = Some(rows);
    }

    /// Typing goes on at this cell of the last row.
    pub(super) fn cursor(&mut self, cell: usize) {
        self.cursor = Some((self.rows.len().saturating_sub(1), cell));
    }

    /// Brings the page into `area`.
    pub(super) fn draw(&self, area: Rect, buffer: &mut Buffer, hits: &mut Hits, showing: Showing<'_>) -> Scrolled {
        let room = usize::from(area.height);
        if area.is_empty() {
            return Scrolled::default();
        }
        if self.rows.len() <= room {
            self.draw_rows(area, 0, buffer, hits);
            return Scrolled { rows: room, ..Scrolled::default() };
        }
        // A row is given up for the line that says what is out of view.
        let rows = if room > 2 { room - 1 } else { room };
        let most = self.rows.len() - rows;
        let following = self.following(rows).min(most);
        let offset = showing.scroll.unwrap_or(following).min(most);
        let above = Rect { height: cells(rows), ..area };
        self.draw_rows(above, offset, buffer, hits);
        if rows < room {
            let below = Rect { y: area.y + cells(rows), height: 1, ..area };
            more(below, offset, most - offset, buffer, hits, showing);
        }
        Scrolled { offset, most, rows, following, selected: self.side(offset, rows) }
    }

    /// Where the focus is, seen from the rows in view; its first row counts.
    fn side(&self, offset: usize, rows: usize) -> Side {
        match &self.focus {
            Some(focus) if focus.start < offset => Side::Above,
            Some(focus) if focus.start >= offset + rows => Side::Below,
            _ => Side::Here,
        }
    }

    /// The least offset that shows the end of the focus, and its start if it is too long.
    fn following(&self, rows: usize) -> usize {
        let Some(focus) = &self.focus else { return 0 };
        focus.end.saturating_sub(rows).min(focus.start)
    }

    fn draw_rows(&self, area: Rect, offset: usize, buffer: &mut Buffer, hits: &mut Hits) {
        let seen = self.rows.iter().skip(offset).take(usize::from(area.height));
        for (n, row) in seen.enumerate() {
            let y = area.y + cells(n);
            buffer.set_line(area.x, y, &row.line, area.width);
            for (place, action) in &row.actions {
                hits.area(part(area, y, place), action.clone());
            }
            if let Some((place, address)) = &row.link {
                hits.link(part(area, y, place), address.clone());
            }
        }
        if let Some((row, cell)) = self.cursor
            && let Some(row) = row.checked_sub(offset).filter(|row| *row < usize::from(area.height))
            && cell < usize::from(area.width)
        {
            hits.cursor = Some(Position::new(area.x + cells(cell), area.y + cells(row)));
        }
    }
}

fn part(area: Rect, y: u16, place: &Range<usize>) -> Rect {
    let start = cells(place.start).min(area.width);
    let end = cells(place.end).min(area.width);
    Rect { x: area.x + start, y, width: end.saturating_sub(start), height: 1 }
}

/// The line that says how much is out of view.
fn more(area: Rect, above: usize, below: usize, buffer: &mut Buffer, hits: &mut Hits, showing: Showing<'_>) {
    let text = match (above, below) {
        (0, below) => showing.texts.fill(say::MORE_BELOW, &[("below", &below.to_string())]),
        (above, 0) => showing.texts.fill(say::MORE_ABOVE, &[("above", &above.to_string())]),
        (above, below) => {
            showing.texts.fill(say::MORE_BOTH, &[("above", &above.to_string()), ("below", &below.to_string())])
        }
    };
    let indent = area.width.saturating_sub(cells(width(&text)));
    buffer.set_stringn(area.x + indent, area.y, &text, usize::from(area.width), showing.theme.style(Role::Muted));
    hits.area(area, if below > 0 { Action::PageDown } else { Action::PageUp });
}

#[cfg(test)]
mod tests;
