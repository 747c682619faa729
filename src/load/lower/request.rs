//! Graph requests: what they ask, what they need, and that they only read.

use super::Context;
use super::common::{optional_prose, plain, sources};
use crate::diagnostic::Site;
use crate::knowledge::{Needs, Piece, Request, TableContent, Throttle};
use crate::load::names::{Answer, Names};
use crate::load::problems::Problems;
use crate::load::raw::{Flag, Number, OneOrMany, Pairs, RawPermission, RawRequest, RawThrottle, VERSIONS};
use crate::load::yaml::Text;

/// What stands before a fact that must be known from the start.
const GIVEN: &str = "given ";
/// What stands between two facts of which either will do.
const OR: &str = " or ";
/// How many pages of a list may be read at most.
const MOST_PAGES: f64 = 100.0;
/// Verbs that actions of Graph start with. What can be read has the name of a thing.
const VERBS: [&str; 18] = [
    "add",
    "assign",
    "cancel",
    "change",
    "check",
    "confirm",
    "create",
    "delete",
    "disable",
    "dismiss",
    "enable",
    "invalidate",
    "remove",
    "reset",
    "restore",
    "revoke",
    "set",
    "validate",
];

/// A Graph request.
pub fn request(raw: RawRequest, context: &mut Context) -> Request {
    let pieces = raw.path.as_ref().map(|path| check_path(path, context)).unwrap_or_default();
    if let Some(version) = raw.version.as_ref().filter(|version| !VERSIONS.contains(&version.text.as_str())) {
        let message = format!("`{}` is not a version of Graph", version.text);
        context.problems.error("version", version.site, message).help("`v1.0` or `beta`");
    }
    let select: Vec<String> = raw.select.unwrap_or_default().into_iter().map(|text| text.text).collect();
    if let Some(path) = raw.path.as_ref().filter(|path| path.text.contains("$select=") && !select.is_empty()) {
        context.problems.error("path", path.site, "`$select` and `select:` both say what to ask for");
    }
    let pages = pages(raw.pages, raw.site, context.problems);
    context.names.answers.push(Answer { select: select.clone(), is_list: pages.is_some() });
    Request {
        name: plain(raw.name),
        path: plain(raw.path),
        pieces,
        version: plain(raw.version),
        headers: Pairs::read(raw.headers).map(|(name, value)| (name.text, value.text)).collect(),
        select,
        pages,
        batch: raw.batch.is_none_or(|Flag { yes }| yes),
        needs: needs(raw.permission.unwrap_or_default(), raw.role, raw.licence, context),
        throttle: raw.throttle.map(|throttle| throttle_of(&throttle, context)),
        forbidden: optional_prose(raw.forbidden, context),
        not_found: optional_prose(raw.not_found, context),
        empty: optional_prose(raw.empty, context),
        sources: sources(raw.sources, context.problems),
    }
}

fn pages(raw: Option<Number>, site: Site, problems: &mut Problems) -> Option<u32> {
    let Number { number } = raw?;
    if !(1.0..=MOST_PAGES).contains(&number) || number.fract() != 0.0 {
        problems.error("wrong-value", site, format!("`pages` is a whole number from 1 to {MOST_PAGES}"));
        return Some(1);
    }
    Some(whole(number))
}

/// Takes a path apart, and reports what is in braces and means nothing, and what is no reading.
fn check_path(path: &Text, context: &mut Context) -> Vec<Piece> {
    if !path.text.starts_with('/') {
        context.problems.error("path", path.site, "a path starts with `/`");
    }
    check_reads(path, context.problems);
    let mut pieces = Vec::new();
    let mut from = 0;
    while let Some(open) = path.text[from..].find('{') {
        let start = from + open + 1;
        let Some(length) = path.text[start..].find('}') else {
            context.problems.error("path", path.part(start - 1, 1), "a `{` is not closed");
            return pieces;
        };
        if open > 0 {
            pieces.push(Piece::Text(path.text[from..start - 1].to_owned()));
        }
        pieces.extend(placeholder(path, start, length, context));
        from = start + length + 1;
    }
    if from < path.text.len() {
        pieces.push(Piece::Text(path.text[from..].to_owned()));
    }
    pieces
}

fn placeholder(path: &Text, start: usize, length: usize, context: &mut Context) -> Option<Piece> {
    let name = path.text[start..start + length].to_owned();
    if let Some(length) = name.strip_suffix(" ago") {
        let minutes = minutes(length);
        if minutes.is_none() {
            let message = format!("`{name}` is no moment");
            context.problems.error("path", path.part(start, name.len()), message).help("write `{7 days ago}`");
        }
        return minutes.map(Piece::Ago);
    }
    if let Some(given) = name.strip_prefix(GIVEN) {
        let site = path.part(start + GIVEN.len(), given.len());
        let text = Text { text: given.to_owned(), site, verbatim: None };
        return context.names.fact(&text, context.problems).map(Piece::Given);
    }
    let mut facts = Vec::new();
    let mut at = start;
    for name in name.split(OR) {
        let text = Text { text: name.to_owned(), site: path.part(at, name.len()), verbatim: None };
        facts.extend(context.names.fact(&text, context.problems));
        at += name.len() + OR.len();
    }
    Some(Piece::Fact(facts))
}

