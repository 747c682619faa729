//! What colours say, at the comfortable size. Each meaning is in the text too; here is that the look agrees.

use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier, Style};

use super::Face;
use crate::tui::theme::{Role, Theme, ThemeName};

const THEMES: [ThemeName; 4] = [ThemeName::Dark, ThemeName::Light, ThemeName::Contrast, ThemeName::None];

/// Every role there is.
const ROLES: [Role; 14] = [
    Role::Text,
    Role::Muted,
    Role::Title,
    Role::Heading,
    Role::Key,
    Role::Selected,
    Role::Good,
    Role::Likely,
    Role::Danger,
    Role::Out,
    Role::Border,
    Role::Link,
    Role::Code,
    Role::Bar,
];

fn buffer(theme: ThemeName, keys: &str) -> Buffer {
    let mut face = Face::with_theme(120, 40, theme);
    face.press(keys);
    face.draw().backend().buffer().clone()
}

/// The style of the first cell of `text` on screen.
fn style_of(buffer: &Buffer, text: &str) -> Style {
    let wanted: Vec<String> = text.chars().map(String::from).collect();
    for y in 0..buffer.area.height {
        let row: Vec<&str> = (0..buffer.area.width).map(|x| buffer[(x, y)].symbol()).collect();
        if let Some(x) = row.windows(wanted.len()).position(|window| window.iter().zip(&wanted).all(|(a, b)| *a == b)) {
            return buffer[(u16::try_from(x).unwrap(), y)].style();
        }
    }
    panic!("{text:?} is not on screen");
}

#[track_caller]
fn looks_like(theme: ThemeName, keys: &str, text: &str, role: Role) {
    let style = style_of(&buffer(theme, keys), text);
    let expected = Theme { name: theme, painted: true }.style(role);
    if expected.fg.is_some() {
        assert_eq!(style.fg, expected.fg, "{theme:?} {text}");
    }
    if expected.bg.is_some() {
        assert_eq!(style.bg, expected.bg, "{theme:?} {text}");
    }
    assert_eq!(style.add_modifier, expected.add_modifier, "{theme:?} {text}");
}

#[test]
fn what_is_selected_the_question_and_the_keys_stand_out_in_every_theme() {
    for theme in THEMES {
        looks_like(theme, "1 \"pass space enter", "What kind", Role::Title);
        looks_like(theme, "1 \"pass space enter", "▸ 1  A guest", Role::Selected);
        looks_like(theme, "1 \"pass space enter", "u  Not sure", Role::Key);
    }
}

#[test]
fn a_fix_shows_its_danger_its_commands_and_its_links() {
    let keys = "1 \"pass space enter 3 1";
    for theme in THEMES {
        looks_like(theme, keys, "Careful:", Role::Danger);
        looks_like(theme, keys, "Reset-Password -UserId", Role::Code);
        looks_like(theme, keys, "https://example.com/outranked", Role::Link);
        looks_like(theme, keys, "✓ confirmed", Role::Good);
    }
}

#[test]
fn ruled_out_branches_are_dimmed() {
    for theme in THEMES {
        looks_like(theme, "1 \"pass space enter m", "They reach nobody →", Role::Out);
    }
}

#[test]
fn without_colours_there_are_none() {
    for keys in ["", "1 \"pass space enter", "1 \"pass space enter 3 1", "1 \"pass space enter m"] {
        for cell in buffer(ThemeName::None, keys).content() {
            assert_eq!((cell.fg, cell.bg), (Color::Reset, Color::Reset));
        }
    }
}

#[test]
fn a_painted_theme_leaves_no_cell_to_the_terminal() {
    for theme in [ThemeName::Dark, ThemeName::Light, ThemeName::Contrast] {
        // Without wide characters: the second cell of one is never written.
        for cell in buffer(theme, "1 space enter").content() {
            assert_ne!(cell.bg, Color::Reset, "{theme:?}");
            assert_ne!(cell.fg, Color::Reset, "{theme:?}");
        }
    }
}

/// The levels of the 6 x 6 x 6 cube of the 256 colours.
const LEVELS: [u32; 6] = [0, 95, 135, 175, 215, 255];

/// The relative luminance of one of the 256 colours (WCAG 2.1).
fn luminance(colour: Color) -> f64 {
    let Color::Indexed(index) = colour else { panic!("{colour:?} is not one of the 256") };
    let index = u32::from(index);
    let rgb = if index >= 232 {
        [8 + 10 * (index - 232); 3]
    } else {
        let cube = index - 16;
        [cube / 36, cube / 6 % 6, cube % 6].map(|level| LEVELS[level as usize])
    };
    let linear = rgb.map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.03928 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
}

fn contrast(ink: Color, ground: Color) -> f64 {
    let (a, b) = (luminance(ink), luminance(ground));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn what_is_read_has_enough_contrast() {
    for (name, least) in [(ThemeName::Dark, 4.5), (ThemeName::Light, 4.5), (ThemeName::Contrast, 10.0)] {
        let theme = Theme { name, painted: true };
        // Lines only part things; what is ruled out is meant to step back, and still be readable.
        for role in ROLES.into_iter().filter(|role| *role != Role::Border) {
            let style = theme.ground().patch(theme.style(role));
            let ratio = contrast(style.fg.unwrap(), style.bg.unwrap());
            let least = if role == Role::Out && name != ThemeName::Contrast { 3.0 } else { least };
            assert!(ratio >= least, "{name:?} {role:?}: {ratio:.1}");
        }
    }
}

#[test]
fn without_colours_what_is_selected_is_reversed() {
    let style = style_of(&buffer(ThemeName::None, "1 \"pass space enter"), "1  A guest");
    assert!(style.add_modifier.contains(Modifier::REVERSED));
}
