//! What can still matter from a place on, and what a person could answer.

use std::collections::{BTreeMap, BTreeSet};

use crate::authoring::coverage::{node_facts, with_inputs};
use crate::diagnosis::{Branch, Walk};
use crate::knowledge::{
    Expression, FactId, FactKind, NodeId, NodeKind, Order, Pack, TableContent, Target, TreeId, Value,
};

/// The most numbers tried for a fact, and the most kinds of member tried in pairs.
const MOST_NUMBERS: usize = 24;
const MOST_PAIRED: usize = 5;

/// A node of some tree.
pub type Spot = (TreeId, NodeId);

/// Where each node leads in the end, the facts read on the way, and the answers that a fact can have.
pub struct Reach {
    nodes: BTreeMap<Spot, BTreeSet<Spot>>,
    facts: BTreeMap<Spot, BTreeSet<FactId>>,
    answers: Vec<Vec<Value>>,
    /// The nodes from which a walk can come back without having found anything.
    barren: BTreeSet<Spot>,
}

impl Reach {
    /// Reads through a pack once.
    pub fn new(pack: &Pack) -> Self {
        let mut reach =
            Self { nodes: BTreeMap::new(), facts: BTreeMap::new(), answers: Vec::new(), barren: barren(pack) };
        for (n, tree) in pack.parts().trees.iter().enumerate() {
            for m in 0..tree.nodes.len() {
                let spot = (TreeId::from(n), NodeId::from(m));
                let nodes = reachable(pack, spot);
                let read = nodes.iter().flat_map(|(tree, node)| node_facts(pack.tree(*tree).node(*node))).collect();
                reach.facts.insert(spot, with_inputs(pack, read));
                reach.nodes.insert(spot, nodes);
            }
        }
        let literals = Literals::of(pack);
        reach.answers = (0..pack.parts().facts.len()).map(|n| answers(pack, FactId::from(n), &literals)).collect();
        reach
    }

    /// Whether a walk can come from one of these nodes to one of those.
    pub fn leads(&self, from: &BTreeSet<Spot>, to: &BTreeSet<Spot>) -> bool {
        from.iter().filter_map(|spot| self.nodes.get(spot)).any(|reached| !reached.is_disjoint(to))
    }

    /// The facts that can matter from these nodes on.
    pub fn facts(&self, from: &BTreeSet<Spot>) -> BTreeSet<FactId> {
        from.iter().filter_map(|spot| self.facts.get(spot)).flatten().copied().collect()
    }

    /// These nodes and all that a walk can come to from them.
    pub fn nodes(&self, from: &BTreeSet<Spot>) -> BTreeSet<Spot> {
        from.iter().filter_map(|spot| self.nodes.get(spot)).flatten().copied().collect()
    }

    /// What a person could answer, one of each kind; for [some facts](all_answers) that is all there is.
    pub fn answers(&self, fact: FactId) -> &[Value] {
        self.answers.get(fact.index()).map_or(&[], Vec::as_slice)
    }

    /// Whether a walk that follows a target can come back without having found anything.
    pub fn may_return(&self, tree: TreeId, target: Target) -> bool {
        is_barren(&self.barren, tree, target)
    }

    /// Whether a check that holds ends what its node decides: no other can come before it, and it finds something.
    fn settles(&self, pack: &Pack, (tree, node): Spot, place: usize) -> bool {
        match &pack.tree(tree).node(node).kind {
            NodeKind::Checks { checks, order: Order::Fixed, .. } => {
                checks.get(place).is_some_and(|check| !is_barren(&self.barren, tree, check.then))
            }
            _ => false,
        }
    }

    /// The first node of each tree from which a walk can come to one of these nodes.
    pub fn roots(&self, pack: &Pack, to: &BTreeSet<Spot>) -> Vec<TreeId> {
        let starts = pack.parts().trees.iter().enumerate().map(|(n, tree)| (TreeId::from(n), tree.start));
        let mut roots: Vec<TreeId> =
            starts.filter(|start| self.leads(&BTreeSet::from([*start]), to)).map(|(tree, _)| tree).collect();
        // Its own tree first: there the way is shortest.
        roots.sort_by_key(|root| !to.iter().any(|(tree, _)| tree == root));
        roots
    }
}

