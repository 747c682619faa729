//! What lies over a screen: a box with a title, as high as what is in it.

use ratatui::layout::Rect;
use ratatui::text::Span;
use ratatui::widgets::{Block, Borders, Widget};

use super::canvas::Canvas;
use super::{over_answers, over_reading};
use crate::texts::tui as say;
use crate::tui::action::Action;
use crate::tui::overlay::{Overlay, Shows};
use crate::tui::page::Page;
use crate::tui::theme::Role;
use crate::tui::wrap::cells;

/// Lines longer than this are hard to read.
const WIDEST: u16 = 104;

pub(super) fn draw(canvas: &mut Canvas<'_>, overlay: &Overlay, body: Rect) {
    // A click beside the box closes it.
    canvas.hits.area(body, Action::Back);
    if let Shows::Select { text, why } = &overlay.shows {
        return bare(canvas, overlay, body, &over_reading::select(canvas, text, *why, body.width));
    }
    let margin = if body.width >= 80 { 4 } else { 0 };
    let width = body.width.saturating_sub(margin).min(WIDEST);
    let inner = width.saturating_sub(4);
    let height = body.height.saturating_sub(2);
    let (title, page) = match &overlay.shows {
        Shows::Why => over_reading::why(canvas, inner),
        Shows::Map => over_reading::map(canvas, inner),
        Shows::Note => over_reading::note(canvas, inner),
        Shows::Problems => over_reading::problems(canvas, inner),
        Shows::Cause(cause) => over_reading::cause(canvas, *cause, inner),
        Shows::Code(code) => over_reading::code(canvas, *code, inner),
        Shows::Answers { selected } => over_answers::answers(canvas, *selected, inner),
        Shows::Subject { asking, waiting, .. } => {
            over_answers::subject(canvas, asking, *waiting, inner, usize::from(height))
        }
        Shows::Changing(asking) => over_answers::changing(canvas, asking, inner, usize::from(height)),
        Shows::Help { filter, selected, on, .. } => over_answers::help(canvas, filter, *selected, *on, inner),
        Shows::Select { .. } => (say::SELECT, Page::new(inner)),
    };
    let area = Rect {
        x: body.x + (body.width - width) / 2,
        y: body.y,
        width,
        height: cells(page.len()).min(height).saturating_add(2),
    };
    // Parts of words beside a box would only disturb.
    canvas.hits.cover(body);
    canvas.ground(body);
    canvas.hits.area(area, Action::Nothing);
    let title = Span::styled(format!(" {} ", canvas.say(title)), canvas.style(Role::Title));
    let block = Block::new().borders(Borders::ALL).border_style(canvas.style(Role::Heading)).title(title);
    block.render(area, canvas.buffer);
    let inside = Rect { x: area.x + 2, y: area.y + 1, width: inner, height: area.height.saturating_sub(2) };
    canvas.hits.scrolled = canvas.page(&page, inside, overlay.scroll);
}

/// Without a box, from the first column: the mouse selects whole lines.
fn bare(canvas: &mut Canvas<'_>, overlay: &Overlay, body: Rect, page: &Page) {
    canvas.hits.cover(body);
    canvas.ground(body);
    canvas.hits.scrolled = canvas.page(page, body, overlay.scroll);
}
