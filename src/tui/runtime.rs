//! The only part that touches the world: the terminal, its input, signals and the clock.
//!
//! Input and signals arrive on one channel. The loop waits for something, takes everything that is waiting, folds it
//! into the model, performs what follows from it, and draws once.

mod clipboard;
mod editor;
mod input;
mod linked;
mod screen;
#[cfg(unix)]
mod signals;

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use ratatui::Terminal;
use ratatui::layout::Size;

use super::effect::Effect;
use super::ground::{GroundReply, Heard};
use super::message::Message;
use super::model::{Ended, Model};
use super::tenant::{Ask, Connected};
use super::ticket::Ticket;
use super::{Options, Outcome, Tenant, TerminalKind, Workbench, update::update, view};
use crate::knowledge::Pack;
use input::Happening;
use linked::LinkedBackend;
use screen::Screen;

/// While a fix is given time, what is left of it is shown anew so often.
const CLOCK: Duration = Duration::from_secs(1);

/// While answers of a tenant are on screen, their age is shown anew so often.
const AGE: Duration = Duration::from_mins(1);

/// Otherwise the clock is not looked at.
const NEVER: Duration = Duration::from_hours(24);

/// Asks the terminal which colour its ground has.
const ASK_GROUND: &[u8] = b"\x1b]11;?\x1b\\";

pub(super) fn run(
    pack: Arc<Pack>,
    options: Options,
    workbench: Option<Workbench>,
    tenant: Option<Tenant>,
) -> io::Result<Outcome> {
    let terminal = options.terminal;
    #[cfg(debug_assertions)]
    let asked_to_fail = options.panic_after_first_frame;
    let connected = tenant.as_ref().map(|tenant| Connected { name: tenant.name.clone(), given: tenant.given.clone() });
    let (mut model, effects) = begin(pack, options, connected);
    let screen = Screen::enter()?;
    let mut face = Face::new(terminal)?;
    face.draw(&mut model)?;
    #[cfg(debug_assertions)]
    assert!(!asked_to_fail, "asked to fail after the first frame");
    // Nothing below is needed to show the first frame.
    let turn = Arc::new(input::Turn::default());
    let (sender, happenings) = mpsc::channel();
    if let Some(Tenant { ask, told, .. }) = tenant {
        face.ask = Some(ask);
        input::forward("tenant", told, sender.clone(), |told| Happening::Told(Box::new(told)))?;
    }
    match workbench {
        Some(Workbench { readings, editor }) => {
            face.editor = editor;
            input::forward("readings", readings, sender.clone(), |reading| Happening::Reread(Box::new(reading)))?;
            input::listen_in_turn(&turn, sender)?;
        }
        None => input::listen(sender)?,
    }
    face.turn = turn;
    if terminal == TerminalKind::Capable && model.theme_follows && cfg!(unix) {
        face.terminal.backend_mut().write_all(ASK_GROUND)?;
        face.terminal.backend_mut().flush()?;
    }
    let result = face.perform(&mut model, effects, &screen).and_then(|()| face.run(&mut model, &happenings, &screen));
    drop(screen);
    result?;
    Ok(Outcome {
        walks: model.tickets.iter().map(|ticket| ticket.walk.events().to_vec()).collect(),
        interrupted: model.ended != Some(Ended::Quit),
    })
}

fn begin(pack: Arc<Pack>, options: Options, tenant: Option<Connected>) -> (Model, Vec<Effect>) {
    let mut model = Model::new(pack, options.texts, &options.theme, options.ascii, now());
    model.language = options.language;
    model.tenant = tenant;
    let Some(tree) = options.start else { return (model, Vec::new()) };
    let mut ticket = Ticket::open(&model.pack, &model.texts, tree, model.now);
    for event in options.events {
        ticket.apply(model.now, event);
    }
    model.tickets.push(ticket);
    model.screen = super::model::Screen::Ticket(0);
    let effects = model.begin_with_what_is_given();
    (model, effects)
}

fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}

/// The terminal, and what is remembered about it.
struct Face {
    terminal: Terminal<LinkedBackend<io::BufWriter<io::Stdout>>>,
    kind: TerminalKind,
    reply: GroundReply,
    /// The program that opens files.
    editor: Vec<String>,
    /// Whose turn it is to read the keys.
    turn: Arc<input::Turn>,
    /// Asks the tenant, if there is one.
    ask: Option<Ask>,
}

impl Face {
    fn new(kind: TerminalKind) -> io::Result<Self> {
        // A frame leaves in one piece: the buffer is larger than any.
        let writer = io::BufWriter::with_capacity(1 << 18, io::stdout());
        let terminal = Terminal::new(LinkedBackend::new(writer, kind == TerminalKind::Capable))?;
        Ok(Self { terminal, kind, reply: GroundReply::default(), editor: Vec::new(), turn: Arc::default(), ask: None })
    }

