//! Moments, with the zone in which they are written.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use super::date::Date;
use super::error::BadDate;
use super::read;
use super::time::Time;
use crate::check::Format;
use crate::check::calendar::civil;

const DAY: i64 = 86_400;

/// Minutes ahead of UTC.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Zone(pub(super) i16);

impl Zone {
    /// The zone of the standard's samples (WIB), the year round.
    pub(super) const JAKARTA: Self = Self(7 * 60);
    pub(super) const UTC: Self = Self(0);

    /// Of an offset in seconds, as zones had them before there were trains.
    pub(super) fn of_seconds(seconds: i32) -> Self {
        // No zone is further away than two days.
        Self(i16::try_from(seconds.div_euclid(60)).unwrap_or(Self::JAKARTA.0))
    }

    pub(super) fn minutes(self) -> i32 {
        i32::from(self.0)
    }

    pub(super) fn seconds(self) -> i64 {
        i64::from(self.0) * 60
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let minutes = self.0.unsigned_abs();
        match self.0 {
            0 => f.write_str("Z"),
            ahead => write!(f, "{}{:02}:{:02}", if ahead < 0 { '-' } else { '+' }, minutes / 60, minutes % 60),
        }
    }
}

/// How a moment is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Standard,
    Milliseconds,
    Local,
    Basic,
}

/// A moment, as messages write it: `2020-12-17T10:55:00+07:00`.
///
/// Made from a moment of `jiff` or `chrono`, it is written in Jakarta's time, whatever zone it came with; the zone is
/// converted, never relabelled. Made from a text, it is written in the zone of the text. Fractions of a second are cut off
/// where the form has none.
///
/// Equal and ordered as moments, however they are written.
#[derive(Clone, Copy)]
pub struct DateTime {
    /// Since the beginning of 1970, in UTC.
    seconds: i64,
    nanoseconds: u32,
    /// In which it came.
    own: Zone,
    zone: Zone,
    form: Form,
}

impl DateTime {
    pub(super) fn new(seconds: i64, nanoseconds: u32, own: Zone) -> Self {
        Self { seconds, nanoseconds, own, zone: Zone::JAKARTA, form: Form::Standard }
    }

    /// Reads a date and time: `2020-12-17T10:55:00+07:00`, with or without a fraction of a second, with `Z`, or without a
    /// zone, which is a time in Jakarta; `2020-12-17 10:55:00`; `20201217T035500Z`; or milliseconds or seconds since 1970.
    ///
    /// # Errors
    /// See [`BadDate`].
    pub fn parse(text: &str) -> Result<Self, BadDate> {
        let read = read::datetime(text).map(Self::in_own_zone);
        read.ok_or(if Format::Date.matches(text) { BadDate::NoTime } else { BadDate::NotDateTime })
    }

    /// Written in the zone it came with, instead of Jakarta's.
    #[must_use]
    pub const fn in_own_zone(mut self) -> Self {
        self.zone = self.own;
        self
    }

    /// Written in UTC: `2020-12-17T03:55:00Z`.
    #[must_use]
    pub const fn in_utc(mut self) -> Self {
        self.zone = Zone::UTC;
        self
    }

    /// Written in Jakarta's time.
    #[must_use]
    pub const fn in_jakarta(mut self) -> Self {
        self.zone = Zone::JAKARTA;
        self
    }

    /// Written so many minutes ahead of UTC: 480 for Makassar.
    #[must_use]
    pub const fn at_offset(mut self, minutes: i16) -> Self {
        self.zone = Zone(minutes);
        self
    }

    /// Written with milliseconds: `2020-12-17T10:55:00.123+07:00`.
    #[must_use]
    pub const fn milliseconds(mut self) -> Self {
        self.form = Form::Milliseconds;
        self
    }

    /// Written without the zone: `2020-12-17T10:55:00`. Who reads it takes it for Jakarta's.
    #[must_use]
    pub const fn local(mut self) -> Self {
        self.form = Form::Local;
        self
    }

    /// Written without separators: `20201217T105500+07:00`, or `20201217T035500Z` in UTC.
    #[must_use]
    pub const fn basic(mut self) -> Self {
        self.form = Form::Basic;
        self
    }

    /// The day, in the zone in which the moment is written.
    #[must_use]
    pub fn date(self) -> Date {
        let (year, month, day) = civil(self.local_seconds().div_euclid(DAY));
        // No moment that a type of the two crates holds is so far away.
        let year = i32::try_from(year).unwrap_or(if year < 0 { i32::MIN } else { i32::MAX });
        Date { year, month: month as u8, day: day as u8 }
    }

    /// The time of day in Jakarta.
    #[must_use]
    pub fn time(self) -> Time {
        Time::new((self.seconds + Zone::JAKARTA.seconds()).rem_euclid(DAY) as i32)
    }

    pub(super) fn parts(self) -> (i64, u32, Zone) {
        (self.seconds, self.nanoseconds, self.zone)
    }

    fn local_seconds(self) -> i64 {
        self.seconds + self.zone.seconds()
    }

    const fn moment(&self) -> (i64, u32) {
        (self.seconds, self.nanoseconds)
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let date = self.date();
        let seconds = self.local_seconds().rem_euclid(DAY);
        let (hour, minute, second) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
        let zone = self.zone;
        if self.form == Form::Basic {
            let date = date.to_string().replace('-', "");
            return write!(f, "{date}T{hour:02}{minute:02}{second:02}{zone}");
        }
        write!(f, "{date}T{hour:02}:{minute:02}:{second:02}")?;
        match self.form {
            Form::Standard => write!(f, "{zone}"),
            Form::Milliseconds => write!(f, ".{:03}{zone}", self.nanoseconds / 1_000_000),
            Form::Local | Form::Basic => Ok(()),
        }
    }
}

impl fmt::Debug for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DateTime({self})")
    }
}

impl From<DateTime> for String {
    fn from(moment: DateTime) -> Self {
        moment.to_string()
    }
}

impl PartialEq for DateTime {
    fn eq(&self, other: &Self) -> bool {
        self.moment() == other.moment()
    }
}

impl Eq for DateTime {}

impl Hash for DateTime {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.moment().hash(state);
    }
}

impl PartialOrd for DateTime {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for DateTime {
    fn cmp(&self, other: &Self) -> Ordering {
        self.moment().cmp(&other.moment())
    }
}
