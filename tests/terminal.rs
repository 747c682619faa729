//! The real program in a real terminal: what is typed, what is seen, and how the terminal is left.

#![cfg(unix)]

use std::fs;
use std::io::{Read, Write};
use std::num::NonZero;
use std::path::Path;
use std::process::Command;
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use tempfile::TempDir;

/// Longer than anything takes on the slowest machine; a test that waits so long has failed.
const PATIENCE: Duration = Duration::from_mins(1);

const SIZE: PtySize = PtySize { rows: 40, cols: 120, pixel_width: 0, pixel_height: 0 };

/// A terminal with the program in it.
struct Terminal {
    master: Box<dyn MasterPty + Send>,
    child: Box<dyn Child + Send + Sync>,
    writer: Box<dyn Write + Send>,
    output: Receiver<Vec<u8>>,
    parser: vt100::Parser,
    /// Everything the program wrote.
    written: Vec<u8>,
    /// The terminal's settings before the program began.
    before: String,
}

impl Terminal {
    fn start() -> Self {
        Self::with(&[])
    }

    fn with(variables: &[(&str, &str)]) -> Self {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_cred-doctor"));
        command.env_clear();
        for (name, value) in [("TERM", "xterm-256color"), ("LANG", "C.UTF-8"), ("COLORFGBG", "15;0")] {
            command.env(name, value);
        }
        for (name, value) in variables {
            command.env(name, value);
        }
        Self::run(command)
    }

    fn run(command: CommandBuilder) -> Self {
        let pair = native_pty_system().openpty(SIZE).unwrap();
        let before = flags(pair.master.as_ref());
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (sender, output) = mpsc::channel();
        std::thread::spawn(move || {
            let mut bytes = vec![0; 65_536];
            while let Ok(count) = reader.read(&mut bytes) {
                if count == 0 || sender.send(bytes[..count].to_vec()).is_err() {
                    return;
                }
            }
        });
        Self {
            writer: pair.master.take_writer().unwrap(),
            master: pair.master,
            child,
            output,
            parser: vt100::Parser::new(side(SIZE.rows), side(SIZE.cols), 0),
            written: Vec::new(),
            before,
        }
    }

    fn press(&mut self, keys: &str) -> &mut Self {
        self.writer.write_all(keys.as_bytes()).unwrap();
        self.writer.flush().unwrap();
        self
    }

    /// Waits until what is seen satisfies the test.
    #[track_caller]
    fn until(&mut self, what: &str, satisfied: impl Fn(&Self) -> bool) -> &mut Self {
        let end = Instant::now() + PATIENCE;
        while !(satisfied(self) && self.has_whole_frame()) {
            assert!(Instant::now() < end, "{what} never came:\n{}", self.parser.screen().contents());
            // The terminal's settings change without any output, so the wait is short and repeated.
            if let Ok(bytes) = self.output.recv_timeout(Duration::from_millis(50)) {
                self.parser.process(&bytes);
                self.written.extend(bytes);
            }
        }
        self
    }

    /// Whether the last frame has come to its end: what is clicked must be where it is seen.
    fn has_whole_frame(&self) -> bool {
        let last = |mark: &[u8]| self.written.windows(mark.len()).rposition(|window| window == mark);
        last(b"\x1b[?2026l") >= last(b"\x1b[?2026h")
    }

    #[track_caller]
    fn sees(&mut self, text: &str) -> &mut Self {
        self.until(text, |terminal| terminal.parser.screen().contents().contains(text))
    }

    /// Clicks the first place where `text` is seen.
    #[track_caller]
    fn click(&mut self, text: &str) -> &mut Self {
        self.sees(text);
        let screen = self.parser.screen();
        let place = (0..SIZE.rows).find_map(|row| {
            let line: String = (0..SIZE.cols)
                .map(|column| {
                    screen.cell(row, column).map_or(" ", |cell| if cell.has_contents() { cell.contents() } else { " " })
                })
                .collect();
            let before = line.split_once(text)?.0;
            Some((before.chars().count() + 1, row + 1))
        });
        let (column, row) = place.unwrap();
        self.press(&format!("\x1b[<0;{column};{row}M\x1b[<0;{column};{row}m"))
    }

    /// Waits for the end of the program, and returns its exit code.
    fn end(&mut self) -> u32 {
        let status = self.child.wait().unwrap();
        // What was written last may still be on its way; the reader ends with the terminal's last writer.
        while let Ok(bytes) = self.output.recv_timeout(PATIENCE) {
            self.parser.process(&bytes);
            self.written.extend(bytes);
        }
        status.exit_code()
    }

