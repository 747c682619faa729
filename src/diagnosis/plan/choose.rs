//! Which requests are needed for the wanted facts, and which facts cannot be asked for.

use std::collections::{BTreeMap, BTreeSet};

use super::{Account, Asked, Holds, NotChecked, Reason, Wish};
use crate::knowledge::{Evidence, Expression, FactId, Needs, Pack, Piece, RequestId};

/// What was chosen.
#[derive(Debug, Default)]
pub struct Choice {
    /// The requests, each with its round, the first being 0.
    pub requests: BTreeMap<RequestId, usize>,
    /// The facts wanted, with all that is needed to learn them.
    pub facts: BTreeSet<FactId>,
    /// The facts that cannot be asked for.
    pub not_checked: Vec<NotChecked>,
}

/// Chooses the requests.
pub fn choose(pack: &Pack, wish: &Wish<'_>, asked: &Asked) -> Choice {
    let mut chooser = Chooser { pack, wish, asked, choice: Choice::default(), reached: BTreeMap::new() };
    let mut open: Vec<FactId> = wish.facts.to_vec();
    open.reverse();
    while let Some(fact) = open.pop() {
        if !wish.known.contains_key(&fact) && chooser.choice.facts.insert(fact) {
            open.extend(chooser.want(fact));
        }
    }
    chooser.choice.not_checked.sort_by_key(|it| it.fact);
    chooser.choice
}

struct Chooser<'a> {
    pack: &'a Pack,
    wish: &'a Wish<'a>,
    asked: &'a Asked,
    choice: Choice,
    reached: BTreeMap<RequestId, Result<usize, Reason>>,
}

