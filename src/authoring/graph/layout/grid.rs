//! In which order things stand in their columns, and how far down.

use super::Size;

/// Between two things of a column.
const GAP: f64 = 16.0;
/// How often the order within columns is improved.
const SWEEPS: usize = 24;

/// Boxes, words and passing arrows in columns.
#[derive(Default)]
pub(super) struct Grid {
    pub sizes: Vec<Size>,
    /// The column of each thing.
    pub column: Vec<usize>,
    before: Vec<Vec<usize>>,
    pub after: Vec<Vec<usize>>,
    /// The things of each column, from top to bottom.
    pub columns: Vec<Vec<usize>>,
    /// The middle of each thing.
    pub y: Vec<f64>,
}

impl Grid {
    pub(super) fn add(&mut self, size: Size, column: usize) -> usize {
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

    pub(super) fn join(&mut self, from: usize, to: usize) {
        // An arrow within a layer is drawn, and does not pull.
        if self.column[from] != self.column[to] {
            self.after[from].push(to);
            self.before[to].push(from);
        }
    }

    /// Orders the columns so that few arrows cross: each thing goes to the middle of its neighbours, back and forth.
    pub(super) fn order(&mut self) {
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
    pub(super) fn align(&mut self) {
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
}
