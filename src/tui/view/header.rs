//! The first line: which ticket, whose account, which tenant.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::canvas::Canvas;
use crate::diagnosis::{Step, words};
use crate::texts::tui as say;
use crate::tui::theme::Role;
use crate::tui::ticket::Ticket;
use crate::tui::wrap::{cells, shorten, width};

/// The fact that names the account whose password it is.
const ACCOUNT: &str = "target.upn";

pub(super) fn draw(canvas: &mut Canvas<'_>, area: Rect) {
    let (title, mut context) = match canvas.model.ticket() {
        Some(ticket) => (title(canvas, ticket), context(canvas, ticket)),
        None => (canvas.say(say::PROGRAM).to_owned(), vec![canvas.say(say::NO_TENANT).to_owned()]),
    };
    // The title comes first: what does not fit beside it goes, the least needed at once.
    let room = usize::from(area.width).saturating_sub(2);
    let fits = |context: &[String]| width(&title) + 3 + width(&context.join(" · ")) <= room;
    while context.len() > 1 && !fits(&context) {
        context.remove(0);
    }
    let context = context.join(" · ");
    let title = shorten(&title, room.saturating_sub(width(&context) + 2).max(room / 2));
    let context = shorten(&context, room.saturating_sub(width(&title) + 2));
    let gap = room.saturating_sub(width(&title) + width(&context));
    let line = Line::from(vec![
        Span::raw(" "),
        canvas.span(Role::Title, title),
        Span::raw(" ".repeat(gap)),
        canvas.span(Role::Muted, context),
    ]);
    canvas.buffer.set_line(area.x, area.y, &line, cells(usize::from(area.width)));
}

fn title(canvas: &Canvas<'_>, ticket: &Ticket) -> String {
    canvas.model.pack.tree(ticket.walk.tree()).title.clone()
}

/// What is known about the ticket; what is needed most comes last.
fn context(canvas: &Canvas<'_>, ticket: &Ticket) -> Vec<String> {
    let walk = &ticket.walk;
    let mut context = Vec::new();
    if let Some(fact) = canvas.model.pack.fact_named(ACCOUNT)
        && let Some(value) = walk.know(fact).value()
    {
        context.push(words::label(&canvas.model.pack, fact, value));
    }
    context.push(canvas.say(say::NO_TENANT).to_owned());
    if let Step::Question(question) = walk.step()
        && question.gate.is_none()
    {
        context.push(left(canvas, walk.live().causes.len()));
        let asked = walk.trail().iter().filter(|entry| canvas.model.pack.fact(entry.fact).is_askable()).count();
        context.push(canvas.fill(say::STEP, &[("number", &(asked + 1).to_string())]));
    }
    context
}

/// How many causes are left.
pub(super) fn left(canvas: &Canvas<'_>, count: usize) -> String {
    match count {
        1 => canvas.say(say::LEFT_ONE).to_owned(),
        count => canvas.fill(say::LEFT, &[("count", &count.to_string())]),
    }
}
