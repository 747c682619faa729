//! What trees refer to: tables, codes, requests, statements; and cases, languages and the pack itself.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::Context;
use super::common::{check_url, facts, list, plain, prose, sources};
use crate::diagnostic::Site;
use crate::knowledge::{
    Case, CauseId, Code, FactId, Language, Name, Parts, Seed, Table, TableContent, Translation, TreeId,
};
use crate::load::problems::Problems;
use crate::load::raw::{Pairs, RawCase, RawCode, RawLanguage, RawPack, RawSeed, RawTable, RawTranslation};
use crate::load::yaml::{Content, Node, Text};

/// No walk asks more.
const MOST_QUESTIONS: usize = 1_000;

/// A table.
pub fn table(id: &Text, raw: RawTable, context: &mut Context) -> Table {
    let kinds = [raw.entries.is_some(), raw.rows.is_some(), raw.members.is_some()];
    if kinds.iter().filter(|has| **has).count() != 1 {
        context.problems.error("table", id.site, "a table has one of `entries`, `rows` and `members`");
    } else if raw.rows.is_some() != raw.otherwise.is_some() {
        context.problems.error("table", id.site, "`rows` and `otherwise` go together");
    }
    let content = if let Some(entries) = raw.entries {
        let entries =
            Pairs::read(Some(entries)).map(|(key, entry)| (key.text, plain(entry.label), entry.id.map(|id| id.text)));
        TableContent::Entries(entries.collect())
    } else if let Some(rows) = raw.rows {
        let set = |keys: Vec<Text>| keys.into_iter().map(|key| key.text).collect::<BTreeSet<String>>();
        TableContent::Rows {
            rows: Pairs::read(Some(rows)).map(|(key, keys)| (key.text, set(keys))).collect(),
            otherwise: set(raw.otherwise.unwrap_or_default()),
        }
    } else {
        TableContent::Members(list(raw.members).into_iter().collect())
    };
    Table { name: id.text.clone(), content, sources: sources(raw.sources, context.problems) }
}

/// A statement of the source document.
pub fn seed(id: &Text, raw: RawSeed, context: &mut Context) -> Seed {
    Seed {
        name: id.text.clone(),
        text: plain(raw.text),
        verdict: plain(raw.verdict),
        today: plain(raw.today),
        sources: sources(raw.sources, context.problems),
    }
}

/// An error code.
pub fn code(raw: RawCode, context: &mut Context) -> Code {
    let leads = raw.leads.as_ref().and_then(|symptom| context.names.tree(symptom, context.problems));
    Code {
        name: plain(raw.name),
        aliases: list(raw.aliases),
        title: plain(raw.title),
        meaning: prose(raw.meaning, context),
        sets: facts(raw.sets, context),
        leads: leads.unwrap_or(TreeId(0)),
        sources: sources(raw.sources, context.problems),
    }
}

/// How a code can be spelled: its id and its aliases.
pub fn spellings(id: &Text, said: &Node) -> Vec<Text> {
    let Content::Map(entries) = &said.content else { return vec![id.clone()] };
    let aliases = entries.iter().filter(|entry| entry.key.text == "aliases").flat_map(|entry| {
        let Content::List(nodes) = &entry.value.content else { return [].iter() };
        nodes.iter()
    });
    let aliases = aliases.filter_map(|node| if let Content::Text(text) = &node.content { Some(text) } else { None });
    std::iter::once(id).chain(aliases).cloned().collect()
}

/// Reports two codes that share a spelling; letter case does not tell them apart.
pub fn check_spellings(codes: &[Vec<Text>], problems: &mut Problems) {
    let mut seen: HashMap<String, Site> = HashMap::new();
    for spellings in codes {
        let mut own = BTreeSet::new();
        for spelling in spellings {
            let key = spelling.text.to_lowercase();
            if !own.insert(key.clone()) {
                continue;
            }
            if let Some(first) = seen.get(&key) {
                let message = format!("`{}` is the spelling of another code as well", spelling.text);
                problems.error("duplicate-id", spelling.site, message).relate(*first, "the other");
            } else {
                seen.insert(key, spelling.site);
            }
        }
    }
}

