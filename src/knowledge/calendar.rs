//! Days and dates.

/// Year, month and day a number of days after 1970-01-01, in the Gregorian calendar (Howard Hinnant, "chrono-compatible low-level
/// date algorithms").
pub fn date_of_day(days: i64) -> (i64, i64, i64) {
    let days = days.saturating_add(719_468);
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

/// The seconds since 1970-01-01 UTC of a moment as RFC 3339 writes it; an offset may lack a digit, as Microsoft's pages
/// sometimes show it (`-8:00`). The year 1 means never, and is no moment.
pub fn moment(text: &str) -> Option<i64> {
    let (date, rest) = text.split_once(['T', 't'])?;
    let mut date = date.split('-').map(digits);
    let (year, month, day) = (date.next()??, date.next()??, date.next()??);
    let at = rest.find(['Z', 'z', '+', '-'])?;
    let (clock, zone) = (rest.get(..at)?, rest.get(at..)?);
    let mut clock = clock.split('.').next()?.split(':').map(digits);
    let (hour, minute, second) = (clock.next()??, clock.next()??, clock.next()??);
    let in_range = (1..=12).contains(&month) && (1..=31).contains(&day) && hour < 24 && minute < 60 && second < 61;
    if !in_range || year < 2 {
        return None;
    }
    let seconds = day_of_date(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second;
    Some(seconds - offset(zone)?)
}

/// `2026-11-22T08:30:00Z`
pub fn moment_of(seconds: i64) -> String {
    let (year, month, day) = date_of_day(seconds.div_euclid(86_400));
    let second = seconds.rem_euclid(86_400);
    let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

/// The seconds that a zone is ahead of UTC.
fn offset(zone: &str) -> Option<i64> {
    if zone.eq_ignore_ascii_case("z") {
        return Some(0);
    }
    let (sign, rest) = if let Some(rest) = zone.strip_prefix('-') { (-1, rest) } else { (1, zone.strip_prefix('+')?) };
    let (hours, minutes) = rest.split_once(':')?;
    Some(sign * (digits(hours)? * 3_600 + digits(minutes)? * 60))
}

fn digits(text: &str) -> Option<i64> {
    let short = !text.is_empty() && text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit());
    text.parse().ok().filter(|_| short)
}

/// The days from 1970-01-01 to a date, by the same source as [`date_of_day`].
fn day_of_date(year: i64, month: i64, day: i64) -> i64 {
    let year = year - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let shifted_month = if month > 2 { month - 3 } else { month + 9 };
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * shifted_month + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

#[cfg(test)]
mod tests {
    use super::{date_of_day, moment, moment_of};

    #[test]
    fn days_are_those_of_the_calendar() {
        for (day, expected) in [
            (-1, (1969, 12, 31)),
            (0, (1970, 1, 1)),
            (11_015, (2000, 2, 28)),
            (11_016, (2000, 2, 29)),
            (11_017, (2000, 3, 1)),
            (20_779, (2026, 11, 22)),
            (47_540, (2100, 2, 28)),
            (47_541, (2100, 3, 1)),
        ] {
            assert_eq!(date_of_day(day), expected);
        }
    }

    #[test]
    fn moments_are_read_as_graph_writes_them() {
        for (text, expected) in [
            ("1970-01-01T00:00:00Z", Some(0)),
            ("2026-11-22T08:30:00Z", Some(1_795_336_200)),
            ("2018-01-09T21:20:02.7215374Z", Some(1_515_532_802)),
            ("2026-11-22T08:30:00+01:00", Some(1_795_332_600)),
            ("2026-11-22T08:30:00-8:00", Some(1_795_365_000)),
            ("0001-01-01T00:00:00Z", None),
            ("2026-13-01T00:00:00Z", None),
            ("String (timestamp)", None),
            ("2026-11-22", None),
        ] {
            assert_eq!(moment(text), expected, "{text}");
        }
        for seconds in [0, 951_782_400, 1_795_336_200, 4_107_542_399] {
            assert_eq!(moment(&moment_of(seconds)), Some(seconds));
        }
    }
}
