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
            Self::Digits => digits(bytes),
            Self::Alphanumeric => !bytes.is_empty() && bytes.iter().all(u8::is_ascii_alphanumeric),
            Self::Url => url(text),
            Self::Email => email(text),
            Self::Ipv4 => text.parse::<Ipv4Addr>().is_ok(),
            Self::Currency => currency(bytes),
            Self::Decimal => decimal(text),
            Self::DateTime => date_time(bytes),
            Self::Date => date(bytes).is_some_and(<[u8]>::is_empty),
            Self::Time => {
                time(bytes).is_some_and(|rest| rest.is_empty() || zone(rest))
                    || minutes(bytes).is_some_and(<[u8]>::is_empty)
            }
            Self::BasicDateTime => basic(bytes).is_some_and(zone),
            Self::LocalDateTime => {
                local(bytes).is_some_and(|rest| rest.is_empty() || fraction(rest).is_some_and(<[u8]>::is_empty))
            }
            Self::MillisDateTime => local(bytes).and_then(fraction).is_some_and(|rest| rest.is_empty() || zone(rest)),
            Self::Epoch => matches!(bytes.len(), 10 | 13) && bytes.iter().all(u8::is_ascii_digit),
            Self::Any => true,
        }
    }
}

#[inline]
pub(super) fn digits(bytes: &[u8]) -> bool {
    !bytes.is_empty() && bytes.iter().all(u8::is_ascii_digit)
}

#[inline]
pub(super) fn currency(bytes: &[u8]) -> bool {
    matches!(bytes, [b'A'..=b'Z', b'A'..=b'Z', b'A'..=b'Z'])
}

#[inline]
pub(super) fn date_time(bytes: &[u8]) -> bool {
    local(bytes).is_some_and(zone)
}

fn decimal(text: &str) -> bool {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    digits(whole) && digits(fraction)
}

pub(super) fn url(text: &str) -> bool {
    let bytes = text.as_bytes();
    let rest = match bytes {
        [b'h', b't', b't', b'p', b's', b':', b'/', b'/', rest @ ..] => Some(rest),
        _ => after(bytes, b"https://").or_else(|| after(bytes, b"http://")),
    };
    rest.is_some_and(|rest| !matches!(rest.first(), None | Some(b'/' | b'?' | b'#' | b':')) && printable(text))
}

fn after<'a>(bytes: &'a [u8], scheme: &[u8]) -> Option<&'a [u8]> {
    let (head, rest) = bytes.split_at_checked(scheme.len())?;
    head.eq_ignore_ascii_case(scheme).then_some(rest)
}

/// No blanks and no control characters: bytes decide as long as all is ASCII.
fn printable(text: &str) -> bool {
    graphic(text.as_bytes()) || !text.chars().any(|c| c.is_whitespace() || c.is_control())
}

/// Nothing but visible ASCII: eight bytes at a time, the last eight whether or not some of them were seen before.
fn graphic(bytes: &[u8]) -> bool {
    let Some(last) = bytes.last_chunk() else { return bytes.iter().all(u8::is_ascii_graphic) };
    let (words, _) = bytes.as_chunks();
    words.iter().chain([last]).all(|word| graphic_word(u64::from_le_bytes(*word)))
}

/// A byte below `!` has its highest bit set when that is taken away, `\x7f` when one is added, and what is no ASCII has it
/// set anyway. What a byte takes from the next, or adds to it, only one does that is none of them itself.
const fn graphic_word(word: u64) -> bool {
    let below = word.wrapping_sub(u64::from_le_bytes([b'!'; 8]));
    let above = word.wrapping_add(u64::from_le_bytes([1; 8]));
    (word | below | above) & u64::from_le_bytes([0x80; 8]) == 0
}

fn email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    !local.is_empty()
        && domain.contains('.')
        && domain.split('.').all(|label| !label.is_empty())
        && !domain.contains('@')
        && printable(text)
}

/// Two digits at a fixed place.
#[inline]
fn two(tens: u8, ones: u8) -> Option<u8> {
    let (tens, ones) = (tens.wrapping_sub(b'0'), ones.wrapping_sub(b'0'));
    if tens < 10 && ones < 10 { Some(tens * 10 + ones) } else { None }
}