impl Chooser<'_> {
    /// Takes what tells about a fact; gives the facts that are wanted for that.
    fn want(&mut self, fact: FactId) -> Vec<FactId> {
        let known = self.pack.fact(fact);
        let mut more: Vec<FactId> = known.derive.iter().flat_map(Expression::facts).collect();
        let mut in_the_way: Vec<(bool, NotChecked)> = Vec::new();
        let mut usable: Vec<&Evidence> = Vec::new();
        for evidence in &known.evidence {
            if self.asked.failed.contains(&evidence.request) {
                continue;
            }
            // What was asked keeps its place in the order: an answer that tells nothing makes pointing worth no more.
            if self.asked.waiting.contains(&evidence.request) || self.asked.answered.contains(&evidence.request) {
                usable.push(evidence);
                continue;
            }
            match self.reach(evidence.request, &mut Vec::new()) {
                Ok(_) => usable.push(evidence),
                Err(reason) => {
                    in_the_way.push((evidence.certain, NotChecked { fact, request: evidence.request, reason }));
                }
            }
        }
        if usable.iter().all(|evidence| self.asked.answered.contains(&evidence.request)) {
            // What would settle it is worth more than what would point.
            in_the_way.sort_by_key(|(certain, _)| !certain);
            self.choice.not_checked.extend(in_the_way.into_iter().next().map(|(_, it)| it));
        }
        // What points is worth a request only if the author puts it before all that settles.
        if let Some(first) = usable.iter().position(|evidence| evidence.certain) {
            let mut place = 0;
            usable.retain(|evidence| {
                place += 1;
                evidence.certain || place <= first
            });
        }
        for evidence in usable {
            more.extend(evidence.value.facts());
            self.take(evidence.request, &mut more);
        }
        more
    }

    /// Takes a request and those that must come before it.
    fn take(&mut self, request: RequestId, more: &mut Vec<FactId>) {
        if self.asked.waiting.contains(&request) || self.asked.is_over(request) {
            return;
        }
        let Ok(round) = self.reach(request, &mut Vec::new()) else { return };
        if self.choice.requests.insert(request, round).is_some() {
            return;
        }
        for piece in &self.pack.request(request).pieces {
            if let Piece::Fact(facts) = piece
                && !facts.iter().any(|fact| self.wish.known.contains_key(fact))
                && let Some((fact, _, giver)) = self.giver(facts, &mut vec![request])
            {
                more.push(fact);
                self.take(giver, more);
            }
        }
    }

    /// The round in which a request can be asked, or what is in the way. `asked` are those that wait for it.
    fn reach(&mut self, request: RequestId, asked: &mut Vec<RequestId>) -> Result<usize, Reason> {
        if let Some(reached) = self.reached.get(&request) {
            return reached.clone();
        }
        let reached = self.reach_anew(request, asked);
        // Within a circle the result depends on where one came in.
        if asked.is_empty() {
            self.reached.insert(request, reached.clone());
        }
        reached
    }

    fn reach_anew(&mut self, request: RequestId, asked: &mut Vec<RequestId>) -> Result<usize, Reason> {
        let request_of = self.pack.request(request);
        allowed(&request_of.needs, self.wish.holds)?;
        asked.push(request);
        let mut round = 0;
        let mut missing = None;
        for piece in &request_of.pieces {
            let facts = match piece {
                Piece::Fact(facts) => facts.as_slice(),
                Piece::Given(fact) if !self.wish.known.contains_key(fact) => {
                    missing.get_or_insert_with(|| vec![*fact]);
                    continue;
                }
                Piece::Given(_) | Piece::Text(_) | Piece::Ago(_) => continue,
            };
            if facts.iter().any(|fact| self.wish.known.contains_key(fact)) {
                continue;
            }
            match self.giver(facts, asked) {
                Some((_, before, _)) => round = round.max(before + 1),
                None => {
                    missing.get_or_insert_with(|| facts.to_vec());
                }
            }
        }
        asked.pop();
        missing.map_or(Ok(round), |facts| Err(Reason::Missing(facts)))
    }

    /// The earliest request that tells one of these facts for certain.
    fn giver(&mut self, facts: &[FactId], asked: &mut Vec<RequestId>) -> Option<(FactId, usize, RequestId)> {
        let evidence = |fact: &FactId| self.pack.fact(*fact).evidence.iter().filter(|evidence| evidence.certain);
        if facts.iter().flat_map(evidence).any(|evidence| self.asked.waiting.contains(&evidence.request)) {
            return None;
        }
        let mut best: Option<(FactId, usize, RequestId)> = None;
        for fact in facts {
            for evidence in self.pack.fact(*fact).evidence.iter().filter(|evidence| evidence.certain) {
                if asked.contains(&evidence.request) || self.asked.is_over(evidence.request) {
                    continue;
                }
                if let Ok(round) = self.reach(evidence.request, asked)
                    && best.is_none_or(|(_, known, _)| round < known)
                {
                    best = Some((*fact, round, evidence.request));
                }
            }
        }
        best
    }
}

/// Whether the account may ask, or what it lacks; what is not known counts as held.
fn allowed(needs: &Needs, holds: &Holds) -> Result<(), Reason> {
    let permissions = match holds.account {
        Account::Person => needs.delegated.as_slice(),
        Account::Application => needs.application.as_deref().ok_or(Reason::PersonOnly)?,
    };
    if let Some(granted) = &holds.permissions
        && !needs.wider.iter().any(|wider| is_granted(wider, granted))
    {
        let missing: Vec<String> = permissions.iter().filter(|it| !is_granted(it, granted)).cloned().collect();
        if !missing.is_empty() {
            return Err(Reason::Permission(missing));
        }
    }
    let lacks = |needed: &[String], held: &Option<BTreeSet<String>>| {
        held.as_ref().is_some_and(|held| !needed.is_empty() && !needed.iter().any(|one| held.contains(one)))
    };
    if holds.account == Account::Person && lacks(&needs.roles, &holds.roles) {
        return Err(Reason::Role(needs.roles.clone()));
    }
    if lacks(&needs.licences, &holds.licences) {
        return Err(Reason::Licence(needs.licences.clone()));
    }
    Ok(())
}

/// Whether a permission was granted, by itself or in its form that may write too, which contains it.
fn is_granted(permission: &str, granted: &BTreeSet<String>) -> bool {
    granted.iter().any(|held| held == permission || held.replace(".ReadWrite", ".Read") == permission)
}
