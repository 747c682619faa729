//! Where a walk stands, as data.

use crate::knowledge::{CauseId, FactId, NodeId, TreeId, Value};

/// Where a walk stands.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// Something has to be answered.
    Question(Question),
    /// A cause was found; its fix may be shown.
    Cause(Verdict),
    /// A cause was found, but a gate does not hold: its fix must not be shown.
    Refused {
        /// What was found.
        verdict: Verdict,
        /// The gate.
        gate: FactId,
    },
    /// A fix helped.
    Fixed {
        /// The cause it was for.
        cause: CauseId,
    },
    /// Nothing is left to try: somebody else takes over.
    Escalate {
        /// The last cause tried; its escalation is the one that counts. Without one, the tree's.
        after: Option<CauseId>,
    },
}

/// A fact to ask a person for.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// The fact to ask.
    pub fact: FactId,
    /// What the answer is for, when that is a fact derived from this one.
    pub decides: Option<FactId>,
    /// The tree it stands in.
    pub tree: TreeId,
    /// The node it stands at.
    pub node: NodeId,
    /// The verdict whose fix waits behind this question, if it is a gate.
    pub gate: Option<Verdict>,
    /// What evidence that only points says.
    pub suggested: Option<Value>,
}

/// A cause that was reached.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// The cause.
    pub cause: CauseId,
    /// The tree it was found in.
    pub tree: TreeId,
    /// The node that led to it.
    pub node: NodeId,
    /// What was taken for granted on the way; a confirmed verdict has none.
    pub assuming: Vec<Assumption>,
    /// Other causes whose tests hold at the same node.
    pub also: Vec<CauseId>,
}

impl Verdict {
    /// Whether every test on the way holds by a person's answer or settling evidence.
    pub fn is_confirmed(&self) -> bool {
        self.assuming.is_empty()
    }
}

/// Something that a likely verdict takes for granted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Assumption {
    /// The person was not sure about this fact; the verdict takes it to be so.
    NotSure {
        /// The fact.
        fact: FactId,
        /// The value it is taken to have; none where a whole test was left open.
        taken: Option<Value>,
    },
    /// Evidence for this fact only points.
    Points {
        /// The fact.
        fact: FactId,
    },
    /// Nothing else at this node held.
    NothingElse {
        /// The tree.
        tree: TreeId,
        /// The node.
        node: NodeId,
    },
    /// There is no test but the fix itself.
    Untested,
}

/// Something passed on the way to a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Passage {
    /// The tree.
    pub tree: TreeId,
    /// The node.
    pub node: NodeId,
    /// The branch that something known decided. None where the node was entered.
    pub branch: Option<Branch>,
}

/// A way on from a node, or a check that was settled there. "Not sure" decides none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Branch {
    /// The answer at this place among those with a way of their own.
    Answer(usize),
    /// An answer without a way of its own.
    Else,
    /// The check at this place holds, or has no test.
    Holds(usize),
    /// The check at this place does not hold.
    Fails(usize),
    /// No check holds.
    Otherwise,
}