/// Two digits below a limit.
#[inline]
fn below(limit: u8, tens: u8, ones: u8) -> bool {
    two(tens, ones).is_some_and(|number| number < limit)
}

/// A day that there is. Of the year, its first and its last two digits.
#[inline]
fn is_day([y0, y1, y2, y3]: [u8; 4], [m0, m1]: [u8; 2], [d0, d1]: [u8; 2]) -> bool {
    let (Some(century), Some(year), Some(month), Some(day)) = (two(y0, y1), two(y2, y3), two(m0, m1), two(d0, d1))
    else {
        return false;
    };
    let (1..=12, 1..) = (month, day) else { return false };
    // Every month has so many.
    day <= 28 || day <= days(if year == 0 { century } else { year }, month)
}

/// Days of a month. `year` decides on the leap day: its last two digits, or the first two where those are zeros.
fn days(year: u8, month: u8) -> u8 {
    match month {
        2 if year.is_multiple_of(4) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// `2020-12-31`
#[inline]
fn date(bytes: &[u8]) -> Option<&[u8]> {
    let (date, rest) = bytes.split_first_chunk::<10>()?;
    let [y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1] = *date else { return None };
    is_day([y0, y1, y2, y3], [m0, m1], [d0, d1]).then_some(rest)
}

fn skip(bytes: &[u8], byte: u8) -> Option<&[u8]> {
    bytes.split_first().and_then(|(first, rest)| (*first == byte).then_some(rest))
}

/// `23:59`
#[inline]
fn minutes(bytes: &[u8]) -> Option<&[u8]> {
    let (time, rest) = bytes.split_first_chunk::<5>()?;
    let [h0, h1, b':', m0, m1] = *time else { return None };
    (below(24, h0, h1) && below(60, m0, m1)).then_some(rest)
}

/// `23:59:59`
#[inline]
fn time(bytes: &[u8]) -> Option<&[u8]> {
    let (seconds, rest) = minutes(bytes)?.split_first_chunk::<3>()?;
    let [b':', s0, s1] = *seconds else { return None };
    below(60, s0, s1).then_some(rest)
}

/// `2020-12-31T23:59:59`, at fixed places
#[inline]
fn local(bytes: &[u8]) -> Option<&[u8]> {
    let (text, rest) = bytes.split_first_chunk::<19>()?;
    let [y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1, b'T', h0, h1, b':', i0, i1, b':', s0, s1] = *text else {
        return None;
    };
    let day = is_day([y0, y1, y2, y3], [m0, m1], [d0, d1]);
    (day && below(24, h0, h1) && below(60, i0, i1) && below(60, s0, s1)).then_some(rest)
}

/// `.123`, one to nine digits
fn fraction(bytes: &[u8]) -> Option<&[u8]> {
    let rest = skip(bytes, b'.')?;
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    if (1..=9).contains(&digits) { rest.get(digits..) } else { None }
}

/// `Z` or `+07:00`, and nothing after it
#[inline]
fn zone(bytes: &[u8]) -> bool {
    match bytes {
        [b'Z'] => true,
        [b'+' | b'-', rest @ ..] => minutes(rest).is_some_and(<[u8]>::is_empty),
        _ => false,
    }
}

/// `20201231T235959`
fn basic(bytes: &[u8]) -> Option<&[u8]> {
    let (text, rest) = bytes.split_first_chunk::<15>()?;
    let [y0, y1, y2, y3, m0, m1, d0, d1, b'T', h0, h1, i0, i1, s0, s1] = *text else { return None };
    let day = is_day([y0, y1, y2, y3], [m0, m1], [d0, d1]);
    (day && below(24, h0, h1) && below(60, i0, i1) && below(60, s0, s1)).then_some(rest)
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
    fn sees_every_byte_that_is_not_visible_wherever_it_stands() {
        for len in 1..20 {
            for at in 0..len {
                for byte in 0..=255_u8 {
                    let mut bytes = vec![b'a'; len];
                    bytes[at] = byte;
                    assert_eq!(super::graphic(&bytes), byte.is_ascii_graphic(), "{byte} at {at} of {len}");
                }
            }
        }
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
