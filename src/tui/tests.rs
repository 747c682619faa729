//! The face, tested without a terminal: messages in, screens and effects out.

mod authoring;
mod coloured;
mod fixes;
mod pack;
mod pictures;
mod properties;
mod stories;
mod styles;
mod tenant;

use std::sync::Arc;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::Terminal;
use ratatui::backend::TestBackend;

use super::effect::Effect;
use super::hits::Hits;
use super::message::Message;
use super::model::Model;
use super::theme::ThemeName;
use super::update::update;
use super::{ThemeChoice, view};
use crate::texts::Texts;

/// When every test begins: 2026-11-22 10:00 UTC.
const START: i64 = 1_795_341_600;

/// A face at a terminal of some size. What is pressed is drawn before the next thing is pressed.
struct Face {
    model: Model,
    size: (u16, u16),
    effects: Vec<Effect>,
}

impl Face {
    fn new(width: u16, height: u16) -> Self {
        Self::with_theme(width, height, ThemeName::None)
    }

    fn with_theme(width: u16, height: u16, theme: ThemeName) -> Self {
        let pack = Arc::clone(pack::sample());
        let model = Model::new(pack, Texts::english(), &ThemeChoice::Fixed(theme), false, START);
        let mut face = Self { model, size: (width, height), effects: Vec::new() };
        face.draw();
        face
    }

    fn send(&mut self, message: Message) -> &mut Self {
        let effects = update(&mut self.model, message);
        self.effects.extend(effects);
        self.draw();
        self
    }

    /// Presses keys, written with spaces between them: `down`, `enter`, `ctrl-c`, `alt-u`, `f1`, or a letter; `"…"` types.
    fn press(&mut self, keys: &str) -> &mut Self {
        for key in keys.split_whitespace() {
            match key.strip_prefix('"') {
                Some(text) => {
                    for c in text.trim_end_matches('"').replace('_', " ").chars() {
                        self.send(Message::Pressed(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE)));
                    }
                }
                None => {
                    self.send(Message::Pressed(key_event(key)));
                }
            }
        }
        self
    }

    /// Clicks the first place where `text` is on screen.
    fn click(&mut self, text: &str) -> &mut Self {
        let screen = self.screen();
        let place = screen.lines().enumerate().find_map(|(row, line)| {
            let before = line.split_once(text)?.0;
            Some((super::wrap::width(before), row))
        });
        let (column, row) = place.unwrap_or_else(|| panic!("{text:?} is not on screen:\n{screen}"));
        self.send(Message::Clicked { column: super::wrap::cells(column), row: super::wrap::cells(row) })
    }

    fn pass(&mut self, seconds: i64) -> &mut Self {
        let now = self.model.now + seconds;
        self.send(Message::ClockMoved { now })
    }

    fn draw(&mut self) -> Terminal<TestBackend> {
        let mut terminal = Terminal::new(TestBackend::new(self.size.0, self.size.1)).unwrap();
        let mut hits = Hits::default();
        terminal.draw(|frame| hits = view::draw(&self.model, frame)).unwrap();
        update(&mut self.model, Message::Shown(hits));
        terminal
    }

    /// What a person sees.
    fn screen(&mut self) -> String {
        let terminal = self.draw();
        let buffer = terminal.backend().buffer();
        let mut lines: Vec<String> = Vec::new();
        for y in 0..buffer.area.height {
            let mut line = String::new();
            let mut covered = 0;
            for x in 0..buffer.area.width {
                if covered > 0 {
                    covered -= 1;
                    continue;
                }
                let symbol = buffer[(x, y)].symbol();
                line.push_str(symbol);
                covered = super::wrap::width(symbol).saturating_sub(1);
            }
            lines.push(line.trim_end().to_owned());
        }
        lines.join("\n")
    }

    #[track_caller]
    fn sees(&mut self, text: &str) -> &mut Self {
        let screen = self.screen();
        assert!(screen.contains(text), "{text:?} is not on screen:\n{screen}");
        self
    }

    #[track_caller]
    fn does_not_see(&mut self, text: &str) -> &mut Self {
        let screen = self.screen();
        assert!(!screen.contains(text), "{text:?} is on screen:\n{screen}");
        self
    }
}

fn key_event(key: &str) -> KeyEvent {
    if let Some(letter) = key.strip_prefix("ctrl-") {
        return KeyEvent::new(KeyCode::Char(letter.chars().next().unwrap()), KeyModifiers::CONTROL);
    }
    if let Some(letter) = key.strip_prefix("alt-") {
        return KeyEvent::new(KeyCode::Char(letter.chars().next().unwrap()), KeyModifiers::ALT);
    }
    let code = match key {
        "enter" => KeyCode::Enter,
        "esc" => KeyCode::Esc,
        "tab" => KeyCode::Tab,
        "space" => KeyCode::Char(' '),
        "backspace" => KeyCode::Backspace,
        "up" => KeyCode::Up,
        "down" => KeyCode::Down,
        "left" => KeyCode::Left,
        "right" => KeyCode::Right,
        "home" => KeyCode::Home,
        "end" => KeyCode::End,
        "pgup" => KeyCode::PageUp,
        "pgdn" => KeyCode::PageDown,
        _ if key.len() > 1 && key.starts_with('f') => KeyCode::F(key[1..].parse().unwrap()),
        _ => KeyCode::Char(key.chars().next().unwrap()),
    };
    KeyEvent::new(code, KeyModifiers::NONE)
}
