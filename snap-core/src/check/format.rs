//! Named formats of texts: scanners over bytes, correct to the calendar, without an allocation.

use std::fmt;
use std::net::Ipv4Addr;

/// A named format of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// `0` to `9` only.
    Digits,
    /// ASCII letters and digits only.
    Alphanumeric,
    /// An absolute http or https address.
    Url,
    /// An e-mail address.
    Email,
    /// Four decimal octets.
    Ipv4,
    /// Three capital letters (ISO 4217).
    Currency,
    /// A number as text: digits, with at most one point between them.
    Decimal,
    /// `2020-12-31T23:59:59+07:00` or with `Z` (ISO 8601).
    DateTime,
    /// `2020-12-31`.
    Date,
    /// `23:59:59`, with or without a zone, or `23:59`.
    Time,
    /// `20201231T235959Z`, or with a zone.
    BasicDateTime,
    /// `2020-12-31T23:59:59`, no zone; fractions of a second are allowed.
    LocalDateTime,
    /// `2020-12-31T23:59:59.123+07:00`: fractions of a second, with or without a zone.
    MillisDateTime,
    /// Milliseconds since 1970, 13 digits, or seconds, 10.
    Epoch,
    /// Anything.
    Any,
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Digits => "digits only",
            Self::Alphanumeric => "letters and digits only",
            Self::Url => "an absolute http or https address",
            Self::Email => "an e-mail address",
            Self::Ipv4 => "an IPv4 address",
            Self::Currency => "a currency code of three capital letters, such as IDR",
            Self::Decimal => "a number such as 10000.00",
            Self::DateTime => "a date and time such as 2020-12-31T23:59:59+07:00",
            Self::Date => "a date such as 2020-12-31",
            Self::Time => "a time such as 23:59:59+07:00",
            Self::BasicDateTime => "a date and time such as 20201231T235959Z",
            Self::LocalDateTime => "a date and time such as 2020-12-31T23:59:59",
            Self::MillisDateTime => "a date and time such as 2020-12-31T23:59:59.123+07:00",
            Self::Epoch => "milliseconds since 1970 such as 1609433999000",
            Self::Any => "anything",
        })
    }
}

impl Format {
    /// Of a point in time.
    pub(super) const fn is_time(self) -> bool {
        match self {
            Self::DateTime
            | Self::Date
            | Self::BasicDateTime
            | Self::LocalDateTime
            | Self::MillisDateTime
            | Self::Epoch => true,
            Self::Digits
            | Self::Alphanumeric
            | Self::Url
            | Self::Email
            | Self::Ipv4
            | Self::Currency
            | Self::Decimal
            | Self::Time
            | Self::Any => false,
        }
    }

    /// Whether a text has the format. An empty text has none but [`Format::Any`].
    #[must_use]
    pub fn matches(self, text: &str) -> bool {
        let bytes = text.as_bytes();
        match self {
            Self::Digits => !bytes.is_empty() && bytes.iter().all(u8::is_ascii_digit),
            Self::Alphanumeric => !bytes.is_empty() && bytes.iter().all(u8::is_ascii_alphanumeric),
            Self::Url => url(text),
            Self::Email => email(text),
            Self::Ipv4 => text.parse::<Ipv4Addr>().is_ok(),
            Self::Currency => bytes.len() == 3 && bytes.iter().all(u8::is_ascii_uppercase),
            Self::Decimal => decimal(text),
            Self::DateTime => date(bytes).and_then(separator).and_then(time).is_some_and(zone),
            Self::Date => date(bytes).is_some_and(<[u8]>::is_empty),
            Self::Time => {
                time(bytes).is_some_and(|rest| rest.is_empty() || zone(rest))
                    || minutes(bytes).is_some_and(<[u8]>::is_empty)
            }
            Self::BasicDateTime => basic(bytes).is_some_and(zone),
            Self::LocalDateTime => date(bytes)
                .and_then(separator)
                .and_then(time)
                .is_some_and(|rest| rest.is_empty() || fraction(rest).is_some_and(<[u8]>::is_empty)),
            Self::MillisDateTime => date(bytes)
                .and_then(separator)
                .and_then(time)
                .and_then(fraction)
                .is_some_and(|rest| rest.is_empty() || zone(rest)),
            Self::Epoch => matches!(bytes.len(), 10 | 13) && bytes.iter().all(u8::is_ascii_digit),
            Self::Any => true,
        }
    }
}

