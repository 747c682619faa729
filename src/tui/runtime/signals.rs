//! Signals, as things that happen.

use std::io;
use std::sync::mpsc::Sender;
use std::thread;

use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP};
use signal_hook::iterator::Signals;
use signal_hook::low_level::emulate_default_handler;

use super::input::Happening;

/// Sends every signal that concerns the screen.
pub(super) fn listen(sender: Sender<Happening>) -> io::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGCONT])?;
    thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for signal in signals.forever() {
            let happening = match signal {
                SIGTSTP => Happening::Stop,
                SIGCONT => Happening::Continued,
                _ => Happening::End,
            };
            if sender.send(happening).is_err() {
                return;
            }
        }
    })?;
    Ok(())
}

/// Stops this process until somebody continues it.
pub(super) fn stop() -> io::Result<()> {
    emulate_default_handler(SIGTSTP)
}
