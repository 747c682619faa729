//! Files made to break a reader: each gives a message, and none a crash, a hang or an overflow.

use super::*;

fn said(path: &str, text: &str) -> String {
    load(vec![file("p", path, text)]).report(false)
}

#[test]
fn bytes_that_are_no_text_are_named() {
    let mut bytes = "fact: a.b\nlabel: caf".as_bytes().to_vec();
    bytes.extend([0xe9, b'\n']);
    let report = load(vec![SourceFile { pack: "p".to_owned(), path: "facts/a.yaml".to_owned(), bytes }]).report(false);
    assert!(
        report.starts_with(
            "error[CD0101 not-utf-8]: the file is not UTF-8: byte 20 is not part of a character\n --> p/facts/a.yaml:2:11\n"
        ),
        "{report}"
    );
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_are_fine() {
    let good = "table: a\nmembers: [x]\n".replace('\n', "\r\n");
    assert_eq!(said("tables/a.yaml", &format!("\u{feff}{good}")), "");
    let report = said("tables/a.yaml", &format!("\u{feff}{}", good.replace("members", "member")));
    assert!(report.contains("p/tables/a.yaml:2:1\n"), "{report}");
    assert!(report.contains("2 | member: [x]\n  | ^^^^^^\n"), "{report}");
    let first = said("tables/a.yaml", "\u{feff}tabel: a\n");
    assert!(first.contains("p/tables/a.yaml:1:1\n"), "{first}");
}

#[test]
fn a_nul_does_not_hide_the_rest_of_a_file() {
    assert!(
        said("tables/a.yaml", "table: a\nmembers: [x]\n\0---\ntable: b\n").contains("error[CD0110 control-character]")
    );
}

#[test]
fn deep_nesting_is_refused() {
    let mut staircase = "table:\n".to_owned();
    for n in 1..2_000 {
        let _ = writeln!(staircase, "{}a:", " ".repeat(n));
    }
    for text in [
        format!("table: {}", "[".repeat(100_000)),
        format!("table: {}", "{a: ".repeat(100_000)),
        staircase,
        format!("table: a\nx: {}{}", "- ".repeat(1_000), "y"),
        format!("table:\n  {}x", "- ".repeat(50_000)),
        format!("table: {}", "? ".repeat(10_000)),
    ] {
        let report = said("tables/a.yaml", &text);
        assert!(report.contains("error["), "{}", &report[..report.len().min(300)]);
    }
    let (open, close) = ("[".repeat(60), "]".repeat(60));
    assert!(!said("tables/a.yaml", &format!("table: a\nmembers: {open}{close}")).contains("too-deep"));
    let (open, close) = ("[".repeat(70), "]".repeat(70));
    assert!(said("tables/a.yaml", &format!("table: a\nmembers: {open}{close}")).contains("error[CD0114 too-deep]"));
}

#[test]
fn the_limits_hold() {
    let limits = Limits { file_bytes: 100, nodes: 10, depth: 5, text_bytes: 20 };
    let codes_of = |text: &str| codes(&load_within(vec![file("p", "tables/a.yaml", text)], limits));
    assert_eq!(codes_of("table: a\nmembers: [x]"), [""; 0]);
    assert_eq!(codes_of(&format!("table: a\nmembers: [{}]", "x".repeat(100))), ["file-too-large"]);
    assert_eq!(codes_of("table: a\nmembers: [a, b, c, d, e, f, g, h]"), ["too-many-nodes"]);
    assert_eq!(codes_of("table: a\nmembers: [[[[[x]]]]]"), ["too-deep"]);
    assert_eq!(codes_of("table: a\nmembers: [xxxxxxxxxxxxxxxxxxxxx]"), ["text-too-long"]);
}

#[test]
fn nothing_small_grows_large() {
    let laughs = "table: a\na: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nmembers: *c\n";
    let report = said("tables/a.yaml", laughs);
    for code in ["error[CD0104 anchor]", "error[CD0105 alias]"] {
        assert!(report.contains(code), "{report}");
    }
    assert!(said("tables/a.yaml", "table: a\n<<: {x: y}\nmembers: [x]\n").contains("error[CD0107 merge-key]"));
    assert!(said("tables/a.yaml", "table: a\nmembers: !!set [x]\n").contains("error[CD0106 tag]"));
    assert!(said("tables/a.yaml", "%YAML 1.1\n---\ntable: a\nmembers: [x]\n").contains("error[CD0102 syntax]"));
}

#[test]
fn other_documents_and_files_are_read_after_a_syntax_error() {
    let broken = "table: a\nmembers: [x\n---\ntable: b\nmember: [y]\n";
    let loaded = load(vec![file("p", "tables/a.yaml", broken), file("p", "tables/b.yaml", "table: c\nrow: {}\n")]);
    assert_eq!(codes(&loaded), ["syntax", "unknown-key", "table", "unknown-key", "table"], "{}", loaded.report(false));
}

#[test]
fn any_text_gives_an_answer() {
    let pieces = [
        "fact: a.b\n",
        "- ",
        "? ",
        ": ",
        "\t",
        "|\n",
        ">-\n",
        "\"",
        "'",
        "{",
        "}",
        "[",
        "]",
        "&a ",
        "*a ",
        "!t ",
        "#",
        "\n",
        "%",
        "@",
        "`",
        "---\n",
        "...\n",
        "é",
        "\u{7f}",
        "\r",
        "~",
    ];
    // A fixed sequence of all kinds of nonsense.
    let mut state = 42_u64;
    for _ in 0..3_000 {
        let mut text = String::new();
        for _ in 0..12 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            text.push_str(pieces[usize::try_from(state >> 33).unwrap() % pieces.len()]);
        }
        let _ = said("facts/a.yaml", &text);
    }
}

