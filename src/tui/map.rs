//! The tree of a walk as it stands: the way taken, what is open, what is out. Pure.

use std::collections::{BTreeSet, HashSet};

use super::theme::Role;
use crate::diagnosis::{Certainty, Step, Walk, words};
use crate::knowledge::{CauseId, FactId, NodeId, NodeKind, Target, TreeId};
use crate::texts::{Texts, tui as say};

/// The map is drawn no deeper than this; the engine walks no deeper either.
const DEEPEST: usize = 1_000;

/// A line of the map.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct MapRow {
    /// The branches to the left of it.
    pub branches: String,
    /// The branches to the left of what it goes on with below.
    pub below: String,
    /// What it says.
    pub text: String,
    /// How it stands.
    pub role: Role,
    /// Whether the walk stands here.
    pub here: bool,
}

/// The map of a walk, a row a branch.
pub(super) fn map(texts: &Texts, walk: &Walk) -> Vec<MapRow> {
    let here = match walk.step() {
        Step::Question(question) if question.gate.is_none() => Some((question.tree, Standing::Node(question.node))),
        _ => walk.verdict().map(|verdict| (verdict.tree, Standing::Cause(verdict.cause))),
    };
    let mut map = Map {
        texts,
        walk,
        here,
        live: walk.live().causes.iter().map(|(cause, _)| *cause).collect(),
        tried: walk.tried().collect(),
        drawn: HashSet::new(),
        entered: HashSet::from([walk.tree()]),
        rows: Vec::new(),
    };
    let tree = walk.pack().tree(walk.tree());
    map.push("", "", &tree.title, Role::Heading, false);
    let start = Target::Node(tree.start);
    map.arrive(walk.tree(), start, "", "", "", 0);
    map.rows
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    Node(NodeId),
    Cause(CauseId),
}

struct Map<'a> {
    texts: &'a Texts,
    walk: &'a Walk,
    here: Option<(TreeId, Standing)>,
    live: BTreeSet<CauseId>,
    tried: BTreeSet<CauseId>,
    /// Nodes lead to each other in more than one way; each is drawn once.
    drawn: HashSet<(TreeId, NodeId)>,
    entered: HashSet<TreeId>,
    rows: Vec<MapRow>,
}

/// A way on from a node: what it is called, where it leads, whether an answer has closed it.
struct Way {
    called: String,
    target: Target,
    closed: bool,
}

