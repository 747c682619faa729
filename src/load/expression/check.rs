//! Looks names up and checks types.

mod comparison;
mod lookup;

use cel::common::ast::{CallExpr, Expr, IdedExpr, LiteralValue, SourceInfo, operators};

use super::kind::{Keys, Kind};
use super::quantifier;
use super::spot::name_of;
use crate::knowledge::{Comparison, Expression, Function, Quantifier, TableContent, Traversal, Value};
use crate::load::names::Names;
use crate::load::problems::Problems;
use crate::load::yaml::Text;
use comparison::unknown_key;

const FUNCTIONS: [&str; 5] = ["minutes_since", "max", "min", "newest", "size"];

/// What an expression means and what type it has.
type Checked = (Expression, Kind);

/// Checks one expression.
pub struct Checker<'a> {
    text: &'a Text,
    info: &'a SourceInfo,
    names: &'a Names,
    problems: &'a mut Problems,
    /// The members being tested, the innermost last.
    members: Vec<(String, Keys)>,
}

impl<'a> Checker<'a> {
    /// A checker for what was read from `text`.
    pub fn new(text: &'a Text, info: &'a SourceInfo, names: &'a Names, problems: &'a mut Problems) -> Self {
        Self { text, info, names, problems, members: Vec::new() }
    }

    /// What the expression means, unless something in it is wrong.
    pub fn check(&mut self, tree: &IdedExpr) -> Option<Checked> {
        match &tree.expr {
            Expr::Literal(literal) => self.literal(tree, literal),
            Expr::Ident(name) => self.ident(tree, name),
            Expr::Select(select) => self.select(tree, select),
            Expr::Call(call) => self.call(tree, call),
            Expr::List(list) => self.list(tree, &list.elements),
            Expr::Comprehension(written) => match quantifier::recognise(written) {
                Some(written) => self.each(tree, &written),
                None => self.refuse(tree, "`map` and `exists_one` cannot be used"),
            },
            Expr::Map(_) | Expr::Struct(_) => self.refuse(tree, "maps cannot be used"),
            Expr::Unspecified => self.refuse(tree, "this cannot be read"),
        }
    }

    fn refuse(&mut self, tree: &IdedExpr, why: &str) -> Option<Checked> {
        let site = self.site(tree);
        self.problems
            .error("expression", site, why)
            .help("allowed are facts, texts, numbers, lists of texts, operators, `exists`, `all`, `filter` and `size`");
        None
    }

    fn mismatch(&mut self, tree: &IdedExpr, message: String) -> Option<Checked> {
        let site = self.site(tree);
        self.problems.error("expression-type", site, message);
        None
    }

    fn literal(&mut self, tree: &IdedExpr, literal: &LiteralValue) -> Option<Checked> {
        let (value, kind) = match literal {
            LiteralValue::Boolean(yes) => (Value::Bool(*yes.inner()), Kind::Bool),
            LiteralValue::Int(number) => (Value::Number(*number.inner()), Kind::Number),
            LiteralValue::String(text) => (Value::text(text.inner()), Kind::Text(None)),
            LiteralValue::Double(_) => return self.refuse(tree, "numbers are whole"),
            LiteralValue::UInt(_) => return self.refuse(tree, "write a number without `u`"),
            LiteralValue::Bytes(_) => return self.refuse(tree, "bytes cannot be used"),
            LiteralValue::Null => {
                return self.refuse(tree, "`null` cannot be used: what is not known is unknown by itself");
            }
        };
        Some((Expression::Literal(value), kind))
    }

