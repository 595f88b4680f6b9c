//! Points in time, as far as rules compare them.

use std::borrow::Cow;

use super::calendar::{civil, days};
use super::format::Format;
use super::relation::Span;

/// Seconds since the beginning of 1970, in universal time; a date counts from its midnight in Jakarta.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Moment(i64);

const DAY: i64 = 86_400;
/// A text without a zone is a time in Jakarta (ASPI: timestamps are those of the western zone unless they say otherwise).
const JAKARTA: i64 = 7 * 3_600;

impl Moment {
    /// A date, or a date and time in one of the forms that the standard and its dialects know. Fractions are dropped.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let dated = [Format::DateTime, Format::MillisDateTime, Format::LocalDateTime, Format::Date];
        dated.into_iter().find(|format| format.matches(text))?;
        let number = |from: usize, to: usize| text.get(from..to)?.parse::<i64>().ok();
        let mut seconds = days(number(0, 4)?, number(5, 7)?, number(8, 10)?) * DAY;
        let mut zone = JAKARTA;
        if text.len() > 10 {
            seconds += number(11, 13)? * 3_600 + number(14, 16)? * 60 + number(17, 19)?;
            let rest = text.get(19..)?;
            zone = if rest.ends_with('Z') {
                0
            } else {
                rest.find(['+', '-']).map_or(Some(JAKARTA), |at| {
                    let (hours, minutes) = rest.get(at + 1..)?.split_once(':')?;
                    let offset = hours.parse::<i64>().ok()? * 3_600 + minutes.parse::<i64>().ok()? * 60;
                    Some(if rest[at..].starts_with('-') { -offset } else { offset })
                })?
            };
        }
        Some(Self(seconds - zone))
    }

    /// The same, and what else is known to come: see [`with_separators`], and milliseconds or seconds since 1970.
    pub(crate) fn of_any_form(text: &str) -> Option<Self> {
        match since_1970(text) {
            Some((seconds, _)) => Some(Self(seconds)),
            None => Self::read(&with_separators(text)?),
        }
    }

    /// Since the beginning of 1970, in universal time.
    #[cfg(any(feature = "chrono", feature = "jiff"))]
    pub(crate) const fn seconds(self) -> i64 {
        self.0
    }

    /// So much later by the calendar of Jakarta.
    pub(super) fn plus(self, span: Span) -> Self {
        match span {
            Span::Days(days) => Self(self.0 + i64::from(days) * DAY),
            Span::Months(months) => {
                let local = self.0 + JAKARTA;
                let (year, month, day) = civil(local.div_euclid(DAY));
                let month = month - 1 + i64::from(months);
                let (year, month) = (year + month.div_euclid(12), month.rem_euclid(12) + 1);
                let next = if month == 12 { days(year + 1, 1, 1) } else { days(year, month + 1, 1) };
                // The last day where the month has no such day.
                let date = (days(year, month, 1) + day - 1).min(next - 1);
                Self(date * DAY + local.rem_euclid(DAY) - JAKARTA)
            }
        }
    }
}

/// Milliseconds or seconds since 1970, of this century: 13 digits or 10. Seconds, and nanoseconds beyond them.
pub(crate) fn since_1970(text: &str) -> Option<(i64, u32)> {
    if !Format::Epoch.matches(text) {
        return None;
    }
    let per_second = if text.len() == 13 { 1000 } else { 1 };
    let number: i64 = text.parse().ok()?;
    let nanoseconds = u32::try_from(number.rem_euclid(per_second) * (1_000_000_000 / per_second)).ok()?;
    Some((number.div_euclid(per_second), nanoseconds))
}

