//! Whether what an expression can become is among the choices of its fact.

use crate::knowledge::{FactKind, Reading, TableContent, Traversal, Value};
use crate::load::names::{Names, Shape};
use crate::load::problems::Problems;
use crate::load::yaml::Text;

/// Whether every key that the expression can become is one of the fact's; what comes from the answer shows later.
pub fn check(reading: &Reading, shape: &Shape, text: &Text, names: &Names, problems: &mut Problems) -> bool {
    if !matches!(shape.kind, Some(FactKind::Choice | FactKind::Set)) {
        return true;
    }
    match reading {
        Reading::Literal(Value::Text(key)) if !shape.keys.contains(key) => {
            let quoted = format!("\"{key}\"");
            let site = text.text.find(&quoted).map_or(text.site, |at| text.part(at, quoted.len()));
            unknown(key, site, shape, problems);
            false
        }
        Reading::If(parts) => {
            check(&parts[1], shape, text, names, problems) & check(&parts[2], shape, text, names, problems)
        }
        Reading::List(parts) => parts.iter().fold(true, |good, part| check(part, shape, text, names, problems) & good),
        Reading::Each(Traversal::Map, parts) => check(&parts[1], shape, text, names, problems),
        Reading::Key(table, _) => {
            let Some(TableContent::Entries(entries)) = names.contents.get(table.index()) else { return true };
            let Some((key, ..)) = entries.iter().find(|(key, ..)| !shape.keys.contains(key)) else { return true };
            unknown(key, text.site, shape, problems);
            false
        }
        _ => true,
    }
}

fn unknown(key: &str, site: crate::diagnostic::Site, shape: &Shape, problems: &mut Problems) {
    let message = format!("`{key}` is not a choice of this fact");
    problems.unknown("unknown-choice", site, message, key, shape.keys.iter().map(String::as_str));
}
