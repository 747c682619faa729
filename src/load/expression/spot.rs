//! Where an expression stands in its text, and the names it is.

use cel::common::ast::{Expr, IdedExpr, SourceInfo};

use crate::diagnostic::Site;
use crate::load::yaml::Text;

/// Where an expression stands, as well as the parser remembers.
pub fn site(text: &Text, info: &SourceInfo, tree: &IdedExpr) -> Site {
    let Some((start, end)) = range(text, info, tree) else { return text.site };
    text.part(start, end.saturating_sub(start))
}

fn range(text: &Text, info: &SourceInfo, tree: &IdedExpr) -> Option<(usize, usize)> {
    let (start, stop) = info.offset_for(tree.id)?;
    let (start, stop) = (start as usize, stop as usize);
    match &tree.expr {
        // The parser remembers the dot.
        Expr::Select(select) => {
            let from = range(text, info, &select.operand).map_or(start, |(from, _)| from);
            Some((from, start + 1 + select.field.len()))
        }
        Expr::Ident(name) => Some((start, start + name.len())),
        _ => {
            let text = text.text.as_str();
            if text.get(start..).is_some_and(|rest| rest.starts_with('(')) {
                // Of a call the parser remembers the bracket.
                let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
                return Some((text[..start].trim_end_matches(is_name).len(), start));
            }
            let end = (stop + 1).min(text.len());
            (start < end && text.is_char_boundary(start) && text.is_char_boundary(end)).then_some((start, end))
        }
    }
}

/// `target.roles`, where an expression is such a name.
pub fn name_of(expression: &Expr) -> Option<String> {
    match expression {
        Expr::Ident(name) => Some(name.clone()),
        Expr::Select(select) if !select.test => Some(format!("{}.{}", name_of(&select.operand.expr)?, select.field)),
        _ => None,
    }
}
