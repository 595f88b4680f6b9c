//! What became of a call: every service of the spec that names a status service can be asked about, from its documented
//! requests, by a question that its own table allows.
#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot go on says so")]

#[allow(dead_code, reason = "what is sent is verified elsewhere")]
mod bank;

use std::collections::BTreeSet;

use bank::Bank;
use bank::exchange::KEY;
use snap_bi::faspay::{self, disbursement};
use snap_bi::signing::PrivateKey;
use snap_bi::{
    Context, Credentials, ExternalIds, MessageEntry, MessageKind, Model as _, Outcome, PollSchedule, Question, Sent,
    Settled,
};
use snap_codegen::ir::Service;
use snap_codegen::json::{self, Node, Value};
use snap_tests::{spec, valid};

/// Services of the spec that name a status service.
const ASKED: usize = 78;

fn questions() -> impl Iterator<Item = (&'static str, &'static Question)> {
    snap_bi::PROVIDERS.iter().flat_map(|entry| entry.inquiries.iter().map(move |question| (entry.name, *question)))
}

fn service(provider: &str, name: &str) -> &'static Service {
    spec().catalogue.provider(provider).and_then(|provider| provider.service(name)).expect("a service of the spec")
}

fn request(provider: &str, service: &str) -> &'static MessageEntry {
    let entry = snap_bi::PROVIDERS.iter().find(|entry| entry.name == provider).expect("a provider");
    let is_it = |entry: &&MessageEntry| entry.service == service && entry.kind == MessageKind::Request;
    entry.messages.iter().find(is_it).expect("a request")
}

/// With an external ID as the client makes it for this provider.
fn sent(question: &Question) -> Sent {
    let ids = ExternalIds::new(question.first.signing.external_id);
    Sent::new().external_id(ids.next()).time("2020-12-21T17:01:11+07:00")
}

/// Puts what whoever asks must give into a question.
fn give(question: &Question, provider: &str, query: &mut Node) {
    let status = service(provider, question.status.service);
    let whole = valid::message(&spec().catalogue, status, &status.request, false);
    for path in question.ask {
        let value = path.split('.').fold(&whole, |node, name| node.get(name).expect("a member of the question"));
        put(query, &path.split('.').collect::<Vec<_>>(), value);
    }
    // What is given was made up beside what was filled.
    if !question.ask.is_empty() {
        valid::agree(query, &status.request.rules);
    }
}

fn put(object: &mut Node, path: &[&str], value: &Node) {
    let (Value::Object(members), Some((first, rest))) = (&mut object.value, path.split_first()) else { return };
    let at = members.iter().position(|member| member.name == *first).unwrap_or_else(|| {
        let node = valid::node(Value::Object(Vec::new()));
        members.push(snap_codegen::json::Member { name: (*first).to_owned(), start: 0, len: 0, node });
        members.len() - 1
    });
    if rest.is_empty() { members[at].node = value.clone() } else { put(&mut members[at].node, rest, value) }
}

#[test]
fn every_service_with_a_status_service_says_how_it_is_asked() {
    let catalogue = &spec().catalogue;
    let of_spec: BTreeSet<_> = catalogue
        .services()
        .filter_map(|(provider, _, service)| Some((&*provider.name, &*service.name, service.status.as_ref()?.as_str())))
        .collect();
    let asked: BTreeSet<_> = questions().map(|(name, q)| (name, q.first.service, q.status.service)).collect();
    assert_eq!(of_spec, asked);
    assert_eq!(asked.len(), ASKED);
    for (_, question) in questions() {
        assert_eq!(question.first.status, Some(question.status.service), "the metadata name it too");
    }
}

/// The question about a call with this request, as text; what is wrong with it, if its table does not allow it.
fn asked(provider: &str, question: &Question, request_json: &str, sent: &Sent) -> Result<String, String> {
    let query = question.query(request_json.as_bytes(), sent);
    let mut query = json::parse(std::str::from_utf8(&query).expect("UTF-8")).expect("JSON");
    give(question, provider, &mut query);
    let query = query.to_text();
    let model = (request(provider, question.status.service).decode)(query.as_bytes()).expect("a question");
    match model.any_validate(&Context::default()) {
        Ok(()) => Ok(query),
        Err(violations) => Err(format!("{provider} {}: {violations}: {query}", question.first.service)),
    }
}

#[test]
fn a_documented_request_gives_a_question_that_its_table_allows() {
    let (mut services, mut documented, mut answered) = (0, 0, 0);
    for (provider, question) in questions() {
        let first = service(provider, question.first.service);
        // What could not have been sent is not asked about.
        let may_be_sent = |json: &str| {
            let model = (request(provider, &first.name).decode)(json.as_bytes()).expect("a request");
            model.any_validate(&Context::default()).is_ok()
        };
        let samples = first.samples.iter().filter_map(|sample| Some((&sample.request.as_ref()?.text, sample)));
        let samples: Vec<_> = samples.filter(|(json, _)| may_be_sent(json)).collect();
        for (json, sample) in &samples {
            if let Err(error) = asked(provider, question, json, &sent(question)) {
                panic!("{}: {error}", sample.name);
            }
            let Some(response) = sample.response.as_ref() else { continue };
            let without = asked(provider, question, json, &sent(question)).ok();
            let with = asked(provider, question, json, &sent(question).response(response.text.as_str())).ok();
            answered += usize::from(with.is_some() && with != without);
        }
        if samples.is_empty() {
            let mut whole = valid::message(&spec().catalogue, first, &first.request, false);
            // The number of an account is two others joined, also where only the status service's page says so.
            let part = |name| whole.get(name).and_then(Node::as_text);
            if let (Some(service), Some(customer)) = (part("partnerServiceId"), part("customerNo")) {
                let joined = valid::text(format!("{service}{customer}"));
                valid::set(&mut whole, "virtualAccountNo", joined);
            }
            let whole = whole.to_text();
            assert!(may_be_sent(&whole), "{provider} {}", first.name);
            asked(provider, question, &whole, &sent(question)).unwrap_or_else(|error| panic!("{error}"));
        }
        documented += usize::from(!samples.is_empty());
        services += 1;
    }
    assert_eq!(services, ASKED);
    assert!(documented >= 35, "only {documented} services have a documented request that may be sent");
    assert!(answered >= 15, "only {answered} documented answers help");
}

