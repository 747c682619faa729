//! A line of text being typed.

use unicode_segmentation::UnicodeSegmentation;

use super::wrap::width;

/// More than any ticket that is pasted; beyond it the rest is left out.
const LONGEST: usize = 20_000;

/// A line of text and the place in it where typing goes on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Input {
    text: String,
    /// A byte offset that lies between two graphemes.
    cursor: usize,
}

/// The part of an input that fits a width.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Visible {
    /// What is seen.
    pub text: String,
    /// The cell of the cursor in it.
    pub cursor: usize,
}

impl Input {
    pub(super) fn holding(text: &str) -> Self {
        let mut input = Self::default();
        input.insert(text);
        input
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Types or pastes; line breaks become spaces, since it is one line.
    pub(super) fn insert(&mut self, text: &str) {
        let room = LONGEST.saturating_sub(self.text.chars().count());
        let clean: String = text
            .chars()
            .map(|c| if c.is_whitespace() { ' ' } else { c })
            .filter(|c| !c.is_control())
            .take(room)
            .collect();
        self.text.insert_str(self.cursor, &clean);
        self.cursor += clean.len();
        // A combining mark may have joined the letter before it or after it.
        while !self.is_boundary() {
            self.cursor += 1;
        }
    }

    pub(super) fn erase(&mut self) {
        let start = self.before();
        self.text.replace_range(start..self.cursor, "");
        self.cursor = start;
    }

    pub(super) fn erase_next(&mut self) {
        let end = self.after();
        self.text.replace_range(self.cursor..end, "");
    }

    pub(super) fn erase_word(&mut self) {
        let kept = self.text[..self.cursor].trim_end();
        let start = kept.rfind(' ').map_or(0, |space| space + 1);
        self.text.replace_range(start..self.cursor, "");
        self.cursor = start;
    }

    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    pub(super) fn left(&mut self) {
        self.cursor = self.before();
    }

    pub(super) fn right(&mut self) {
        self.cursor = self.after();
    }

    pub(super) fn home(&mut self) {
        self.cursor = 0;
    }

    pub(super) fn end(&mut self) {
        self.cursor = self.text.len();
    }

    /// What fits `room` cells, with the cursor in it.
    pub(super) fn visible(&self, room: usize) -> Visible {
        let room = room.max(2);
        let mut start = 0;
        // The cursor itself takes a cell at the end.
        while width(&self.text[start..self.cursor]) >= room {
            start += self.text[start..].graphemes(true).next().map_or(1, str::len);
        }
        let mut text = String::new();
        for grapheme in self.text[start..].graphemes(true) {
            if width(&text) + width(grapheme) > room {
                break;
            }
            text.push_str(grapheme);
        }
        Visible { text, cursor: width(&self.text[start..self.cursor]) }
    }

    fn before(&self) -> usize {
        let last = self.text[..self.cursor].graphemes(true).next_back();
        self.cursor - last.map_or(0, str::len)
    }

    fn after(&self) -> usize {
        let next = self.text[self.cursor..].graphemes(true).next();
        self.cursor + next.map_or(0, str::len)
    }

    fn is_boundary(&self) -> bool {
        self.cursor >= self.text.len() || self.text.grapheme_indices(true).any(|(start, _)| start == self.cursor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_with_its_accent_is_erased_as_one() {
        let mut input = Input::holding("cafe\u{301}");
        input.erase();
        assert_eq!(input.text(), "caf");
    }

    #[test]
    fn a_pasted_ticket_becomes_one_line() {
        assert_eq!(Input::holding("reset\r\nis\tgrey\u{1b}").text(), "reset  is grey");
    }

    #[test]
    fn typing_goes_on_where_the_cursor_is() {
        let mut input = Input::holding("rest");
        input.left();
        input.left();
        input.insert("s");
        input.insert("e");
        assert_eq!(input.text(), "resest");
        input.erase_word();
        assert_eq!(input.text(), "st");
    }

    #[test]
    fn the_cursor_stays_in_view() {
        let input = Input::holding("パスワードをリセット");
        let seen = input.visible(8);
        assert!(width(&seen.text) <= 8 && seen.cursor < 8, "{seen:?}");
    }
}
