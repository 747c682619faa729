//! Completions and the manual page.

use super::run::{lamps, run};

#[test]
fn every_shell_gets_a_script_that_knows_the_names() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let said = lamps(&["completions", shell]);
        assert_eq!((said.err.as_str(), said.code), ("", Some(0)), "{shell}");
        for word in ["cred-doctor", "diagnose", "explain", "tried"] {
            assert!(said.out.contains(word), "{shell} lacks {word}");
        }
        // The generators for Elvish and PowerShell complete no values.
        if !["elvish", "powershell"].contains(&shell) {
            for name in ["lamp-dark", "lamp.bulb=burnt", "bulb-loose", "LAMP_8812", "S901", "contrast"] {
                assert!(said.out.contains(name), "{shell} lacks {name}");
            }
        }
    }
}

#[cfg(unix)]
#[test]
fn the_script_for_bash_is_one() {
    use std::process::{Command, Stdio};
    let script = run(&["completions", "bash"]).out;
    let Ok(mut bash) = Command::new("bash").args(["-n", "/dev/stdin"]).stdin(Stdio::piped()).spawn() else { return };
    std::io::Write::write_all(&mut bash.stdin.take().unwrap(), script.as_bytes()).unwrap();
    assert!(bash.wait().unwrap().success());
}

#[test]
fn the_manual_has_every_command_option_variable_and_exit_code() {
    let said = run(&["man"]);
    assert_eq!((said.err.as_str(), said.code), ("", Some(0)));
    assert!(said.out.contains(".TH cred-doctor 1"));
    for word in [
        r"cred\-doctor diagnose",
        ".SH \"OPTIONS OF DIAGNOSE\"",
        ".SH \"OPTIONS OF TREE LINT\"",
        r"\-\-tried",
        "CRED_DOCTOR_PACK",
        "NO_COLOR",
        ".SH \"EXIT STATUS\"",
    ] {
        assert!(said.out.contains(word), "{word}");
    }
}
