//! What a mistyped name was meant to be.

/// How alike two names must be to be suggested, of 1.
const ALIKE: f64 = 0.75;
/// How much less alike than the best a name may be to be suggested beside it.
const BESIDE: f64 = 0.07;

/// The known names closest to `name`, best first, at most `most`; none where nothing is close.
pub fn closest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>, most: usize) -> Vec<&'a str> {
    let name = name.to_lowercase();
    let mut close: Vec<(f64, &str)> = known
        .into_iter()
        .map(|candidate| (likeness(&name, &candidate.to_lowercase()), candidate))
        .filter(|(likeness, _)| *likeness >= ALIKE)
        .collect();
    close.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    close.dedup_by_key(|(_, candidate)| *candidate);
    let least = close.first().map_or(ALIKE, |(best, _)| best - BESIDE);
    close.into_iter().filter(|(likeness, _)| *likeness >= least).take(most).map(|(_, candidate)| candidate).collect()
}

/// How alike two names are: letter by letter, or because one is a part of the other.
fn likeness(name: &str, candidate: &str) -> f64 {
    // The one forgives what is swapped and values a good beginning, the other counts what is wrong.
    let letters =
        f64::midpoint(strsim::jaro_winkler(name, candidate), strsim::normalized_damerau_levenshtein(name, candidate));
    let words: Vec<&str> = name.split(['-', '_', '.', ' ']).filter(|word| word.len() > 2).collect();
    let shared = words.iter().filter(|word| candidate.split(['-', '_', '.']).any(|other| other == **word)).count();
    let shared = if words.is_empty() { 0.0 } else { shared as f64 / words.len() as f64 };
    // A whole word in common weighs as much as a good likeness, and never as much as an equal name.
    letters.max(if shared > 0.6 { 0.8 + 0.1 * shared } else { 0.0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: [&str; 4] = ["target.roles", "target.on_premises_synced", "admin.roles", "caller.verified"];

    #[test]
    fn a_name_with_a_wrong_letter_is_recognised() {
        assert_eq!(closest("target.rolls", KNOWN, 1), ["target.roles"]);
        assert_eq!(closest("Caller.Verifed", KNOWN, 3), ["caller.verified"]);
    }

    #[test]
    fn a_part_of_a_name_is_recognised() {
        assert_eq!(closest("roles", KNOWN, 3), ["admin.roles", "target.roles"]);
    }

    #[test]
    fn nothing_is_made_up() {
        assert_eq!(closest("zebra", KNOWN, 3), Vec::<&str>::new());
    }
}
