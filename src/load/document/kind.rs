//! The kinds of documents, where they lie and what their ids look like.

/// What a document describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// The pack itself.
    Pack,
    /// Statements; each is an item of its own.
    Seeds,
    /// A symptom and its tree.
    Symptom,
    /// A fact.
    Fact,
    /// A cause.
    Cause,
    /// An error code.
    Code,
    /// A table.
    Table,
    /// A Graph request.
    Request,
    /// What can keep somebody from signing in.
    Refusal,
    /// A case.
    Case,
    /// A simulated tenant.
    Tenant,
    /// A language, or a part of it.
    Language,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 12] = [
        Self::Pack,
        Self::Seeds,
        Self::Symptom,
        Self::Fact,
        Self::Cause,
        Self::Code,
        Self::Table,
        Self::Request,
        Self::Refusal,
        Self::Case,
        Self::Tenant,
        Self::Language,
    ];

    /// The first key of its documents.
    pub fn key(self) -> &'static str {
        match self {
            Self::Pack => "pack",
            Self::Seeds => "seeds",
            Self::Symptom => "symptom",
            Self::Fact => "fact",
            Self::Cause => "cause",
            Self::Code => "code",
            Self::Table => "table",
            Self::Request => "request",
            Self::Refusal => "refusal",
            Self::Case => "case",
            Self::Tenant => "tenant",
            Self::Language => "language",
        }
    }

    /// Where its documents lie.
    pub fn home(self) -> &'static str {
        match self {
            Self::Pack => "pack.yaml",
            Self::Seeds => "seeds.yaml",
            Self::Symptom => "symptoms/",
            Self::Fact => "facts/",
            Self::Cause => "causes/",
            Self::Code => "codes/",
            Self::Table => "tables/",
            Self::Request => "requests/",
            Self::Refusal => "refusals/",
            Self::Case => "cases/",
            Self::Tenant => "tenants/",
            Self::Language => "languages/",
        }
    }

    /// The kind whose documents start with this key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// Whether a text can be the id of such a document.
    pub fn accepts(self, id: &str) -> bool {
        match self {
            Self::Pack | Self::Symptom => true,
            Self::Seeds => id.strip_prefix('S').is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit())),
            Self::Fact => {
                id.split_once('.').is_some_and(|(subject, name)| is_word(subject) && is_word(name))
                    && !id.starts_with("tables.")
            }
            Self::Table => is_word(id),
            Self::Code => id.trim() == id,
            Self::Language => {
                (2..=3).contains(&id.split('-').next().unwrap_or("").len()) && is_name(&id.to_lowercase())
            }
            Self::Cause | Self::Request | Self::Refusal | Self::Case | Self::Tenant => is_name(id),
        }
    }

    /// What the ids look like, as a regular expression; none where any text will do.
    pub fn id_pattern(self) -> Option<&'static str> {
        match self {
            Self::Pack | Self::Symptom | Self::Code | Self::Seeds => None,
            Self::Fact => Some("^[a-z][a-z0-9_]*\\.[a-z][a-z0-9_]*$"),
            Self::Table => Some("^[a-z][a-z0-9_]*$"),
            Self::Language => Some("^[A-Za-z]{2,3}(-[A-Za-z0-9]+)*$"),
            Self::Cause | Self::Request | Self::Refusal | Self::Case | Self::Tenant => Some("^[a-z0-9]+(-[a-z0-9]+)*$"),
        }
    }

    /// What the ids look like.
    pub fn id_form(self) -> &'static str {
        match self {
            Self::Seeds => "statements are called `S1`, `S2` and so on",
            Self::Fact => "a fact is called `subject.name`: lower case, with underscores, and the subject not `tables`",
            Self::Table => "a table's id is lower case with underscores, because expressions name it",
            Self::Code => "a code has no spaces around it",
            Self::Language => "a language is called by its code, `fr`",
            _ => "an id is lower case with dashes",
        }
    }
}

/// Lower case with underscores.
fn is_word(id: &str) -> bool {
    id.starts_with(|c: char| c.is_ascii_lowercase())
        && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

/// Lower case with dashes.
pub fn is_name(id: &str) -> bool {
    id.split('-').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()))
}

/// Lower case with dashes or underscores.
pub fn is_key(id: &str) -> bool {
    let good = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_';
    !id.is_empty() && id.bytes().all(good)
}
