//! Days.

use std::fmt;

use super::error::BadDate;
use super::read;
use crate::check::Format;

/// A day, as messages write it: `2020-12-31`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    pub(super) year: i32,
    pub(super) month: u8,
    pub(super) day: u8,
}

impl Date {
    /// Reads `2020-12-31`.
    ///
    /// # Errors
    /// See [`BadDate`].
    pub fn parse(text: &str) -> Result<Self, BadDate> {
        if Format::Date.matches(text) {
            let [year, month, day] = [(0, 4), (5, 7), (8, 10)].map(|(from, to)| read::number(text, from, to));
            let date = year.zip(month).zip(day);
            return date
                .map(|((year, month), day)| Self { year, month: month as u8, day: day as u8 })
                .ok_or(BadDate::NotDate);
        }
        Err(if read::datetime(text).is_some() { BadDate::HasTime } else { BadDate::NotDate })
    }
}

/// A year that four digits cannot hold is written with its sign, as ISO 8601 has it, and no rule for dates takes it.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { year, month, day } = self;
        match year {
            0..=9999 => write!(f, "{year:04}-{month:02}-{day:02}"),
            _ => write!(f, "{year:+06}-{month:02}-{day:02}"),
        }
    }
}

impl From<Date> for String {
    fn from(date: Date) -> Self {
        date.to_string()
    }
}
