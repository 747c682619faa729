//! What many documents have in common: texts, sources, durations, values.

use std::collections::BTreeSet;

use super::Context;
use crate::knowledge::{Escalation, FactId, FactKind, Minutes, Source, Value};
use crate::load::problems::Problems;
use crate::load::raw::{Pairs, RawEscalation, RawSource, RawValue};
use crate::load::template;
use crate::load::yaml::Text;

/// The text, or nothing where it is missing and that has been said.
pub fn plain(text: Option<Text>) -> String {
    text.map(|text| text.text).unwrap_or_default()
}

/// The text without the line break at its end.
fn trimmed(text: &Text) -> String {
    text.text.trim_end().to_owned()
}

/// A text that may name facts.
pub fn prose(text: Option<Text>, context: &mut Context) -> String {
    optional_prose(text, context).unwrap_or_default()
}

/// A text that may name facts and may be absent.
pub fn optional_prose(text: Option<Text>, context: &mut Context) -> Option<String> {
    let text = text?;
    template::check_text(&text, &context.names, context.problems);
    Some(trimmed(&text))
}

/// The plain texts of a list.
pub fn list(texts: Option<Vec<Text>>) -> Vec<String> {
    exact(texts.unwrap_or_default().into_iter().map(|text| text.text))
}

/// Who takes over.
pub fn escalation(raw: Option<RawEscalation>, context: &mut Context) -> Escalation {
    let raw = raw.unwrap_or_default();
    let with = raw.with.unwrap_or_default();
    Escalation { to: prose(raw.to, context), with: exact(with.into_iter().map(|text| prose(Some(text), context))) }
}

/// A list that takes no more room than it needs: collecting in place would keep that of what it was made of.
pub fn exact<T>(made: impl ExactSizeIterator<Item = T>) -> Vec<T> {
    let mut list = Vec::with_capacity(made.len());
    list.extend(made);
    list
}

/// Where something is documented.
pub fn sources(raw: Option<Vec<RawSource>>, problems: &mut Problems) -> Vec<Source> {
    let sources = raw.unwrap_or_default().into_iter().map(|source| {
        if let Some(url) = &source.url {
            check_url(url, problems);
        }
        if let Some(day) = source.verified.as_ref().filter(|day| !is_day(&day.text)) {
            let message = format!("`{}` is not a day", day.text);
            problems.error("date", day.site, message).help("write it as `YYYY-MM-DD`");
        }
        Source { url: plain(source.url), verified: plain(source.verified) }
    });
    exact(sources)
}

/// Reports an address that no browser would open.
pub fn check_url(url: &Text, problems: &mut Problems) {
    let rest = url.text.strip_prefix("https://").or_else(|| url.text.strip_prefix("http://"));
    let good =
        rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/') && !rest.contains(char::is_whitespace));
    if !good {
        problems
            .error("url", url.site, format!("`{}` is not an address", url.text))
            .help("it starts with `https://` and has no spaces");
    }
}

/// Whether the text is a day of the calendar, `YYYY-MM-DD`.
fn is_day(text: &str) -> bool {
    let digits = |part: &str, length: usize| {
        (part.len() == length && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse::<u32>().ok()).flatten()
    };
    let mut parts = text.split('-');
    let (Some(year), Some(month), Some(day), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
        return false;
    };
    let (Some(year), Some(month), Some(day)) = (digits(year, 4), digits(month, 2), digits(day, 2)) else {
        return false;
    };
    let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    let last = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => return false,
    };
    (1..=last).contains(&day)
}

/// A length of time: `30 s`, `2 min`, `1 h`, `1 day`.
pub fn duration(text: Option<Text>, problems: &mut Problems) -> Minutes {
    let Some(text) = text else { return 0.0 };
    let parsed = text.text.split_once(' ').and_then(|(count, unit)| {
        let digits = !count.is_empty() && count.bytes().all(|b| b.is_ascii_digit()) && count.len() <= 6;
        let count: f64 = count.parse().ok().filter(|_| digits)?;
        match unit {
            "s" => Some(count / 60.0),
            "min" => Some(count),
            "h" => Some(count * 60.0),
            "day" | "days" => Some(count * 24.0 * 60.0),
            _ => None,
        }
    });
    parsed.unwrap_or_else(|| {
        let message = format!("`{}` is not a length of time", text.text);
        problems.error("duration", text.site, message).help("write `30 s`, `2 min`, `1 h` or `1 day`");
        0.0
    })
}

