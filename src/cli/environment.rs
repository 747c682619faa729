//! What the process finds around it: variables, terminals, the clock, Ctrl-C.

use std::env;
use std::ffi::{OsStr, OsString};
use std::io::{self, IsTerminal};
use std::time::{SystemTime, UNIX_EPOCH};

use super::arguments::ThemeName;
use crate::settings::{Layer, Origin, Settings, Theme};

/// How wide text is at most; longer lines are hard to read.
const WIDEST: usize = 100;
/// How wide text is where nobody says.
const USUAL: usize = 80;
/// How wide text is at least.
const NARROWEST: usize = 20;

/// The surroundings of the process, read once.
#[derive(Clone, Debug)]
pub(super) struct Environment {
    /// What the variables ask for.
    pub layer: Layer,
    /// Whether a person can both read and type.
    pub interactive: bool,
    /// Whether the results go to a terminal.
    pub to_terminal: bool,
    /// What the terminal can do.
    pub terminal: Terminal,
    /// What `COLORFGBG` says about the terminal's ground.
    pub colorfgbg: Option<String>,
    /// Fail after the first frame: how the terminal is left then is worth a test.
    #[cfg(debug_assertions)]
    pub panic_after_first_frame: bool,
    /// The editor that `VISUAL` or `EDITOR` names, with its arguments.
    pub editor: Option<String>,
    /// How wide text may be.
    pub width: usize,
}

/// What a terminal can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Terminal {
    /// It answers questions about itself.
    Capable,
    /// It shows text and takes keys.
    Simple,
    /// It can do nothing but print.
    Dumb,
}

impl Terminal {
    /// The terminal that `TERM` names. Windows does not set it, and its terminals are capable.
    fn called(term: Option<&OsStr>) -> Self {
        match term.and_then(OsStr::to_str) {
            Some("dumb") => Self::Dumb,
            None | Some("" | "linux") if cfg!(unix) => Self::Simple,
            _ => Self::Capable,
        }
    }
}

impl Environment {
    /// Looks around.
    pub fn of_this_process() -> Self {
        let to_terminal = io::stdout().is_terminal();
        let size = to_terminal.then(crossterm::terminal::size).and_then(Result::ok);
        let columns = env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
        let width = size.map(|(columns, _)| usize::from(columns)).filter(|columns| *columns > 0).or(columns);
        Self {
            layer: layer(|name| env::var_os(name).filter(|value| !value.is_empty())),
            interactive: to_terminal && io::stdin().is_terminal(),
            to_terminal,
            terminal: Terminal::called(env::var_os("TERM").as_deref()),
            colorfgbg: env::var("COLORFGBG").ok().filter(|value| !value.is_empty()),
            #[cfg(debug_assertions)]
            panic_after_first_frame: env::var_os("CRED_DOCTOR_TEST_PANIC").is_some(),
            editor: ["VISUAL", "EDITOR"]
                .iter()
                .find_map(|name| env::var(name).ok())
                .filter(|name| !name.trim().is_empty()),
            width: width.unwrap_or(USUAL).clamp(NARROWEST, WIDEST),
        }
    }

    /// Whether results may be coloured.
    pub fn may_colour(&self, settings: &Settings) -> bool {
        self.to_terminal && self.terminal != Terminal::Dumb && settings.theme != Theme::None
    }
}

/// Reads the settings in variables; `variable` gives those that are set and not empty.
fn layer(variable: impl Fn(&str) -> Option<OsString>) -> Layer {
    let text = |name| variable(name).and_then(|value| value.into_string().ok());
    let theme = text("CRED_DOCTOR_THEME").and_then(|name| <ThemeName as clap::ValueEnum>::from_str(&name, true).ok());
    Layer {
        origin: Origin::Environment,
        packs: variable("CRED_DOCTOR_PACK").map(|paths| env::split_paths(&paths).collect()).unwrap_or_default(),
        language: text("CRED_DOCTOR_LANG"),
        plain: variable("CRED_DOCTOR_PLAIN").map(|_| true),
        // https://no-color.org
        theme: theme.map(Theme::from).or_else(|| variable("NO_COLOR").map(|_| Theme::None)),
        ascii: (variable("CRED_DOCTOR_ASCII").is_some() || lacks_unicode(text)).then_some(true),
        tenant: text("CRED_DOCTOR_TENANT"),
        client_id: text("CRED_DOCTOR_CLIENT_ID"),
        cloud: text("CRED_DOCTOR_CLOUD"),
        login_url: text("CRED_DOCTOR_LOGIN_URL"),
        graph_url: text("CRED_DOCTOR_GRAPH_URL"),
        sign_in: text("CRED_DOCTOR_SIGN_IN"),
        certificate: variable("CRED_DOCTOR_CERTIFICATE").map(Into::into),
        keyring: text("CRED_DOCTOR_KEYRING").map(|wish| !matches!(wish.as_str(), "no" | "0" | "false")),
    }
}

/// Whether the locale says that the terminal cannot show Unicode. A locale that says nothing is no reason to doubt.
fn lacks_unicode(text: impl Fn(&'static str) -> Option<String>) -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(text);
    locale.is_some_and(|locale| {
        let locale = locale.to_lowercase();
        !locale.contains("utf-8") && !locale.contains("utf8")
    })
}

/// Seconds since 1970-01-01 UTC.
pub(super) fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}

/// Lets Ctrl-C end the program with the exit code the manual promises. There is nothing to save or restore.
#[cfg(unix)]
pub(super) fn end_at_interrupt() -> io::Result<()> {
    use std::sync::Arc;
    use std::sync::atomic::AtomicBool;

    let always = Arc::new(AtomicBool::new(true));
    let code = super::Exit::Interrupted as i32;
    signal_hook::flag::register_conditional_shutdown(signal_hook::consts::SIGINT, code, always).map(drop)
}

/// Elsewhere the system ends the program by itself.
#[cfg(not(unix))]
pub(super) fn end_at_interrupt() -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layer_of(variables: &[(&str, &str)]) -> Layer {
        layer(|name| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| OsString::from(*value)))
    }

    #[test]
    fn no_color_asks_for_no_colour_unless_a_theme_is_named() {
        assert_eq!(layer_of(&[("NO_COLOR", "1")]).theme, Some(Theme::None));
        assert_eq!(layer_of(&[("NO_COLOR", "1"), ("CRED_DOCTOR_THEME", "dark")]).theme, Some(Theme::Dark));
        assert_eq!(layer_of(&[("CRED_DOCTOR_THEME", "beige")]).theme, None);
    }

    #[test]
    fn only_a_locale_without_unicode_asks_for_ascii() {
        assert_eq!(layer_of(&[]).ascii, None);
        assert_eq!(layer_of(&[("LANG", "C")]).ascii, Some(true));
        assert_eq!(layer_of(&[("LANG", "en_US.UTF-8")]).ascii, None);
        assert_eq!(layer_of(&[("LC_ALL", "C.utf8"), ("LANG", "C")]).ascii, None);
    }
}
