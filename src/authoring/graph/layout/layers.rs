//! Which column each box stands in.

use super::Line;

/// The layer of each box, and which arrows run against the layers because they close a circle.
pub(super) fn layers(count: usize, lines: &[Line]) -> (Vec<usize>, Vec<bool>) {
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