/// The nodes of a walk that can still decide something: where it stands, and where it may come back to.
pub fn open_spots(reach: &Reach, walk: &Walk) -> BTreeSet<Spot> {
    let mut last: BTreeMap<Spot, Option<Branch>> = BTreeMap::new();
    for passage in walk.passed() {
        last.insert((passage.tree, passage.node), passage.branch);
    }
    let unsure = walk.trail().iter().any(|entry| entry.known.value().is_none());
    let is_open = |spot: Spot, branch: Option<Branch>| match branch {
        None => true,
        Some(Branch::Holds(place)) => unsure || !reach.settles(walk.pack(), spot, place),
        Some(Branch::Fails(_) | Branch::Otherwise) => unsure,
        Some(Branch::Answer(_) | Branch::Else) => false,
    };
    let passed = last.into_iter().filter(|(spot, branch)| is_open(*spot, *branch));
    let mut open: BTreeSet<Spot> = passed.map(|(spot, _)| spot).collect();
    open.extend(walk.question().map(|question| (question.tree, question.node)));
    open
}

/// The nodes from which a walk can come back without having found anything: no check holds there, or a tree it would go
/// on into has been entered already.
fn barren(pack: &Pack) -> BTreeSet<Spot> {
    let mut found: BTreeSet<Spot> = BTreeSet::new();
    loop {
        let before = found.len();
        for (n, tree) in pack.parts().trees.iter().enumerate() {
            let id = TreeId::from(n);
            for (m, node) in tree.nodes.iter().enumerate() {
                let leads_nowhere = match &node.kind {
                    NodeKind::Ask { .. } => node.targets().any(|target| is_barren(&found, id, target)),
                    NodeKind::Checks { otherwise, .. } => otherwise.is_none_or(|target| is_barren(&found, id, target)),
                };
                if leads_nowhere {
                    found.insert((id, NodeId::from(m)));
                }
            }
        }
        if found.len() == before {
            return found;
        }
    }
}

fn is_barren(found: &BTreeSet<Spot>, tree: TreeId, target: Target) -> bool {
    match target {
        Target::Node(node) => found.contains(&(tree, node)),
        Target::Goto(_) => true,
        Target::Cause(_) => false,
    }
}

/// Every value that a fact can have. None where there are too many to list.
pub fn all_answers(pack: &Pack, fact: FactId) -> Option<Vec<Value>> {
    let definition = pack.fact(fact);
    match definition.kind {
        FactKind::Bool => Some(vec![Value::Bool(true), Value::Bool(false)]),
        FactKind::Choice => Some(definition.choices.iter().map(|choice| Value::Text(choice.value.clone())).collect()),
        FactKind::Number | FactKind::Time | FactKind::Text | FactKind::Set => None,
    }
}

fn reachable(pack: &Pack, from: Spot) -> BTreeSet<Spot> {
    let mut seen = BTreeSet::new();
    let mut waiting = vec![from];
    while let Some((tree, node)) = waiting.pop() {
        if seen.insert((tree, node)) {
            waiting.extend(pack.tree(tree).node(node).targets().filter_map(|target| match target {
                Target::Node(next) => Some((tree, next)),
                Target::Goto(next) => Some((next, pack.tree(next).start)),
                Target::Cause(_) => None,
            }));
        }
    }
    seen
}

/// The constants in the expressions of a pack.
#[derive(Default)]
struct Literals {
    numbers: BTreeSet<i64>,
    texts: BTreeSet<String>,
}

