//! One pass from a place in a tree, as the engine makes it, over variables.
//!
//! The engine looks at everything from the start after each answer. Here a pass starts as far down as nothing above can
//! come out otherwise any more, so that all ways to a node that leave the same open are one state.

use super::outline::{Hypothesis, Outline, Plan, Way, worth};
use super::view::{Known, Split, View};
use super::vocabulary::{OPEN, Variable, YES};

/// How a pass ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// A person has to be asked.
    Question(Variable),
    /// A free comparison goes both ways.
    Split(Variable),
    /// A way out.
    Leaf(u32),
    /// No way out holds.
    Spent,
}

/// What passes have come by, over all states of a tree.
#[derive(Debug)]
pub(super) struct Traces {
    /// Node by node.
    pub entered: Vec<bool>,
    /// Node by node, each way in reading order, `otherwise` last.
    pub taken: Vec<Vec<bool>>,
    /// Tests that were open with nothing left to ask: node and check; for an `ask`, check 0.
    pub undecided: Vec<(u32, u32)>,
}

impl Traces {
    pub fn new(outline: &Outline) -> Self {
        let ways = |plan: &Plan| vec![false; super::outline::ways(plan).count()];
        Self {
            entered: vec![false; outline.places.len()],
            taken: outline.places.iter().map(|place| ways(&place.plan)).collect(),
            undecided: Vec::new(),
        }
    }
}

/// One pass.
pub(super) struct Pass<'a> {
    pub outline: &'a Outline,
    pub view: View<'a>,
    pub traces: &'a mut Traces,
    /// Where the next pass may start.
    pub root: u32,
    /// Whether everything so far is settled for good.
    moving: bool,
}

impl<'a> Pass<'a> {
    /// Looks from `root` on. Also says where the next pass may start.
    pub fn run(outline: &'a Outline, view: View<'a>, traces: &'a mut Traces, root: u32) -> (End, u32) {
        let mut pass = Self { outline, view, traces, root, moving: true };
        let end = pass.enter(root).unwrap_or_else(|Split(variable)| End::Split(variable));
        (end, pass.root)
    }

    fn enter(&mut self, node: u32) -> Result<End, Split> {
        self.traces.entered[node as usize] = true;
        if self.moving {
            self.root = node;
        }
        match &self.outline.places[node as usize].plan {
            Plan::Ask { variable, ways, otherwise, parked } => match self.view.know(*variable)? {
                Known::Open(ask) => Ok(End::Question(ask)),
                Known::Value(code) => {
                    let known = ways.iter().enumerate().find(|(_, (known, _))| *known == code);
                    let known = known.map(|(place, (_, way))| (place, *way));
                    let Some((place, way)) = known.or(otherwise.map(|way| (ways.len(), way))) else {
                        return Ok(End::Spent);
                    };
                    self.settle(*variable, way)?;
                    self.follow(node, place, way)
                }
                Known::NotSure | Known::Unknowable => {
                    self.traces.undecided.push((node, 0));
                    let all: Vec<Way> = ways.iter().map(|(_, way)| *way).chain(*otherwise).collect();
                    self.try_each(node, *variable, parked, &all)
                }
            },
            Plan::Checks { checks, fixed, otherwise } => self.checks(node, checks, *fixed, *otherwise),
        }
    }

    fn try_each(&mut self, node: u32, variable: Variable, parked: &[u32], all: &[Way]) -> Result<End, Split> {
        for (n, place) in parked.iter().enumerate() {
            let way = all[*place as usize];
            let last = n + 1 == parked.len();
            if !last && self.may_spend(way) {
                self.moving = false;
            }
            self.settle(variable, way)?;
            let end = self.follow(node, *place as usize, way)?;
            if end != End::Spent {
                return Ok(end);
            }
        }
        Ok(End::Spent)
    }

    fn follow(&mut self, node: u32, place: usize, way: Way) -> Result<End, Split> {
        self.traces.taken[node as usize][place] = true;
        match way {
            Way::Leaf(leaf) => Ok(End::Leaf(leaf)),
            Way::Node(next) => self.enter(next),
        }
    }

    fn may_spend(&self, way: Way) -> bool {
        matches!(way, Way::Node(next) if self.outline.places[next as usize].may_spend)
    }

    /// Stops moving if an answer below `way` could still change what is known about `variable`.
    fn settle(&mut self, variable: Variable, way: Way) -> Result<(), Split> {
        let definition = self.outline.vocabulary.get(variable);
        let direct = self.view.code(variable);
        let decided = matches!(self.view.know(variable)?, Known::Value(_));
        let stays = definition.rules.is_empty() || (decided && (definition.steady || is_value(direct)));
        if self.moving && !stays {
            self.moving = !self.open_below(self.outline.vocabulary.closure(&variable), way);
        }
        Ok(())
    }

