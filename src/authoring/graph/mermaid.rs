//! A picture for Mermaid, which code hosts draw in Markdown.

use std::fmt::Write;

use super::measure::with_hits;
use super::picture::{BoxKind, Mark, Picture};

/// The picture in the language of Mermaid.
pub fn mermaid(picture: &Picture) -> String {
    let mut out = format!("---\ntitle: {}\n---\nflowchart LR\n", serde_json::Value::from(picture.title.as_str()));
    for (n, drawn) in picture.boxes.iter().enumerate() {
        let words = escaped(&with_hits(&drawn.words, drawn.hits));
        let line = match drawn.kind {
            BoxKind::Symptom => format!("  n{n}([\"{words}\"]):::symptom\n"),
            BoxKind::Question => format!("  n{n}(\"{words}\"):::question\n"),
            BoxKind::Checks => format!("  n{n}{{{{\"{words}\"}}}}:::checks\n"),
            BoxKind::Cause => format!("  n{n}[\"{words}\"]:::cause\n"),
        };
        out.push_str(&line);
    }
    for arrow in &picture.arrows {
        let words = escaped(&with_hits(&arrow.words, arrow.hits));
        let line = if arrow.mark == Mark::Taken { "==>" } else { "-->" };
        let label = if words.is_empty() { String::new() } else { format!("|\"{words}\"|") };
        let _ = writeln!(out, "  n{} {line}{label} n{}", arrow.from, arrow.to);
    }
    for (mark, class) in [(Mark::Taken, "taken"), (Mark::Out, "out")] {
        let marked: Vec<String> = picture
            .boxes
            .iter()
            .enumerate()
            .filter(|(_, drawn)| drawn.mark == mark)
            .map(|(n, _)| format!("n{n}"))
            .collect();
        if !marked.is_empty() {
            let _ = writeln!(out, "  class {} {class}", marked.join(","));
        }
    }
    out.push_str(CLASSES);
    out
}

const CLASSES: &str = "  classDef symptom stroke-width:2px
  classDef question stroke-width:1px
  classDef cause stroke:#2e7d32,stroke-width:2px
  classDef checks stroke-dasharray:4 3
  classDef taken stroke:#1a5fb4,stroke-width:4px
  classDef out opacity:0.4
";

/// A text within quotes: what Mermaid, Markdown or HTML would read as more than a letter is written as its number.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '"' | '#' | '&' | '<' | '>' | '`' | '\\' | '*' | '_' | '~' | ';' => {
                let _ = write!(escaped, "#{};", u32::from(c));
            }
            c => escaped.push(c),
        }
    }
    escaped
}
