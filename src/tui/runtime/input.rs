//! Keys, mouse, paste, resizing and signals, on one channel.

use std::io;
use std::sync::mpsc::{Receiver, Sender};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use crossterm::event::{self, Event, KeyEvent, KeyEventKind, MouseButton, MouseEventKind};

use crate::tui::{Reading, Told};

/// How long keys are waited for before somebody else may have a turn at reading them.
const WAIT: Duration = Duration::from_millis(50);

/// Something that happened in the world.
#[derive(Debug)]
pub(super) enum Happening {
    Key(KeyEvent),
    Clicked {
        column: u16,
        row: u16,
    },
    Wheeled {
        down: bool,
    },
    Pasted(String),
    Reread(Box<Reading>),
    Told(Box<Told>),
    Resized,
    /// Somebody asks the program to stop until it is continued.
    #[cfg_attr(not(unix), expect(dead_code, reason = "there is no such signal there"))]
    Stop,
    /// It was continued after a stop that it was not asked about.
    #[cfg_attr(not(unix), expect(dead_code, reason = "there is no such signal there"))]
    Continued,
    /// Somebody asks the program to end.
    #[cfg_attr(not(unix), expect(dead_code, reason = "there is no such signal there"))]
    End,
    /// There is no more input.
    Closed,
}

/// Begins to listen to keys and signals. The threads end with the program: a blocked read cannot be taken back.
pub(super) fn listen(sender: Sender<Happening>) -> io::Result<()> {
    #[cfg(unix)]
    super::signals::listen(sender.clone())?;
    thread::Builder::new().name("input".to_owned()).spawn(move || read(&sender, event::read))?;
    Ok(())
}

/// The same, but leaves the keys to an editor when it has the turn.
pub(super) fn listen_in_turn(turn: &Arc<Turn>, sender: Sender<Happening>) -> io::Result<()> {
    #[cfg(unix)]
    super::signals::listen(sender.clone())?;
    let turn = Arc::clone(turn);
    thread::Builder::new().name("input".to_owned()).spawn(move || {
        let next = || loop {
            let _turn = turn.share();
            if event::poll(WAIT)? {
                return event::read();
            }
        };
        read(&sender, next);
    })?;
    Ok(())
}

/// Passes on what arrives from elsewhere.
pub(super) fn forward<T: Send + 'static>(
    name: &str,
    from: Receiver<T>,
    to: Sender<Happening>,
    happening: fn(T) -> Happening,
) -> io::Result<()> {
    let pass = move || {
        for thing in from {
            if to.send(happening(thing)).is_err() {
                return;
            }
        }
    };
    thread::Builder::new().name(name.to_owned()).spawn(pass)?;
    Ok(())
}

/// Whose turn it is to read the terminal: the program's own, or that of an editor it has opened.
#[derive(Debug, Default)]
pub(super) struct Turn {
    /// Whether an editor wants the terminal or has it.
    wanted: Mutex<bool>,
    returned: Condvar,
    reading: Mutex<()>,
}

impl Turn {
    /// Waits until nobody else reads, and keeps it so until the guard is dropped.
    pub(super) fn take(&self) -> Taken<'_> {
        *self.wanted.lock().unwrap_or_else(PoisonError::into_inner) = true;
        let reading = self.reading.lock().unwrap_or_else(PoisonError::into_inner);
        Taken { turn: self, _reading: reading }
    }

    /// The turn of one who gives way to others.
    fn share(&self) -> MutexGuard<'_, ()> {
        let mut wanted = self.wanted.lock().unwrap_or_else(PoisonError::into_inner);
        while *wanted {
            wanted = self.returned.wait(wanted).unwrap_or_else(PoisonError::into_inner);
        }
        // Still held, so that nobody can begin to want it before the lock below is there.
        self.reading.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The turn, taken from the keys.
pub(super) struct Taken<'a> {
    turn: &'a Turn,
    _reading: MutexGuard<'a, ()>,
}

impl Drop for Taken<'_> {
    fn drop(&mut self) {
        *self.turn.wanted.lock().unwrap_or_else(PoisonError::into_inner) = false;
        self.turn.returned.notify_all();
    }
}

fn read(sender: &Sender<Happening>, next: impl Fn() -> io::Result<Event>) {
    // The first look makes the library listen for resizes; one that came before it would never be told.
    let _ = event::poll(Duration::ZERO);
    if sender.send(Happening::Resized).is_err() {
        return;
    }
    loop {
        let happening = match next() {
            Ok(event) => happening(event),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => None,
            Err(_) => Some(Happening::Closed),
        };
        let closed = matches!(happening, Some(Happening::Closed));
        if let Some(happening) = happening
            && sender.send(happening).is_err()
        {
            return;
        }
        if closed {
            return;
        }
    }
}

fn happening(event: Event) -> Option<Happening> {
    match event {
        // Some terminals report the release too.
        Event::Key(key) if key.kind != KeyEventKind::Release => Some(Happening::Key(key)),
        Event::Mouse(mouse) => match mouse.kind {
            MouseEventKind::Down(MouseButton::Left) => {
                Some(Happening::Clicked { column: mouse.column, row: mouse.row })
            }
            MouseEventKind::ScrollDown => Some(Happening::Wheeled { down: true }),
            MouseEventKind::ScrollUp => Some(Happening::Wheeled { down: false }),
            _ => None,
        },
        Event::Paste(text) => Some(Happening::Pasted(text)),
        Event::Resize(..) => Some(Happening::Resized),
        Event::Key(_) | Event::FocusGained | Event::FocusLost => None,
    }
}