    fn signal(&self, signal: &str) {
        let process = self.child.process_id().unwrap().to_string();
        assert!(Command::new("kill").args(["-s", signal, &process]).status().unwrap().success());
    }

    #[track_caller]
    fn is_restored(&self) -> &Self {
        assert_eq!(flags(self.master.as_ref()), self.before, "the terminal's settings are as they were");
        let screen = self.parser.screen();
        assert!(!screen.alternate_screen(), "the screen from before is back");
        assert!(!screen.hide_cursor(), "the cursor is back");
        assert!(!screen.bracketed_paste(), "pasting is as it was");
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None, "the mouse is the terminal's again");
        self
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // A failed test must not leave a program behind.
        let _ = self.child.kill();
    }
}

/// The terminal's settings, to compare.
fn flags(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios().unwrap())
}

const SYMPTOM: &str = "The Reset password button is greyed out";

#[test]
fn with_keys_from_the_opening_to_the_fix_and_out_again() {
    let mut terminal = Terminal::start();
    terminal.sees("What is wrong?").press("reset button greyed").sees("matches").press("\r").sees("How to find out");
    terminal.press("password").sees("› password").press(" ").sees("Marked: Password Administrator").press("\r");
    terminal.sees("question 2").press("exchange").sees("› exchange").press(" ").sees("Marked: Exchange");
    terminal.press("\r").sees("Have you made sure").press("1").sees("✓ confirmed").sees("Fix");
    terminal.press("1").sees("✓ Fixed").press("q").sees("Open tickets").press("q");
    assert_eq!(terminal.end(), 0);
    terminal.is_restored();
}

#[test]
fn with_the_mouse_from_the_opening_to_the_fix_and_out_again() {
    let mut terminal = Terminal::start();
    terminal.click(SYMPTOM).sees("question 1").click("Password Administrator").sees("Marked: Password Administrator");
    terminal.click("answer").sees("question 2").click("Global Administrator").sees("Marked: Global");
    terminal.click("answer").click("Yes, checked").sees("✓ confirmed").click("1  Yes").sees("✓ Fixed");
    terminal.click("tickets").sees("Open tickets").click("q quit");
    assert_eq!(terminal.end(), 0);
    terminal.is_restored();
}

#[test]
fn ctrl_c_restores_the_terminal() {
    let mut terminal = Terminal::start();
    terminal.sees("What is wrong?").press("\x03");
    assert_eq!(terminal.end(), 4);
    terminal.is_restored();
}

#[test]
fn signals_restore_the_terminal() {
    for signal in ["TERM", "HUP", "INT"] {
        let mut terminal = Terminal::start();
        // The listening begins after the first frame; a key that was answered shows that it has.
        terminal.sees("What is wrong?").press("x").sees("› x").signal(signal);
        assert_eq!(terminal.end(), 4, "{signal}");
        terminal.is_restored();
    }
}

#[test]
#[cfg(debug_assertions)]
fn a_panic_restores_the_terminal_and_is_told_on_it() {
    let mut terminal = Terminal::with(&[("CRED_DOCTOR_TEST_PANIC", "1")]);
    assert_eq!(terminal.end(), 101);
    terminal.is_restored();
    let screen = terminal.parser.screen().contents();
    assert!(screen.contains("asked to fail"), "{screen}");
}

#[test]
fn ctrl_z_gives_the_terminal_back_until_the_program_is_continued() {
    let mut terminal = Terminal::start();
    terminal.sees("What is wrong?").press("grey").sees("› grey").press("\x1a");
    terminal.until("the screen from before", |terminal| !terminal.parser.screen().alternate_screen());
    terminal.until("the settings from before", |terminal| flags(terminal.master.as_ref()) == terminal.before);
    // A signal that comes before it has stopped is lost, so it is sent until it is heard.
    let end = Instant::now() + PATIENCE;
    while !terminal.parser.screen().alternate_screen() {
        assert!(Instant::now() < end, "it never came back");
        terminal.signal("CONT");
        while let Ok(bytes) = terminal.output.recv_timeout(Duration::from_millis(50)) {
            terminal.parser.process(&bytes);
        }
    }
    terminal.sees("› grey").press("\x03");
    assert_eq!(terminal.end(), 4);
    terminal.is_restored();
}

#[test]
fn a_resize_is_followed_at_once() {
    let mut terminal = Terminal::start();
    terminal.sees("What is wrong?");
    let small = PtySize { rows: 8, cols: 30, ..SIZE };
    terminal.parser.screen_mut().set_size(side(small.rows), side(small.cols));
    terminal.master.resize(small).unwrap();
    terminal.sees("Please make the window").press("\x03");
    assert_eq!(terminal.end(), 4);
}

