//! Times of day.

use std::fmt;

use super::datetime::Zone;
use super::error::BadDate;
use super::read;
use crate::check::Format;

/// A time of day in Jakarta, as messages write it: `23:59:59+07:00`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Time {
    /// Seconds since midnight in Jakarta.
    seconds: u32,
    zoned: bool,
}

const DAY: i32 = 86_400;

impl Time {
    /// Reads `23:59:59`, with or without a zone, or `23:59`. Without a zone it is a time in Jakarta, and one in another
    /// zone becomes that of Jakarta.
    ///
    /// # Errors
    /// [`BadDate::NotTime`].
    pub fn parse(text: &str) -> Result<Self, BadDate> {
        let read = || {
            if !Format::Time.matches(text) {
                return None;
            }
            let tail = text.get(8..).unwrap_or_default();
            let second = if text.len() > 5 { read::number(text, 6, 8)? } else { 0 };
            let seconds = read::number(text, 0, 2)? * 3_600 + read::number(text, 3, 5)? * 60 + second;
            let zone = read::zone(tail)?.unwrap_or(Zone::JAKARTA);
            Some(seconds + (Zone::JAKARTA.minutes() - zone.minutes()) * 60)
        };
        read().map(Self::new).ok_or(BadDate::NotTime)
    }

    /// Of seconds since midnight in Jakarta, of that day or of those around it.
    pub(super) fn new(seconds: i32) -> Self {
        Self { seconds: seconds.rem_euclid(DAY).unsigned_abs(), zoned: true }
    }

    /// Without the zone: `23:59:59`.
    #[must_use]
    pub const fn local(mut self) -> Self {
        self.zoned = false;
        self
    }

    pub(super) fn clock(self) -> [u32; 3] {
        [self.seconds / 3_600, self.seconds / 60 % 60, self.seconds % 60]
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [hour, minute, second] = self.clock();
        write!(f, "{hour:02}:{minute:02}:{second:02}{}", if self.zoned { "+07:00" } else { "" })
    }
}

impl From<Time> for String {
    fn from(time: Time) -> Self {
        time.to_string()
    }
}
