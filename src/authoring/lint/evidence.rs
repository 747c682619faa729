//! The sources and links of a pack, and where they stand.

use crate::diagnostic::{Item, Symbol};
use crate::knowledge::{CauseId, CodeId, FactId, Pack, RequestId, Source, TableId, TreeId};

/// The sources of every item that has a place for them.
pub fn sources(pack: &Pack) -> Vec<(Item, &[Source])> {
    fn of<'a, T>(
        all: &'a [T],
        item: impl Fn(usize) -> Item + 'a,
        sources: impl Fn(&'a T) -> &'a [Source] + 'a,
    ) -> impl Iterator<Item = (Item, &'a [Source])> {
        all.iter().enumerate().map(move |(n, one)| (item(n), sources(one)))
    }
    let parts = pack.parts();
    of(&parts.trees, |n| Item::Tree(TreeId::from(n)), |it| &it.sources)
        .chain(of(&parts.facts, |n| Item::Fact(FactId::from(n)), |it| &it.sources))
        .chain(of(&parts.causes, |n| Item::Cause(CauseId::from(n)), |it| &it.sources))
        .chain(of(&parts.codes, |n| Item::Code(CodeId::from(n)), |it| &it.sources))
        .chain(of(&parts.tables, |n| Item::Table(TableId::from(n)), |it| &it.sources))
        .chain(of(&parts.requests, |n| Item::Request(RequestId::from(n)), |it| &it.sources))
        .chain(parts.seeds.iter().map(|seed| (Item::Seed(seed.name.clone()), seed.sources.as_slice())))
        .collect()
}

/// Every address in the pack.
pub fn links(pack: &Pack) -> Vec<(Symbol, &str)> {
    let mut links: Vec<(Symbol, &str)> = Vec::new();
    for (item, sources) in sources(pack) {
        for (n, source) in sources.iter().enumerate() {
            links.push((Symbol::field(item.clone(), format!("sources/{n}/url")), &source.url));
        }
    }
    for (n, cause) in pack.parts().causes.iter().enumerate() {
        for (place, step) in cause.fix.steps.iter().enumerate() {
            if let Some(link) = &step.link {
                let item = Item::Cause(CauseId::from(n));
                links.push((Symbol::field(item, format!("fix/steps/{place}/link")), link));
            }
        }
    }
    for case in &pack.parts().cases {
        if let Some(source) = &case.source {
            links.push((Symbol::field(Item::Case(case.name.clone()), "source"), source));
        }
    }
    links
}