#[test]
fn the_terminal_is_asked_for_its_ground_after_the_first_frame_and_the_answer_is_not_typed() {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_cred-doctor"));
    command.env_clear();
    command.env("TERM", "xterm-256color");
    command.env("LANG", "C.UTF-8");
    let mut terminal = Terminal::run(command);
    terminal.until("the question", |terminal| holds(&terminal.written, "\x1b]11;?"));
    let written = String::from_utf8_lossy(&terminal.written).into_owned();
    let (before, _) = written.split_once("\x1b]11;?").unwrap();
    assert!(before.contains("What is wrong?"), "the first frame does not wait for it");
    terminal.press("\x1b]11;rgb:ffff/ffff/ffff\x1b\\grey").sees("› grey").press("\x03");
    assert_eq!(terminal.end(), 4);
}

#[test]
fn what_is_copied_goes_to_the_terminal() {
    let mut terminal = Terminal::start();
    terminal.sees("What is wrong?").press("reset button greyed").sees("matches").press("\r").sees("How to find out");
    terminal.press(" ").sees("Marked: No admin role").press("\r").sees("question 2").press("1").sees("Fix").press("c");
    terminal.sees("Sent to the clipboard");
    assert!(holds(&terminal.written, "\x1b]52;c;"), "the terminal is handed the text");
    terminal.press("\x1b[6~\x1b[6~\x1b[6~\x1b[6~\x1b[6~");
    terminal.until("an address that is a link", |terminal| holds(&terminal.written, "\x1b]8;;https://"));
    terminal.press("\x11");
    assert_eq!(terminal.end(), 0);
}

/// A copy of a pack that a test may write in.
fn copy_of(pack: &Path) -> TempDir {
    fn copy(from: &Path, to: &Path) {
        fs::create_dir_all(to).unwrap();
        for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
            let to = to.join(entry.file_name());
            if entry.path().is_dir() {
                copy(&entry.path(), &to);
            } else {
                fs::copy(entry.path(), to).unwrap();
            }
        }
    }
    let folder = TempDir::new().unwrap();
    copy(pack, folder.path());
    folder
}

#[test]
fn an_author_walks_what_was_just_saved_and_opens_it_in_an_editor() {
    let folder = copy_of(Path::new("tests/packs/lamps"));
    let facts = folder.path().join("facts/lamp.yaml");
    let text = fs::read_to_string(&facts).unwrap();
    // An editor that takes a line from the keyboard, and writes down how it was called.
    let told = folder.path().join("told");
    let editor = folder.path().join("vim");
    fs::write(
        &editor,
        format!("#!/bin/sh\necho the editor is open\nread line\necho \"$line $*\" > {}\n", told.display()),
    )
    .unwrap();
    assert!(Command::new("chmod").arg("+x").arg(&editor).status().unwrap().success());

    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_cred-doctor"));
    command.args(["--watch", "--theme", "dark", "--pack"]);
    command.arg(folder.path());
    command.env_clear();
    for (name, value) in [("TERM", "xterm-256color"), ("LANG", "C.UTF-8"), ("PATH", "/usr/bin:/bin")] {
        command.env(name, value);
    }
    command.env("EDITOR", &editor);
    let mut terminal = Terminal::run(command);
    terminal.sees("What is wrong?").press("desk lamp stays dark").sees("matches").press("\r");
    terminal.sees("Is the lamp plugged in?").press("1").sees("question 2");

    fs::write(&facts, text.replace("What is the bulb like?", "How does the bulb look?")).unwrap();
    terminal.sees("How does the bulb look?").sees("the lamp is plugged in");
    fs::write(&facts, text.replace("label: the lamp is plugged in", "lable: the lamp is plugged in")).unwrap();
    terminal.sees("What is wrong with the knowledge").sees("did you mean `label`?");
    fs::write(&facts, &text).unwrap();
    terminal.sees("0 errors").sees("What is the bulb like?");

    terminal.press("e").sees("the editor is open").press("typed\n").sees("What is the bulb like?");
    let place = format!("{}/symptoms/lamp-dark.yaml", folder.path().display());
    assert_eq!(fs::read_to_string(&told).unwrap(), format!("typed +13 {place}\n"));
    terminal.press("\x11");
    assert_eq!(terminal.end(), 0);
    terminal.is_restored();
}

fn holds(written: &[u8], text: &str) -> bool {
    written.windows(text.len()).any(|window| window == text.as_bytes())
}

fn side(cells: u16) -> NonZero<u16> {
    NonZero::new(cells).unwrap()
}
