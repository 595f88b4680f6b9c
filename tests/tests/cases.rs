//! Real messages that were judged wrongly, with what is right.
#![expect(clippy::expect_used, reason = "a test that cannot go on says so")]

use snap_bi::aspi::balance::BalanceInquiryResponse;
use snap_bi::aspi::qr_mpm::QrMpmNotifyRequest;
use snap_bi::aspi::registration::RegistrationAccountUnbindingResponse;
use snap_bi::aspi::trigger_transfer::{TransferInterbankRequest, TransferInterbankResponse};
use snap_bi::aspi::virtual_account::{TransferVaInquiryRequest, TransferVaInquiryResponse, TransferVaPaymentRequest};
use snap_bi::{Answer as _, Broken, Format, Model, Outcome, bca, dana};

macro_rules! case {
    ($name:literal) => {
        include_bytes!(concat!("../fixtures/cases/", $name, ".json"))
    };
}

/// What a server refuses, and what is observed: the paths.
fn judged<M: Model>(json: &[u8]) -> (Vec<String>, Vec<String>) {
    let message = M::from_json(json).expect("JSON");
    let refused = message.validate_received().err().map(Vec::from_iter).unwrap_or_default();
    let paths = |found: Vec<snap_bi::Violation>| found.iter().map(ToString::to_string).collect();
    (paths(refused), paths(message.check()))
}

/// Nothing is wrong with it, however it is read.
fn passes<M: Model>(json: &[u8]) {
    assert_eq!(judged::<M>(json), (Vec::new(), Vec::new()), "{}", M::NAME);
}

/// A server takes it, and what is not as the spec says is observed.
fn taken<M: Model>(json: &[u8], observed: &[&str]) {
    let (refused, found) = judged::<M>(json);
    assert_eq!(refused, Vec::<String>::new(), "{}", M::NAME);
    let paths: Vec<_> = found.iter().map(|line| line.split(": ").next().expect("a path")).collect();
    assert_eq!(paths, observed, "{}: {found:?}", M::NAME);
}

#[test]
fn case_01_a_reference_of_digits_keeps_its_zeros() {
    let json = case!("01-bca-va-payment-bill-reference");
    let message = TransferVaPaymentRequest::from_json(json).expect("JSON");
    let bills = message.bill_details.as_ref().expect("bills");
    assert_eq!(bills[0].bill_reference_no.as_ref().map(ToString::to_string).as_deref(), Some("00113696201"));
    assert_eq!(String::from_utf8_lossy(&message.to_json()).matches("\"00113696201\"").count(), 2);
    taken::<TransferVaPaymentRequest>(json, &[]);
    passes::<bca::virtual_account::TransferVaPaymentRequest>(json);
    // In another message it is written as what it is: a text, for JSON has no such number.
    let other = TransferVaPaymentRequest::default().with_bill_details(bills.clone());
    let text = String::from_utf8(other.to_json()).expect("UTF-8");
    assert!(snap_codegen::json::parse(&text).is_ok(), "{text}");
}

#[test]
fn cases_02_03_18_and_20_nulls_and_empty_texts_are_absent_members() {
    taken::<TransferVaPaymentRequest>(case!("02-bca-va-payment-nulls-and-empties"), &[]);
    passes::<TransferVaInquiryRequest>(case!("03-bca-va-inquiry-amount-null"));
    passes::<QrMpmNotifyRequest>(case!("18-bca-qris-notify-nulls"));
    taken::<TransferVaInquiryResponse>(case!("20-bca-empty-amounts"), &["virtualAccountData.additionalInfo"]);
    passes::<bca::virtual_account::TransferVaPaymentRequest>(case!("02-bca-va-payment-nulls-and-empties"));
    passes::<bca::virtual_account::TransferVaInquiryRequest>(case!("03-bca-va-inquiry-amount-null"));
    passes::<bca::qr_mpm::QrMpmNotifyRequest>(case!("18-bca-qris-notify-nulls"));
}

#[test]
fn a_mandatory_member_is_missed_whatever_stands_for_nothing() {
    for nothing in ["null", "\"\""] {
        let json = format!(
            r#"{{"partnerServiceId":"       1","customerNo":"1","virtualAccountNo":"       11","inquiryRequestId":{nothing}}}"#
        );
        let (refused, observed) = judged::<TransferVaInquiryRequest>(json.as_bytes());
        assert!(refused.iter().any(|line| line.starts_with("inquiryRequestId: ")), "{refused:?}");
        assert!(observed.iter().any(|line| line.starts_with("inquiryRequestId: ")), "{observed:?}");
    }
}

