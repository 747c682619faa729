//! Pictures of every built-in tree: nothing is left out, and nothing lies over anything.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use super::layout::{Area, Layout, layout};
use super::svg::parts;
use super::*;
use crate::builtin;
use crate::diagnosis::Walk;
use crate::knowledge::{Pack, Target, TreeId, Value};
use crate::load::{load, read_dir};
use crate::texts::Texts;

fn pictures(pack: &Pack) -> Vec<Picture> {
    let texts = Texts::english();
    let trees = (0..pack.parts().trees.len()).map(|n| picture(pack, TreeId::from(n), &texts));
    trees.chain([overview(pack, &texts)]).collect()
}

fn named(pack: &Pack, name: &str) -> (TreeId, Picture) {
    let tree = pack.tree_named(name).unwrap();
    (tree, picture(pack, tree, &Texts::english()))
}

fn overlap(one: &Area, other: &Area) -> bool {
    one.x < other.x + other.width
        && other.x < one.x + one.width
        && one.y < other.y + other.height
        && other.y < one.y + one.height
}

fn placed(picture: &Picture) -> Layout {
    let (sizes, lines) = parts(picture);
    layout(&sizes, &lines)
}

#[test]
fn every_way_of_every_tree_is_an_arrow() {
    let pack = builtin::pack();
    for (n, tree) in pack.parts().trees.iter().enumerate() {
        let drawn = picture(&pack, TreeId::from(n), &Texts::english());
        let ways: usize = tree.nodes.iter().map(|node| node.targets().count()).sum();
        let places: usize = drawn.arrows.iter().map(|arrow| arrow.places.len()).sum();
        assert_eq!(places, ways, "{}", tree.name);
        let targets: BTreeSet<String> =
            tree.nodes.iter().flat_map(crate::knowledge::Node::targets).map(|to| format!("{to:?}")).collect();
        let starts = BTreeSet::from([format!("{:?}", Target::Node(tree.start))]);
        assert_eq!(drawn.boxes.len(), targets.union(&starts).count() + 1, "{}", tree.name);
    }
}

#[test]
fn no_two_boxes_or_words_overlap() {
    for drawn in pictures(&builtin::pack()) {
        let placed = placed(&drawn);
        let areas: Vec<Area> = placed.boxes.iter().copied().chain(placed.words.iter().flatten().copied()).collect();
        for (n, one) in areas.iter().enumerate() {
            assert!(one.x >= 0.0 && one.y >= 0.0, "{}", drawn.title);
            assert!(one.x + one.width <= placed.width && one.y + one.height <= placed.height, "{}", drawn.title);
            for other in &areas[n + 1..] {
                assert!(!overlap(one, other), "{}: {one:?} {other:?}", drawn.title);
            }
        }
    }
}

#[test]
fn every_arrow_runs_from_its_box_to_its_box_and_through_no_other() {
    for drawn in pictures(&builtin::pack()) {
        let placed = placed(&drawn);
        for (arrow, route) in drawn.arrows.iter().zip(&placed.routes) {
            let (from, to) = (placed.boxes[arrow.from], placed.boxes[arrow.to]);
            let touches = |area: &Area, (x, y): (f64, f64)| {
                (area.x..=area.x + area.width).contains(&x) && (area.y..=area.y + area.height).contains(&y)
            };
            assert!(touches(&from, *route.first().unwrap()), "{}", drawn.title);
            assert!(touches(&to, *route.last().unwrap()), "{}", drawn.title);
            for pair in route.chunks(2).filter(|pair| pair.len() == 2) {
                let (left, right) = (pair[0].0.min(pair[1].0), pair[0].0.max(pair[1].0));
                let line = Area { x: left, y: pair[0].1, width: right - left, height: 0.01 };
                let crossed = (0..placed.boxes.len())
                    .filter(|n| ![arrow.from, arrow.to].contains(n))
                    .find(|n| overlap(&line, &placed.boxes[*n]));
                assert_eq!(crossed, None, "{}", drawn.title);
            }
        }
    }
}

/// What stands between the quotes of an attribute.
fn attribute<'a>(tag: &'a str, name: &str) -> &'a str {
    tag.split_once(&format!(" {name}=\"")).unwrap().1.split('"').next().unwrap()
}

