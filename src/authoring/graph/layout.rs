//! Where boxes stand, where arrows run and where their words go: in layers from left to right.
//!
//! Each box stands in the column of its longest way from the start; between two columns of boxes is one for the words of
//! arrows. An arrow that passes a column takes up room there, so nothing lies over anything.

use std::collections::BTreeMap;

/// The space around everything.
const MARGIN: f64 = 24.0;
/// Between two things of a column.
const GAP: f64 = 16.0;
/// Between two columns.
const ALLEY: f64 = 44.0;
/// How much room an arrow takes that only passes.
const PASSING: f64 = 6.0;
/// How often the order within columns is improved.
const SWEEPS: usize = 24;

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
    grid.finish(boxes.len(), lines, &chains, &turned)
}

/// The layer of each box, and which arrows run against the layers because they close a circle.
fn layers(count: usize, lines: &[Line]) -> (Vec<usize>, Vec<bool>) {
    let mut out: Vec<Vec<usize>> = vec![Vec::new(); count];
    for (n, line) in lines.iter().enumerate() {
        out[line.from].push(n);
    }
    // Depth first, without recursion: trees may be deep.
    let (mut state, mut turned, mut finished) = (vec![0_u8; count], vec![false; lines.len()], Vec::new());
    for root in 0..count {
        let mut stack = vec![(root, 0)];
        while let Some((here, next)) = stack.pop() {
            if next == 0 && state[here] != 0 {
                continue;
            }
            state[here] = 1;
            let Some(&line) = out[here].get(next) else {
                state[here] = 2;
                finished.push(here);
                continue;
            };
            stack.push((here, next + 1));
            let to = lines[line].to;
            if state[to] == 1 {
                turned[line] = true;
            } else if state[to] == 0 {
                stack.push((to, 0));
            }
        }
    }
    let mut layers = vec![0; count];
    for here in finished.into_iter().rev() {
        for &line in out[here].iter().filter(|line| !turned[**line]) {
            let to = lines[line].to;
            layers[to] = layers[to].max(layers[here] + 1);
        }
    }
    for (n, line) in lines.iter().enumerate() {
        if turned[n] && layers[line.to] >= layers[line.from] {
            turned[n] = false;
        }
    }
    (layers, turned)
}

#[derive(Default)]
struct Grid {
    sizes: Vec<Size>,
    column: Vec<usize>,
    before: Vec<Vec<usize>>,
    after: Vec<Vec<usize>>,
    columns: Vec<Vec<usize>>,
    /// The middle of each thing.
    y: Vec<f64>,
}

impl Grid {
    fn add(&mut self, size: Size, column: usize) -> usize {
        let id = self.sizes.len();
        self.sizes.push(size);
        self.column.push(column);
        self.before.push(Vec::new());
        self.after.push(Vec::new());
        self.y.push(0.0);
        if self.columns.len() <= column {
            self.columns.resize(column + 1, Vec::new());
        }
        self.columns[column].push(id);
        id
    }

    fn join(&mut self, from: usize, to: usize) {
        // An arrow within a layer is drawn, and does not pull.
        if self.column[from] != self.column[to] {
            self.after[from].push(to);
            self.before[to].push(from);
        }
    }

    /// Orders the columns so that few arrows cross: each thing goes to the middle of its neighbours, back and forth.
    fn order(&mut self) {
        let mut best = (self.crossings(), self.columns.clone());
        for sweep in 0..SWEEPS {
            let forth = sweep % 2 == 0;
            let count = self.columns.len();
            for step in 1..count {
                let column = if forth { step } else { count - 1 - step };
                let places = self.places();
                let neighbours = if forth { &self.before } else { &self.after };
                let middle = |id: &usize| {
                    let of: Vec<f64> = neighbours[*id].iter().map(|other| places[*other]).collect();
                    if of.is_empty() { places[*id] } else { of.iter().sum::<f64>() / of.len() as f64 }
                };
                let mut ordered: Vec<(f64, usize)> = self.columns[column].iter().map(|id| (middle(id), *id)).collect();
                ordered.sort_by(|a, b| a.0.total_cmp(&b.0));
                self.columns[column] = ordered.into_iter().map(|(_, id)| id).collect();
            }
            let crossings = self.crossings();
            if crossings < best.0 {
                best = (crossings, self.columns.clone());
            }
        }
        self.columns = best.1;
    }

    /// How far down its column each thing stands, of 1.
    fn places(&self) -> Vec<f64> {
        let mut places = vec![0.0; self.sizes.len()];
        for column in &self.columns {
            for (n, id) in column.iter().enumerate() {
                places[*id] = (n as f64 + 0.5) / column.len() as f64;
            }
        }
        places
    }

    fn crossings(&self) -> usize {
        let mut rank = vec![0; self.sizes.len()];
        for column in &self.columns {
            column.iter().enumerate().for_each(|(n, id)| rank[*id] = n);
        }
        self.columns
            .iter()
            .map(|column| {
                let mut ends: Vec<(usize, usize)> =
                    column.iter().flat_map(|id| self.after[*id].iter().map(|to| (rank[*id], rank[*to]))).collect();
                ends.sort_unstable();
                inversions(&ends)
            })
            .sum()
    }

