//! Tables for a terminal: columns as wide as what is in them.

use unicode_width::UnicodeWidthStr;

/// Lines of a table with a head. The first column stands left, the others right.
pub(super) fn table(head: &[&str], rows: &[Vec<String>]) -> Vec<String> {
    let head: Vec<String> = head.iter().map(|&cell| cell.to_owned()).collect();
    let lines: Vec<&Vec<String>> = std::iter::once(&head).chain(rows).collect();
    let width = |column: usize| lines.iter().filter_map(|line| line.get(column)).map(|cell| cell.width()).max();
    let widths: Vec<usize> = (0..head.len()).map(|column| width(column).unwrap_or(0)).collect();
    let line = |cells: &Vec<String>| {
        let mut text = String::new();
        for (n, (cell, width)) in cells.iter().zip(&widths).enumerate() {
            let blank = " ".repeat(width.saturating_sub(cell.width()));
            if n == 0 {
                text.extend([cell.as_str(), &blank]);
            } else {
                text.extend(["  ", &blank, cell.as_str()]);
            }
        }
        let printable: String = text.chars().filter(|c| !c.is_control()).collect();
        printable.trim_end().to_owned()
    };
    lines.into_iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::table;

    #[test]
    fn columns_are_as_wide_as_what_is_in_them() {
        let rows = [vec!["écran".to_owned(), "7".to_owned()], vec!["a".to_owned(), "1234".to_owned()]];
        assert_eq!(table(&["name", "n"], &rows), ["name      n", "écran     7", "a      1234"]);
    }
}