impl Map<'_> {
    fn push(&mut self, branches: &str, below: &str, text: &str, role: Role, here: bool) {
        let row = MapRow { branches: branches.into(), below: below.into(), text: text.into(), role, here };
        self.rows.push(row);
    }

    /// Draws where a way leads, on one row with the way itself, and what follows below it.
    fn arrive(&mut self, tree: TreeId, target: Target, branches: &str, below: &str, way: &str, depth: usize) {
        match target {
            Target::Cause(cause) => self.cause(tree, cause, branches, below, way),
            Target::Goto(next) => {
                let title = &self.walk.pack().tree(next).title;
                let title = self.texts.fill(say::MAP_ON, &[("symptom", title)]);
                let again = !self.entered.insert(next);
                let note = if again { format!(" ({})", self.texts.say(say::MAP_ABOVE)) } else { String::new() };
                self.push(branches, below, &format!("{way}{title}{note}"), Role::Heading, false);
                if !again && depth < DEEPEST {
                    let start = Target::Node(self.walk.pack().tree(next).start);
                    self.arrive(next, start, below, below, "", depth + 1);
                }
            }
            Target::Node(node) => self.node(tree, node, branches, below, way, depth),
        }
    }

    fn cause(&mut self, tree: TreeId, cause: CauseId, branches: &str, below: &str, way: &str) {
        let title = &self.walk.pack().cause(cause).title;
        let here = self.here == Some((tree, Standing::Cause(cause)));
        if self.tried.contains(&cause) {
            let text = format!("{way}○ {title} ({})", self.texts.say(say::MAP_TRIED));
            self.push(branches, below, &text, Role::Out, here);
        } else if self.live.contains(&cause) || here {
            self.push(branches, below, &format!("{way}● {title}"), Role::Text, here);
        } else {
            let text = format!("{way}○ {title} ({})", self.texts.say(say::MAP_RULED_OUT));
            self.push(branches, below, &text, Role::Out, false);
        }
    }

    fn node(&mut self, tree: TreeId, node: NodeId, branches: &str, below: &str, way: &str, depth: usize) {
        let here = self.here == Some((tree, Standing::Node(node)));
        let again = !self.drawn.insert((tree, node));
        let title = self.node_title(tree, node);
        let note = if again { format!(" ({})", self.texts.say(say::MAP_ABOVE)) } else { String::new() };
        if !(title.is_empty() && way.is_empty()) || here {
            self.push(branches, below, &format!("{way}{title}{note}"), Role::Text, here);
        }
        if again || depth >= DEEPEST {
            return;
        }
        let ways = self.ways(tree, node);
        let last = ways.len().saturating_sub(1);
        for (n, way) in ways.into_iter().enumerate() {
            let (fork, pass) = if n == last { ("└─ ", "   ") } else { ("├─ ", "│  ") };
            let (branches, below_it) = (format!("{below}{fork}"), format!("{below}{pass}"));
            if way.closed {
                self.closed(tree, &way, &branches, &below_it);
            } else {
                let called = if way.called.is_empty() { String::new() } else { format!("{} → ", way.called) };
                self.arrive(tree, way.target, &branches, &below_it, &called, depth + 1);
            }
        }
    }

    /// A branch that an answer has closed: one row, with what was in it.
    fn closed(&mut self, tree: TreeId, way: &Way, branches: &str, below: &str) {
        let causes = self.leaves_behind(tree, way.target);
        let out = self.texts.say(say::MAP_RULED_OUT);
        let called = if way.called.is_empty() { String::new() } else { format!("{} → ", way.called) };
        self.push(branches, below, &format!("{called}○ {} ({out})", causes.join(" · ")), Role::Out, false);
    }

    fn node_title(&self, tree: TreeId, node: NodeId) -> String {
        match &self.walk.pack().tree(tree).node(node).kind {
            NodeKind::Ask { fact, .. } => {
                let label = &self.walk.pack().fact(*fact).label;
                let known = self.walk.know(*fact);
                if known.value().is_none() {
                    return format!("{label}?");
                }
                let value = words::value(self.texts, self.walk.pack(), *fact, &known);
                format!("{label}: {value}")
            }
            NodeKind::Checks { .. } => self.texts.say(say::MAP_CHECKS).to_owned(),
        }
    }

    fn ways(&self, tree: TreeId, node: NodeId) -> Vec<Way> {
        let pack = self.walk.pack();
        match &pack.tree(tree).node(node).kind {
            NodeKind::Ask { fact, ways, otherwise } => {
                let known = self.walk.know(*fact);
                // Evidence that only points closes nothing.
                let value = (known.certainty() == Certainty::Certain).then(|| known.value().cloned()).flatten();
                let named = value.as_ref().is_some_and(|value| ways.iter().any(|(way, _)| way == value));
                let mut drawn: Vec<Way> = ways
                    .iter()
                    .map(|(way, target)| Way {
                        called: words::label(pack, *fact, way),
                        target: *target,
                        closed: value.as_ref().is_some_and(|value| value != way),
                    })
                    .collect();
                let called = self.texts.say(say::MAP_ELSE).to_owned();
                drawn.extend(otherwise.map(|target| Way { called, target, closed: named }));
                drawn
            }
            NodeKind::Checks { checks, otherwise, .. } => {
                let mut drawn: Vec<Way> = checks
                    .iter()
                    .map(|check| {
                        let facts = check.test.as_ref().map(crate::knowledge::Expression::facts).unwrap_or_default();
                        Way { called: self.test(&facts), target: check.then, closed: self.is_dead(tree, check.then) }
                    })
                    .collect();
                let called = self.texts.say(say::MAP_ELSE).to_owned();
                drawn.extend(otherwise.map(|target| Way { called, target, closed: self.is_dead(tree, target) }));
                drawn
            }
        }
    }

    /// What a check looks at; the exact condition is for authors.
    fn test(&self, facts: &[FactId]) -> String {
        if facts.is_empty() {
            return self.texts.say(say::MAP_UNTESTED).to_owned();
        }
        let labels: Vec<&str> = facts.iter().map(|fact| self.walk.pack().fact(*fact).label.as_str()).collect();
        labels.join(" · ")
    }

    /// Whether nothing behind a target is possible any more. A cause says so itself, and needs no more than its row.
    fn is_dead(&self, tree: TreeId, target: Target) -> bool {
        if matches!(target, Target::Cause(_)) {
            return false;
        }
        let mut dead = true;
        self.visit(tree, target, &mut |cause| dead &= !self.live.contains(&cause) && !self.tried.contains(&cause));
        dead
    }

    /// What is in a branch: its causes, and the symptoms at which it goes on.
    fn leaves_behind(&self, tree: TreeId, target: Target) -> Vec<&str> {
        let pack = self.walk.pack();
        let mut seen = HashSet::new();
        let mut leaves: Vec<&str> = Vec::new();
        let mut waiting = vec![target];
        while let Some(target) = waiting.pop() {
            let leaf = match target {
                Target::Cause(cause) => &pack.cause(cause).title,
                Target::Goto(next) => &pack.tree(next).title,
                Target::Node(node) => {
                    if seen.insert(node) {
                        let ways: Vec<Target> = pack.tree(tree).node(node).targets().collect();
                        waiting.extend(ways.into_iter().rev());
                    }
                    continue;
                }
            };
            if !leaves.contains(&leaf.as_str()) {
                leaves.push(leaf);
            }
        }
        leaves
    }

    /// Every cause behind a target, in whatever tree.
    fn visit(&self, tree: TreeId, target: Target, see: &mut impl FnMut(CauseId)) {
        let pack = self.walk.pack();
        let mut seen = HashSet::new();
        let mut waiting = vec![(tree, target)];
        while let Some((tree, target)) = waiting.pop() {
            match target {
                Target::Cause(cause) => see(cause),
                Target::Goto(next) => {
                    let start = pack.tree(next).start;
                    if seen.insert((next, start)) {
                        waiting.extend(pack.tree(next).node(start).targets().map(|target| (next, target)));
                    }
                }
                Target::Node(node) => {
                    if seen.insert((tree, node)) {
                        waiting.extend(pack.tree(tree).node(node).targets().map(|target| (tree, target)));
                    }
                }
            }
        }
    }
}
