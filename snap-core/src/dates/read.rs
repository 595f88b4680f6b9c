//! From a member's text to a value.

use super::date::Date;
use super::datetime::{DateTime, Zone};
use super::error::BadDate;
use super::time::Time;
use crate::check::moment::{Moment, since_1970, with_separators};

/// A type that the text of a member can be read as: those of this module, and with the feature `jiff` its `Timestamp`,
/// `Zoned`, `civil::Date` and `civil::Time`, with `chrono` its `DateTime` in UTC or in the zone of the text, `NaiveDate` and
/// `NaiveTime`.
pub trait DateValue: Sized {
    /// Reads it; see [`parse`].
    ///
    /// # Errors
    /// See [`BadDate`].
    fn parse_date(text: &str) -> Result<Self, BadDate>;
}

/// Reads the text of a member, in every form that the standard and its dialects have for the wanted kind: see
/// [`DateTime::parse`], [`Date::parse`], [`Time::parse`]. Nothing is guessed: a day is no moment.
///
/// # Errors
/// See [`BadDate`].
pub fn parse<T: DateValue>(text: &str) -> Result<T, BadDate> {
    T::parse_date(text)
}

impl DateValue for DateTime {
    fn parse_date(text: &str) -> Result<Self, BadDate> {
        Self::parse(text)
    }
}

impl DateValue for Date {
    fn parse_date(text: &str) -> Result<Self, BadDate> {
        Self::parse(text)
    }
}

impl DateValue for Time {
    fn parse_date(text: &str) -> Result<Self, BadDate> {
        Self::parse(text)
    }
}

/// The digits between two places of a text.
pub(super) fn number(text: &str, from: usize, to: usize) -> Option<i32> {
    text.get(from..to)?.parse().ok()
}

/// A zone at the end of a text that has the right form; none where there is no zone.
pub(super) fn zone(tail: &str) -> Option<Option<Zone>> {
    if tail.is_empty() {
        return Some(None);
    }
    if tail == "Z" {
        return Some(Some(Zone::UTC));
    }
    let minutes = number(tail, 1, 3)? * 60 + number(tail, 4, 6)?;
    let minutes = i16::try_from(minutes).ok()?;
    Some(Some(Zone(if tail.starts_with('-') { -minutes } else { minutes })))
}

