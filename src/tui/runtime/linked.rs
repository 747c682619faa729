//! A terminal in which addresses are links (OSC 8).

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};

use crate::tui::hits::Hits;

/// Draws like the backend inside, and wraps the cells of an address in a link.
pub(super) struct LinkedBackend<W: Write> {
    inner: CrosstermBackend<W>,
    /// What the frame being drawn shows.
    links: Rc<RefCell<Hits>>,
    /// Whether the terminal knows links.
    linking: bool,
}

impl<W: Write> LinkedBackend<W> {
    pub(super) fn new(writer: W, linking: bool) -> Self {
        Self { inner: CrosstermBackend::new(writer), links: Rc::default(), linking }
    }

    /// Where the frame being drawn says what it shows.
    pub(super) fn links(&self) -> Rc<RefCell<Hits>> {
        Rc::clone(&self.links)
    }
}

impl<W: Write> Write for LinkedBackend<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.inner.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Write::flush(&mut self.inner)
    }
}

impl<W: Write> Backend for LinkedBackend<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        if !self.linking {
            return self.inner.draw(content);
        }
        let cells: Vec<(u16, u16, &Cell)> = content.collect();
        let links = self.links.borrow();
        for run in cells.chunk_by(|a, b| links.link_at(a.0, a.1) == links.link_at(b.0, b.1)) {
            let address = run.first().and_then(|(x, y, _)| links.link_at(*x, *y)).filter(|address| is_safe(address));
            if let Some(address) = address {
                write!(self.inner, "\x1b]8;;{address}\x1b\\")?;
            }
            self.inner.draw(run.iter().copied())?;
            if address.is_some() {
                write!(self.inner, "\x1b]8;;\x1b\\")?;
            }
        }
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.inner.hide_cursor()
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.inner.show_cursor()
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        self.inner.get_cursor_position()
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.inner.set_cursor_position(position)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.inner.clear()
    }

    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        self.inner.clear_region(clear_type)
    }

    fn size(&self) -> io::Result<Size> {
        self.inner.size()
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        self.inner.window_size()
    }

    fn flush(&mut self) -> io::Result<()> {
        Backend::flush(&mut self.inner)
    }
}

/// The sequence takes printable ASCII; an address with anything else is shown, not linked.
fn is_safe(address: &str) -> bool {
    address.bytes().all(|byte| byte.is_ascii_graphic())
}

#[cfg(test)]
mod tests {
    use ratatui::Terminal;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    use super::*;

    /// What was written, for the test to read.
    #[derive(Clone, Default)]
    struct Written(Rc<RefCell<Vec<u8>>>);

    impl Write for Written {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.borrow_mut().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn drawn(address: &str) -> String {
        let written = Written::default();
        let backend = LinkedBackend::new(written.clone(), true);
        let area = Rect::new(0, 0, 10, 1);
        backend.links.borrow_mut().link(Rect::new(2, 0, 3, 1), address.to_owned());
        let options = ratatui::TerminalOptions { viewport: ratatui::Viewport::Fixed(area) };
        let mut terminal = Terminal::with_options(backend, options).unwrap();
        terminal.draw(|frame| frame.buffer_mut().set_string(0, 0, "a url b", Style::new())).unwrap();
        String::from_utf8(written.0.take()).unwrap()
    }

    #[test]
    fn the_cells_of_an_address_are_a_link() {
        let drawn = drawn("https://example.com/a");
        assert!(drawn.contains("\u{1b}]8;;https://example.com/a\u{1b}\\"), "{drawn:?}");
        let (_, linked) = drawn.split_once("example.com/a\u{1b}\\").unwrap();
        let (inside, after) = linked.split_once("\u{1b}]8;;\u{1b}\\").unwrap();
        assert!(inside.contains("url") && after.contains('b'), "{drawn:?}");
    }

    #[test]
    fn an_address_that_could_end_the_sequence_is_not_linked() {
        assert!(!drawn("https://example.com/\u{1b}\\x").contains("]8;;"));
    }
}
