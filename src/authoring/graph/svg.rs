//! A picture for a browser, drawn without any other program.

use std::fmt::Write;

use super::layout::{Area, Layout, Line, Size, layout};
use super::measure::{LETTER, LINE, SMALL, SMALL_LINE, width, with_hits, wrapped};
use super::picture::{Arrow, BoxKind, Mark, Picture, PictureBox};

/// How wide the words of a box may be.
const BOX_WIDTH: f64 = 230.0;
/// How wide the words on an arrow may be, where they are short and where they are long.
const ARROW_WIDTH: (f64, f64) = (170.0, 260.0);
/// The space between a box and its words.
const PADDING: f64 = 10.0;
/// The space between the words on an arrow and what is around them.
const WORD_PADDING: f64 = 4.0;

/// The picture as an SVG document.
pub fn svg(picture: &Picture) -> String {
    let (boxes, words) = blocks(picture);
    let (sizes, lines) = sizes(picture, &boxes, &words);
    let placed = layout(&sizes, &lines);
    let mut out = head(picture, &placed);
    // The way taken lies on top.
    let mut routes: Vec<_> = picture.arrows.iter().zip(&placed.routes).collect();
    routes.sort_by_key(|(arrow, _)| arrow.mark == Mark::Taken);
    for (arrow, route) in routes {
        let class = format!("arrow{}", mark_class(arrow.mark, arrow.hits));
        let _ = writeln!(out, "<path class=\"{class}\" marker-end=\"url(#head)\" d=\"{}\"/>", path(route));
    }
    for ((arrow, words), area) in picture.arrows.iter().zip(&words).zip(&placed.words) {
        if let (Some(words), Some(area)) = (words, area) {
            let class = format!("words{}", mark_class(arrow.mark, arrow.hits));
            draw(&mut out, &class, words, area, 3.0);
        }
    }
    for ((drawn, block), area) in picture.boxes.iter().zip(&boxes).zip(&placed.boxes) {
        let (kind, corner) = kind_class(drawn.kind);
        let class = format!("box {kind}{}", mark_class(drawn.mark, drawn.hits));
        draw(&mut out, &class, block, area, corner);
    }
    out.push_str("</svg>\n");
    out
}

fn blocks(picture: &Picture) -> (Vec<Block>, Vec<Option<Block>>) {
    (picture.boxes.iter().map(Block::of_box).collect(), picture.arrows.iter().map(Block::of_arrow).collect())
}

fn sizes(picture: &Picture, boxes: &[Block], words: &[Option<Block>]) -> (Vec<Size>, Vec<Line>) {
    let lines = picture.arrows.iter().zip(words).map(|(arrow, words)| Line {
        from: arrow.from,
        to: arrow.to,
        words: words.as_ref().map(|block| block.size),
    });
    (boxes.iter().map(|block| block.size).collect(), lines.collect())
}

/// What is laid out, for tests of the layout.
#[cfg(test)]
pub(super) fn parts(picture: &Picture) -> (Vec<Size>, Vec<Line>) {
    let (boxes, words) = blocks(picture);
    sizes(picture, &boxes, &words)
}

/// Words that have been wrapped, and how large they are.
struct Block {
    /// What it is, for who hovers or listens.
    about: String,
    lines: Vec<(String, bool)>,
    size: Size,
    padding: f64,
}

impl Block {
    fn of_box(drawn: &PictureBox) -> Self {
        let name = with_hits(&drawn.name, drawn.hits);
        let words = wrapped(&drawn.words, LETTER, BOX_WIDTH).into_iter().map(|line| (line, false));
        let small = wrapped(&name, SMALL, BOX_WIDTH).into_iter().map(|line| (line, true));
        Self::new(format!("{}: {}", drawn.name, drawn.words), words.chain(small).collect(), PADDING)
    }

    fn of_arrow(arrow: &Arrow) -> Option<Self> {
        let words = with_hits(&arrow.words, arrow.hits);
        let (short, long) = ARROW_WIDTH;
        let most = if width(&words, SMALL) > 3.0 * short { long } else { short };
        let lines = wrapped(&words, SMALL, most).into_iter().map(|line| (line, true)).collect();
        (!words.is_empty()).then(|| Self::new(arrow.words.clone(), lines, WORD_PADDING))
    }

    fn new(about: String, lines: Vec<(String, bool)>, padding: f64) -> Self {
        let widest = lines.iter().map(|(line, small)| width(line, if *small { SMALL } else { LETTER }));
        let width = widest.fold(0.0, f64::max) + 2.0 * padding;
        let height = lines.iter().map(|(_, small)| line_height(*small)).sum::<f64>() + 2.0 * padding;
        Self { about, lines, size: Size { width: width.ceil(), height: height.ceil() }, padding }
    }
}

fn line_height(small: bool) -> f64 {
    if small { SMALL_LINE } else { LINE }
}

