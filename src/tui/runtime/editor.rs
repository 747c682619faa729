//! Opening a file at its line in the author's editor.

use std::io;
use std::path::Path;
use std::process::Command;

use crate::tui::Location;

/// Opens a place, and waits until the editor is closed.
pub(super) fn open(editor: &[String], location: &Location) -> io::Result<()> {
    if !Path::new(&location.file).is_file() {
        return Err(io::Error::new(io::ErrorKind::NotFound, location.file.clone()));
    }
    let Some((program, given)) = editor.split_first() else {
        return Err(io::Error::new(io::ErrorKind::NotFound, "EDITOR"));
    };
    let status = Command::new(program).args(given).args(at(program, location)).status()?;
    if status.success() { Ok(()) } else { Err(io::Error::other(format!("{program}: {status}"))) }
}

/// How an editor is told the file and the line. One that is not known is told the file alone, which all understand.
fn at(program: &str, location: &Location) -> Vec<String> {
    let Location { file, line, column } = location;
    let name = Path::new(program).file_stem().and_then(|name| name.to_str()).unwrap_or_default();
    match name.to_ascii_lowercase().as_str() {
        "vi" | "vim" | "nvim" | "view" | "nano" | "pico" | "micro" | "kak" | "joe" | "mg" | "ne" => {
            vec![format!("+{line}"), file.clone()]
        }
        "emacs" | "emacsclient" => vec![format!("+{line}:{column}"), file.clone()],
        "code" | "code-insiders" | "codium" | "cursor" => {
            vec!["--wait".to_owned(), "--goto".to_owned(), format!("{file}:{line}:{column}")]
        }
        "subl" | "zed" => vec!["--wait".to_owned(), format!("{file}:{line}:{column}")],
        "hx" | "helix" => vec![format!("{file}:{line}:{column}")],
        "notepad++" => vec![format!("-n{line}"), file.clone()],
        _ => vec![file.clone()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_editor_is_told_the_line_in_its_own_way() {
        let location = Location { file: "pack/symptoms/s.yaml".to_owned(), line: 12, column: 3 };
        assert_eq!(at("/usr/bin/vim", &location), ["+12", "pack/symptoms/s.yaml"]);
        assert_eq!(at("code", &location), ["--wait", "--goto", "pack/symptoms/s.yaml:12:3"]);
        assert_eq!(at("hx", &location), ["pack/symptoms/s.yaml:12:3"]);
        assert_eq!(at("ed", &location), ["pack/symptoms/s.yaml"]);
    }

    #[test]
    fn a_file_that_is_not_there_is_not_opened() {
        let location = Location { file: "built-in/facts/a.yaml".to_owned(), line: 1, column: 1 };
        assert!(open(&["true".to_owned()], &location).is_err());
    }
}
