//! Where boxes stand, where arrows run and where their words go: in layers from left to right.
//!
//! Each box stands in the column of its longest way from the start; between two columns of boxes is one for the words of
//! arrows. An arrow that passes a column takes up room there, so nothing lies over anything.

mod grid;
mod layers;

use grid::Grid;
use layers::layers;

/// The space around everything.
const MARGIN: f64 = 24.0;
/// Between two columns: at least, at most, and for each step up or down that an arrow takes there.
const ALLEY: (f64, f64, f64) = (26.0, 72.0, 0.2);
/// How much room an arrow takes that only passes.
const PASSING: f64 = 6.0;

/// How large something is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Size {
    pub width: f64,
    pub height: f64,
}

/// An arrow to be placed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    pub from: usize,
    pub to: usize,
    /// How large its words are.
    pub words: Option<Size>,
}

/// A rectangle.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Area {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
}

/// Everything in its place.
#[derive(Clone, Debug, Default)]
pub(super) struct Layout {
    pub width: f64,
    pub height: f64,
    pub boxes: Vec<Area>,
    /// The places of the words of each arrow.
    pub words: Vec<Option<Area>>,
    /// The points of each arrow, in pairs: it runs straight within a pair, and in a curve from pair to pair.
    pub routes: Vec<Vec<(f64, f64)>>,
}

/// Places boxes and arrows.
pub(super) fn layout(boxes: &[Size], lines: &[Line]) -> Layout {
    let (layers, turned) = layers(boxes.len(), lines);
    let mut grid = Grid::default();
    for (size, layer) in boxes.iter().zip(&layers) {
        grid.add(*size, layer * 2);
    }
    let chains: Vec<Vec<usize>> = lines
        .iter()
        .enumerate()
        .map(|(n, line)| {
            let (from, to) = if turned[n] { (line.to, line.from) } else { (line.from, line.to) };
            let mut chain = vec![from];
            for column in layers[from] * 2 + 1..layers[to] * 2 {
                let passing = Size { width: 0.0, height: PASSING };
                let first = column == layers[from] * 2 + 1;
                let size = line.words.filter(|_| first).unwrap_or(passing);
                chain.push(grid.add(size, column));
            }
            chain.push(to);
            chain.windows(2).for_each(|pair| grid.join(pair[0], pair[1]));
            chain
        })
        .collect();
    grid.order();
    grid.align();
    placed(&grid, boxes.len(), lines, &chains, &turned)
}

/// From columns to places.
fn placed(grid: &Grid, boxes: usize, lines: &[Line], chains: &[Vec<usize>], turned: &[bool]) -> Layout {
    let tops = grid.y.iter().zip(&grid.sizes).map(|(y, size)| y - size.height / 2.0);
    let down = MARGIN - tops.fold(f64::INFINITY, f64::min).min(f64::MAX);
    let columns = columns(grid);
    let area = |id: usize| {
        let (left, right) = columns[grid.column[id]];
        let size = grid.sizes[id];
        // The boxes of a column are equally wide.
        let width = if id < boxes { right - left } else { size.width };
        Area { x: left, y: grid.y[id] + down - size.height / 2.0, width, height: size.height }
    };
    let route = |chain: &[usize], turned: bool| {
        let mut points = Vec::with_capacity(chain.len() * 2);
        for (n, id) in chain.iter().enumerate() {
            let (left, right) = columns[grid.column[*id]];
            // It leaves the first at the right, and comes to the last at the left.
            let (start, end) = if n == 0 { (right, right) } else { (left, right) };
            let end = if n + 1 == chain.len() { start } else { end };
            points.extend([(start, grid.y[*id] + down), (end, grid.y[*id] + down)]);
        }
        if turned {
            points.reverse();
        }
        points
    };
    let areas: Vec<Area> = (0..grid.sizes.len()).map(area).collect();
    let bottom = areas.iter().map(|area| area.y + area.height).fold(0.0, f64::max);
    let words = |(line, chain): (&Line, &Vec<usize>)| {
        line.words.and(chain.get(1)).filter(|_| chain.len() > 2).and_then(|id| areas.get(*id).copied())
    };
    Layout {
        width: columns.last().map_or(MARGIN, |(_, right)| *right) + MARGIN,
        height: bottom + MARGIN,
        words: lines.iter().zip(chains).map(words).collect(),
        routes: chains.iter().zip(turned).map(|(chain, turned)| route(chain, *turned)).collect(),
        boxes: areas.into_iter().take(boxes).collect(),
    }
}

/// Where each column begins and ends. The steeper its arrows, the wider the alley to the next one.
fn columns(grid: &Grid) -> Vec<(f64, f64)> {
    let (least, most, slope) = ALLEY;
    let mut x = MARGIN;
    let mut columns = Vec::with_capacity(grid.columns.len());
    for ids in &grid.columns {
        let width = ids.iter().map(|id| grid.sizes[*id].width).fold(0.0, f64::max);
        columns.push((x, x + width));
        let steps = ids.iter().flat_map(|id| grid.after[*id].iter().map(|to| (grid.y[*id] - grid.y[*to]).abs()));
        x += width + (steps.fold(0.0, f64::max) * slope).clamp(least, most);
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_arrows_that_cross_are_untangled() {
        let size = Size { width: 10.0, height: 10.0 };
        let line = |from, to| Line { from, to, words: None };
        let placed = layout(&[size; 5], &[line(0, 1), line(0, 2), line(1, 4), line(2, 3)]);
        let y = |n: usize| placed.boxes[n].y;
        assert_eq!(y(1) < y(2), y(4) < y(3));
    }

    #[test]
    fn a_circle_of_arrows_is_drawn_all_the_same() {
        let size = Size { width: 10.0, height: 10.0 };
        let line = |from, to| Line { from, to, words: None };
        let placed = layout(&[size; 3], &[line(0, 1), line(1, 2), line(2, 0)]);
        assert!(placed.routes.iter().all(|route| route.len() >= 4));
        assert!(placed.boxes[0].x < placed.boxes[1].x && placed.boxes[1].x < placed.boxes[2].x);
    }
}
