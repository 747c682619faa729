//! Recognises `exists`, `all`, `filter` and `map` in what the parser makes of them.
//!
//! The parser expands these macros into loops. Only the shapes it produces for them are taken; `exists_one` gives another
//! and is refused. `map` is for answers of Graph alone.

use cel::common::ast::{CallExpr, ComprehensionExpr, Expr, IdedExpr, LiteralValue, operators};

use crate::knowledge::Traversal;

/// What is done with each member of a set or list, as it was written.
pub struct Written<'a> {
    /// Which.
    pub traversal: Traversal,
    /// The set.
    pub set: &'a IdedExpr,
    /// The name of the member.
    pub member: &'a str,
    /// The test, or what becomes of the member.
    pub test: &'a IdedExpr,
}

/// What the loop was before it was expanded.
pub fn recognise(loop_: &ComprehensionExpr) -> Option<Written<'_>> {
    if loop_.iter_var2.is_some() || !is_name(&loop_.result, &loop_.accu_var) {
        return None;
    }
    let (function, arguments) = call(&loop_.loop_step)?;
    let (traversal, test) = match (&loop_.accu_init.expr, function, arguments) {
        (Expr::Literal(LiteralValue::Boolean(start)), operators::LOGICAL_OR, [result, test])
            if !*start.inner() && is_name(result, &loop_.accu_var) =>
        {
            (Traversal::Exists, test)
        }
        (Expr::Literal(LiteralValue::Boolean(start)), operators::LOGICAL_AND, [result, test])
            if *start.inner() && is_name(result, &loop_.accu_var) =>
        {
            (Traversal::All, test)
        }
        (Expr::List(start), operators::CONDITIONAL, [test, taken, _])
            if start.elements.is_empty() && takes_member(taken, &loop_.iter_var) =>
        {
            (Traversal::Filter, test)
        }
        (Expr::List(start), operators::ADD, [result, added])
            if start.elements.is_empty() && is_name(result, &loop_.accu_var) =>
        {
            let Expr::List(added) = &added.expr else { return None };
            let [becomes] = added.elements.as_slice() else { return None };
            (Traversal::Map, becomes)
        }
        _ => return None,
    };
    Some(Written { traversal, set: &loop_.iter_range, member: &loop_.iter_var, test })
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
