//! Dates and times as programs hold them, and as messages write them. Features `jiff` and `chrono`.
//!
//! Members of messages are texts, so that nothing that was received is lost. A moment of `jiff` or `chrono` becomes a
//! [`DateTime`], which setters take as it is; it is written in Jakarta's time, `2020-12-17T10:55:00+07:00`, unless it is
//! told otherwise. The other way, [`parse`] reads a member's text as any of their types, in every form in which a date is
//! known to come.
//!
#![cfg_attr(
    feature = "jiff",
    doc = r#"
```
use snap_core::dates::{self, BadDate, Date, DateTime};

let moment: jiff::Timestamp = "2020-12-17T03:55:00Z".parse()?;
// What a setter does with it.
let member: String = DateTime::from(moment).into();
assert_eq!(member, "2020-12-17T10:55:00+07:00");
let member: String = Date::from(jiff::civil::date(2020, 12, 17)).into();
assert_eq!(member, "2020-12-17");

assert_eq!(dates::parse::<jiff::Timestamp>("2020-12-17T10:55:00+07:00"), Ok(moment));
// Without a zone it is a time in Jakarta.
assert_eq!(dates::parse::<jiff::Timestamp>("2020-12-17T10:55:00.000"), Ok(moment));
assert_eq!(dates::parse::<jiff::Timestamp>("2020-12-17"), Err(BadDate::NoTime));
# Ok::<(), Box<dyn std::error::Error>>(())
```"#
)]
#![cfg_attr(
    feature = "chrono",
    doc = r#"
```
use chrono::{DateTime as Moment, FixedOffset, TimeZone, Utc};
use snap_core::dates::{self, BadDate, DateTime};

let moment = Utc.with_ymd_and_hms(2020, 12, 17, 3, 55, 0).unwrap();
let member: String = DateTime::from(moment).into();
assert_eq!(member, "2020-12-17T10:55:00+07:00");

let read: Moment<FixedOffset> = dates::parse(&member)?;
assert_eq!(read, moment);
# Ok::<(), BadDate>(())
```"#
)]

#[cfg(feature = "chrono")]
mod chrono;
mod date;
mod datetime;
mod error;
#[cfg(feature = "jiff")]
mod jiff;
mod read;
mod time;

pub use date::Date;
pub use datetime::DateTime;
pub use error::BadDate;
pub use read::{DateValue, parse};
pub use time::Time;
