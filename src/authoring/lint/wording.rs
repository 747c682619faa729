//! Every text of a pack that a person reads, with its key and its place; and what words are.

use std::borrow::Cow;

use crate::diagnostic::{Item, Symbol};
use crate::knowledge::{CauseId, Choice, CodeId, Escalation, FactId, FixStep, Node, Pack, TreeId};

/// A text of a pack. Its key and its symbol are made when they are asked for: most texts are never found fault with.
#[derive(Clone, Copy, Debug)]
pub struct Wording<'a> {
    /// The text.
    pub text: &'a str,
    /// What it is for.
    pub role: Role,
    holder: Holder<'a>,
    part: Part<'a>,
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

/// What a text belongs to.
#[derive(Clone, Copy, Debug)]
enum Holder<'a> {
    Tree(TreeId, &'a str),
    Fact(FactId, &'a str),
    Cause(CauseId, &'a str),
    Code(CodeId, &'a str),
    Refusal(&'a str),
}

impl<'a> Holder<'a> {
    fn kind_and_name(self) -> (&'static str, &'a str) {
        match self {
            Self::Tree(_, name) => ("symptom", name),
            Self::Fact(_, name) => ("fact", name),
            Self::Cause(_, name) => ("cause", name),
            Self::Code(_, name) => ("code", name),
            Self::Refusal(name) => ("refusal", name),
        }
    }
}

/// Which of its texts.
#[derive(Clone, Copy, Debug)]
enum Part<'a> {
    /// As a key ends with it, and as the file spells it.
    Field(&'static [&'static str; 2]),
    With(u32),
    Note(&'a Node),
    Choice(&'a Choice),
    Step(&'a FixStep, u32, &'static &'static str),
}

impl Wording<'_> {
    /// What it belongs to, as the keys of a language file name it: `symptom.ID`.
    pub fn of(&self) -> String {
        let (kind, name) = self.holder.kind_and_name();
        format!("{kind}.{name}")
    }

    /// Its key in a language file: `symptom.ID.title`.
    pub fn key(&self) -> String {
        let (kind, name) = self.holder.kind_and_name();
        match self.part {
            Part::Field([key, _]) => format!("{kind}.{name}.{key}"),
            Part::With(place) => format!("{kind}.{name}.escalate.with.{place}"),
            Part::Note(node) => format!("{kind}.{name}.nodes.{}.note", node.name),
            Part::Choice(choice) => format!("{kind}.{name}.choices.{}", choice.value),
            Part::Step(step, _, field) => format!("{kind}.{name}.fix.{}.{field}", step.name),
        }
    }

    /// What it belongs to.
    pub fn item(&self) -> Item {
        match self.holder {
            Holder::Tree(id, _) => Item::Tree(id),
            Holder::Fact(id, _) => Item::Fact(id),
            Holder::Cause(id, _) => Item::Cause(id),
            Holder::Code(id, _) => Item::Code(id),
            Holder::Refusal(name) => Item::Refusal(name.to_owned()),
        }
    }

    /// Where it stands.
    pub fn symbol(&self) -> Symbol {
        let field = match self.part {
            Part::Field([_, field]) => (*field).to_owned(),
            Part::With(place) => format!("escalate/with/{place}"),
            Part::Note(node) => format!("nodes/{}/note", node.name),
            Part::Choice(choice) => format!("choices/{}", choice.value),
            Part::Step(_, place, field) => format!("fix/steps/{place}/{field}"),
        };
        Symbol::field(self.item(), field)
    }
}

/// Every text of the pack that can be translated, in the order of the pack.
pub fn wordings(pack: &Pack) -> Vec<Wording<'_>> {
    let parts = pack.parts();
    // About as many as most have; a list that never moves is filled in half the time.
    let mut all = Vec::with_capacity(4 * (parts.trees.len() + parts.facts.len()) + 12 * parts.causes.len());
    for (n, tree) in parts.trees.iter().enumerate() {
        let mut add = Adder { all: &mut all, holder: Holder::Tree(TreeId::from(n), &tree.name) };
        add.text(Part::Field(&["title", "symptom"]), &tree.title, Role::Name);
        for node in &tree.nodes {
            add.maybe(Part::Note(node), node.note.as_ref(), Role::Prose);
        }
        add.escalation(&tree.escalate);
    }
    for (n, fact) in parts.facts.iter().enumerate() {
        let mut add = Adder { all: &mut all, holder: Holder::Fact(FactId::from(n), &fact.name) };
        add.text(Part::Field(&["label", "label"]), &fact.label, Role::Name);
        add.maybe(Part::Field(&["question", "question"]), fact.question.as_ref(), Role::Question);
        add.maybe(Part::Field(&["help", "help"]), fact.help.as_ref(), Role::Prose);
        for choice in &fact.choices {
            add.text(Part::Choice(choice), &choice.label, Role::Name);
        }
        add.maybe(Part::Field(&["choices.none", "choices/none"]), fact.none_label.as_ref(), Role::Name);
        if let Some(gate) = &fact.gate {
            add.text(Part::Field(&["gate.refuse", "gate/refuse"]), &gate.refuse, Role::Said);
            add.text(Part::Field(&["gate.to", "gate/to"]), &gate.to, Role::Prose);
        }
    }
    for (n, cause) in parts.causes.iter().enumerate() {
        let mut add = Adder { all: &mut all, holder: Holder::Cause(CauseId::from(n), &cause.name) };
        add.text(Part::Field(&["title", "title"]), &cause.title, Role::Name);
        add.text(Part::Field(&["why", "why"]), &cause.why, Role::Prose);
        add.maybe(Part::Field(&["changed", "changed"]), cause.changed.as_ref(), Role::Changed);
        add.text(Part::Field(&["fix.who", "fix/who"]), &cause.fix.who, Role::Prose);
        for (place, step) in (0..).zip(&cause.fix.steps) {
            add.text(Part::Step(step, place, &"do"), &step.action, Role::Prose);
            add.maybe(Part::Step(step, place, &"where"), step.place.as_ref(), Role::Prose);
            add.maybe(Part::Step(step, place, &"danger"), step.danger.as_ref(), Role::Prose);
        }
        add.maybe(Part::Field(&["tell_user", "tell_user"]), cause.tell_user.as_ref(), Role::Said);
        add.text(Part::Field(&["verify", "verify/question"]), &cause.verify.question, Role::Question);
        add.escalation(&cause.escalate);
    }
    for (n, code) in parts.codes.iter().enumerate() {
        let mut add = Adder { all: &mut all, holder: Holder::Code(CodeId::from(n), &code.name) };
        add.text(Part::Field(&["title", "title"]), &code.title, Role::Name);
        add.text(Part::Field(&["meaning", "meaning"]), &code.meaning, Role::Prose);
    }
    for refusal in &parts.refusals {
        let mut add = Adder { all: &mut all, holder: Holder::Refusal(&refusal.name) };
        add.text(Part::Field(&["says", "says"]), &refusal.says, Role::Prose);
        add.text(Part::Field(&["help", "help"]), &refusal.help, Role::Prose);
    }
    all
}

struct Adder<'a, 'b> {
    all: &'b mut Vec<Wording<'a>>,
    holder: Holder<'a>,
}

impl<'a> Adder<'a, '_> {
    fn text(&mut self, part: Part<'a>, text: &'a str, role: Role) {
        self.all.push(Wording { text, role, holder: self.holder, part });
    }

    fn maybe(&mut self, part: Part<'a>, text: Option<&'a String>, role: Role) {
        if let Some(text) = text {
            self.text(part, text, role);
        }
    }

    fn escalation(&mut self, escalate: &'a Escalation) {
        self.text(Part::Field(&["escalate.to", "escalate/to"]), &escalate.to, Role::Prose);
        for (place, text) in (0..).zip(&escalate.with) {
            self.text(Part::With(place), text, Role::Prose);
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
pub fn without_templates(text: &str) -> Cow<'_, str> {
    if !text.contains('{') {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = ["{{", "{%"].iter().filter_map(|open| rest.find(open)).min() {
        plain.push_str(rest.get(..start).unwrap_or(""));
        let end = ["}}", "%}"].iter().filter_map(|close| rest.get(start..)?.find(close)).min();
        let Some(end) = end else { return Cow::Owned(plain) };
        plain.push('X');
        rest = rest.get(start + end + 2..).unwrap_or("");
    }
    plain.push_str(rest);
    Cow::Owned(plain)
}

/// How long a sentence is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sentence {
    /// How many words it has; signs that stand alone are none.
    pub words: usize,
    /// How many letters and digits its words have.
    pub letters: usize,
}

/// The sentences of a text.
pub fn sentences(text: &str) -> impl Iterator<Item = Sentence> {
    let mut words = text.split_whitespace().peekable();
    std::iter::from_fn(move || {
        words.peek()?;
        let mut sentence = Sentence::default();
        for word in words.by_ref() {
            let letters = word.chars().filter(|c| c.is_alphanumeric()).count();
            sentence.letters += letters;
            sentence.words += usize::from(letters > 0);
            if word.ends_with(['.', '?', '!', ':', ';']) {
                break;
            }
        }
        Some(sentence)
    })
}

/// Words in lower case without signs, to compare phrases by.
pub fn normal(text: &str) -> String {
    let letters = text.to_lowercase();
    let words = letters.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
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
    fn sentences_end_at_their_signs_and_templates_count_as_a_word() {
        let lengths: Vec<_> =
            sentences("One two. – Three?").map(|sentence| (sentence.words, sentence.letters)).collect();
        assert_eq!(lengths, [(2, 6), (1, 5)]);
        assert_eq!(without_templates("Is {{ target.upn }} a guest?"), "Is X a guest?");
        assert_eq!(placeholders("{{ b.c }} and {{a.b}} and {{ b.c }}"), ["a.b", "b.c"]);
    }
}