    /// Moves everything up or down to where its arrows are short, without changing the order.
    fn align(&mut self) {
        for column in 0..self.columns.len() {
            self.settle(column, |_, _| Some(0.0));
        }
        for sweep in 0..SWEEPS {
            let count = self.columns.len();
            for step in 0..count {
                let forth = sweep % 2 == 0;
                let column = if forth { step } else { count - 1 - step };
                let last = sweep + 2 >= SWEEPS;
                self.settle(column, |grid, id| {
                    let (before, after) = (&grid.before[id], &grid.after[id]);
                    let of: Vec<f64> = match (last, forth) {
                        (true, _) => before.iter().chain(after).map(|other| grid.y[*other]).collect(),
                        (false, true) => before.iter().map(|other| grid.y[*other]).collect(),
                        (false, false) => after.iter().map(|other| grid.y[*other]).collect(),
                    };
                    (!of.is_empty()).then(|| of.iter().sum::<f64>() / of.len() as f64)
                });
            }
        }
    }

    /// Places a column as near as can be to where each thing wants to be: least squares under the order and the gaps.
    fn settle(&mut self, column: usize, wanted: impl Fn(&Self, usize) -> Option<f64>) {
        let ids = self.columns[column].clone();
        let (mut offsets, mut offset) = (Vec::with_capacity(ids.len()), 0.0);
        for (n, id) in ids.iter().enumerate() {
            let half = self.sizes[*id].height / 2.0;
            if n > 0 {
                offset += half + GAP;
            }
            offsets.push(offset);
            offset += half;
        }
        // Pools of neighbours that want to pass each other stand together, at their mean.
        let mut pools: Vec<(f64, f64, usize)> = Vec::new();
        for (id, offset) in ids.iter().zip(&offsets) {
            let mut pool = (wanted(self, *id).unwrap_or(self.y[*id]) - offset, 1.0, 1);
            while let Some(last) = pools.last().copied().filter(|last| last.0 > pool.0) {
                pools.pop();
                let weight = last.1 + pool.1;
                pool = ((last.0 * last.1 + pool.0 * pool.1) / weight, weight, last.2 + pool.2);
            }
            pools.push(pool);
        }
        let places = pools.into_iter().flat_map(|(place, _, count)| std::iter::repeat_n(place, count));
        for ((id, offset), place) in ids.iter().zip(&offsets).zip(places) {
            self.y[*id] = place + offset;
        }
    }

    fn finish(&self, boxes: usize, lines: &[Line], chains: &[Vec<usize>], turned: &[bool]) -> Layout {
        let tops = self.y.iter().zip(&self.sizes).map(|(y, size)| y - size.height / 2.0);
        let down = MARGIN - tops.fold(f64::INFINITY, f64::min).min(f64::MAX);
        let widths: Vec<f64> = self
            .columns
            .iter()
            .map(|column| column.iter().map(|id| self.sizes[*id].width).fold(0.0, f64::max))
            .collect();
        let mut left = Vec::with_capacity(widths.len());
        let mut x = MARGIN;
        for width in &widths {
            left.push(x);
            x += width + ALLEY;
        }
        let area = |id: usize| {
            let size = self.sizes[id];
            let y = self.y[id] + down - size.height / 2.0;
            Area { x: left[self.column[id]], y, width: size.width, height: size.height }
        };
        let route = |chain: &Vec<usize>, turned: bool| {
            let mut points = Vec::with_capacity(chain.len() * 2);
            for (n, id) in chain.iter().enumerate() {
                let (column, y) = (self.column[*id], self.y[*id] + down);
                let (start, end) = (left[column], left[column] + widths[column]);
                if n == 0 {
                    points.extend([(start + self.sizes[*id].width, y), (end, y)]);
                } else if n + 1 == chain.len() {
                    points.extend([(start, y), (start, y)]);
                } else {
                    points.extend([(start, y), (end, y)]);
                }
            }
            if turned {
                points.reverse();
            }
            points
        };
        let all: BTreeMap<usize, Area> = (0..self.sizes.len()).map(|id| (id, area(id))).collect();
        let bottom = all.values().map(|area| area.y + area.height).fold(0.0, f64::max);
        Layout {
            width: x - ALLEY + MARGIN,
            height: bottom + MARGIN,
            boxes: (0..boxes).map(area).collect(),
            words: lines
                .iter()
                .zip(chains)
                .map(|(line, chain)| line.words.and(chain.get(1)).filter(|_| chain.len() > 2).map(|id| area(*id)))
                .collect(),
            routes: chains.iter().zip(turned).map(|(chain, turned)| route(chain, *turned)).collect(),
        }
    }
}

/// How many pairs are out of order in their second part, given that they are in order in their first.
fn inversions(ends: &[(usize, usize)]) -> usize {
    let most = ends.iter().map(|(_, to)| to + 1).max().unwrap_or(0);
    let mut counts = vec![0_usize; most + 1];
    let mut crossings = 0;
    for (seen, (_, to)) in ends.iter().enumerate() {
        let mut not_after = 0;
        let mut at = to + 1;
        while at > 0 {
            not_after += counts[at];
            at &= at - 1;
        }
        crossings += seen - not_after;
        let mut at = to + 1;
        while at <= most {
            counts[at] += 1;
            at += at & at.wrapping_neg();
        }
    }
    crossings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crossing_arrows_are_counted() {
        assert_eq!(inversions(&[(0, 1), (1, 0)]), 1);
        assert_eq!(inversions(&[(0, 2), (1, 0), (1, 1), (2, 2)]), 2);
        assert_eq!(inversions(&[(0, 0), (0, 1), (1, 1)]), 0);
    }

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
