//! A picture for a terminal.

use super::measure::with_hits;
use super::picture::{Arrow, BoxKind, Mark, Picture, PictureBox};
use crate::texts::{Text, Texts, drawing as say};

/// The letters that draw the branches.
struct Branches {
    on: &'static str,
    last: &'static str,
    through: &'static str,
    along: &'static str,
    none: &'static str,
}

const UNICODE: Branches = Branches { on: "├─ ", last: "└─ ", through: "│  ", along: " → ", none: "   " };
const ASCII: Branches = Branches { on: "|- ", last: "`- ", through: "|  ", along: " -> ", none: "   " };

/// The picture as lines; each box is drawn in full once, where it is reached first.
pub fn text(picture: &Picture, texts: &Texts, ascii: bool) -> Vec<String> {
    let branches = if ascii { &ASCII } else { &UNICODE };
    let mut drawing = Drawing { picture, texts, branches, lines: Vec::new(), seen: vec![false; picture.boxes.len()] };
    for n in 0..picture.boxes.len() {
        if !drawing.seen[n] {
            let line = drawing.words(n);
            drawing.lines.push(line);
            drawing.below(n);
        }
    }
    drawing.lines
}

struct Drawing<'a> {
    picture: &'a Picture,
    texts: &'a Texts,
    branches: &'a Branches,
    lines: Vec<String>,
    seen: Vec<bool>,
}

impl Drawing<'_> {
    /// Draws what a box leads to, without recursion: trees may be deep.
    fn below(&mut self, root: usize) {
        self.seen[root] = true;
        let mut stack: Vec<(usize, bool, String)> = Vec::new();
        self.push(root, "", &mut stack);
        while let Some((n, last, indent)) = stack.pop() {
            let arrow = &self.picture.arrows[n];
            let branch = if last { self.branches.last } else { self.branches.on };
            let along = with_hits(&arrow.words, arrow.hits);
            let mut line = format!("{indent}{branch}");
            if !along.is_empty() {
                line.extend([along.as_str(), self.branches.along]);
            }
            let again = self.seen[arrow.to] && self.picture.arrows.iter().any(|other| other.from == arrow.to);
            let target = if again {
                self.texts.fill(say::SEE_ABOVE, &[("name", &self.picture.boxes[arrow.to].name)])
            } else {
                self.target(arrow)
            };
            line.push_str(&target);
            if arrow.mark == Mark::Out && self.picture.boxes[arrow.to].mark != Mark::Out {
                line.push_str(&self.note(Mark::Out));
            }
            self.lines.push(line);
            if !self.seen[arrow.to] {
                self.seen[arrow.to] = true;
                let inner = format!("{indent}{}", if last { self.branches.none } else { self.branches.through });
                self.push(arrow.to, &inner, &mut stack);
            }
        }
    }

    fn push(&self, from: usize, indent: &str, stack: &mut Vec<(usize, bool, String)>) {
        let arrows: Vec<usize> =
            (0..self.picture.arrows.len()).filter(|n| self.picture.arrows[*n].from == from).collect();
        for (n, arrow) in arrows.iter().enumerate().rev() {
            stack.push((*arrow, n + 1 == arrows.len(), indent.to_owned()));
        }
    }

    /// What an arrow leads to.
    fn target(&self, arrow: &Arrow) -> String {
        let (from, to) = (&self.picture.boxes[arrow.from], &self.picture.boxes[arrow.to]);
        match to.kind {
            BoxKind::Symptom if from.kind != BoxKind::Symptom => self.line(to, say::DRAW_GOTO),
            _ => self.words(arrow.to),
        }
    }

    fn words(&self, n: usize) -> String {
        let drawn = &self.picture.boxes[n];
        let text = match drawn.kind {
            BoxKind::Symptom => say::DRAW_SYMPTOM,
            BoxKind::Question => say::DRAW_QUESTION,
            BoxKind::Checks => say::DRAW_CHECKS,
            BoxKind::Cause => say::DRAW_CAUSE,
        };
        self.line(drawn, text)
    }

    fn line(&self, drawn: &PictureBox, text: Text) -> String {
        let words = self.texts.fill(text, &[("name", &drawn.name), ("words", &drawn.words)]);
        format!("{}{}", with_hits(&words, drawn.hits), self.note(drawn.mark))
    }

    fn note(&self, mark: Mark) -> String {
        match mark {
            Mark::Plain => String::new(),
            Mark::Taken => format!(" [{}]", self.texts.say(say::DRAW_TAKEN)),
            Mark::Out => format!(" [{}]", self.texts.say(say::DRAW_OUT)),
        }
    }
}
