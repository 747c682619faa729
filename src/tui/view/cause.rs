//! A cause and its fix.

use ratatui::layout::Rect;
use ratatui::text::Span;

use super::canvas::Canvas;
use super::outcome;
use crate::diagnosis::{Filler, Verdict, Walk, words};
use crate::knowledge::{Cause, CauseId, Command, FixStep, Shell, Source};
use crate::texts::tui as say;
use crate::tui::action::Action;
use crate::tui::page::Page;
use crate::tui::theme::Role;
use crate::tui::ticket::{Item, Ticket};
use crate::tui::time;
use crate::tui::wrap::cells;

/// The cells in front of what belongs to a step.
const STEP: &str = "         ";

/// More causes that are out than this are counted; why they are out is a key away.
const NAMED: usize = 6;

pub(super) fn draw(canvas: &mut Canvas<'_>, ticket: &Ticket, verdict: &Verdict, area: Rect) {
    let outcome = outcome::page(canvas, ticket, verdict.cause, area.width);
    // The question whether it helped stays in view, unless it would leave nothing else in view.
    let height = area.height.saturating_sub(cells(outcome.len())).max(area.height / 2);
    let mut page = Page::new(area.width.saturating_sub(1));
    on_the_way(canvas, ticket, verdict, &mut page);
    canvas.main_page(&page, Rect { height, ..area });
    canvas.page(&outcome, Rect { y: area.y + height, height: area.height - height, ..area }, None);
}

fn on_the_way(canvas: &Canvas<'_>, ticket: &Ticket, verdict: &Verdict, page: &mut Page) {
    let pack = &canvas.model.pack;
    let cause = pack.cause(verdict.cause);
    let filler = ticket.walk.filler();
    let standing = words::standing(canvas.texts(), verdict.is_confirmed());
    title(canvas, page, cause, Some((standing, verdict.is_confirmed())));
    why(canvas, page, cause, &filler);
    for assumption in &verdict.assuming {
        let assumption = words::assumption(canvas.texts(), pack, assumption);
        let line = format!("{} {assumption}", canvas.say(say::ASSUMING));
        page.hanging(vec![Span::raw("   "), canvas.span(Role::Likely, "~ ")], canvas.style(Role::Likely), &line);
    }
    page.blank();
    gates(canvas, page, &ticket.walk, cause);
    let fix = FixView { cause, filler: &filler, ticket: Some((ticket, verdict.cause)) };
    fix.draw(canvas, page);
    for also in &verdict.also {
        let line = format!("{} {}", canvas.say(say::ALSO), pack.cause(*also).title);
        page.hanging(vec![Span::raw("   "), canvas.span(Role::Good, "● ")], canvas.style(Role::Text), &line);
    }
    changed(canvas, page, cause, &filler);
    not_because(canvas, page, &ticket.walk);
    sources(canvas, page, &cause.sources, ticket.item());
}

/// A cause in full, outside a walk: what `explain` prints. Every fact is a named blank.
pub(super) fn explained(canvas: &Canvas<'_>, id: CauseId, page: &mut Page) {
    let cause = canvas.model.pack.cause(id);
    let filler = Filler::blank(&canvas.model.pack);
    title(canvas, page, cause, None);
    why(canvas, page, cause, &filler);
    page.blank();
    for gate in &cause.fix.gates {
        let line = canvas.fill(say::GATE_OPEN, &[("gate", &canvas.model.pack.fact(*gate).label)]);
        page.hanging(vec![Span::raw("   "), canvas.span(Role::Danger, "! ")], canvas.style(Role::Danger), &line);
    }
    FixView { cause, filler: &filler, ticket: None }.draw(canvas, page);
    changed(canvas, page, cause, &filler);
    sources(canvas, page, &cause.sources, None);
}

fn title(canvas: &Canvas<'_>, page: &mut Page, cause: &Cause, standing: Option<(&str, bool)>) {
    let bar = vec![Span::raw(" "), canvas.span(Role::Heading, "┃ ")];
    page.barred(bar.clone(), canvas.style(Role::Title), &cause.title);
    if let Some((standing, confirmed)) = standing {
        let (role, glyph) = if confirmed { (Role::Good, "✓") } else { (Role::Likely, "~") };
        page.barred(bar, canvas.style(role), &format!("{glyph} {standing}"));
    }
}

