//! The list of people: one a line, or a column of CSV.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::cli::Failure;
use crate::cli::subject::{is_object_id, is_user_name};
use crate::texts::{Texts, cli, people as say};

/// More than this is not read, in MiB: it is some million people.
const LONGEST: u64 = 64;

/// The names of the column, the best first.
const COLUMNS: [&str; 6] = ["userprincipalname", "user principal name", "upn", "id", "object id", "objectid"];

/// Everybody in a file, each once, in their order; `-` is the standard input.
pub(super) fn read(path: &Path, texts: &Texts) -> Result<Vec<String>, Failure> {
    let is_input = path.as_os_str() == "-";
    let file = if is_input { texts.say(cli::STDIN).to_owned() } else { path.display().to_string() };
    let unreadable = |error: io::Error| {
        let message = texts.fill(cli::UNREADABLE_FILE, &[("file", &file), ("cause", &error.to_string())]);
        Failure::usage(message, texts.say(cli::READ_HINT))
    };
    let bytes = if is_input { bytes(io::stdin().lock()) } else { File::open(path).and_then(bytes) };
    let Some(bytes) = bytes.map_err(unreadable)? else {
        let message = texts.fill(say::TOO_LONG, &[("file", &file), ("size", &LONGEST.to_string())]);
        return Err(Failure::usage(message, texts.say(say::TOO_LONG_HINT)));
    };
    let text = String::from_utf8_lossy(&bytes);
    let people = parse(text.strip_prefix('\u{feff}').unwrap_or(&text)).map_err(|wrong| {
        let message = match wrong {
            Wrong::Line(line, text) => {
                texts.fill(say::BAD_LINE, &[("file", &file), ("line", &line.to_string()), ("text", &text)])
            }
            Wrong::Csv(cause) => texts.fill(say::BAD_CSV, &[("file", &file), ("cause", &cause)]),
        };
        Failure::usage(message, texts.say(say::NOBODY_HINT))
    })?;
    if people.is_empty() {
        return Err(Failure::usage(texts.fill(say::NOBODY, &[("file", &file)]), texts.say(say::NOBODY_HINT)));
    }
    Ok(people)
}

/// All bytes, unless there are too many.
fn bytes(reader: impl Read) -> io::Result<Option<Vec<u8>>> {
    let most = LONGEST * 1024 * 1024;
    let mut bytes = Vec::new();
    let read = reader.take(most + 1).read_to_end(&mut bytes)?;
    Ok((read as u64 <= most).then_some(bytes))
}

/// What is wrong with a list.
#[derive(Debug, PartialEq, Eq)]
enum Wrong {
    /// This line says nobody.
    Line(u64, String),
    /// It is no CSV, although it starts like it.
    Csv(String),
}

fn parse(text: &str) -> Result<Vec<String>, Wrong> {
    let named = match column(text) {
        Some((delimiter, column)) => cells(text, delimiter, column)?,
        None => (1..).zip(text.lines().map(|line| line.trim().trim_matches('"').to_owned())).collect(),
    };
    let mut seen = BTreeSet::new();
    let mut people = Vec::new();
    for (line, name) in named.into_iter().filter(|(_, name)| !name.is_empty()) {
        if !is_object_id(&name) && !is_user_name(&name) {
            return Err(Wrong::Line(line, name));
        }
        // The directory does not tell letter cases apart.
        if seen.insert(name.to_lowercase()) {
            people.push(name);
        }
    }
    Ok(people)
}

/// The delimiter and the column of a list that starts with the names of its columns.
fn column(text: &str) -> Option<(u8, usize)> {
    let first = text.lines().find(|line| !line.trim().is_empty())?;
    [b',', b';', b'\t'].into_iter().find_map(|delimiter| {
        let cells = first.split(char::from(delimiter));
        let cells: Vec<String> = cells.map(|cell| cell.trim().trim_matches('"').trim().to_lowercase()).collect();
        let place = COLUMNS.iter().find_map(|name| cells.iter().position(|cell| cell == name))?;
        Some((delimiter, place))
    })
}

fn cells(text: &str, delimiter: u8, column: usize) -> Result<Vec<(u64, String)>, Wrong> {
    let mut reader = csv::ReaderBuilder::new();
    let reader = reader.delimiter(delimiter).flexible(true).trim(csv::Trim::All);
    let mut cells = Vec::new();
    for record in reader.from_reader(text.as_bytes()).records() {
        let record = record.map_err(|error| Wrong::Csv(error.to_string()))?;
        let line = record.position().map_or(0, csv::Position::line);
        cells.push((line, record.get(column).unwrap_or_default().to_owned()));
    }
    Ok(cells)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "87d349ed-44d7-43e1-9a83-5f2406dee5bd";

    #[test]
    fn people_are_read_line_by_line() {
        let people = parse(&format!("a@x.y\r\n\n  \"b@x.y\"  \n{ID}\nA@X.Y\n"));
        assert_eq!(people, Ok(vec!["a@x.y".to_owned(), "b@x.y".to_owned(), ID.to_owned()]));
        assert_eq!(parse("a@x.y\nnobody\n"), Err(Wrong::Line(2, "nobody".to_owned())));
        assert_eq!(parse(""), Ok(Vec::new()));
    }

    #[test]
    fn people_are_read_from_the_column_that_names_them() {
        let both = Ok(vec!["a@x.y".to_owned(), "b@x.y".to_owned()]);
        for text in [
            "displayName,userPrincipalName\n\"Doe, A\",a@x.y\nB,\"b@x.y\"\n",
            "id;UPN\r\n1;a@x.y\r\n2;b@x.y\r\n",
            "\"User principal name\"\t\"Name\"\na@x.y\tA\n\nb@x.y\t\"B\nC\"\nA@x.y\n",
            "upn\na@x.y\nb@x.y",
        ] {
            assert_eq!(parse(text), both, "{text}");
        }
        assert_eq!(parse("name,upn\nA,a@x.y\nB,nobody\n"), Err(Wrong::Line(3, "nobody".to_owned())));
        assert_eq!(parse("name,upn\nA\n"), Ok(Vec::new()));
    }
}