/// A date and time as [`Moment::read`] wants it, of one that comes in the ways of common libraries: a blank in the place of the
/// `T`, no separators (`20201231T235959Z`, `20201231235959`), no seconds where they are zero, a zone without colon or minutes.
pub(crate) fn with_separators(text: &str) -> Option<Cow<'_, str>> {
    if Moment::read(text).is_some() {
        return Some(text.into());
    }
    let bytes = text.as_bytes();
    let compact = bytes.len() >= 14 && bytes.iter().take(8).all(u8::is_ascii_digit);
    let (date, time) = if compact {
        let part = |from, to| text.get(from..to);
        let date = format!("{}-{}-{}", part(0, 4)?, part(4, 6)?, part(6, 8)?);
        let rest = text.get(8..)?;
        (Cow::from(date), rest.strip_prefix(['T', ' ']).unwrap_or(rest))
    } else {
        let (date, time) = text.split_once(['T', ' '])?;
        (Cow::from(date), time)
    };
    let (clock, zone) = time.find(['Z', '+', '-']).and_then(|at| time.split_at_checked(at)).unwrap_or((time, ""));
    Some(format!("{date}T{}{}", clock_of(clock.trim_end())?, zone_of(zone)?).into())
}

/// `23:59:59`, with the fraction that there is.
fn clock_of(text: &str) -> Option<String> {
    let (clock, fraction) = text.find('.').and_then(|at| text.split_at_checked(at)).unwrap_or((text, ""));
    let digits: String = clock.chars().filter(|c| *c != ':').collect();
    let seconds = if digits.len() == 4 { "00" } else { digits.get(4..6)? };
    let right =
        matches!(digits.len(), 4 | 6) && (clock.len() == digits.len() || clock.as_bytes().get(2) == Some(&b':'));
    right.then(|| Some(format!("{}:{}:{seconds}{fraction}", digits.get(..2)?, digits.get(2..4)?)))?
}

/// `+07:00` of `+0700` and `+07`.
fn zone_of(text: &str) -> Option<Cow<'_, str>> {
    Some(match text.len() {
        3 => format!("{text}:00").into(),
        5 => format!("{}:{}", text.get(..3)?, text.get(3..)?).into(),
        _ => text.into(),
    })
}

#[cfg(test)]
mod tests {
    use super::{Moment, Span};

    #[test]
    fn one_moment_has_many_forms() {
        let noon = Moment::read("2024-02-29T12:00:00+07:00");
        for text in ["2024-02-29T05:00:00Z", "2024-02-29T12:00:00", "2024-02-29T04:00:00.25-01:00"] {
            assert_eq!(Moment::read(text), noon, "{text}");
        }
        assert!(Moment::read("2024-02-29") < noon);
        for text in ["", "12", "2024-02-30", "today", "2024-02-29 12:00:00"] {
            assert_eq!(Moment::read(text), None, "{text}");
        }
    }

    #[test]
    fn libraries_write_the_same_moment_in_their_ways() {
        let noon = Moment::read("2024-02-29T12:00:00+07:00");
        for text in [
            "2024-02-29T12:00:00+0700",
            "2024-02-29T12:00:00.000+0700",
            "2024-02-29T12:00:00+07",
            "2024-02-29T12:00+07:00",
            "2024-02-29T05:00Z",
            "2024-02-29 12:00:00",
            "2024-02-29 12:00:00 +0700",
            "20240229T120000+0700",
            "20240229T050000Z",
            "20240229120000",
            "20240229 120000",
            "1709182800000",
            "1709182800",
        ] {
            assert_eq!(Moment::of_any_form(text), noon, "{text}");
        }
        for text in [
            "",
            "T",
            "12:00",
            "2024-02-30T12:00:00+0700",
            "2024-02-29T12",
            "2024-02-29T1200:00",
            "2024-02-29T12:00:00+7",
            "2024-02-29T12:00:00+07:000",
            "29-02-2024 12:00:00",
            "202402291200",
            "20240229T12é000Z",
            "2024-02-29Té:00",
        ] {
            assert_eq!(Moment::of_any_form(text), None, "{text}");
        }
    }

    #[test]
    fn a_month_ends_on_its_last_day() {
        let plus = |text: &str, span| Moment::read(text).map(|moment| moment.plus(span));
        for (from, span, to) in [
            ("2024-01-31", Span::Months(1), "2024-02-29"),
            ("2023-12-15", Span::Months(3), "2024-03-15"),
            ("2024-02-29", Span::Months(12), "2025-02-28"),
            ("2024-02-28", Span::Days(2), "2024-03-01"),
        ] {
            assert_eq!(plus(from, span), Moment::read(to), "{from} {span:?}");
        }
    }
}
