//! Lengths of time and moments, in words.

use crate::knowledge::{Minutes, date_of_day};
use crate::texts::{Texts, tui as say};

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// Minutes as whole seconds; what cannot be a length of time is none.
pub(super) fn seconds(minutes: Minutes) -> i64 {
    let seconds = (minutes * 60.0).round();
    // A float beyond the integers saturates, and one that is no number becomes 0.
    if seconds > 0.0 { seconds as i64 } else { 0 }
}

/// A length of time, in the largest units that say it well.
pub(super) fn span(texts: &Texts, seconds: i64) -> String {
    let seconds = seconds.max(0);
    let one = |text, count: i64| texts.fill(text, &[("count", &count.to_string())]);
    // What is left is rounded up: "0 min" would be now.
    let minutes = seconds.saturating_add(MINUTE - 1) / MINUTE;
    match seconds {
        0..MINUTE => one(say::SECONDS, seconds),
        MINUTE..HOUR if minutes < 60 => one(say::MINUTES, minutes),
        MINUTE..DAY => {
            let (hours, minutes) = (minutes / 60, minutes % 60);
            if minutes == 0 {
                return one(say::HOURS, hours);
            }
            texts.fill(say::HOURS_MINUTES, &[("hours", &hours.to_string()), ("minutes", &minutes.to_string())])
        }
        _ => {
            let days = seconds.saturating_add(DAY - 1) / DAY;
            if days == 1 { texts.say(say::DAY).to_owned() } else { one(say::DAYS, days) }
        }
    }
}

/// A moment as `2026-11-22 15:04 UTC`.
pub(super) fn moment(at: i64) -> String {
    let (days, second) = (at.div_euclid(DAY), at.rem_euclid(DAY));
    let (year, month, day) = date_of_day(days);
    format!("{year:04}-{month:02}-{day:02} {:02}:{:02} UTC", second / HOUR, second % HOUR / MINUTE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_dates() {
        assert_eq!(moment(0), "1970-01-01 00:00 UTC");
        assert_eq!(moment(951_782_400 + 3_661), "2000-02-29 01:01 UTC");
        assert_eq!(moment(1_795_305_600), "2026-11-22 00:00 UTC");
        assert_eq!(moment(-1), "1969-12-31 23:59 UTC");
    }

    #[test]
    fn lengths_of_time_are_said_in_their_largest_unit() {
        let texts = Texts::english();
        let said: Vec<String> = [30, 60, 90, 3_600, 5_400, 86_400, 200_000].map(|s| span(&texts, s)).into();
        assert_eq!(said, ["30 s", "1 min", "2 min", "1 h", "1 h 30 min", "1 day", "3 days"]);
    }

    #[test]
    fn any_number_is_a_moment_and_a_length() {
        for at in [i64::MIN, i64::MAX, 0] {
            moment(at);
            span(&Texts::english(), at);
        }
        assert_eq!(seconds(f64::NAN), 0);
        assert_eq!(seconds(2.0), 120);
    }
}
