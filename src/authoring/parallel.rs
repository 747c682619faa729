//! Work that falls into parts which know nothing of each other: each processor takes the next.

use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// What `work` makes of each of `count` parts, in their order.
pub(super) fn each<T: Send>(count: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let take = || {
        let mut done = Vec::new();
        loop {
            let part = next.fetch_add(1, Ordering::Relaxed);
            if part >= count {
                return done;
            }
            done.push((part, work(part)));
        }
    };
    let mut done: Vec<(usize, T)> = thread::scope(|scope| {
        let others: Vec<_> = (1..processors().min(count)).map(|_| scope.spawn(take)).collect();
        let mine = take();
        let theirs = others.into_iter().flat_map(|other| other.join().unwrap_or_else(|why| resume_unwind(why)));
        mine.into_iter().chain(theirs).collect()
    });
    done.sort_unstable_by_key(|(part, _)| *part);
    done.into_iter().map(|(_, made)| made).collect()
}

/// What two pieces of work make, at the same time where there are two processors.
pub(super) fn both<A: Send, B>(first: impl FnOnce() -> A + Send, second: impl FnOnce() -> B) -> (A, B) {
    if processors() < 2 {
        return (first(), second());
    }
    thread::scope(|scope| {
        let first = scope.spawn(first);
        let second = second();
        (first.join().unwrap_or_else(|why| resume_unwind(why)), second)
    })
}

fn processors() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_made_stands_in_the_order_of_the_parts() {
        assert_eq!(each(1_000, |part| part * 2), (0..1_000).map(|part| part * 2).collect::<Vec<_>>());
        assert_eq!(each(0, |part| part), Vec::<usize>::new());
        assert_eq!(both(|| 1, || "two"), (1, "two"));
    }
}