/// A date and time, in the zone that it names or in Jakarta.
pub(super) fn datetime(text: &str) -> Option<DateTime> {
    if let Some((seconds, nanoseconds)) = since_1970(text) {
        return Some(DateTime::new(seconds, nanoseconds, Zone::JAKARTA));
    }
    let text = with_separators(text)?;
    // A date alone is a moment to rules, and none to people.
    let tail = text.get(19..)?;
    let moment = Moment::read(&text)?;
    let after = tail.trim_start_matches(|c: char| c == '.' || c.is_ascii_digit());
    let fraction = tail.get(..tail.len() - after.len())?.trim_start_matches('.');
    let nanoseconds = format!("{fraction:0<9}").parse().ok()?;
    Some(DateTime::new(moment.seconds(), nanoseconds, zone(after)?.unwrap_or(Zone::JAKARTA)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::check::Format;

    #[test]
    fn reads_every_form_in_which_a_moment_comes() -> Result<(), BadDate> {
        let noon = DateTime::parse("2020-12-17T12:00:00+07:00")?;
        for (text, again) in [
            ("2020-12-17T05:00:00Z", "2020-12-17T05:00:00Z"),
            ("2020-12-17T12:00:00", "2020-12-17T12:00:00+07:00"),
            ("2020-12-17T12:00:00.000", "2020-12-17T12:00:00+07:00"),
            ("2020-12-17T01:30:00.0-03:30", "2020-12-17T01:30:00-03:30"),
            ("20201217T050000Z", "2020-12-17T05:00:00Z"),
            ("20201217T130000+08:00", "2020-12-17T13:00:00+08:00"),
            ("2020-12-17 12:00:00", "2020-12-17T12:00:00+07:00"),
            ("1608181200", "2020-12-17T12:00:00+07:00"),
            ("1608181200000", "2020-12-17T12:00:00+07:00"),
        ] {
            let read = DateTime::parse(text)?;
            assert_eq!((read, read.to_string().as_str()), (noon, again), "{text}");
            assert_eq!(read.in_jakarta().to_string(), "2020-12-17T12:00:00+07:00");
        }
        let later = DateTime::parse("2020-12-17T12:00:00.123456789+07:00")?;
        assert!(later > noon);
        assert_eq!(later.milliseconds().to_string(), "2020-12-17T12:00:00.123+07:00");
        Ok(())
    }

    #[test]
    fn says_what_a_text_is_instead() {
        for text in [
            "",
            "soon",
            "2021-02-29T00:00:00Z",
            "2020-12-17 24:00:00",
            "2020-12-17T24:00:00Z",
            "160817730",
            "16081812000000",
        ] {
            assert_eq!(DateTime::parse(text), Err(BadDate::NotDateTime), "{text}");
        }
        assert_eq!(DateTime::parse("2020-12-17"), Err(BadDate::NoTime));
        assert_eq!(Date::parse("2020-12-17T12:00:00Z"), Err(BadDate::HasTime));
        for text in ["", "17-12-2020", "2021-02-29", "20201217"] {
            assert_eq!(Date::parse(text), Err(BadDate::NotDate), "{text}");
        }
        for text in ["", "24:00", "12", "2020-12-17", "12:00:00.5"] {
            assert_eq!(Time::parse(text), Err(BadDate::NotTime), "{text}");
        }
    }

    #[test]
    fn a_time_of_day_is_that_of_jakarta() -> Result<(), BadDate> {
        for (text, again) in [
            ("23:59", "23:59:00+07:00"),
            ("23:59:58", "23:59:58+07:00"),
            ("14:56:11+07:00", "14:56:11+07:00"),
            ("20:00:00Z", "03:00:00+07:00"),
            ("00:30:00+09:00", "22:30:00+07:00"),
        ] {
            assert_eq!(Time::parse(text)?.to_string(), again, "{text}");
        }
        assert_eq!(Time::parse("20:00:00Z")?.local().to_string(), "03:00:00");
        assert_eq!(DateTime::parse("2020-12-31T20:00:00Z")?.time().to_string(), "03:00:00+07:00");
        Ok(())
    }

    proptest! {
        #[test]
        fn what_is_written_keeps_its_format_and_is_read_back(
            seconds in -62_135_510_400_i64..=253_402_214_400, nanoseconds in 0_u32..1_000_000_000, minutes in -1_439_i16..=1_439,
        ) {
            let exact = DateTime::new(seconds, nanoseconds, Zone(minutes));
            let whole = DateTime::new(seconds, 0, Zone(minutes));
            let milliseconds = DateTime::new(seconds, nanoseconds / 1_000_000 * 1_000_000, Zone(minutes));
            for written in [exact, exact.in_own_zone(), exact.in_utc()] {
                for (written, format, means) in [
                    (written, Format::DateTime, whole),
                    (written.basic(), Format::BasicDateTime, whole),
                    (written.milliseconds(), Format::MillisDateTime, milliseconds),
                    (written.in_jakarta().local(), Format::LocalDateTime, whole),
                ] {
                    let text = String::from(written);
                    prop_assert!(format.matches(&text), "{}", text);
                    prop_assert_eq!(DateTime::parse(&text), Ok(means), "{}", text);
                }
                prop_assert!(Format::Date.matches(&written.date().to_string()));
                prop_assert_eq!(Date::parse(&written.date().to_string()), Ok(written.date()));
                prop_assert_eq!(Time::parse(&written.time().to_string()), Ok(written.time()));
            }
        }

        #[test]
        fn a_text_is_read_when_it_has_a_format_and_never_panics(text in "[0-9TZ:.+é -]{0,30}|[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,10})?(Z|[+-][0-9]{2}:[0-9]{2})?)?") {
            let moments = [Format::DateTime, Format::MillisDateTime, Format::LocalDateTime, Format::BasicDateTime];
            prop_assert_eq!(DateTime::parse(&text).is_ok(), moments.iter().any(|format| format.matches(&text)), "{}", text);
            prop_assert_eq!(Date::parse(&text).is_ok(), Format::Date.matches(&text));
            prop_assert_eq!(Time::parse(&text).is_ok(), Format::Time.matches(&text));
        }
    }
}
