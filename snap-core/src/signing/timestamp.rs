//! `X-TIMESTAMP`, and the date and time fields of messages.

use std::fmt;
use std::str::FromStr;
use std::time::{Duration, SystemTime};

use jiff::civil::DateTime;
use jiff::tz::Offset;
use thiserror::Error;

use crate::meta::signing_profile::TimestampForm;

/// Jakarta (WIB), seven hours ahead of UTC the year round: the zone of the standard's samples.
const JAKARTA: i16 = 7 * 60;

/// A moment, with the text it came from.
///
/// The text is what was received or what is sent, byte for byte: it is signed, and never written anew to be verified.
/// Two timestamps are equal when their texts are; compare moments with [`age`](Self::age) or [`time`](Self::time).
///
/// ```
/// use std::time::{Duration, SystemTime};
/// use snap_core::{Timestamp, TimestampForm};
///
/// let received = Timestamp::parse("2020-12-21T10:30:24+07:00")?;
/// assert_eq!(received.as_str(), "2020-12-21T10:30:24+07:00");
///
/// // The zone is converted, not relabelled.
/// assert_eq!(Timestamp::at(received.time(), TimestampForm::Utc).as_str(), "2020-12-21T03:30:24Z");
///
/// let now = received.time() + Duration::from_secs(90);
/// assert!(received.age(now).abs() <= Duration::from_secs(300));
/// # Ok::<(), snap_core::BadTimestamp>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Timestamp {
    text: String,
    moment: jiff::Timestamp,
}

/// A text that is not a timestamp.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum BadTimestamp {
    /// It has another shape.
    #[error("a timestamp is written like 2020-12-21T10:30:24+07:00")]
    Shape,
    /// It has the shape, and no zone: the moment it means is unknown.
    #[error("the timestamp has no zone: wanted +07:00 or Z at its end")]
    NoZone,
    /// It has the shape, and names no moment: a 13th month, a zone of 27 hours.
    #[error("the timestamp names a date, time or zone that does not exist")]
    NoMoment,
}

/// How old a timestamp is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Age {
    /// It lies so far back, or is now.
    Past(Duration),
    /// It lies so far ahead: one of the two clocks is wrong.
    Future(Duration),
}

impl Age {
    /// How far it is away, in either direction.
    #[must_use]
    pub fn abs(self) -> Duration {
        match self {
            Self::Past(duration) | Self::Future(duration) => duration,
        }
    }
}

impl Timestamp {
    /// Reads `yyyy-MM-ddTHH:mm:ss`, an optional fraction of one to nine digits, and the zone: `Z`, `+07:00`, or `+0700`
    /// as one provider writes it. (ASPI, header `X-TIMESTAMP`: ISO 8601.)
    ///
    /// # Errors
    /// See [`BadTimestamp`]. A time without a zone is refused rather than guessed.
    pub fn parse(text: &str) -> Result<Self, BadTimestamp> {
        Ok(Self { moment: moment(text.as_bytes())?, text: text.to_owned() })
    }

    /// Now, in Jakarta unless the form says UTC.
    #[must_use]
    pub fn now(form: TimestampForm) -> Self {
        Self::at(SystemTime::now(), form)
    }

    /// A time, in Jakarta unless the form says UTC. Fractions that the form does not show are cut off.
    ///
    /// Before 1970 and beyond 9999 the nearest time of these years is taken: four digits hold no other.
    #[must_use]
    pub fn at(time: SystemTime, form: TimestampForm) -> Self {
        Self::at_offset(time, form, JAKARTA)
    }

