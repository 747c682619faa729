//! When the chosen requests are asked: one address once, in batches, within the throttle budgets.

use std::collections::BTreeMap;

use super::address::settled;
use super::choose::Choice;
use super::{Address, BATCH, Call, Part, Round};
use crate::knowledge::{FactId, Pack, Request, RequestId, Throttle, Value};

/// A part with what decides where it goes.
struct Placed<'a> {
    request: &'a Request,
    part: Part,
}

/// The rounds, without empty ones.
pub fn rounds(pack: &Pack, known: &BTreeMap<FactId, Value>, choice: &Choice) -> Vec<Round> {
    let last = choice.requests.values().max().copied().unwrap_or(0);
    let mut used = Used::default();
    let rounds = (0..=last).map(|round| {
        let of_round = choice.requests.iter().filter(|(_, at)| **at == round).map(|(request, _)| *request);
        Round { calls: calls(merged(pack, known, choice, of_round), &mut used) }
    });
    rounds.filter(|round| !round.calls.is_empty()).collect()
}

/// One part for each address: requests that read the same object under the same conditions are asked as one.
fn merged<'a>(
    pack: &'a Pack,
    known: &BTreeMap<FactId, Value>,
    choice: &Choice,
    requests: impl Iterator<Item = RequestId>,
) -> Vec<Placed<'a>> {
    let mut placed: Vec<Placed<'a>> = Vec::new();
    for id in requests {
        let request = pack.request(id);
        let (facts, fields) = told(pack, choice, id);
        let pieces =
            request.pieces.iter().map(|piece| settled(piece, known).unwrap_or_else(|| piece.clone())).collect();
        let address = Address { pieces, select: selected(request, &fields) };
        let same = placed.iter_mut().find(|other| {
            let (a, b) = (other.request, request);
            let alike =
                a.version == b.version && a.headers == b.headers && a.needs == b.needs && a.throttle == b.throttle;
            // Half of an object is not the other half: what is read whole stays whole.
            let halves = a.select.is_empty() == b.select.is_empty();
            alike && halves && filled(&other.part.address, known) == filled(&address, known)
        });
        if let Some(same) = same {
            let more = address.select.into_iter().filter(|field| !same.part.address.select.contains(field));
            let more: Vec<String> = more.collect();
            same.part.address.select.extend(more);
            same.part.requests.push(id);
            same.part.facts.extend(facts);
        } else {
            let headers = request.headers.clone();
            placed.push(Placed { request, part: Part { requests: vec![id], address, headers, facts } });
        }
    }
    placed
}

/// What two addresses are compared by: the path, filled in as far as possible. Two that wait for values are alike only if
/// they wait for the same.
fn filled(address: &Address, known: &BTreeMap<FactId, Value>) -> Result<String, Address> {
    let path = Address { pieces: address.pieces.clone(), select: Vec::new() };
    path.fill(known, 0).ok_or(path)
}

/// The wanted facts that a request tells about, and the properties they read.
fn told(pack: &Pack, choice: &Choice, request: RequestId) -> (Vec<FactId>, Vec<String>) {
    let (mut facts, mut fields) = (Vec::new(), Vec::new());
    for fact in &choice.facts {
        let evidence = pack.fact(*fact).evidence.iter().filter(|evidence| evidence.request == request);
        for evidence in evidence {
            if !facts.contains(fact) {
                facts.push(*fact);
            }
            fields.extend(evidence.fields.iter().cloned());
        }
    }
    (facts, fields)
}

/// The properties to ask for, in the order of the request. The id is always among them: an empty list would mean all.
fn selected(request: &Request, fields: &[String]) -> Vec<String> {
    let wanted = |field: &&String| field.as_str() == "id" || fields.contains(field);
    request.select.iter().filter(wanted).cloned().collect()
}

/// What was taken from the throttle budgets.
#[derive(Default)]
struct Used(BTreeMap<String, (u32, u32)>);

impl Used {
    /// Takes the cost of a request; gives the seconds after the start when there is room for it.
    fn take(&mut self, throttle: Option<&Throttle>) -> u32 {
        let Some(throttle) = throttle else { return 0 };
        let (window, spent) = self.0.entry(throttle.budget.clone()).or_default();
        if *spent + throttle.cost > throttle.limit {
            (*window, *spent) = (*window + 1, 0);
        }
        *spent += throttle.cost;
        *window * throttle.seconds
    }
}

/// What decides which parts can share a call: version, a narrow budget, the second from which there is room, and whether
/// the part goes alone.
type Share<'a> = (&'a str, Option<&'a str>, u32, Option<usize>);

/// The calls of a round. A budget too narrow for a full batch goes apart, so that its slow answers hold up no others.
fn calls(placed: Vec<Placed<'_>>, used: &mut Used) -> Vec<Call> {
    let mut groups: BTreeMap<Share<'_>, Vec<Part>> = BTreeMap::new();
    for (place, Placed { request, part }) in placed.into_iter().enumerate() {
        let throttle = request.throttle.as_ref();
        let narrow = throttle.filter(|it| (it.limit as usize) < BATCH).map(|it| it.budget.as_str());
        let alone = (!request.batch).then_some(place);
        let share = (request.version.as_str(), narrow, used.take(throttle), alone);
        groups.entry(share).or_default().push(part);
    }
    let mut calls = Vec::new();
    for ((version, _, after, _), mut parts) in groups {
        while !parts.is_empty() {
            let rest = parts.split_off(parts.len().min(BATCH));
            calls.push(Call { version: version.to_owned(), after, parts });
            parts = rest;
        }
    }
    calls.sort_by_key(|call| call.after);
    calls
}
