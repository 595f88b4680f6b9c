//! To and from `jiff`.

use jiff::civil;
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, Zoned};

use super::date::Date;
use super::datetime::{DateTime, Zone};
use super::error::BadDate;
use super::read::DateValue;
use super::time::Time;

impl From<Timestamp> for DateTime {
    fn from(moment: Timestamp) -> Self {
        of(moment, Zone::UTC)
    }
}

impl From<&Zoned> for DateTime {
    fn from(moment: &Zoned) -> Self {
        of(moment.timestamp(), Zone::of_seconds(moment.offset().seconds()))
    }
}

impl From<Zoned> for DateTime {
    fn from(moment: Zoned) -> Self {
        Self::from(&moment)
    }
}

impl From<civil::Date> for Date {
    fn from(date: civil::Date) -> Self {
        Self { year: i32::from(date.year()), month: date.month().unsigned_abs(), day: date.day().unsigned_abs() }
    }
}

/// A time of day in Jakarta; fractions of a second are cut off.
impl From<civil::Time> for Time {
    fn from(time: civil::Time) -> Self {
        Self::new(i32::from(time.hour()) * 3_600 + i32::from(time.minute()) * 60 + i32::from(time.second()))
    }
}

/// [`BadDate::OutOfRange`] in the last hours of the year 9999.
impl TryFrom<DateTime> for Timestamp {
    type Error = BadDate;

    fn try_from(moment: DateTime) -> Result<Self, BadDate> {
        let (seconds, nanoseconds, _) = moment.parts();
        // Below a thousand millions, always.
        Self::new(seconds, nanoseconds as i32).map_err(|_| BadDate::OutOfRange)
    }
}

/// In the zone in which the moment is written.
impl TryFrom<DateTime> for Zoned {
    type Error = BadDate;

    fn try_from(moment: DateTime) -> Result<Self, BadDate> {
        let (_, _, zone) = moment.parts();
        let offset = Offset::from_seconds(zone.minutes() * 60).map_err(|_| BadDate::OutOfRange)?;
        Ok(Timestamp::try_from(moment)?.to_zoned(TimeZone::fixed(offset)))
    }
}

impl TryFrom<Date> for civil::Date {
    type Error = BadDate;

    fn try_from(date: Date) -> Result<Self, BadDate> {
        let year = i16::try_from(date.year).map_err(|_| BadDate::OutOfRange)?;
        Self::new(year, date.month as i8, date.day as i8).map_err(|_| BadDate::OutOfRange)
    }
}

impl From<Time> for civil::Time {
    fn from(time: Time) -> Self {
        let [hour, minute, second] = time.clock().map(|part| part as i8);
        Self::constant(hour, minute, second, 0)
    }
}

impl DateValue for Timestamp {
    fn parse_date(text: &str) -> Result<Self, BadDate> {
        DateTime::parse(text)?.try_into()
    }
}

impl DateValue for Zoned {
    fn parse_date(text: &str) -> Result<Self, BadDate> {
        DateTime::parse(text)?.try_into()
    }
}

impl DateValue for civil::Date {
    fn parse_date(text: &str) -> Result<Self, BadDate> {
        Date::parse(text)?.try_into()
    }
}

impl DateValue for civil::Time {
    fn parse_date(text: &str) -> Result<Self, BadDate> {
        Time::parse(text).map(Into::into)
    }
}

