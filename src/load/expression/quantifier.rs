//! Recognises `exists`, `all` and `filter` in what the parser makes of them.
//!
//! The parser expands these macros into loops. Only the three shapes it produces for them are taken; `map` and
//! `exists_one` give other shapes and are refused.

use cel::common::ast::{CallExpr, ComprehensionExpr, Expr, IdedExpr, LiteralValue, operators};

use crate::knowledge::Quantifier;

/// A test of each member of a set, as it was written.
pub struct Written<'a> {
    /// Which.
    pub quantifier: Quantifier,
    /// The set.
    pub set: &'a IdedExpr,
    /// The name of the member.
    pub member: &'a str,
    /// The test.
    pub test: &'a IdedExpr,
}

/// What the loop was before it was expanded.
pub fn recognise(loop_: &ComprehensionExpr) -> Option<Written<'_>> {
    if loop_.iter_var2.is_some() || !is_name(&loop_.result, &loop_.accu_var) {
        return None;
    }
    let (function, arguments) = call(&loop_.loop_step)?;
    let (quantifier, test) = match (&loop_.accu_init.expr, function, arguments) {
        (Expr::Literal(LiteralValue::Boolean(start)), operators::LOGICAL_OR, [result, test])
            if !*start.inner() && is_name(result, &loop_.accu_var) =>
        {
            (Quantifier::Exists, test)
        }
        (Expr::Literal(LiteralValue::Boolean(start)), operators::LOGICAL_AND, [result, test])
            if *start.inner() && is_name(result, &loop_.accu_var) =>
        {
            (Quantifier::All, test)
        }
        (Expr::List(start), operators::CONDITIONAL, [test, taken, _])
            if start.elements.is_empty() && takes_member(taken, &loop_.iter_var) =>
        {
            (Quantifier::Filter, test)
        }
        _ => return None,
    };
    Some(Written { quantifier, set: &loop_.iter_range, member: &loop_.iter_var, test })
}

/// Whether the expression adds the member itself to the result.
fn takes_member(expression: &IdedExpr, member: &str) -> bool {
    let Some((operators::ADD, [_, added])) = call(expression) else { return false };
    matches!(&added.expr, Expr::List(list) if list.elements.len() == 1 && is_name(&list.elements[0], member))
}

fn call(expression: &IdedExpr) -> Option<(&str, &[IdedExpr])> {
    match &expression.expr {
        Expr::Call(CallExpr { func_name, target: None, args }) => Some((func_name, args)),
        _ => None,
    }
}

fn is_name(expression: &IdedExpr, name: &str) -> bool {
    matches!(&expression.expr, Expr::Ident(found) if found == name)
}