fn decimal(text: &str) -> bool {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    digits(whole) && digits(fraction)
}

fn url(text: &str) -> bool {
    let bytes = text.as_bytes();
    let after =
        |scheme: &[u8]| bytes.split_at_checked(scheme.len()).filter(|(head, _)| head.eq_ignore_ascii_case(scheme));
    let Some((_, rest)) = after(b"https://").or_else(|| after(b"http://")) else { return false };
    !matches!(rest.first(), None | Some(b'/' | b'?' | b'#' | b':')) && printable(text)
}

/// No blanks and no control characters: bytes decide as long as all is ASCII.
fn printable(text: &str) -> bool {
    // Without an early end: whole words of bytes at a time.
    text.bytes().fold(true, |all, byte| all & byte.is_ascii_graphic())
        || !text.chars().any(|c| c.is_whitespace() || c.is_control())
}

fn email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    !local.is_empty()
        && domain.contains('.')
        && domain.split('.').all(|label| !label.is_empty())
        && !domain.contains('@')
        && printable(text)
}

/// A number of exactly `N` digits and what follows it.
fn number<const N: usize>(bytes: &[u8]) -> Option<(u32, &[u8])> {
    let (digits, rest) = bytes.split_first_chunk::<N>()?;
    let mut value = 0;
    for digit in digits {
        value = value * 10 + char::from(*digit).to_digit(10)?;
    }
    Some((value, rest))
}

fn skip(bytes: &[u8], byte: u8) -> Option<&[u8]> {
    bytes.split_first().and_then(|(first, rest)| (*first == byte).then_some(rest))
}

fn days(year: u32, month: u32) -> u32 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}

fn day(year: u32, month: u32, rest: &[u8]) -> Option<&[u8]> {
    let (day, rest) = number::<2>(rest)?;
    (1..=days(year, month)).contains(&day).then_some(rest)
}

/// `2020-12-31`
fn date(bytes: &[u8]) -> Option<&[u8]> {
    let (year, rest) = number::<4>(bytes)?;
    let (month, rest) = number::<2>(skip(rest, b'-')?)?;
    day(year, month, skip(rest, b'-')?)
}

fn separator(bytes: &[u8]) -> Option<&[u8]> {
    skip(bytes, b'T')
}

fn below(limit: u32, bytes: &[u8]) -> Option<&[u8]> {
    let (value, rest) = number::<2>(bytes)?;
    (value < limit).then_some(rest)
}

/// `23:59`
fn minutes(bytes: &[u8]) -> Option<&[u8]> {
    below(60, skip(below(24, bytes)?, b':')?)
}

/// `23:59:59`
fn time(bytes: &[u8]) -> Option<&[u8]> {
    below(60, skip(minutes(bytes)?, b':')?)
}

/// `.123`, one to nine digits
fn fraction(bytes: &[u8]) -> Option<&[u8]> {
    let rest = skip(bytes, b'.')?;
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    if (1..=9).contains(&digits) { rest.get(digits..) } else { None }
}

/// `Z` or `+07:00`, and nothing after it
fn zone(bytes: &[u8]) -> bool {
    match bytes {
        [b'Z'] => true,
        [b'+' | b'-', rest @ ..] => minutes(rest).is_some_and(<[u8]>::is_empty),
        _ => false,
    }
}

/// `20201231T235959`
fn basic(bytes: &[u8]) -> Option<&[u8]> {
    let (year, rest) = number::<4>(bytes)?;
    let (month, rest) = number::<2>(rest)?;
    let rest = separator(day(year, month, rest)?)?;
    below(60, below(60, below(24, rest)?)?)
}

#[cfg(test)]
mod tests {
    use super::Format;