fn head(picture: &Picture, placed: &Layout) -> String {
    let (width, height) = (placed.width.ceil(), placed.height.ceil());
    let desc: Vec<String> = picture
        .arrows
        .iter()
        .map(|arrow| {
            let (from, to) = (&picture.boxes[arrow.from].name, &picture.boxes[arrow.to].name);
            if arrow.words.is_empty() {
                format!("{from} → {to}.")
            } else {
                format!("{from} → {to}: {}.", arrow.words)
            }
        })
        .collect();
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"title desc\" width=\"{width}\" \
         height=\"{height}\" viewBox=\"0 0 {width} {height}\">\n<title id=\"title\">{}</title>\n<desc id=\"desc\">{}</desc>\n\
         <style>{STYLE}</style>\n<defs><marker id=\"head\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerWidth=\"8\" \
         markerHeight=\"8\" markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path class=\"tip\" d=\"M0 0 8 4 0 8z\"/></marker></defs>\n\
         <rect class=\"page\" width=\"{width}\" height=\"{height}\"/>\n",
        escaped(&picture.title),
        escaped(&desc.join(" ")),
    )
}

fn draw(out: &mut String, class: &str, block: &Block, area: &Area, corner: f64) {
    let Area { x, y, width, height } = area;
    let _ = write!(
        out,
        "<g class=\"{class}\"><title>{}</title><rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" \
         height=\"{height:.1}\" rx=\"{corner}\"/>",
        escaped(&block.about)
    );
    let mut bottom = y + block.padding;
    for (line, small) in &block.lines {
        bottom += line_height(*small);
        let class = if *small { " class=\"small\"" } else { "" };
        let _ = write!(
            out,
            "<text{class} x=\"{:.1}\" y=\"{:.1}\">{}</text>",
            x + block.padding,
            bottom - 4.0,
            escaped(line)
        );
    }
    out.push_str("</g>\n");
}

/// Straight within a pair of points, in a curve from pair to pair.
fn path(route: &[(f64, f64)]) -> String {
    let mut path = String::new();
    let mut last: Option<(f64, f64)> = None;
    for (n, (x, y)) in route.iter().copied().enumerate() {
        match last {
            None => {
                let _ = write!(path, "M{x:.1} {y:.1}");
            }
            Some(before) if n % 2 == 1 => {
                if (before.0 - x).abs() > 0.05 {
                    let _ = write!(path, "H{x:.1}");
                }
            }
            Some(before) => {
                let middle = f64::midpoint(before.0, x);
                let _ = write!(path, "C{middle:.1} {:.1} {middle:.1} {y:.1} {x:.1} {y:.1}", before.1);
            }
        }
        last = Some((x, y));
    }
    path
}

fn kind_class(kind: BoxKind) -> (&'static str, f64) {
    match kind {
        BoxKind::Symptom => ("symptom", 18.0),
        BoxKind::Question => ("question", 8.0),
        BoxKind::Checks => ("checks", 8.0),
        BoxKind::Cause => ("cause", 2.0),
    }
}

fn mark_class(mark: Mark, hits: Option<u64>) -> &'static str {
    match (mark, hits) {
        (Mark::Taken, _) => " taken",
        (Mark::Out, _) => " out",
        (Mark::Plain, Some(0)) => " missed",
        (Mark::Plain, _) => "",
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Every meaning of a colour is also one of a line: dashed is checks, or never come by; thick is the way taken.
const STYLE: &str = "
text{font:13px system-ui,'Segoe UI',Helvetica,Arial,sans-serif;fill:#1c2128}
text.small{font-size:11px;fill:#57606a}
.page{fill:#ffffff}
.box rect{fill:#f6f8fa;stroke:#8c959f;stroke-width:1.2}
.symptom rect{fill:#ddf0ff;stroke:#0969da;stroke-width:1.6}
.checks rect{stroke-dasharray:5 3}
.cause rect{fill:#e6f6e6;stroke:#2b7a36;stroke-width:1.6}
.words rect{fill:#ffffff;stroke:none}
.arrow{fill:none;stroke:#8c959f;stroke-width:1.3}
.tip{fill:#8c959f;fill:context-stroke}
.box.taken rect{stroke:#0550ae;stroke-width:3}
.arrow.taken{stroke:#0550ae;stroke-width:3}
.words.taken text{font-weight:bold;fill:#0550ae}
.box.out,.arrow.out,.words.out text{opacity:.42}
.box.missed rect{stroke:#b3261e;stroke-dasharray:2 3}
.arrow.missed{stroke:#b3261e;stroke-dasharray:2 3}
.words.missed text{fill:#b3261e}
@media (prefers-color-scheme:dark){
text{fill:#e6edf3}
text.small{fill:#a5b0bc}
.page{fill:#0d1117}
.box rect{fill:#1c232c;stroke:#6e7681}
.symptom rect{fill:#12304d;stroke:#58a6ff}
.cause rect{fill:#14301b;stroke:#56b366}
.words rect{fill:#0d1117}
.arrow{stroke:#6e7681}
.tip{fill:#6e7681;fill:context-stroke}
.box.taken rect,.arrow.taken{stroke:#79c0ff}
.words.taken text{fill:#79c0ff}
.box.missed rect,.arrow.missed{stroke:#ff9d94}
.words.missed text{fill:#ff9d94}
}
";
