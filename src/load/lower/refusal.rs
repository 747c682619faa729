//! Refusals: what they are told by, and that no two are told by the same.

use super::Context;
use super::common::{list, plain, sources};
use crate::knowledge::{Refusal, WAYS};
use crate::load::problems::Problems;
use crate::load::raw::RawRefusal;
use crate::load::yaml::Text;

/// What the sign-in service may answer instead of a token. `known` are those before it.
pub fn refusal(raw: RawRefusal, known: &[Refusal], context: &mut Context) -> Refusal {
    let told = raw.codes.iter().chain(&raw.errors).flatten();
    if told.clone().next().is_none() {
        let message = "a refusal is told by `codes` or by `errors`";
        context.problems.error("missing-key", raw.name.as_ref().map_or(raw.site, |name| name.site), message);
    }
    let ways = list(raw.ways.clone());
    for text in told {
        check_told_once(text, &ways, known, context.problems);
    }
    for code in raw.codes.iter().flatten().filter(|code| !code.text.bytes().all(|b| b.is_ascii_digit())) {
        let message = format!("`{}` is not the number of an error", code.text);
        context.problems.error("wrong-value", code.site, message).help("write the digits without `AADSTS`");
    }
    for way in raw.ways.iter().flatten().filter(|way| !WAYS.contains(&way.text.as_str())) {
        let message = format!("`{}` is not a way of signing in", way.text);
        context.problems.unknown("unknown-choice", way.site, message, &way.text, WAYS);
    }
    // Nothing is known of a ticket while somebody signs in, so these texts have nothing to fill in.
    let text = |text: Option<Text>| plain(text).trim_end().to_owned();
    Refusal {
        name: plain(raw.name),
        codes: list(raw.codes),
        errors: list(raw.errors),
        ways,
        says: text(raw.says),
        help: text(raw.help),
        consent: raw.consent.is_some_and(|consent| consent.yes),
        sources: sources(raw.sources, context.problems),
    }
}

fn check_told_once(told: &Text, ways: &[String], known: &[Refusal], problems: &mut Problems) {
    let same_ways = |other: &&Refusal| other.ways == ways || other.ways.iter().any(|way| ways.contains(way));
    let same = known.iter().filter(same_ways).find(|other| {
        let mut of_other = other.codes.iter().chain(&other.errors);
        of_other.any(|other| *other == told.text)
    });
    if let Some(same) = same {
        let message = format!("`{}` tells the refusal `{}` already", told.text, same.name);
        problems.error("duplicate-id", told.site, message).help("say it once for each way of signing in");
    }
}
