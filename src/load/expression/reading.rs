//! Expressions over answers of Graph: names, properties and types checked, as far as the answer has any.

mod call;
mod kind;
mod result;

use cel::common::ast::{Expr, IdedExpr, LiteralValue, SelectExpr, SourceInfo};

use super::quantifier::{self, Written};
use super::spot::{self, name_of};
use crate::diagnostic::Site;
use crate::knowledge::{Reading, TableId, Traversal, Value};
use crate::load::names::{Answer, Names, Shape};
use crate::load::problems::Problems;
use crate::load::yaml::Text;
use kind::{Kind, Origin};

/// The name of the answer.
const RESPONSE: &str = "response";

/// A checked expression and the properties it reads.
#[derive(Debug)]
pub struct Read {
    /// What the answer says.
    pub value: Reading,
    /// The properties it reads: of the answer, or of each member of its list.
    pub fields: Vec<String>,
}

/// What an expression means and what type it has.
type Checked = (Reading, Kind);

/// Checks one expression.
pub struct Checker<'a> {
    text: &'a Text,
    info: &'a SourceInfo,
    answer: &'a Answer,
    names: &'a Names,
    problems: &'a mut Problems,
    /// The members being looked at, the innermost last.
    members: Vec<(String, Kind)>,
    fields: Vec<String>,
}

impl<'a> Checker<'a> {
    /// A checker for what was read from `text`.
    pub fn new(
        text: &'a Text,
        info: &'a SourceInfo,
        answer: &'a Answer,
        names: &'a Names,
        problems: &'a mut Problems,
    ) -> Self {
        Self { text, info, answer, names, problems, members: Vec::new(), fields: Vec::new() }
    }

    /// What the expression says about a fact of this shape, unless something in it is wrong.
    pub fn finish(mut self, tree: &IdedExpr, shape: &Shape) -> Option<Read> {
        let (value, kind) = self.check(tree)?;
        let wanted = Kind::of_fact(shape);
        if !kind.fits(&wanted) {
            let message = format!("the fact is {}; this is {}", wanted.word(), kind.word());
            self.problems.error("expression-type", self.text.site, message);
            return None;
        }
        let fits = result::check(&value, shape, self.text, self.names, self.problems);
        fits.then_some(Read { value, fields: self.fields })
    }

    fn check(&mut self, tree: &IdedExpr) -> Option<Checked> {
        match &tree.expr {
            Expr::Literal(literal) => self.literal(tree, literal),
            Expr::Ident(name) => self.ident(tree, name),
            Expr::Select(select) => self.select(tree, select),
            Expr::Call(call) => self.call(tree, call),
            Expr::List(list) => self.list(&list.elements),
            Expr::Comprehension(written) => match quantifier::recognise(written) {
                Some(written) => self.each(&written),
                None => self.refuse(tree, "`exists_one` cannot be used"),
            },
            Expr::Map(_) | Expr::Struct(_) => self.refuse(tree, "maps cannot be used"),
            Expr::Unspecified => self.refuse(tree, "this cannot be read"),
        }
    }

    fn site(&self, tree: &IdedExpr) -> Site {
        spot::site(self.text, self.info, tree)
    }

    fn refuse<T>(&mut self, tree: &IdedExpr, why: &str) -> Option<T> {
        let site = self.site(tree);
        self.problems.error("expression", site, why);
        None
    }

    fn mismatch<T>(&mut self, tree: &IdedExpr, message: String) -> Option<T> {
        let site = self.site(tree);
        self.problems.error("expression-type", site, message);
        None
    }

    /// A part that must have a type.
    fn wanted(&mut self, tree: &IdedExpr, wanted: &Kind) -> Option<Reading> {
        let (reading, kind) = self.check(tree)?;
        if kind.fits(wanted) {
            return Some(reading);
        }
        self.mismatch(tree, format!("expected {}, found {}", wanted.word(), kind.word()))
    }

    fn literal(&mut self, tree: &IdedExpr, literal: &LiteralValue) -> Option<Checked> {
        let (value, kind) = match literal {
            LiteralValue::Boolean(yes) => (Value::Bool(*yes.inner()), Kind::Bool),
            LiteralValue::Int(number) => (Value::Number(*number.inner()), Kind::Number),
            LiteralValue::String(text) => (Value::text(text.inner()), Kind::Text),
            LiteralValue::Null => return Some((Reading::Unknown, Kind::Nothing)),
            _ => return self.refuse(tree, "allowed are texts, whole numbers, `true`, `false` and `null`"),
        };
        Some((Reading::Literal(value), kind))
    }

    /// A name alone: the answer, or the member that is looked at.
    fn ident(&mut self, tree: &IdedExpr, name: &str) -> Option<Checked> {
        if let Some(at) = self.members.iter().rposition(|(member, _)| member == name) {
            let level = u32::try_from(self.members.len() - 1 - at).unwrap_or(0);
            return Some((Reading::Variable(level), self.members[at].1.clone()));
        }
        if name == RESPONSE {
            return Some((Reading::Response, Kind::Json(Origin::Response)));
        }
        let site = self.site(tree);
        let message = format!("there is no fact `{name}`");
        self.problems
            .error("unknown-fact", site, message)
            .help("what Graph answered is `response`; facts are `subject.name`");
        None
    }

