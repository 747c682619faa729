//! Throttle budgets: so many units in so many seconds, kept by waiting before asking.
//!
//! A pure state machine; the time is an argument. A service that has to refuse counts the refused calls too, so that
//! asking too fast makes everything slower: <https://learn.microsoft.com/graph/throttling>.

use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

use crate::knowledge::Throttle;

/// What was taken from the budgets of one tenant.
#[derive(Debug, Default)]
pub(super) struct Budgets {
    by_name: BTreeMap<String, Window>,
    /// Nothing is asked before this.
    closed_until: Duration,
}

#[derive(Debug, Default)]
struct Window {
    taken: VecDeque<(Duration, u32)>,
    closed_until: Duration,
}

impl Budgets {
    /// Takes what a request costs; gives the time from which it may be asked. Times are counted from any one moment.
    pub fn take(&mut self, throttle: &Throttle, now: Duration) -> Duration {
        let closed_until = self.closed_until;
        let window = self.by_name.entry(throttle.budget.clone()).or_default();
        let span = Duration::from_secs(u64::from(throttle.seconds));
        let last = window.taken.back().map_or(now, |(at, _)| *at);
        let mut at = now.max(last).max(window.closed_until).max(closed_until);
        loop {
            while window.taken.front().is_some_and(|(then, _)| *then + span <= at) {
                window.taken.pop_front();
            }
            let spent: u32 = window.taken.iter().map(|(_, cost)| *cost).sum();
            // What costs more than there ever is goes alone.
            match window.taken.front() {
                Some((first, _)) if spent.saturating_add(throttle.cost) > throttle.limit => at = *first + span,
                _ => break,
            }
        }
        match window.taken.back_mut() {
            Some((then, cost)) if *then == at => *cost = cost.saturating_add(throttle.cost),
            _ => window.taken.push_back((at, throttle.cost)),
        }
        at
    }

    /// Asks nothing of a budget before `until`; of none at all if no budget is named.
    pub fn close(&mut self, budget: Option<&str>, until: Duration) {
        let closed = match budget {
            Some(budget) => &mut self.by_name.entry(budget.to_owned()).or_default().closed_until,
            None => &mut self.closed_until,
        };
        *closed = until.max(*closed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn throttle(cost: u32, limit: u32, seconds: u32) -> Throttle {
        Throttle { budget: "reports".to_owned(), cost, limit, seconds }
    }

    fn taken(budgets: &mut Budgets, throttle: &Throttle, now: u64) -> u64 {
        budgets.take(throttle, Duration::from_secs(now)).as_secs()
    }

    #[test]
    fn five_may_go_at_once_and_the_sixth_waits() {
        let mut budgets = Budgets::default();
        let times: Vec<u64> = (0..7).map(|_| taken(&mut budgets, &throttle(1, 5, 10), 3)).collect();
        assert_eq!(times, [3, 3, 3, 3, 3, 13, 13]);
        assert_eq!(taken(&mut budgets, &throttle(1, 5, 10), 30), 30);
    }

    #[test]
    fn what_costs_more_than_there_is_goes_alone() {
        let mut budgets = Budgets::default();
        let times: Vec<u64> = (0..3).map(|_| taken(&mut budgets, &throttle(9, 5, 10), 0)).collect();
        assert_eq!(times, [0, 10, 20]);
    }

    #[test]
    fn a_service_that_asks_to_wait_is_left_alone() {
        let mut budgets = Budgets::default();
        budgets.close(Some("reports"), Duration::from_secs(7));
        assert_eq!(taken(&mut budgets, &throttle(1, 5, 10), 1), 7);
        let other = Throttle { budget: "identity".to_owned(), ..throttle(1, 5, 10) };
        assert_eq!(taken(&mut budgets, &other, 1), 1);
        budgets.close(None, Duration::from_secs(9));
        assert_eq!(taken(&mut budgets, &other, 2), 9);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn no_window_is_ever_overdrawn(steps in proptest::collection::vec((0_u64..6, 1_u32..4), 1..60)) {
            let (limit, seconds) = (5, 10);
            let mut budgets = Budgets::default();
            let (mut now, mut all) = (0, Vec::new());
            for (pause, cost) in steps {
                now += pause;
                let at = taken(&mut budgets, &throttle(cost, limit, seconds), now);
                prop_assert!(at >= now);
                all.push((at, cost));
            }
            for (start, _) in &all {
                let inside = all.iter().filter(|(at, _)| at >= start && *at < start + u64::from(seconds));
                prop_assert!(inside.map(|(_, cost)| cost).sum::<u32>() <= limit);
            }
        }
    }
}