    /// As [`at`](Self::at), in another zone: minutes ahead of UTC, 480 for Makassar. Beyond 18 hours it is Jakarta's.
    #[must_use]
    pub fn at_offset(time: SystemTime, form: TimestampForm, minutes: i16) -> Self {
        let latest = jiff::Timestamp::MAX;
        let exact = jiff::Timestamp::try_from(time).unwrap_or(if time < SystemTime::UNIX_EPOCH {
            jiff::Timestamp::UNIX_EPOCH
        } else {
            latest
        });
        let exact = exact.clamp(jiff::Timestamp::UNIX_EPOCH, latest);
        let milliseconds = match form {
            TimestampForm::Milliseconds => exact.as_millisecond(),
            TimestampForm::Offset | TimestampForm::Utc => exact.as_second() * 1000,
        };
        let moment = jiff::Timestamp::from_millisecond(milliseconds).unwrap_or(exact);
        let minutes = match form {
            TimestampForm::Utc => 0,
            TimestampForm::Offset | TimestampForm::Milliseconds if minutes.abs() <= 18 * 60 => minutes,
            TimestampForm::Offset | TimestampForm::Milliseconds => JAKARTA,
        };
        Self { text: write(moment, form, minutes), moment }
    }

    /// The text, as it came or as it is sent.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The text, taken out.
    #[must_use]
    pub fn text(self) -> String {
        self.text
    }

    /// The moment.
    #[must_use]
    pub fn time(&self) -> SystemTime {
        let since = self.moment.as_duration();
        let time = match since.is_negative() {
            true => SystemTime::UNIX_EPOCH.checked_sub(since.unsigned_abs()),
            false => SystemTime::UNIX_EPOCH.checked_add(since.unsigned_abs()),
        };
        // Not every system has a clock that reaches back to year 0.
        time.unwrap_or(SystemTime::UNIX_EPOCH)
    }

    /// How old it is at `now`.
    #[must_use]
    pub fn age(&self, now: SystemTime) -> Age {
        match now.duration_since(self.time()) {
            Ok(past) => Age::Past(past),
            Err(future) => Age::Future(future.duration()),
        }
    }
}

impl FromStr for Timestamp {
    type Err = BadTimestamp;
    fn from_str(text: &str) -> Result<Self, BadTimestamp> {
        Self::parse(text)
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Timestamp({})", self.text)
    }
}

fn write(moment: jiff::Timestamp, form: TimestampForm, minutes: i16) -> String {
    let offset = Offset::from_seconds(i32::from(minutes) * 60).unwrap_or(Offset::UTC);
    let local = offset.to_datetime(moment);
    let mut text = String::with_capacity(29);
    // Every call and every external ID begins with a time: digit by digit it is several times as fast as by `format!`.
    let year = local.year().unsigned_abs();
    push(&mut text, year / 100);
    push(&mut text, year % 100);
    for (separator, part) in
        [('-', local.month()), ('-', local.day()), ('T', local.hour()), (':', local.minute()), (':', local.second())]
    {
        text.push(separator);
        push(&mut text, part.unsigned_abs().into());
    }
    if form == TimestampForm::Milliseconds {
        let fraction = local.millisecond().unsigned_abs();
        text.push('.');
        text.push(digit(fraction / 100));
        push(&mut text, fraction % 100);
    }
    if form == TimestampForm::Utc {
        text.push('Z');
        return text;
    }
    text.push(if minutes < 0 { '-' } else { '+' });
    push(&mut text, minutes.unsigned_abs() / 60);
    text.push(':');
    push(&mut text, minutes.unsigned_abs() % 60);
    text
}

/// Appends a number below 100.
fn push(text: &mut String, number: u16) {
    text.push(digit(number / 10));
    text.push(digit(number % 10));
}

fn digit(number: u16) -> char {
    char::from(b'0' + number as u8)
}

/// The moment that a text names. The shape is judged here, the calendar by jiff, whose own parser takes far more
/// shapes.
fn moment(text: &[u8]) -> Result<jiff::Timestamp, BadTimestamp> {
    let (clock, rest) = text.split_first_chunk::<19>().ok_or(BadTimestamp::Shape)?;
    for (at, separator) in [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':')] {
        if clock[at] != separator {
            return Err(BadTimestamp::Shape);
        }
    }
    let two = |at: usize| Some(number(&clock[at..at + 2])? as i8);
    let read = || Some((number(&clock[..4])? as i16, two(5)?, two(8)?, two(11)?, two(14)?, two(17)?));
    let (year, month, day, hour, minute, second) = read().ok_or(BadTimestamp::Shape)?;
    let (nanoseconds, zone) = fraction(rest)?;
    let offset = offset(zone)?;
    DateTime::new(year, month, day, hour, minute, second, nanoseconds)
        .and_then(|local| offset.to_timestamp(local))
        .map_err(|_| BadTimestamp::NoMoment)
}

