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

/// Words with how often they were come by.
pub(super) fn with_hits(words: &str, hits: Option<u64>) -> String {
    match hits {
        Some(hits) if words.is_empty() => format!("{hits}×"),
        Some(hits) => format!("{words} ({hits}×)"),
        None => words.to_owned(),
    }
}
