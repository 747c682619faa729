//! Lines of text, wrapped, without anything that could move a cursor.

use textwrap::{Options, WordSeparator, WordSplitter};
use unicode_width::UnicodeWidthStr;

/// Lines that fit a width.
#[derive(Clone, Debug)]
pub struct Page {
    width: usize,
    lines: Vec<String>,
}

impl Page {
    /// A page without lines.
    pub fn new(width: usize) -> Self {
        Self { width, lines: Vec::new() }
    }

    /// The finished lines.
    pub fn into_lines(self) -> Vec<String> {
        self.lines
    }

    /// A text. Line breaks in it count as spaces, empty lines divide paragraphs.
    pub fn text(&mut self, text: &str) {
        self.item("", text);
    }

    /// A text behind `lead`, such as a number; further lines stand under the first.
    pub fn item(&mut self, lead: &str, text: &str) {
        let text = clean(text);
        let under = " ".repeat(lead.width());
        for (n, paragraph) in text.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty()).enumerate() {
            // A no-break space keeps a number and its unit together.
            let words = paragraph.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
            let options = Options::new(self.width)
                .initial_indent(if n == 0 { lead } else { &under })
                .subsequent_indent(&under)
                .word_separator(WordSeparator::UnicodeBreakProperties)
                .word_splitter(WordSplitter::NoHyphenation)
                // A word that is too long is an address or a name to copy: better wide than cut.
                .break_words(false);
            self.lines.extend(textwrap::wrap(&words, options).into_iter().map(|line| line.trim_end().to_owned()));
        }
    }

    /// A text to copy, with its own line breaks and nothing wrapped.
    pub fn verbatim(&mut self, indent: &str, text: &str) {
        for line in clean(text).lines() {
            self.lines.push(format!("{indent}{line}").trim_end().to_owned());
        }
    }

    /// An empty line, unless there is one already or nothing to divide.
    pub fn gap(&mut self) {
        if self.lines.last().is_some_and(|last| !last.is_empty()) {
            self.lines.push(String::new());
        }
    }
}

/// The text without control characters and without those that reorder what stands around them.
pub fn clean(text: &str) -> String {
    let hides = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().filter(|c| *c == '\n' || !(c.is_control() || hides(*c))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(width: usize, fill: impl Fn(&mut Page)) -> Vec<String> {
        let mut page = Page::new(width);
        fill(&mut page);
        page.into_lines()
    }

    #[test]
    fn text_wraps_under_its_lead() {
        assert_eq!(lines(16, |page| page.item(" 1. ", "one two three four")), [" 1. one two", "    three four"]);
    }

    #[test]
    fn wide_characters_count_double() {
        assert_eq!(lines(8, |page| page.text("日本語の説明")), ["日本語の", "説明"]);
    }

    #[test]
    fn a_long_word_is_not_cut() {
        assert_eq!(lines(10, |page| page.text("see abcdefghijklmnop now")), ["see", "abcdefghijklmnop", "now"]);
    }

    #[test]
    fn nothing_that_moves_the_cursor_gets_through() {
        assert_eq!(lines(80, |page| page.text("a\u{1b}[2Jb\u{7}\u{202e}c\rd")), ["a[2Jbcd"]);
        assert_eq!(lines(80, |page| page.verbatim("  ", "x\u{1b}]0;t\ny")), ["  x]0;t", "  y"]);
    }

    #[test]
    fn gaps_do_not_add_up() {
        let page = lines(80, |page| {
            page.gap();
            page.text("a");
            page.gap();
            page.gap();
            page.text("b");
        });
        assert_eq!(page, ["a", "", "b"]);
    }
}