/// The boxes of an SVG document, in order.
fn boxes_of(text: &str) -> Vec<Area> {
    let rects = text.split("<g class=\"box ").skip(1).map(|group| group.split_once("<rect").unwrap().1);
    let area = |tag: &str| {
        let [x, y, width, height] = ["x", "y", "width", "height"].map(|name| attribute(tag, name).parse().unwrap());
        Area { x, y, width, height }
    };
    rects.map(area).collect()
}

/// How many points of a curve are looked at.
const STEPS: u32 = 48;

/// A point of a curve between two ends, which its two middle points pull to them.
fn on_curve(points: [(f64, f64); 4], at: f64) -> (f64, f64) {
    let weights = [(1.0 - at).powi(3), 3.0 * at * (1.0 - at).powi(2), 3.0 * at.powi(2) * (1.0 - at), at.powi(3)];
    let sum = |of: fn((f64, f64)) -> f64| points.iter().zip(weights).map(|(point, weight)| of(*point) * weight).sum();
    (sum(|point| point.0), sum(|point| point.1))
}

/// Points along a path as a browser draws it: `M`, `H` and `C` are all that is written.
fn points_of(path: &str) -> Vec<(f64, f64)> {
    let spaced: String = path.chars().map(|c| if c.is_alphabetic() { format!(" {c} ") } else { c.into() }).collect();
    let mut words = spaced.split_whitespace();
    let mut points: Vec<(f64, f64)> = Vec::new();
    while let Some(command) = words.next() {
        let mut number = || words.next().unwrap().parse::<f64>().unwrap();
        let from = points.last().copied().unwrap_or_default();
        match command {
            "M" => points.push((number(), number())),
            "H" => {
                let to = number();
                points.extend((1..=STEPS).map(|n| (from.0 + (to - from.0) * f64::from(n) / f64::from(STEPS), from.1)));
            }
            "C" => {
                let ends = [from, (number(), number()), (number(), number()), (number(), number())];
                points.extend((1..=STEPS).map(|n| on_curve(ends, f64::from(n) / f64::from(STEPS))));
            }
            other => panic!("{other} in {path}"),
        }
    }
    points
}

/// Coordinates are written with one decimal.
const ROUNDED: f64 = 0.11;

fn is_inside(area: &Area, (x, y): (f64, f64), by: f64) -> bool {
    (area.x + by..=area.x + area.width - by).contains(&x) && (area.y + by..=area.y + area.height - by).contains(&y)
}

#[test]
fn curves_start_and_end_on_the_borders_of_their_boxes_and_cross_no_other() {
    let on_border = |area: &Area, point| is_inside(area, point, -ROUNDED) && !is_inside(area, point, ROUNDED);
    let mut curved = 0;
    for drawn in pictures(&builtin::pack()) {
        let text = svg(&drawn);
        let boxes = boxes_of(&text);
        let paths = text.split("<path class=\"arrow").skip(1).map(|tag| attribute(tag, "d"));
        for (arrow, path) in drawn.arrows.iter().zip(paths) {
            let points = points_of(path);
            assert!(on_border(&boxes[arrow.from], points[0]), "{}: {path} starts elsewhere", drawn.title);
            assert!(on_border(&boxes[arrow.to], *points.last().unwrap()), "{}: {path} ends elsewhere", drawn.title);
            let crossed = boxes.iter().find(|area| points.iter().any(|point| is_inside(area, *point, ROUNDED)));
            assert_eq!(crossed, None, "{}: {path}", drawn.title);
            curved += usize::from(path.contains('C'));
        }
    }
    assert!(curved > 100, "{curved} curves are not what the built-in trees have");
}

#[test]
fn the_svg_has_every_box_and_arrow_and_is_well_formed() {
    for drawn in pictures(&builtin::pack()) {
        let text = svg(&drawn);
        assert_eq!(text.matches("<g class=\"box ").count(), drawn.boxes.len());
        assert_eq!(text.matches("<path class=\"arrow").count(), drawn.arrows.len());
        assert_eq!(text.matches("<g ").count(), text.matches("</g>").count());
        assert!(text.contains("<title id=\"title\">") && text.contains("prefers-color-scheme:dark"));
        let body = text.replace("&amp;", "").replace("&lt;", "").replace("&gt;", "").replace("&quot;", "");
        assert!(!body.contains('&'));
        for drawn in &drawn.boxes {
            assert!(text.contains(&format!("<title>{}: ", drawn.name)), "{}", drawn.name);
        }
    }
}

