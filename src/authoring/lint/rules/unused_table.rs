//! `unused-table`.

use std::collections::BTreeSet;

use super::{Findings, Rule, Subject};
use crate::diagnostic::{Item, Symbol};
use crate::knowledge::{Expression, NodeKind, TableContent, TableId};

/// A table that nothing uses only looks as if it mattered.
pub(super) struct UnusedTable;

impl Rule for UnusedTable {
    fn code(&self) -> &'static str {
        "unused-table"
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Findings) {
        let parts = subject.parts();
        let mut used = BTreeSet::new();
        let tests = parts.trees.iter().flat_map(|tree| &tree.nodes).filter_map(|node| match &node.kind {
            NodeKind::Checks { checks, .. } => Some(checks.iter().filter_map(|check| check.test.as_ref())),
            NodeKind::Ask { .. } => None,
        });
        for expression in tests.flatten().chain(parts.facts.iter().flat_map(|fact| &fact.derive)) {
            tables(expression, &mut used);
        }
        for (place, table) in parts.tables.iter().enumerate() {
            let offered = match &table.content {
                TableContent::Entries(entries) => parts
                    .facts
                    .iter()
                    .any(|fact| entries.iter().all(|(key, ..)| fact.choices.iter().any(|choice| choice.value == *key))),
                _ => false,
            };
            let id = TableId::from(place);
            if !offered && !used.contains(&id) {
                let message = format!("nothing uses the table `{}`", table.name);
                found
                    .at(Symbol::of(Item::Table(id)), message)
                    .help("use it in an expression or in `choices_from`, or remove it");
            }
        }
    }
}

fn tables(expression: &Expression, used: &mut BTreeSet<TableId>) {
    let mut waiting = vec![expression];
    while let Some(expression) = waiting.pop() {
        match expression {
            Expression::Members(table) => {
                used.insert(*table);
            }
            Expression::Row(table, key) => {
                used.insert(*table);
                waiting.push(key);
            }
            Expression::Not(inner) | Expression::Size(inner) => waiting.push(inner),
            Expression::And(parts) | Expression::Or(parts) | Expression::SetOf(parts) | Expression::Call(_, parts) => {
                waiting.extend(parts);
            }
            Expression::If(parts) => waiting.extend(parts.iter()),
            Expression::Compare(_, parts) | Expression::In(parts) | Expression::Each(_, parts) => {
                waiting.extend(parts.iter());
            }
            Expression::Literal(_) | Expression::Fact(_) | Expression::Variable(_) => {}
        }
    }
}
