//! Command lines that make no sense, and what is said to them.

use std::process::{Command, Stdio};

use super::run::{fed, lamps, pack, program, run};

const MORE: &str = "\nFor more information, try '--help'.\n";

fn wrong(arguments: &[&str], message: &str) {
    let said = lamps(arguments);
    assert_eq!(said.err, message, "{arguments:?}");
    assert_eq!((said.out.as_str(), said.code), ("", Some(2)), "{arguments:?}");
}

fn hinted(arguments: &[&str], message: &str, hint: &str) {
    wrong(arguments, &format!("error: {message}\n\nhint: {hint}\n"));
}

#[test]
fn unknown_names_are_answered_with_the_closest() {
    let dark = ["diagnose", "lamp-dark"];
    let with = |more: &[&'static str]| [dark.as_slice(), more].concat();
    hinted(
        &["diagnose", "lamp-drak"],
        "there is no symptom `lamp-drak`",
        "did you mean `lamp-dark` or `lamp-flickers`?",
    );
    hinted(
        &["diagnose", "qqqq"],
        "there is no symptom `qqqq`",
        "`cred-doctor find WORDS` finds symptoms for words as a caller says them",
    );
    hinted(&with(&["--set", "lamp.bulp=burnt"]), "there is no fact `lamp.bulp`", "did you mean `lamp.bulb`?");
    hinted(
        &with(&["--set", "zzz=yes"]),
        "there is no fact `zzz`",
        "`cred-doctor diagnose SYMPTOM` says which fact is asked for",
    );
    hinted(&with(&["--tried", "bulb-bunrt"]), "there is no cause `bulb-bunrt`", "did you mean `bulb-burnt`?");
    hinted(&with(&["--tried", "qqqq"]), "there is no cause `qqqq`", "`cred-doctor find WORDS` finds causes");
    hinted(
        &["explain", "lamp-lokced"],
        "nothing is called `lamp-lokced`",
        "did you mean `lamp-locked` or `lamp.locked`?",
    );
    hinted(
        &["explain", "qqqq"],
        "nothing is called `qqqq`",
        "`cred-doctor find WORDS` finds symptoms, codes and causes",
    );
    hinted(&["--lang", "frr", "find", "lamp"], "the packs do not speak `frr`", "did you mean `fr`?");
    hinted(&["--lang", "xx", "find", "lamp"], "the packs do not speak `xx`", "they speak en, fr");
}

#[test]
fn values_that_a_fact_cannot_have_are_refused() {
    let set = |value: &'static str| ["diagnose", "lamp-dark", "--set", value];
    hinted(
        &set("lamp.plugged=maybe"),
        "`maybe` is no value of `lamp.plugged`: expected yes or no",
        "`lamp.plugged=unsure` says that you do not know",
    );
    hinted(
        &set("lamp.bulb=brunt"),
        "`brunt` is no value of `lamp.bulb`: `brunt` is none of its answers: burnt, loose, fine",
        "did you mean `lamp.bulb=burnt`?",
    );
    hinted(
        &set("lamp.parts=timer,dimer"),
        "`timer,dimer` is no value of `lamp.parts`: `dimer` is none of its 13 answers; close ones: dimmer, timer, mirror",
        "did you mean `lamp.parts=timer,dimmer`?",
    );
    hinted(
        &set("lamp.age=old"),
        "`old` is no value of `lamp.age`: expected a whole number",
        "`lamp.age=unsure` says that you do not know",
    );
    hinted(
        &["diagnose", "lamp-dark", "--set", "lamp.bulb=burnt", "--set", "lamp.bulb=fine"],
        "`lamp.bulb` is given twice, as `burnt` and as `fine`",
        "give it once; only a fix that changed it, named by `--tried` in between, makes it differ",
    );
}

#[test]
fn a_setting_without_a_value_shows_how_it_is_written() {
    let said = lamps(&["diagnose", "lamp-dark", "--set", "lamp.bulb"]);
    let message = "error: `--set lamp.bulb` is not FACT=VALUE\n\nhint: write for example `--set ";
    assert!(said.err.starts_with(message) && said.err.ends_with("=yes`\n"), "{}", said.err);
    assert_eq!(said.code, Some(2));
}

#[test]
fn a_missing_symptom_is_asked_for() {
    let hint = "`cred-doctor find WORDS` finds symptoms for words as a caller says them";
    hinted(&["diagnose"], "which symptom? There is no terminal to ask on", hint);
    hinted(&["diagnose", "--json"], "`--json` needs a symptom", hint);
    hinted(&["diagnose", "--set", "lamp.bulb=fine"], "which symptom? There is no terminal to ask on", hint);
}

#[test]
fn files_of_facts_that_cannot_be_read_are_named() {
    let facts = |file: &'static str| ["diagnose", "lamp-dark", "--facts", file];
    let said = lamps(&facts("no/such/file.json"));
    assert!(said.err.starts_with("error: cannot read `no/such/file.json`: "), "{}", said.err);
    assert!(said.err.ends_with("\n\nhint: check that it exists and that you may read it\n"), "{}", said.err);
    assert_eq!(said.code, Some(2));
    hinted(
        &[&facts("-")[..], &["--facts", "-"]].concat(),
        "the standard input can be read only once",
        "give `-` once, and a file for the other",
    );
}

#[test]
fn facts_that_are_no_facts_are_refused() {
    let example = r#"{"caller.verified": true, "admin.roles": ["helpdesk-administrator"]}"#;
    let values = "write a text, a number, true, false, null for not sure, or a list of texts";
    for (input, message, hint) in [
        (
            "[1]",
            "`standard input` is not a JSON object of facts: invalid type: sequence, expected a map at line 1 column 0",
            format!("write it like {example}"),
        ),
        (
            "",
            "`standard input` is not a JSON object of facts: EOF while parsing a value at line 1 column 0",
            format!("write it like {example}"),
        ),
        (r#"{"lamp.bulp": "fine"}"#, "there is no fact `lamp.bulp`", "did you mean `lamp.bulb`?".to_owned()),
        (r#"{"lamp.bulb": {"a": 1}}"#, r#"the value of `lamp.bulb` in `standard input` is {"a":1}"#, values.to_owned()),
        (
            r#"{"lamp.bulb": ["fine"]}"#,
            r#"the value of `lamp.bulb` in `standard input` is ["fine"]"#,
            values.to_owned(),
        ),
        (
            r#"{"lamp.plugged": 3}"#,
            "`3` is no value of `lamp.plugged`: expected yes or no",
            "`lamp.plugged=unsure` says that you do not know".to_owned(),
        ),
    ] {
        let said = super::run::lamps_fed(&["diagnose", "lamp-dark", "--facts", "-"], input);
        assert_eq!((said.err, said.code), (format!("error: {message}\n\nhint: {hint}\n"), Some(2)), "{input}");
    }
}

#[test]
fn what_the_parser_refuses_is_said_in_the_same_voice() {
    wrong(
        &["diagnos"],
        &format!(
            "error: unrecognized subcommand 'diagnos'\n\nhint: a similar subcommand exists: 'diagnose'\n\n\
             Usage: cred-doctor [OPTIONS] [COMMAND]\n{MORE}"
        ),
    );
    wrong(
        &["--jsn", "find", "x"],
        &format!(
            "error: unexpected argument '--jsn' found\n\nhint: 'find --json' exists\n\nUsage: cred-doctor --pack <DIR>\n{MORE}"
        ),
    );
    wrong(
        &["diagnose", "lamp-dark", "--jsno"],
        &format!(
            "error: unexpected argument '--jsno' found\n\nhint: a similar argument exists: '--json'\n\n\
             Usage: cred-doctor diagnose --json <SYMPTOM>\n{MORE}"
        ),
    );
    wrong(
        &["--theme", "beige"],
        &format!(
            "error: invalid value 'beige' for '--theme <THEME>'\n  \
             [possible values: auto, dark, light, contrast, none]\n{MORE}"
        ),
    );
    wrong(
        &["find"],
        &format!(
            "error: the following required arguments were not provided:\n  <TEXT>...\n\n\
             Usage: cred-doctor find <TEXT>...\n{MORE}"
        ),
    );
    wrong(
        &["explain", "a", "b"],
        &format!("error: unexpected argument 'b' found\n\nUsage: cred-doctor explain [OPTIONS] <ID>\n{MORE}"),
    );
    wrong(
        &["completions", "zzsh"],
        &format!(
            "error: invalid value 'zzsh' for '<SHELL>'\n  [possible values: bash, elvish, fish, powershell, zsh]\n\n\
             hint: a similar value exists: 'zsh'\n{MORE}"
        ),
    );
    wrong(
        &["diagnose", "lamp-dark", "--set"],
        &format!("error: a value is required for '--set <FACT=VALUE>' but none was supplied\n{MORE}"),
    );
    wrong(
        &["tree", "lint", "--format", "xml"],
        &format!(
            "error: invalid value 'xml' for '--format <FORMAT>'\n  [possible values: human, json, sarif, github]\n{MORE}"
        ),
    );
    wrong(
        &["tree", "tset"],
        &format!(
            "error: unrecognized subcommand 'tset'\n\nhint: a similar subcommand exists: 'test'\n\n\
             Usage: cred-doctor tree [OPTIONS] <COMMAND>\n{MORE}"
        ),
    );
}

#[test]
fn empty_words_find_nothing_to_look_for() {
    let hint = "write them after `find`, or `-` to read them from the standard input";
    hinted(&["find", "  "], "there are no words to look for", hint);
    hinted(&["find", "-"], "there are no words to look for", hint);
}

#[test]
fn a_pack_that_cannot_be_used_is_explained() {
    let said = run(&["--pack", "Cargo.toml", "find", "lamp"]);
    let hint = "a pack is a folder of YAML files; `cred-doctor tree lint DIR` checks one";
    assert_eq!(said.err, format!("error: `Cargo.toml` is not a folder\n\nhint: {hint}\n"));
    assert_eq!((said.out.as_str(), said.code), ("", Some(2)));

    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("causes")).unwrap();
    std::fs::write(folder.path().join("causes/a.yaml"), "cause: a\ntitel: b\n").unwrap();
    let mut command = program();
    command.arg("--pack").arg(folder.path()).args(["find", "lamp"]);
    let said = fed(command, "");
    assert!(said.err.contains("error[CD0208 unknown-key]") && said.err.contains("causes/a.yaml:2:1"), "{}", said.err);
    assert!(said.err.ends_with("\nhint: mend what is listed above, or leave out `--pack`\n"), "{}", said.err);
    assert_eq!((said.out.as_str(), said.code), ("", Some(2)));
}

#[test]
fn without_a_terminal_and_a_command_there_is_usage_and_no_waiting() {
    let mut command = program();
    // A reader that would wait for keys would wait for ever: nobody closes this pipe before it ends.
    let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let output = child.wait_with_output().unwrap();
    let expected = "Usage: cred-doctor [OPTIONS] [COMMAND]\n\n\
                    error: there is no terminal to talk on, and no command was given\n\n\
                    hint: name a command, or answer line by line with `--plain`\n";
    assert_eq!(String::from_utf8(output.stderr).unwrap(), expected);
    assert_eq!((output.stdout.len(), output.status.code()), (0, Some(2)));
}

#[test]
fn watching_wants_a_screen_a_folder_and_no_command() {
    let hint = "name the one you write in: `cred-doctor --pack DIR --watch`";
    hinted(&["--watch", "find", "lamp"], "`--watch` opens the assistant, so no command goes with it", hint);
    let said = lamps(&["--watch"]);
    assert!(said.err.contains("there is no terminal to talk on"), "{}", said.err);
    assert_eq!(said.code, Some(2));
}

#[test]
fn help_and_version_are_results() {
    for arguments in [vec!["--help"], vec!["-h"], vec!["--version"], vec!["diagnose", "--help"], vec!["tree", "-h"]] {
        let said = run(&arguments);
        assert!(!said.out.is_empty(), "{arguments:?}");
        assert_eq!((said.err.as_str(), said.code), ("", Some(0)), "{arguments:?}");
    }
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let mut command: Command = program();
    let streams = command.args(["completions", "bash"]).stdin(Stdio::null());
    let mut child = streams.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((String::from_utf8(output.stderr).unwrap().as_str(), output.status.code()), ("", Some(0)));
}

#[test]
fn what_a_pack_replaces_is_said_beside_the_result() {
    let folder = tempfile::tempdir().unwrap();
    let copy = |from: &str, to: &str| {
        let to = folder.path().join(to);
        std::fs::create_dir_all(to.parent().unwrap()).unwrap();
        std::fs::copy(pack("lamps").join(from), to).unwrap();
    };
    copy("symptoms/lamp-flickers.yaml", "symptoms/lamp-flickers.yaml");
    copy("pack.yaml", "pack.yaml");
    let mut command = program();
    command.arg("--pack").arg(pack("lamps")).arg("--pack").arg(folder.path());
    command.args(["diagnose", "lamp-flickers", "--json"]);
    let said = fed(command, "");
    let (of, by) = (pack("lamps").display().to_string(), folder.path().display().to_string());
    let note = format!("note: {by}: symptom `lamp-flickers` in symptoms/lamp-flickers.yaml replaces that of {of}\n");
    assert_eq!(said.err, note.replace('\\', "/"));
    assert_eq!(said.code, Some(0));
}
