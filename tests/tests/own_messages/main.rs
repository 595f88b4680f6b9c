//! A bank whose messages are all derived: what they read, write and refuse, and what a call with them is.
#![expect(clippy::expect_used, reason = "a test that cannot go on says so")]

mod twins;

use snap_bi::testing::{FakeAnswer, FakeBank};
use snap_bi::{
    Amount, Answer as _, Any, Context, Extra, Map, Model, Number, Object, SnapError, SnapModel, Violation, snap_service,
};

/// A transfer, with one member for each kind of rule.
#[derive(Clone, Default, PartialEq, SnapModel)]
#[snap(
    at_least_one("accountNo", "cardToken"),
    exactly_one("email", "phoneNo"),
    all_or_none("minAmount", "maxAmount"),
    needs("endDate", "startDate"),
    one_group(["serviceId", "customerNo"], ["virtualAccountNo"]),
    same("virtualAccountNo", "serviceId", "customerNo"),
    same_as_header(field = "journeyId", header = "X-EXTERNAL-ID"),
    order("startDate", "endDate"),
    below("minAmount.value", "maxAmount.value"),
    within(from = "startDate", to = "endDate", at_most(days = 31)),
    length(field = "remark", max = 5, when(equals("info.channel" = ["CIMB", "ALLO"]))),
)]
pub struct TransferRequest {
    /// Our reference.
    #[snap(presence = "M", max = 12)]
    pub partner_reference_no: Option<String>,
    /// What is moved.
    #[snap(presence = "M", precision(6, 2), decimals = zero, currency(values("IDR")))]
    pub amount: Option<Amount>,
    /// Where it goes.
    #[snap(min = 3, max = 16, format = "digits")]
    pub account_no: Option<String>,
    /// Stands for a card.
    #[snap(presence = "C", when(absent = "accountNo"), sensitive)]
    pub card_token: Option<String>,
    /// What a customer knows.
    #[snap(rename = "PIN", exact = 6, format = "digits", sensitive)]
    pub pin: Option<String>,
    /// Who pays the fee.
    #[snap(values("OUR", "BEN"))]
    pub fee_type: Option<String>,
    /// What it is for; others are allowed.
    #[snap(values("SALARY", "LOAN"), open, max = 8)]
    pub purpose: Option<String>,
    /// Of a card.
    #[snap(pattern = "[0-9]{4}-[0-9]{4}")]
    pub masked: Option<String>,
    /// Padded.
    #[snap(pad(left = " ", to = 8), format = "digits")]
    pub service_id: Option<String>,
    /// Of the customer.
    pub customer_no: Option<String>,
    /// Both joined.
    pub virtual_account_no: Option<String>,
    /// A number as text.
    #[snap(precision(3, 1))]
    pub rate: Option<String>,
    /// A number.
    #[snap(max = 3, format = "integer")]
    pub times: Option<Number>,
    /// A boolean.
    pub urgent: Option<bool>,
    /// Texts.
    #[snap(min_items = 1, max_items = 2, items(max = 3, format = "alphanumeric"))]
    pub codes: Option<Vec<String>>,
    /// Amounts by name.
    #[snap(items(precision(4, 0), currency(presence = "O", max = 3)))]
    pub fees: Option<Map<Amount>>,
    /// Two of them.
    #[snap(exact_items = 2)]
    pub pair: Option<Vec<Any>>,
    /// Messages.
    pub origin_hosts: Option<Vec<Host>>,
    /// Open.
    #[snap(nullable)]
    pub info: Option<Info>,
    /// From.
    #[snap(format = "date")]
    pub start_date: Option<String>,
    /// To.
    #[snap(format = "date")]
    pub end_date: Option<String>,
    /// Least.
    pub min_amount: Option<Amount>,
    /// Most.
    pub max_amount: Option<Amount>,
    /// One of two.
    #[snap(format = "email")]
    pub email: Option<String>,
    /// One of two.
    pub phone_no: Option<String>,
    /// The call.
    pub journey_id: Option<String>,
    /// Free.
    pub remark: Option<String>,
    /// What the bank sends besides.
    pub extra: Extra,
}