    fn call(&mut self, tree: &IdedExpr, call: &CallExpr) -> Option<Checked> {
        if let Some(target) = &call.target {
            // Names in what it is called on are worth checking all the same.
            let _ = self.check(target);
            let site = self.site(tree);
            let message = format!("`{}` cannot be called on something", call.func_name);
            self.problems.unknown("unknown-function", site, message, &call.func_name, ["exists", "all", "filter"]);
            return None;
        }
        match (call.func_name.as_str(), call.args.as_slice()) {
            (operators::LOGICAL_AND, parts) => self.junction(parts, true),
            (operators::LOGICAL_OR, parts) => self.junction(parts, false),
            (operators::LOGICAL_NOT, [inner]) => {
                let inner = self.wanted(inner, &Kind::Bool)?;
                Some((Expression::Not(Box::new(inner)), Kind::Bool))
            }
            (operators::CONDITIONAL, [test, then, otherwise]) => self.conditional(tree, test, then, otherwise),
            (operators::EQUALS, [a, b]) => self.compare(tree, Comparison::Equal, a, b),
            (operators::NOT_EQUALS, [a, b]) => self.compare(tree, Comparison::NotEqual, a, b),
            (operators::LESS, [a, b]) => self.compare(tree, Comparison::Less, a, b),
            (operators::LESS_EQUALS, [a, b]) => self.compare(tree, Comparison::LessOrEqual, a, b),
            (operators::GREATER, [a, b]) => self.compare(tree, Comparison::Greater, a, b),
            (operators::GREATER_EQUALS, [a, b]) => self.compare(tree, Comparison::GreaterOrEqual, a, b),
            (operators::IN, [key, set]) => self.membership(key, set),
            (operators::INDEX, [table, key]) => self.row(tree, table, key),
            (operators::ADD, parts @ [_, _]) => self.function(tree, Function::Add, "+", parts),
            (operators::SUBSTRACT, parts @ [_, _]) => self.function(tree, Function::Subtract, "-", parts),
            (operators::NEGATE, [inner]) => {
                let inner = self.wanted(inner, &Kind::Number)?;
                let zero = Expression::Literal(Value::Number(0));
                Some((Expression::Call(Function::Subtract, vec![zero, inner]), Kind::Number))
            }
            (operators::MULTIPLY | operators::DIVIDE | operators::MODULO, _) => {
                self.refuse(tree, "`*`, `/` and `%` cannot be used")
            }
            ("minutes_since", parts) => self.function(tree, Function::MinutesSince, "minutes_since", parts),
            ("max", parts) => self.function(tree, Function::Max, "max", parts),
            ("min", parts) => self.function(tree, Function::Min, "min", parts),
            ("newest", parts) => self.function(tree, Function::Newest, "newest", parts),
            ("size", [set]) => {
                let set = self.wanted(set, &Kind::Set(None))?;
                Some((Expression::Size(Box::new(set)), Kind::Number))
            }
            ("size", _) => self.mismatch(tree, "`size` takes one set".to_owned()),
            (name, parts) => {
                for part in parts {
                    let _ = self.check(part);
                }
                let site = self.site(tree);
                let message = format!("there is no function `{}`", name.trim_matches(['_', '@']));
                self.problems.unknown("unknown-function", site, message, name, FUNCTIONS);
                None
            }
        }
    }

    /// A part that must have a type.
    fn wanted(&mut self, tree: &IdedExpr, wanted: &Kind) -> Option<Expression> {
        let (expression, kind) = self.check(tree)?;
        if kind.fits(wanted) {
            return Some(expression);
        }
        self.mismatch(tree, format!("expected {}, found {}", wanted.word(), kind.word()));
        None
    }

    fn junction(&mut self, parts: &[IdedExpr], all: bool) -> Option<Checked> {
        // Every part is looked at before the first failure counts, so that all problems are said.
        let parts: Vec<Option<Expression>> = parts.iter().map(|part| self.wanted(part, &Kind::Bool)).collect();
        let mut flat = Vec::with_capacity(parts.len());
        for part in parts.into_iter().collect::<Option<Vec<_>>>()? {
            match part {
                Expression::And(inner) if all => flat.extend(inner),
                Expression::Or(inner) if !all => flat.extend(inner),
                part => flat.push(part),
            }
        }
        Some((if all { Expression::And(flat) } else { Expression::Or(flat) }, Kind::Bool))
    }