fn why(canvas: &Canvas<'_>, page: &mut Page, cause: &Cause, filler: &Filler<'_>) {
    let bar = vec![Span::raw(" "), canvas.span(Role::Heading, "┃ ")];
    page.barred(bar, canvas.style(Role::Text), &filler.text(&cause.why));
}

fn changed(canvas: &Canvas<'_>, page: &mut Page, cause: &Cause, filler: &Filler<'_>) {
    let Some(changed) = &cause.changed else { return };
    page.prose(3, canvas.style(Role::Heading), canvas.say(say::CHANGED));
    page.prose(5, canvas.style(Role::Muted), &filler.text(changed));
    page.blank();
}

fn gates(canvas: &Canvas<'_>, page: &mut Page, walk: &Walk, cause: &Cause) {
    for gate in &cause.fix.gates {
        let known = walk.know(*gate);
        let value = words::value(canvas.texts(), walk.pack(), *gate, &known);
        let by = words::provenance(canvas.texts(), walk.pack(), &known);
        let value = canvas.fill(say::ANSWERED_BY, &[("value", &value), ("by", &by)]);
        let line = format!("{}: {value}", walk.pack().fact(*gate).label);
        page.hanging(vec![Span::raw("   "), canvas.span(Role::Good, "✓ ")], canvas.style(Role::Good), &line);
    }
}

fn not_because(canvas: &Canvas<'_>, page: &mut Page, walk: &Walk) {
    let out = &walk.live().ruled_out;
    if out.is_empty() {
        return;
    }
    let title = |cause: CauseId| walk.pack().cause(cause).title.clone();
    let mut titles: Vec<String> = out.iter().take(NAMED).map(|out| title(out.cause)).collect();
    if out.len() > NAMED {
        titles.push(canvas.fill(say::LEFT_MORE, &[("count", &(out.len() - NAMED).to_string())]));
    }
    let line = format!("{} {}", canvas.say(say::NOT_BECAUSE), titles.join(" · "));
    page.hanging(vec![Span::raw("   "), canvas.span(Role::Out, "○ ")], canvas.style(Role::Out), &line);
    page.blank();
}

fn sources(canvas: &Canvas<'_>, page: &mut Page, sources: &[Source], item: Option<Item>) {
    if sources.is_empty() {
        return;
    }
    page.prose(3, canvas.style(Role::Heading), canvas.say(say::SOURCES));
    for (n, source) in sources.iter().enumerate() {
        let selected = item == Some(Item::Source(n));
        let start = page.len();
        let lead = vec![canvas.span(Role::Text, if selected { " ▸   " } else { "     " })];
        page.link(lead, canvas.theme(), &source.url);
        let checked = canvas.fill(say::CHECKED, &[("date", &source.verified)]);
        page.prose(5, canvas.style(Role::Muted), &checked);
        if selected {
            page.restyle(start..page.len(), canvas.style(Role::Selected));
            page.focus(start..page.len());
        }
    }
}

/// The steps of a fix; with a ticket they can be ticked and copied.
struct FixView<'a> {
    cause: &'a Cause,
    filler: &'a Filler<'a>,
    ticket: Option<(&'a Ticket, CauseId)>,
}