/// A case.
pub fn case(raw: RawCase, context: &mut Context) -> Case {
    if let Some(source) = &raw.source {
        check_url(source, context.problems);
    }
    let symptom = raw.symptom.as_ref().and_then(|name| context.names.tree(name, context.problems));
    let expect = raw.expect.as_ref().and_then(|name| context.names.cause(name, context.problems));
    let asked: Option<Vec<FactId>> = raw.asked.map(|asked| {
        let facts = asked.iter().map(|name| context.names.fact(name, context.problems));
        facts.collect::<Vec<_>>().into_iter().flatten().collect()
    });
    let questions = raw.questions.as_ref().and_then(|count| question_count(count, asked.as_deref(), context.problems));
    Case {
        name: plain(raw.name),
        symptom: symptom.unwrap_or(TreeId(0)),
        words: plain(raw.words),
        facts: facts(raw.facts, context),
        expect: expect.unwrap_or(CauseId(0)),
        asked,
        questions,
        source: raw.source.map(|source| source.text),
    }
}

/// How many questions a case expects; where it lists them, there must be as many.
fn question_count(text: &Text, asked: Option<&[FactId]>, problems: &mut Problems) -> Option<usize> {
    let digits = text.text.bytes().all(|b| b.is_ascii_digit());
    let count = text.text.parse().ok().filter(|count| digits && *count <= MOST_QUESTIONS);
    let Some(count) = count else {
        let message = format!("`{}` is no number of questions", text.text);
        let help = format!("a whole number, {MOST_QUESTIONS} at most");
        problems.error("questions", text.site, message).help(help);
        return None;
    };
    if let Some(asked) = asked.filter(|asked| asked.len() != count) {
        let message = format!("`asked` lists {} questions, not {count}", asked.len());
        problems.error("questions", text.site, message).help("`asked` says it all: leave `questions` out");
    }
    Some(count)
}

/// Adds a document of a language to what is known of it.
pub fn language(raw: RawLanguage, languages: &mut Vec<Language>, context: &mut Context) {
    let name = plain(raw.name);
    let place = languages.iter().position(|language| language.name == name).unwrap_or_else(|| {
        let (title, texts, phrases) = (String::new(), BTreeMap::new(), BTreeMap::new());
        languages.push(Language { name, title, complete: false, texts, phrases });
        languages.len() - 1
    });
    let language = &mut languages[place];
    if let Some(title) = raw.title {
        language.title = title.text;
    }
    language.complete |= raw.complete.is_some_and(|complete| complete.yes);
    for (key, RawTranslation { text, of, .. }) in Pairs::read(raw.texts) {
        let translation = Translation { text: prose(text, context), of: plain(of) };
        language.texts.insert(key.text, translation);
    }
    for (symptom, phrases) in Pairs::read(raw.phrases) {
        if context.names.tree(&symptom, context.problems).is_some() {
            language.phrases.entry(symptom.text).or_default().extend(phrases.into_iter().map(|phrase| phrase.text));
        }
    }
}

/// Reports languages that nothing names. `documents` has the language of each document.
pub fn check_languages(documents: &[Text], languages: &[Language], problems: &mut Problems) {
    let mut told = BTreeSet::new();
    for id in documents {
        let nameless = languages.iter().any(|known| known.name == id.text && known.title.is_empty());
        if nameless && told.insert(id.text.clone()) {
            problems
                .error("missing-key", id.site, format!("the language `{}` has no `name`", id.text))
                .help("one of its documents says what its speakers call it");
        }
    }
}

/// What the pack is called.
pub fn pack(raw: RawPack, parts: &mut Parts) {
    parts.name = plain(raw.name);
    parts.version = plain(raw.version);
    let names = raw.names.unwrap_or_default();
    parts.names.extend(names.into_iter().map(|name| Name { name: plain(name.name), old: list(name.old) }));
}
