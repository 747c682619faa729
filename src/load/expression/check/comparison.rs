//! What is compared with what, and which keys can be meant.

use cel::common::ast::{Expr, IdedExpr};

use super::{Checked, Checker};
use crate::diagnostic::Site;
use crate::knowledge::{Comparison, Expression, Value};
use crate::load::expression::kind::{Keys, Kind};
use crate::load::problems::Problems;

impl Checker<'_> {
    pub(super) fn compare(&mut self, tree: &IdedExpr, how: Comparison, a: &IdedExpr, b: &IdedExpr) -> Option<Checked> {
        let (left, right) = (self.check(a), self.check(b));
        let ((left, left_kind), (right, right_kind)) = (left?, right?);
        let ordered = !matches!(how, Comparison::Equal | Comparison::NotEqual);
        let can_order = |kind: &Kind| matches!(kind, Kind::Number | Kind::Time | Kind::Any);
        if !left_kind.fits(&right_kind) {
            let message = format!("{} cannot be compared with {}", left_kind.word(), right_kind.word());
            return self.mismatch(tree, message);
        }
        if ordered && !(can_order(&left_kind) && can_order(&right_kind)) {
            return self.mismatch(tree, format!("{} has no order; numbers and times have", left_kind.word()));
        }
        let known = self.known_keys(b, &right, &left_kind.keys()) & self.known_keys(a, &left, &right_kind.keys());
        known.then(|| (Expression::Compare(how, Box::new([left, right])), Kind::Bool))
    }

    pub(super) fn membership(&mut self, key: &IdedExpr, set: &IdedExpr) -> Option<Checked> {
        let checked = (self.check(key), self.check(set));
        let ((key_expression, key_kind), (set_expression, set_kind)) = (checked.0?, checked.1?);
        if !key_kind.fits(&Kind::Text(None)) {
            return self.mismatch(key, format!("only a key can be in a set; this is {}", key_kind.word()));
        }
        if !set_kind.fits(&Kind::Set(None)) {
            return self.mismatch(set, format!("expected a set, found {}", set_kind.word()));
        }
        let known = self.known_keys(key, &key_expression, &set_kind.keys())
            & self.known_keys(set, &set_expression, &key_kind.keys());
        known.then(|| (Expression::In(Box::new([key_expression, set_expression])), Kind::Bool))
    }

    /// Whether the texts written in an expression are among the keys it is compared with.
    fn known_keys(&mut self, tree: &IdedExpr, expression: &Expression, keys: &Keys) -> bool {
        let Some(keys) = keys else { return true };
        if let (Expression::SetOf(members), Expr::List(list)) = (expression, &tree.expr) {
            let checked: Vec<bool> = members
                .iter()
                .zip(&list.elements)
                .map(|(member, tree)| self.known_keys(tree, member, &Some(keys.clone())))
                .collect();
            return checked.into_iter().all(|known| known);
        }
        let Expression::Literal(Value::Text(text)) = expression else { return true };
        if keys.contains(text) {
            return true;
        }
        let site = self.site(tree);
        unknown_key(text, keys, site, self.problems);
        false
    }
}

/// Reports a text that is none of the keys it could be.
pub(super) fn unknown_key(text: &str, keys: &[String], site: Site, problems: &mut Problems) {
    let message = format!("`{text}` is not a choice here");
    problems.unknown("unknown-choice", site, message, text, keys.iter().map(String::as_str));
}
