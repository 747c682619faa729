//! Changes of the files that certainly mend what a diagnostic says.

use super::Place;

/// A change of a file. It is made only where the file still says what the change expects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mend {
    /// Writes one text instead of another.
    Replace {
        /// Where the old text stands, or something around it in which it stands once.
        place: Place,
        /// What stands there.
        old: String,
        /// What should.
        new: String,
    },
    /// Takes an entry out of a list of texts.
    RemoveEntry {
        /// The entry.
        place: Place,
    },
    /// Puts an entry of a map in front of another whose value is a text.
    InsertEntry {
        /// The value of the entry it goes in front of.
        place: Place,
        /// The key of that entry.
        before: String,
        /// The new entry, `key: value`.
        entry: String,
    },
}
