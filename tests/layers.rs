//! Holds the drawing in `ARCHITECTURE.md` against the code.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Room to layer, as drawn.
fn layers() -> BTreeMap<String, usize> {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let drawing = text.split("```layers\n").nth(1).unwrap().split("```").next().unwrap();
    let mut layers = BTreeMap::new();
    for line in drawing.lines() {
        let mut words = line.split_whitespace();
        let layer: usize = words.next().unwrap().trim_start_matches('L').parse().unwrap();
        for room in words {
            assert!(layers.insert(room.to_owned(), layer).is_none(), "{room} is drawn twice");
        }
    }
    layers
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// Each source file: its room, its path, and its code without comments and without its tests.
fn sources() -> Vec<(String, String, String)> {
    let mut paths = Vec::new();
    files(&root().join("src"), &mut paths);
    paths.sort();
    let mut sources = Vec::new();
    for path in paths {
        let relative = path.strip_prefix(root().join("src")).unwrap().to_string_lossy().replace('\\', "/");
        let room = relative.split('/').next().unwrap().trim_end_matches(".rs").to_owned();
        if room == "lib" || relative.ends_with("tests.rs") || relative.contains("/tests/") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let code = text.split("#[cfg(test)]\nmod tests").next().unwrap();
        let lines: Vec<&str> = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
        let code = lines.join("\n");
        sources.push((room, relative, code));
    }
    sources
}

/// The rooms that a piece of code names through `crate::`, groups such as `use crate::{a, b}` included; the binary names
/// them through `cred_doctor::`.
fn named_rooms(code: &str) -> Vec<String> {
    let mut rooms = Vec::new();
    for prefix in ["crate::", "cred_doctor::"] {
        for rest in code.split(prefix).skip(1) {
            if let Some(group) = rest.strip_prefix('{') {
                let mut depth = 0;
                let mut word = String::new();
                let mut fresh = true;
                for c in group.chars() {
                    match c {
                        '{' => depth += 1,
                        '}' if depth == 0 => break,
                        '}' => depth -= 1,
                        ',' if depth == 0 => fresh = true,
                        c if fresh && depth == 0 && (c.is_alphanumeric() || c == '_') => word.push(c),
                        c if !word.is_empty() && !c.is_alphanumeric() => {
                            rooms.push(std::mem::take(&mut word));
                            fresh = false;
                        }
                        _ => {}
                    }
                    if matches!(c, ',') && !word.is_empty() {
                        rooms.push(std::mem::take(&mut word));
                    }
                }
                if !word.is_empty() {
                    rooms.push(word);
                }
            } else {
                rooms.push(rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect());
            }
        }
    }
    rooms.retain(|room| !room.is_empty() && room.chars().next().is_some_and(char::is_lowercase));
    rooms
}

#[test]
fn every_room_is_drawn_and_every_drawn_room_exists() {
    let layers = layers();
    let rooms: std::collections::BTreeSet<String> = sources().into_iter().map(|(room, ..)| room).collect();
    let drawn: std::collections::BTreeSet<String> = layers.into_keys().collect();
    assert_eq!(rooms, drawn);
}

#[test]
fn no_room_names_a_room_on_its_own_line_or_above() {
    let layers = layers();
    let mut wrong = Vec::new();
    for (room, path, code) in sources() {
        for named in named_rooms(&code) {
            let Some(layer) = layers.get(&named) else { continue };
            let allowed = named == room || *layer < layers[&room] || (room == "main" && named == "cli");
            if !allowed {
                wrong.push(format!("{path} names {named}"));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn the_rooms_of_a_group_are_found() {
    assert_eq!(named_rooms("use crate::{knowledge::{A, b}, texts};\nuse crate::load;"), ["knowledge", "texts", "load"]);
}

/// What may be named only in certain places: a part of a path in `src/`, or a room.
const KEPT_IN: &[(&str, &[&str])] = &[
    ("granit_parser", &["load/"]),
    ("cel::", &["load/"]),
    ("clap", &["cli"]),
    ("ratatui", &["tui"]),
    ("crossterm", &["tui", "cli/environment.rs"]),
    ("std::fs", &["load/files.rs", "cli"]),
    ("std::env", &["cli", "main.rs"]),
    ("std::process", &["cli", "main.rs", "tui/runtime", "graph/sign_in/azure_cli.rs"]),
    ("std::net", &["graph", "simulator"]),
    ("tokio::process", &["graph/sign_in/azure_cli.rs"]),
    ("oauth2::", &["graph/sign_in"]),
    ("keyring_core", &["graph/sign_in/keyring/"]),
    ("linux_keyutils", &["graph/sign_in/keyring/"]),
    ("etcetera", &["cli"]),
    ("reqwest", &["graph"]),
    ("tokio", &["graph", "simulator", "cli/", "tui/runtime"]),
    ("SystemTime", &["cli", "simulator/server", "tui/runtime", "plain/runtime", "graph/http/told.rs"]),
    ("Instant::now", &["tui/runtime", "graph"]),
    ("std::thread", &["tui/runtime", "cli/", "authoring/parallel.rs"]),
    ("println!", &["cli", "main.rs"]),
];

#[test]
fn what_touches_the_world_stays_in_its_place() {
    let mut wrong = Vec::new();
    for (_, path, code) in sources() {
        for (word, places) in KEPT_IN {
            let word_found = code.match_indices(word).any(|(at, _)| {
                let before = code[..at].chars().next_back();
                !before.is_some_and(|c| c.is_alphanumeric() || c == '_')
            });
            if word_found && !places.iter().any(|place| path.starts_with(place) || path.contains(place)) {
                wrong.push(format!("{path} names {word}"));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}
