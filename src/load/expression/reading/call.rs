//! Operators and functions of expressions over answers.

use cel::common::ast::{CallExpr, Expr, IdedExpr, LiteralValue, operators};

use super::kind::{Kind, Origin};
use super::{Checked, Checker, name_of};
use crate::knowledge::{Comparison, ReadFunction, Reading, TableContent};

/// What can be called by its name.
const FUNCTIONS: [&str; 8] = ["minutes_since", "newest", "if_null", "after", "number", "key_of", "size", "exists"];
/// What can be called on a text.
const ON_TEXTS: [(&str, ReadFunction); 3] = [
    ("startsWith", ReadFunction::StartsWith),
    ("endsWith", ReadFunction::EndsWith),
    ("contains", ReadFunction::Contains),
];

impl Checker<'_> {
    /// An operator or a function.
    pub(super) fn call(&mut self, tree: &IdedExpr, call: &CallExpr) -> Option<Checked> {
        if let Some(target) = &call.target {
            return self.on_text(tree, target, call);
        }
        match (call.func_name.as_str(), call.args.as_slice()) {
            (operators::LOGICAL_AND, parts) => Some((Reading::And(self.all(parts, &Kind::Bool)?), Kind::Bool)),
            (operators::LOGICAL_OR, parts) => Some((Reading::Or(self.all(parts, &Kind::Bool)?), Kind::Bool)),
            (operators::LOGICAL_NOT, [inner]) => {
                Some((Reading::Not(Box::new(self.wanted(inner, &Kind::Bool)?)), Kind::Bool))
            }
            (operators::CONDITIONAL, [test, then, otherwise]) => self.conditional(tree, test, then, otherwise),
            (operators::EQUALS, [a, b]) => self.compare(tree, Comparison::Equal, a, b),
            (operators::NOT_EQUALS, [a, b]) => self.compare(tree, Comparison::NotEqual, a, b),
            (operators::LESS, [a, b]) => self.compare(tree, Comparison::Less, a, b),
            (operators::LESS_EQUALS, [a, b]) => self.compare(tree, Comparison::LessOrEqual, a, b),
            (operators::GREATER, [a, b]) => self.compare(tree, Comparison::Greater, a, b),
            (operators::GREATER_EQUALS, [a, b]) => self.compare(tree, Comparison::GreaterOrEqual, a, b),
            (operators::IN, [member, list]) => self.membership(member, list),
            (operators::INDEX, [of, at]) => self.index(tree, of, at),
            (operators::ADD, parts @ [_, _]) => self.function(parts, ReadFunction::Add, &Kind::Number, Kind::Number),
            (operators::SUBSTRACT, parts @ [_, _]) => {
                self.function(parts, ReadFunction::Subtract, &Kind::Number, Kind::Number)
            }
            ("minutes_since", parts @ [_]) => {
                self.function(parts, ReadFunction::MinutesSince, &Kind::Time, Kind::Number)
            }
            ("newest", [list]) => {
                let times = Kind::List(Box::new(Kind::Time));
                let list = self.wanted(list, &times)?;
                Some((Reading::Call(ReadFunction::Newest, vec![list]), Kind::Time))
            }
            ("number", parts @ [_]) => self.function(parts, ReadFunction::Number, &Kind::Text, Kind::Number),
            ("after", parts @ [_, _]) => self.function(parts, ReadFunction::After, &Kind::Text, Kind::Text),
            ("if_null", [value, otherwise]) => self.if_null(value, otherwise),
            ("key_of", [table, id]) => self.key_of(tree, table, id),
            ("size", [list]) => {
                let list = self.list_of(list)?;
                Some((Reading::Size(Box::new(list)), Kind::Number))
            }
            (name, parts) => self.unknown_function(tree, name, parts),
        }
    }

    fn unknown_function(&mut self, tree: &IdedExpr, name: &str, parts: &[IdedExpr]) -> Option<Checked> {
        for part in parts {
            let _ = self.check(part);
        }
        let site = self.site(tree);
        if FUNCTIONS.contains(&name) {
            let message = format!("`{name}` takes another number of arguments than {}", parts.len());
            self.problems.error("expression-type", site, message);
        } else {
            let message = format!("there is no function `{}`", name.trim_matches(['_', '@']));
            self.problems.unknown("unknown-function", site, message, name, FUNCTIONS);
        }
        None
    }

    /// `a.startsWith(b)` and its like.
    fn on_text(&mut self, tree: &IdedExpr, target: &IdedExpr, call: &CallExpr) -> Option<Checked> {
        let function = ON_TEXTS.iter().find(|(name, _)| *name == call.func_name).map(|(_, function)| *function);
        let (Some(function), [argument]) = (function, call.args.as_slice()) else {
            let site = self.site(tree);
            let message = format!("`{}` cannot be called on something", call.func_name);
            let known = ON_TEXTS.iter().map(|(name, _)| *name).chain(["exists", "all", "filter", "map"]);
            self.problems.unknown("unknown-function", site, message, &call.func_name, known);
            return None;
        };
        let parts = (self.wanted(target, &Kind::Text), self.wanted(argument, &Kind::Text));
        Some((Reading::Call(function, vec![parts.0?, parts.1?]), Kind::Bool))
    }

    /// Every part is looked at before the first failure counts, so that all problems are said.
    fn all(&mut self, parts: &[IdedExpr], wanted: &Kind) -> Option<Vec<Reading>> {
        let parts: Vec<Option<Reading>> = parts.iter().map(|part| self.wanted(part, wanted)).collect();
        parts.into_iter().collect()
    }

    fn function(&mut self, parts: &[IdedExpr], function: ReadFunction, takes: &Kind, gives: Kind) -> Option<Checked> {
        Some((Reading::Call(function, self.all(parts, takes)?), gives))
    }

    fn conditional(
        &mut self,
        tree: &IdedExpr,
        test: &IdedExpr,
        then: &IdedExpr,
        otherwise: &IdedExpr,
    ) -> Option<Checked> {
        let parts = (self.wanted(test, &Kind::Bool), self.check(then), self.check(otherwise));
        let (test, (then, kind), (otherwise, other)) = (parts.0?, parts.1?, parts.2?);
        if !kind.fits(&other) {
            return self.mismatch(tree, format!("one side of `:` is {}, the other {}", kind.word(), other.word()));
        }
        let kind = if matches!(kind, Kind::Json(_) | Kind::Nothing) { other } else { kind };
        Some((Reading::If(Box::new([test, then, otherwise])), kind))
    }

    fn compare(&mut self, tree: &IdedExpr, how: Comparison, a: &IdedExpr, b: &IdedExpr) -> Option<Checked> {
        let (left, right) = (self.check(a), self.check(b));
        let ((left, left_kind), (right, right_kind)) = (left?, right?);
        if left_kind == Kind::Nothing || right_kind == Kind::Nothing {
            let site = self.site(tree);
            self.problems
                .error("expression", site, "nothing can be compared with `null`: it is unknown")
                .help("`if_null(a, b)` is `b` where the answer says null");
            return None;
        }
        if !left_kind.fits(&right_kind) {
            let message = format!("{} cannot be compared with {}", left_kind.word(), right_kind.word());
            return self.mismatch(tree, message);
        }
        let ordered = !matches!(how, Comparison::Equal | Comparison::NotEqual);
        let unordered = |kind: &Kind| matches!(kind, Kind::Bool | Kind::Text | Kind::List(_));
        if let Some(kind) = [&left_kind, &right_kind].into_iter().find(|kind| ordered && unordered(kind)) {
            return self.mismatch(tree, format!("{} has no order; numbers and times have", kind.word()));
        }
        Some((Reading::Compare(how, Box::new([left, right])), Kind::Bool))
    }

    fn membership(&mut self, member: &IdedExpr, list: &IdedExpr) -> Option<Checked> {
        let parts = (self.check(member), self.check(list));
        let ((key, kind), (members, list_kind)) = (parts.0?, parts.1?);
        let Some(of) = list_kind.member() else {
            return self.mismatch(list, format!("expected a list, found {}", list_kind.word()));
        };
        if !kind.fits(&of) {
            return self.mismatch(member, format!("{} cannot be in a list of another type", kind.word()));
        }
        Some((Reading::In(Box::new([key, members])), Kind::Bool))
    }

    /// Something that can be a list.
    fn list_of(&mut self, tree: &IdedExpr) -> Option<Reading> {
        let (reading, kind) = self.check(tree)?;
        if kind.member().is_some() {
            return Some(reading);
        }
        self.mismatch(tree, format!("expected a list, found {}", kind.word()))
    }

    /// `LIST[0]` or `OBJECT["@odata.type"]`.
    fn index(&mut self, tree: &IdedExpr, of: &IdedExpr, at: &IdedExpr) -> Option<Checked> {
        match &at.expr {
            Expr::Literal(LiteralValue::Int(place)) => {
                let (reading, kind) = self.check(of)?;
                let (Some(member), Ok(place)) = (kind.member(), u32::try_from(*place.inner())) else {
                    return self.mismatch(of, format!("expected a list, found {}", kind.word()));
                };
                Some((Reading::Item(Box::new(reading), place), member))
            }
            Expr::Literal(LiteralValue::String(name)) => self.field(tree, of, name.inner()),
            _ => self.refuse(tree, "in brackets stands a place or the name of a property"),
        }
    }

    fn if_null(&mut self, value: &IdedExpr, otherwise: &IdedExpr) -> Option<Checked> {
        let (value_reading, kind) = self.check(value)?;
        let Kind::Json(Origin::Other) = kind else {
            return self.mismatch(value, "`if_null` takes a property of the answer first".to_owned());
        };
        let (otherwise, kind) = self.check(otherwise)?;
        Some((Reading::Call(ReadFunction::IfNull, vec![value_reading, otherwise]), kind))
    }

    /// `key_of(tables.roles, id)`
    fn key_of(&mut self, tree: &IdedExpr, table: &IdedExpr, id: &IdedExpr) -> Option<Checked> {
        let id = self.wanted(id, &Kind::Text);
        let Some(name) = name_of(&table.expr).and_then(|name| name.strip_prefix("tables.").map(str::to_owned)) else {
            return self.refuse(tree, "`key_of` takes a table first: `key_of(tables.NAME, id)`");
        };
        let table_id = self.table(table, &name)?;
        let has_ids = match &self.names.contents[table_id.index()] {
            TableContent::Entries(entries) => entries.iter().any(|(.., id)| id.is_some()),
            _ => false,
        };
        if !has_ids {
            return self.mismatch(table, format!("the entries of `tables.{name}` have no ids"));
        }
        Some((Reading::Key(table_id, Box::new(id?)), Kind::Text))
    }
}
