//! All trees at once: what is known about every cause, without a walk.
//!
//! A cause is *confirmed* where every test on a way to it holds for certain and somebody has the symptom, or where the
//! cause is a fault whoever complains. It is *possible* where the symptom was observed or evidence points to it, *ruled
//! out* where every tree that has it excludes it for certain, and *open* otherwise. With several ways to a cause the
//! strongest counts.

mod judge;
mod travel;
mod ways;

use judge::Judge;
use travel::Map;
use ways::Lights;

use super::fact_base::View;
use super::{FactBase, TrailEntry};
use crate::knowledge::{CauseId, FactId, NodeId, Pack, TreeId};

/// What all trees say about every cause of theirs.
#[derive(Clone, Debug, PartialEq)]
pub struct Sweep {
    /// The causes: confirmed, possible, open, ruled out, and among these the most likely first.
    pub findings: Vec<Finding>,
    /// The symptoms that were observed.
    pub observed: Vec<TreeId>,
    /// The facts that could still say something, and that nobody said.
    pub wanted: Vec<FactId>,
}

/// What is known about one cause.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The cause.
    pub cause: CauseId,
    /// How it stands.
    pub status: Status,
    /// The symptom it was come to from.
    pub symptom: TreeId,
    /// Whether somebody has that symptom.
    pub is_observed: bool,
    /// The tree in which it was come to.
    pub tree: TreeId,
    /// The node that leads to it.
    pub node: NodeId,
    /// The facts that confirm it, point to it or exclude it, and who said so; in the order of the way.
    pub evidence: Vec<TrailEntry>,
    /// What would settle it, where it is possible and anything would.
    pub settled_by: Option<Settling>,
    /// Its share of 1 among the causes that the same symptom leaves.
    pub share: f64,
}

/// How a cause stands. The earlier wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Every test on a way to it holds, and it matters to somebody.
    Confirmed,
    /// The symptom was observed or evidence points to it, and nothing excludes it.
    Possible,
    /// Nothing speaks for it or against it.
    Open,
    /// Something certain excludes it in every tree.
    RuledOut,
}

/// What would settle a possible cause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Settling {
    /// The answer to this fact.
    Fact(FactId),
    /// That somebody has this symptom: everything else on the way is known.
    Symptom(TreeId),
}

/// How a place was come to. The earlier is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Standing {
    /// Every test holds for certain.
    Settled,
    /// Nothing else is left, for certain; a test that holds would settle it.
    LeftOver,
    /// Something is open, unsure, only pointed to, or has no test.
    Assumed,
}

impl Standing {
    /// How the place behind a way was come to; none where the way is closed.
    fn after(self, way: ways::Stand) -> Option<Self> {
        use ways::Stand;
        match (way, self) {
            (Stand::Closed, _) => None,
            (Stand::Undecided, _) | (_, Self::Assumed) => Some(Self::Assumed),
            // What came before by exclusion alone no longer matters.
            (Stand::Proved, _) => Some(Self::Settled),
            (Stand::Answered, standing) => Some(standing),
            (Stand::LeftOver, _) => Some(Self::LeftOver),
        }
    }
}

impl Sweep {
    /// Sweeps all trees of a pack over what is known.
    pub fn of(pack: &Pack, facts: &FactBase) -> Self {
        let plain = View::new(pack, facts);
        let lights = Lights { heeding: plain.heeding(), plain };
        let trees = pack.parts().trees.iter();
        let ways = trees.map(|tree| tree.nodes.iter().map(|node| lights.ways(node)).collect()).collect();
        Judge::new(&lights, &Map { pack, ways }).judge()
    }

    /// What is known about one cause; none where no tree leads to it.
    pub fn finding(&self, cause: CauseId) -> Option<&Finding> {
        self.findings.iter().find(|finding| finding.cause == cause)
    }

    /// The causes that stand so, most likely first.
    pub fn that_are(&self, status: Status) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(move |finding| finding.status == status)
    }
}
