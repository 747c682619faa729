//! `tree graph`, `schema`, `new` and `fmt`, as somebody types them.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use cred_doctor::authoring::{schema, schema_files, with_modeline};
use cred_doctor::load::{read_dir, written};
use saphyr::{LoadableYamlNode, Scalar, Yaml};
use serde_json::{Map, Value};

/// Runs the program: exit code, standard output, standard error.
fn run(arguments: &[&str], input: &str) -> (Option<i32>, String, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_cred-doctor"))
        .args(arguments)
        .env_remove("CRED_DOCTOR_PACK")
        .env_remove("CRED_DOCTOR_LANG")
        .env("LC_ALL", "C.UTF-8")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that refuses its arguments does not read.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

/// A folder as an argument.
fn name(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// YAML as an independent reader of YAML 1.2 sees it.
fn json(yaml: &Yaml<'_>) -> Value {
    match yaml {
        Yaml::Value(Scalar::String(text)) => Value::from(text.as_ref()),
        Yaml::Value(Scalar::Integer(number)) => Value::from(*number),
        Yaml::Value(Scalar::FloatingPoint(number)) => Value::from(number.into_inner()),
        Yaml::Value(Scalar::Boolean(yes)) => Value::from(*yes),
        Yaml::Sequence(items) => items.iter().map(json).collect(),
        Yaml::Mapping(entries) => {
            let key = |key: &Yaml<'_>| match json(key) {
                Value::String(text) => text,
                other => other.to_string(),
            };
            Value::Object(entries.iter().map(|(name, value)| (key(name), json(value))).collect::<Map<_, _>>())
        }
        _ => Value::Null,
    }
}

fn documents(text: &str) -> Vec<Value> {
    Yaml::load_from_str(text).unwrap().iter().map(json).filter(|document| !document.is_null()).collect()
}

fn kind_of(document: &Value, kinds: &[String]) -> String {
    let keys = document.as_object().unwrap();
    kinds.iter().find(|kind| keys.contains_key(*kind)).unwrap().clone()
}

fn built_in() -> impl Iterator<Item = (String, String)> {
    let files = read_dir(&Path::new(env!("CARGO_MANIFEST_DIR")).join("trees")).unwrap();
    files.into_iter().map(|file| (file.path, String::from_utf8(file.bytes).unwrap()))
}

#[test]
fn every_built_in_document_is_valid_for_a_validator_that_is_not_ours() {
    let all = jsonschema::draft202012::new(&schema(None).unwrap()).unwrap();
    let mut checked = 0;
    for (path, text) in built_in() {
        let folder = path.split(['/', '.']).next().unwrap();
        let kind = if folder.len() > 4 && folder != "seeds" { folder.trim_end_matches('s') } else { folder };
        let one = jsonschema::draft202012::new(&schema(Some(kind)).unwrap()).unwrap();
        for document in documents(&text) {
            let wrong: Vec<String> =
                one.iter_errors(&document).map(|error| format!("{}: {error}", error.instance_path())).collect();
            assert_eq!(wrong, Vec::<String>::new(), "{path}: {document}");
            assert!(all.is_valid(&document), "{path}: {document}");
            checked += 1;
        }
    }
    assert!(checked > 500, "only {checked} documents");
}

#[test]
fn wrong_documents_are_not_valid() {
    let all = jsonschema::draft202012::new(&schema(None).unwrap()).unwrap();
    for text in [
        "fact: a.b\ntype: bool",
        "fact: a.b\ntype: boolean\nlabel: l",
        "fact: A\ntype: bool\nlabel: l",
        "fact: a.b\ntype: bool\nlabel: l\nlable: m",
        "fact: a.b\ntype: bool\nlabel: [l]",
        "fact: a.b\ntype: bool\nlabel: l\nminutes: -1",
        "fact: a.b\ntype: bool\nlabel: l\nsources: [{ url: x, verified: 2026-11-22 }]",
        "type: bool",
    ] {
        assert!(!all.is_valid(&documents(text)[0]), "{text}");
    }
    assert!(all.is_valid(&documents("fact: a.b\ntype: bool\nlabel: 1\nderive: [a.c, a.d]")[0]));
}

#[test]
fn the_schemas_in_the_built_in_pack_are_those_of_the_program() {
    let trees = Path::new(env!("CARGO_MANIFEST_DIR")).join("trees");
    for (path, text) in schema_files() {
        let found = fs::read_to_string(trees.join(&path)).unwrap_or_default();
        assert_eq!(found, text, "run `cred-doctor tree schema --write trees`");
    }
}

#[test]
fn every_built_in_file_points_at_the_schema_of_its_kind() {
    for (path, text) in built_in() {
        assert_eq!(
            with_modeline(&path, &text),
            None,
            "{path}: run `cred-doctor tree schema --write trees --modelines`"
        );
        let first = text.lines().next().unwrap();
        let target = first.strip_prefix("# yaml-language-server: $schema=").unwrap();
        let folder = Path::new(&path).parent().unwrap().components().count();
        assert_eq!(target.matches("../").count(), folder, "{path}");
        let file = target.trim_start_matches("../").to_owned();
        assert!(schema_files().contains_key(&file), "{path}: {file}");
        let kinds: Vec<String> = schema_files()
            .keys()
            .filter_map(|file| Some(file.strip_prefix("schema/")?.strip_suffix(".json")?.to_owned()))
            .collect();
        let kind = kind_of(&documents(&text)[0], &kinds);
        assert_eq!(file, format!("schema/{kind}.json"), "{path}");
    }
}

/// Editors apply the comment in a file to its first document only, and this map to all of them.
#[test]
fn the_map_for_editors_gives_every_built_in_file_the_schema_of_its_kind() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let settings: Value =
        serde_json::from_str(&fs::read_to_string(root.join(".vscode/settings.json")).unwrap()).unwrap();
    let map = settings["yaml.schemas"].as_object().unwrap();
    let schemas: Vec<String> = schema_files().into_keys().map(|file| format!("./trees/{file}")).collect();
    assert_eq!(map.keys().cloned().collect::<BTreeSet<_>>(), schemas.into_iter().collect());
    for (path, text) in built_in() {
        let path = format!("trees/{path}");
        let matches = |pattern: &str| {
            let pairs = pattern.split('/').zip(path.split('/'));
            pattern.matches('/').count() == path.matches('/').count()
                && pairs.into_iter().all(|(one, other)| one.starts_with('*') || one == other)
        };
        let found: Vec<&str> = map
            .iter()
            .filter(|(_, pattern)| matches(pattern.as_str().unwrap()))
            .map(|(file, _)| file.as_str())
            .collect();
        let pointed = text.lines().next().unwrap().rsplit("../").next().unwrap().rsplit('=').next().unwrap();
        assert_eq!(found, [format!("./trees/{pointed}")], "{path}");
    }
}

