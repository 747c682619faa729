//! Runs the rules, and leaves out what authors allow.

use std::collections::BTreeMap;

use super::super::parallel::each;
use super::rules::{ALL, Findings};
use super::subject::Subject;
use crate::diagnostic::{Diagnostic, Item, Place, Severity, Site, Span, Symbol, code_named};
use crate::load::{Allowance, Loaded};

/// What a rule needs to know of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// Days since 1970-01-01.
    pub today: i64,
    /// After how many days a source is stale.
    pub stale_after: i64,
}

/// Everything there is to say about a pack: what the loader said, and what the rules find in a pack without errors. What
/// an author allows is left out, and an allowance that allows nothing is said.
pub fn lint(loaded: &Loaded, calendar: Calendar) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = loaded.diagnostics.clone();
    if let Some(pack) = &loaded.pack {
        found.extend(by_rules(&Subject::new(pack, &loaded.places, calendar)));
    }
    let allowed = Allowed::of(loaded);
    let mut used = vec![false; loaded.allowances.len()];
    found.retain(|diagnostic| {
        let place = allowed.place(diagnostic);
        if let Some(used) = place.and_then(|place| used.get_mut(place)) {
            *used = true;
        }
        place.is_none()
    });
    if loaded.pack.is_some() {
        let unused = loaded.allowances.iter().zip(used).filter(|(_, used)| !used);
        found.extend(unused.map(|(allowance, _)| says_nothing(allowance)));
    }
    found
}

/// What the rules find, in the order of the rules. They know nothing of each other.
fn by_rules(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let found = each(ALL.len(), |place| {
        let Some(rule) = ALL.get(place) else { return Vec::new() };
        let mut findings = Findings::of(rule.code());
        rule.check(subject, &mut findings);
        findings.into_found()
    });
    found.into_iter().flatten().collect()
}

/// What authors allow, to look up.
struct Allowed<'a> {
    /// For each item and code the place of the allowance.
    places: BTreeMap<(&'a Item, &'static str), usize>,
    /// The items by where they start.
    items: BTreeMap<Site, &'a Item>,
}

impl<'a> Allowed<'a> {
    fn of(loaded: &'a Loaded) -> Self {
        let places = loaded.allowances.iter().enumerate().map(|(n, allowed)| ((&allowed.item, allowed.code), n));
        let places: BTreeMap<_, _> = places.collect();
        let items = if places.is_empty() { BTreeMap::new() } else { loaded.places.items_by_site() };
        Self { places, items }
    }

    fn place(&self, diagnostic: &Diagnostic) -> Option<usize> {
        if diagnostic.severity == Severity::Error {
            return None;
        }
        let item = match &diagnostic.place {
            Place::Symbol(Symbol { item, .. }) => item,
            // The last item of the file that starts at or before it.
            Place::Site(site) => {
                let start_too = Site { file: site.file, span: Span { start: site.span.start, end: u32::MAX } };
                let (start, item) = self.items.range(..=start_too).next_back()?;
                (start.file == site.file).then_some(*item)?
            }
        };
        self.places.get(&(item, diagnostic.code)).copied()
    }
}

fn says_nothing(allowance: &Allowance) -> Diagnostic {
    let severity = code_named("unused-allow").map_or(Severity::Warning, |code| code.severity);
    let message = format!("nothing here is `{}` any more", allowance.code);
    let mut diagnostic = Diagnostic::new(severity, "unused-allow", allowance.site, message);
    diagnostic.help("take the line out");
    diagnostic
}

/// The day of a date, `YYYY-MM-DD`, counted from 1970-01-01.
pub fn day_of(date: &str) -> Option<i64> {
    let mut parts = date.split('-').map(|part| part.parse::<i64>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    if !(1..=9999).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    // Years start in March, so that the leap day is the last of its year.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * month + 2) / 5 + day - 1;
    Some(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
}

#[cfg(test)]
mod tests {
    use super::day_of;

    #[test]
    fn days_are_counted_over_leap_years() {
        assert_eq!(day_of("1970-01-01"), Some(0));
        assert_eq!(day_of("2000-03-01"), Some(11_017));
        assert_eq!(day_of("2026-11-22"), Some(20_779));
        assert_eq!(day_of("2026-13-01"), None);
        assert_eq!(day_of("yesterday"), None);
    }
}
