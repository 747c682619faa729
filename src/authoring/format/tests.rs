//! Formatting moves text and changes none.

use proptest::prelude::*;

use super::*;
use crate::builtin;
use crate::load::load;

fn is_canonical(text: &str) {
    assert_eq!(format(text).as_deref(), Ok(text));
}

#[test]
fn keys_are_put_in_order_with_their_comments() {
    let text = "fact: a.b  # the id\nlabel: l\n\n\n# asked on the phone\nquestion: |\n      Is it\n        so?\n# The type.\ntype:   bool   \n";
    let expected = "fact: a.b  # the id\n# The type.\ntype: bool\nlabel: l\n\n# asked on the phone\nquestion: |\n  Is it\n    so?\n";
    assert_eq!(format(text).unwrap(), expected);
    is_canonical(expected);
}

#[test]
fn brackets_lists_and_depths_become_even() {
    let text = "---\ncause: c\nsources:\n- {verified: 2026-11-22,url: \"https://x.y\"}\n-   # second\n    verified: 2026-11-23\n    url: 'https://x.z'\n    # last of it\n# of the fix\nfix:\n      steps: [ {do: x,id: y} ]\n      who: [a,\n            b]\n";
    let expected = "cause: c\n# of the fix\nfix:\n  who: [a,\n        b]\n  steps: [{ id: y, do: x }]\nsources:\n  - { url: \"https://x.y\", verified: 2026-11-22 }\n  -   # second\n    url: 'https://x.z'\n    verified: 2026-11-23\n    # last of it\n";
    assert_eq!(format(text).unwrap(), expected);
    is_canonical(expected);
}

#[test]
fn what_an_author_names_stays_in_the_order_of_the_author() {
    is_canonical(
        "symptom: s\nlikelihood:\n  z: 1\n  a: 2\nnodes:\n  z: { ask: f.f, answers: { yes: a, no: cause b } }\n  a: { checks: [] }\n",
    );
    is_canonical("something: else\nfact: x\nanother: one\n");
}

#[test]
fn headers_and_empty_documents_stay() {
    is_canonical("# head\n\nfact: a.b\n---\n# ---- a part\n\nfact: c.d\n--- # aside\nfact: e.f\n# the end\n");
    is_canonical("# nothing but this\n");
    is_canonical("");
}

#[test]
fn line_ends_and_byte_order_marks_stay() {
    assert_eq!(format("\u{feff}fact:  x\r\ntype: y\r\n").unwrap(), "\u{feff}fact: x\r\ntype: y\r\n");
}

#[test]
fn blocks_of_text_keep_every_line() {
    is_canonical("fact: a\nhelp: |2\n    deep\n   less\nderive: >+\n  folded\n\n\nsources: []\n");
    // The parser reads a block the same with and without the last line end.
    assert_eq!(format("a: |\n  no line end").unwrap(), "a: |\n  no line end\n");
    is_canonical("fact: a\nhelp: \"over\n  two lines\"\n");
}

#[test]
fn what_cannot_be_read_is_left_alone() {
    for text in ["a: [", "a: *b", "? [a, b]\n: c\n"] {
        assert!(format(text).is_err(), "{text:?}");
    }
}

/// Every text and comment of a file, as written.
fn slices(text: &str) -> Vec<String> {
    fn add(text: &str, piece: &Piece, found: &mut Vec<String>) {
        match &piece.form {
            PieceForm::Nothing => {}
            // The further lines of a block move with it.
            PieceForm::Text { .. } => {
                let lines = text[piece.range.clone()].lines().map(str::trim_start);
                found.push(lines.collect::<Vec<_>>().join("\n"));
            }
            PieceForm::List { items, .. } => items.iter().for_each(|item| add(text, item, found)),
            PieceForm::Map { entries, .. } => entries.iter().for_each(|(key, value)| {
                add(text, key, found);
                add(text, value, found);
            }),
        }
    }
    let written = written(text).unwrap();
    let mut found: Vec<String> = written.comments.iter().map(|range| text[range.clone()].to_owned()).collect();
    written.documents.iter().filter_map(|document| document.root.as_ref()).for_each(|root| add(text, root, &mut found));
    found.sort();
    found
}

#[test]
fn the_built_in_files_say_the_same_after_formatting() {
    let mut files = builtin::files();
    for file in &mut files {
        let text = String::from_utf8(file.bytes.clone()).unwrap();
        let formatted = format(&text).unwrap_or_else(|why| panic!("{}: {why}", file.path));
        assert_eq!(slices(&text), slices(&formatted), "{}", file.path);
        assert_eq!(format(&formatted).as_ref(), Ok(&formatted), "{}", file.path);
        file.bytes = formatted.into_bytes();
    }
    let loaded = load(files);
    let report = loaded.report(false);
    assert!(loaded.pack.as_ref() == Some(&builtin::pack()), "{report}");
}

/// A built-in document with its lines at the top level in another order.
fn shuffled() -> impl Strategy<Value = (String, String)> {
    let texts: Vec<String> =
        builtin::files().into_iter().filter_map(|file| String::from_utf8(file.bytes).ok()).collect();
    let documents: Vec<String> = texts
        .iter()
        .flat_map(|text| text.split("\n---\n"))
        .map(|document| format!("{}\n", document.trim()))
        // A comment or an empty line between two keys goes with the one below it, which is another after shuffling.
        .filter(|document| !document.starts_with('#') && !document.contains("\n#") && !document.contains("\n\n"))
        .filter(|document| document.lines().count() < 80)
        .collect();
    assert!(documents.len() > 200, "only {} documents", documents.len());
    (0..documents.len(), prop::sample::select(vec![", ", ",  ", " , "])).prop_flat_map(move |(n, comma)| {
        let mut blocks: Vec<String> = Vec::new();
        for line in documents[n].lines() {
            let line = line.replace(", ", comma);
            match blocks.last_mut().filter(|_| line.starts_with(' ')) {
                Some(block) => block.extend([line.as_str(), "\n"]),
                None => blocks.push(format!("{line}\n")),
            }
        }
        let first = blocks.remove(0);
        let original = format!("{first}{}", blocks.concat());
        Just(blocks).prop_shuffle().prop_map(move |blocks| (original.clone(), format!("{first}{}", blocks.concat())))
    })
}

proptest! {
    #[test]
    fn a_shuffled_document_comes_out_as_the_unshuffled_one((original, shuffled) in shuffled()) {
        let one = format(&shuffled).unwrap();
        prop_assert_eq!(&one, &format(&original).unwrap());
        prop_assert_eq!(&format(&one).unwrap(), &one);
        prop_assert_eq!(slices(&one), slices(&shuffled));
    }

    #[test]
    fn no_text_makes_it_panic_or_change_what_is_said(text in "[a-z:\\-#|> \\n{}\\[\\],'\"0-9&*!?]{0,60}") {
        if let Ok(formatted) = format(&text) {
            prop_assert_eq!(slices(&text), slices(&formatted));
            prop_assert_eq!(format(&formatted), Ok(formatted.clone()));
        }
    }
}