#[test]
fn a_schema_is_printed_or_written_into_a_pack() {
    let (code, out, _) = run(&["tree", "schema", "fact"], "");
    assert_eq!(code, Some(0));
    assert_eq!(serde_json::from_str::<Value>(&out).unwrap(), schema(Some("fact")).unwrap());

    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("facts")).unwrap();
    fs::write(folder.path().join("facts/a.yaml"), "fact: a.b\n").unwrap();
    let write = ["tree", "schema", "--write", name(folder.path()), "--modelines"];
    assert_eq!(run(&write, "").0, Some(0));
    let fact = fs::read_to_string(folder.path().join("facts/a.yaml")).unwrap();
    assert_eq!(fact, "# yaml-language-server: $schema=../schema/fact.json\nfact: a.b\n");
    assert!(folder.path().join("schema/fact.json").is_file());
    assert_eq!(run(&write, "").1, "1 files, nothing to change\n");

    let (code, out, err) = run(&["tree", "schema", "fcat"], "");
    assert_eq!((code, out.as_str()), (Some(2), ""));
    assert!(err.contains("did you mean `fact`?"), "{err}");
}

#[test]
fn files_are_formatted_in_place_or_only_checked() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.yaml");
    let wrong = folder.path().join("b.yaml");
    fs::write(&file, "label: l\nfact: a.b # it\ntype:  bool\n").unwrap();
    let (code, out, _) = run(&["tree", "fmt", "--check", name(folder.path())], "");
    assert_eq!(code, Some(1));
    assert!(out.contains("a.yaml` is not in canonical form"), "{out}");
    assert_eq!(run(&["tree", "fmt", name(&file)], "").0, Some(0));
    // What is not a document of ours keeps its order.
    assert_eq!(fs::read_to_string(&file).unwrap(), "label: l\nfact: a.b # it\ntype: bool\n");
    assert_eq!(run(&["tree", "fmt", "--check", name(folder.path())], "").0, Some(0));
    fs::write(&wrong, "a: [\n").unwrap();
    let (code, _, err) = run(&["tree", "fmt", name(folder.path())], "");
    assert_eq!(code, Some(2));
    assert!(err.contains("b.yaml` is left alone"), "{err}");
    assert_eq!(fs::read_to_string(&wrong).unwrap(), "a: [\n");
    let (code, out, _) = run(&["tree", "fmt", "-"], "fact: a.b\nlabel: l\ntype: bool\n");
    assert_eq!((code, out.as_str()), (Some(0), "fact: a.b\ntype: bool\nlabel: l\n"));
    assert_eq!(run(&["tree", "fmt", "--check", "-"], "fact:  a.b\n").0, Some(1));
    assert_eq!(run(&["tree", "fmt", "no-such-file.yaml"], "").0, Some(2));
    assert_eq!(run(&["tree", "fmt"], "").0, Some(2));
}