impl Literals {
    fn of(pack: &Pack) -> Self {
        let mut literals = Self::default();
        for fact in &pack.parts().facts {
            fact.derive.iter().for_each(|rule| literals.read(rule));
        }
        for node in pack.parts().trees.iter().flat_map(|tree| &tree.nodes) {
            if let NodeKind::Checks { checks, .. } = &node.kind {
                checks.iter().filter_map(|check| check.test.as_ref()).for_each(|test| literals.read(test));
            }
        }
        literals
    }

    fn read_all(&mut self, expressions: &[Expression]) {
        for expression in expressions {
            self.read(expression);
        }
    }

    fn read(&mut self, expression: &Expression) {
        match expression {
            Expression::Literal(Value::Number(number)) => {
                self.numbers.insert(*number);
            }
            Expression::Literal(Value::Text(text)) => {
                self.texts.insert(text.clone());
            }
            Expression::Literal(_) | Expression::Fact(_) | Expression::Variable(_) | Expression::Members(_) => {}
            Expression::Not(inner) | Expression::Size(inner) | Expression::Row(_, inner) => self.read(inner),
            Expression::And(parts) | Expression::Or(parts) | Expression::SetOf(parts) | Expression::Call(_, parts) => {
                self.read_all(parts);
            }
            Expression::If(parts) => self.read_all(parts.as_ref()),
            Expression::Compare(_, parts) | Expression::In(parts) | Expression::Each(_, parts) => {
                self.read_all(parts.as_ref());
            }
        }
    }
}

fn answers(pack: &Pack, fact: FactId, literals: &Literals) -> Vec<Value> {
    if let Some(all) = all_answers(pack, fact) {
        return all;
    }
    let definition = pack.fact(fact);
    let keys = || definition.choices.iter().map(|choice| choice.value.clone());
    let around = || literals.numbers.iter().flat_map(|number| [number - 1, *number, number + 1]).take(MOST_NUMBERS);
    match definition.kind {
        FactKind::Bool | FactKind::Choice => Vec::new(),
        FactKind::Number => around().chain([0]).collect::<BTreeSet<_>>().into_iter().map(Value::Number).collect(),
        FactKind::Time => {
            // Walks here take place at time 0, so this many minutes ago.
            let ago = around().filter_map(|minutes| minutes.checked_mul(-60)).chain([0]).collect::<BTreeSet<_>>();
            ago.into_iter().map(Value::Time).collect()
        }
        FactKind::Text => vec![Value::text("adele@contoso.example")],
        FactKind::Set => sets(&members(pack, keys(), literals)),
    }
}

/// One member of each kind: those that no table and no expression tells apart are one kind.
fn members(pack: &Pack, keys: impl Iterator<Item = String>, literals: &Literals) -> Vec<String> {
    let mut kinds: BTreeMap<String, String> = BTreeMap::new();
    let mut order = Vec::new();
    for key in keys {
        let mut kind = if literals.texts.contains(&key) { key.clone() } else { String::new() };
        for table in &pack.parts().tables {
            kind.push('|');
            match &table.content {
                TableContent::Members(members) => kind.push(if members.contains(&key) { '+' } else { '-' }),
                TableContent::Rows { rows, otherwise } => {
                    let row = rows.get(&key).unwrap_or(otherwise);
                    kind.extend(row.iter().map(String::as_str).chain([">"]));
                    kind.extend(rows.iter().filter(|(_, row)| row.contains(&key)).map(|(name, _)| name.as_str()));
                }
                TableContent::Entries(_) => {}
            }
        }
        kinds.entry(kind).or_insert_with(|| {
            order.push(key.clone());
            key
        });
    }
    order
}

fn sets(members: &[String]) -> Vec<Value> {
    let mut sets = vec![Value::set::<_, String>([])];
    sets.extend(members.iter().map(|key| Value::set([key.clone()])));
    let paired = if members.len() <= MOST_PAIRED { members } else { members.get(..2).unwrap_or(members) };
    for (n, one) in paired.iter().enumerate() {
        sets.extend(paired.iter().skip(n + 1).map(|other| Value::set([one.clone(), other.clone()])));
    }
    sets
}
