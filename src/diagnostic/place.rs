//! Where something is: in a file, or in the pack.

use std::collections::BTreeMap;

use crate::knowledge::{CauseId, CodeId, FactId, RequestId, TableId, TreeId};

/// A file of [`Sources`](super::Sources).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A range of bytes in a file, the end excluded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

/// A span of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Site {
    /// The file.
    pub file: FileId,
    /// Where in it.
    pub span: Span,
}

impl Site {
    /// The part of this site that starts `offset` bytes in and is `length` bytes long.
    #[must_use]
    pub fn within(self, offset: usize, length: usize) -> Self {
        let start = self.span.start.saturating_add(u32::try_from(offset).unwrap_or(u32::MAX));
        let end = start.saturating_add(u32::try_from(length).unwrap_or(u32::MAX));
        Self { file: self.file, span: Span { start, end } }
    }
}

/// Something of a pack that has a place in a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Item {
    /// The pack itself.
    Pack,
    /// The statement with this name.
    Seed(String),
    /// A fact.
    Fact(FactId),
    /// A cause.
    Cause(CauseId),
    /// A tree.
    Tree(TreeId),
    /// A table.
    Table(TableId),
    /// An error code.
    Code(CodeId),
    /// A Graph request.
    Request(RequestId),
    /// What can keep somebody from signing in, by this name.
    Refusal(String),
    /// The case with this name.
    Case(String),
    /// The simulated tenant with this name.
    Tenant(String),
    /// The language with this name.
    Language(String),
}

/// An item, or a field of one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Symbol {
    /// The item.
    pub item: Item,
    /// The keys that lead to the field, joined by `/`: `nodes/role/ask`, `sources/0/url`. Empty for the item itself.
    pub field: String,
}

impl Symbol {
    /// The item as a whole.
    pub fn of(item: Item) -> Self {
        Self { item, field: String::new() }
    }

    /// A field of the item.
    pub fn field(item: Item, field: impl Into<String>) -> Self {
        Self { item, field: field.into() }
    }
}

/// Where a diagnostic points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// At a span of a file.
    Site(Site),
    /// At something in the pack.
    Symbol(Symbol),
}

impl From<Site> for Place {
    fn from(site: Site) -> Self {
        Self::Site(site)
    }
}

impl From<Symbol> for Place {
    fn from(symbol: Symbol) -> Self {
        Self::Symbol(symbol)
    }
}

/// Where each item of a pack, and each field of it, stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    items: BTreeMap<Item, BTreeMap<String, Site>>,
}

impl Places {
    /// Remembers where a symbol stands. The first place given for it stays.
    pub fn insert(&mut self, item: Item, field: String, site: Site) {
        self.items.entry(item).or_default().entry(field).or_insert(site);
    }

    /// Where a symbol stands, or else the nearest thing around it.
    pub fn site_of(&self, symbol: &Symbol) -> Option<Site> {
        let fields = self.items.get(&symbol.item)?;
        let mut field = symbol.field.as_str();
        loop {
            if let Some(site) = fields.get(field) {
                return Some(*site);
            }
            if field.is_empty() {
                return None;
            }
            field = field.rsplit_once('/').map_or("", |(around, _)| around);
        }
    }

    /// Whether a field of an item itself has a place, and not only something around it.
    pub fn has(&self, item: &Item, field: &str) -> bool {
        self.items.get(item).is_some_and(|fields| fields.contains_key(field))
    }

    /// Every item by where it stands as a whole.
    pub fn items_by_site(&self) -> BTreeMap<Site, &Item> {
        self.items.iter().filter_map(|(item, fields)| Some((*fields.get("")?, item))).collect()
    }

    /// Where a place is in the files.
    pub fn resolve(&self, place: &Place) -> Option<Site> {
        match place {
            Place::Site(site) => Some(*site),
            Place::Symbol(symbol) => self.site_of(symbol),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_without_a_place_is_found_at_what_is_around_it() {
        let mut places = Places::default();
        let at = |start| Site { file: FileId(0), span: Span { start, end: start + 1 } };
        places.insert(Item::Pack, String::new(), at(0));
        places.insert(Item::Pack, "names/0".to_owned(), at(7));
        let site = |field: &str| places.site_of(&Symbol::field(Item::Pack, field));
        assert_eq!(site("names/0/old/3"), Some(at(7)));
        assert_eq!(site("version"), Some(at(0)));
        assert_eq!(places.site_of(&Symbol::of(Item::Fact(FactId(0)))), None);
    }
}
