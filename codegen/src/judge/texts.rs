//! Forms of texts: dates, numbers, formats.

use crate::ir::rule::{Form, Precision};
use crate::spec::erratum::OtherFormat;

/// What is wrong with the form of a text, if anything. Some other forms may be accepted.
pub(super) fn problem(form: Form, others: &[OtherFormat], text: &str) -> Option<String> {
    let (fits, wanted) = match form {
        Form::Digits => (!text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()), "digits only"),
        Form::Alphanumeric => {
            (!text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric()), "letters and digits only")
        }
        Form::Url => (is_url(text), "an absolute address (https://…)"),
        Form::Email => (is_email(text), "an e-mail address"),
        Form::Ipv4 => (is_ipv4(text), "an IPv4 address"),
        Form::Currency => (text.len() == 3 && text.bytes().all(|b| b.is_ascii_uppercase()), "a currency (IDR)"),
        Form::Decimal => (is_decimal(text), "a number"),
        Form::DateTime => (is_datetime(text), "date and time with a zone (2020-12-21T17:01:11+07:00)"),
        Form::Date => (is_date(text), "a date (2020-12-21)"),
        Form::Time => (is_time(text), "a time of day (17:01:11)"),
    };
    let otherwise = others.iter().any(|other| match other {
        OtherFormat::BasicDatetime => is_basic_datetime(text),
        OtherFormat::LocalDatetime => is_local_datetime(text) || is_local_with_fraction(text),
        OtherFormat::Milliseconds => is_millis_datetime(text),
        OtherFormat::Epoch => matches!(text.len(), 10 | 13) && text.bytes().all(|b| b.is_ascii_digit()),
        OtherFormat::Any => true,
    });
    (!fits && !otherwise).then(|| format!("`{text}` is not {wanted}"))
}

/// `p` digits at most, a point, exactly `s` decimals (none and no point if `s` is 0). Of a bare number, fewer decimals say
/// the same.
pub(super) fn fits_precision(text: &str, Precision { digits, decimals }: Precision, bare: bool) -> bool {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let numeric = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let as_promised = fraction.len() == decimals as usize && text.contains('.') == (decimals > 0);
    let shorter = bare && fraction.len() <= decimals as usize && text.contains('.') != fraction.is_empty();
    !whole.is_empty()
        && whole.len() <= digits as usize
        && numeric(whole)
        && numeric(fraction)
        && (as_promised || shorter)
}

/// Digits with at most one point between digits.
pub(crate) fn is_decimal(text: &str) -> bool {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let numeric = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    numeric(whole) && numeric(fraction)
}

/// Matches a template in which `0` stands for any digit.
fn shaped(text: &str, template: &str) -> bool {
    text.len() == template.len()
        && text
            .bytes()
            .zip(template.bytes())
            .all(|(byte, want)| if want == b'0' { byte.is_ascii_digit() } else { byte == want })
}

fn number(text: &str, from: usize, to: usize) -> u32 {
    text.get(from..to).and_then(|part| part.parse().ok()).unwrap_or(u32::MAX)
}

fn is_calendar_date(year: u32, month: u32, day: u32) -> bool {
    let leap = year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u32::from(leap),
        1..=12 => 31,
        _ => return false,
    };
    (1..=days).contains(&day)
}

fn is_clock(hour: u32, minute: u32, second: u32) -> bool {
    hour < 24 && minute < 60 && second < 60
}

pub(crate) fn is_date(text: &str) -> bool {
    shaped(text, "0000-00-00") && is_calendar_date(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10))
}

pub(crate) fn is_local_datetime(text: &str) -> bool {
    text.len() == 19 && text.is_ascii() && text.as_bytes()[10] == b'T' && is_date(&text[..10]) && {
        let clock = &text[11..];
        shaped(clock, "00:00:00") && is_clock(number(clock, 0, 2), number(clock, 3, 5), number(clock, 6, 8))
    }
}

/// A local date and time with a fraction of a second.
fn is_local_with_fraction(text: &str) -> bool {
    text.is_ascii() && text.len() > 20 && is_local_datetime(&text[..19]) && text.as_bytes()[19] == b'.' && {
        let fraction = &text[20..];
        fraction.len() <= 9 && fraction.bytes().all(|b| b.is_ascii_digit())
    }
}

fn is_zone(text: &str) -> bool {
    text == "Z"
        || text.is_ascii() && text.len() == 6 && matches!(text.as_bytes()[0], b'+' | b'-') && {
            let offset = &text[1..];
            shaped(offset, "00:00") && number(offset, 0, 2) < 24 && number(offset, 3, 5) < 60
        }
}

/// ISO 8601 with seconds and a zone.
pub(crate) fn is_datetime(text: &str) -> bool {
    text.is_ascii() && text.len() >= 20 && is_local_datetime(&text[..19]) && is_zone(&text[19..])
}

/// With a fraction of a second, with or without a zone.
pub(crate) fn is_millis_datetime(text: &str) -> bool {
    if !(text.is_ascii() && text.len() > 20 && is_local_datetime(&text[..19]) && text.as_bytes()[19] == b'.') {
        return false;
    }
    let fraction = &text[20..];
    let digits = fraction.bytes().take_while(u8::is_ascii_digit).count();
    (1..=9).contains(&digits) && (fraction.len() == digits || is_zone(&fraction[digits..]))
}

/// `20201231T235959Z`, or with another zone.
pub(crate) fn is_basic_datetime(text: &str) -> bool {
    text.is_ascii()
        && text.len() > 15
        && shaped(&text[..15], "00000000T000000")
        && is_calendar_date(number(text, 0, 4), number(text, 4, 6), number(text, 6, 8))
        && is_clock(number(text, 9, 11), number(text, 11, 13), number(text, 13, 15))
        && is_zone(&text[15..])
}

fn is_time(text: &str) -> bool {
    if shaped(text, "00:00") {
        return is_clock(number(text, 0, 2), number(text, 3, 5), 0);
    }
    text.is_ascii()
        && text.len() >= 8
        && shaped(&text[..8], "00:00:00")
        && is_clock(number(text, 0, 2), number(text, 3, 5), number(text, 6, 8))
        && (text.len() == 8 || is_zone(&text[8..]))
}

fn is_url(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let host = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"));
    host.is_some_and(|host| !host.is_empty() && !host.starts_with(['/', '?', '#', ':'])) && is_printable(text)
}

fn is_email(text: &str) -> bool {
    text.split_once('@').is_some_and(|(user, host)| {
        let labels = || host.split('.');
        !user.is_empty() && labels().count() > 1 && labels().all(|label| !label.is_empty()) && !host.contains('@')
    }) && is_printable(text)
}

fn is_printable(text: &str) -> bool {
    !text.contains(|c: char| c.is_whitespace() || c.is_control())
}

pub(crate) fn is_ipv4(text: &str) -> bool {
    text.parse::<std::net::Ipv4Addr>().is_ok()
}
