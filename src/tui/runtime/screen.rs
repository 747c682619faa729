//! The terminal's screen, taken and given back whatever happens.

use std::io::{self, Write};
use std::panic;
use std::sync::Arc;

use crossterm::cursor::{Hide, Show};
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::terminal::{
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode,
    enable_raw_mode,
};
use crossterm::{Command, execute, queue};

/// The screen while it is ours. Dropping it gives the terminal back as it was, and so does a panic.
pub(super) struct Screen {
    hook: Arc<PanicHook>,
}

type PanicHook = dyn Fn(&panic::PanicHookInfo<'_>) + Send + Sync;

impl Screen {
    pub(super) fn enter() -> io::Result<Self> {
        let hook: Arc<PanicHook> = Arc::from(panic::take_hook());
        let told_after = Arc::clone(&hook);
        panic::set_hook(Box::new(move |info| {
            // What went wrong is told on the screen that stays.
            let _ = leave();
            told_after(info);
        }));
        let screen = Self { hook };
        take()?;
        Ok(screen)
    }

    /// Gives the terminal back for a while.
    #[expect(clippy::unused_self, reason = "only who has the screen can give it back")]
    pub(super) fn pause(&self) -> io::Result<()> {
        leave()
    }

    /// Takes it again.
    #[expect(clippy::unused_self, reason = "only who has the screen can take it again")]
    pub(super) fn resume(&self) -> io::Result<()> {
        take()
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        // A terminal that is gone cannot be restored, and nobody is left to be told.
        let _ = leave();
        if !std::thread::panicking() {
            let hook = Arc::clone(&self.hook);
            panic::set_hook(Box::new(move |info| hook(info)));
        }
    }
}

fn take() -> io::Result<()> {
    enable_raw_mode()?;
    execute!(io::stdout(), EnterAlternateScreen, Mouse { captured: true }, EnableBracketedPaste, Hide)
}

/// Everything is tried, even when something before it fails.
fn leave() -> io::Result<()> {
    let written = execute!(
        io::stdout(),
        EndSynchronizedUpdate,
        Mouse { captured: false },
        DisableBracketedPaste,
        LeaveAlternateScreen,
        Show
    );
    disable_raw_mode().and(written)
}

/// What is drawn until the end of the frame appears at once.
pub(super) fn begin_frame(writer: &mut impl Write) -> io::Result<()> {
    queue!(writer, BeginSynchronizedUpdate)
}

pub(super) fn end_frame(writer: &mut impl Write) -> io::Result<()> {
    execute!(writer, EndSynchronizedUpdate)
}

pub(super) fn listen_to_mouse(writer: &mut impl Write, captured: bool) -> io::Result<()> {
    execute!(writer, Mouse { captured })
}

/// Clicks and the wheel; every motion would wake the program for nothing.
struct Mouse {
    captured: bool,
}

impl Command for Mouse {
    fn write_ansi(&self, f: &mut impl std::fmt::Write) -> std::fmt::Result {
        f.write_str(if self.captured { "\x1b[?1000h\x1b[?1006h" } else { "\x1b[?1006l\x1b[?1000l" })
    }

    #[cfg(windows)]
    fn execute_winapi(&self) -> io::Result<()> {
        if self.captured {
            crossterm::event::EnableMouseCapture.execute_winapi()
        } else {
            crossterm::event::DisableMouseCapture.execute_winapi()
        }
    }

    #[cfg(windows)]
    fn is_ansi_code_supported(&self) -> bool {
        false
    }
}