/// Nanoseconds of a fraction, if there is one, and what follows it.
fn fraction(text: &[u8]) -> Result<(i32, &[u8]), BadTimestamp> {
    let [b'.', rest @ ..] = text else { return Ok((0, text)) };
    let length = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (digits, zone) = rest.split_at(length);
    let scale = 10_i32.pow(9_u32.saturating_sub(length as u32));
    match number(digits) {
        Some(fraction) if length <= 9 => Ok((fraction * scale, zone)),
        _ => Err(BadTimestamp::Shape),
    }
}

fn offset(zone: &[u8]) -> Result<Offset, BadTimestamp> {
    let (sign, hours, minutes) = match zone {
        [] => return Err(BadTimestamp::NoZone),
        b"Z" => return Ok(Offset::UTC),
        [sign @ (b'+' | b'-'), h0, h1, b':', m0, m1] | [sign @ (b'+' | b'-'), h0, h1, m0, m1] => {
            (sign, number(&[*h0, *h1]), number(&[*m0, *m1]))
        }
        _ => return Err(BadTimestamp::Shape),
    };
    let (Some(hours), Some(minutes)) = (hours, minutes) else { return Err(BadTimestamp::Shape) };
    if hours > 23 || minutes > 59 {
        return Err(BadTimestamp::NoMoment);
    }
    let seconds = (hours * 60 + minutes) * 60;
    Offset::from_seconds(if *sign == b'-' { -seconds } else { seconds }).map_err(|_| BadTimestamp::NoMoment)
}

