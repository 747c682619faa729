//! Words as people write them, brought to a form in which they can be compared.

use std::collections::HashMap;

/// Words that say nothing about what is wrong, in English and French, as [`plain_letters`] leaves them.
const IDLE: &[&str] = &[
    "a", "about", "again", "all", "also", "am", "an", "and", "any", "are", "as", "at", "be", "because", "been", "but",
    "by", "can", "could", "dear", "did", "do", "does", "dont", "for", "from", "get", "gets", "getting", "got", "had",
    "has", "have", "he", "hello", "help", "her", "here", "hey", "hi", "his", "i", "id", "if", "im", "in", "into", "is",
    "it", "its", "just", "kind", "me", "my", "need", "not", "now", "of", "on", "or", "our", "please", "regards",
    "said", "say", "says", "she", "should", "so", "some", "still", "team", "than", "thank", "thanks", "that", "the",
    "their", "them", "then", "there", "these", "they", "this", "those", "to", "today", "too", "try", "trying", "very",
    "want", "was", "we", "were", "what", "when", "where", "which", "who", "why", "will", "with", "would", "you",
    "your", "au", "aux", "avec", "ce", "cet", "cette", "dans", "de", "des", "du", "elle", "en", "est", "et", "il",
    "je", "la", "le", "les", "ma", "mes", "mon", "ne", "ou", "par", "pas", "pour", "que", "qui", "sa", "se", "ses",
    "son", "sont", "sur", "un", "une", "c", "d", "j", "l", "m", "n", "qu", "s", "t",
];

/// Words of everyday speech that mean the same when somebody reports a problem. Product names are not among them: those
/// stand in the glossary of the pack.
const ALIKE: &[&[&str]] = &[
    &["grey", "gray", "greyed", "grayed", "disabled", "dimmed", "inactive", "unclickable"],
    &["missing", "gone", "disappeared", "hidden", "vanished", "absent"],
    &["cannot", "cant", "unable", "couldnt", "wont", "impossible"],
    &["password", "pw", "pwd", "pass", "passwd", "passwort", "kennwort"],
    &["signin", "login", "logon", "signon"],
    &["admin", "administrator", "admins"],
    &["application", "app"],
    &["authenticate", "authentication", "auth"],
    &["locked", "lockout", "blocked"],
    &["licence", "license", "licensing", "subscription"],
    &["fails", "failure", "broken", "error"],
    &["expired", "expiry", "expiration", "outdated"],
    &["forgot", "forgotten", "forget"],
    &["change", "modify", "update"],
    &["sspr", "selfservice"],
    &["onpremises", "onprem", "onpremise"],
    &["writeback", "writebacks"],
    &["mail", "email"],
    &["phone", "mobile", "cell", "smartphone"],
    &["secret", "clientsecret"],
    &["certificate", "cert"],
    &["rotate", "renew", "rollover"],
    &["synced", "synchronised", "synchronized", "sync", "synchronisation", "synchronization"],
];

/// Two words that are as often written as one.
const JOINED: &[(&str, &str, &str)] = &[
    ("sign", "in", "signin"),
    ("log", "in", "signin"),
    ("log", "on", "signin"),
    ("logging", "in", "signin"),
    ("signing", "in", "signin"),
    ("write", "back", "writeback"),
    ("on", "premises", "onpremises"),
    ("on", "premise", "onpremises"),
    ("on", "prem", "onpremises"),
    ("self", "service", "selfservice"),
    ("pass", "word", "password"),
    ("can", "not", "cannot"),
];

/// One word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// As it was written.
    pub said: String,
    /// Lower case, without accents, apostrophes and endings.
    pub stem: String,
    /// The same with its ending.
    pub full: String,
}

/// The words of a text that say something; all of them if none does.
pub(super) fn words(text: &str) -> Vec<Word> {
    let all = joined(split(text));
    let telling: Vec<Word> = all.iter().filter(|word| !IDLE.contains(&word.full.as_str())).cloned().collect();
    if telling.is_empty() { all } else { telling }
}

fn split(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    for run in text.split(|c: char| !c.is_alphanumeric() && !is_apostrophe(c) && !is_combining(c)) {
        // `can't` is one word, `l'utilisateur` is two.
        let mut rest = run.trim_matches(is_apostrophe);
        if let Some((before, after)) = rest.split_once(is_apostrophe)
            && before.chars().count() <= 2
        {
            words.extend(word(before));
            rest = after;
        }
        words.extend(word(rest));
    }
    words
}

fn word(said: &str) -> Option<Word> {
    let full = plain_letters(said);
    let stem = stem(&full);
    (!full.is_empty()).then(|| Word { said: said.to_owned(), stem, full })
}

