//! How things look, by the part they play. Meaning is never in the colour alone: every role also has a word or a glyph.

use ratatui::style::{Color, Modifier, Style};

/// The part something plays on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// What is read.
    Text,
    /// What helps, and is read only when needed.
    Muted,
    /// The biggest thing on the screen: the question, the cause.
    Title,
    /// A heading within a screen.
    Heading,
    /// A key that can be pressed.
    Key,
    /// What Enter would choose.
    Selected,
    /// What holds, what is done.
    Good,
    /// What is only likely.
    Likely,
    /// What breaks things.
    Danger,
    /// What is out.
    Out,
    /// Lines that part.
    Border,
    /// An address.
    Link,
    /// A command.
    Code,
    /// The weight of a cause.
    Bar,
}

/// A set of colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ThemeName {
    /// Light letters on a dark ground.
    #[default]
    Dark,
    /// Dark letters on a light ground.
    Light,
    /// Black, white and three strong colours.
    Contrast,
    /// The terminal's own two colours, with bold and reverse.
    None,
}

/// A set of colours in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Theme {
    pub name: ThemeName,
    /// Whether it brings its own ground. One that was chosen to match the terminal leaves the terminal's.
    pub painted: bool,
}

impl Theme {
    /// The next theme for a person who cycles through them.
    pub(super) fn next(self) -> Self {
        let name = match self.name {
            ThemeName::Dark => ThemeName::Light,
            ThemeName::Light => ThemeName::Contrast,
            ThemeName::Contrast => ThemeName::None,
            ThemeName::None => ThemeName::Dark,
        };
        Self { name, painted: true }
    }

    /// The ground everything is drawn on.
    pub(super) fn ground(self) -> Style {
        match self.name {
            ThemeName::Dark if self.painted => Style::new().fg(Color::Indexed(253)).bg(Color::Indexed(234)),
            ThemeName::Light if self.painted => Style::new().fg(Color::Indexed(235)).bg(Color::Indexed(231)),
            ThemeName::Contrast => Style::new().fg(Color::Indexed(231)).bg(Color::Indexed(16)),
            ThemeName::Dark | ThemeName::Light | ThemeName::None => Style::new(),
        }
    }

    /// The look of a role.
    pub(super) fn style(self, role: Role) -> Style {
        match self.name {
            ThemeName::Dark => coloured(role, &DARK),
            ThemeName::Light => coloured(role, &LIGHT),
            ThemeName::Contrast => contrast(role),
            ThemeName::None => plain(role),
        }
    }
}

/// The colours of a theme, from the 256 that terminals agree on.
struct Palette {
    accent: u8,
    selected: (u8, u8),
    muted: u8,
    good: u8,
    likely: u8,
    danger: u8,
    out: u8,
    border: u8,
    code: u8,
}

const DARK: Palette = Palette {
    accent: 117,
    selected: (231, 24),
    muted: 247,
    good: 114,
    likely: 221,
    danger: 210,
    out: 243,
    border: 240,
    code: 152,
};

const LIGHT: Palette = Palette {
    accent: 25,
    selected: (231, 25),
    muted: 241,
    good: 22,
    likely: 94,
    danger: 124,
    out: 243,
    border: 250,
    code: 24,
};

fn coloured(role: Role, palette: &Palette) -> Style {
    let fg = |colour: u8| Style::new().fg(Color::Indexed(colour));
    match role {
        Role::Text => Style::new(),
        Role::Muted => fg(palette.muted),
        Role::Title => Style::new().add_modifier(Modifier::BOLD),
        Role::Key => fg(palette.accent).add_modifier(Modifier::BOLD),
        Role::Selected => {
            let (ink, ground) = palette.selected;
            fg(ink).bg(Color::Indexed(ground)).add_modifier(Modifier::BOLD)
        }
        Role::Good => fg(palette.good),
        Role::Likely => fg(palette.likely),
        Role::Danger => fg(palette.danger).add_modifier(Modifier::BOLD),
        Role::Out => fg(palette.out),
        Role::Border => fg(palette.border),
        Role::Link => fg(palette.accent).add_modifier(Modifier::UNDERLINED),
        Role::Code => fg(palette.code),
        Role::Heading | Role::Bar => fg(palette.accent),
    }
}

fn contrast(role: Role) -> Style {
    let fg = |colour: u8| Style::new().fg(Color::Indexed(colour));
    match role {
        Role::Text | Role::Muted | Role::Out | Role::Border | Role::Code => fg(231),
        Role::Title => fg(231).add_modifier(Modifier::BOLD),
        Role::Heading | Role::Key | Role::Bar | Role::Likely => fg(226).add_modifier(Modifier::BOLD),
        Role::Selected => fg(16).bg(Color::Indexed(226)).add_modifier(Modifier::BOLD),
        Role::Good => fg(120).add_modifier(Modifier::BOLD),
        Role::Danger => fg(217).add_modifier(Modifier::BOLD),
        Role::Link => fg(123).add_modifier(Modifier::UNDERLINED),
    }
}

fn plain(role: Role) -> Style {
    match role {
        Role::Title | Role::Heading | Role::Key | Role::Danger => Style::new().add_modifier(Modifier::BOLD),
        Role::Selected => Style::new().add_modifier(Modifier::REVERSED),
        Role::Link => Style::new().add_modifier(Modifier::UNDERLINED),
        Role::Text | Role::Muted | Role::Good | Role::Likely | Role::Out | Role::Border | Role::Code | Role::Bar => {
            Style::new()
        }
    }
}

/// What a terminal's `COLORFGBG` says: the last number is the ground, 7 and 15 are light ones.
pub(super) fn told_by_environment(colorfgbg: &str) -> Option<ThemeName> {
    match colorfgbg.rsplit(';').next()?.parse::<u8>().ok()? {
        7 | 15 => Some(ThemeName::Light),
        0..=15 => Some(ThemeName::Dark),
        _ => None,
    }
}

/// The theme that a ground of this colour asks for.
pub(super) fn for_ground([red, green, blue]: [u16; 3]) -> ThemeName {
    // Perceived brightness (ITU-R BT.601), in thousandths.
    let brightness = 299 * u64::from(red) + 587 * u64::from(green) + 114 * u64::from(blue);
    if brightness > 500 * u64::from(u16::MAX) { ThemeName::Light } else { ThemeName::Dark }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_environment_names_the_ground_last() {
        assert_eq!(told_by_environment("15;default;0"), Some(ThemeName::Dark));
        assert_eq!(told_by_environment("0;15"), Some(ThemeName::Light));
        assert_eq!(told_by_environment("0;default"), None);
    }

    #[test]
    fn a_ground_is_light_by_how_bright_it_looks() {
        assert_eq!(for_ground([0xffff, 0xffff, 0xffff]), ThemeName::Light);
        assert_eq!(for_ground([0x1111, 0x1313, 0x1818]), ThemeName::Dark);
        assert_eq!(for_ground([0, 0, 0xffff]), ThemeName::Dark);
        assert_eq!(for_ground([0, 0xffff, 0]), ThemeName::Light);
    }

    #[test]
    fn cycling_comes_back_to_where_it_began() {
        let start = Theme { name: ThemeName::Dark, painted: true };
        assert_eq!(start.next().next().next().next(), start);
    }
}
