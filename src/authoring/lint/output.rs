//! Findings for a person, a script, a code scanner and a build log.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde_json::{Value, json};

use super::page::page;
use crate::diagnostic::{CODES, Diagnostic, Place, Severity, Site, code_named, render_teaching};
use crate::load::Loaded;

/// The version of the shape of the JSON.
const VERSION: u32 = 2;

/// For a person: the lines, what is wrong, why it matters and what to do.
pub fn human(found: &[Diagnostic], loaded: &Loaded, colour: bool) -> String {
    let why = |slug: &str| code_named(slug).and_then(page).map(|page| page.why());
    render_teaching(found, &loaded.sources, &loaded.places, colour, &why)
}

/// How many findings there are of a severity.
pub fn counts(found: &[Diagnostic], severity: Severity) -> usize {
    found.iter().filter(|diagnostic| diagnostic.severity == severity).count()
}

/// For a script.
pub fn json(found: &[Diagnostic], loaded: &Loaded) -> Value {
    let entries: Vec<Value> = in_order(found, loaded)
        .into_iter()
        .map(|(diagnostic, at)| {
            let code = code_named(diagnostic.code);
            json!({
                "severity": diagnostic.severity.word(),
                "number": code.map(|code| code.number),
                "code": diagnostic.code,
                "message": diagnostic.message,
                "why": code.and_then(page).map(|page| page.why()),
                "help": diagnostic.help,
                "fixable": diagnostic.mend.is_some(),
                "file": at.as_ref().map(|at| &at.file),
                "line": at.as_ref().map(|at| at.start.0),
                "column": at.as_ref().map(|at| at.start.1),
                "end_line": at.as_ref().map(|at| at.end.0),
                "end_column": at.as_ref().map(|at| at.end.1),
                "related": related(diagnostic, loaded).into_iter().map(|(at, why)| json!({
                    "file": at.file, "line": at.start.0, "column": at.start.1, "message": why,
                })).collect::<Vec<_>>(),
            })
        })
        .collect();
    json!({
        "version": VERSION,
        "errors": counts(found, Severity::Error),
        "warnings": counts(found, Severity::Warning),
        "notes": counts(found, Severity::Note),
        "diagnostics": entries,
    })
}

/// For a code scanner: the Static Analysis Results Interchange Format, 2.1.0.
pub fn sarif(found: &[Diagnostic], loaded: &Loaded) -> Value {
    let used: BTreeSet<&str> = found.iter().map(|diagnostic| diagnostic.code).collect();
    let codes: Vec<_> = CODES.iter().filter(|code| used.contains(code.slug)).collect();
    let rules: Vec<Value> = codes
        .iter()
        .map(|code| {
            let page = page(code);
            json!({
                "id": code.number,
                "name": code.slug,
                "shortDescription": { "text": code.title },
                "fullDescription": { "text": page.map(|page| page.why()).unwrap_or_default() },
                "help": {
                    "text": page.map(|page| page.plain().join("\n")).unwrap_or_default(),
                    "markdown": page.map(|page| page.markdown()).unwrap_or_default(),
                },
                "defaultConfiguration": { "level": code.severity.word() },
            })
        })
        .collect();
    let results: Vec<Value> = in_order(found, loaded)
        .into_iter()
        .map(|(diagnostic, at)| {
            let place = codes.iter().position(|code| code.slug == diagnostic.code);
            let related = related(diagnostic, loaded).into_iter().enumerate().map(|(id, (at, why))| {
                let mut location = location(&at);
                if let Some(location) = location.as_object_mut() {
                    location.insert("id".to_owned(), json!(id));
                    location.insert("message".to_owned(), json!({ "text": why }));
                }
                location
            });
            let mut result = json!({
                "ruleId": place.and_then(|place| codes.get(place)).map_or(diagnostic.code, |code| code.number),
                "level": diagnostic.severity.word(),
                "message": { "text": sentence(diagnostic) },
                "locations": at.iter().map(location).collect::<Vec<_>>(),
                "relatedLocations": related.collect::<Vec<_>>(),
            });
            if let (Some(place), Some(result)) = (place, result.as_object_mut()) {
                result.insert("ruleIndex".to_owned(), json!(place));
            }
            result
        })
        .collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "cred-doctor", "version": env!("CARGO_PKG_VERSION"), "rules": rules } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

/// For a build log of GitHub: one workflow command a finding.
pub fn github(found: &[Diagnostic], loaded: &Loaded) -> Vec<String> {
    in_order(found, loaded)
        .into_iter()
        .map(|(diagnostic, at)| {
            let word = if diagnostic.severity == Severity::Note { "notice" } else { diagnostic.severity.word() };
            let mut line = format!("::{word} ");
            if let Some(at) = at {
                let _ = write!(line, "file={},line={},col={},", property(&at.file), at.start.0, at.start.1);
                let _ = write!(line, "endLine={},", at.end.0);
                // GitHub takes columns only on one line.
                if at.end.0 == at.start.0 {
                    let _ = write!(line, "endColumn={},", at.end.1);
                }
            }
            let _ = write!(line, "title={}::{}", property(&diagnostic.label()), data(&sentence(diagnostic)));
            line
        })
        .collect()
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

fn sentence(diagnostic: &Diagnostic) -> String {
    let help = diagnostic.help.as_ref().map(|help| format!(" ({help})")).unwrap_or_default();
    format!("{}{help}", diagnostic.message)
}

/// A range of a file, in lines and columns from 1; the end is the column after the last.
struct At {
    file: String,
    start: (usize, usize),
    end: (usize, usize),
}

fn at(site: Site, loaded: &Loaded) -> At {
    let text = loaded.sources.text(site.file);
    let span = text.get(site.span.start as usize..site.span.end as usize).unwrap_or_default();
    // A block of text ends with its last word, not on the line after it.
    let end = site.span.start + u32::try_from(span.trim_end().len()).unwrap_or_default();
    At {
        file: loaded.sources.name(site.file).to_owned(),
        start: loaded.sources.line_and_column(site.file, site.span.start),
        end: loaded.sources.line_and_column(site.file, end),
    }
}

fn in_order<'a>(found: &'a [Diagnostic], loaded: &Loaded) -> Vec<(&'a Diagnostic, Option<At>)> {
    let place = |place: &Place| loaded.places.resolve(place).map(|site| at(site, loaded));
    let mut all: Vec<(&Diagnostic, Option<At>)> =
        found.iter().map(|diagnostic| (diagnostic, place(&diagnostic.place))).collect();
    all.sort_by_key(|(diagnostic, at)| (at.as_ref().map(|at| (at.file.clone(), at.start)), diagnostic.code));
    all
}

fn related<'a>(diagnostic: &'a Diagnostic, loaded: &Loaded) -> Vec<(At, &'a str)> {
    let all = diagnostic.related.iter();
    all.filter_map(|(place, why)| Some((at(loaded.places.resolve(place)?, loaded), why.as_str()))).collect()
}

/// A path as a reference: everything but what a reference may hold is escaped.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => uri.push(char::from(byte)),
            _ => {
                let _ = write!(uri, "%{byte:02X}");
            }
        }
    }
    uri
}

fn location(at: &At) -> Value {
    json!({
        "physicalLocation": {
            "artifactLocation": { "uri": uri(&at.file) },
            "region": {
                "startLine": at.start.0, "startColumn": at.start.1, "endLine": at.end.0, "endColumn": at.end.1,
            },
        },
    })
}
