//! Packs with one small mistake in them.

use super::variant::{Variant, sketch, variants};
use crate::authoring::coverage::{branch_field, branches, node_symbol};
use crate::diagnosis::Branch;
use crate::diagnostic::{Item, Symbol};
use crate::knowledge::{Expression, FactId, FactKind, Node, NodeId, NodeKind, Pack, Parts, Target, TreeId};

/// What kind of mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Change {
    /// Two answers lead where the other should.
    SwappedAnswers,
    /// An answer leads where a neighbour does.
    Retargeted,
    /// A check is gone.
    DroppedCheck,
    /// A test, or a rule that derives a fact, says the opposite.
    Negated,
    /// A part of an expression is gone.
    DroppedPart,
    /// A constant is another one.
    Constant,
    /// The two outcomes of a choice in an expression stand the wrong way round.
    SwappedChoice,
    /// `otherwise` is gone, or leads where the last check does.
    Otherwise,
    /// Something that opening the symptom says is gone.
    DroppedGiven,
    /// A rule that derives a fact is gone.
    DroppedRule,
}

/// A pack with one small mistake in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Mutant {
    /// What kind of mistake.
    pub change: Change,
    /// Where.
    pub place: Symbol,
    /// What stood there, in words of the pack.
    pub before: String,
    /// What stands there now; empty where something is gone.
    pub after: String,
    pub(super) edit: Edit,
}

/// How a pack is changed.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Edit {
    Node(TreeId, NodeId, Box<NodeKind>),
    Given(TreeId, FactId),
    Rules(FactId, Vec<Expression>),
}

impl Mutant {
    /// Makes the mistake.
    pub(super) fn apply(&self, parts: &mut Parts) {
        match &self.edit {
            Edit::Node(tree, node, kind) => {
                let tree = parts.trees.get_mut(tree.index());
                if let Some(node) = tree.and_then(|tree| tree.nodes.get_mut(node.index())) {
                    node.kind = NodeKind::clone(kind);
                }
            }
            Edit::Given(tree, fact) => {
                if let Some(tree) = parts.trees.get_mut(tree.index()) {
                    tree.given.retain(|(given, _)| given != fact);
                }
            }
            Edit::Rules(fact, rules) => {
                if let Some(fact) = parts.facts.get_mut(fact.index()) {
                    fact.derive.clone_from(rules);
                }
            }
        }
    }
}

/// Every small mistake there is to make in a pack, in its order.
pub fn mutants(pack: &Pack) -> Vec<Mutant> {
    let mut found = Vec::new();
    for (n, tree) in pack.parts().trees.iter().enumerate() {
        let id = TreeId::from(n);
        found.extend(tree.given.iter().map(|(fact, value)| Mutant {
            change: Change::DroppedGiven,
            place: Symbol::field(Item::Tree(id), format!("given/{}", pack.fact(*fact).name)),
            before: format!("{}: {value}", pack.fact(*fact).name),
            after: String::new(),
            edit: Edit::Given(id, *fact),
        }));
        for (m, node) in tree.nodes.iter().enumerate() {
            let site = Site { pack, tree: id, id: NodeId::from(m), node };
            match &node.kind {
                NodeKind::Ask { .. } => site.answers(&mut found),
                NodeKind::Checks { .. } => site.checks(&mut found),
            }
        }
    }
    for (n, fact) in pack.parts().facts.iter().enumerate() {
        rules(pack, FactId::from(n), &fact.derive, fact.kind == FactKind::Bool, &mut found);
    }
    found
}

/// A node in which mistakes are made.
struct Site<'a> {
    pack: &'a Pack,
    tree: TreeId,
    id: NodeId,
    node: &'a Node,
}

