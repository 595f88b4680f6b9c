//! Dates and numbers that are compared.

use std::cmp::Ordering;

use super::texts::{is_date, is_datetime, is_decimal, is_local_datetime, is_millis_datetime};
use crate::ir::relation::Span;

/// A date and time in Jakarta: day number and second of the day, so that they compare in time.
pub(super) fn minutes(text: &str) -> Option<(i64, i64)> {
    if is_date(text) {
        return Some((day_number(text)?, 0));
    }
    if !(is_datetime(text) || is_millis_datetime(text) || is_local_datetime(text)) {
        return None;
    }
    let part = |from: usize, to: usize| text.get(from..to)?.parse::<i64>().ok();
    let mut second = part(11, 13)? * 3_600 + part(14, 16)? * 60 + part(17, 19)?;
    let tail = text.get(19..)?.trim_start_matches(|c: char| c == '.' || c.is_ascii_digit());
    // Without a zone it is a time in Jakarta.
    let east = match tail {
        "" => 7 * 3_600,
        "Z" => 0,
        offset => {
            let size = offset.get(1..3)?.parse::<i64>().ok()? * 3_600 + offset.get(4..6)?.parse::<i64>().ok()? * 60;
            if offset.starts_with('-') { -size } else { size }
        }
    };
    second += 7 * 3_600 - east;
    let day = day_number(text.get(..10)?)?;
    Some((day + second.div_euclid(86_400), second.rem_euclid(86_400)))
}

/// Days since the beginning of the calendar, counted year by year and month by month.
fn day_number(date: &str) -> Option<i64> {
    let part = |from: usize, to: usize| date.get(from..to)?.parse::<i64>().ok();
    let (year, month, day) = (part(0, 4)?, part(5, 7)?, part(8, 10)?);
    let before = year - 1;
    let years = before * 365 + before / 4 - before / 100 + before / 400;
    Some(years + (1..month).map(|month| month_length(year, month)).sum::<i64>() + day)
}

fn month_length(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Whether a date lies at most so far after another, by the calendar of Jakarta.
pub(super) fn within(from: &str, to: &str, span: Span) -> Option<bool> {
    let (mut day, second) = minutes(from)?;
    match span {
        Span::Days(days) => day += i64::from(days),
        Span::Months(months) => {
            let (mut year, mut month, mut date) = calendar(day);
            for _ in 0..months.min(12_000) {
                (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
            }
            date = date.min(month_length(year, month));
            day = day_number(&format!("{year:04}-{month:02}-{date:02}"))?;
        }
    }
    Some(minutes(to)? <= (day, second))
}

fn calendar(mut day: i64) -> (i64, i64, i64) {
    let (mut year, mut month) = (1, 1);
    loop {
        let length = (1..=12).map(|month| month_length(year, month)).sum::<i64>();
        if day <= length {
            break;
        }
        (day, year) = (day - length, year + 1);
    }
    while day > month_length(year, month) {
        (day, month) = (day - month_length(year, month), month + 1);
    }
    (year, month, day)
}

/// Two numbers as text, digit by digit.
pub(super) fn compare_decimals(first: &str, second: &str) -> Option<Ordering> {
    let split = |text: &str| {
        let (negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        is_decimal(text).then(|| {
            let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
            let whole = whole.trim_start_matches('0').to_owned();
            (negative, whole, fraction.trim_end_matches('0').to_owned())
        })
    };
    let ((a_negative, a_whole, a_fraction), (b_negative, b_whole, b_fraction)) = (split(first)?, split(second)?);
    let size = a_whole.len().cmp(&b_whole.len()).then(a_whole.cmp(&b_whole)).then(a_fraction.cmp(&b_fraction));
    let zero = |whole: &str, fraction: &str| whole.is_empty() && fraction.is_empty();
    Some(match (a_negative && !zero(&a_whole, &a_fraction), b_negative && !zero(&b_whole, &b_fraction)) {
        (false, false) => size,
        (true, true) => size.reverse(),
        (true, false) => Ordering::Less,
        (false, true) => Ordering::Greater,
    })
}
