//! What is where on the screen: for the mouse, for links and for scrolling.

use ratatui::layout::{Position, Rect};

use super::action::Action;

/// What the last frame showed and where.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Hits {
    areas: Vec<(Rect, Action)>,
    links: Vec<(Rect, String)>,
    /// The part that scrolls.
    pub scrolled: Scrolled,
    /// Where typing goes on.
    pub cursor: Option<Position>,
}

/// How far a part of the screen is scrolled, and can be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Scrolled {
    /// The first row in view.
    pub offset: usize,
    /// The largest offset that makes sense.
    pub most: usize,
    /// How many rows are in view.
    pub rows: usize,
    /// The offset that shows what is selected.
    pub following: usize,
    /// Where what is selected is, seen from what is in view.
    pub selected: Side,
}

/// Where something is, seen from what is in view.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Side {
    /// Above.
    Above,
    /// In view.
    #[default]
    Here,
    /// Below.
    Below,
}

impl Hits {
    /// A click in `area` asks for `action`; a later area lies over earlier ones.
    pub(super) fn area(&mut self, area: Rect, action: Action) {
        if !area.is_empty() {
            self.areas.push((area, action));
        }
    }

    /// The text in `area` is an address.
    pub(super) fn link(&mut self, area: Rect, address: String) {
        if !area.is_empty() {
            self.links.push((area, address));
        }
    }

    /// Something was drawn over `area`: nothing below it is seen.
    pub(super) fn cover(&mut self, area: Rect) {
        self.links.retain(|(link, _)| !link.intersects(area));
        self.cursor = self.cursor.filter(|cursor| !area.contains(*cursor));
    }

    /// What a click here asks for.
    pub(super) fn at(&self, column: u16, row: u16) -> Option<&Action> {
        let place = Position::new(column, row);
        self.areas.iter().rev().find(|(area, _)| area.contains(place)).map(|(_, action)| action)
    }

    /// The address that the text at this place stands for.
    pub(super) fn link_at(&self, column: u16, row: u16) -> Option<&str> {
        let place = Position::new(column, row);
        self.links.iter().find(|(area, _)| area.contains(place)).map(|(_, address)| address.as_str())
    }
}
