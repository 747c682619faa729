//! Values in commands: each stays one word of its shell, whatever is in it, or the command is refused.

mod support;

use std::sync::Arc;

use cred_doctor::builtin;
use cred_doctor::diagnosis::{CommandRefused, Filler};
use cred_doctor::knowledge::{FactKind, Pack, Shell, Value};
use proptest::prelude::*;
use support::{cause_document, pack};

fn small() -> Arc<Pack> {
    pack(&[
        ("facts/a.yaml", "fact: target.upn\ntype: text\nlabel: their user name\n"),
        ("causes/a.yaml", &cause_document("one", "")),
        (
            "symptoms/s.yaml",
            "symptom: S\nphrases: []\nescalate: { to: X, with: [y] }\nlikelihood: { one: 1 }\nstart: n\nnodes:\n  n:\n    \
             checks: [{ then: cause one }]\n",
        ),
    ])
}

fn fill(shell: Shell, template: &str, value: &str) -> Result<String, CommandRefused> {
    let pack = small();
    let value = Value::text(value);
    let filler = Filler::new(&pack, |_| Some(value.clone()));
    filler.command(shell, template).map(|filled| filled.text)
}

/// The words a POSIX shell makes of a command.
#[cfg(unix)]
fn posix_words(command: &str) -> Vec<String> {
    let script = format!("set -- {command}\nfor word; do printf '%s\\n' \"$word\"; done");
    let output = std::process::Command::new("sh").args(["-c", &script]).output().unwrap();
    assert!(output.status.success(), "{command}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
}

/// The text of a PowerShell literal in single quotes at the start of `rest`, and what comes after it.
///
/// PowerShell takes the four typographic single quotes for the straight one; doubled, each stands for itself.
fn powershell_literal(rest: &str) -> (String, &str) {
    let is_quote = |c: char| matches!(c, '\'' | '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{201b}');
    let mut text = String::new();
    let mut letters = rest.char_indices().skip(1).peekable();
    while let Some((at, c)) = letters.next() {
        if !is_quote(c) {
            text.push(c);
        } else if letters.peek().is_some_and(|(_, next)| is_quote(*next)) {
            text.push(c);
            letters.next();
        } else {
            return (text, &rest[at + c.len_utf8()..]);
        }
    }
    panic!("the literal does not end: {rest}");
}

fn cannot_be_quoted(value: &str) -> bool {
    value.chars().any(|c| c.is_control() || c == '\u{202e}')
}

fn nasty() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "'",
        "\"",
        "`",
        "$(touch x)",
        "${HOME}",
        "$env:X",
        ";",
        "&",
        "|",
        "\\",
        "\n",
        "\r",
        "\0",
        "\u{1b}[31m",
        "--",
        "-",
        " ",
        "%41",
        "#",
        "?",
        "/",
        "..",
        "{",
        "}",
        "{{ x }}",
        "\u{2018}",
        "\u{2019}",
        "\u{201b}",
        "\u{202e}",
        "ä",
        "日本",
        "a",
        "@",
    ]);
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[cfg(unix)]
    #[test]
    fn a_value_is_one_word_of_a_posix_shell(value in nasty()) {
        match fill(Shell::Az, "show --id {{ target.upn }} --last", &value) {
            Ok(command) => prop_assert_eq!(posix_words(&command), ["show", "--id", &value, "--last"]),
            Err(refused) => {
                prop_assert!(cannot_be_quoted(&value) || value.starts_with('-'), "{}", refused);
            }
        }
    }

    #[test]
    fn a_value_is_one_literal_of_powershell(value in nasty()) {
        for shell in [Shell::PowerShell, Shell::Ad] {
            match fill(shell, "Get-User -Id {{ target.upn }} -Last", &value) {
                Ok(command) => {
                    let (text, rest) = powershell_literal(command.strip_prefix("Get-User -Id ").unwrap());
                    prop_assert_eq!(&text, &value);
                    prop_assert_eq!(rest, " -Last");
                }
                Err(_) => prop_assert!(cannot_be_quoted(&value)),
            }
        }
    }

    #[test]
    fn a_value_is_one_segment_of_an_address_and_one_text_of_a_body(value in nasty()) {
        let template = "PATCH https://graph.example/users/{{ target.upn }}/x\n\n{\"id\": {{ target.upn }}}";
        match fill(Shell::Graph, template, &value) {
            Ok(command) => {
                let (address, body) = command.split_once("\n\n").unwrap();
                let segment = address.strip_prefix("PATCH https://graph.example/users/").unwrap();
                let segment = segment.strip_suffix("/x").unwrap();
                prop_assert!(segment.chars().all(|c| c.is_ascii_alphanumeric() || "-._~@%".contains(c)), "{segment}");
                let body: serde_json::Value = serde_json::from_str(body).unwrap();
                prop_assert_eq!(body["id"].as_str(), Some(value.as_str()));
            }
            Err(_) => prop_assert!(cannot_be_quoted(&value) || value == ".."),
        }
    }
}

#[test]
fn a_line_break_in_a_value_is_refused_and_the_fact_is_named() {
    let refused = fill(Shell::PowerShell, "Get-User -Id {{ target.upn }}", "a\nRemove-Everything").unwrap_err();
    assert_eq!(
        refused.to_string(),
        "the value of `target.upn` cannot be put into a command: it holds a line break or another control character"
    );
}

#[test]
fn an_unknown_value_is_a_named_blank_in_quotes() {
    let pack = small();
    let filled = Filler::blank(&pack).command(Shell::Az, "az ad user show --id {{ target.upn }}").unwrap();
    assert_eq!(filled.text, "az ad user show --id '<their user name>'");
    assert_eq!(filled.blanks, ["their user name"]);
    assert_eq!(Filler::blank(&pack).text("Ask {{ target.upn }}."), "Ask ‹their user name›.");
}

#[test]
fn every_command_of_the_built_in_pack_survives_a_hostile_value() {
    let pack = builtin::pack();
    let hostile = "o'neil\"; $(touch x) `y` \u{2019}@contoso.example";
    let filler = Filler::new(&pack, |fact| match pack.fact(fact).kind {
        FactKind::Text => Some(Value::text(hostile)),
        _ => None,
    });
    let mut filled = 0;
    for cause in &pack.parts().causes {
        for command in cause.fix.steps.iter().flat_map(|step| &step.commands) {
            let text = filler.command(command.shell, &command.template).unwrap().text;
            assert!(!text.contains("{{"), "{}: {text}", cause.name);
            let bare = text.matches(hostile).count();
            assert_eq!(bare, 0, "{}: a value stands as it is in {text}", cause.name);
            filled += usize::from(text.contains("neil"));
        }
    }
    assert!(filled > 20, "only {filled} commands take a value");
}