#[test]
fn any_expression_gives_an_answer() {
    let expressions = [
        "(".repeat(500),
        "!".repeat(1_999),
        "-".repeat(1_500),
        "1+".repeat(900),
        "a.".repeat(900),
        "[".repeat(800),
        "a?b:".repeat(400),
        "x && ".repeat(390),
        "target.guest || ".repeat(120),
        "a(".repeat(600),
        "\"".repeat(999),
        "{".repeat(1_000),
        "a[".repeat(900),
        "target.roles.exists(r, ".repeat(80),
        "é".repeat(50),
        "a.b.c(d).e".to_owned(),
        "x".repeat(5_000),
        "1 2 3".to_owned(),
        "''' ''".to_owned(),
        "r'x' b'y' 1u 0x1F 1e9".to_owned(),
        "a ? b".to_owned(),
        "9999999999999999999999".to_owned(),
        "//".to_owned(),
        "\\u0000".to_owned(),
        "`a`".to_owned(),
        "target.?guest".to_owned(),
        "target.guest[?0]".to_owned(),
        "[?target.upn]".to_owned(),
        "cel.bind(x, 1, x)".to_owned(),
        "@result".to_owned(),
        "_+_(1, 2)".to_owned(),
        "has(target)".to_owned(),
        "target.roles.exists(1, 2)".to_owned(),
        "target.roles.exists(r)".to_owned(),
        "1 in 2 in 3".to_owned(),
        "if && else".to_owned(),
        "in in in".to_owned(),
    ];
    for expression in expressions {
        let quoted = expression.replace('\\', "\\\\").replace('"', "\\\"");
        let text = format!("fact: target.odd\ntype: bool\nlabel: l\nderive: \"{quoted}\"\n");
        let loaded = load(base_with(&[("facts/odd.yaml", &text)]));
        assert!(loaded.pack.is_none(), "{expression} is accepted");
    }
}

#[test]
fn any_template_gives_an_answer() {
    for template in [
        "{{",
        "{%",
        "{{ }}",
        "{{ target.upn",
        "{% if target.guest %}",
        "{% for x in target.roles %}",
        "{{ target.upn | upper }}",
        "{{ target.upn is defined }}",
        "{% include 'x' %}",
        "{% set x = 1 %}{{ x }}",
        "{% macro x() %}{% endmacro %}",
        "{{ x }}",
        "{{ target }}",
        "{{ range(9999999) }}",
        "{% raw %}",
        "{{ '{{' }",
        "{# open",
        "{% endif %}",
        "{{ target.upn.x }}",
        "{% raw %}{%}{% endraw %}",
        "{%}",
    ] {
        let text = format!("language: fr\ntexts: {{ a: {{ text: \"{template}\", of: x }} }}\n");
        let loaded = load(base_with(&[("languages/fr/a.yaml", &text)]));
        assert!(loaded.pack.is_none(), "{template} is accepted");
    }
    let deep = "(".repeat(5_000);
    let text = format!("language: fr\ntexts: {{ a: {{ text: \"{{{{ {deep} }}}}\", of: x }} }}\n");
    assert!(load(base_with(&[("languages/fr/a.yaml", &text)])).pack.is_none());
}

#[test]
fn a_large_tree_loads_and_a_deep_one_is_refused() {
    let tree = |chain: bool| {
        let mut text =
            "symptom: s\nlikelihood: { outranked: 1 }\nstart: n0\nescalate: { to: t, with: [w] }\nnodes:\n".to_owned();
        for n in 0..10_000 {
            let otherwise = if chain && n < 9_999 { format!("n{}", n + 1) } else { "cause outranked".to_owned() };
            let _ = writeln!(
                text,
                "  n{n}: {{ checks: [{{ if: target.guest, then: cause outranked }}], otherwise: {otherwise} }}"
            );
        }
        text
    };
    let large = load(base_with(&[("symptoms/large.yaml", &tree(false))]));
    let pack = large.pack.unwrap();
    assert_eq!(pack.tree(pack.tree_named("large").unwrap()).nodes.len(), 10_000);
    assert_eq!(codes(&load(base_with(&[("symptoms/large.yaml", &tree(true))]))), ["too-deep"]);
}

#[test]
fn folders_that_cannot_be_read_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let missing = read_dir(&folder.path().join("missing"));
    assert!(matches!(missing, Err(ReadError::Unreadable { .. })));
    fs::write(folder.path().join("README.md"), "not a pack file").unwrap();
    fs::write(folder.path().join("a.yml"), "pack: p\nversion: 1\n").unwrap();
    fs::create_dir(folder.path().join("b")).unwrap();
    fs::write(folder.path().join("b/c.YAML"), "").unwrap();
    let paths: Vec<String> = read_dir(folder.path()).unwrap().into_iter().map(|file| file.path).collect();
    assert_eq!(paths, ["a.yml", "b/c.YAML"]);
    assert!(matches!(read_dir(&folder.path().join("a.yml")), Err(ReadError::NotAFolder { .. })));
}

#[cfg(unix)]
#[test]
fn links_in_a_circle_and_links_to_nowhere_are_named() {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("facts")).unwrap();
    symlink(folder.path(), folder.path().join("facts/up")).unwrap();
    let error = read_dir(folder.path()).unwrap_err();
    assert!(matches!(&error, ReadError::Circle { path } if path.ends_with("facts/up")), "{error}");
    fs::remove_file(folder.path().join("facts/up")).unwrap();
    symlink("self.yaml", folder.path().join("self.yaml")).unwrap();
    let error = read_dir(folder.path()).unwrap_err();
    assert!(matches!(&error, ReadError::Unreadable { path, .. } if path.ends_with("self.yaml")), "{error}");
}
