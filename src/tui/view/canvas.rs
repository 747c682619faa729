//! What every part of the screen draws on.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Span;

use crate::texts::{Text, Texts};
use crate::tui::hits::{Hits, Scrolled};
use crate::tui::model::Model;
use crate::tui::page::{Page, Showing};
use crate::tui::theme::{Role, Theme};
use crate::tui::wrap::printable;

/// The cells of a frame, and what is noted about them.
pub(super) struct Canvas<'a> {
    pub model: &'a Model,
    pub buffer: &'a mut Buffer,
    pub hits: Hits,
}

impl<'a> Canvas<'a> {
    pub(super) fn new(model: &'a Model, buffer: &'a mut Buffer) -> Self {
        Self { model, buffer, hits: Hits::default() }
    }

    pub(super) fn theme(&self) -> Theme {
        self.model.theme
    }

    pub(super) fn texts(&self) -> &'a Texts {
        &self.model.texts
    }

    pub(super) fn style(&self, role: Role) -> Style {
        self.model.theme.style(role)
    }

    pub(super) fn say(&self, text: Text) -> &'a str {
        self.model.texts.say(text)
    }

    pub(super) fn fill(&self, text: Text, values: &[(&str, &str)]) -> String {
        self.model.texts.fill(text, values)
    }

    /// A piece of a line.
    pub(super) fn span(&self, role: Role, text: impl AsRef<str>) -> Span<'static> {
        Span::styled(printable(text.as_ref()).replace('\n', " "), self.style(role))
    }

    /// An empty area in the colours of the theme.
    pub(super) fn ground(&mut self, area: Rect) {
        let ground = self.theme().ground();
        for position in area.intersection(*self.buffer.area()).positions() {
            if let Some(cell) = self.buffer.cell_mut(position) {
                cell.reset();
                cell.set_style(ground);
            }
        }
    }

    /// A line across.
    pub(super) fn rule(&mut self, area: Rect) {
        let line = "─".repeat(usize::from(area.width));
        self.buffer.set_string(area.x, area.y, line, self.style(Role::Border));
    }

    /// A line down.
    pub(super) fn divider(&mut self, x: u16, area: Rect) {
        for y in area.y..area.bottom() {
            self.buffer.set_string(x, y, "│", self.style(Role::Border));
        }
    }

    /// A page, scrolled to where the person scrolled it, or to what is selected.
    pub(super) fn page(&mut self, page: &Page, area: Rect, scroll: Option<usize>) -> Scrolled {
        let showing = Showing { theme: self.theme(), texts: self.texts(), scroll };
        page.draw(area, self.buffer, &mut self.hits, showing)
    }

    /// The page of a screen that takes the scroll keys.
    pub(super) fn main_page(&mut self, page: &Page, area: Rect) {
        let scroll = if self.model.overlay.is_none() { self.model.scroll() } else { None };
        self.hits.scrolled = self.page(page, area, scroll);
    }
}
