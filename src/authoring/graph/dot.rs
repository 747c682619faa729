//! A picture for Graphviz.

use super::measure::with_hits;
use super::picture::{BoxKind, Mark, Picture};

/// The picture in the language of Graphviz.
pub fn dot(picture: &Picture) -> String {
    let mut out = format!("digraph {} {{\n", quoted(&picture.title));
    out.push_str(
        "  rankdir=LR;\n  node [shape=box, fontname=\"Helvetica\"];\n  edge [fontname=\"Helvetica\", fontsize=11];\n",
    );
    for (n, drawn) in picture.boxes.iter().enumerate() {
        let words = with_hits(&drawn.words, drawn.hits);
        let shape = match drawn.kind {
            BoxKind::Symptom => ", shape=cds",
            BoxKind::Question => ", style=rounded",
            BoxKind::Checks => ", shape=hexagon",
            BoxKind::Cause => ", style=filled, fillcolor=\"#eaf3e6\"",
        };
        let line = format!("  n{n} [label={}{shape}{}];\n", quoted(&textwrap::fill(&words, 32)), colour(drawn.mark));
        out.push_str(&line);
    }
    for arrow in &picture.arrows {
        let words = textwrap::fill(&with_hits(&arrow.words, arrow.hits), 28);
        let label = if words.is_empty() { String::new() } else { format!("label={}", quoted(&words)) };
        let line = format!("  n{} -> n{} [{label}{}];\n", arrow.from, arrow.to, colour(arrow.mark));
        out.push_str(&line);
    }
    out.push_str("}\n");
    out
}

fn colour(mark: Mark) -> &'static str {
    match mark {
        Mark::Plain => "",
        Mark::Taken => ", penwidth=2.5, color=\"#1a5fb4\"",
        Mark::Out => ", color=\"#bbbbbb\", fontcolor=\"#999999\"",
    }
}

/// A text in quotes. In a quoted text only the quote, the backslash and the line break mean something.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n"))
}