/// Where a call comes from.
#[derive(Clone, Default, PartialEq, SnapModel)]
pub struct Host {
    /// Its address.
    #[snap(presence = "M", rename = "IP", format = "ipv4")]
    pub ip: Option<String>,
    /// Must be there for some of the root's.
    #[snap(presence = "C", when(all(equals("/feeType" = "OUR"), present = "../urgent")))]
    pub name: Option<String>,
    /// What else.
    pub extra: Extra,
}

/// What the bank adds.
#[derive(Clone, Default, PartialEq, SnapModel)]
#[snap(name = "AdditionalInfo")]
pub struct Info {
    /// The channel.
    pub channel: Option<String>,
    /// Anything.
    pub more: Option<Object>,
    /// What else.
    pub extra: Extra,
}

/// The answer.
#[derive(Clone, Default, PartialEq, SnapModel)]
pub struct TransferResponse {
    /// The code.
    #[snap(presence = "M", exact = 7)]
    pub response_code: Option<String>,
    /// Its text.
    #[snap(presence = "M", max = 150)]
    pub response_message: Option<String>,
    /// The bank's reference.
    #[snap(presence = "C", when(success), max = 64)]
    pub reference_no: Option<String>,
    /// Ours again.
    #[snap(presence = "C", when(present = "request:partnerReferenceNo"))]
    pub partner_reference_no: Option<String>,
    /// What else.
    pub extra: Extra,
}

/// My own bank.
#[snap_service(provider = "own", signing = symmetric)]
pub trait OwnBank {
    /// Moves money.
    #[endpoint(
        POST, "/v1.0/transfer", service_code = "18", effect = moves_money, no_status = "The bank calls by telephone.",
    )]
    async fn transfer(&self, request: TransferRequest) -> Result<TransferResponse, SnapError>;
}

const GOOD: &str = r#"{"partnerReferenceNo":"P-1","amount":{"value":"100.00","currency":"IDR"},"accountNo":"12345","PIN":"654321","feeType":"OUR","purpose":"OTHER","masked":"1234-5678","serviceId":"     123","customerNo":"45","virtualAccountNo":"     12345","rate":"12.5","times":12,"urgent":true,"codes":["a1"],"fees":{"bank":{"value":"10"}},"pair":[1.50,null],"originHosts":[{"IP":"10.0.0.1","name":"a"}],"info":{"channel":"APP","more":{"x":1e3}},"startDate":"2024-01-31","endDate":"2024-02-29","minAmount":{"value":"9.00","currency":"IDR"},"maxAmount":{"value":"10.00","currency":"IDR"},"email":"budi@example.com","remark":"123456","new":{"a":1.50}}"#;

fn good() -> TransferRequest {
    TransferRequest::from_json(GOOD.as_bytes()).expect("a JSON object")
}

fn lines(found: &[Violation]) -> Vec<String> {
    found.iter().map(|violation| format!("{} {}", violation.path, violation.rule.code())).collect()
}

fn broken(request: &TransferRequest, context: &Context<'_>) -> Vec<String> {
    request.validate_with(context).map_or_else(|found| lines(found.as_slice()), |()| Vec::new())
}

