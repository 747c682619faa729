//! What permissions are good for: which facts can be asked for with them, and which cannot.

use std::collections::{BTreeMap, BTreeSet};

use super::{Holds, NotChecked, Reason, Wish, plan};
use crate::knowledge::{FactId, Pack, Piece, Value};

/// What can be asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// The facts that can be asked for.
    pub knowable: Vec<FactId>,
    /// Those that cannot, with what is in the way.
    pub out_of_reach: Vec<NotChecked>,
    /// The permissions that asking takes.
    pub permissions: BTreeSet<String>,
}

/// Looks at each of the facts by itself, as if whom it is about were known. A fact that Graph cannot tell is neither.
pub fn reach(pack: &Pack, facts: &[FactId], holds: &Holds) -> Reach {
    let mut reach = Reach::default();
    let addresses = addresses(pack);
    for fact in facts.iter().filter(|fact| !pack.fact(**fact).evidence.is_empty()) {
        let mut known = addresses.clone();
        known.remove(fact);
        let plan = plan(pack, &Wish { facts: &[*fact], known: &known, holds });
        let missing = plan.not_checked.iter().find(|it| it.fact == *fact);
        if let Some(missing) = missing.filter(|missing| !matches!(missing.reason, Reason::Missing(_))) {
            reach.out_of_reach.push(missing.clone());
        } else {
            reach.knowable.push(*fact);
            reach.permissions.extend(plan.permissions);
        }
    }
    reach
}

/// The facts that say whom a request is about, each with some value: which one does not matter here.
fn addresses(pack: &Pack) -> BTreeMap<FactId, Value> {
    let pieces = pack.parts().requests.iter().flat_map(|request| &request.pieces);
    let facts = pieces.flat_map(|piece| match piece {
        Piece::Fact(facts) => facts.as_slice(),
        Piece::Given(fact) => std::slice::from_ref(fact),
        Piece::Text(_) | Piece::Ago(_) => &[],
    });
    facts.map(|fact| (*fact, Value::text("x"))).collect()
}
