//! Keys, mouse, paste, resizing and signals, on one channel.

use std::io;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::Duration;

use crossterm::event::{self, Event, KeyEvent, KeyEventKind, MouseButton, MouseEventKind};

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

/// Begins to listen. The threads end with the program: a blocked read cannot be taken back.
pub(super) fn listen() -> io::Result<Receiver<Happening>> {
    let (sender, receiver) = mpsc::channel();
    #[cfg(unix)]
    super::signals::listen(sender.clone())?;
    thread::Builder::new().name("input".to_owned()).spawn(move || read(&sender))?;
    Ok(receiver)
}

fn read(sender: &Sender<Happening>) {
    // The first look makes the library listen for resizes; one that came before it would never be told.
    let _ = event::poll(Duration::ZERO);
    if sender.send(Happening::Resized).is_err() {
        return;
    }
    loop {
        let happening = match event::read() {
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
