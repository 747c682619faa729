//! What a request asks for, and how an answer is cut to it: `$select`, `$filter`, `$count`, `$top`, pages.

use serde_json::{Map, Value as Json, json};

use super::Refusal;
use super::filter;
use crate::simulator::http::{Request, decode, encode};
use crate::simulator::identity::Directory;
use crate::simulator::options::Options;

/// How many members a page has, unless somebody asks for another number.
const USUAL_PAGE: usize = 100;
/// What a page may have at most.
const LARGEST_PAGE: usize = 999;
/// What a list of people or a person shows if nothing is selected.
const USER_DEFAULTS: [&str; 5] = ["id", "displayName", "mail", "userPrincipalName", "businessPhones"];

/// One GET of Graph.
#[derive(Clone, Debug)]
pub(in crate::simulator) struct Ask {
    /// `v1.0` or `beta`.
    pub version: String,
    /// The path below the version, decoded, without its keys in quotes: `users`, `x`, `authentication`, `methods`.
    pub segments: Vec<String>,
    /// The options of the query.
    pub query: Vec<(String, String)>,
    /// Whether `ConsistencyLevel: eventual` was sent.
    pub eventual: bool,
}

impl Ask {
    /// Reads a request; none if it is not below a version of Graph.
    pub fn read(request: &Request) -> Option<Self> {
        let mut parts = request.path.trim_matches('/').split('/');
        let version = parts.next().filter(|version| matches!(*version, "v1.0" | "beta"))?;
        let mut segments = Vec::new();
        for part in parts.filter(|part| !part.is_empty()) {
            let part = decode(part);
            // `users('a@b.c')` is another way to write `users/a@b.c`.
            match part.strip_suffix("')").and_then(|part| part.split_once("('")) {
                Some((set, key)) => segments.extend([set.to_owned(), key.replace("''", "'")]),
                None => segments.push(part),
            }
        }
        let eventual =
            request.header_named("consistencylevel").is_some_and(|level| level.eq_ignore_ascii_case("eventual"));
        Some(Self { version: version.to_owned(), segments, query: request.query.clone(), eventual })
    }

    /// An option of the query.
    pub fn option(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    fn counts(&self) -> bool {
        self.option("$count") == Some("true")
    }

    /// The path below the version.
    pub fn path(&self) -> String {
        format!("/{}", self.segments.join("/"))
    }
}

/// An object, cut to what was selected.
pub(super) fn one(directory: &Directory, ask: &Ask, set: &str, json: &Json) -> Result<Json, Refusal> {
    let mut object = select(ask, set, json)?;
    let selected = ask.option("$select").map(|fields| format!("({fields})")).unwrap_or_default();
    let context = format!("{}/{}/$metadata#{set}{selected}/$entity", directory.base, ask.version);
    object.insert("@odata.context".to_owned(), json!(context));
    Ok(Json::Object(object))
}

/// A list: filtered, counted, a page of it.
pub(super) fn list(
    directory: &Directory,
    options: &Options,
    ask: &Ask,
    set: &str,
    mut members: Vec<Json>,
) -> Result<Json, Refusal> {
    if let Some(text) = ask.option("$filter") {
        let test = filter::read(text).ok_or_else(|| Refusal::query("Invalid filter clause"))?;
        if test.is_advanced() && !(ask.eventual && ask.counts()) {
            return Err(Refusal::query(
                "The specified filter to the reference property query is currently not supported.",
            ));
        }
        let mut kept = Vec::with_capacity(members.len());
        for member in members {
            let message = "Invalid filter clause: Could not find a property of that name.";
            if test.holds(&member).ok_or_else(|| Refusal::query(message))? {
                kept.push(member);
            }
        }
        members = kept;
    }
    let all = members.len();
    let (page, next) = page(options, ask, all)?;
    let members = members.get(page).unwrap_or_default();
    let value: Result<Vec<Json>, Refusal> =
        members.iter().map(|member| select(ask, set, member).map(Json::Object)).collect();
    let mut answer = Map::new();
    answer.insert("@odata.context".to_owned(), json!(format!("{}/{}/$metadata#{set}", directory.base, ask.version)));
    if ask.counts() && ask.eventual && ask.option("$skiptoken").is_none() {
        answer.insert("@odata.count".to_owned(), json!(all));
    }
    if let Some(next) = next {
        answer.insert("@odata.nextLink".to_owned(), json!(next_link(directory, ask, next)));
    }
    answer.insert("value".to_owned(), Json::Array(value?));
    Ok(Json::Object(answer))
}

/// Which members are on the page that was asked for, and where the next one starts.
fn page(options: &Options, ask: &Ask, all: usize) -> Result<(std::ops::Range<usize>, Option<usize>), Refusal> {
    let top = match ask.option("$top").map(str::parse::<usize>) {
        None => USUAL_PAGE,
        Some(Ok(top)) if (1..=LARGEST_PAGE).contains(&top) => top,
        Some(_) => return Err(Refusal::query("Invalid page size specified.")),
    };
    let size = options.page_size.map_or(top, |size| size.clamp(1, top));
    let token = ask.option("$skiptoken");
    let start = match token.map(|token| token.trim_start_matches('p').parse::<usize>()) {
        None => 0,
        Some(Ok(start)) => start.min(all),
        Some(Err(_)) => return Err(refuse_token()),
    };
    if options.empty_page && token.is_none() {
        return Ok((0..0, Some(0)));
    }
    let end = (start + size).min(all);
    Ok((start..end, (end < all).then_some(end)))
}

fn refuse_token() -> Refusal {
    super::refusal(
        400,
        "Directory_ExpiredPageToken",
        "The specified page token value has expired and can no longer be included in your request.",
    )
}

/// The address of the next page: absolute, with everything that was asked for.
fn next_link(directory: &Directory, ask: &Ask, start: usize) -> String {
    let kept = ask.query.iter().filter(|(name, _)| name != "$skiptoken");
    let mut query: Vec<String> = kept.map(|(name, value)| format!("{name}={}", encode(value))).collect();
    query.push(format!("$skiptoken=p{start}"));
    let path: Vec<String> = ask.segments.iter().map(|segment| encode(segment)).collect();
    format!("{}/{}/{}?{}", directory.base, ask.version, path.join("/"), query.join("&"))
}

/// The properties that were selected.
fn select(ask: &Ask, set: &str, json: &Json) -> Result<Map<String, Json>, Refusal> {
    let Json::Object(object) = json else { return Ok(Map::new()) };
    let defaults = USER_DEFAULTS.join(",");
    let wanted = ask.option("$select").or((set == "users").then_some(defaults.as_str()));
    let Some(wanted) = wanted.filter(|wanted| *wanted != "*") else { return Ok(object.clone()) };
    let mut selected: Map<String, Json> = object
        .iter()
        .filter(|(key, _)| key.starts_with('@'))
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect();
    for name in wanted.split(',').map(str::trim) {
        let found = object.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
        let (key, value) = found.ok_or_else(|| {
            let message = format!(
                "Parsing OData Select and Expand failed: Could not find a property named '{name}' on type '{set}'."
            );
            super::refusal(400, "BadRequest", &message)
        })?;
        selected.insert(key.clone(), value.clone());
    }
    Ok(selected)
}
