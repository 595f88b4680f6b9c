//! The shop's own tests: its error handling, without a network.

use std::sync::Arc;
use std::time::Duration;

use shop::{Entry, Module, Paid, PayError, Payout, pay};
use snap_bi::client::SigningKey;
use snap_bi::faspay::disbursement::{TRANSFER_INTERBANK, TRANSFER_STATUS, TransferInterbankRequest};
use snap_bi::faspay::Client;
use snap_bi::signing::PrivateKey;
use snap_bi::testing::{self, FakeAnswer, FakeBank};
use snap_bi::{Amount, Credentials, Model as _, PollSchedule, Secret};

const SOON: PollSchedule = PollSchedule::new().first(Duration::from_millis(5)).deadline(Duration::from_millis(200));

fn payout() -> Payout {
    Payout {
        reference: "2020102900000000000001".into(),
        seller: "Budi Santoso".into(),
        account: "888801000003301".into(),
        amount: Amount::idr(10_000),
        at: "2020-12-21T10:01:11Z".parse().unwrap(),
    }
}

fn status(word: &str) -> FakeAnswer {
    let body = format!(
        r#"{{"responseCode":"2003600","responseMessage":"Successful","originalPartnerReferenceNo":"2020102900000000000001","serviceCode":"18","latestTransactionStatus":"{word}","transactionStatusDesc":"x"}}"#
    );
    FakeAnswer::raw(200, body)
}

#[tokio::test]
async fn every_end_of_a_payment_is_told_apart() {
    let paid = r#"{"responseCode":"2001800","responseMessage":"Successful"}"#;
    for (answer, later, expected) in [
        (FakeAnswer::raw(200, paid), None, "Ok(Yes)"),
        (FakeAnswer::code("4031814", "Insufficient Funds"), None, "Err(Refused"),
        (FakeAnswer::code("4291800", "Too Many Requests"), None, "Err(Later"),
        (FakeAnswer::dropped(), Some(status("00")), "Ok(Yes)"),
        (FakeAnswer::dropped(), Some(status("06")), "Ok(No"),
        (FakeAnswer::dropped(), Some(status("03")), "Ok(Open)"),
        (FakeAnswer::raw(502, "<html>Bad Gateway</html>"), Some(status("00")), "Ok(Yes)"),
        (FakeAnswer::raw(200, "{}"), Some(status("06")), "Ok(No"),
        (FakeAnswer::code("2021800", "Request In Progress"), Some(status("00")), "Ok(Yes)"),
    ] {
        let bank = FakeBank::new();
        bank.answers(&TRANSFER_INTERBANK, answer);
        if let Some(later) = later {
            for _ in 0..200 {
                bank.answers(&TRANSFER_STATUS, later.clone());
            }
        }
        let client = Client::new(bank.client().unwrap());
        let ended = pay(&client, &payout(), SOON).await;
        assert!(format!("{ended:?}").starts_with(expected), "{expected}: {ended:?}");
        let sent = bank.calls().iter().filter(|call| call.endpoint.is_some_and(|endpoint| endpoint.service == "transfer_interbank")).count();
        assert_eq!(sent, 1, "money is sent once");
    }
}

#[tokio::test]
async fn wrong_data_are_named_and_not_sent() {
    let bank = FakeBank::new();
    let client = Client::new(bank.client().unwrap());
    let wrong = Payout { account: "12 34".into(), amount: Amount::idr(0), ..payout() };
    let Err(PayError::Data(members)) = pay(&client, &wrong, SOON).await else { panic!("it was sent") };
    assert!(members.iter().any(|member| member.starts_with("amount")), "{members:?}");
    assert!(bank.calls().is_empty());
}

