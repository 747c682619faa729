//! Where something is: in a file, or in the pack.

use std::collections::{BTreeMap, HashMap};

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

/// The keys that lead to a field, among those that [`Places`] knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FieldId(u32);

/// Where each item of a pack, and each field of it, stands.
///
/// Most items have the same few fields, so their names are kept once. Places are equal when the same documents were read
/// in the same order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    fields: HashMap<String, FieldId>,
    /// For each item its fields, in the order of their ids.
    items: BTreeMap<Item, Box<[(FieldId, Site)]>>,
}

impl Places {
    /// The field that these keys lead to.
    pub fn field(&mut self, keys: &str) -> FieldId {
        if let Some(known) = self.fields.get(keys) {
            return *known;
        }
        let field = FieldId(u32::try_from(self.fields.len()).unwrap_or(u32::MAX));
        self.fields.insert(keys.to_owned(), field);
        field
    }

    /// Remembers where the fields of an item stand. The first place given for a field stays.
    pub fn insert(&mut self, item: Item, fields: Vec<(FieldId, Site)>) {
        let known = self.items.entry(item).or_default();
        let mut all = std::mem::take(known).into_vec();
        all.extend(fields);
        all.sort_by_key(|(field, _)| *field);
        all.dedup_by_key(|(field, _)| *field);
        *known = all.into_boxed_slice();
    }

    /// Where a symbol stands, or else the nearest thing around it.
    pub fn site_of(&self, symbol: &Symbol) -> Option<Site> {
        let mut field = symbol.field.as_str();
        loop {
            if let Some(site) = self.at(&symbol.item, field) {
                return Some(site);
            }
            if field.is_empty() {
                return None;
            }
            field = field.rsplit_once('/').map_or("", |(around, _)| around);
        }
    }

    /// Whether a field of an item itself has a place, and not only something around it.
    pub fn has(&self, item: &Item, field: &str) -> bool {
        self.at(item, field).is_some()
    }

    fn at(&self, item: &Item, field: &str) -> Option<Site> {
        let (field, fields) = (self.fields.get(field)?, self.items.get(item)?);
        let place = fields.binary_search_by_key(field, |(known, _)| *known).ok()?;
        fields.get(place).map(|(_, site)| *site)
    }

    /// Every item by where it stands as a whole.
    pub fn items_by_site(&self) -> BTreeMap<Site, &Item> {
        self.items.keys().filter_map(|item| Some((self.at(item, "")?, item))).collect()
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
        let (whole, first) = (places.field(""), places.field("names/0"));
        places.insert(Item::Pack, vec![(first, at(7)), (whole, at(0))]);
        places.insert(Item::Pack, vec![(first, at(9))]);
        let site = |field: &str| places.site_of(&Symbol::field(Item::Pack, field));
        assert_eq!(site("names/0/old/3"), Some(at(7)));
        assert_eq!(site("version"), Some(at(0)));
        assert_eq!(places.site_of(&Symbol::of(Item::Fact(FactId(0)))), None);
    }
}
