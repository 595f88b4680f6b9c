//! Money and dates as programs hold them, into generated messages and out of them.

use chrono::{FixedOffset, NaiveDate, TimeZone as _, Utc};
use snap_bi::aspi::trigger_transfer::{
    TRANSFER_INTRABANK, TransferIntrabankMandatory, TransferIntrabankRequest, TransferIntrabankResponse,
};
use snap_bi::dates::{self, BadDate, Date, DateTime};
use snap_bi::{Amount, AmountError, Context, Model as _};

fn request(amount: Amount, date: impl Into<String>) -> TransferIntrabankRequest {
    TransferIntrabankRequest::new(TransferIntrabankMandatory {
        partner_reference_no: "2020102900000000000001",
        amount,
        beneficiary_account_no: "888801000003301",
        source_account_no: "888801000157508",
        transaction_date: &date.into(),
    })
}

#[test]
fn what_programs_hold_goes_into_a_message_as_it_is() -> Result<(), Box<dyn std::error::Error>> {
    let moment: jiff::Timestamp = "2020-12-17T03:55:00.5Z".parse()?;
    let zoned = moment.to_zoned(jiff::tz::TimeZone::UTC);
    let offset = FixedOffset::west_opt(3_600).ok_or("a zone")?;
    let chrono = offset.with_ymd_and_hms(2020, 12, 17, 2, 55, 0).single().ok_or("a moment")?;
    for (date, text) in [
        (DateTime::from(moment), "2020-12-17T10:55:00+07:00"),
        (DateTime::from(&zoned), "2020-12-17T10:55:00+07:00"),
        (DateTime::from(zoned.clone()).in_own_zone(), "2020-12-17T03:55:00Z"),
        (DateTime::from(chrono), "2020-12-17T10:55:00+07:00"),
        (DateTime::from(chrono).in_own_zone(), "2020-12-17T02:55:00-01:00"),
        (DateTime::from(chrono.to_utc()).at_offset(480), "2020-12-17T11:55:00+08:00"),
    ] {
        let request = request(Amount::idr(10_000), date);
        assert_eq!(request.transaction_date.as_deref(), Some(text));
        request.validate_with(&Context::default().sending(&TRANSFER_INTRABANK))?;
    }
    Ok(())
}

#[test]
fn a_date_comes_out_of_an_answer_as_the_type_that_is_asked_for() -> Result<(), Box<dyn std::error::Error>> {
    let answer = br#"{"responseCode":"2001700","transactionDate":"2020-12-17T10:55:00+07:00"}"#;
    let answer = TransferIntrabankResponse::from_json(answer)?;
    let date = answer.transaction_date.as_deref().unwrap_or_default();
    assert_eq!(dates::parse::<jiff::Timestamp>(date)?.to_string(), "2020-12-17T03:55:00Z");
    assert_eq!(dates::parse::<jiff::Zoned>(date)?.hour(), 10);
    assert_eq!(Some(dates::parse(date)?), Utc.with_ymd_and_hms(2020, 12, 17, 3, 55, 0).single());
    assert_eq!(dates::parse::<jiff::civil::Date>(date), Err(BadDate::HasTime));
    let day = DateTime::parse(date)?.date();
    assert_eq!(Some(NaiveDate::try_from(day)?), NaiveDate::from_ymd_opt(2020, 12, 17));
    assert_eq!(day, Date::from(jiff::civil::date(2020, 12, 17)));
    Ok(())
}

#[test]
fn an_answer_in_another_form_has_the_same_money() -> Result<(), Box<dyn std::error::Error>> {
    let sent = request(Amount::idr(10_000), "2020-12-17T10:55:00+07:00");
    for value in [r#""10000.00""#, r#""10000""#, "10000", "10000.0"] {
        let json = format!(r#"{{"responseCode":"2001700","amount":{{"value":{value},"currency":"IDR"}}}}"#);
        let answer = TransferIntrabankResponse::from_json(json.as_bytes())?;
        assert_eq!(answer.amount, sent.amount, "{value}");
        assert_eq!(String::from_utf8(answer.to_json())?, json);
    }
    // Messages are compared by their money too, and written each as it was.
    let whole = request(Amount::whole(10_000, "IDR"), "2020-12-17T10:55:00+07:00");
    assert_eq!(whole, sent);
    assert_ne!(whole.to_json(), sent.to_json());
    Ok(())
}

#[test]
fn bills_are_added_up_without_a_detour() -> Result<(), AmountError> {
    let bills = [Amount::parse("12500", "IDR")?, "IDR 7499.5".parse()?, Amount::idr(1)];
    let total = Amount::sum("IDR", &bills)?;
    let fee = total.checked_mul(snap_bi::Decimal::new(7, 3))?;
    assert_eq!((total.to_string().as_str(), fee.to_string().as_str()), ("IDR 20000.50", "IDR 140.0035"));
    // A fee of four decimals is no amount of the standard, and nothing is rounded in silence.
    let found = request(fee, "2020-12-17T10:55:00+07:00").validate().map_err(|violations| violations.to_string());
    assert_eq!(
        found,
        Err("amount.value: must be a number of up to 16 digits, a point and exactly 2 decimals".to_owned())
    );
    assert!(total.checked_sub(&Amount::usd(1)).is_err());
    Ok(())
}

#[test]
fn what_cannot_be_meant_is_told_before_it_is_sent() {
    let sending = Context::default().sending(&TRANSFER_INTRABANK);
    let mut request = request(Amount::idr(0), "2020-12-17T10:55:00+07:00");
    request.partner_reference_no = Some("  ".to_owned());
    assert!(request.validate().is_ok());
    let found = request.validate_with(&sending).map_err(|violations| violations.to_string());
    assert_eq!(
        found,
        Err("partnerReferenceNo: only white space, it is mandatory: write the value that is meant\n\
             amount.value: is zero, and the call moves money: write the amount that is to be moved"
            .to_owned())
    );
}
