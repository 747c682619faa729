//! The dialogue line by line, over a pipe.

use super::run::{lamps, lamps_fed, program};

/// Plays lines into the dialogue and takes down all of it.
fn play(lines: &[&str]) -> String {
    let said = lamps_fed(&["--plain"], &format!("{}\n", lines.join("\n")));
    assert_eq!((said.err.as_str(), said.code), ("", Some(0)));
    said.out
}

#[test]
fn a_ticket_from_the_callers_words_to_the_fix() {
    let out = play(&["lamp stay drak", "1", "w", "h", "y", "burnt", "x 1", "2", "b", "1", "q"]);
    insta::assert_snapshot!("story_to_the_fix", out);
}

#[test]
fn a_ticket_of_somebody_who_is_not_sure() {
    let out = play(&["lamp stays dark", "1", "u", "2", "l", "2", "e", "1", "2", "3", "3", "u", "2", "q"]);
    insta::assert_snapshot!("story_not_sure", out);
}

#[test]
fn a_long_list_is_marked_by_name_and_by_number() {
    let open = ["lamp stays dark", "1", "y", "3", "n"];
    let marking = ["r", "", "dim, clock", "2", "2", "me", "99", "", "old", "12", "q"];
    insta::assert_snapshot!("story_marking", play(&[&open[..], &marking].concat()));
}

#[test]
fn a_code_sets_what_it_proves() {
    let out = play(&["panel says LAMP_8812 !", "1", "y", "q"]);
    assert!(out.contains("It proves: the state of the bulb: It is burnt."), "{out}");
    assert!(out.contains("Cause (confirmed): The bulb is burnt"), "{out}");
}

#[test]
fn the_gate_comes_before_the_fix_and_refuses() {
    let out = play(&["lamp stays dark", "1", "y", "3", "y", "n", "q"]);
    let found = out.find("Found (confirmed): The PIN of the lamp is locked.").unwrap();
    let refused = out.find("The fix is not shown:").unwrap();
    assert!(found < refused, "{out}");
    assert!(!out.contains("Set a new PIN."), "{out}");
    let out = play(&["lamp stays dark", "1", "y", "3", "y", "y", "q"]);
    assert!(out.contains("Set a new PIN."), "{out}");
}

#[test]
fn the_end_of_the_input_ends_it() {
    for input in ["", "lamp", "lamp stays dark\n1\n", "\u{0}\u{1b}[2J\n\n?\n"] {
        let said = lamps_fed(&["--plain"], input);
        assert_eq!((said.err.as_str(), said.code), ("", Some(0)), "{input:?}");
        assert!(!said.out.contains('\u{1b}'), "{input:?}");
    }
}

#[test]
fn nothing_but_lines_is_written() {
    let out = play(&["", "1", "?", "u", "u", "u", "u", "u", "l", "w", "e", "", "t", "q"]);
    assert!(out.chars().all(|c| c == '\n' || !c.is_control()), "{out}");
    assert!(!out.contains(['│', '─', '┌', '█']), "{out}");
    assert!(out.lines().filter(|line| !line.contains("https://")).all(|line| line.chars().count() <= 80), "{out}");
}

#[test]
fn a_setting_in_the_environment_does_the_same() {
    let mut command = program();
    command.env("CRED_DOCTOR_PLAIN", "1").env("COLUMNS", "40");
    let said = super::run::fed(command, "q\n");
    assert_eq!(said.code, Some(0));
    assert!(said.out.starts_with("What is wrong?\n"));
    assert!(said.out.lines().all(|line| line.chars().count() <= 40), "{}", said.out);
}

#[test]
fn a_step_is_printed_where_nobody_can_answer() {
    let said = lamps(&["--plain", "diagnose", "lamp-dark"]);
    assert!(said.out.starts_with("The desk lamp stays dark\n"));
    assert_eq!(said.code, Some(0));
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it_with_the_code_of_the_manual() {
    use std::io::Read;
    use std::process::{Command, Stdio};

    let mut child = program().arg("--plain").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    // Once something was said, it is listening.
    child.stdout.as_mut().unwrap().read_exact(&mut [0]).unwrap();
    let killed = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(killed.success());
    assert_eq!(child.wait().unwrap().code(), Some(4));
}
