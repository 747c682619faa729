//! The question, its answers, and how to find out.

use ratatui::layout::Rect;
use ratatui::text::Span;

use super::canvas::Canvas;
use super::live;
use crate::diagnosis::{Question, Verdict, words};
use crate::knowledge::{FactId, FactKind};
use crate::texts::tui as say;
use crate::tui::action::Action;
use crate::tui::asking::{AnswerRow, Asking};
use crate::tui::keys::{Place, Spot, Typing};
use crate::tui::page::Page;
use crate::tui::theme::Role;
use crate::tui::ticket::Ticket;
use crate::tui::wrap::{cells, width};

/// The cells to the left of everything.
const INDENT: usize = 2;

/// A list that is filtered shows at least so many answers.
const FEWEST: usize = 3;

pub(super) fn draw(canvas: &mut Canvas<'_>, ticket: &Ticket, area: Rect) {
    let (Some(question), Some(asking)) = (ticket.walk.question(), &ticket.asking) else { return };
    // The causes that are left stand at the bottom, as high as the question leaves room for.
    let least = page(canvas, Some((ticket, question)), asking, area.width, 0);
    let room = usize::from(area.height).saturating_sub(least.len());
    // At a gate the cause is found.
    let live = match question.gate {
        Some(_) => Page::new(area.width),
        None => live::page(canvas, ticket, area.width, room),
    };
    let height = area.height.saturating_sub(cells(live.len()));
    let page = page(canvas, Some((ticket, question)), asking, area.width, usize::from(height));
    canvas.main_page(&page, Rect { height, ..area });
    canvas.page(&live, Rect { y: area.y + height, height: area.height - height, ..area }, None);
}

/// A fact being asked, in rows. `height` is what the list of answers may grow to.
pub(super) fn page(
    canvas: &Canvas<'_>,
    on_the_way: Option<(&Ticket, &Question)>,
    asking: &Asking,
    width: u16,
    height: usize,
) -> Page {
    let mut page = Page::new(width.saturating_sub(1));
    if height > 12 {
        page.blank();
    }
    if let Some((ticket, question)) = on_the_way {
        found(canvas, &mut page, question);
        text(canvas, &mut page, ticket, asking.fact);
        notes(canvas, &mut page, ticket, question);
    } else {
        text_alone(canvas, &mut page, asking.fact);
    }
    page.blank();
    let mut help = Page::new(width.saturating_sub(1));
    self::help(canvas, &mut help, asking.fact);
    // Below the answers: "not sure", an empty row, and the help.
    let below = help.len() + 2;
    if asking.is_typed() {
        entry(canvas, &mut page, asking);
    } else {
        let room = height.saturating_sub(page.len() + below + 3);
        answers(canvas, &mut page, asking, room);
    }
    not_sure(canvas, &mut page, asking);
    page.blank();
    self::help(canvas, &mut page, asking.fact);
    page
}

/// Above a gate: which cause was found.
fn found(canvas: &Canvas<'_>, page: &mut Page, question: &Question) {
    let Some(Verdict { cause, .. }) = &question.gate else { return };
    let confirmed = question.gate.as_ref().is_some_and(Verdict::is_confirmed);
    let cause = canvas.model.pack.cause(*cause).title.as_str();
    let standing = words::standing(canvas.texts(), confirmed);
    let line = canvas.fill(say::GATE_FOUND, &[("cause", cause), ("standing", standing)]);
    let bar = vec![Span::raw(" "), canvas.span(Role::Good, "┃ ")];
    page.barred(bar.clone(), canvas.style(Role::Title), &line);
    page.barred(bar, canvas.style(Role::Muted), canvas.say(say::GATE_FIRST));
    page.blank();
}

fn text(canvas: &Canvas<'_>, page: &mut Page, ticket: &Ticket, fact: FactId) {
    let fact = canvas.model.pack.fact(fact);
    let question = ticket.walk.filler().text(fact.question.as_ref().unwrap_or(&fact.label));
    page.prose(INDENT, canvas.style(Role::Title), &question);
}

fn text_alone(canvas: &Canvas<'_>, page: &mut Page, fact: FactId) {
    let fact = canvas.model.pack.fact(fact);
    page.prose(INDENT, canvas.style(Role::Title), fact.question.as_ref().unwrap_or(&fact.label));
}

/// The note of the node, and what evidence points to.
fn notes(canvas: &Canvas<'_>, page: &mut Page, ticket: &Ticket, question: &Question) {
    let pack = &canvas.model.pack;
    let note = pack.tree(question.tree).node(question.node).note.as_ref();
    if let (Some(note), None) = (note, &question.gate) {
        page.prose(INDENT, canvas.style(Role::Muted), &ticket.walk.filler().text(note));
    }
    let name = &pack.fact(question.fact).name;
    if let Some(why) = ticket.probing.as_ref().and_then(|probing| probing.not_checked.get(name)) {
        let line = canvas.fill(say::PROBE_NOT_CHECKED, &[("why", why)]);
        page.hanging(vec![Span::raw("  "), canvas.span(Role::Likely, "? ")], canvas.style(Role::Muted), &line);
    }
    if let Some(suggested) = &question.suggested {
        let answer = words::label(pack, question.fact, suggested);
        let line = canvas.fill(say::SUGGESTED, &[("answer", &answer)]);
        page.hanging(vec![Span::raw("  "), canvas.span(Role::Likely, "~ ")], canvas.style(Role::Likely), &line);
    }
}