fn joined(words: Vec<Word>) -> Vec<Word> {
    let mut result: Vec<Word> = Vec::with_capacity(words.len());
    for word in words {
        let pair = result.last().and_then(|last| {
            JOINED.iter().find(|(first, second, _)| *first == last.full && *second == word.full).map(|(.., one)| *one)
        });
        if let (Some(one), Some(last)) = (pair, result.last_mut()) {
            last.said = format!("{} {}", last.said, word.said);
            one.clone_into(&mut last.full);
            last.stem = stem(one);
        } else {
            result.push(word);
        }
    }
    result
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2018}' | '`')
}

fn is_combining(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

/// Lower case, without accents and apostrophes.
pub(super) fn plain_letters(word: &str) -> String {
    let mut plain = String::with_capacity(word.len());
    for c in word.chars().flat_map(char::to_lowercase) {
        match c {
            c if is_apostrophe(c) || is_combining(c) => {}
            'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => plain.push('a'),
            'è' | 'é' | 'ê' | 'ë' => plain.push('e'),
            'ì' | 'í' | 'î' | 'ï' => plain.push('i'),
            'ò' | 'ó' | 'ô' | 'õ' | 'ö' => plain.push('o'),
            'ù' | 'ú' | 'û' | 'ü' => plain.push('u'),
            'ç' => plain.push('c'),
            'ñ' => plain.push('n'),
            'œ' => plain.push_str("oe"),
            'æ' => plain.push_str("ae"),
            'ß' => plain.push_str("ss"),
            c => plain.push(c),
        }
    }
    plain
}

/// A word without the endings that English puts on it: `resetting`, `resets` and `reset` are one.
///
/// It need not be a word; it only has to be the same for all forms.
pub(super) fn stem(word: &str) -> String {
    if !word.is_ascii() || word.len() <= 3 || word.bytes().any(|byte| byte.is_ascii_digit()) {
        return word.to_owned();
    }
    let mut stem = word.to_owned();
    if let Some(short) = stem.strip_suffix("ies").filter(|short| short.len() >= 2) {
        stem = format!("{short}y");
    } else if stem.ends_with('s') && !stem.ends_with("ss") && !stem.ends_with("us") && !stem.ends_with("is") {
        stem.pop();
    }
    let bare = stem.strip_suffix("ing").or_else(|| stem.strip_suffix("ed"));
    if let Some(bare) = bare.filter(|bare| bare.len() >= 3 && bare.contains(['a', 'e', 'i', 'o', 'u', 'y'])) {
        stem = undoubled(bare).to_owned();
    }
    if stem.len() > 4 && stem.ends_with(['e', 'y']) {
        stem.pop();
    }
    stem
}

fn undoubled(word: &str) -> &str {
    let mut last = word.bytes().rev();
    match (last.next(), last.next()) {
        (Some(a), Some(b)) if a == b && !matches!(a, b'l' | b's' | b'e' | b'o' | b'z') => &word[..word.len() - 1],
        _ => word,
    }
}

/// For each stem, the stems of words that mean the same.
pub(super) fn alike() -> HashMap<String, Vec<String>> {
    let mut alike: HashMap<String, Vec<String>> = HashMap::new();
    for group in ALIKE {
        let stems: Vec<String> = group.iter().map(|word| stem(word)).collect();
        for own in &stems {
            let others = alike.entry(own.clone()).or_default();
            for other in &stems {
                if other != own && !others.contains(other) {
                    others.push(other.clone());
                }
            }
        }
    }
    alike
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stems(text: &str) -> Vec<String> {
        words(text).into_iter().map(|word| word.stem).collect()
    }

    #[test]
    fn the_forms_of_a_word_have_one_stem() {
        for forms in [
            vec!["reset", "resets", "resetting"],
            vec!["grey", "greyed", "greys"],
            vec!["disable", "disabled", "disables", "disabling"],
            vec!["policy", "policies"],
            vec!["expire", "expired", "expires", "expiring", "expiry"],
            vec!["change", "changes", "changed", "changing"],
            vec!["password", "passwords"],
            vec!["miss", "missing"],
        ] {
            let stems: Vec<String> = forms.iter().map(|form| stem(form)).collect();
            assert!(stems.windows(2).all(|pair| pair[0] == pair[1]), "{forms:?} became {stems:?}");
        }
    }

    #[test]
    fn different_words_keep_different_stems() {
        for (a, b) in [("role", "roll"), ("user", "use"), ("status", "state"), ("access", "accept"), ("need", "net")] {
            assert_ne!(stem(a), stem(b));
        }
    }

    #[test]
    fn words_without_meaning_are_left_out_unless_there_is_nothing_else() {
        assert_eq!(stems("Hi, the button is greyed"), ["button", "grey"]);
        assert_eq!(stems("what is it"), ["what", "is", "it"]);
    }

    #[test]
    fn apostrophes_and_accents_do_not_matter() {
        assert_eq!(stems("can’t"), stems("cant"));
        assert_eq!(stems("l'utilisateur réinitialisé"), ["utilisateur", "reinitialise"].map(stem));
        assert_eq!(stems("re\u{301}initialise"), stems("réinitialise"));
    }

    #[test]
    fn two_words_written_apart_are_the_one_they_make() {
        assert_eq!(stems("sign in"), stems("signin"));
        assert_eq!(words("log in")[0].said, "log in");
    }
}
