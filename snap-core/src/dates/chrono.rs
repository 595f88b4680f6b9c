//! To and from `chrono`.

use chrono::{
    DateTime as Moment, Datelike as _, FixedOffset, NaiveDate, NaiveTime, Offset as _, TimeZone, Timelike as _, Utc,
};

use super::date::Date;
use super::datetime::{DateTime, Zone};
use super::error::BadDate;
use super::read::DateValue;
use super::time::Time;

impl<Tz: TimeZone> From<&Moment<Tz>> for DateTime {
    fn from(moment: &Moment<Tz>) -> Self {
        let own = Zone::of_seconds(moment.offset().fix().local_minus_utc());
        // A leap second is counted on from the second before it; no format has it.
        Self::new(moment.timestamp(), moment.timestamp_subsec_nanos().min(999_999_999), own)
    }
}

impl<Tz: TimeZone> From<Moment<Tz>> for DateTime {
    fn from(moment: Moment<Tz>) -> Self {
        Self::from(&moment)
    }
}

impl From<NaiveDate> for Date {
    fn from(date: NaiveDate) -> Self {
        Self { year: date.year(), month: date.month() as u8, day: date.day() as u8 }
    }
}

/// A time of day in Jakarta; fractions of a second are cut off.
impl From<NaiveTime> for Time {
    fn from(time: NaiveTime) -> Self {
        Self::new(time.num_seconds_from_midnight() as i32)
    }
}

impl TryFrom<DateTime> for Moment<Utc> {
    type Error = BadDate;

    fn try_from(moment: DateTime) -> Result<Self, BadDate> {
        let (seconds, nanoseconds, _) = moment.parts();
        Self::from_timestamp(seconds, nanoseconds).ok_or(BadDate::OutOfRange)
    }
}

/// In the zone in which the moment is written.
impl TryFrom<DateTime> for Moment<FixedOffset> {
    type Error = BadDate;

    fn try_from(moment: DateTime) -> Result<Self, BadDate> {
        let (_, _, zone) = moment.parts();
        let offset = FixedOffset::east_opt(zone.minutes() * 60).ok_or(BadDate::OutOfRange)?;
        Ok(Moment::<Utc>::try_from(moment)?.with_timezone(&offset))
    }
}

impl TryFrom<Date> for NaiveDate {
    type Error = BadDate;

    fn try_from(date: Date) -> Result<Self, BadDate> {
        Self::from_ymd_opt(date.year, u32::from(date.month), u32::from(date.day)).ok_or(BadDate::OutOfRange)
    }
}

impl From<Time> for NaiveTime {
    fn from(time: Time) -> Self {
        let [hour, minute, second] = time.clock();
        Self::from_hms_opt(hour, minute, second).unwrap_or_default()
    }
}

impl DateValue for Moment<Utc> {
    fn parse_date(text: &str) -> Result<Self, BadDate> {
        DateTime::parse(text)?.try_into()
    }
}

impl DateValue for Moment<FixedOffset> {
    fn parse_date(text: &str) -> Result<Self, BadDate> {
        DateTime::parse(text)?.try_into()
    }
}

impl DateValue for NaiveDate {
    fn parse_date(text: &str) -> Result<Self, BadDate> {
        Date::parse(text)?.try_into()
    }
}

impl DateValue for NaiveTime {
    fn parse_date(text: &str) -> Result<Self, BadDate> {
        Time::parse(text).map(Into::into)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::dates::parse;

    #[test]
    fn a_moment_is_written_in_jakarta_unless_it_is_to_keep_its_zone() {
        let west = FixedOffset::west_opt(3 * 3_600 + 1_800).unwrap();
        let moment = west.with_ymd_and_hms(2020, 12, 31, 20, 0, 0).unwrap();
        assert_eq!(String::from(DateTime::from(moment)), "2021-01-01T06:30:00+07:00");
        assert_eq!(DateTime::from(&moment).in_own_zone().to_string(), "2020-12-31T20:00:00-03:30");
        assert_eq!(DateTime::from(moment.to_utc()).to_string(), "2021-01-01T06:30:00+07:00");
        assert_eq!(DateTime::from(moment.to_utc()).in_utc().to_string(), "2020-12-31T23:30:00Z");
        let day = NaiveDate::from_ymd_opt(2024, 2, 29).unwrap();
        assert_eq!(Date::from(day).to_string(), "2024-02-29");
        assert_eq!(parse::<NaiveDate>("2024-02-29"), Ok(day));
        let leap = NaiveTime::from_hms_nano_opt(23, 59, 59, 1_500_000_000).unwrap();
        assert_eq!(Time::from(leap).to_string(), "23:59:59+07:00");
        assert_eq!(parse::<NaiveTime>("23:59:59"), Ok(leap.with_nanosecond(0).unwrap()));
    }

    #[test]
    fn comes_out_in_the_zone_of_the_text() {
        let read = parse::<Moment<FixedOffset>>("2020-12-17T10:55:00.5+08:00").unwrap();
        assert_eq!(read.offset().local_minus_utc(), 8 * 3_600);
        assert_eq!((read.to_utc().hour(), read.nanosecond()), (2, 500_000_000));
        assert_eq!(parse::<Moment<Utc>>("2020-12-17T10:55:00.5+08:00"), Ok(read.to_utc()));
        assert_eq!(parse::<Moment<Utc>>("tomorrow"), Err(BadDate::NotDateTime));
    }

    #[test]
    fn a_year_that_has_not_four_digits_is_no_date_of_a_message() {
        let text = Date::from(NaiveDate::MAX).to_string();
        assert!(text.starts_with("+262142-12-31"), "{text}");
        assert_eq!(Date::parse(&text), Err(BadDate::NotDate));
        assert_eq!(DateTime::parse(&DateTime::from(Moment::<Utc>::MAX_UTC).to_string()), Err(BadDate::NotDateTime));
    }

    proptest! {
        #[test]
        fn a_moment_comes_back_to_the_second(seconds in -62_135_000_000_i64..=253_402_000_000, hours in -23..=23) {
            let offset = FixedOffset::east_opt(hours * 3_600).unwrap();
            let moment = offset.timestamp_opt(seconds, 999).unwrap();
            let text = DateTime::from(moment).in_own_zone().to_string();
            prop_assert_eq!(parse::<Moment<Utc>>(&text).map(|read| read.timestamp()), Ok(seconds));
            let local = moment.naive_local();
            let hour = format!("T{:02}:{:02}:{:02}", local.hour(), local.minute(), local.second());
            prop_assert!(text.contains(&hour) && text.starts_with(&Date::from(local.date()).to_string()), "{}", text);
        }
    }
}
