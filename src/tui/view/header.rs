//! The first line: which ticket, whose account, which tenant.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::canvas::Canvas;
use crate::diagnosis::{Step, words};
use crate::texts::tui as say;
use crate::tui::tenant::{Probing, Stage};
use crate::tui::theme::Role;
use crate::tui::ticket::Ticket;
use crate::tui::time;
use crate::tui::wrap::{cells, shorten, width};

/// The fact that names the account whose password it is.
const ACCOUNT: &str = "target.upn";

pub(super) fn draw(canvas: &mut Canvas<'_>, area: Rect) {
    let (title, mut context) = match canvas.model.ticket() {
        Some(ticket) => (title(canvas, ticket), context(canvas, ticket)),
        None => (canvas.say(say::PROGRAM).to_owned(), vec![(Worth::Tenant, tenant(canvas))]),
    };
    // The title comes first: what does not fit beside it goes, the least needed at once.
    let room = usize::from(area.width).saturating_sub(2);
    let joined =
        |context: &[(Worth, String)]| context.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join(" · ");
    while context.len() > 1 && width(&title) + 3 + width(&joined(&context)) > room {
        let least = context.iter().map(|(worth, _)| *worth).min();
        context.retain(|(worth, _)| Some(*worth) != least);
    }
    let context = joined(&context);
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

/// How much a person would miss something in this line, the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Worth {
    /// That there is no tenant to ask.
    NoTenant,
    /// How many questions there were, where a tenant answers many of them.
    Number,
    Tenant,
    Account,
    /// How far the tenant was asked.
    Graph,
    Left,
}

/// What is known about the ticket.
fn context(canvas: &Canvas<'_>, ticket: &Ticket) -> Vec<(Worth, String)> {
    let walk = &ticket.walk;
    let mut context = Vec::new();
    if let Some(fact) = canvas.model.pack.fact_named(ACCOUNT)
        && let Some(value) = walk.know(fact).value()
    {
        context.push((Worth::Account, words::label(&canvas.model.pack, fact, value)));
    }
    let connected = canvas.model.tenant.is_some();
    context.push((if connected { Worth::Tenant } else { Worth::NoTenant }, tenant(canvas)));
    context.extend(ticket.probing.as_ref().map(|probing| (Worth::Graph, asked(canvas, probing))));
    if let Step::Question(question) = walk.step()
        && question.gate.is_none()
    {
        context.push((Worth::Left, left(canvas, walk.live().causes.len())));
        let asked = walk.trail().iter().filter(|entry| canvas.model.pack.fact(entry.fact).is_askable()).count();
        context.push((Worth::Number, canvas.fill(say::STEP, &[("number", &(asked + 1).to_string())])));
    }
    context
}

fn tenant(canvas: &Canvas<'_>) -> String {
    canvas.model.tenant.as_ref().map_or_else(|| canvas.say(say::NO_TENANT).to_owned(), |tenant| tenant.name.clone())
}

/// How far the tenant was asked, and when.
fn asked(canvas: &Canvas<'_>, probing: &Probing) -> String {
    let count = probing.learned.to_string();
    match &probing.stage {
        Stage::Asking => canvas.fill(say::PROBE_ASKING, &[("count", &count)]),
        Stage::Ended(at) => canvas.fill(
            say::PROBE_ENDED,
            &[("time", &time::span(canvas.texts(), canvas.model.now.saturating_sub(*at))), ("count", &count)],
        ),
        Stage::Failed(_) => canvas.say(say::PROBE_FAILED).to_owned(),
    }
}

/// How many causes are left.
pub(super) fn left(canvas: &Canvas<'_>, count: usize) -> String {
    match count {
        1 => canvas.say(say::LEFT_ONE).to_owned(),
        count => canvas.fill(say::LEFT, &[("count", &count.to_string())]),
    }
}
