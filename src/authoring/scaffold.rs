//! A new tree with everything it needs, to be filled in.

use crate::knowledge::Pack;
use crate::load::{SourceFile, load};

/// What a new tree is about.
#[derive(Clone, Copy, Debug)]
pub struct NewTree<'a> {
    /// The id of its symptom.
    pub symptom: &'a str,
    /// The symptom, as the caller would say it.
    pub title: &'a str,
    /// Today, `YYYY-MM-DD`: when its sources were looked at.
    pub today: &'a str,
}

/// Why there can be no such tree.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotScaffolded {
    /// The id has the wrong form.
    #[error("`{0}` cannot be the id of a symptom")]
    Id(String),
    /// There is nothing in the title.
    #[error("the title is empty")]
    Title,
    /// The pack has it.
    #[error("there is already something called `{0}`")]
    Taken(String),
}

/// The files of a new tree: a symptom, its facts, its causes and its cases.
///
/// # Errors
/// When the id or the title cannot be used.
pub fn scaffold(pack: &Pack, new: NewTree<'_>) -> Result<Vec<(String, String)>, NotScaffolded> {
    let NewTree { symptom, title, today } = new;
    let good = symptom
        .split('-')
        .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()));
    if !good {
        return Err(NotScaffolded::Id(symptom.to_owned()));
    }
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    if title.is_empty() || title.chars().any(char::is_control) {
        return Err(NotScaffolded::Title);
    }
    // A fact's subject is one word and starts with a letter.
    let letters = symptom.replace('-', "");
    let subject = if letters.starts_with(|c: char| c.is_ascii_digit()) { format!("s{letters}") } else { letters };
    let facts = [format!("{subject}.observed"), format!("{subject}.obvious")];
    let causes = [format!("{symptom}-obvious"), format!("{symptom}-other")];
    if pack.tree_named(symptom).is_some() {
        return Err(NotScaffolded::Taken(symptom.to_owned()));
    }
    if let Some(taken) = causes.iter().find(|name| pack.cause_named(name).is_some()) {
        return Err(NotScaffolded::Taken(taken.clone()));
    }
    if let Some(taken) = facts.iter().find(|name| pack.fact_named(name).is_some()) {
        return Err(NotScaffolded::Taken(taken.clone()));
    }
    let fill = |template: &str| {
        let title = serde_json::Value::from(title.as_str()).to_string();
        template
            .replace("{symptom}", symptom)
            .replace("{words}", &symptom.replace('-', " "))
            .replace("{subject}", &subject)
            .replace("{today}", today)
            .replace("{title}", &title)
    };
    Ok(vec![
        (format!("symptoms/{symptom}.yaml"), fill(SYMPTOM)),
        (format!("facts/{symptom}.yaml"), fill(FACTS)),
        (format!("causes/{symptom}.yaml"), fill(CAUSES)),
        (format!("cases/{symptom}.yaml"), fill(CASES)),
    ])
}

/// What is wrong with a pack once these files are in it; nothing, if all is well.
pub fn problems_with(mut files: Vec<SourceFile>, new: &[(String, String)]) -> Option<String> {
    let pack = files.last().map(|file| file.pack.clone()).unwrap_or_default();
    files.extend(new.iter().map(|(path, text)| SourceFile {
        pack: pack.clone(),
        path: path.clone(),
        bytes: text.as_bytes().to_vec(),
    }));
    let loaded = load(files);
    (!loaded.diagnostics.is_empty()).then(|| loaded.report(false))
}

const SYMPTOM: &str = r#"# yaml-language-server: $schema=../schema/symptom.json
symptom: {title}
phrases: [{words} does not work] # what callers say, and names that the product had
given: { {subject}.observed: yes }
likelihood:
  {symptom}-obvious: 60
  {symptom}-other: 40
start: first
escalate: { to: The owner of this service, with: [what the person did, what they saw, the time] }
nodes:
  first:
    ask: {subject}.obvious
    answers:
      yes: cause {symptom}-obvious
      no: cause {symptom}-other
sources: [{ url: "https://learn.microsoft.com/entra/", verified: {today} }]
"#;

const FACTS: &str = r#"# yaml-language-server: $schema=../schema/fact.json
fact: {subject}.observed # said by opening the tree, never asked
type: bool
label: what the person reports is seen
---
fact: {subject}.obvious
type: bool
label: the obvious thing is wrong
question: Is the obvious thing wrong?
help: Microsoft Entra admin center > the page where it shows.
minutes: 1
choices: { yes: "Yes, it is wrong", no: "No, it is right" }
sources: [{ url: "https://learn.microsoft.com/entra/", verified: {today} }]
"#;

const CAUSES: &str = r#"# yaml-language-server: $schema=../schema/cause.json
cause: {symptom}-obvious
title: The obvious thing is wrong
why: What happens, and why it looks like this. Two or three sentences.
fix:
  credential: no
  changes: [{subject}.obvious]
  who: The least role that may do it
  minutes: 5
  steps:
    - { id: mend, do: Put the obvious thing right., where: Microsoft Entra admin center > the page where it is }
tell_user: I am putting it right now. Please try again in a few minutes.
verify: { question: "Does it work now?", after: 2 min }
escalate: { to: The owner of this service, with: [what was changed, the time] }
sources: [{ url: "https://learn.microsoft.com/entra/", verified: {today} }]
---
cause: {symptom}-other
title: It is not the obvious thing
why: What it is then, and why it looks like this. Two or three sentences.
fix:
  credential: no
  who: The least role that may do it
  minutes: 10
  steps:
    - { id: look, do: Look at what is left and put it right. }
tell_user: It is not the obvious thing. I am looking further and will call you back.
verify: { question: "Does it work now?", after: 2 min }
escalate: { to: The owner of this service, with: [what was ruled out, the time] }
sources: [{ url: "https://learn.microsoft.com/entra/", verified: {today} }]
"#;

const CASES: &str = r"# yaml-language-server: $schema=../schema/case.json
case: {symptom}-with-the-obvious
symptom: {symptom}
words: {title}
facts: { {subject}.obvious: yes }
expect: {symptom}-obvious
---
case: {symptom}-without-it
symptom: {symptom}
words: {title}
facts: { {subject}.obvious: no }
expect: {symptom}-other
";
