//! Screens as functions of the model.
//!
//! ```text
//! header        which ticket, whose account, which tenant
//! ────────────────────────────────────────────────────────
//! trail │ main  what was said; the question, or the cause
//!       │ live  what is left
//! ────────────────────────────────────────────────────────
//! footer        the keys that work here
//! ```

mod canvas;
mod cause;
mod ends;
mod footer;
mod header;
mod live;
mod opening;
mod outcome;
mod over;
mod over_answers;
mod over_reading;
mod question;
mod trail;

use ratatui::Frame;
use ratatui::layout::Rect;

use super::ascii;
use super::hits::Hits;
use super::model::{Model, Screen};
use super::page::Page;
use super::theme::Role;
use crate::diagnosis::Step;
use crate::texts::tui as say;
use canvas::Canvas;

/// The least that makes sense of a screen.
const LEAST: (u16, u16) = (40, 10);

/// From this width on the trail stands beside the question.
const BESIDE: u16 = 100;

/// How wide the trail is there.
const TRAIL: u16 = 34;

/// Draws the whole screen from the model alone, and says what is where.
pub(super) fn draw(model: &Model, frame: &mut Frame) -> Hits {
    let area = frame.area();
    let hits = {
        let mut canvas = Canvas::new(model, frame.buffer_mut());
        canvas.ground(area);
        if area.width < LEAST.0 || area.height < LEAST.1 {
            too_small(&mut canvas, area);
        } else {
            screen(&mut canvas, area);
        }
        canvas.hits
    };
    if model.ascii {
        ascii::replace(frame.buffer_mut());
    }
    if let Some(cursor) = hits.cursor {
        frame.set_cursor_position(cursor);
    }
    hits
}

fn too_small(canvas: &mut Canvas<'_>, area: Rect) {
    let mut page = Page::new(area.width);
    page.prose(0, canvas.style(Role::Title), canvas.say(say::TOO_SMALL));
    canvas.page(&page, area, None);
}

fn screen(canvas: &mut Canvas<'_>, area: Rect) {
    let body = Rect { y: area.y + 2, height: area.height - 4, ..area };
    header::draw(canvas, Rect { height: 1, ..area });
    canvas.rule(Rect { y: area.y + 1, height: 1, ..area });
    match (canvas.model.screen, canvas.model.ticket()) {
        (Screen::Ticket(_), Some(ticket)) => {
            let main = trail::draw(canvas, ticket, body);
            match ticket.walk.step() {
                Step::Question(_) => question::draw(canvas, ticket, main),
                Step::Cause(verdict) => cause::draw(canvas, ticket, verdict, main),
                _ => ends::draw(canvas, ticket, main),
            }
        }
        _ => opening::draw(canvas, body),
    }
    if let Some(overlay) = &canvas.model.overlay {
        over::draw(canvas, overlay, body);
    }
    canvas.rule(Rect { y: area.bottom() - 2, height: 1, ..area });
    footer::draw(canvas, Rect { y: area.bottom() - 2, height: 2, ..area });
}
