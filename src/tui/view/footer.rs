//! The last lines: what just happened, and the keys that work here. Both come from the same table as the keys.

use ratatui::layout::Rect;

use super::canvas::Canvas;
use crate::tui::action::Action;
use crate::tui::ascii;
use crate::tui::keys::{self, Binding};
use crate::tui::theme::Role;
use crate::tui::wrap::{cells, shorten, width};

/// The cells between two keys.
const GAP: usize = 3;

pub(super) fn draw(canvas: &mut Canvas<'_>, area: Rect) {
    if let Some(notice) = &canvas.model.notice {
        let notice = format!(" {} ", shorten(notice, usize::from(area.width).saturating_sub(4)));
        let style = canvas.style(Role::Good);
        canvas.buffer.set_stringn(area.x + 1, area.y, notice, usize::from(area.width.saturating_sub(1)), style);
    }
    let spot = canvas.model.spot();
    let rows: Vec<&Binding> = keys::at(spot).filter(|binding| binding.short.is_some()).collect();
    // The key that shows all others is never left out.
    let (help, others): (Vec<_>, Vec<_>) = rows.into_iter().partition(|binding| binding.action == Action::Help);
    let room = usize::from(area.width).saturating_sub(1);
    let kept = help.first().map_or(0, |binding| entry_width(canvas, binding));
    let mut used = 0;
    let y = area.bottom().saturating_sub(1);
    let mut x = area.x + 1;
    let mut shown = Vec::new();
    for binding in others {
        let needed = entry_width(canvas, binding) + GAP;
        if used + needed + kept <= room {
            used += needed;
            shown.push(binding);
        }
    }
    shown.extend(help);
    for binding in shown {
        x = entry(canvas, binding, x, y);
    }
}

fn labels(canvas: &Canvas<'_>, binding: &Binding) -> (String, String) {
    let label = binding.label_at(canvas.model.spot());
    let label = if canvas.model.ascii { ascii::key_label(&label) } else { label };
    (label, binding.short.map(|short| canvas.say(short).to_owned()).unwrap_or_default())
}

fn entry_width(canvas: &Canvas<'_>, binding: &Binding) -> usize {
    let (label, short) = labels(canvas, binding);
    width(&label) + 1 + width(&short)
}

fn entry(canvas: &mut Canvas<'_>, binding: &Binding, x: u16, y: u16) -> u16 {
    let (label, short) = labels(canvas, binding);
    let (key, muted) = (canvas.style(Role::Key), canvas.style(Role::Muted));
    let right = canvas.buffer.area().right();
    let room = usize::from(right.saturating_sub(x));
    let (after_label, _) = canvas.buffer.set_stringn(x, y, &label, room, key);
    let room = usize::from(right.saturating_sub(after_label + 1));
    let (end, _) = canvas.buffer.set_stringn((after_label + 1).min(right.saturating_sub(1)), y, &short, room, muted);
    canvas.hits.area(Rect { x, y, width: end.saturating_sub(x), height: 1 }, binding.action.clone());
    end.saturating_add(cells(GAP)).min(right.saturating_sub(1))
}
