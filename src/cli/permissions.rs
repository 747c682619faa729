//! Which permissions a sign-in asks for.

use super::Failure;
use crate::diagnosis::plan::{Holds, reach};
use crate::knowledge::{FactId, Pack, TableContent};
use crate::texts::{Texts, cli as say};

/// The table of the permissions, with the id of each that can be granted.
const TABLE: &str = "permissions";

/// Every fact that Graph could tell.
pub(super) fn probed(pack: &Pack) -> Vec<FactId> {
    let facts = pack.parts().facts.iter().enumerate();
    facts.filter(|(_, fact)| !fact.evidence.is_empty()).map(|(n, _)| FactId::from(n)).collect()
}

/// What all of them take, as far as it can be granted.
pub(super) fn default(pack: &Pack) -> Vec<String> {
    grantable(pack, &probed(pack))
}

/// What these facts take.
pub(super) fn needed_for(names: &[String], pack: &Pack, texts: &Texts) -> Result<Vec<String>, Failure> {
    let mut facts = Vec::new();
    for name in names {
        let fact = pack.fact_named(name).ok_or_else(|| {
            let known = pack.parts().facts.iter().map(|fact| fact.name.as_str());
            Failure::unknown(texts, say::UNKNOWN_FACT, name, known, say::UNKNOWN_FACT_HINT)
        })?;
        facts.push(fact);
    }
    Ok(grantable(pack, &facts))
}

/// The permissions that facts take. One that is listed without an id is left out: asking for it would fail the sign-in.
fn grantable(pack: &Pack, facts: &[FactId]) -> Vec<String> {
    let entries = pack.table_named(TABLE).map(|table| &pack.table(table).content);
    let entries = if let Some(TableContent::Entries(entries)) = entries { entries.as_slice() } else { &[] };
    let refused = |permission: &String| entries.iter().any(|(key, _, id)| key == permission && id.is_none());
    let needed = reach(pack, facts, &Holds::default()).permissions;
    needed.into_iter().filter(|permission| !refused(permission)).collect()
}
