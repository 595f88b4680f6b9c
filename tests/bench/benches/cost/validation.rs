//! Validation of a valid request.

use std::hint::black_box;

use snap_bi::faspay::disbursement::{
    TransferInterbankMandatory, TransferInterbankRequest, TransferInterbankRequestAdditionalInfo,
};
use snap_bi::{Amount, Model as _};

use crate::peers::{Garde, Validator};
use crate::{Row, compare, row};

const REFERENCE: &str = "2020102900000000000001";
const NAME: &str = "Budi Santoso";
const ACCOUNT: &str = "888801000003301";
const SOURCE: &str = "9920000082";
const TIME: &str = "2020-12-21T17:01:11+07:00";
const EMAIL: &str = "budi@example.com";
const CALLBACK: &str = "https://example.com/callback";

pub fn rows() -> Vec<Row> {
    let additional = TransferInterbankRequestAdditionalInfo::new(CALLBACK);
    let amount = Amount::idr(10_000);
    let request = TransferInterbankRequest::new(TransferInterbankMandatory {
        partner_reference_no: REFERENCE,
        amount,
        beneficiary_account_name: NAME,
        beneficiary_account_no: ACCOUNT,
        beneficiary_bank_code: "002",
        source_account_no: SOURCE,
        transaction_date: TIME,
        additional_info: additional,
    })
    .with_beneficiary_email(EMAIL);
    let garde = Garde {
        partner_reference_no: REFERENCE.to_owned(),
        beneficiary_account_name: NAME.to_owned(),
        beneficiary_account_no: ACCOUNT.to_owned(),
        beneficiary_bank_code: "002".to_owned(),
        beneficiary_email: Some(EMAIL.to_owned()),
        source_account_no: SOURCE.to_owned(),
        transaction_date: TIME.to_owned(),
        callback_url: CALLBACK.to_owned(),
    };
    let validator = Validator {
        partner_reference_no: REFERENCE.to_owned(),
        beneficiary_account_name: NAME.to_owned(),
        beneficiary_account_no: ACCOUNT.to_owned(),
        beneficiary_bank_code: "002".to_owned(),
        beneficiary_email: Some(EMAIL.to_owned()),
        source_account_no: SOURCE.to_owned(),
        transaction_date: TIME.to_owned(),
        callback_url: CALLBACK.to_owned(),
    };
    assert!(request.validate().is_ok() && by_hand(&request) && garde.holds() && validator.holds());
    let ours = || black_box(&request).validate().is_ok();
    vec![
        row(
            "validate(), all rules",
            "the same rules by hand",
            Some(1.3),
            compare(20_000, ours, || by_hand(black_box(&request))),
        ),
        row(
            "validate(), all rules",
            "garde 0.23, lengths only",
            None,
            compare(20_000, ours, || black_box(&garde).holds()),
        ),
        row(
            "validate(), all rules",
            "validator 0.21, lengths only",
            None,
            compare(20_000, ours, || black_box(&validator).holds()),
        ),
    ]
}

/// What a careful person would write: every rule of the table, no report.
fn by_hand(request: &TransferInterbankRequest) -> bool {
    let there = |text: &Option<String>, max: usize| {
        text.as_deref().is_some_and(|text| !text.is_empty() && (text.len() <= max || text.chars().count() <= max))
    };
    let at_most = |text: &Option<String>, max: usize| {
        text.as_deref().is_none_or(|text| text.len() <= max || text.chars().count() <= max)
    };
    there(&request.partner_reference_no, 64)
        && request.amount.as_ref().is_some_and(amount)
        && there(&request.beneficiary_account_name, 100)
        && there(&request.beneficiary_account_no, 34)
        && there(&request.beneficiary_bank_code, 3)
        && at_most(&request.beneficiary_email, 50)
        && there(&request.source_account_no, 10)
        && there(&request.transaction_date, 25)
        && request.transaction_date.as_deref().is_some_and(date_time)
        && request.extra.is_empty()
        && request.additional_info.as_ref().is_some_and(|info| {
            at_most(&info.transaction_description, 15)
                && info.instruct_date.as_deref().is_none_or(date_time)
                && there(&info.callback_url, 255)
                && info.callback_url.as_deref().is_some_and(address)
                && info.extra.is_empty()
        })
}

fn amount(amount: &Amount) -> bool {
    let Some((whole, decimals)) = amount.value.as_deref().and_then(|value| value.split_once('.')) else { return false };
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let currency =
        amount.currency.as_deref().is_some_and(|c| c.len() == 3 && c.bytes().all(|b| b.is_ascii_uppercase()));
    (1..=12).contains(&whole.len()) && digits(whole) && decimals == "00" && currency && amount.extra.is_empty()
}

fn address(text: &str) -> bool {
    text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).is_some_and(|rest| {
        !rest.is_empty() && !rest.starts_with('/') && rest.bytes().all(|byte| byte.is_ascii_graphic())
    })
}

fn date_time(text: &str) -> bool {
    let bytes = text.as_bytes();
    let number = |from: usize, to: usize| {
        bytes.get(from..to)?.iter().try_fold(0_u32, |n, b| b.is_ascii_digit().then(|| n * 10 + u32::from(b - b'0')))
    };
    let is = |at: usize, wanted: u8| bytes.get(at) == Some(&wanted);
    let within = |from: usize, to: usize, range: std::ops::RangeInclusive<u32>| {
        number(from, to).is_some_and(|n| range.contains(&n))
    };
    bytes.len() == 25
        && number(0, 4).is_some()
        && is(4, b'-')
        && within(5, 7, 1..=12)
        && is(7, b'-')
        && within(8, 10, 1..=31)
        && is(10, b'T')
        && within(11, 13, 0..=23)
        && is(13, b':')
        && within(14, 16, 0..=59)
        && is(16, b':')
        && within(17, 19, 0..=60)
        && matches!(bytes[19], b'+' | b'-')
        && within(20, 22, 0..=14)
        && is(22, b':')
        && within(23, 25, 0..=59)
}
