//! Refusals: what the sign-in service may answer instead of a token, and what to do about it.

use serde::{Deserialize, Serialize};

use super::Source;

/// One thing that can keep somebody from signing in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// The id.
    pub name: String,
    /// The numbers it is told by, without `AADSTS`.
    pub codes: Vec<String>,
    /// The words of the protocol it is told by, where no number tells more.
    pub errors: Vec<String>,
    /// The ways of signing in it is about, each one of [`WAYS`]; all of them, if there are none.
    pub ways: Vec<String>,
    /// What is the matter, in one sentence.
    pub says: String,
    /// What to do.
    pub help: String,
    /// Whether an administrator mends it by allowing what the app asks for: the address for that is shown with it.
    pub consent: bool,
    /// Where it is documented.
    pub sources: Vec<Source>,
}

/// The ways of signing in by name.
pub const WAYS: [&str; 6] = ["browser", "device-code", "secret", "certificate", "refresh", "azure-cli"];

/// The refusal that an answer means: by the first number that one knows, else by the word of the protocol. One about this
/// way of signing in goes before one about all of them.
pub fn refusal_of<'a>(refusals: &'a [Refusal], way: &str, codes: &[String], error: &str) -> Option<&'a Refusal> {
    let about = |refusal: &&Refusal| refusal.ways.is_empty() || refusal.ways.iter().any(|known| known == way);
    let best = |told: &dyn Fn(&Refusal) -> bool| {
        let fitting = refusals.iter().filter(about).filter(|refusal| told(refusal));
        fitting.min_by_key(|refusal| refusal.ways.is_empty())
    };
    let by_number = codes.iter().find_map(|code| best(&|refusal: &Refusal| refusal.codes.contains(code)));
    by_number.or_else(|| best(&|refusal: &Refusal| refusal.errors.iter().any(|known| known == error)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(name: &str, codes: &[&str], errors: &[&str], ways: &[&str]) -> Refusal {
        let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        Refusal {
            name: name.to_owned(),
            codes: texts(codes),
            errors: texts(errors),
            ways: texts(ways),
            says: String::new(),
            help: String::new(),
            consent: false,
            sources: Vec::new(),
        }
    }

    #[test]
    fn a_number_goes_before_a_word_and_the_way_before_all_ways() {
        let all = [
            refusal("ended", &["70008"], &["invalid_grant"], &[]),
            refusal("used", &["70008"], &["invalid_grant"], &["browser"]),
            refusal("secret", &["7000215"], &["invalid_client"], &["secret"]),
        ];
        let found = |way: &str, codes: &[&str], error: &str| {
            let codes: Vec<String> = codes.iter().map(|code| (*code).to_owned()).collect();
            refusal_of(&all, way, &codes, error).map(|refusal| refusal.name.as_str())
        };
        assert_eq!(found("browser", &["70008"], "x"), Some("used"));
        assert_eq!(found("refresh", &["70008"], "x"), Some("ended"));
        assert_eq!(found("secret", &["1", "7000215"], "invalid_grant"), Some("secret"));
        assert_eq!(found("browser", &["7000215"], "invalid_grant"), Some("used"));
        assert_eq!(found("browser", &["1"], "strange"), None);
    }
}
