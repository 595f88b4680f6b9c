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
    assert!(request.validate().is_ok() && by_hand(&request).is_empty() && garde.holds() && validator.holds());
    same_findings(&request);
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

/// A rule that a member breaks.
struct Wrong {
    path: &'static str,
    rule: &'static str,
}

/// What a careful person would write: every rule of the table, days by the calendar, and which members are wrong, for that is
/// what `validate()` says. All paths are known beforehand here, so none is put together. That it is as much is
/// [checked](same_findings).
fn by_hand(request: &TransferInterbankRequest) -> Vec<Wrong> {
    let mut wrong = Vec::new();
    let mut expect = |holds: bool, path, rule| {
        if !holds {
            wrong.push(Wrong { path, rule });
        }
    };
    let there = |text: &Option<String>, max: usize| {
        text.as_deref().is_some_and(|text| !text.is_empty() && (text.len() <= max || text.chars().count() <= max))
    };
    let at_most = |text: &Option<String>, max: usize| {
        text.as_deref().is_none_or(|text| text.len() <= max || text.chars().count() <= max)
    };
    expect(request.extra.is_empty(), "", "nothing else");
    expect(there(&request.partner_reference_no, 64), "partnerReferenceNo", "at most 64 characters");
    match &request.amount {
        Some(Amount { value, currency, extra, .. }) => {
            expect(extra.is_empty(), "amount", "nothing else");
            expect(value.as_deref().is_some_and(number), "amount.value", "12 digits, a point, two zeros");
            expect(currency.as_deref().is_some_and(code), "amount.currency", "three capital letters");
        }
        None => expect(false, "amount", "mandatory"),
    }
    expect(there(&request.beneficiary_account_name, 100), "beneficiaryAccountName", "at most 100 characters");
    expect(there(&request.beneficiary_account_no, 34), "beneficiaryAccountNo", "at most 34 characters");
    expect(there(&request.beneficiary_bank_code, 3), "beneficiaryBankCode", "at most 3 characters");
    expect(at_most(&request.beneficiary_email, 50), "beneficiaryEmail", "at most 50 characters");
    expect(there(&request.source_account_no, 10), "sourceAccountNo", "at most 10 characters");
    expect(request.transaction_date.as_deref().is_some_and(date_time), "transactionDate", "a date and time");
    match &request.additional_info {
        Some(info) => {
            expect(info.extra.is_empty(), "additionalInfo", "nothing else");
            let instruct = info.instruct_date.as_deref();
            let holds = instruct.is_none_or(|text| text.is_empty() || date_time(text));
            expect(holds, "additionalInfo.instructDate", "a date and time");
            let holds = at_most(&info.transaction_description, 15);
            expect(holds, "additionalInfo.transactionDescription", "at most 15 characters");
            let holds = there(&info.callback_url, 255) && info.callback_url.as_deref().is_some_and(address);
            expect(holds, "additionalInfo.callbackUrl", "an address of at most 255 characters");
        }
        None => expect(false, "additionalInfo", "mandatory"),
    }
    wrong
}

/// Both find the same in requests that are wrong, or else they would not do the same.
fn same_findings(good: &TransferInterbankRequest) {
    let long = "x".repeat(300);
    for text in
        [long.as_str(), "", "x", "2021-02-29T17:01:11+07:00", "2020-02-29T17:01:11Z", "https://a", "1.00", "IDR"]
    {
        let mut bad = good.clone();
        let value = || Some(text.to_owned());
        bad.partner_reference_no = value();
        bad.amount = Some(Amount::default());
        if let Some(amount) = &mut bad.amount {
            (amount.value, amount.currency) = (value(), value());
        }
        (bad.beneficiary_account_name, bad.beneficiary_account_no) = (value(), value());
        (bad.beneficiary_bank_code, bad.beneficiary_email, bad.source_account_no) = (value(), value(), value());
        bad.transaction_date = value();
        if let Some(info) = &mut bad.additional_info {
            (info.instruct_date, info.transaction_description, info.callback_url) = (value(), value(), value());
        }
        let by_hand = by_hand(&bad);
        let told = by_hand.iter().map(|wrong| format!("{}: {}", wrong.path, wrong.rule)).collect::<Vec<_>>().join(", ");
        let mut theirs: Vec<_> = by_hand.iter().map(|wrong| wrong.path).collect();
        let violations = bad.validate().expect_err("it is wrong");
        let mut ours: Vec<_> = violations.iter().map(|violation| violation.path.as_str()).collect();
        ours.sort_unstable();
        theirs.sort_unstable();
        assert_eq!(ours, theirs, "{text}: {violations}; {told}");
    }
}

fn number(text: &str) -> bool {
    text.split_once('.').is_some_and(|(whole, decimals)| {
        (1..=12).contains(&whole.len()) && whole.bytes().all(|byte| byte.is_ascii_digit()) && decimals == "00"
    })
}

fn code(text: &str) -> bool {
    text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase())
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
    let within =
        |from: usize, to: usize, range: std::ops::RangeInclusive<u32>| number(from, to).filter(|n| range.contains(n));
    let (Some(year), Some(month), Some(day)) = (number(0, 4), within(5, 7, 1..=12), within(8, 10, 1..=31)) else {
        return false;
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    let zone = match bytes.len() {
        20 => is(19, b'Z'),
        25 => {
            let sign = is(19, b'+') || is(19, b'-');
            sign && within(20, 22, 0..=23).is_some() && is(22, b':') && within(23, 25, 0..=59).is_some()
        }
        _ => false,
    };
    day <= days
        && is(4, b'-')
        && is(7, b'-')
        && is(10, b'T')
        && within(11, 13, 0..=23).is_some()
        && is(13, b':')
        && within(14, 16, 0..=59).is_some()
        && is(16, b':')
        && within(17, 19, 0..=59).is_some()
        && zone
}