#[test]
fn a_walk_marks_its_way_and_what_it_rules_out() {
    let pack = Arc::new(builtin::pack());
    let (tree, mut drawn) = named(&pack, "reset-button-greyed");
    let mut walk = Walk::open(Arc::clone(&pack), tree, 0);
    let roles = Value::set(["password-administrator"]);
    walk.answer(0, pack.fact_named("admin.roles").unwrap(), Some(roles));
    let target = Value::set(["exchange-administrator"]);
    walk.answer(0, pack.fact_named("target.roles").unwrap(), Some(target));
    follow(&mut drawn, &walk);
    let mark = |name: &str| drawn.boxes.iter().find(|known| known.name == name).map(|known| known.mark);
    for name in ["reset-button-greyed", "role", "rank", "target-outranks-admin"] {
        assert_eq!(mark(name), Some(Mark::Taken), "{name}");
    }
    for name in ["waiting", "no-reset-role", "outside_table", "writeback-off"] {
        assert_eq!(mark(name), Some(Mark::Out), "{name}");
    }
    let taken = drawn.arrows.iter().filter(|arrow| arrow.mark == Mark::Taken).count();
    assert_eq!(taken, 3);
}

#[test]
fn coverage_is_summed_along_an_arrow() {
    let pack = builtin::pack();
    let (_, mut drawn) = named(&pack, "reset-button-greyed");
    let hits = Hits::from([
        ("reset-button-greyed/nodes/waiting/answers/eligible".to_owned(), 2),
        ("reset-button-greyed/nodes/waiting/answers/active".to_owned(), 0),
        ("reset-button-greyed/nodes/waiting".to_owned(), 3),
    ]);
    count(&mut drawn, &hits);
    let found = |name: &str| drawn.boxes.iter().find(|known| known.name == name).and_then(|known| known.hits);
    assert_eq!((found("waiting"), found("role-not-activated"), found("no-reset-role")), (Some(3), Some(2), Some(0)));
    assert_eq!(found("rank"), None);
    assert!(
        text(&drawn, &Texts::english(), true).iter().any(|line| line.contains("not activated (2×) -> cause role-not"))
    );
    assert!(svg(&drawn).contains(" missed\""));
}

/// A pack whose words try to break out of every format.
fn nasty() -> Pack {
    let words = r#"a "quoted" <b> & \ `x` #1; *s* _u_ | y"#;
    let mut parts = builtin::pack().parts().clone();
    for tree in &mut parts.trees {
        tree.title = words.to_owned();
    }
    for cause in &mut parts.causes {
        cause.title = words.to_owned();
    }
    Pack::new(parts)
}

#[test]
fn words_stay_words_in_every_format() {
    let pack = nasty();
    let drawn = picture(&pack, TreeId(0), &Texts::english());
    let mermaid = mermaid(&drawn);
    for line in mermaid.lines().skip(4).filter(|line| line.contains("[\"")) {
        assert_eq!(line.matches('"').count(), 2, "{line}");
        assert!(!line.contains('<') && !line.contains('`'), "{line}");
    }
    let dot = dot(&drawn);
    for line in dot.lines() {
        let quotes = line.replace("\\\\", "").replace("\\\"", "").matches('"').count();
        assert_eq!(quotes % 2, 0, "{line}");
    }
    assert!(!svg(&drawn).contains("<b>"));
}

#[test]
fn a_tree_in_each_format() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/packs/base");
    let pack = load(read_dir(&folder).unwrap()).pack.unwrap();
    let (_, drawn) = named(&pack, "greyed");
    insta::assert_snapshot!("text", text(&drawn, &Texts::english(), false).join("\n"));
    insta::assert_snapshot!("mermaid", mermaid(&drawn));
    insta::assert_snapshot!("dot", dot(&drawn));
}
