//! What is drawn, in ASCII: for terminals whose locale is not Unicode.

use ratatui::buffer::Buffer;

/// Replaces everything that is not ASCII, a cell for a cell, so that nothing moves.
pub(super) fn replace(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        if !cell.symbol().is_ascii() {
            let ascii = cell.symbol().chars().next().map_or(' ', nearest);
            cell.set_char(ascii);
        }
    }
}

/// The label of a key, spelled out where it is a glyph.
pub(super) fn key_label(label: &str) -> String {
    label
        .replace("↑↓", "up/down")
        .replace("←→", "left/right")
        .replace('⏎', "enter")
        .replace('⌫', "backspace")
        .replace('–', "-")
}

fn nearest(c: char) -> char {
    match c {
        '│' | '┃' | '╎' | '▏' => '|',
        '─' | '–' | '—' | '‐' | '‑' | '·' => '-',
        '┌' | '┐' | '└' | '┘' | '├' | '┤' | '┬' | '┴' | '┼' | '╭' | '╮' | '╰' | '╯' => '+',
        '█' | '▉' | '▊' | '▋' | '▌' | '▍' | '▎' => '#',
        '▸' | '›' | '→' => '>',
        '◂' | '‹' | '←' => '<',
        '✓' | '●' => '*',
        '“' | '”' | '„' => '"',
        '‘' | '’' => '\'',
        '…' => '~',
        '↑' => '^',
        '↓' => 'v',
        '\u{a0}' => ' ',
        'à' | 'â' | 'ä' | 'á' | 'å' => 'a',
        'ç' => 'c',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'î' | 'ï' | 'í' => 'i',
        '○' | 'ô' | 'ö' | 'ó' => 'o',
        'ù' | 'û' | 'ü' | 'ú' => 'u',
        'É' | 'È' | 'Ê' => 'E',
        'À' | 'Â' | 'Ä' => 'A',
        'Ö' => 'O',
        'Ü' => 'U',
        _ => '?',
    }
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    use super::*;

    #[test]
    fn a_wide_character_leaves_its_two_cells() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 8, 1));
        buffer.set_string(0, 0, "│パé“a”", Style::new());
        replace(&mut buffer);
        let line: String = buffer.content().iter().map(ratatui::buffer::Cell::symbol).collect();
        assert_eq!(line, "|? e\"a\" ");
    }
}