impl FixView<'_> {
    fn draw(&self, canvas: &Canvas<'_>, page: &mut Page) {
        let fix = &self.cause.fix;
        let minutes = time::span(canvas.texts(), time::seconds(fix.minutes));
        let who = canvas.fill(say::MINUTES_AND_WHO, &[("minutes", &minutes), ("who", &fix.who)]);
        let done = !fix.steps.is_empty() && (0..fix.steps.len()).all(|n| self.is_done(n));
        let heading = canvas.say(if done { say::FIX_DONE } else { say::FIX });
        if !self.cause.fix.gates.is_empty() {
            page.blank();
        }
        page.hanging(
            vec![Span::raw("   "), canvas.span(Role::Heading, format!("{heading}   "))],
            canvas.style(Role::Muted),
            &who,
        );
        for (n, step) in fix.steps.iter().enumerate() {
            self.step(canvas, page, n, step);
        }
        page.blank();
        if let Some(tell) = &self.cause.tell_user {
            page.prose(3, canvas.style(Role::Heading), canvas.say(say::TELL_USER));
            page.prose(5, canvas.style(Role::Text), &format!("“{}”", self.filler.text(tell).trim()));
            page.blank();
        }
    }

    fn is_done(&self, n: usize) -> bool {
        let step = self.cause.fix.steps.get(n);
        self.ticket.zip(step).is_some_and(|((ticket, cause), step)| ticket.walk.is_ticked(cause, &step.name))
    }

    fn step(&self, canvas: &Canvas<'_>, page: &mut Page, n: usize, step: &FixStep) {
        let item = self.ticket.and_then(|(ticket, _)| ticket.item());
        let selected = item == Some(Item::Step(n));
        let (done, role) = if self.is_done(n) { ("[x] ", Role::Good) } else { ("[ ] ", Role::Muted) };
        let mut lead = vec![canvas.span(Role::Text, if selected { " ▸ " } else { "   " })];
        if self.ticket.is_some() {
            lead.push(canvas.span(role, done));
        }
        lead.push(canvas.span(Role::Text, format!("{}", n + 1)));
        lead.push(Span::raw(" ".repeat(STEP.len().saturating_sub(lead.iter().map(Span::width).sum()))));
        let start = page.len();
        let rows = page.hanging(lead, canvas.style(Role::Text), &self.filler.text(&step.action));
        page.act(rows.clone(), &Action::SelectItem(n));
        if selected {
            page.restyle(rows, canvas.style(Role::Selected));
        }
        self.details(canvas, page, step);
        if selected {
            page.focus(start..page.len());
        }
    }

    fn details(&self, canvas: &Canvas<'_>, page: &mut Page, step: &FixStep) {
        if let Some(danger) = &step.danger {
            let line = format!("{} {}", canvas.say(say::CAREFUL), self.filler.text(danger));
            let lead = vec![Span::raw(STEP), canvas.span(Role::Danger, "! ")];
            page.hanging(lead, canvas.style(Role::Danger), &line);
        }
        if let Some(place) = &step.place {
            page.prose(STEP.len(), canvas.style(Role::Muted), &self.filler.text(place));
        }
        if let Some(link) = &step.link {
            page.link(vec![Span::raw(STEP)], canvas.theme(), link);
        }
        let chosen = self.ticket.map_or(Shell::PowerShell, |(ticket, _)| ticket.shell);
        let shown = step.commands.iter().find(|command| command.shell == chosen).or(step.commands.first());
        if let Some(shown) = shown {
            Self::shells(canvas, page, step, shown.shell);
            self.command(canvas, page, shown);
        }
    }

    /// The shells there is a command for, the one that is shown marked.
    fn shells(canvas: &Canvas<'_>, page: &mut Page, step: &FixStep, chosen: Shell) {
        let mut spans = vec![Span::raw(STEP)];
        let mut places = Vec::new();
        for (n, command) in step.commands.iter().enumerate() {
            if n > 0 {
                spans.push(canvas.span(Role::Border, " │ "));
            }
            let label = command.shell.label();
            let is_chosen = command.shell == chosen;
            let label =
                if is_chosen && step.commands.len() > 1 { format!("◂ {label} ▸") } else { label.to_owned() };
            let start: usize = spans.iter().map(Span::width).sum();
            spans.push(canvas.span(if is_chosen { Role::Key } else { Role::Muted }, &label));
            places.push((start..start + crate::tui::wrap::width(&label), command.shell));
        }
        page.line(spans);
        for (place, shell) in places {
            page.act_on(place, Action::Shell(shell));
        }
    }

    fn command(&self, canvas: &Canvas<'_>, page: &mut Page, command: &Command) {
        let bar = vec![Span::raw(STEP), canvas.span(Role::Border, "│ ")];
        match self.filler.command(command.shell, &command.template) {
            Ok(filled) => {
                page.literal(bar, canvas.style(Role::Code), &filled.text);
                if !filled.blanks.is_empty() && self.ticket.is_some() {
                    let line = format!("{} {}", canvas.say(say::FILL_IN), filled.blanks.join(", "));
                    page.prose(STEP.len() + 2, canvas.style(Role::Likely), &line);
                }
            }
            Err(refused) => {
                let line = canvas.fill(say::REFUSED_COMMAND, &[("why", &refused.to_string())]);
                page.barred(bar, canvas.style(Role::Danger), &line);
            }
        }
    }
}
