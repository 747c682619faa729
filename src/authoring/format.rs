//! Canonical spacing and key order, by moving text.
//!
//! Texts and comments are copied from the file as they stand; only what is between them is written anew. What comes out
//! is read again and compared before anybody sees it: a file that would change its meaning is left alone.

mod attach;
mod print;

use crate::load::{NotWritten, Piece, PieceForm, Written, written};

/// Why a file was left alone.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotFormatted {
    /// It cannot be read.
    #[error(transparent)]
    NotWritten(#[from] NotWritten),
    /// It would have meant something else.
    #[error("the file is written in a way that cannot be rearranged safely")]
    Unsafe,
}

/// The file in canonical form.
///
/// # Errors
/// When it cannot be read, or its text cannot be moved without changing what it says.
pub fn format(text: &str) -> Result<String, NotFormatted> {
    let (mark, body) = text.strip_prefix('\u{feff}').map_or(("", text), |body| ("\u{feff}", body));
    let windows = body.contains("\r\n");
    let body = if windows { body.replace("\r\n", "\n") } else { body.to_owned() };
    let before = written(&body)?;
    let documents = attach::documents(&body, &before);
    let after = print::documents(&body, &documents).ok_or(NotFormatted::Unsafe)?;
    let again = written(&after).map_err(|_| NotFormatted::Unsafe)?;
    if !is_same(&body, &before, &after, &again) {
        return Err(NotFormatted::Unsafe);
    }
    let after = if windows { after.replace('\n', "\r\n") } else { after };
    Ok(format!("{mark}{after}"))
}

/// Whether two files say the same, but for the order of keys and of comments.
fn is_same(one: &str, of_one: &Written, other: &str, of_other: &Written) -> bool {
    let comments = |text: &str, written: &Written| {
        let mut comments: Vec<String> =
            written.comments.iter().filter_map(|range| text.get(range.clone()).map(str::to_owned)).collect();
        comments.sort();
        comments
    };
    let pieces = |written: &Written| -> Vec<Option<Said>> {
        written.documents.iter().map(|document| document.root.as_ref().map(Said::of)).collect()
    };
    comments(one, of_one) == comments(other, of_other) && pieces(of_one) == pieces(of_other)
}

/// What a piece says, without where and how.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Said {
    Nothing,
    Text(String),
    List(Vec<Said>),
    Map(Vec<(Said, Said)>),
}

impl Said {
    fn of(piece: &Piece) -> Self {
        match &piece.form {
            PieceForm::Nothing => Self::Nothing,
            PieceForm::Text { value, .. } => Self::Text(value.clone()),
            PieceForm::List { items, .. } => Self::List(items.iter().map(Self::of).collect()),
            PieceForm::Map { entries, .. } => {
                let mut entries: Vec<(Self, Self)> =
                    entries.iter().map(|(key, value)| (Self::of(key), Self::of(value))).collect();
                entries.sort();
                Self::Map(entries)
            }
        }
    }
}

#[cfg(test)]
mod tests;
