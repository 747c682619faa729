//! What each kind of document may say, as data: for the schema that editors read, and for the order of keys.
//!
//! It comes from the same lists of fields as the raw structs and their decoders, so it cannot say anything else.

use super::document::Kind;
use super::raw::{
    Decode, RawCase, RawCause, RawCode, RawFact, RawLanguage, RawPack, RawRefusal, RawRequest, RawSeed, RawSymptom,
    RawTable, RawTenant,
};

/// What a value may be.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// A text, also where it reads like a number.
    Text(Option<Form>),
    /// `yes` or `no`.
    Flag,
    /// A number that is not negative.
    Number,
    /// The value of a fact: a text, or a list of texts.
    Value,
    /// A list.
    List(Box<Shape>),
    /// A list, or its only entry without the list around it.
    OneOrMany(Box<Shape>),
    /// A map with keys of the author's choice.
    Pairs(Box<Shape>),
    /// A map with keys of ours.
    Record(Record),
}

/// What a text looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// One of these words.
    Words(&'static [&'static str]),
    /// What this regular expression matches.
    Pattern(&'static str),
}

/// A map with keys of ours, in the order in which they are written.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// Names it among the records.
    pub name: &'static str,
    /// What it is.
    pub about: &'static str,
    /// Its keys.
    pub fields: Vec<Field>,
}

/// A key of a map.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// The key.
    pub key: &'static str,
    /// Whether it must be written.
    pub required: bool,
    /// What it is for.
    pub about: &'static str,
    /// What its value may be.
    pub shape: Shape,
}

/// A kind of document.
#[derive(Clone, Debug, PartialEq)]
pub struct DocumentShape {
    /// Its first key.
    pub key: &'static str,
    /// The folder or file its documents lie in, within the pack.
    pub home: &'static str,
    /// What it says.
    pub record: Record,
}

impl Shape {
    /// The shape of texts that look like this, wherever texts stand in it.
    #[must_use]
    pub fn formed(self, form: Form) -> Self {
        match self {
            Self::Text(_) => Self::Text(Some(form)),
            Self::List(inner) => Self::List(Box::new(inner.formed(form))),
            Self::OneOrMany(inner) => Self::OneOrMany(Box::new(inner.formed(form))),
            Self::Pairs(inner) => Self::Pairs(Box::new(inner.formed(form))),
            other => other,
        }
    }
}

/// Every kind of document, in the order of the folders.
pub fn documents() -> Vec<DocumentShape> {
    Kind::ALL.into_iter().map(document).collect()
}

/// The kind of document whose first key this is.
pub fn document_of(key: &str) -> Option<DocumentShape> {
    Kind::from_key(key).map(document)
}

fn document(kind: Kind) -> DocumentShape {
    let mut record = match kind {
        Kind::Pack => record::<RawPack>(),
        Kind::Seeds => seeds(),
        Kind::Symptom => record::<RawSymptom>(),
        Kind::Fact => record::<RawFact>(),
        Kind::Cause => record::<RawCause>(),
        Kind::Code => record::<RawCode>(),
        Kind::Table => record::<RawTable>(),
        Kind::Request => record::<RawRequest>(),
        Kind::Refusal => record::<RawRefusal>(),
        Kind::Case => record::<RawCase>(),
        Kind::Tenant => record::<RawTenant>(),
        Kind::Language => record::<RawLanguage>(),
    };
    if let (Some(pattern), Some(id)) = (kind.id_pattern(), record.fields.first_mut()) {
        id.shape = Shape::Text(Some(Form::Pattern(pattern)));
    }
    DocumentShape { key: kind.key(), home: kind.home(), record }
}

/// The statements are one document, and items by themselves.
fn seeds() -> Record {
    let about = "The statements of the source document.";
    let shape = Shape::Pairs(Box::new(RawSeed::shape()));
    Record { name: "Seeds", about, fields: vec![Field { key: Kind::Seeds.key(), required: true, about, shape }] }
}

fn record<T: Decode>() -> Record {
    match T::shape() {
        Shape::Record(record) => record,
        // Documents are maps with keys of ours.
        _ => Record { name: "", about: "", fields: Vec::new() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_key_of_each_kind_names_the_kind() {
        for document in documents() {
            let first = document.record.fields.first().map(|field| (field.key, field.required));
            assert_eq!(first, Some((document.key, true)));
            assert!(!document.record.about.is_empty(), "{}", document.key);
        }
    }

    #[test]
    fn every_key_says_what_it_is_for() {
        fn look(record: &Record) {
            for field in &record.fields {
                assert!(field.about.ends_with('.'), "{} of {}: {}", field.key, record.name, field.about);
                let mut shape = &field.shape;
                while let Shape::List(inner) | Shape::OneOrMany(inner) | Shape::Pairs(inner) = shape {
                    shape = inner;
                }
                if let Shape::Record(inner) = shape {
                    look(inner);
                }
            }
        }
        for document in documents() {
            look(&document.record);
        }
    }
}