    fn all(format: Format, good: &[&str], bad: &[&str]) {
        for text in good {
            assert!(format.matches(text), "{format:?} {text}");
        }
        for text in bad.iter().chain(&[""]) {
            assert!(!format.matches(text), "{format:?} {text}");
        }
    }

    #[test]
    fn knows_texts() {
        all(Format::Digits, &["0", "0123456789"], &["1a", "-1", "1.0", " 1", "١"]);
        all(Format::Alphanumeric, &["aZ9"], &["a b", "a-b", "ä"]);
        all(
            Format::Url,
            &["https://a.co", "HTTP://a", "http://a:8080/b?c=d#e", "https://[::1]/", "https://ä.id/é"],
            &["a.co", "ftp://a.co", "https://", "https:///a", "https://:80", "https://a b", "//a", "javascript:x"],
        );
        all(
            Format::Email,
            &["budi@example.com", "a.b+c@d.co.id", "é@ü.id"],
            &["budi", "@a.b", "a@", "a@b", "a@b.", "a@.b", "a@b..c", "a b@c.d", "a@b@c.d"],
        );
        all(Format::Ipv4, &["0.0.0.0", "203.0.113.255"], &["1.2.3", "1.2.3.256", "1.2.3.4.5", "01.2.3.4", "::1"]);
        all(Format::Decimal, &["0", "10000.00", "1234567890123456789012345"], &[".5", "5.", "-1", "1e3", "1,5"]);
        all(Format::Currency, &["IDR"], &["idr", "ID", "IDRX", "I1R"]);
        assert!(Format::Any.matches("") && Format::Any.matches("x"));
    }

    #[test]
    fn knows_the_calendar() {
        all(
            Format::Date,
            &["2024-02-29", "2000-02-29", "2023-12-31", "2023-04-30"],
            &[
                "2023-02-29",
                "1900-02-29",
                "2023-04-31",
                "2023-13-01",
                "2023-00-01",
                "2023-01-00",
                "23-01-01",
                "2023-1-01",
                "20230101",
                "2023-01-01T00:00:00Z",
                "2023-01-0é",
            ],
        );
    }

    #[test]
    fn knows_times() {
        all(
            Format::DateTime,
            &["2020-12-31T23:59:59+07:00", "2020-12-31T00:00:00Z", "2020-12-31T00:00:00-11:30"],
            &[
                "2020-12-31T23:59:59",
                "2020-12-31T23:59+07:00",
                "2020-12-31T23:59:59.000+07:00",
                "2020-12-31T24:00:00Z",
                "2020-12-31T23:60:00Z",
                "2020-12-31T23:59:60Z",
                "2020-12-31 23:59:59Z",
                "2020-12-31T23:59:59+0700",
                "2020-12-31T23:59:59+7:00",
                "2020-12-31T23:59:59+24:00",
                "2020-12-31T23:59:59z",
                "2021-02-29T23:59:59Z",
                "2020-12-31T23:59:59ZZ",
                "2020-12-31",
            ],
        );
        all(
            Format::Time,
            &["23:59", "23:59:59", "23:59:59Z", "23:59:59+07:00"],
            &["24:00", "23:59Z", "23", "2359", "23:59:5", "23:59:59.0"],
        );
        all(
            Format::BasicDateTime,
            &["20201231T235959Z", "20201231T235959+07:00"],
            &["20201231T235959", "20201331T235959Z", "2020-12-31T23:59:59Z"],
        );
        all(
            Format::LocalDateTime,
            &["2020-12-31T23:59:59", "2020-12-31T23:59:59.123456"],
            &["2020-12-31T23:59:59Z", "2020-12-31T23:59:59.", "2020-12-31"],
        );
        all(
            Format::MillisDateTime,
            &["2020-12-31T23:59:59.123+07:00", "2020-12-31T23:59:59.1Z", "2020-12-31T23:59:59.1"],
            &["2020-12-31T23:59:59+07:00", "2020-12-31T23:59:59.Z", "2020-12-31T23:59:59.1234567890Z"],
        );
        all(Format::Epoch, &["1757998714761", "1757998714"], &["175799871476", "17579987147.6", "2020-12-31"]);
    }
}