fn question(provider: &str, service: &str) -> &'static Question {
    let is_it = |(name, question): &(&str, &Question)| *name == provider && question.first.service == service;
    questions().find(is_it).map(|(_, question)| question).expect("a question")
}

#[test]
fn an_answer_means_what_the_page_means_by_it() {
    let state = |state: &str| format!(r#"{{"responseCode":"2005500","latestTransactionStatus":"{state}"}}"#);
    let refund = |status: &str| {
        format!(
            r#"{{"latestTransactionStatus":"04","refundHistory":[{{"partnerRefundNo":"R-0","partnerReferenceNo":"R-0","refundStatus":"00"}},{{"partnerRefundNo":"R-1","partnerReferenceNo":"R-1","refundStatus":"{status}"}}]}}"#,
        )
    };
    let first = r#"{"partnerReferenceNo":"P-1","partnerRefundNo":"R-1"}"#;
    for (provider, service, answer, expected) in [
        ("aspi", "transfer_interbank", state("00"), Outcome::Success),
        ("aspi", "transfer_interbank", state("03"), Outcome::Pending),
        ("aspi", "transfer_interbank", state("06"), Outcome::Failure),
        ("aspi", "transfer_interbank", state("07"), Outcome::Unknown),
        ("aspi", "transfer_interbank", "{}".to_owned(), Outcome::Unknown),
        ("aspi", "transfer_interbank", state("04"), Outcome::Failure),
        // Of a payment a part may have been refunded.
        ("aspi", "debit_payment_host_to_host", state("04"), Outcome::Pending),
        ("midtrans", "debit_payment_host_to_host", state("09"), Outcome::Failure),
        // The payment is paid: it was not cancelled yet.
        ("aspi", "debit_cancel", state("00"), Outcome::Pending),
        ("aspi", "debit_cancel", state("05"), Outcome::Success),
        // Refunded is said of the payment, and may be about another refund.
        ("dana", "debit_refund", state("04"), Outcome::Unknown),
        ("aspi", "debit_refund", state("04"), Outcome::Unknown),
        ("aspi", "debit_refund", refund("00"), Outcome::Success),
        ("aspi", "debit_refund", refund("03"), Outcome::Pending),
        ("midtrans", "debit_refund", refund("06"), Outcome::Failure),
        ("aspi", "auth_capture", r#"{"latestCaptureStatus":"SUCCESS"}"#.to_owned(), Outcome::Success),
        ("aspi", "auth_capture", r#"{"latestCaptureStatus":"INIT"}"#.to_owned(), Outcome::Pending),
        ("aspi", "auth_void", r#"{"latestVoidStatus":"FAILED"}"#.to_owned(), Outcome::Failure),
        // A reservation that was not captured is one.
        ("midtrans", "auth_payment", state("01"), Outcome::Success),
        ("dana", "debit_payment_host_to_host", state("01"), Outcome::Pending),
        ("doku", "transfer_va_create_va", r#"{"virtualAccountData":{}}"#.to_owned(), Outcome::Success),
        (
            "faspay",
            "transfer_va_payment",
            r#"{"virtualAccountData":{"paymentFlagStatus":"00"}}"#.to_owned(),
            Outcome::Success,
        ),
    ] {
        let found = question(provider, service).outcome(first.as_bytes(), answer.as_bytes());
        assert_eq!(found, expected, "{provider} {service} {answer}");
    }
}

#[tokio::test]
async fn a_generated_client_settles_a_transfer() {
    let answer = r#"{"responseCode":"2003600","responseMessage":"Successful","latestTransactionStatus":"00"}"#;
    let bank = Bank::start(200, answer, None).await;
    let key = PrivateKey::load(KEY.as_bytes()).expect("a test key");
    let credentials = Credentials::asymmetric("82150", key).with_channel_id("88001");
    let client = faspay::Client::new(faspay::Client::builder(&bank.url, credentials).build().expect("a client"));
    let sample = service("faspay", "transfer_interbank").samples[0].request.as_ref().expect("a sample");
    let request = disbursement::TransferInterbankRequest::from_json(sample.text.as_bytes()).expect("a request");
    let sent = Sent::new().response(r#"{"referenceNo":"1234567890123456789012"}"#);
    let settled = client.settle_transfer_interbank(&request, sent).schedule(PollSchedule::once()).await;
    assert!(matches!(settled, Settled::Succeeded(_)), "{settled:?}");
    let seen = bank.calls();
    let reference = request.partner_reference_no.as_deref().expect("a reference");
    let expected = format!(
        r#"{{"originalPartnerReferenceNo":"{reference}","originalReferenceNo":"1234567890123456789012","serviceCode":"18"}}"#,
    );
    assert_eq!((seen.len(), seen[0].target.as_str()), (1, "/account/v1.0/transfer/status"));
    assert_eq!(seen[0].body, expected.as_bytes());
}
