//! Every text of a pack that a person reads, with its key and its place; and what words are.

use std::collections::HashMap;

use crate::diagnostic::{Item, Symbol};
use crate::knowledge::{CauseId, CodeId, FactId, Pack, TreeId};

/// A text of a pack.
#[derive(Clone, Debug)]
pub struct Wording<'a> {
    /// Its key in a language file: `symptom.ID.title`.
    pub key: String,
    /// Where it stands.
    pub symbol: Symbol,
    /// The text.
    pub text: &'a str,
    /// What it is for.
    pub role: Role,
}

/// What a text is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A title or a label: a few words.
    Name,
    /// A question to a person.
    Question,
    /// Something said to the person on the phone.
    Said,
    /// Everything that explains or instructs.
    Prose,
    /// What an older article says; old names belong there.
    Changed,
}

/// Every text of the pack that can be translated, in the order of the pack.
pub fn wordings(pack: &Pack) -> Vec<Wording<'_>> {
    let mut all = Vec::new();
    let parts = pack.parts();
    for (n, tree) in parts.trees.iter().enumerate() {
        let mut add =
            Adder { all: &mut all, item: Item::Tree(TreeId::from(n)), prefix: format!("symptom.{}", tree.name) };
        add.text("title", "symptom", &tree.title, Role::Name);
        for node in &tree.nodes {
            add.maybe(&format!("nodes.{}.note", node.name), &format!("nodes/{}/note", node.name), node.note.as_ref());
        }
        add.escalation(&tree.escalate.to, &tree.escalate.with);
    }
    for (n, fact) in parts.facts.iter().enumerate() {
        let mut add = Adder { all: &mut all, item: Item::Fact(FactId::from(n)), prefix: format!("fact.{}", fact.name) };
        add.text("label", "label", &fact.label, Role::Name);
        if let Some(question) = &fact.question {
            add.text("question", "question", question, Role::Question);
        }
        add.maybe("help", "help", fact.help.as_ref());
        for choice in &fact.choices {
            let field = format!("choices/{}", choice.value);
            add.text(&format!("choices.{}", choice.value), &field, &choice.label, Role::Name);
        }
        if let Some(none) = &fact.none_label {
            add.text("choices.none", "choices/none", none, Role::Name);
        }
        if let Some(gate) = &fact.gate {
            add.text("gate.refuse", "gate/refuse", &gate.refuse, Role::Said);
            add.text("gate.to", "gate/to", &gate.to, Role::Prose);
        }
    }
    for (n, cause) in parts.causes.iter().enumerate() {
        let mut add =
            Adder { all: &mut all, item: Item::Cause(CauseId::from(n)), prefix: format!("cause.{}", cause.name) };
        add.text("title", "title", &cause.title, Role::Name);
        add.text("why", "why", &cause.why, Role::Prose);
        if let Some(changed) = &cause.changed {
            add.text("changed", "changed", changed, Role::Changed);
        }
        add.text("fix.who", "fix/who", &cause.fix.who, Role::Prose);
        for (n, step) in cause.fix.steps.iter().enumerate() {
            let (key, field) = (format!("fix.{}", step.name), format!("fix/steps/{n}"));
            add.text(&format!("{key}.do"), &format!("{field}/do"), &step.action, Role::Prose);
            add.maybe(&format!("{key}.where"), &format!("{field}/where"), step.place.as_ref());
            add.maybe(&format!("{key}.danger"), &format!("{field}/danger"), step.danger.as_ref());
        }
        if let Some(said) = &cause.tell_user {
            add.text("tell_user", "tell_user", said, Role::Said);
        }
        add.text("verify", "verify/question", &cause.verify.question, Role::Question);
        add.escalation(&cause.escalate.to, &cause.escalate.with);
    }
    for (n, code) in parts.codes.iter().enumerate() {
        let mut add = Adder { all: &mut all, item: Item::Code(CodeId::from(n)), prefix: format!("code.{}", code.name) };
        add.text("title", "title", &code.title, Role::Name);
        add.text("meaning", "meaning", &code.meaning, Role::Prose);
    }
    all
}

struct Adder<'a, 'b> {
    all: &'b mut Vec<Wording<'a>>,
    item: Item,
    prefix: String,
}

impl<'a> Adder<'a, '_> {
    fn text(&mut self, key: &str, field: &str, text: &'a str, role: Role) {
        let (key, symbol) = (format!("{}.{key}", self.prefix), Symbol::field(self.item.clone(), field));
        self.all.push(Wording { key, symbol, text, role });
    }

    fn maybe(&mut self, key: &str, field: &str, text: Option<&'a String>) {
        if let Some(text) = text {
            self.text(key, field, text, Role::Prose);
        }
    }

    fn escalation(&mut self, to: &'a str, with: &'a [String]) {
        self.text("escalate.to", "escalate/to", to, Role::Prose);
        for (n, text) in with.iter().enumerate() {
            self.text(&format!("escalate.with.{n}"), &format!("escalate/with/{n}"), text, Role::Prose);
        }
    }
}

