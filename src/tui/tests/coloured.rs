//! Every screen and overlay with its colours: under each line stand letters, one a cell, for the role it is drawn in.

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::Modifier;

use super::Face;
use super::pictures::SCREENS;
use crate::tui::theme::{Role, Theme, ThemeName};

/// The letter of each role that the dark theme tells apart. A bar looks like a heading.
const LETTERS: [(char, Role); 13] = [
    (' ', Role::Text),
    ('m', Role::Muted),
    ('T', Role::Title),
    ('h', Role::Heading),
    ('k', Role::Key),
    ('S', Role::Selected),
    ('g', Role::Good),
    ('l', Role::Likely),
    ('D', Role::Danger),
    ('o', Role::Out),
    ('b', Role::Border),
    ('u', Role::Link),
    ('c', Role::Code),
];

/// The letter of what a cell is drawn in; a look that no role has is `?`.
fn letter(cell: &Cell) -> char {
    let theme = Theme { name: ThemeName::Dark, painted: true };
    let roles = LETTERS.iter().find(|(_, role)| {
        let style = theme.ground().patch(theme.style(*role));
        Some(cell.fg) == style.fg && Some(cell.bg) == style.bg && cell.modifier == style.add_modifier
    });
    // On an empty cell only its ground can be seen.
    let bare = cell.symbol() == " " && Some(cell.bg) == theme.ground().bg && cell.modifier == Modifier::empty();
    if bare { ' ' } else { roles.map_or('?', |(letter, _)| *letter) }
}

fn coloured(buffer: &Buffer) -> String {
    let mut lines = String::new();
    for y in 0..buffer.area.height {
        let mut covered = 0;
        let (mut text, mut letters) = (String::new(), String::new());
        for cell in (0..buffer.area.width).map(|x| &buffer[(x, y)]) {
            // The second cell of a wide character is never written.
            if covered > 0 {
                letters.push(' ');
            } else {
                text.push_str(cell.symbol());
                letters.push(letter(cell));
                covered = crate::tui::wrap::width(cell.symbol());
            }
            covered = covered.saturating_sub(1);
        }
        assert!(!letters.contains('?'), "a look that no role has:\n{text}\n{letters}");
        for line in [text, letters].iter().filter(|line| !line.trim().is_empty()) {
            lines.push_str(line.trim_end());
            lines.push('\n');
        }
    }
    lines
}

fn pictures(width: u16, height: u16) {
    for (name, keys) in SCREENS {
        let mut face = Face::with_theme(width, height, ThemeName::Dark);
        face.press(keys);
        let coloured = coloured(face.draw().backend().buffer());
        insta::assert_snapshot!(format!("{name}_{width}x{height}_dark"), coloured);
    }
}

#[test]
fn at_the_smallest_size_that_is_promised() {
    pictures(60, 20);
}

#[test]
fn at_the_size_terminals_have() {
    pictures(80, 24);
}

#[test]
fn at_a_comfortable_size() {
    pictures(120, 40);
}