/// `7 days`, `24 h`, `30 min`
pub(super) fn minutes(text: &str) -> Option<u32> {
    let (count, unit) = text.split_once(' ')?;
    let count: u32 = count.parse().ok().filter(|count| (1..=10_000).contains(count))?;
    Some(match unit {
        "day" | "days" => count * 24 * 60,
        "h" => count * 60,
        "min" => count,
        _ => return None,
    })
}

/// Reports a path that ends in an action: Graph takes it as a POST, and nothing here may change anything.
fn check_reads(path: &Text, problems: &mut Problems) {
    let address = path.text.split('?').next().unwrap_or_default();
    let last = address.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let word = last.rsplit('.').next().unwrap_or(last).split('(').next().unwrap_or(last);
    let verb = VERBS.iter().find_map(|verb| word.strip_prefix(verb));
    let action = verb.is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_uppercase));
    if action || matches!(word, "$batch" | "$ref") {
        let message = format!("`{word}` is an action: Graph takes it as a POST, and the probe only reads");
        problems.error("request-not-read", path.site, message).help("ask for what can be read with GET");
    }
}

fn needs(
    raw: RawPermission,
    role: Option<OneOrMany<Text>>,
    licence: Option<OneOrMany<Text>>,
    context: &mut Context,
) -> Needs {
    let delegated = raw.delegated.map(|texts| texts.0).unwrap_or_default();
    let application = raw.application.map(|texts| texts.0).unwrap_or_default();
    let wider = raw.wider.unwrap_or_default();
    for permission in delegated.iter().chain(&application).chain(&wider) {
        check_permission(permission, context.problems);
    }
    let texts = |texts: Vec<Text>| texts.into_iter().map(|text| text.text).collect::<Vec<_>>();
    let impossible = matches!(application.as_slice(), [only] if only.text == "none");
    Needs {
        delegated: texts(delegated),
        application: (!impossible).then(|| texts(application)),
        wider: texts(wider),
        roles: entries(role, "role", context),
        licences: entries(licence, "licence", context),
    }
}

/// Reports a permission that can write, or that does not look like one.
fn check_permission(permission: &Text, problems: &mut Problems) {
    let name = permission.text.as_str();
    if name == "none" {
        return;
    }
    // What reads says so: `User.Read.All`, `Domain-InternalFederation.Read.All`, `User.ReadBasic.All`.
    let reads = name.split('.').skip(1).any(|part| part.starts_with("Read") && !part.contains("Write"));
    if !name.contains(char::is_whitespace) && !reads {
        let message = format!("`{name}` is no permission to read, and a request only reads");
        problems
            .error("request-not-read", permission.site, message)
            .help("name the least permission that the documentation of the request lists");
    } else if !reads || name.contains(char::is_whitespace) {
        let message = format!("`{name}` is not the name of a permission");
        problems
            .error("request-not-read", permission.site, message)
            .help("write several as a list: `[A.Read, B.Read]`");
    }
}

/// Keys of entries of tables.
pub(super) fn entries(written: Option<OneOrMany<Text>>, what: &str, context: &mut Context) -> Vec<String> {
    let written = written.map(|texts| texts.0).unwrap_or_default();
    for key in &written {
        let known: Vec<&str> = context.names.contents.iter().flat_map(keys).collect();
        if !known.contains(&key.text.as_str()) {
            let message = format!("no table has the {what} `{}`", key.text);
            context.problems.unknown("unknown-entry", key.site, message, &key.text, known);
        }
    }
    written.into_iter().map(|text| text.text).collect()
}

fn keys(content: &TableContent) -> impl Iterator<Item = &str> {
    let entries = if let TableContent::Entries(entries) = content { entries.as_slice() } else { &[] };
    entries.iter().map(|(key, ..)| key.as_str())
}

/// A count: whole, and at least 1.
fn whole(number: f64) -> u32 {
    u32::try_from(number.round() as i64).unwrap_or(u32::MAX).max(1)
}

fn throttle_of(raw: &RawThrottle, context: &mut Context) -> Throttle {
    let count = |number: Option<&Number>| number.map_or(1, |it| whole(it.number));
    let throttle = Throttle {
        budget: plain(raw.budget.clone()),
        cost: count(raw.cost.as_ref()),
        limit: count(raw.limit.as_ref()),
        seconds: count(raw.seconds.as_ref()),
    };
    let site = raw.budget.as_ref().map_or(raw.site, |budget| budget.site);
    if throttle.cost > throttle.limit {
        context.problems.error("throttle", site, "the request costs more than its budget has");
    }
    let Names { budgets, .. } = &mut context.names;
    let size = (throttle.limit, throttle.seconds);
    let known = *budgets.entry(throttle.budget.clone()).or_insert(size);
    if known != size {
        let message = format!("the budget `{}` has {} in {} s elsewhere", throttle.budget, known.0, known.1);
        context.problems.error("throttle", site, message).help("a budget has one size");
    }
    throttle
}