/// Up to nine digits.
fn number(digits: &[u8]) -> Option<i32> {
    let digit = |byte: &u8| byte.is_ascii_digit().then(|| i32::from(byte - b'0'));
    if digits.is_empty() || digits.len() > 9 {
        return None;
    }
    digits.iter().try_fold(0, |number, byte| Some(number * 10 + digit(byte)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unix(seconds: u64, milliseconds: u64) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(seconds) + Duration::from_millis(milliseconds)
    }

    #[test]
    fn writes_each_form_with_the_zone_converted() {
        // 2020-12-17T10:55:00.123 in Jakarta.
        let time = unix(1_608_177_300, 123);
        for (form, text) in [
            (TimestampForm::Offset, "2020-12-17T10:55:00+07:00"),
            (TimestampForm::Utc, "2020-12-17T03:55:00Z"),
            (TimestampForm::Milliseconds, "2020-12-17T10:55:00.123+07:00"),
        ] {
            let timestamp = Timestamp::at(time, form);
            assert_eq!(timestamp.as_str(), text);
            // What is not written is not meant.
            assert_eq!(Timestamp::parse(text), Ok(timestamp));
        }
        let west = Timestamp::at_offset(time, TimestampForm::Offset, -210);
        assert_eq!(west.as_str(), "2020-12-17T00:25:00-03:30");
        assert_eq!(west.time(), unix(1_608_177_300, 0));
        assert_eq!(Timestamp::at_offset(time, TimestampForm::Offset, 480).as_str(), "2020-12-17T11:55:00+08:00");
        assert_eq!(Timestamp::at_offset(time, TimestampForm::Offset, 6000).as_str(), "2020-12-17T10:55:00+07:00");
    }

    #[test]
    fn a_day_begins_in_jakarta_seven_hours_earlier() {
        assert_eq!(Timestamp::at(unix(1_609_433_999, 0), TimestampForm::Offset).as_str(), "2020-12-31T23:59:59+07:00");
        assert_eq!(Timestamp::at(unix(1_609_434_000, 0), TimestampForm::Offset).as_str(), "2021-01-01T00:00:00+07:00");
    }

    #[test]
    fn a_time_that_four_digits_cannot_hold_is_moved_to_the_nearest() {
        let early = SystemTime::UNIX_EPOCH - Duration::from_secs(1);
        assert_eq!(Timestamp::at(early, TimestampForm::Utc).as_str(), "1970-01-01T00:00:00Z");
        let late = Timestamp::at(unix(1 << 40, 0), TimestampForm::Milliseconds);
        assert!(late.as_str().starts_with("9999-12-31T"), "{late}");
        assert_eq!(late.as_str().len(), 29);
    }

    #[test]
    fn keeps_the_text_it_came_from() -> Result<(), BadTimestamp> {
        for (text, seconds, milliseconds) in [
            ("2020-12-21T10:30:24+07:00", 1_608_521_424, 0),
            ("2020-12-21T10:30:24+0700", 1_608_521_424, 0),
            ("2020-12-21T03:30:24Z", 1_608_521_424, 0),
            ("2020-12-20T22:00:24.5-05:30", 1_608_521_424, 500),
            ("2020-12-21T10:30:24.123000000+07:00", 1_608_521_424, 123),
            ("2020-02-29T00:00:00Z", 1_582_934_400, 0),
        ] {
            let timestamp = Timestamp::parse(text)?;
            assert_eq!((timestamp.as_str(), timestamp.time()), (text, unix(seconds, milliseconds)));
            assert_eq!(timestamp.to_string(), text);
            assert_eq!(timestamp.text(), text);
        }
        Ok(())
    }

    #[test]
    fn refuses_a_text_without_a_moment() {
        use BadTimestamp::{NoMoment, NoZone, Shape};
        for (text, error) in [
            ("", Shape),
            ("2020-12-21", Shape),
            ("2020-12-21 10:30:24+07:00", Shape),
            ("2020-12-21t10:30:24+07:00", Shape),
            ("20201221T103024Z", Shape),
            ("1608521424", Shape),
            ("2020-12-21T10:30:24+07:000", Shape),
            ("2020-12-21T10:30:24+7:00", Shape),
            ("2020-12-21T10:30:24+07", Shape),
            ("2020-12-21T10:30:24 +07:00", Shape),
            ("2020-12-21T10:30:24z", Shape),
            ("2020-12-21T10:30:24.+07:00", Shape),
            ("2020-12-21T10:30:24.1234567890Z", Shape),
            ("2020-12-21T10:30:24+07:00[Asia/Jakarta]", Shape),
            ("2020-12-21T1é:30:24Z", Shape),
            ("+020-12-21T10:30:24Z", Shape),
            ("2020-12-21T10:30:24", NoZone),
            ("2020-12-21T10:30:24.000", NoZone),
            ("2020-13-21T10:30:24Z", NoMoment),
            ("2021-02-29T10:30:24Z", NoMoment),
            ("2020-12-21T24:00:00Z", NoMoment),
            ("2020-12-21T10:60:00Z", NoMoment),
            ("2020-12-21T10:30:60Z", NoMoment),
            ("2020-12-21T10:30:24+24:00", NoMoment),
            ("2020-12-21T10:30:24+07:60", NoMoment),
        ] {
            assert_eq!(Timestamp::parse(text), Err(error), "{text}");
        }
    }

    #[test]
    fn tells_age_in_both_directions() {
        let timestamp = Timestamp::at(unix(1000, 0), TimestampForm::Offset);
        let second = Duration::from_secs(1);
        assert_eq!(timestamp.age(unix(1000, 0)), Age::Past(Duration::ZERO));
        assert_eq!(timestamp.age(unix(1001, 0)), Age::Past(second));
        assert_eq!(timestamp.age(unix(999, 0)), Age::Future(second));
        assert_eq!(timestamp.age(unix(999, 0)).abs(), second);
    }
}
