//! Why a text gives no date.

use thiserror::Error;

/// A text that is no date or time of the wanted kind. The text itself is not shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum BadDate {
    /// No date and time.
    #[error(
        "not a date and time of the calendar: wanted is 2020-12-31T23:59:59+07:00; also read are a Z or no zone, which means \
         Jakarta, fractions of a second, and 20201231T235959Z"
    )]
    NotDateTime,
    /// A date, and no time.
    #[error("a date without a time of day: read it as a date")]
    NoTime,
    /// No date.
    #[error("not a date of the calendar: wanted is 2020-12-31")]
    NotDate,
    /// A date with a time.
    #[error("a date with a time of day: read it as a date and time")]
    HasTime,
    /// No time of day.
    #[error(
        "not a time of day: wanted is 23:59:59+07:00; also read are 23:59:59, which is a time in Jakarta, and 23:59"
    )]
    NotTime,
    /// The type has no such moment.
    #[error("a moment that the wanted type cannot hold: read it as snap_core::dates::DateTime")]
    OutOfRange,
}