#[test]
fn a_new_tree_lints_clean_and_passes_its_cases_and_nothing_is_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let dir = name(folder.path());
    let new = ["tree", "new", "2fa-phone-lost", "--title", "I lost my phone: \"help\" #now", "--dir", dir];
    let (code, out, err) = run(&new, "");
    assert_eq!(code, Some(0), "{err}");
    assert_eq!(out.lines().count(), 4, "{out}");
    let (code, out, _) = run(&["tree", "lint", dir], "");
    assert_eq!(code, Some(0), "{out}");
    let (code, out, _) = run(&["tree", "test", dir], "");
    assert!(code == Some(0) && out.contains("2 passed, 0 failed"), "{out}");
    assert_eq!(run(&["tree", "fmt", "--check", dir], "").0, Some(0));
    for file in read_dir(folder.path()).unwrap() {
        let text = String::from_utf8(file.bytes).unwrap();
        assert_eq!(with_modeline(&file.path, &text), None);
        assert!(written(&text).is_ok());
    }
    let before = fs::read(folder.path().join("symptoms/2fa-phone-lost.yaml")).unwrap();
    let (code, _, err) = run(&new, "");
    assert_eq!(code, Some(2));
    assert!(err.contains("there is already something called `2fa-phone-lost`"), "{err}");
    assert_eq!(fs::read(folder.path().join("symptoms/2fa-phone-lost.yaml")).unwrap(), before);

    for (id, title) in [("Bad_Id", "t"), ("../up", "t"), ("fine", "  "), ("reset-button-greyed", "t")] {
        let (code, _, _) = run(&["tree", "new", id, "--title", title, "--dir", dir], "");
        assert_eq!(code, Some(2), "{id}");
    }
    fs::write(folder.path().join("facts/other.yaml"), "# in the way\n").unwrap();
    assert_eq!(run(&["tree", "new", "other", "--title", "Other", "--dir", dir], "").0, Some(2));
    assert!(!folder.path().join("symptoms/other.yaml").exists());
}

