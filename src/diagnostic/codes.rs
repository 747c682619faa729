//! Every code of every diagnostic: its number, its name, how bad it is by default and its title.
//!
//! A number never changes and is never used again. The first two digits say what it is about.

use super::Severity::{self, Error, Note, Warning};

/// One kind of diagnostic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code {
    /// Its number, `CD0208`.
    pub number: &'static str,
    /// Its name, `unknown-key`.
    pub slug: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What it says, in general.
    pub title: &'static str,
}

/// The code with this name or number, in any letter case.
pub fn code_named(name: &str) -> Option<&'static Code> {
    CODES.iter().find(|code| code.slug.eq_ignore_ascii_case(name) || code.number.eq_ignore_ascii_case(name))
}

const fn code(number: &'static str, slug: &'static str, severity: Severity, title: &'static str) -> Code {
    Code { number, slug, severity, title }
}

/// Every code, in the order of the numbers.
pub const CODES: &[Code] = &[
    // Files and YAML.
    code("CD0101", "not-utf-8", Error, "A file is not UTF-8"),
    code("CD0102", "syntax", Error, "A file is not YAML"),
    code("CD0103", "tab", Error, "A tab stands where only spaces may"),
    code("CD0104", "anchor", Error, "An anchor is used"),
    code("CD0105", "alias", Error, "An alias is used"),
    code("CD0106", "tag", Error, "A tag is used"),
    code("CD0107", "merge-key", Error, "A merge key is used"),
    code("CD0108", "duplicate-key", Error, "A key is written twice"),
    code("CD0109", "key", Error, "A key is not a text"),
    code("CD0110", "control-character", Error, "A text contains a control character"),
    code("CD0111", "file-too-large", Error, "A file is too large"),
    code("CD0112", "too-many-nodes", Error, "A file has too many entries"),
    code("CD0113", "text-too-long", Error, "A text is too long"),
    code("CD0114", "too-deep", Error, "Something is nested too deeply"),
    // Structure.
    code("CD0201", "unknown-kind", Error, "A document is of no known kind"),
    code("CD0202", "kind-first", Error, "The kind is not the first key"),
    code("CD0203", "missing-id", Error, "A document has no id"),
    code("CD0204", "id-form", Error, "An id has the wrong form"),
    code("CD0205", "duplicate-id", Error, "Two things have the same id"),
    code("CD0206", "wrong-folder", Error, "A document lies in the wrong folder"),
    code("CD0207", "second-symptom", Error, "A file holds two symptoms"),
    code("CD0208", "unknown-key", Error, "A key is not known"),
    code("CD0209", "missing-key", Error, "A required key is missing"),
    code("CD0210", "wrong-type", Error, "A value is of the wrong type"),
    code("CD0211", "empty", Error, "Something that must say something is empty"),
    code("CD0212", "negative", Error, "A number is negative"),
    code("CD0213", "too-large", Error, "A number is too large"),
    code("CD0214", "duration", Error, "A length of time cannot be read"),
    code("CD0215", "unknown-type", Error, "A fact has no known type"),
    code("CD0216", "choices", Error, "The choices of a fact do not fit its type"),
    code("CD0217", "unknown-fact", Error, "There is no such fact"),
    code("CD0218", "unknown-cause", Error, "There is no such cause"),
    code("CD0219", "unknown-symptom", Error, "There is no such symptom"),
    code("CD0220", "unknown-node", Error, "There is no such node"),
    code("CD0221", "unknown-table", Error, "There is no such table"),
    code("CD0222", "unknown-request", Error, "There is no such request"),
    code("CD0223", "unknown-seed", Error, "There is no such statement"),
    code("CD0224", "unknown-choice", Error, "A fact has no such choice"),
    code("CD0225", "wrong-value", Error, "A value does not fit its fact"),
    code("CD0226", "node-kind", Error, "A node is not one thing"),
    code("CD0227", "no-nodes", Error, "A tree has no nodes"),
    code("CD0228", "order", Error, "An order of checks is not known"),
    code("CD0229", "goto-itself", Error, "A tree goes on into itself"),
    code("CD0230", "circle", Error, "Nodes lead round in a circle"),
    code("CD0231", "unreachable-node", Warning, "Nothing leads to a node"),
    code("CD0232", "table", Error, "A table is not one thing"),
    code("CD0233", "path", Error, "The path of a request cannot be read"),
    code("CD0234", "version", Error, "Graph has no such version"),
    code("CD0235", "template", Error, "A template cannot be read"),
    code("CD0236", "placeholder", Error, "A command cannot take what a placeholder names"),
    code("CD0237", "unknown-field", Error, "A request does not ask for a property"),
    code("CD0238", "unknown-entry", Error, "No table has such an entry"),
    code("CD0239", "throttle", Error, "A budget does not fit"),
    code("CD0240", "goto-circle", Warning, "A tree opens nothing but trees that lead back"),
    code("CD0241", "unused-cause", Warning, "No tree leads to a cause"),
    code("CD0242", "unused-fact", Warning, "Nothing reads a fact"),
    code("CD0243", "unused-table", Warning, "Nothing uses a table"),
    code("CD0244", "unused-request", Warning, "No fact uses a request"),
    code("CD0245", "tenant-part", Error, "A simulated directory names what it does not have"),
    // Logic.
    code("CD0301", "expression", Error, "An expression cannot be read"),
    code("CD0302", "expression-type", Error, "The types of an expression do not fit"),
    code("CD0303", "expression-too-large", Error, "An expression is too large"),
    code("CD0304", "unknown-function", Error, "There is no such function"),
    code("CD0305", "not-total", Error, "An answer has no way on"),
    code("CD0306", "ask-kind", Error, "A fact cannot be branched on"),
    code("CD0307", "unanswerable", Error, "Nothing can settle a fact"),
    code("CD0308", "derived-from-itself", Error, "A fact is derived from itself"),
    code("CD0320", "never-true", Warning, "A test can never be true where it stands"),
    code("CD0321", "never-false", Warning, "A test can never be false where it stands"),
    code("CD0322", "dead-answer", Warning, "An earlier answer rules this answer out"),
    code("CD0323", "dead-else", Warning, "An `else` is left no answer"),
    code("CD0324", "overlapping-checks", Warning, "A check is true only where an earlier one is"),
    code("CD0325", "pointless-question", Warning, "All answers lead to the same place"),
    code("CD0326", "duplicate-derive", Warning, "A rule of a derived fact stands there twice"),
    code("CD0327", "unexamined", Note, "Lint stopped looking"),
    // Safety.
    code("CD0401", "gate", Error, "A gate is missing or is none"),
    code("CD0402", "quoted-placeholder", Error, "A placeholder of a command stands in quotes"),
    code("CD0410", "credential-without-gate", Warning, "A fix changes a credential without the gate"),
    code("CD0411", "quiet-destruction", Warning, "A command destroys something without saying so"),
    code("CD0412", "request-not-read", Error, "A request does not only read"),
    code("CD0413", "wide-permission", Warning, "A permission is wider than needed"),
    code("CD0414", "plaintext-secret", Warning, "A command contains a secret"),
    code("CD0415", "insecure-link", Warning, "A link is not encrypted"),
    code("CD0416", "remote-code", Warning, "A command runs what it downloads"),
    // Evidence.
    code("CD0501", "url", Error, "An address cannot be opened"),
    code("CD0502", "date", Error, "A day is not in the calendar"),
    code("CD0510", "no-source", Warning, "A statement has no source"),
    code("CD0511", "stale-source", Warning, "A source has not been verified for long"),
    code("CD0512", "future-source", Warning, "A source was verified in the future"),
    code("CD0513", "uncited-seed", Warning, "Nothing answers a statement"),
    code("CD0514", "link-locale", Warning, "A link fixes the reader's language"),
    code("CD0515", "duplicate-source", Warning, "A source is named twice"),
    code("CD0516", "link-form", Warning, "A link is malformed"),
    // People.
    code("CD0601", "long-question", Warning, "A question is too long"),
    code("CD0602", "hard-text", Warning, "A text is too hard to read"),
    code("CD0603", "blame-word", Warning, "A text blames somebody"),
    code("CD0604", "unexplained-jargon", Warning, "An abbreviation is not explained"),
    code("CD0605", "old-name", Warning, "A product is called by an old name"),
    code("CD0606", "colliding-phrases", Warning, "Two symptoms share a phrase"),
    code("CD0607", "duplicate-phrase", Warning, "A symptom has a phrase twice"),
    code("CD0608", "no-help", Warning, "A question does not say how to find out"),
    code("CD0609", "not-a-question", Warning, "A question asks nothing"),
    code("CD0610", "same-labels", Warning, "Two answers read the same"),
    code("CD0611", "no-phrases", Warning, "A symptom has no phrases"),
    code("CD0612", "missing-none", Warning, "A set has no way to answer that there is none"),
    // Probability.
    code("CD0701", "likelihood", Error, "Likelihoods do not fit the tree"),
    code("CD0710", "likelihood-sum", Warning, "Likelihoods are not out of 100"),
    code("CD0711", "zero-likelihood", Warning, "A likelihood is 0"),
    code("CD0712", "costly-order", Warning, "A fixed order costs more than the best"),
    code("CD0713", "no-minutes", Warning, "A question does not say what it costs"),
    // Languages.
    code("CD0801", "missing-translation", Warning, "A text is not translated"),
    code("CD0802", "stale-translation", Warning, "A translation is older than its text"),
    code("CD0803", "extra-translation", Warning, "A translation translates nothing"),
    code("CD0804", "placeholder-differs", Warning, "A translation has other placeholders"),
    code("CD0805", "missing-phrases", Warning, "A language has no phrases for a symptom"),
    code("CD0806", "untranslated-document", Warning, "A complete language leaves something out"),
    // Codes, cases and allowances.
    code("CD0901", "code-contradicts", Warning, "A code contradicts the symptom it opens"),
    code("CD0902", "case-contradicts", Warning, "A case contradicts its symptom"),
    code("CD0903", "cause-without-case", Warning, "No case expects a cause"),
    code("CD0904", "unknown-allow", Error, "There is no such code to allow"),
    code("CD0905", "unallowable", Error, "An error cannot be allowed"),
    code("CD0906", "unused-allow", Warning, "An allowance allows nothing"),
    code("CD0907", "questions", Error, "The number of questions a case expects makes no sense"),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn numbers_rise_and_names_are_unique() {
        assert!(CODES.windows(2).all(|pair| pair[0].number < pair[1].number));
        let slugs: BTreeSet<&str> = CODES.iter().map(|code| code.slug).collect();
        assert_eq!(slugs.len(), CODES.len());
    }

    #[test]
    fn a_code_is_found_by_number_and_by_name() {
        assert_eq!(code_named("cd0208").map(|code| code.slug), Some("unknown-key"));
        assert_eq!(code_named("unknown-key").map(|code| code.number), Some("CD0208"));
        assert_eq!(code_named("CD"), None);
    }
}
