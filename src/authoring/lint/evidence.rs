//! The sources and links of a pack, and where they stand.

use super::find::day_of;
use crate::diagnostic::{Item, Symbol};
use crate::knowledge::{CauseId, CodeId, FactId, Pack, RequestId, Source, TableId, TreeId};

/// The sources of every item that has a place for them.
pub fn sources(pack: &Pack) -> impl Iterator<Item = (Item, &[Source])> {
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
        .chain(parts.refusals.iter().map(|it| (Item::Refusal(it.name.clone()), it.sources.as_slice())))
        .chain(parts.seeds.iter().map(|seed| (Item::Seed(seed.name.clone()), seed.sources.as_slice())))
}

/// Every source, with its item and its place there.
fn each_source(pack: &Pack) -> impl Iterator<Item = (Item, usize, &Source)> {
    sources(pack)
        .flat_map(|(item, sources)| sources.iter().enumerate().map(move |(n, source)| (item.clone(), n, source)))
}

/// A source, and how long ago somebody looked.
#[derive(Clone, Debug)]
pub struct Aged<'a> {
    /// The source.
    pub source: &'a Source,
    /// The days since.
    pub days: i64,
    item: Item,
    place: usize,
}

impl Aged<'_> {
    /// Where the day stands.
    pub fn symbol(&self) -> Symbol {
        Symbol::field(self.item.clone(), format!("sources/{}/verified", self.place))
    }
}

/// The age of every source, where its day is one.
pub fn aged(pack: &Pack, today: i64) -> impl Iterator<Item = Aged<'_>> {
    // Most were looked at on the same day as the one before.
    let mut last: (&str, Option<i64>) = ("", None);
    each_source(pack).filter_map(move |(item, place, source)| {
        if last.0 != source.verified {
            last = (&source.verified, day_of(&source.verified));
        }
        last.1.map(|day| Aged { source, days: today - day, item, place })
    })
}

/// An address in the pack.
#[derive(Clone, Debug)]
pub struct Link<'a> {
    /// The address.
    pub url: &'a str,
    item: Item,
    stands: Stands,
}

/// Where in its item a link stands.
#[derive(Clone, Copy, Debug)]
enum Stands {
    Source(usize),
    Step(usize),
    Case,
}

impl<'a> Link<'a> {
    /// The host and what follows it, without the slash between them.
    pub fn host_and_rest(&self) -> Option<(&'a str, &'a str)> {
        let rest = self.url.strip_prefix("https://").or_else(|| self.url.strip_prefix("http://"))?;
        Some(rest.split_once('/').unwrap_or((rest, "")))
    }

    /// Where it stands.
    pub fn symbol(&self) -> Symbol {
        let field = match self.stands {
            Stands::Source(place) => format!("sources/{place}/url"),
            Stands::Step(place) => format!("fix/steps/{place}/link"),
            Stands::Case => "source".to_owned(),
        };
        Symbol::field(self.item.clone(), field)
    }
}

/// Every address in the pack.
pub fn links(pack: &Pack) -> impl Iterator<Item = Link<'_>> {
    let parts = pack.parts();
    let sources = each_source(pack).map(|(item, n, source)| Link { url: &source.url, item, stands: Stands::Source(n) });
    let steps = parts.causes.iter().enumerate().flat_map(|(n, cause)| {
        let steps = cause.fix.steps.iter().enumerate();
        steps.filter_map(move |(place, step)| {
            let url = step.link.as_deref()?;
            Some(Link { url, item: Item::Cause(CauseId::from(n)), stands: Stands::Step(place) })
        })
    });
    let cases = parts.cases.iter().filter_map(|case| {
        let url = case.source.as_deref()?;
        Some(Link { url, item: Item::Case(case.name.clone()), stands: Stands::Case })
    });
    sources.chain(steps).chain(cases)
}