#[test]
fn dates_go_in_and_come_out() {
    let request = payout().request();
    let text = request.transaction_date.as_deref().unwrap();
    assert_eq!(text, "2020-12-21T17:01:11+07:00");
    let moment: jiff::Timestamp = snap_bi::dates::parse(text).unwrap();
    let again: chrono::DateTime<chrono::FixedOffset> = snap_bi::dates::parse(text).unwrap();
    assert_eq!((moment.as_second(), again), (payout().at.timestamp(), payout().at));
    let other = TransferInterbankRequest::default().with_transaction_date(snap_bi::dates::DateTime::from(moment));
    assert_eq!(other.transaction_date.as_deref(), Some(text));
}

#[test]
fn messages_of_many_kinds_are_stored_in_one_journal() {
    let answer = br#"{"responseCode":"2001800","new":[1,{"a":null}]}"#;
    let journal = vec![
        Entry::Sent(payout().request()),
        Entry::Answered(read(answer)),
        Entry::Note { text: "called them".into(), at: jiff::Timestamp::UNIX_EPOCH },
    ];
    let text = serde_json::to_string(&journal).unwrap();
    assert!(text.contains(r#"{"kind":"sent","partnerReferenceNo":"#), "{text}");
    assert_eq!(serde_json::from_str::<Vec<Entry>>(&text).unwrap(), journal);
}

fn read<M: snap_bi::Model>(json: &[u8]) -> M {
    M::from_json(json).unwrap()
}

#[tokio::test]
async fn a_key_elsewhere_signs_and_may_be_out_of_order() {
    let key = PrivateKey::load(testing::PRIVATE_KEY.as_bytes()).unwrap();
    let module = Arc::new(Module::with(key));
    let credentials = Credentials::asymmetric("82150", SigningKey::Remote(Arc::clone(&module) as _)).with_channel_id("88001");
    let bank = FakeBank::new();
    let client = Client::new(bank.client().unwrap().for_partner(credentials).unwrap());
    bank.answers(&TRANSFER_INTERBANK, FakeAnswer::raw(200, r#"{"responseCode":"2001800"}"#));
    assert_eq!(pay(&client, &payout(), SOON).await.unwrap(), Paid::Yes);
    module.broken.store(true, std::sync::atomic::Ordering::SeqCst);
    let error = pay(&client, &payout(), SOON).await.unwrap_err();
    assert!(error.to_string().contains("module 7 is out of order"), "{error}");
    assert_eq!(bank.calls().len(), 1, "what is not signed is not sent");
}

#[tokio::test]
async fn two_hundred_merchants_share_one_transport() {
    let bank = FakeBank::new();
    let first = bank.client().unwrap();
    let mut merchants = Vec::new();
    for number in 0..200 {
        let key = PrivateKey::load(testing::PRIVATE_KEY.as_bytes()).unwrap();
        let credentials = Credentials::symmetric(format!("{number:05}"), Secret::new(format!("secret-{number}")), key);
        merchants.push(Client::new(first.for_partner(credentials.with_channel_id("88001")).unwrap()));
        bank.answers(&TRANSFER_INTERBANK, FakeAnswer::raw(200, r#"{"responseCode":"2001800"}"#));
    }
    let all: Vec<_> = merchants
        .into_iter()
        .map(|merchant| tokio::spawn(async move { pay(&merchant, &payout(), SOON).await.unwrap() }))
        .collect();
    for paid in all {
        assert_eq!(paid.await.unwrap(), Paid::Yes);
    }
    let mut partners: Vec<_> = bank.calls().iter().map(|call| call.header("X-PARTNER-ID").unwrap().to_owned()).collect();
    partners.sort();
    partners.dedup();
    assert_eq!(partners.len(), 200);
}

#[test]
fn versions_of_the_shop_and_of_the_library_are_one() {
    // These types are in signatures of both.
    let bytes: bytes::Bytes = payout().request().to_json().into();
    let answer = FakeAnswer::raw(200, bytes.clone());
    let _ = answer;
    let headers: fn(&snap_bi::RawReply) -> &http::HeaderMap = snap_bi::RawReply::headers;
    let _ = headers;
    assert!(!zeroize::Zeroizing::new(bytes.to_vec()).is_empty());
}
