//! Messages that are generated, written by hand: both say the same of whatever comes.

use snap_bi::aspi::history::{
    BankStatementResponse, BankStatementResponseBalance, BankStatementResponseDetailData, DebitAndCreditEntries,
    HasMore,
};
use snap_bi::bri::bank_statement::BankStatementRequest;
use snap_bi::{Extra, Model, Object, SnapModel};

/// A copy of BRI's request.
#[derive(Clone, Default, PartialEq, SnapModel)]
#[snap(
    name = "BankStatementRequest",
    at_least_one("bankCardToken", "accountNo"),
    within(from = "fromDateTime", to = "toDateTime", at_most(months = 1))
)]
struct Request {
    #[snap(max = 64)]
    partner_reference_no: Option<String>,
    #[snap(presence = "C", when(absent = "accountNo"), max = 560, sensitive)]
    bank_card_token: Option<String>,
    #[snap(presence = "C", when(absent = "bankCardToken"), max = 15, format = "digits", sensitive)]
    account_no: Option<String>,
    #[snap(presence = "M", max = 25, format = "datetime")]
    from_date_time: Option<String>,
    #[snap(presence = "M", max = 25, format = "datetime")]
    to_date_time: Option<String>,
    additional_info: Option<Object>,
    extra: Extra,
}

/// A copy of the national response, of generated parts.
#[derive(Clone, Default, PartialEq, SnapModel)]
#[snap(name = "BankStatementResponse")]
struct Response {
    #[snap(presence = "M", max = 7)]
    response_code: Option<String>,
    #[snap(presence = "M", max = 150)]
    response_message: Option<String>,
    #[snap(presence = "C", when(success), max = 64)]
    reference_no: Option<String>,
    #[snap(max = 64)]
    partner_reference_no: Option<String>,
    balance: Option<Vec<BankStatementResponseBalance>>,
    total_credit_entries: Option<DebitAndCreditEntries>,
    total_debit_entries: Option<DebitAndCreditEntries>,
    has_more: Option<HasMore>,
    #[snap(max = 25, format = "datetime")]
    last_record_date_time: Option<String>,
    detail_data: Option<Vec<BankStatementResponseDetailData>>,
    additional_info: Option<Object>,
    extra: Extra,
}

/// Both say the same of a message, strictly and leniently, and write and show it alike.
fn alike<G: Model + std::fmt::Debug, D: Model + std::fmt::Debug>(json: &str) -> usize {
    let generated = G::from_json(json.as_bytes()).expect("a JSON object");
    let derived = D::from_json(json.as_bytes()).expect("a JSON object");
    assert_eq!(G::RELATIONS, D::RELATIONS);
    assert_eq!(format!("{generated:?}"), format!("{derived:?}"));
    assert_eq!(generated.to_json(), derived.to_json());
    assert_eq!(generated.check(), derived.check(), "{json}");
    assert_eq!(generated.validate(), derived.validate(), "{json}");
    derived.validate().map_or_else(|found| found.as_slice().len(), |()| 0)
}

#[test]
fn a_message_written_by_hand_is_the_one_that_is_generated() {
    let dates = r#""fromDateTime":"2024-01-01T00:00:00+07:00","toDateTime":"2024-01-31T00:00:00+07:00""#;
    for (json, found) in [
        (format!(r#"{{"accountNo":"1",{dates}}}"#), 0),
        (format!(r#"{{"bankCardToken":"t",{dates},"additionalInfo":{{"a":1}},"new":1}}"#), 0),
        (format!("{{{dates}}}"), 3),
        ("{}".to_owned(), 5),
        (format!(r#"{{"accountNo":"1234567890123456",{dates}}}"#), 1),
        (format!(r#"{{"accountNo":"12a",{dates}}}"#), 1),
        (format!(r#"{{"accountNo":123,"partnerReferenceNo":"{}",{dates}}}"#, "x".repeat(65)), 2),
        (r#"{"accountNo":"1","fromDateTime":"2024-01-01","toDateTime":""}"#.to_owned(), 2),
        (
            r#"{"accountNo":"1","fromDateTime":"2024-01-01T00:00:00Z","toDateTime":"2024-02-01T00:00:01Z"}"#.to_owned(),
            1,
        ),
    ] {
        assert_eq!(alike::<BankStatementRequest, Request>(&json), found, "{json}");
    }
    for (json, found) in [
        (r#"{"responseCode":"2001400","responseMessage":"Successful","referenceNo":"R"}"#, 0),
        (r#"{"responseCode":"2001400","responseMessage":"Successful","hasMore":"Y"}"#, 1),
        (r#"{"responseCode":"4041400"}"#, 1),
        ("{}", 2),
        (
            r#"{"responseCode":"2001400","responseMessage":"S","referenceNo":"R","detailData":[{"amount":{"value":"1"}}],"lastRecordDateTime":"now"}"#,
            6,
        ),
    ] {
        assert_eq!(alike::<BankStatementResponse, Response>(json), found, "{json}");
    }
}
