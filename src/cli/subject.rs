//! Who and what a check is about: `--user`, `--admin`, `--app`.

use std::collections::BTreeSet;

use crate::cli::Failure;
use crate::cli::arguments::SubjectArguments;
use crate::knowledge::{FactId, Pack, Value};
use crate::texts::{Text, Texts, cli, probe as say};

/// The facts by which Graph finds the person whose password it is.
const TARGET_ID: &str = "target.id";
const TARGET_NAME: &str = "target.upn";

/// A flag, and the facts that its value is.
struct Flag<'a> {
    name: &'static str,
    text: &'a str,
    by_id: &'static str,
    by_name: Option<&'static str>,
}

/// The facts that the flags say by name.
pub(super) fn named(arguments: &SubjectArguments, pack: &Pack, texts: &Texts) -> Result<Vec<(String, Value)>, Failure> {
    let said = read(arguments, pack, texts)?.into_iter();
    Ok(said.map(|(fact, value)| (pack.fact(fact).name.clone(), value)).collect())
}

/// The facts that the flags say.
pub(super) fn read(arguments: &SubjectArguments, pack: &Pack, texts: &Texts) -> Result<Vec<(FactId, Value)>, Failure> {
    flags(arguments).into_iter().map(|flag| fact(&flag, pack, texts)).collect()
}

/// The flags that were given, as they were written.
pub(super) fn written(arguments: &SubjectArguments) -> Vec<(&'static str, &str)> {
    flags(arguments).into_iter().map(|flag| (flag.name, flag.text)).collect()
}

fn flags(arguments: &SubjectArguments) -> Vec<Flag<'_>> {
    let all = [
        ("--user", &arguments.user, TARGET_ID, Some(TARGET_NAME)),
        ("--admin", &arguments.admin, "admin.id", Some("admin.upn")),
        ("--app", &arguments.app, "app.client_id", None),
    ];
    let given =
        all.map(|(flag, text, by_id, by_name)| Some(Flag { name: flag, text: text.as_deref()?, by_id, by_name }));
    given.into_iter().flatten().collect()
}

/// What a person in a list is known by.
pub(super) fn target(pack: &Pack, text: &str) -> Option<(FactId, Value)> {
    let name = if is_object_id(text) { TARGET_ID } else { TARGET_NAME };
    Some((pack.fact_named(name)?, Value::text(text)))
}

/// The facts by which Graph finds a person.
pub(super) fn target_facts(pack: &Pack) -> BTreeSet<FactId> {
    [TARGET_ID, TARGET_NAME].into_iter().filter_map(|name| pack.fact_named(name)).collect()
}

fn fact(flag: &Flag<'_>, pack: &Pack, texts: &Texts) -> Result<(FactId, Value), Failure> {
    let text = flag.text.trim();
    let name = match flag.by_name {
        _ if is_object_id(text) => flag.by_id,
        Some(by_name) if is_user_name(text) => by_name,
        Some(_) => return Err(refused(texts, say::BAD_USER, say::BAD_USER_HINT, flag)),
        None => return Err(refused(texts, say::BAD_APP, say::BAD_APP_HINT, flag)),
    };
    let fact = pack.fact_named(name).ok_or_else(|| {
        let values = [("fact", name), ("flag", flag.name)];
        Failure::usage(texts.fill(say::NO_SUCH_FACT, &values), texts.fill(say::NO_SUCH_FACT_HINT, &values))
    })?;
    Ok((fact, Value::text(text)))
}

fn refused(texts: &Texts, message: Text, hint: Text, flag: &Flag<'_>) -> Failure {
    Failure::usage(texts.fill(message, &[("flag", flag.name), ("name", flag.text)]), texts.say(hint))
}

/// Says that a flag and an answer contradict each other.
pub(super) fn contradiction(texts: &Texts, fact: &str, one: &Value, other: &str) -> Failure {
    let names = [("fact", fact), ("one", &one.to_string()), ("other", other)];
    Failure::usage(texts.fill(cli::SAID_TWICE, &names), texts.say(cli::SAID_TWICE_PLAIN_HINT))
}

/// Whether a text is a UUID, as the directory writes its object ids.
pub(super) fn is_object_id(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12])
        && groups.iter().all(|group| group.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// Whether a text may be a user name. Which characters the directory allows is for the directory to say.
pub(super) fn is_user_name(text: &str) -> bool {
    let has_odd = text.chars().any(|c| c.is_whitespace() || c.is_control());
    let parts = text.rsplit_once('@');
    !has_odd && text.len() <= 320 && parts.is_some_and(|(name, domain)| !name.is_empty() && !domain.is_empty())
}

/// Whoever names a person wants the tenant asked about them.
pub(super) fn refuse_unsigned(arguments: &SubjectArguments, texts: &Texts) -> Result<(), Failure> {
    let named = written(arguments);
    if named.is_empty() {
        return Ok(());
    }
    let (flags, who): (Vec<&str>, Vec<String>) =
        named.into_iter().map(|(flag, text)| (flag, format!("`{text}`"))).unzip();
    let and = texts.say(say::AND);
    let message = texts.fill(say::NOT_SIGNED_IN, &[("who", &who.join(and))]);
    let hint = texts.fill(say::NOT_SIGNED_IN_HINT, &[("flags", &flags.join(" "))]);
    Err(Failure::tenant(message, Some(hint)))
}

/// Line by line nobody asks the tenant: a name would be taken and forgotten.
pub(super) fn refuse_plain(arguments: &SubjectArguments, texts: &Texts) -> Result<(), Failure> {
    let Some((flag, _)) = written(arguments).into_iter().next() else { return Ok(()) };
    let message = texts.fill(say::NOT_PLAIN, &[("flag", flag)]);
    Err(Failure::usage(message, texts.say(say::NOT_PLAIN_HINT)))
}

#[cfg(test)]
mod tests {
    use super::{is_object_id, is_user_name};

    #[test]
    fn an_object_id_is_told_from_a_name() {
        assert!(is_object_id("87d349ed-44d7-43e1-9a83-5f2406dee5bd"));
        for other in ["", "87d349ed44d743e19a835f2406dee5bd", "87d349ed-44d7-43e1-9a83-5f2406dee5bg", "a@b.c"] {
            assert!(!is_object_id(other), "{other}");
        }
        for name in ["adele@contoso.example", "o'brien@x.y", "ext_a#EXT#@contoso.onmicrosoft.com", "$x@y.z"] {
            assert!(is_user_name(name), "{name}");
        }
        for other in ["", "adele", "@x", "a@", "a b@c.d", "a@b\n.c", "a@b\u{1b}c"] {
            assert!(!is_user_name(other), "{other}");
        }
    }
}
