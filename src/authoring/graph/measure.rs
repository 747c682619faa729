//! How much room words take.

use unicode_width::UnicodeWidthChar;

/// The size of the letters in boxes.
pub(super) const LETTER: f64 = 13.0;
/// The size of the letters on arrows and in small print.
pub(super) const SMALL: f64 = 11.0;
/// From one line to the next.
pub(super) const LINE: f64 = 17.0;
/// The same in small print.
pub(super) const SMALL_LINE: f64 = 14.0;

/// About how wide a text is, in the fonts that browsers take for `sans-serif`; rather too wide than too narrow.
pub(super) fn width(text: &str, size: f64) -> f64 {
    let letter = |c: char| match c {
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | 'I' => 0.33,
        'f' | 't' | 'r' | ' ' | '(' | ')' | '-' | '/' => 0.42,
        'm' | 'w' | 'M' | 'W' | '@' | '%' => 0.95,
        c if c.is_uppercase() => 0.74,
        c if c.width() == Some(2) => 1.1,
        _ => 0.62,
    };
    text.chars().map(letter).sum::<f64>() * size
}

/// The text on as few lines as fit into `most`, all about equally long. A word that is longer is broken.
pub(super) fn wrapped(text: &str, size: f64, most: f64) -> Vec<String> {
    let mut best = filled(text, size, most);
    let mut limit = most;
    while limit > size {
        limit -= size / 2.0;
        let narrower = filled(text, size, limit);
        if narrower.len() > best.len() {
            break;
        }
        best = narrower;
    }
    best
}

fn filled(text: &str, size: f64, most: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if width(line, size) + width(" ", size) + width(word, size) <= most => line.extend([" ", word]),
            _ => broken(word, size, most, &mut lines),
        }
    }
    lines
}

/// Adds a word on lines of its own.
fn broken(word: &str, size: f64, most: f64, lines: &mut Vec<String>) {
    lines.push(String::new());
    let mut room = most;
    for c in word.chars() {
        let letter = width(c.encode_utf8(&mut [0; 4]), size);
        if letter > room && lines.last().is_some_and(|line| !line.is_empty()) {
            lines.push(String::new());
            room = most;
        }
        room -= letter;
        lines.last_mut().into_iter().for_each(|line| line.push(c));
    }
}

/// Words with how often they were come by.
pub(super) fn with_hits(words: &str, hits: Option<u64>) -> String {
    match hits {
        Some(hits) if words.is_empty() => format!("{hits}×"),
        Some(hits) => format!("{words} ({hits}×)"),
        None => words.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_few_and_even_and_no_word_is_too_wide() {
        assert_eq!(
            wrapped("The role is too new for this sign-in", LETTER, 230.0),
            ["The role is too new", "for this sign-in"]
        );
        assert_eq!(wrapped("short", LETTER, 250.0), ["short"]);
        assert_eq!(wrapped("", LETTER, 250.0), Vec::<String>::new());
        let long = wrapped(&"abcdefghij".repeat(5), LETTER, 100.0);
        assert!(long.len() > 1 && long.iter().all(|line| width(line, LETTER) <= 100.0), "{long:?}");
        assert_eq!(long.concat(), "abcdefghij".repeat(5));
    }
}