fn help(canvas: &Canvas<'_>, page: &mut Page, fact: FactId) {
    let Some(help) = &canvas.model.pack.fact(fact).help else { return };
    page.prose(INDENT, canvas.style(Role::Heading), canvas.say(say::HOW_TO_FIND_OUT));
    page.prose(INDENT, canvas.style(Role::Muted), help);
}

fn entry(canvas: &Canvas<'_>, page: &mut Page, asking: &Asking) {
    typed(canvas, page, asking, "");
    if canvas.model.pack.fact(asking.fact).kind == FactKind::Time {
        page.prose(INDENT + 2, canvas.style(Role::Muted), canvas.say(say::MINUTES_AGO));
    }
    if let Some(problem) = asking.problem {
        page.hanging(vec![canvas.span(Role::Danger, "  ! ")], canvas.style(Role::Danger), canvas.say(problem));
    }
    page.blank();
}

/// The line being typed.
fn typed(canvas: &Canvas<'_>, page: &mut Page, asking: &Asking, hint: &str) {
    let room = page.width().saturating_sub(INDENT + 4);
    let visible = asking.input.visible(room);
    let left = vec![canvas.span(Role::Key, "  › "), canvas.span(Role::Text, &visible.text)];
    let used = INDENT + 2 + width(&visible.text) + 3 + width(hint);
    let start = page.len();
    if hint.is_empty() || used > page.width() {
        page.line(left);
    } else {
        page.ends(left, vec![canvas.span(Role::Muted, hint)]);
    }
    if asking.typing {
        page.cursor(INDENT + 2 + visible.cursor);
        page.focus(start..page.len());
    }
}

fn answers(canvas: &Canvas<'_>, page: &mut Page, asking: &Asking, room: usize) {
    let shown = asking.shown();
    let long = asking.is_filtered();
    if long {
        let hint = match (asking.typing, asking.is_many()) {
            (false, _) => say::FILTER_KEYS,
            (true, true) => say::FILTER_MANY,
            (true, false) => say::FILTER_ONE,
        };
        typed(canvas, page, asking, canvas.say(hint));
        let marked = asking.marked();
        if !marked.is_empty() {
            let line = canvas.fill(say::MARKED, &[("answers", &marked.join(", "))]);
            page.prose(INDENT + 2, canvas.style(Role::Good), &line);
        }
        if shown.is_empty() {
            page.prose(INDENT + 2, canvas.style(Role::Likely), canvas.say(say::NO_ANSWER_FITS));
        }
    }
    let window = if long { room.max(FEWEST).min(shown.len()) } else { shown.len() };
    let selected = asking.selected.min(shown.len().saturating_sub(1));
    let first = selected.saturating_sub(window.saturating_sub(1));
    for (n, answer) in shown.iter().enumerate().skip(first).take(window) {
        answer_row(canvas, page, asking, n, answer);
    }
    let hidden = shown.len() - window;
    if hidden > 0 {
        let line = canvas.fill(say::MORE_ANSWERS, &[("count", &hidden.to_string())]);
        page.prose(INDENT + 4, canvas.style(Role::Muted), &line);
    }
}

fn answer_row(canvas: &Canvas<'_>, page: &mut Page, asking: &Asking, n: usize, answer: &AnswerRow) {
    let selected = n == asking.selected;
    let mut lead = vec![canvas.span(Role::Text, if selected { " ▸ " } else { "   " })];
    if !asking.is_filtered() {
        lead.push(canvas.span(Role::Key, format!("{}  ", n + 1)));
    }
    if asking.is_many() {
        let marked = asking.is_marked(&answer.key);
        let role = if marked { Role::Good } else { Role::Muted };
        lead.push(canvas.span(role, if marked { "[x] " } else { "[ ] " }));
    }
    let rows = page.hanging(lead, canvas.style(Role::Text), &answer.label);
    page.act(rows.clone(), &Action::Choose(n));
    if selected {
        page.restyle(rows.clone(), canvas.style(Role::Selected));
        page.focus(rows);
    }
}

fn not_sure(canvas: &Canvas<'_>, page: &mut Page, asking: &Asking) {
    let selected = asking.selected == asking.not_sure() && !asking.is_typed();
    let typing = if asking.typing { Typing::Begun } else { Typing::Off };
    let spot = Spot { place: Place::of_question(asking), typing, over: false, ..canvas.model.spot() };
    let key = crate::tui::keys::at(spot)
        .find(|binding| binding.action == Action::NotSure)
        .map(|binding| binding.label_at(spot))
        .unwrap_or_default();
    let lead = vec![
        canvas.span(Role::Text, if selected { " ▸ " } else { "   " }),
        canvas.span(Role::Key, format!("{key:<3}")),
    ];
    let rows = page.hanging(lead, canvas.style(Role::Text), canvas.say(say::NOT_SURE));
    page.act(rows.clone(), &Action::NotSure);
    if selected {
        page.restyle(rows.clone(), canvas.style(Role::Selected));
        page.focus(rows);
    }
}