    /// A name with a dot: a property, a table, or a fact.
    fn select(&mut self, tree: &IdedExpr, select: &SelectExpr) -> Option<Checked> {
        if select.test {
            return self.refuse(tree, "`has` cannot be used: what is absent is unknown by itself");
        }
        let name = name_of(&tree.expr).unwrap_or_default();
        let root = name.split('.').next().unwrap_or_default();
        let local = root.is_empty() || root == RESPONSE || self.members.iter().any(|(member, _)| member == root);
        if local {
            return self.field(tree, &select.operand, &select.field);
        }
        if let Some(table) = name.strip_prefix("tables.") {
            let table = self.table(tree, table)?;
            return Some((Reading::Members(table), Kind::List(Box::new(Kind::Text))));
        }
        let Some(fact) = self.names.facts.get(&name) else {
            let site = self.site(tree);
            let message = format!("there is no fact `{name}`");
            self.problems.unknown("unknown-fact", site, message, &name, self.names.facts.keys().map(String::as_str));
            return None;
        };
        Some((Reading::Fact(*fact), Kind::of_fact(self.names.shape(*fact))))
    }

    /// A property of the answer or of something in it.
    fn field(&mut self, tree: &IdedExpr, of: &IdedExpr, name: &str) -> Option<Checked> {
        let (inner, kind) = self.check(of)?;
        let Kind::Json(origin) = kind else {
            return self.mismatch(tree, format!("{} has no properties", kind.word()));
        };
        let origin = match origin {
            Origin::Response if self.answer.is_list && name == "value" => Origin::Items,
            Origin::Response if self.answer.is_list => {
                return self.refuse(tree, "the answer is a list, `response.value`");
            }
            Origin::Items => return self.refuse(tree, "a list has members, not properties: `[0]`, `exists`, `all` …"),
            Origin::Response | Origin::Item => {
                self.selected(tree, name)?;
                Origin::Other
            }
            Origin::Other => Origin::Other,
        };
        Some((Reading::Field(Box::new(inner), name.to_owned()), Kind::Json(origin)))
    }

    /// Notes that a property is read, which the request must be able to ask for.
    fn selected(&mut self, tree: &IdedExpr, name: &str) -> Option<()> {
        // Annotations come by themselves.
        if name.starts_with('@') {
            return Some(());
        }
        let select = &self.answer.select;
        if !select.is_empty() && !select.iter().any(|known| known == name) {
            let site = self.site(tree);
            let message = format!("the request does not ask for `{name}`");
            self.problems.unknown("unknown-field", site, message, name, select.iter().map(String::as_str));
            return None;
        }
        if !self.fields.iter().any(|known| known == name) {
            self.fields.push(name.to_owned());
        }
        Some(())
    }

    fn table(&mut self, tree: &IdedExpr, name: &str) -> Option<TableId> {
        let table = self.names.tables.get(name).copied();
        if table.is_none() {
            let site = self.site(tree);
            let message = format!("there is no table `{name}`");
            self.problems.unknown("unknown-table", site, message, name, self.names.tables.keys().map(String::as_str));
        }
        table
    }

    fn list(&mut self, elements: &[IdedExpr]) -> Option<Checked> {
        let members: Vec<Option<Checked>> = elements.iter().map(|element| self.check(element)).collect();
        let members = members.into_iter().collect::<Option<Vec<_>>>()?;
        let kind = members.first().map_or(Kind::Text, |(_, kind)| kind.clone());
        for ((_, other), element) in members.iter().zip(elements) {
            if !other.fits(&kind) {
                return self.mismatch(element, format!("expected {}, found {}", kind.word(), other.word()));
            }
        }
        let members = members.into_iter().map(|(member, _)| member).collect();
        Some((Reading::List(members), Kind::List(Box::new(kind))))
    }

    fn each(&mut self, written: &Written<'_>) -> Option<Checked> {
        let (list, kind) = self.check(written.set)?;
        let Some(member) = kind.member() else {
            return self.mismatch(written.set, format!("expected a list, found {}", kind.word()));
        };
        self.members.push((written.member.to_owned(), member));
        let inner = if written.traversal == Traversal::Map {
            self.check(written.test)
        } else {
            self.wanted(written.test, &Kind::Bool).map(|test| (test, Kind::Bool))
        };
        self.members.pop();
        let (inner, becomes) = inner?;
        let gives = match written.traversal {
            Traversal::Exists | Traversal::All => Kind::Bool,
            Traversal::Filter => kind,
            Traversal::Map => Kind::List(Box::new(becomes)),
        };
        Some((Reading::Each(written.traversal, Box::new([list, inner])), gives))
    }
}