/// The hash by which a translation names the text it translates: 32 bits of FNV-1a, as eight hexadecimal digits.
pub fn hash(text: &str) -> String {
    let fold = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    format!("{:08x}", text.bytes().fold(0x811c_9dc5, fold))
}

/// The placeholders of a text, each once, in order.
pub fn placeholders(text: &str) -> Vec<String> {
    let inside = text.split("{{").skip(1).filter_map(|rest| rest.split("}}").next());
    let mut names: Vec<String> = inside.map(|name| name.trim().to_owned()).collect();
    names.sort();
    names.dedup();
    names
}

/// The text without what is filled in.
pub fn without_templates(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = ["{{", "{%"].iter().filter_map(|open| rest.find(open)).min() {
        plain.push_str(rest.get(..start).unwrap_or(""));
        let end = ["}}", "%}"].iter().filter_map(|close| rest.get(start..)?.find(close)).min();
        let Some(end) = end else { return plain };
        plain.push('X');
        rest = rest.get(start + end + 2..).unwrap_or("");
    }
    plain.push_str(rest);
    plain
}

/// The sentences of a text, each as its words.
pub fn sentences(text: &str) -> Vec<Vec<&str>> {
    let ends = |word: &str| word.ends_with(['.', '?', '!', ':', ';']);
    let mut all: Vec<Vec<&str>> = vec![Vec::new()];
    for word in text.split_whitespace() {
        if let Some(last) = all.last_mut().filter(|_| word.chars().any(char::is_alphanumeric)) {
            last.push(word);
        }
        if ends(word) {
            all.push(Vec::new());
        }
    }
    all.retain(|sentence| !sentence.is_empty());
    all
}

/// Words in lower case without signs, to compare phrases by.
pub fn normal(text: &str) -> String {
    let letters = text.to_lowercase();
    let words = letters.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// Where `word` stands in `text` as a word of its own.
pub fn find_word(text: &str, word: &str) -> Option<usize> {
    text.match_indices(word).map(|(at, _)| at).find(|at| {
        let before = text.get(..*at).and_then(|before| before.chars().next_back());
        let after = text.get(at + word.len()..).and_then(|after| after.chars().next());
        [before, after].into_iter().flatten().all(|c| !c.is_alphanumeric() && c != '_')
    })
}

/// Phrases to look for, found by their first word: most texts hold none of them, and are read once.
#[derive(Clone, Debug)]
pub struct Lexicon<'a> {
    by_first_word: HashMap<&'a str, Vec<&'a str>>,
}

impl<'a> Lexicon<'a> {
    /// Of these phrases.
    pub fn new(phrases: impl IntoIterator<Item = &'a str>) -> Self {
        let mut by_first_word: HashMap<&str, Vec<&str>> = HashMap::new();
        for phrase in phrases {
            by_first_word.entry(words(phrase).next().unwrap_or_default()).or_default().push(phrase);
        }
        Self { by_first_word }
    }

    /// The first of the phrases that stands in a text as words of its own.
    pub fn find(&self, text: &str) -> Option<&'a str> {
        let starting = words(text).filter_map(|word| self.by_first_word.get(word));
        starting.flatten().copied().find(|phrase| find_word(text, phrase).is_some())
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_that_of_the_reference() {
        assert_eq!(hash(""), "811c9dc5");
        assert_eq!(hash("foobar"), "bf9cf968");
    }

    #[test]
    fn a_word_is_not_found_inside_another() {
        assert_eq!(find_word("use AADSync, not AAD", "AAD"), Some(17));
        assert_eq!(find_word("AADSTS AAD_PREMIUM", "AAD"), None);
    }

    #[test]
    fn a_phrase_is_found_by_its_first_word_and_only_as_a_whole() {
        let lexicon = Lexicon::new(["Azure AD", "Azure AD Connect", "DirSync"]);
        assert_eq!(lexicon.find("sign in to Azure AD, then wait"), Some("Azure AD"));
        assert_eq!(lexicon.find("(DirSync)"), Some("DirSync"));
        assert_eq!(lexicon.find("Azure ADFS and Azure"), None);
    }

    #[test]
    fn sentences_end_at_their_signs_and_templates_count_as_a_word() {
        assert_eq!(sentences("One two. Three?"), [vec!["One", "two."], vec!["Three?"]]);
        assert_eq!(without_templates("Is {{ target.upn }} a guest?"), "Is X a guest?");
        assert_eq!(placeholders("{{ b.c }} and {{a.b}} and {{ b.c }}"), ["a.b", "b.c"]);
    }
}
