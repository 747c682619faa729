//! What is in view, and what is said about the rest.

use super::*;
use crate::tui::theme::ThemeName;

fn seen(page: &Page, height: u16, scroll: Option<usize>) -> (Vec<String>, Scrolled) {
    let area = Rect::new(0, 0, 30, height);
    let mut buffer = Buffer::empty(area);
    let texts = Texts::english();
    let theme = Theme { name: ThemeName::None, painted: false };
    let scrolled = page.draw(area, &mut buffer, &mut Hits::default(), Showing { theme, texts: &texts, scroll });
    let lines = buffer.content().chunks(30).map(|row| row.iter().map(ratatui::buffer::Cell::symbol).collect());
    (lines.map(|line: String| line.trim().to_owned()).collect(), scrolled)
}

fn ten_lines() -> Page {
    let mut page = Page::new(30);
    for n in 1..=10 {
        page.prose(0, Style::new(), &format!("line {n}"));
    }
    page
}

#[test]
fn what_is_out_of_view_is_counted() {
    let (lines, scrolled) = seen(&ten_lines(), 4, None);
    assert_eq!(lines[..3], ["line 1", "line 2", "line 3"]);
    assert!(lines[3].contains('7'), "{lines:?}");
    assert_eq!((scrolled.offset, scrolled.most, scrolled.rows), (0, 7, 3));
}

#[test]
fn scrolling_stops_at_the_end() {
    let (lines, scrolled) = seen(&ten_lines(), 4, Some(99));
    assert_eq!(lines[2], "line 10");
    assert_eq!(scrolled.offset, scrolled.most);
}

#[test]
fn the_focus_is_kept_in_view() {
    let mut page = ten_lines();
    page.focus(5..6);
    let (lines, _) = seen(&page, 4, None);
    assert!(lines.contains(&"line 6".to_owned()), "{lines:?}");
}

#[test]
fn a_focus_out_of_view_is_known_to_be() {
    let mut page = ten_lines();
    page.focus(5..6);
    assert_eq!(seen(&page, 4, Some(0)).1.selected, Side::Below);
    assert_eq!(seen(&page, 4, Some(7)).1.selected, Side::Above);
    assert_eq!(seen(&page, 4, None).1.selected, Side::Here);
}
