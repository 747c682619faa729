//! Walks over what leads to what, without recursion: a pack may be as deep as it likes.

/// The circles of a graph, each once, starting at its first place.
pub fn circles(next: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut circles = Vec::new();
    visit(next, 0..next.len(), |_| {}, |circle| circles.push(circle.to_vec()));
    circles
}

/// For each place the number of places on the longest way on from it, itself included. Ways back are left out.
pub fn longest(next: &[Vec<usize>]) -> Vec<usize> {
    let mut longest = vec![1; next.len()];
    let mut order = Vec::with_capacity(next.len());
    visit(next, 0..next.len(), |place| order.push(place), |_| {});
    // A place is finished after everything it leads to, but for ways back.
    let mut finished = vec![false; next.len()];
    for place in order {
        let deepest = next[place].iter().filter(|to| finished[**to]).map(|to| longest[*to]).max();
        longest[place] = 1 + deepest.unwrap_or(0);
        finished[place] = true;
    }
    longest
}

/// Whether each place can be reached from `start`.
pub fn reached(next: &[Vec<usize>], start: usize) -> Vec<bool> {
    let mut reached = vec![false; next.len()];
    visit(next, start..start + 1, |place| reached[place] = true, |_| {});
    reached
}

/// Visits everything that can be reached; says which place is finished, and which circles were met.
fn visit(
    next: &[Vec<usize>],
    from: std::ops::Range<usize>,
    mut finish: impl FnMut(usize),
    mut circle: impl FnMut(&[usize]),
) {
    let mut seen = vec![false; next.len()];
    // Where in the path a place is, if it is.
    let mut on_path = vec![None; next.len()];
    for start in from {
        if seen[start] {
            continue;
        }
        seen[start] = true;
        on_path[start] = Some(0);
        let mut path = vec![start];
        let mut turns = vec![0];
        while let (Some(&place), Some(turn)) = (path.last(), turns.last_mut()) {
            let Some(&to) = next[place].get(*turn) else {
                on_path[place] = None;
                finish(place);
                path.pop();
                turns.pop();
                continue;
            };
            *turn += 1;
            if let Some(at) = on_path[to] {
                circle(&path[at..]);
            } else if !seen[to] {
                seen[to] = true;
                on_path[to] = Some(path.len());
                path.push(to);
                turns.push(0);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_circle_is_found_once_and_a_diamond_is_none() {
        assert_eq!(circles(&[vec![1], vec![2], vec![1]]), [vec![1, 2]]);
        assert_eq!(circles(&[vec![0]]), [vec![0]]);
        assert!(circles(&[vec![1, 2], vec![3], vec![3], vec![]]).is_empty());
    }

    #[test]
    fn the_longest_way_counts_and_a_long_chain_does_not_overflow() {
        assert_eq!(longest(&[vec![1, 2], vec![2], vec![]]), [3, 2, 1]);
        let chain: Vec<Vec<usize>> = (0..100_000).map(|n| if n < 99_999 { vec![n + 1] } else { vec![] }).collect();
        assert_eq!(longest(&chain)[0], 100_000);
    }

    #[test]
    fn what_nothing_leads_to_is_not_reached() {
        assert_eq!(reached(&[vec![1], vec![], vec![1]], 0), [true, true, false]);
    }
}