    fn conditional(
        &mut self,
        tree: &IdedExpr,
        test: &IdedExpr,
        then: &IdedExpr,
        otherwise: &IdedExpr,
    ) -> Option<Checked> {
        let test = self.wanted(test, &Kind::Bool);
        let then = self.check(then);
        let otherwise = self.check(otherwise);
        let (test, (then, kind), (otherwise, other)) = (test?, then?, otherwise?);
        if !kind.fits(&other) {
            return self.mismatch(tree, format!("one side of `:` is {}, the other {}", kind.word(), other.word()));
        }
        // Keys of one side say nothing about the other.
        let kind = match kind {
            Kind::Text(_) => Kind::Text(None),
            Kind::Set(_) => Kind::Set(None),
            Kind::Any => other,
            kind => kind,
        };
        Some((Expression::If(Box::new([test, then, otherwise])), kind))
    }

    fn row(&mut self, tree: &IdedExpr, table: &IdedExpr, key: &IdedExpr) -> Option<Checked> {
        let key = self.wanted(key, &Kind::Text(None));
        let name = name_of(&table.expr).and_then(|name| name.strip_prefix("tables.").map(str::to_owned));
        let Some(name) = name else {
            return self.refuse(tree, "only tables have rows");
        };
        let table = self.table(table, &name)?;
        let content = &self.names.contents[table.index()];
        if !matches!(content, TableContent::Rows { .. }) {
            return self.mismatch(tree, format!("`tables.{name}` has no rows"));
        }
        let kind = Kind::of_table(content);
        Some((Expression::Row(table, Box::new(key?)), kind))
    }

    fn function(&mut self, tree: &IdedExpr, function: Function, name: &str, parts: &[IdedExpr]) -> Option<Checked> {
        let (takes, count, gives) = match function {
            Function::MinutesSince => (Kind::Time, 1, Kind::Number),
            Function::Newest => (Kind::Time, 2, Kind::Time),
            Function::Max | Function::Min | Function::Add | Function::Subtract => (Kind::Number, 2, Kind::Number),
        };
        if parts.len() != count {
            return self.mismatch(tree, format!("`{name}` takes {count}, found {}", parts.len()));
        }
        let parts: Vec<Option<Expression>> = parts.iter().map(|part| self.wanted(part, &takes)).collect();
        Some((Expression::Call(function, parts.into_iter().collect::<Option<_>>()?), gives))
    }

    fn list(&mut self, _tree: &IdedExpr, elements: &[IdedExpr]) -> Option<Checked> {
        let members: Vec<Option<Expression>> =
            elements.iter().map(|element| self.wanted(element, &Kind::Text(None))).collect();
        Some((Expression::SetOf(members.into_iter().collect::<Option<_>>()?), Kind::Set(None)))
    }

    fn each(&mut self, tree: &IdedExpr, written: &quantifier::Written<'_>) -> Option<Checked> {
        let quantifier = match written.traversal {
            Traversal::Exists => Quantifier::Exists,
            Traversal::All => Quantifier::All,
            Traversal::Filter => Quantifier::Filter,
            Traversal::Map => return self.refuse(tree, "`map` and `exists_one` cannot be used"),
        };
        let (set, kind) = self.check(written.set)?;
        if !kind.fits(&Kind::Set(None)) {
            return self.mismatch(written.set, format!("expected a set, found {}", kind.word()));
        }
        self.members.push((written.member.to_owned(), kind.keys()));
        let test = self.wanted(written.test, &Kind::Bool);
        self.members.pop();
        let gives = if quantifier == Quantifier::Filter { kind } else { Kind::Bool };
        Some((Expression::Each(quantifier, Box::new([set, test?])), gives))
    }
}

/// Whether the texts an expression can become are keys of the fact it decides.
pub fn check_results(expression: &Expression, wanted: &Kind, text: &Text, problems: &mut Problems) -> bool {
    let Some(keys) = wanted.keys() else { return true };
    match expression {
        Expression::Literal(Value::Text(key)) if !keys.contains(key) => {
            let quoted = format!("\"{key}\"");
            let site = text.text.find(&quoted).map_or(text.site, |at| text.part(at, quoted.len()));
            unknown_key(key, &keys, site, problems);
            false
        }
        Expression::If(parts) => {
            check_results(&parts[1], wanted, text, problems) & check_results(&parts[2], wanted, text, problems)
        }
        Expression::SetOf(parts) => {
            parts.iter().fold(true, |good, part| check_results(part, wanted, text, problems) & good)
        }
        _ => true,
    }
}