#[test]
fn cases_04_05_and_08_what_dana_signs_is_taken() {
    let json = case!("04-dana-notify-milliseconds");
    taken::<dana::payment_gateway::DebitNotifyRequest>(json, &["createdTime", "finishedTime"]);
    let message = dana::payment_gateway::DebitNotifyRequest::from_json(json).expect("JSON");
    assert!(message.check().iter().all(|found| matches!(found.rule, Broken::Format(Format::DateTime))));
    taken::<dana::payment_gateway::DebitNotifyRequest>(case!("05-dana-notify-paid-by-qris"), &[]);
    taken::<dana::disbursement::EmoneyTransferBankRequest>(case!("08-dana-transfer-bank-null-boolean"), &[]);
}

#[test]
fn case_14_an_amount_without_decimals_is_the_same_money() {
    taken::<TransferInterbankRequest>(case!("14-bni-amount-without-decimals"), &["amount.value"]);
}

#[test]
fn case_16_a_gateway_hands_out_numbers_of_another_scheme() {
    taken::<TransferVaPaymentRequest>(case!("16-paylabs-va-callback"), &["partnerServiceId", "virtualAccountNo"]);
    // Who says so in his own tables is held to it.
    let (refused, _) = judged::<bca::virtual_account::TransferVaPaymentRequest>(case!("16-paylabs-va-callback"));
    assert!(!refused.is_empty());
}

#[test]
fn case_22_a_list_that_the_provider_did_not_print_does_not_close() {
    passes::<snap_bi::bri::security::AccessTokenB2bResponse>(case!("22-bri-token-type"));
}

#[test]
fn case_24_half_a_character_is_readable_and_observed() {
    let json = case!("24-lone-surrogate");
    let message = BalanceInquiryResponse::from_json(json).expect("JSON");
    assert_eq!(message.response_message.as_deref(), Some("\u{fffd}"));
    let lines: Vec<_> = message.check().iter().map(ToString::to_string).collect();
    assert!(lines.iter().any(|line| line.starts_with("responseMessage: came as a text with half")), "{lines:?}");
    assert_eq!(message.to_json(), json.trim_ascii());
}

#[test]
fn case_25_a_member_that_came_twice_is_observed() {
    taken_with::<snap_bi::aspi::registration::RegistrationAccountBindingRequest>(case!("25-duplicate-member"));
    let json = br#"{"responseCode":"2000900","responseCode":"4000900"}"#;
    let message = RegistrationAccountUnbindingResponse::from_json(json).expect("JSON");
    assert_eq!(message.response_code.as_deref(), Some("4000900"));
    let lines: Vec<_> = message.check().iter().map(ToString::to_string).collect();
    assert!(lines.contains(&"responseCode: came more than once, the last one counts".to_owned()), "{lines:?}");
}

/// An unknown member that came twice is kept twice.
fn taken_with<M: Model>(json: &[u8]) {
    let message = M::from_json(json).expect("JSON");
    assert_eq!(message.to_json(), json.trim_ascii());
}

#[test]
fn case_26_a_code_with_a_blank_is_the_code() {
    let body = TransferInterbankResponse::from_json(case!("26-code-with-space")).expect("JSON");
    let endpoint = &snap_bi::aspi::trigger_transfer::TRANSFER_INTERBANK;
    assert_eq!(
        (body.code().map(|code| code.to_string()).as_deref(), endpoint.outcome(&body)),
        (Some("2001800"), Outcome::Success)
    );
    let lines: Vec<_> = body.check().iter().map(ToString::to_string).collect();
    assert!(lines.iter().any(|line| line.starts_with("responseCode: 8 characters")), "{lines:?}");
}

