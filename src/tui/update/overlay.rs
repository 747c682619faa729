//! What a person does in an overlay.

use super::question::act_on_asking;
use crate::texts::Texts;
use crate::tui::action::Action;
use crate::tui::answers::changeable;
use crate::tui::effect::Effect;
use crate::tui::keys::{self, Binding, Spot};
use crate::tui::model::Model;
use crate::tui::note;
use crate::tui::overlay::{Overlay, Shows};

impl Model {
    pub(super) fn act_on_overlay(&mut self, action: Action) -> Vec<Effect> {
        if matches!(action, Action::Back | Action::Undo | Action::Leave) {
            return self.close_overlay();
        }
        let now = self.now;
        let Some(overlay) = &mut self.overlay else { return Vec::new() };
        match &mut overlay.shows {
            Shows::Changing(asking) => {
                let fact = asking.fact;
                let reply = act_on_asking(asking, &action, now);
                overlay.scroll = None;
                self.changed(fact, reply);
            }
            Shows::Subject { .. } => return self.act_on_subject(&action),
            Shows::Answers { .. } => self.act_on_answers(&action),
            Shows::Help { .. } => return self.act_on_help(&action),
            Shows::Code(code) => {
                let code = *code;
                if action == Action::Accept {
                    return self.open_code(code);
                }
                self.read_on(&action);
            }
            Shows::Note => match action {
                Action::Copy => {
                    let text = self.note_text();
                    return self.copy(text);
                }
                Action::Select => return self.select_by_hand(),
                action => self.read_on(&action),
            },
            Shows::Why | Shows::Map | Shows::Cause(_) | Shows::Problems | Shows::Select { .. } => self.read_on(&action),
        }
        Vec::new()
    }

    fn close_overlay(&mut self) -> Vec<Effect> {
        match self.overlay.take() {
            Some(Overlay { shows: Shows::Help { below, .. }, .. }) => self.overlay = below.map(|overlay| *overlay),
            Some(Overlay { shows: Shows::Select { .. }, .. }) => return vec![Effect::Mouse { captured: true }],
            _ => {}
        }
        Vec::new()
    }

    fn act_on_answers(&mut self, action: &Action) {
        let count = self.ticket().map_or(0, |ticket| changeable(&ticket.walk).len());
        let Some(Overlay { shows: Shows::Answers { selected }, scroll }) = &mut self.overlay else { return };
        *scroll = None;
        if let Some(place) = moved(*selected, count, action) {
            *selected = place;
            return;
        }
        match action {
            Action::Accept => {
                let place = *selected;
                self.take_up_answer(place);
            }
            Action::Choose(place) => self.take_up_answer(*place),
            _ => {}
        }
    }

    fn act_on_help(&mut self, action: &Action) -> Vec<Effect> {
        let texts = self.texts.clone();
        let Some(Overlay { shows: Shows::Help { filter, selected, on, below }, scroll }) = &mut self.overlay else {
            return Vec::new();
        };
        let found = found_keys(&texts, *on, filter.text());
        *scroll = None;
        if let Some(place) = moved(*selected, found.len(), action) {
            *selected = place;
            return Vec::new();
        }
        let place = match action {
            Action::Accept => *selected,
            Action::Choose(place) => *place,
            _ => return Vec::new(),
        };
        let Some(binding) = found.get(place) else { return Vec::new() };
        self.overlay = below.take().map(|overlay| *overlay);
        self.act(binding.action.clone())
    }

    pub(in crate::tui) fn note_text(&self) -> String {
        self.ticket().map(|ticket| note::note(&self.texts, &ticket.walk)).unwrap_or_default()
    }
}

/// The keys whose help or label has all the words.
pub(in crate::tui) fn found_keys(texts: &Texts, on: Spot, words: &str) -> Vec<&'static Binding> {
    let words = words.to_lowercase();
    let holds = |binding: &&Binding| {
        let short = binding.short.map(|short| texts.say(short)).unwrap_or_default();
        let help = binding.help.map(|help| texts.say(help)).unwrap_or_default();
        let line = format!("{help} {short} {}", binding.label_at(on)).to_lowercase();
        words.split_whitespace().all(|word| line.contains(word))
    };
    let shown = |binding: &&Binding| binding.help.is_some() && binding.action != Action::Help;
    keys::at(on).filter(shown).filter(holds).collect()
}

/// Where a list's selection goes, if the action moves it.
fn moved(selected: usize, count: usize, action: &Action) -> Option<usize> {
    let last = count.saturating_sub(1);
    match action {
        Action::Up => Some(selected.saturating_sub(1)),
        Action::Down => Some((selected + 1).min(last)),
        Action::First => Some(0),
        Action::Last => Some(last),
        _ => None,
    }
}