#[test]
fn what_was_read_is_written_again_member_by_member() {
    let request = good();
    assert_eq!(String::from_utf8_lossy(&request.to_json()), GOOD);
    assert_eq!(request.extra.get("new"), Some(r#"{"a":1.50}"#));
    assert_eq!(request.validate(), Ok(()));
    // Other forms than promised are read, kept and told.
    let odd =
        r#"{"partnerReferenceNo":12345678901234567890,"urgent":"yes","originHosts":{"IP":"10.0.0.1"},"info":null}"#;
    let request = TransferRequest::from_json(odd.as_bytes()).expect("a JSON object");
    assert_eq!(String::from_utf8_lossy(&request.to_json()), odd);
    assert_eq!(request.partner_reference_no.as_deref(), Some("12345678901234567890"));
    let shapes = ["partnerReferenceNo wrong_shape", "originHosts wrong_shape", "urgent wrong_shape"];
    let found = lines(&request.check());
    assert!(shapes.iter().all(|shape| found.iter().any(|line| line == shape)), "{found:?}");
    assert!(!found.iter().any(|line| line.starts_with("info")), "a null is part of its contract: {found:?}");
}

#[test]
fn what_is_sensitive_is_not_shown() {
    let shown = format!("{:?}", good().with_card_token("4f1c"));
    assert!(shown.starts_with("TransferRequest {") && shown.contains("AdditionalInfo {"), "{shown}");
    assert!(shown.contains(r#""PIN": [redacted]"#), "{shown}");
    assert!(!shown.contains("654321") && !shown.contains("4f1c"), "{shown}");
}

#[test]
fn every_rule_that_is_broken_is_found_at_its_path() {
    type Change = fn(&mut TransferRequest);
    let changes: &[(Change, &str)] = &[
        (|m| m.partner_reference_no = None, "partnerReferenceNo missing"),
        (|m| m.partner_reference_no = Some(String::new()), "partnerReferenceNo empty"),
        (|m| m.partner_reference_no = Some("P-00000000001".into()), "partnerReferenceNo too_long"),
        (|m| m.amount = Some(Amount::idr(1_000_000)), "amount.value precision"),
        (|m| m.amount = Some(Amount::parse("1.50", "IDR").expect("an amount")), "amount.value decimals"),
        (|m| m.amount = Some(Amount::usd(1)), "amount.currency not_in_list"),
        (|m| m.account_no = Some("12".into()), "accountNo too_short"),
        (|m| m.account_no = Some("12345678901234567".into()), "accountNo too_long"),
        (|m| m.account_no = Some("12a".into()), "accountNo format"),
        (|m| m.pin = Some("12345".into()), "PIN not_exact"),
        (|m| m.pin = Some("12345a".into()), "PIN format"),
        (|m| m.fee_type = Some("SHA".into()), "feeType not_in_list"),
        (|m| m.purpose = Some("SOMETHING".into()), "purpose too_long"),
        (|m| m.masked = Some("1234-567".into()), "masked pattern"),
        (|m| m.rate = Some("12".into()), "rate precision"),
        (|m| m.times = Some(Number::from(1234_u32)), "times digits"),
        (|m| m.times = Number::from_text("1.5"), "times not_whole"),
        (|m| m.codes = Some(vec![]), "codes too_few"),
        (|m| m.codes = Some(vec!["a".into(); 3]), "codes too_many"),
        (|m| m.codes = Some(vec!["a".into(), "abcd".into()]), "codes[1] too_long"),
        (|m| m.codes = Some(vec!["a-b".into()]), "codes[0] format"),
        (|m| m.fees = Some([("x".to_owned(), Amount::idr(1))].into_iter().collect()), "fees.x.value precision"),
        (|m| m.fees = Some([("x".to_owned(), Amount::default())].into_iter().collect()), "fees.x.value missing"),
        (|m| m.pair = Some(vec![Any::from_text("a")]), "pair not_count"),
        (|m| m.origin_hosts = Some(vec![Host::default().with_name("a")]), "originHosts[0].IP missing"),
        (|m| m.origin_hosts = Some(vec![Host::new("x").with_name("a")]), "originHosts[0].IP format"),
        (|m| m.origin_hosts = Some(vec![Host::new("10.0.0.1")]), "originHosts[0].name missing"),
        (|m| m.start_date = Some("2024-02-30".into()), "startDate format"),
        (|m| m.email = Some("budi".into()), "email format"),
        (|m| m.phone_no = Some("0812".into()), " exactly_one"),
        (|m| m.min_amount = None, " all_or_none"),
        (|m| m.start_date = None, " needs"),
        (|m| m.virtual_account_no = Some("     12346".into()), "virtualAccountNo not_same"),
        (|m| m.end_date = Some("2024-01-30".into()), "endDate not_after"),
        (|m| m.end_date = Some("2024-03-03".into()), "endDate too_far"),
        (|m| m.min_amount = Some(Amount::idr(10)), "maxAmount.value not_above"),
        (|m| m.info = Some(Info::new().with_channel("CIMB")), "remark too_long"),
    ];
    for (change, expected) in changes {
        let mut request = good();
        change(&mut request);
        assert_eq!(broken(&request, &Context::default()), [*expected], "{expected}");
    }
}

#[test]
fn what_one_change_breaks_twice_is_told_twice() {
    let mut request = good();
    request.account_no = None;
    assert_eq!(broken(&request, &Context::default()), ["cardToken missing", " at_least_one"]);
    let mut request = good().with_service_id("123");
    request.virtual_account_no = None;
    assert_eq!(broken(&request, &Context::default()), ["serviceId padding"]);
    request.customer_no = None;
    assert_eq!(broken(&request, &Context::default()), ["serviceId padding", " one_group"]);
}

#[test]
fn headers_are_looked_at_where_there_are_any() {
    let headers = |name: &str| name.eq_ignore_ascii_case("X-EXTERNAL-ID").then_some("77");
    let context = Context::with_headers(&headers);
    assert!(broken(&good().with_journey_id("77"), &context).is_empty());
    assert_eq!(broken(&good().with_journey_id("78"), &context), ["journeyId not_same_as_header"]);
    assert!(broken(&good().with_journey_id("78"), &Context::default()).is_empty());
}

#[test]
fn a_response_is_judged_by_its_code_and_by_what_was_asked() {
    let judged = |json: &str, context: &Context<'_>| {
        let response = TransferResponse::from_json(json.as_bytes()).expect("a JSON object");
        lines(&response.check_with(context))
    };
    let asked = good();
    let context = Context::default().answering(&asked);
    let success = r#"{"responseCode":"2001800","responseMessage":"Successful"}"#;
    assert_eq!(judged(success, &Context::default()), ["referenceNo missing"]);
    assert_eq!(judged(success, &context), ["referenceNo missing", "partnerReferenceNo missing"]);
    assert!(judged(r#"{"responseCode":"4031814","responseMessage":"Insufficient Funds"}"#, &context).is_empty());
    assert_eq!(judged(r#"{"responseCode":"4031814"}"#, &context), ["responseMessage missing"]);
}

#[tokio::test]
async fn a_call_takes_and_gives_them() {
    let bank = FakeBank::new();
    let answer = TransferResponse::default()
        .with_response_code("2001800")
        .with_response_message("Successful")
        .with_reference_no("R-1")
        .with_partner_reference_no("P-1");
    bank.answers(OwnBankClient::TRANSFER, FakeAnswer::message(&answer))
        .answers(OwnBankClient::TRANSFER, FakeAnswer::code("4031814", "Insufficient Funds"));
    let client = OwnBankClient::new(bank.client().expect("a client"));

    let mandatory = TransferMandatory { partner_reference_no: "P-1", amount: Amount::idr(100) };
    let request =
        TransferRequest::new(mandatory).with_account_no("12345").with_phone_no("0812").with_virtual_account_no("1");
    let reply = client.transfer(&request).await.expect("an answer");
    assert_eq!(*reply, answer);
    assert_eq!((reply.response_code(), reply.response_message()), (Some("2001800"), Some("Successful")));
    let seen = bank.calls();
    assert_eq!(seen[0].message::<TransferRequest>().expect("a request"), request);

    let error = client.transfer(&request).await.expect_err("a refusal");
    assert!(matches!(&error, SnapError::Rejected(verdict) if verdict.code().to_string() == "4031814"), "{error}");
    // What is wrong goes nowhere.
    let error = client.transfer(&TransferRequest::default()).await.expect_err("nothing is given");
    assert!(matches!(error, SnapError::InvalidRequest(_)), "{error}");
    assert_eq!(bank.calls().len(), 2);
}
