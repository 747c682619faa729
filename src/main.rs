//! The command: opens the full-screen face on the built-in pack.

use std::io::IsTerminal;
use std::process::ExitCode;
use std::sync::Arc;

use cred_doctor::tui::{self, Options, TerminalKind, ThemeChoice, ThemeName};

fn main() -> ExitCode {
    if !std::io::stdin().is_terminal() || !std::io::stdout().is_terminal() {
        return ExitCode::from(2);
    }
    match tui::run(Arc::new(cred_doctor::builtin::pack()), options()) {
        Ok(outcome) if outcome.interrupted => ExitCode::from(4),
        Ok(_) => ExitCode::SUCCESS,
        Err(_) => ExitCode::from(2),
    }
}

fn options() -> Options {
    let set = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let theme = match set("CRED_DOCTOR_THEME").as_deref() {
        Some("dark") => ThemeChoice::Fixed(ThemeName::Dark),
        Some("light") => ThemeChoice::Fixed(ThemeName::Light),
        Some("contrast") => ThemeChoice::Fixed(ThemeName::Contrast),
        Some("none") => ThemeChoice::Fixed(ThemeName::None),
        _ if set("NO_COLOR").is_some() => ThemeChoice::Fixed(ThemeName::None),
        _ => ThemeChoice::Auto { colorfgbg: set("COLORFGBG") },
    };
    let simple = matches!(set("TERM").as_deref(), None | Some("dumb" | "linux"));
    Options {
        theme,
        ascii: set("CRED_DOCTOR_ASCII").is_some(),
        terminal: if simple { TerminalKind::Simple } else { TerminalKind::Capable },
        #[cfg(debug_assertions)]
        panic_after_first_frame: set("CRED_DOCTOR_TEST_PANIC").is_some(),
        ..Options::default()
    }
}