    /// Whether one of these variables is open and can be answered below.
    fn open_below(&self, variables: &[Variable], way: Way) -> bool {
        let Way::Node(next) = way else { return false };
        let relevant = &self.outline.places[next as usize].relevant;
        variables
            .iter()
            .any(|variable| !is_value(self.view.code(*variable)) && relevant.binary_search(variable).is_ok())
    }

    fn checks(&mut self, node: u32, checks: &[Hypothesis], fixed: bool, otherwise: Option<Way>) -> Result<End, Split> {
        let mut left: Vec<usize> = (0..checks.len()).collect();
        let mut parked: Vec<usize> = Vec::new();
        while let Some(place) = self.next_check(checks, fixed, &left)? {
            let taken = left.remove(place);
            let check = &checks[taken];
            if let Some(test) = &check.test {
                match self.view.value(test)? {
                    Some(YES) => {}
                    Some(_) => continue,
                    None => {
                        if let Some(fact) = self.view.open_facts(test)?.first() {
                            return Ok(End::Question(*fact));
                        }
                        self.traces.undecided.push((node, taken as u32));
                        parked.push(taken);
                        continue;
                    }
                }
            }
            let unvisited = if fixed { Vec::new() } else { left.clone() };
            if self.may_spend(check.then) {
                self.moving = false;
            }
            self.settle_checks(checks, &[&parked[..], &unvisited[..]].concat(), check.then)?;
            let end = self.follow(node, taken, check.then)?;
            if end != End::Spent {
                return Ok(end);
            }
        }
        self.when_no_check_holds(node, checks, parked, otherwise)
    }

    fn when_no_check_holds(
        &mut self,
        node: u32,
        checks: &[Hypothesis],
        mut parked: Vec<usize>,
        otherwise: Option<Way>,
    ) -> Result<End, Split> {
        if let Some(way) = otherwise {
            if !parked.is_empty() && self.may_spend(way) {
                self.moving = false;
            }
            self.settle_checks(checks, &parked, way)?;
            let end = self.follow(node, checks.len(), way)?;
            if end != End::Spent {
                return Ok(end);
            }
        }
        parked.sort_by(|a, b| checks[*b].weight.total_cmp(&checks[*a].weight).then(a.cmp(b)));
        for (n, place) in parked.iter().enumerate() {
            let way = checks[*place].then;
            if n + 1 < parked.len() && self.may_spend(way) {
                self.moving = false;
            }
            self.settle_checks(checks, &parked, way)?;
            let end = self.follow(node, *place, way)?;
            if end != End::Spent {
                return Ok(end);
            }
        }
        Ok(End::Spent)
    }

    /// Stops moving if an answer below `way` could still decide one of the `open` checks, or turn a decided one.
    fn settle_checks(&mut self, checks: &[Hypothesis], open: &[usize], way: Way) -> Result<(), Split> {
        if !self.moving {
            return Ok(());
        }
        for (n, check) in checks.iter().enumerate() {
            let Some(test) = &check.test else { continue };
            let decided = self.view.value(test)?.is_some();
            let matters = if decided { !check.steady } else { open.contains(&n) };
            if matters && self.open_below(&check.reads, way) {
                self.moving = false;
            }
        }
        Ok(())
    }

    /// The place in `left` of the check to settle next, as the engine picks it.
    fn next_check(&self, checks: &[Hypothesis], fixed: bool, left: &[usize]) -> Result<Option<usize>, Split> {
        if fixed || left.len() < 2 {
            return Ok((!left.is_empty()).then_some(0));
        }
        let waits = |check: usize| {
            let own = &checks[check].facts;
            let mut others = left.iter().map(|other| &checks[*other].facts);
            !own.is_empty() && others.any(|other| other.len() > own.len() && own.is_subset(other))
        };
        let mut best: Option<((bool, f64), usize)> = None;
        for place in (0..left.len()).filter(|place| !waits(left[*place])) {
            let worth = self.worth(&checks[left[place]])?;
            let better = best.is_none_or(|(known, _)| {
                worth.0.cmp(&known.0).then(worth.1.total_cmp(&known.1)) == std::cmp::Ordering::Greater
            });
            if better {
                best = Some((worth, place));
            }
        }
        Ok(best.map(|(_, place)| place))
    }

    fn worth(&self, check: &Hypothesis) -> Result<(bool, f64), Split> {
        let Some(test) = &check.test else { return Ok((false, check.worth_untested)) };
        if self.view.value(test)?.is_some() {
            return Ok((true, check.weight));
        }
        let open = self.view.open_facts(test)?;
        let minutes: f64 = open.iter().map(|fact| self.outline.vocabulary.get(*fact).minutes).sum();
        Ok((false, worth(check.weight, minutes)))
    }
}

fn is_value(code: u32) -> bool {
    code != OPEN && code != super::vocabulary::UNSURE
}