/// Facts and the values given to them.
pub fn facts(raw: Option<Pairs<RawValue>>, context: &mut Context) -> Vec<(FactId, Value)> {
    let mut known = Vec::new();
    for (name, raw) in Pairs::read(raw) {
        if let Some(fact) = context.names.fact(&name, context.problems)
            && let Some(value) = value(fact, &raw, context)
        {
            known.push((fact, value));
        }
    }
    known
}

/// A value of a fact.
pub fn value(fact: FactId, raw: &RawValue, context: &mut Context) -> Option<Value> {
    let shape = context.names.shape(fact).clone();
    let kind = shape.kind?;
    let problems = &mut *context.problems;
    match (kind, raw) {
        (FactKind::Set, RawValue::One(text)) if text.text == "none" => Some(Value::Set(BTreeSet::new())),
        (FactKind::Set, RawValue::Many(texts)) if texts.len() == 1 && texts[0].text == "none" => {
            Some(Value::Set(BTreeSet::new()))
        }
        (FactKind::Set, RawValue::One(text)) => {
            key(text, &shape.keys, problems).map(|key| Value::Set(BTreeSet::from([key])))
        }
        (FactKind::Set, RawValue::Many(texts)) => {
            let keys: Vec<Option<String>> = texts.iter().map(|text| key(text, &shape.keys, problems)).collect();
            keys.into_iter().collect::<Option<BTreeSet<String>>>().map(Value::Set)
        }
        (_, RawValue::Many(texts)) => {
            let site = texts.first().map(|text| text.site)?;
            problems.error("wrong-value", site, format!("expected {}, found a list", kind_word(kind)));
            None
        }
        (FactKind::Choice, RawValue::One(text)) => key(text, &shape.keys, problems).map(Value::Text),
        (FactKind::Text, RawValue::One(text)) => Some(Value::text(text.text.clone())),
        (FactKind::Bool, RawValue::One(text)) if text.text == "yes" => Some(Value::Bool(true)),
        (FactKind::Bool, RawValue::One(text)) if text.text == "no" => Some(Value::Bool(false)),
        (FactKind::Number | FactKind::Time | FactKind::Bool, RawValue::One(text)) => {
            let number = text.text.parse::<i64>().ok();
            match (kind, number) {
                (FactKind::Number, Some(number)) => Some(Value::Number(number)),
                (FactKind::Time, Some(seconds)) => Some(Value::Time(seconds)),
                _ => {
                    let message = format!("expected {}, found `{}`", kind_word(kind), text.text);
                    problems.error("wrong-value", text.site, message);
                    None
                }
            }
        }
    }
}

fn kind_word(kind: FactKind) -> &'static str {
    match kind {
        FactKind::Bool => "`yes` or `no`",
        FactKind::Choice => "one of the fact's choices",
        FactKind::Set => "a list of the fact's choices",
        FactKind::Number => "a whole number",
        FactKind::Text => "a text",
        FactKind::Time => "seconds since 1970-01-01 UTC",
    }
}

fn key(text: &Text, keys: &[String], problems: &mut Problems) -> Option<String> {
    if keys.contains(&text.text) {
        return Some(text.text.clone());
    }
    let message = format!("`{}` is not a choice of this fact", text.text);
    problems.unknown("unknown-choice", text.site, message, &text.text, keys.iter().map(String::as_str));
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_days_of_the_calendar_are_days() {
        for day in ["2026-11-22", "2024-02-29", "2000-02-29"] {
            assert!(is_day(day), "{day}");
        }
        for day in ["2026-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-1-1", "2026-11-31", "2026-11-22x", ""]
        {
            assert!(!is_day(day), "{day}");
        }
    }

    #[test]
    fn durations_have_a_unit() {
        let minutes = |text: &str| {
            let mut problems = Problems::default();
            let text = Text { text: text.to_owned(), ..Text::default() };
            let minutes = duration(Some(text), &mut problems);
            (!problems.has_errors()).then_some(minutes)
        };
        assert_eq!(minutes("30 s"), Some(0.5));
        assert_eq!(minutes("2 min"), Some(2.0));
        assert_eq!(minutes("1 h"), Some(60.0));
        assert_eq!(minutes("1 day"), Some(1440.0));
        for wrong in ["2", "2min", "2 minutes", "-2 min", "inf s", "9999999 s"] {
            assert_eq!(minutes(wrong), None, "{wrong}");
        }
    }
}
