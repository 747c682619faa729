//! Draws the pictures of README from a real run in a pseudo-terminal.
//!
//! `cargo test --test picture -- --ignored` makes `assets/*.svg` anew; without `--ignored` it only checks that the pictures
//! in README exist.
#![cfg(unix)]

use std::fmt::Write as _;
use std::fs;
use std::io::{Read, Write};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::Duration;

use portable_pty::{CommandBuilder, PtySize, native_pty_system};

const COLUMNS: u16 = 120;
const CELL: (usize, usize) = (9, 19);

fn assets() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets")
}

/// Runs the assistant, types each of `keys` once the screen shows the words before it, and returns the last screen.
fn screen(rows: u16, keys: &[(&str, &str)], last: &str) -> vt100::Parser {
    let pair = native_pty_system()
        .openpty(PtySize { rows, cols: COLUMNS, pixel_width: 0, pixel_height: 0 })
        .expect("a pseudo-terminal");
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_cred-doctor"));
    command.args(["--theme", "dark"]);
    command.env("TERM", "xterm-256color");
    command.env("LANG", "C.UTF-8");
    command.env_remove("NO_COLOR");
    let mut child = pair.slave.spawn_command(command).expect("the binary starts");
    drop(pair.slave);
    let mut reader = pair.master.try_clone_reader().expect("a reader");
    let mut writer = pair.master.take_writer().expect("a writer");
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        let mut buffer = vec![0; 65_536];
        while let Ok(count) = reader.read(&mut buffer) {
            if count == 0 || sender.send(buffer[..count].to_vec()).is_err() {
                break;
            }
        }
    });
    let mut parser = vt100::Parser::new(side(rows), side(COLUMNS), 0);
    let wait_for = |parser: &mut vt100::Parser, words: &str| {
        while !parser.screen().contents().contains(words) {
            let bytes = receiver.recv_timeout(Duration::from_secs(20));
            let bytes = bytes.unwrap_or_else(|_| panic!("no “{words}” on\n{}", parser.screen().contents()));
            parser.process(&bytes);
        }
        // What belongs to the same frame.
        while let Ok(bytes) = receiver.recv_timeout(Duration::from_millis(300)) {
            parser.process(&bytes);
        }
    };
    for (words, key) in keys {
        wait_for(&mut parser, words);
        writer.write_all(key.as_bytes()).expect("a key is typed");
    }
    wait_for(&mut parser, last);
    child.kill().ok();
    child.wait().ok();
    parser
}

fn side(cells: u16) -> NonZero<u16> {
    NonZero::new(cells).expect("a screen has an extent")
}

fn colour(colour: vt100::Color, default: &str) -> String {
    const BASIC: [&str; 16] = [
        "#1c1c1c", "#e06c75", "#98c379", "#d7ba7d", "#61afef", "#c678dd", "#56b6c2", "#d6d8dd", "#7f848e", "#f14c4c",
        "#23d18b", "#f5f543", "#6cb6ff", "#d670d6", "#29b8db", "#ffffff",
    ];
    match colour {
        vt100::Color::Default => default.to_owned(),
        vt100::Color::Rgb(r, g, b) => format!("#{r:02x}{g:02x}{b:02x}"),
        vt100::Color::Idx(index @ 0..=15) => BASIC[usize::from(index)].to_owned(),
        vt100::Color::Idx(index @ 16..=231) => {
            let part = |n: u8| if n == 0 { 0 } else { 55 + 40 * u32::from(n) };
            let index = index - 16;
            format!("#{:02x}{:02x}{:02x}", part(index / 36), part(index / 6 % 6), part(index % 6))
        }
        vt100::Color::Idx(index) => {
            let grey = 8 + 10 * u32::from(index - 232);
            format!("#{grey:02x}{grey:02x}{grey:02x}")
        }
    }
}

fn svg(parser: &vt100::Parser) -> String {
    let ink = "#d6d8dd";
    // The ground that the theme paints, or that of a terminal.
    let ground = parser.screen().cell(0, 0).map_or_else(String::new, |cell| colour(cell.bgcolor(), "#111318"));
    let (rows, columns) = parser.screen().size();
    let (rows, columns) = (rows.get(), columns.get());
    let (width, height) = (usize::from(columns) * CELL.0 + 24, usize::from(rows) * CELL.1 + 24);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
         font-family=\"ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace\" font-size=\"15\">\n\
         <rect width=\"{width}\" height=\"{height}\" rx=\"8\" fill=\"{ground}\"/>\n"
    );
    for row in 0..rows {
        let top = usize::from(row) * CELL.1 + 12;
        for column in 0..columns {
            let Some(cell) = parser.screen().cell(row, column) else { continue };
            let (mut fore, mut back) = (colour(cell.fgcolor(), ink), colour(cell.bgcolor(), &ground));
            if cell.inverse() {
                std::mem::swap(&mut fore, &mut back);
            }
            let left = usize::from(column) * CELL.0 + 12;
            if back != ground {
                let (w, h) = CELL;
                let _ = writeln!(svg, "<rect x=\"{left}\" y=\"{top}\" width=\"{w}\" height=\"{h}\" fill=\"{back}\"/>");
            }
            let text = cell.contents();
            if text.trim().is_empty() {
                continue;
            }
            let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            let weight = if cell.bold() { " font-weight=\"bold\"" } else { "" };
            let dim = if cell.dim() { " opacity=\"0.6\"" } else { "" };
            let line = if cell.underline() { " text-decoration=\"underline\"" } else { "" };
            let base = top + 14;
            let _ = writeln!(svg, "<text x=\"{left}\" y=\"{base}\" fill=\"{fore}\"{weight}{dim}{line}>{text}</text>");
        }
    }
    svg.push_str("</svg>\n");
    svg
}

#[test]
#[ignore = "draws the picture of README anew"]
fn draw_the_picture_of_readme() {
    let keys = [
        ("What is wrong", "greyed out"),
        ("Reset password button is greyed out", "\r"),
        ("the account that does the reset hold", "passw"),
        ("Password Administrator", " \r"),
        ("the person whose password it is hold", "exch"),
    ];
    let parser = screen(34, &keys, "Exchange Administrator");
    fs::write(assets().join("walk.svg"), svg(&parser)).unwrap();
    let keys = [&keys[..], &[("Exchange Administrator", " \r"), ("caller is the person", "1")]].concat();
    let parser = screen(40, &keys, "confirmed");
    fs::write(assets().join("fix.svg"), svg(&parser)).unwrap();
}

#[test]
fn the_pictures_of_readme_exist() {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let pictures: Vec<&str> = readme.split("](assets/").skip(1).filter_map(|rest| rest.split(')').next()).collect();
    assert!(!pictures.is_empty());
    for picture in pictures {
        assert!(assets().join(picture).is_file(), "assets/{picture} is missing");
    }
}
