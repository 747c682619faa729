//! The raw form of everything that trees refer to.

use super::{Flag, Pairs, RawValue};
use crate::load::shape::Form;
use crate::load::yaml::Text;

/// An address that a browser opens.
pub const ADDRESS: Form = Form::Pattern("^https?://[^/\\s]\\S*$");

/// The id of a statement.
pub const SEED: Form = Form::Pattern("^S[0-9]+$");

record! {
    /// Where a statement is documented.
    RawSource {
        /// The address.
        must url: Text = "url" as ADDRESS,
        /// The day somebody last looked, `YYYY-MM-DD`.
        must verified: Text = "verified" as Form::Pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}$"),
    }
}

record! {
    /// What the pack is called.
    RawPack {
        /// Its name.
        must name: Text = "pack",
        /// Its version.
        must version: Text = "version",
        /// The languages it is written in.
        may languages: Vec<Text> = "languages",
        /// Product names, new and old.
        may names: Vec<RawName> = "names",
        /// Codes that are allowed here, each with the reason.
        may allow: Pairs<Text> = "allow",
    }
}

record! {
    /// A product's name.
    RawName {
        /// Today's name.
        must name: Text = "name",
        /// Earlier names.
        must old: Vec<Text> = "old",
    }
}

record! {
    /// A statement of the source document.
    RawSeed {
        /// What it says.
        must text: Text = "text",
        /// How it stands today.
        must verdict: Text = "verdict",
        /// What is true today.
        must today: Text = "today",
        /// Where that is documented.
        must sources: Vec<RawSource> = "sources",
        /// Codes that are allowed here, each with the reason.
        may allow: Pairs<Text> = "allow",
    }
}

record! {
    /// An error code.
    RawCode {
        /// As it is printed.
        must name: Text = "code",
        /// Other spellings.
        may aliases: Vec<Text> = "aliases",
        /// What it is called.
        must title: Text = "title",
        /// What it means, in one sentence.
        must meaning: Text = "meaning",
        /// What it proves.
        may sets: Pairs<RawValue> = "sets",
        /// The symptom to open.
        must leads: Text = "leads",
        /// Where it is documented.
        must sources: Vec<RawSource> = "sources",
        /// Codes that are allowed here, each with the reason.
        may allow: Pairs<Text> = "allow",
    }
}

record! {
    /// Data for expressions and choices: entries, rows or members.
    RawTable {
        /// The id.
        must name: Text = "table",
        /// Where it is documented.
        may sources: Vec<RawSource> = "sources",
        /// Keys with labels.
        may entries: Pairs<RawEntry> = "entries",
        /// For each key a set of keys.
        may rows: Pairs<Vec<Text>> = "rows",
        /// For a key without a row.
        may otherwise: Vec<Text> = "otherwise",
        /// A set of keys.
        may members: Vec<Text> = "members",
        /// Codes that are allowed here, each with the reason.
        may allow: Pairs<Text> = "allow",
    }
}

record! {
    /// An entry of a table.
    RawEntry {
        /// What a person reads.
        must label: Text = "label",
        /// What the directory knows it by.
        may id: Text = "id",
    }
}

record! {
    /// A test of the knowledge.
    RawCase {
        /// The id.
        must name: Text = "case",
        /// Where it starts.
        must symptom: Text = "symptom",
        /// The words of the caller.
        must words: Text = "words",
        /// What is so.
        may facts: Pairs<RawValue> = "facts",
        /// The cause that must be the first shown.
        must expect: Text = "expect",
        /// The facts a person is asked for on the way there, in order.
        may asked: Vec<Text> = "asked",
        /// How many they are.
        may questions: Text = "questions",
        /// Where the ticket comes from.
        may source: Text = "source" as ADDRESS,
        /// Codes that are allowed here, each with the reason.
        may allow: Pairs<Text> = "allow",
    }
}

record! {
    /// A language, or a part of it.
    RawLanguage {
        /// The code.
        must name: Text = "language",
        /// What its speakers call it.
        may title: Text = "name",
        /// Whether it is meant to say all that the pack says: then a document it leaves out is reported.
        may complete: Flag = "complete",
        /// Text key to translation.
        may texts: Pairs<RawTranslation> = "texts",
        /// The words people use for a symptom.
        may phrases: Pairs<Vec<Text>> = "phrases",
        /// Codes that are allowed here, each with the reason.
        may allow: Pairs<Text> = "allow",
    }
}

record! {
    /// A translated text.
    RawTranslation {
        /// The text.
        must text: Text = "text",
        /// The hash of the text it translates.
        must of: Text = "of",
    }
}