/// A payment of a virtual account as banks send it, with some members of one's own.
fn payment(members: &str) -> Vec<u8> {
    let own = |name: &str| members.contains(&format!("\"{name}\":"));
    let usual = [
        ("partnerServiceId", r#""   12345""#),
        ("customerNo", r#""00112233""#),
        ("virtualAccountNo", r#""   1234500112233""#),
        ("virtualAccountName", r#""Toko Satu""#),
        ("paymentRequestId", r#""P-1""#),
        ("paidAmount", r#"{"value":"15000.00","currency":"IDR"}"#),
        ("trxDateTime", r#""2024-11-30T10:27:00+07:00""#),
    ];
    let usual = usual.iter().filter(|(name, _)| !own(name)).map(|(name, value)| format!("\"{name}\":{value}"));
    format!("{{{}}}", usual.chain([members.to_owned()]).collect::<Vec<_>>().join(",")).into_bytes()
}

#[test]
fn an_empty_list_for_an_optional_object_is_an_absent_member_as_php_writes_it() {
    let json = payment(r#""totalAmount":[],"additionalInfo":[],"freeTexts":{},"billDetails":"""#);
    taken::<TransferVaPaymentRequest>(&json, &["totalAmount", "freeTexts", "additionalInfo"]);
    let message = TransferVaPaymentRequest::from_json(&json).expect("JSON");
    let again = String::from_utf8(message.to_json()).expect("UTF-8");
    assert!(again.contains(r#""totalAmount":[]"#) && again.contains(r#""freeTexts":{}"#), "as it came: {again}");
    let json = br#"{"responseCode":"4042412","responseMessage":"Bill not found","virtualAccountData":[]}"#;
    taken::<bca::virtual_account::TransferVaInquiryResponse>(json, &["virtualAccountData"]);
    // A mandatory one is missed.
    let (refused, _) = judged::<TransferVaPaymentRequest>(&payment(r#""paidAmount":[]"#));
    assert_eq!(refused, ["paidAmount: came as an array, another JSON form is specified"]);
}

#[test]
fn a_time_as_libraries_write_it_is_taken_readable_and_observed() {
    for text in [
        "2024-11-30T10:27:00+0700",
        "2024-11-30T10:27:00.000+0700",
        "2024-11-30T10:27+07:00",
        "2024-11-30T10:27:00+07",
        "2024-11-30 10:27:00",
        "2024-11-30T03:27:00.0000000Z",
        "20241130102700",
        "1732937220000",
    ] {
        let json = payment(&format!(r#""trxDateTime":"{text}""#));
        taken::<TransferVaPaymentRequest>(&json, &["trxDateTime"]);
        taken::<bca::virtual_account::TransferVaPaymentRequest>(&json, &["trxDateTime"]);
    }
    for text in ["30-11-2024 10:27:00", "2024-11-31T10:27:00+0700", "now"] {
        let (refused, _) = judged::<TransferVaPaymentRequest>(&payment(&format!(r#""trxDateTime":"{text}""#)));
        assert_eq!(refused.len(), 1, "{text}: {refused:?}");
    }
}

#[test]
fn a_phone_number_in_another_form_than_the_standards_is_taken_and_observed() {
    for text in ["081234567890", "+6281234567890"] {
        let json = payment(&format!(r#""virtualAccountPhone":"{text}""#));
        taken::<TransferVaPaymentRequest>(&json, &["virtualAccountPhone"]);
    }
}

#[test]
fn a_code_with_a_line_end_is_taken_as_the_code_that_it_is() {
    for code in ["2005200 ", "2005200\\n"] {
        let json = format!(r#"{{"responseCode":"{code}","responseMessage":"Success"}}"#);
        taken::<snap_bi::aspi::qr_mpm::QrMpmNotifyResponse>(json.as_bytes(), &["responseCode"]);
    }
    let (refused, _) =
        judged::<snap_bi::aspi::qr_mpm::QrMpmNotifyResponse>(br#"{"responseCode":"20052000","responseMessage":"x"}"#);
    assert_eq!(refused, ["responseCode: 8 characters, at most 7 are allowed"]);
}

#[test]
fn an_overdrawn_account_is_taken_of_an_answer_and_no_request_moves_less_than_nothing() {
    let json =
        br#"{"responseCode":"2001100","responseMessage":"Successful","accountNo":"2000100101","name":"Toko Satu",
        "accountInfos":[{"balanceType":"Cash","amount":{"value":"-250000.00","currency":"IDR"},"status":"0001"}]}"#;
    taken::<BalanceInquiryResponse>(json, &["accountInfos[0].amount.value"]);
    let (refused, _) =
        judged::<TransferVaPaymentRequest>(&payment(r#""paidAmount":{"value":"-1.00","currency":"IDR"}"#));
    assert_eq!(refused.len(), 1, "{refused:?}");
    assert!(refused[0].starts_with("paidAmount.value: "), "{refused:?}");
}