    fn run(&mut self, model: &mut Model, happenings: &Receiver<Happening>, screen: &Screen) -> io::Result<()> {
        while model.ended.is_none() {
            let waiting = model.tickets.iter().any(|ticket| ticket.walk.waiting().next().is_some());
            let ageing = model.tickets.iter().any(|ticket| ticket.probing.is_some());
            let patience = if waiting {
                CLOCK
            } else if ageing {
                AGE
            } else {
                NEVER
            };
            let first = match happenings.recv_timeout(patience) {
                Ok(happening) => Some(happening),
                Err(RecvTimeoutError::Timeout) => None,
                Err(RecvTimeoutError::Disconnected) => Some(Happening::Closed),
            };
            update(model, Message::ClockMoved { now: now() });
            // Everything that is waiting first, then one frame.
            for happening in first.into_iter().chain(happenings.try_iter()) {
                self.happened(model, happening, screen)?;
                if model.ended.is_some() {
                    return Ok(());
                }
            }
            self.draw(model)?;
        }
        Ok(())
    }

    fn happened(&mut self, model: &mut Model, happening: Happening, screen: &Screen) -> io::Result<()> {
        let messages = match happening {
            Happening::Key(key) => match self.reply.hear(key) {
                Heard::Keys(keys) => keys.into_iter().map(Message::Pressed).collect(),
                Heard::Ground(colour) => vec![Message::GroundSeen(colour)],
            },
            Happening::Clicked { column, row } => vec![Message::Clicked { column, row }],
            Happening::Wheeled { down } => vec![Message::Wheeled { down }],
            Happening::Pasted(text) => vec![Message::Pasted(text)],
            Happening::Reread(reading) => vec![Message::Reread(reading)],
            Happening::Told(told) => vec![Message::Told(told)],
            Happening::Resized => Vec::new(),
            Happening::Stop => return self.suspend(screen),
            Happening::Continued => return self.redraw(),
            Happening::End | Happening::Closed => vec![Message::Interrupted],
        };
        for message in messages {
            let effects = update(model, message);
            self.perform(model, effects, screen)?;
        }
        Ok(())
    }

    fn perform(&mut self, model: &mut Model, effects: Vec<Effect>, screen: &Screen) -> io::Result<()> {
        for effect in effects {
            match effect {
                Effect::Copy(text) => {
                    let message = match clipboard::copy(self.terminal.backend_mut(), self.kind, &text) {
                        Ok(()) => Message::Copied(text),
                        Err(why) => Message::CopyRefused { text, why },
                    };
                    let effects = update(model, message);
                    self.perform(model, effects, screen)?;
                }
                Effect::Mouse { captured } => screen::listen_to_mouse(self.terminal.backend_mut(), captured)?,
                Effect::Edit(location) => {
                    let failed = self.edit(&location, screen)?;
                    update(model, Message::Edited { failed });
                }
                Effect::Ask(inquiry) => {
                    if let Some(ask) = &mut self.ask {
                        ask(inquiry);
                    }
                }
                Effect::Suspend => self.suspend(screen)?,
                Effect::Redraw => self.redraw()?,
            }
        }
        Ok(())
    }

    fn draw(&mut self, model: &mut Model) -> io::Result<()> {
        let links = self.terminal.backend().links();
        let mut hits = super::hits::Hits::default();
        screen::begin_frame(self.terminal.backend_mut())?;
        self.terminal.draw(|frame| {
            hits = view::draw(model, frame);
            *links.borrow_mut() = hits.clone();
        })?;
        screen::end_frame(self.terminal.backend_mut())?;
        update(model, Message::Shown(hits));
        Ok(())
    }

    fn redraw(&mut self) -> io::Result<()> {
        // Resizing forgets what was drawn, without asking the terminal where its cursor is.
        let Size { width, height } = self.terminal.size()?;
        self.terminal.resize(ratatui::layout::Rect::new(0, 0, width, height))
    }

    /// Gives the terminal to an editor until it is closed. What went wrong with the editor, if anything did.
    fn edit(&mut self, location: &super::Location, screen: &Screen) -> io::Result<Option<String>> {
        let turn = Arc::clone(&self.turn);
        let _taken = turn.take();
        screen.pause()?;
        let failed = editor::open(&self.editor, location).err();
        screen.resume()?;
        self.redraw()?;
        Ok(failed.map(|error| error.to_string()))
    }

    /// Gives the terminal back to the shell until the program is continued.
    fn suspend(&mut self, screen: &Screen) -> io::Result<()> {
        #[cfg(unix)]
        {
            screen.pause()?;
            signals::stop()?;
            screen.resume()?;
        }
        // Elsewhere nothing suspends.
        let _ = screen;
        self.redraw()
    }
}