fn of(moment: Timestamp, own: Zone) -> DateTime {
    let nanoseconds = moment.as_nanosecond();
    let (second, rest) = (nanoseconds.div_euclid(1_000_000_000), nanoseconds.rem_euclid(1_000_000_000));
    // A timestamp lies within ten thousand years.
    DateTime::new(second as i64, rest as u32, own)
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};
    use proptest::prelude::*;

    use super::*;
    use crate::dates::parse;

    fn moment() -> impl Strategy<Value = Timestamp> {
        let nanoseconds = Timestamp::MIN.as_nanosecond()..=Timestamp::MAX.as_nanosecond();
        nanoseconds.prop_filter_map("no timestamp", |n| Timestamp::from_nanosecond(n).ok())
    }

    #[test]
    fn a_moment_is_written_in_jakarta_unless_it_is_to_keep_its_zone() -> Result<(), jiff::Error> {
        let zoned = date(2020, 12, 31).at(20, 0, 0, 999_000_000).to_zoned(TimeZone::fixed(Offset::constant(-3)))?;
        assert_eq!(String::from(DateTime::from(&zoned)), "2021-01-01T06:00:00+07:00");
        assert_eq!(DateTime::from(&zoned).in_own_zone().to_string(), "2020-12-31T20:00:00-03:00");
        assert_eq!(DateTime::from(zoned.timestamp()).to_string(), "2021-01-01T06:00:00+07:00");
        assert_eq!(DateTime::from(zoned.timestamp()).in_own_zone().to_string(), "2020-12-31T23:00:00Z");
        assert_eq!(DateTime::from(zoned.clone()).at_offset(480).to_string(), "2021-01-01T07:00:00+08:00");
        assert_eq!(DateTime::from(zoned).date().to_string(), "2021-01-01");
        assert_eq!(Date::from(date(33, 1, 2)).to_string(), "0033-01-02");
        assert_eq!(Time::from(time(1, 2, 3, 4)).to_string(), "01:02:03+07:00");
        Ok(())
    }

    #[test]
    fn a_zone_with_seconds_is_cut_and_the_moment_kept() -> Result<(), jiff::Error> {
        let offset = TimeZone::fixed(Offset::from_seconds(7 * 3_600 + 12)?);
        let zoned = date(1900, 1, 1).at(0, 0, 12, 0).to_zoned(offset)?;
        let text = DateTime::from(&zoned).in_own_zone().to_string();
        assert_eq!(text, "1900-01-01T00:00:00+07:00");
        assert_eq!(parse::<Timestamp>(&text), Ok(zoned.timestamp()));
        Ok(())
    }

    #[test]
    fn a_year_that_has_not_four_digits_is_no_date_of_a_message() {
        let text = DateTime::from(Timestamp::MIN).to_string();
        assert!(text.starts_with("-09999-01-02T"), "{text}");
        assert_eq!(DateTime::parse(&text), Err(BadDate::NotDateTime));
        assert_eq!(parse::<Timestamp>("9999-12-31T23:59:59Z"), Err(BadDate::OutOfRange));
        assert_eq!(parse::<civil::Date>("9999-12-31"), Ok(date(9999, 12, 31)));
    }

    #[test]
    fn comes_out_in_the_zone_of_the_text() {
        let zoned = parse::<Zoned>("2020-12-17T10:55:00+08:00");
        assert_eq!(zoned.map(|zoned| zoned.to_string()).as_deref(), Ok("2020-12-17T10:55:00+08:00[+08:00]"));
        assert_eq!(parse::<civil::Time>("23:59"), Ok(time(23, 59, 0, 0)));
        assert_eq!(parse::<civil::Time>("20:00:00Z"), Ok(time(3, 0, 0, 0)));
    }

    proptest! {
        #[test]
        fn a_moment_comes_back_to_the_second(moment in moment(), hours in -23_i8..=23) {
            let zoned = moment.to_zoned(TimeZone::fixed(Offset::constant(hours)));
            let text = DateTime::from(&zoned).in_own_zone().to_string();
            let year = zoned.year();
            let second = moment.as_nanosecond().div_euclid(1_000_000_000) as i64;
            if (0..=9999).contains(&year) {
                prop_assert_eq!(parse::<Timestamp>(&text).map(Timestamp::as_second), Ok(second));
                let shown = zoned.strftime("%Y-%m-%dT%H:%M:%S").to_string();
                prop_assert_eq!(text.get(..19), Some(&*shown));
            }
            prop_assert_eq!(Timestamp::try_from(DateTime::from(&zoned)), Ok(moment));
        }
    }
}
