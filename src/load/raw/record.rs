//! The macro that makes a struct and its decoder from one list of fields.

/// Declares the raw form of a map: for each field whether it `must` or `may` be written, its type, its key, and where it
/// is more than any text what it looks like.
macro_rules! record {
    ($(#[doc = $doc:literal])+ $name:ident {
        $($(#[doc = $about:literal])+ $need:ident $field:ident: $type:ty = $key:literal $(as $form:expr)?,)+
    }) => {
        $(#[doc = $doc])+
        #[derive(Debug, Default)]
        pub struct $name {
            /// Where it starts.
            #[allow(dead_code, reason = "not every kind of map has messages of its own")]
            pub site: $crate::diagnostic::Site,
            $($(#[doc = $about])+ pub $field: Option<$type>,)+
        }

        impl $crate::load::raw::Decode for $name {
            const EXPECTED: &'static str = "a map";

            fn decode(
                node: &$crate::load::yaml::Node,
                problems: &mut $crate::load::problems::Problems,
            ) -> Option<Self> {
                let entries = $crate::load::raw::decode::entries(node, Self::EXPECTED, problems)?;
                let mut record = Self { site: node.site, ..Self::default() };
                for entry in entries {
                    match entry.key.text.as_str() {
                        $($key => record.$field = $crate::load::raw::decode::field(entry, problems),)+
                        _ => $crate::load::raw::decode::unknown_key(&entry.key, &[$($key),+], problems),
                    }
                }
                $(record!(@$need node entries $key problems);)+
                Some(record)
            }

            fn shape() -> $crate::load::shape::Shape {
                $crate::load::shape::Shape::Record($crate::load::shape::Record {
                    name: stringify!($name),
                    about: concat!($($doc),+).trim_ascii(),
                    fields: vec![$($crate::load::shape::Field {
                        key: $key,
                        required: record!(@required $need),
                        about: concat!($($about),+).trim_ascii(),
                        shape: <$type as $crate::load::raw::Decode>::shape()$(.formed($form))?,
                    },)+],
                })
            }
        }
    };
    (@required must) => { true };
    (@required may) => { false };
    (@must $node:ident $entries:ident $key:literal $problems:ident) => {
        $crate::load::raw::decode::required($node, $entries, $key, $problems);
    };
    (@may $node:ident $entries:ident $key:literal $problems:ident) => {};
}
