//! Names in expressions, and where they stand.

use cel::common::ast::{IdedExpr, SelectExpr};

use super::super::kind::Kind;
use super::super::spot::{self, name_of};
use super::{Checked, Checker};
use crate::diagnostic::Site;
use crate::knowledge::{Expression, TableContent, TableId};

const TABLES: &str = "tables";

impl Checker<'_> {
    /// A name alone: the member that is tested, or nothing.
    pub(super) fn ident(&mut self, tree: &IdedExpr, name: &str) -> Option<Checked> {
        if let Some(at) = self.members.iter().rposition(|(member, _)| member == name) {
            let level = self.members.len() - 1 - at;
            return Some((
                Expression::Variable(u32::try_from(level).unwrap_or(0)),
                Kind::Text(self.members[at].1.clone()),
            ));
        }
        let site = self.site(tree);
        let subject = format!("{name}.");
        if name == TABLES {
            self.problems.error("expression", site, "`tables` needs the name of a table").help("write `tables.NAME`");
        } else if self.names.facts.keys().any(|fact| fact.starts_with(&subject)) {
            let message = format!("`{name}` is a subject, not a fact");
            let known = self.names.facts.keys().filter(|fact| fact.starts_with(&subject)).map(String::as_str);
            self.problems.unknown("unknown-fact", site, message, name, known);
        } else {
            let message = format!("there is no fact `{name}`");
            self.problems.unknown("unknown-fact", site, message, name, self.names.facts.keys().map(String::as_str));
        }
        None
    }

    /// A name with a dot.
    pub(super) fn select(&mut self, tree: &IdedExpr, select: &SelectExpr) -> Option<Checked> {
        if select.test {
            return self.refuse(tree, "`has` cannot be used: what is not known is unknown by itself");
        }
        let Some(name) = name_of(&tree.expr) else {
            return self.refuse(tree, "only facts and tables have a `.`");
        };
        let root = name.split('.').next().unwrap_or("");
        if self.members.iter().any(|(member, _)| member == root) {
            return self.refuse(tree, "the members of a set are keys and have no parts");
        }
        if let Some(table) = name.strip_prefix("tables.") {
            let table = self.table(tree, table)?;
            return match &self.names.contents[table.index()] {
                TableContent::Rows { .. } => {
                    let site = self.site(tree);
                    self.problems
                        .error("expression-type", site, format!("`{name}` has rows and is not a set"))
                        .help(format!("write `{name}[key]`"));
                    None
                }
                content => {
                    let kind = Kind::of_table(content);
                    Some((Expression::Members(table), kind))
                }
            };
        }
        let Some(fact) = self.names.facts.get(&name) else {
            let site = self.site(tree);
            let message = format!("there is no fact `{name}`");
            self.problems.unknown("unknown-fact", site, message, &name, self.names.facts.keys().map(String::as_str));
            return None;
        };
        let shape = self.names.shape(*fact);
        Some((Expression::Fact(*fact), Kind::of_fact(shape.kind, &shape.keys)))
    }

    /// The table with a name.
    pub(super) fn table(&mut self, tree: &IdedExpr, name: &str) -> Option<TableId> {
        let table = self.names.tables.get(name).copied();
        if table.is_none() {
            let site = self.site(tree);
            let message = format!("there is no table `{name}`");
            self.problems.unknown("unknown-table", site, message, name, self.names.tables.keys().map(String::as_str));
        }
        table
    }

    /// Where an expression stands, as well as the parser remembers.
    pub(super) fn site(&self, tree: &IdedExpr) -> Site {
        spot::site(self.text, self.info, tree)
    }
}