#[test]
fn trees_are_drawn_in_each_format_with_what_is_laid_over() {
    for (format, start) in
        [("mermaid", "---\ntitle"), ("dot", "digraph"), ("svg", "<svg"), ("text", "reset-button-greyed:")]
    {
        let (code, out, _) = run(&["tree", "graph", "reset-button-greyed", "--format", format], "");
        assert_eq!(code, Some(0));
        assert!(out.starts_with(start), "{out}");
    }
    let path = "admin.roles=password-administrator,helpdesk-administrator,target.roles=exchange-administrator";
    let (code, out, _) = run(&["tree", "graph", "reset-button-greyed", "--path", path], "");
    assert_eq!(code, Some(0));
    assert!(out.contains("no-reset-role: The account holds no role that may reset passwords [ruled out]"), "{out}");
    assert!(out.contains("target-outranks-admin: Their roles are out of reach for the admin's roles [taken]"), "{out}");
    let hits = r#"{"version": 1, "coverage": {"hits": {"reset-button-greyed/nodes/waiting/answers/eligible": 3}}}"#;
    let (_, out, _) = run(&["tree", "graph", "reset-button-greyed", "--coverage", "-"], hits);
    assert!(out.contains("Yes, a role is eligible and not activated (3×)"), "{out}");
    let (code, all, _) = run(&["tree", "graph"], "");
    assert!(code == Some(0) && all.contains("writeback-fails"), "{all}");
}

#[test]
fn what_the_cases_cover_is_laid_over() {
    let (code, report, err) = run(&["tree", "test", "--format", "json"], "");
    assert_eq!(code, Some(0), "{err}");
    let (code, out, err) = run(&["tree", "graph", "reset-button-greyed", "--coverage", "-"], &report);
    assert_eq!(code, Some(0), "{err}");
    let ways: Vec<&str> = out.lines().filter(|line| line.contains('─')).collect();
    assert!(ways.len() > 10 && ways.iter().all(|line| line.contains("×)")), "{out}");
}

#[test]
fn a_walk_as_diagnose_prints_it_is_laid_over() {
    let said = ["--set", "admin.roles=password-administrator", "--set", "target.roles=unsure", "--json"];
    let (_, walk, _) = run(&[&["diagnose", "reset-button-greyed"], &said as &[&str]].concat(), "");
    let (code, out, err) = run(&["tree", "graph", "--path", "-"], &walk);
    assert_eq!(code, Some(0), "{err}");
    assert!(out.contains("person: Check each, likeliest and quickest first [taken]"), "{out}");
    assert!(out.contains("no-reset-role: The account holds no role that may reset passwords [ruled out]"), "{out}");
    // Not sure whether it outranks: what lies behind is still open.
    let line = out.lines().find(|line| line.contains("Yes, out of reach")).unwrap();
    assert!(!line.contains("[ruled out]") && !line.contains("[taken]"), "{line}");
    assert_eq!(run(&["tree", "graph", "reset-button-greyed", "--path", "-"], &walk).1, out);
}

#[test]
fn what_cannot_be_drawn_is_said() {
    for (arguments, said) in [
        (&["reset-button-gray"] as &[&str], "did you mean"),
        (&["--path", "admin.roles=none"], "needs a symptom"),
        (&["reset-button-greyed", "--path", "admin.rolls=none"], "did you mean `admin.roles`"),
        (&["reset-button-greyed", "--path", "admin.roles=nobody"], "no value of `admin.roles`"),
        (&["reset-button-greyed", "--path", "admin.roles"], "`--path admin.roles` is not FACT=VALUE"),
        (&["--path", "-"], "no step of a walk"),
        (&["--path", "-", "--coverage", "-"], "read only once"),
        (&["reset-button-greyed", "--coverage", "-"], "not a report of coverage"),
        (&["reset-button-greyed", "--format", "png"], "invalid value"),
    ] {
        let (code, out, err) = run(&[&["tree", "graph"], arguments].concat(), "[]");
        assert_eq!((code, out.as_str()), (Some(2), ""), "{arguments:?}");
        assert!(err.contains(said), "{arguments:?}: {err}");
    }
    let walk = r#"{"symptom": "writeback-fails", "trail": []}"#;
    let (code, _, err) = run(&["tree", "graph", "reset-button-greyed", "--path", "-"], walk);
    assert!(code == Some(2) && err.contains("the walk opened `writeback-fails`"), "{err}");
}