impl Site<'_> {
    fn mutant(&self, change: Change, field: &str, before: String, after: String, kind: NodeKind) -> Mutant {
        let place = node_symbol(self.pack, self.tree, self.id, field);
        Mutant { change, place, before, after, edit: Edit::Node(self.tree, self.id, Box::new(kind)) }
    }

    fn answers(&self, found: &mut Vec<Mutant>) {
        let ways: Vec<(Branch, Target)> = branches(self.node).into_iter().zip(self.node.targets()).collect();
        for (place, (branch, target)) in ways.iter().enumerate() {
            let others = ways.iter().cycle().skip(place + 1).take(ways.len());
            let Some((other, leads)) = others.into_iter().find(|(_, leads)| leads != target) else { continue };
            let field = branch_field(self.node, *branch);
            let mut kind = self.node.kind.clone();
            set_target(&mut kind, *branch, *leads);
            let (before, after) = (self.target(*target), self.target(*leads));
            found.push(self.mutant(Change::Retargeted, &field, before, after, kind.clone()));
            // Only onward, so that no pair is swapped twice.
            if ways.iter().position(|(known, _)| known == other).is_some_and(|next| next > place) {
                set_target(&mut kind, *other, *target);
                let (before, after) = (self.answer(*branch), self.answer(*other));
                found.push(self.mutant(Change::SwappedAnswers, &field, before, after, kind));
            }
        }
    }

    fn checks(&self, found: &mut Vec<Mutant>) {
        let NodeKind::Checks { checks, order, otherwise } = &self.node.kind else { return };
        let kind = |checks: Vec<_>, otherwise| NodeKind::Checks { checks, order: *order, otherwise };
        for (place, check) in checks.iter().enumerate() {
            let field = format!("/checks/{place}");
            let mut rest = checks.clone();
            rest.remove(place);
            let leads = self.target(check.then);
            found.push(self.mutant(Change::DroppedCheck, &field, leads, String::new(), kind(rest, *otherwise)));
            let Some(test) = &check.test else { continue };
            let negated = Variant {
                change: Change::Negated,
                before: sketch(self.pack, test),
                after: String::new(),
                expression: Expression::Not(Box::new(test.clone())),
            };
            for variant in std::iter::once(negated).chain(variants(self.pack, test)) {
                let mut changed = checks.clone();
                if let Some(check) = changed.get_mut(place) {
                    check.test = Some(variant.expression);
                }
                let field = format!("{field}/if");
                let kind = kind(changed, *otherwise);
                found.push(self.mutant(variant.change, &field, variant.before, variant.after, kind));
            }
        }
        if let Some(target) = otherwise {
            let before = self.target(*target);
            let gone = kind(checks.clone(), None);
            found.push(self.mutant(Change::Otherwise, "/otherwise", before.clone(), String::new(), gone));
            let last = checks.iter().rev().map(|check| check.then).find(|then| then != target);
            if let Some(last) = last {
                let kind = kind(checks.clone(), Some(last));
                found.push(self.mutant(Change::Otherwise, "/otherwise", before, self.target(last), kind));
            }
        }
    }

    /// A target as the file spells it.
    fn target(&self, target: Target) -> String {
        match target {
            Target::Node(node) => self.pack.tree(self.tree).node(node).name.clone(),
            Target::Cause(cause) => format!("cause {}", self.pack.cause(cause).name),
            Target::Goto(tree) => format!("goto {}", self.pack.tree(tree).name),
        }
    }

    fn answer(&self, branch: Branch) -> String {
        let field = branch_field(self.node, branch);
        field.rsplit('/').next().unwrap_or_default().to_owned()
    }
}

fn set_target(kind: &mut NodeKind, branch: Branch, target: Target) {
    let NodeKind::Ask { ways, otherwise, .. } = kind else { return };
    match branch {
        Branch::Answer(place) => {
            if let Some(way) = ways.get_mut(place) {
                way.1 = target;
            }
        }
        Branch::Else => *otherwise = Some(target),
        Branch::Holds(_) | Branch::Fails(_) | Branch::Otherwise => {}
    }
}

fn rules(pack: &Pack, fact: FactId, rules: &[Expression], is_bool: bool, found: &mut Vec<Mutant>) {
    let mutant = |place: usize, change, before, after, rules| {
        let field = if rules_are_a_list(pack, fact) { format!("derive/{place}") } else { "derive".to_owned() };
        Mutant { change, place: Symbol::field(Item::Fact(fact), field), before, after, edit: Edit::Rules(fact, rules) }
    };
    for (place, rule) in rules.iter().enumerate() {
        let mut rest = rules.to_vec();
        rest.remove(place);
        found.push(mutant(place, Change::DroppedRule, sketch(pack, rule), String::new(), rest));
        let negated = is_bool.then(|| Variant {
            change: Change::Negated,
            before: sketch(pack, rule),
            after: String::new(),
            expression: Expression::Not(Box::new(rule.clone())),
        });
        for variant in negated.into_iter().chain(variants(pack, rule)) {
            let mut changed = rules.to_vec();
            if let Some(rule) = changed.get_mut(place) {
                *rule = variant.expression;
            }
            found.push(mutant(place, variant.change, variant.before, variant.after, changed));
        }
    }
}

fn rules_are_a_list(pack: &Pack, fact: FactId) -> bool {
    pack.fact(fact).derive.len() > 1
}
