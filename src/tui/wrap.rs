//! Texts fitted to a width, counted in terminal cells.

use textwrap::{Options, WordSplitter};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// How many cells a text takes.
pub(super) fn width(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// A count as terminal cells; more than any terminal has is still a number.
pub(super) fn cells(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}

/// A text without the characters that would steer a terminal; line breaks stay.
pub(super) fn printable(text: &str) -> String {
    text.chars()
        .map(|c| if c == '\t' { ' ' } else { c })
        .filter(|c| *c == '\n' || !(c.is_control() || steers_direction(*c)))
        .collect()
}

/// Characters that turn the order of what follows around can make a command look like another.
fn steers_direction(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Prose as lines of at most `room` cells: authored line breaks flow, an empty line parts paragraphs.
pub(super) fn prose(text: &str, room: usize) -> Vec<String> {
    let text = printable(text);
    let mut lines = Vec::new();
    for paragraph in text.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty()) {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        let flowing = paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
        lines.extend(fold(&flowing, room));
    }
    if lines.is_empty() {
        lines.push(String::new());
    }
    lines
}

/// A command or another literal text as lines of at most `room` cells: its own line breaks stay.
pub(super) fn literal(text: &str, room: usize) -> Vec<String> {
    printable(text).trim_end().split('\n').flat_map(|line| fold(line, room)).collect()
}

fn fold(text: &str, room: usize) -> Vec<String> {
    let options = Options::new(room.max(1)).word_splitter(WordSplitter::NoHyphenation).break_words(true);
    textwrap::wrap(text, options).into_iter().map(std::borrow::Cow::into_owned).collect()
}

/// A text on one line of at most `room` cells; what does not fit is replaced by an ellipsis, so the loss shows.
pub(super) fn shorten(text: &str, room: usize) -> String {
    let text = printable(text).replace('\n', " ");
    if width(&text) <= room {
        return text;
    }
    let mut short = String::new();
    let mut used = 0;
    for grapheme in text.graphemes(true) {
        used += width(grapheme);
        if used + 1 > room {
            break;
        }
        short.push_str(grapheme);
    }
    if room > 0 {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn authored_line_breaks_flow_and_empty_lines_part() {
        assert_eq!(prose("one\ntwo three\n\nfour", 20), ["one two three", "", "four"]);
    }

    #[test]
    fn wide_characters_count_two_cells() {
        for line in prose("パスワードをリセットできません", 10) {
            assert!(width(&line) <= 10, "{line}");
        }
        assert_eq!(shorten("パスワード", 7), "パスワ…");
    }

    #[test]
    fn combining_characters_stay_with_their_letter() {
        let text = "e\u{301}e\u{301}e\u{301}e\u{301}";
        assert_eq!(width(text), 4);
        assert_eq!(shorten(text, 3), "e\u{301}e\u{301}…");
    }

    #[test]
    fn a_word_longer_than_the_line_is_broken_not_cut() {
        let url = "https://learn.microsoft.com/entra/identity/role-based-access-control/privileged-roles-permissions";
        assert_eq!(prose(url, 17).concat(), url);
        assert!(prose(url, 17).iter().all(|line| width(line) <= 17));
    }

    #[test]
    fn nothing_that_steers_a_terminal_comes_through() {
        assert_eq!(printable("a\u{1b}[31mb\u{7}\u{202e}c\td"), "a[31mbc d");
    }
}
