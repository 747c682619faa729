//! `unused-table`.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};

use super::{Findings, Rule, Subject};
use crate::diagnostic::{Item, Symbol};
use crate::knowledge::{Expression, Fact, NodeKind, TableContent, TableId};

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
        let evidence = parts.facts.iter().flat_map(|fact| &fact.evidence);
        used.extend(evidence.flat_map(|evidence| evidence.value.tables()));
        let needs: BTreeSet<&str> = parts
            .requests
            .iter()
            .flat_map(|it| it.needs.roles.iter().chain(&it.needs.licences).chain(&it.needs.delegated))
            .map(String::as_str)
            .collect();
        let offered = LazyCell::new(|| Offered::of(&parts.facts));
        for (place, table) in parts.tables.iter().enumerate() {
            let is_offered = matches!(&table.content, TableContent::Entries(entries)
                if offered.has(entries) || entries.iter().any(|(key, ..)| needs.contains(key.as_str())));
            let id = TableId::from(place);
            if !is_offered && !used.contains(&id) {
                let message = format!("nothing uses the table `{}`", table.name);
                found
                    .at(Symbol::of(Item::Table(id)), message)
                    .help("use it in an expression or in `choices_from`, or remove it");
            }
        }
    }
}

/// The choices of facts, to look up by one of them.
struct Offered<'a> {
    by_choice: BTreeMap<&'a str, Vec<usize>>,
    choices: Vec<BTreeSet<&'a str>>,
}

impl<'a> Offered<'a> {
    fn of(facts: &'a [Fact]) -> Self {
        let choices = facts.iter().map(|fact| fact.choices.iter().map(|choice| choice.value.as_str()).collect());
        let choices: Vec<BTreeSet<&str>> = choices.collect();
        let mut by_choice: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (place, choices) in choices.iter().enumerate() {
            for choice in choices {
                by_choice.entry(choice).or_default().push(place);
            }
        }
        Self { by_choice, choices }
    }

    /// Whether a fact has all entries of a table among its choices.
    fn has(&self, entries: &[(String, String, Option<String>)]) -> bool {
        let offers = |choices: &BTreeSet<&str>| entries.iter().all(|(key, ..)| choices.contains(key.as_str()));
        let facts = entries.first().and_then(|(key, ..)| self.by_choice.get(key.as_str()));
        facts.into_iter().flatten().filter_map(|fact| self.choices.get(*fact)).any(offers)
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
