//! Texts and commands as templates: what is checked of them.
//!
//! A template may name facts, `{{ target.upn }}`, and choose between words, `{% if target.guest %}…{% endif %}`. It has no
//! filters, tests, calls or includes: what it says must be plain from the file.

use minijinja::Environment;

use super::names::Names;
use super::problems::Problems;
use super::yaml::Text;
use crate::diagnostic::Site;
use crate::knowledge::{FactKind, Shell};

const TAGS: [&str; 6] = ["if", "elif", "else", "endif", "for", "endfor"];

/// Checks a text for people.
pub fn check_text(text: &Text, names: &Names, problems: &mut Problems) {
    check(text, names, problems);
}

/// Checks a command: placeholders stand outside quotes and can be quoted for the shell.
pub fn check_command(text: &Text, shell: Shell, names: &Names, problems: &mut Problems) {
    if !check(text, names, problems) {
        return;
    }
    for placeholder in placeholders(&text.text, shell) {
        let Placeholder { at, length, inside, quoted } = placeholder;
        let site = text.part(at, length);
        if quoted {
            problems
                .error("quoted-placeholder", site, "a placeholder in a command stands outside quotes")
                .help("remove the quotes around it: the program quotes the value for the shell");
        }
        let Some(fact) = names.facts.get(inside.trim()) else {
            problems
                .error("placeholder", site, "a placeholder in a command names one fact and nothing else")
                .help("write `{{ target.upn }}`");
            continue;
        };
        if let Some(kind @ (FactKind::Bool | FactKind::Set | FactKind::Time)) = names.shape(*fact).kind {
            let message = format!("`{}` is a {}, which a command cannot take", inside.trim(), kind_word(kind));
            problems.error("placeholder", site, message).help("texts, numbers and choices can be filled in");
        }
    }
}

fn kind_word(kind: FactKind) -> &'static str {
    match kind {
        FactKind::Bool => "bool",
        FactKind::Choice => "choice",
        FactKind::Set => "set",
        FactKind::Number => "number",
        FactKind::Text => "text",
        FactKind::Time => "time",
    }
}

/// Whether the syntax is right; also says which names are not known.
fn check(text: &Text, names: &Names, problems: &mut Problems) -> bool {
    if !text.text.contains("{{") && !text.text.contains("{%") && !text.text.contains("{#") {
        return true;
    }
    let environment = Environment::empty();
    let template = match environment.template_from_str(&text.text) {
        Ok(template) => template,
        Err(error) => {
            let line = error.line().unwrap_or(1);
            let detail = error.detail().unwrap_or("the template cannot be read");
            let site = line_of(text, line);
            problems.error("template", site, format!("this template cannot be read: {detail}"));
            return false;
        }
    };
    let mut good = true;
    for (at, length, why) in unsupported(&text.text) {
        problems
            .error("template", text.part(at, length), why)
            .help("a template names facts and has `if`, `else` and `for`");
        good = false;
    }
    let mut used: Vec<String> = template.undeclared_variables(true).into_iter().collect();
    used.sort_by_key(|name| (text.text.find(name.as_str()), name.clone()));
    for name in used {
        if names.facts.contains_key(&name) {
            continue;
        }
        good = false;
        let site = text.text.find(&name).map_or(text.site, |at| text.part(at, name.len()));
        let message = format!("there is no fact `{name}`");
        problems.unknown("unknown-fact", site, message, &name, names.facts.keys().map(String::as_str));
    }
    good
}

fn line_of(text: &Text, line: usize) -> Site {
    let start: usize = text.text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let length = text.text[start.min(text.text.len())..].lines().next().map_or(0, str::len);
    text.part(start.min(text.text.len()), length)
}

/// The parts of a template that its language has and ours has not.
fn unsupported(text: &str) -> Vec<(usize, usize, String)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = ["{{", "{%"].iter().filter_map(|open| text[from..].find(open)).min() {
        let start = from + start;
        let is_tag = text[start..].starts_with("{%");
        let close = if is_tag { "%}" } else { "}}" };
        let end = text[start + 2..].find(close).map_or(text.len(), |end| start + 2 + end);
        let inside = &text[start + 2..end];
        if is_tag {
            let word = inside.trim_start_matches(['-', '+', ' ']).split_whitespace().next().unwrap_or("");
            if !TAGS.contains(&word) {
                found.push((start, (end + 2).min(text.len()) - start, format!("a template has no `{word}`")));
            }
        }
        if let Some(at) = outside_quotes(inside, |rest| rest.starts_with('|')) {
            found.push((start + 2 + at, 1, "a template has no filters".to_owned()));
        }
        if let Some(at) = outside_quotes(inside, |rest| rest.starts_with(" is ")) {
            found.push((start + 3 + at, 2, "a template has no tests with `is`".to_owned()));
        }
        from = end;
    }
    found
}

fn outside_quotes(text: &str, test: impl Fn(&str) -> bool) -> Option<usize> {
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match quote {
            Some(open) if c == open => quote = None,
            None if c == '"' || c == '\'' => quote = Some(c),
            None if test(&text[at..]) => return Some(at),
            Some(_) | None => {}
        }
    }
    None
}

/// A `{{ … }}` of a command.
struct Placeholder<'a> {
    at: usize,
    length: usize,
    inside: &'a str,
    quoted: bool,
}

fn placeholders(command: &str, shell: Shell) -> Vec<Placeholder<'_>> {
    let escape = match shell {
        Shell::PowerShell | Shell::Ad => '`',
        Shell::Az | Shell::Graph => '\\',
    };
    let mut found = Vec::new();
    let mut quote: Option<char> = None;
    let mut at = 0;
    while let Some(c) = command[at..].chars().next() {
        let rest = &command[at..];
        if rest.starts_with("{{")
            && let Some(end) = rest.find("}}")
        {
            found.push(Placeholder { at, length: end + 2, inside: &rest[2..end], quoted: quote.is_some() });
            at += end + 2;
            continue;
        }
        let starts_comment = quote.is_none() && c == '#' && shell != Shell::Graph;
        if starts_comment && command[..at].chars().next_back().is_none_or(char::is_whitespace) {
            // An apostrophe in a comment opens nothing.
            at += rest.find('\n').unwrap_or(rest.len());
            continue;
        }
        at += c.len_utf8();
        match quote {
            _ if c == escape && quote != Some('\'') => {
                at += command[at..].chars().next().map_or(0, char::len_utf8);
            }
            Some(open) if c == open => quote = None,
            None if c == '"' || c == '\'' => quote = Some(c),
            _ => {}
        }
    }
    found
}
