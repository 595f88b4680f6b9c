//! Calls are written down before they are sent, and asked about after a crash.
#![cfg(feature = "client")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says so by failing")]

mod client_support;

use std::error::Error;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use client_support::inquiry::*;
use client_support::service::*;
use client_support::{Answer, Bank};
use snap_core::client::OutboxFuture;
use snap_core::{Intent, Model as _, Outbox, PollSchedule, RawReply, Settled, SnapError};

/// What outlives a crash: lines of JSON.
#[derive(Default)]
struct Journal {
    lines: Mutex<Vec<String>>,
    refuses: bool,
    hangs: bool,
}

impl Journal {
    fn lines(&self) -> Vec<String> {
        self.lines.lock().unwrap().clone()
    }
}

impl Outbox for Journal {
    fn about_to_send<'a>(&'a self, intent: &'a Intent) -> OutboxFuture<'a, Result<(), Box<dyn Error + Send + Sync>>> {
        Box::pin(async move {
            if self.hangs {
                std::future::pending::<()>().await;
            }
            if self.refuses {
                return Err("the disk is full".into());
            }
            let (intent, request) = (serde_json::to_string(intent)?, std::str::from_utf8(intent.request())?);
            self.lines.lock().unwrap().extend([intent, request.to_owned()]);
            Ok(())
        })
    }

    fn answered<'a>(&'a self, intent: &'a Intent, result: Result<&'a RawReply, &'a SnapError>) -> OutboxFuture<'a, ()> {
        let word = match result {
            Ok(_) => "done",
            Err(error) if error.is_ambiguous() => "open",
            Err(_) => "failed",
        };
        let id = intent.external_id.as_deref().unwrap();
        self.lines.lock().unwrap().push(format!("{word} {id}"));
        Box::pin(async {})
    }
}

#[tokio::test]
async fn a_call_that_changes_something_is_written_down_before_it_is_sent() {
    let bank = Bank::start(|_, _| Answer::json(200, GOOD)).await;
    let journal = Arc::new(Journal::default());
    let client = builder(&bank, symmetric()).outbox(Arc::clone(&journal)).build().unwrap();
    client.call::<_, Reply>(&PLAIN_TRANSFER, &transfer()).await.unwrap();
    let lines = journal.lines();
    let id = bank.seen()[0].header("x-external-id").unwrap().to_owned();
    let time = bank.seen()[0].header("x-timestamp").unwrap().to_owned();
    assert_eq!(
        lines[0],
        format!(
            r#"{{"provider":"testbank","service":"transfer","external_id":"{id}","time":"{time}","references":[["partnerReferenceNo","REF-0001"]]}}"#,
        ),
    );
    assert_eq!(lines[1..], [String::from_utf8(transfer().to_json()).unwrap(), format!("done {id}")]);
    assert!(!lines[0].contains(ACCOUNT));
    // A question changes nothing, and nothing is written.
    let query = INQUIRY.query(&transfer(), &snap_core::Sent::new());
    let _ = client.call::<_, State>(&STATUS, &query).await;
    assert_eq!(journal.lines().len(), 3);
}

#[tokio::test]
async fn what_cannot_be_written_down_is_not_sent() {
    let bank = Bank::start(|_, _| Answer::json(200, GOOD)).await;
    for (journal, cause) in [
        (Journal { refuses: true, ..Journal::default() }, "the disk is full"),
        (Journal { hangs: true, ..Journal::default() }, "time ran out, and the call had not been written down"),
    ] {
        let client =
            builder(&bank, symmetric()).total_timeout(Duration::from_millis(100)).outbox(journal).build().unwrap();
        let error = client.call::<_, Reply>(&PLAIN_TRANSFER, &transfer()).await.unwrap_err();
        assert!(matches!(error, SnapError::NotSent(_)) && !error.is_ambiguous(), "{error:?}");
        assert!(error.to_string().contains(cause), "{error}");
    }
    assert_eq!(bank.seen().len(), 0);
}

#[tokio::test]
async fn a_call_that_goes_out_again_is_written_down_again() {
    let refusal = r#"{"responseCode":"4011801","responseMessage":"Invalid Token (B2B)"}"#;
    let bank = Bank::start(move |seen, before| match seen.target.as_str() {
        TOKEN_PATH => Answer::Json(200, token_json("\"900\"")),
        _ if before < 2 => Answer::json(401, refusal),
        _ => Answer::json(200, GOOD),
    })
    .await;
    let journal = Arc::new(Journal::default());
    let client = builder(&bank, symmetric()).outbox(Arc::clone(&journal)).build().unwrap();
    client.call::<_, Reply>(&TRANSFER, &transfer()).await.unwrap();
    let lines = journal.lines();
    let seen = bank.seen();
    let ids: Vec<_> =
        seen.iter().filter(|seen| seen.target != TOKEN_PATH).filter_map(|seen| seen.header("x-external-id")).collect();
    assert_eq!(ids.len(), 2);
    assert_eq!([&lines[2], &lines[5]], [&format!("failed {}", ids[0]), &format!("done {}", ids[1])]);
}

#[tokio::test]
async fn after_a_crash_the_journal_is_enough_to_ask() {
    let bank = Bank::start(|seen, _| match seen.target.as_str() {
        "/snap/v1.0/transfer" => Answer::Stall(Vec::new()),
        _ => Answer::json(200, &state("00")),
    })
    .await;
    let journal = Arc::new(Journal::default());
    let client = builder(&bank, symmetric()).outbox(Arc::clone(&journal)).build().unwrap();
    // The process ends while it waits for the answer.
    let doomed = tokio::spawn({
        let client = client.clone();
        async move { client.call::<_, Reply>(&PLAIN_TRANSFER, &transfer()).await.map(drop) }
    });
    while bank.count("/transfer") == 0 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    doomed.abort();
    assert!(doomed.await.unwrap_err().is_cancelled());
    drop(client);

    let lines = journal.lines();
    let [intent, request] = lines.as_slice() else { panic!("{lines:?}") };
    let intent: Intent = serde_json::from_str(intent).unwrap();
    let request = Transfer::from_json(request.as_bytes()).unwrap();
    let client = client_support::service::client(&bank);
    let settled = client.settle(&INQUIRY, &request, &intent).schedule(PollSchedule::once()).await;
    assert!(matches!(settled, Settled::Succeeded(_)), "{settled:?}");
    let seen = bank.seen();
    let expected = format!(
        r#"{{"originalPartnerReferenceNo":"REF-0001","originalExternalId":"{}","serviceCode":"18","transactionDate":"{}"}}"#,
        intent.external_id.as_deref().unwrap(),
        intent.time,
    );
    assert_eq!(seen.last().unwrap().body(), expected);
    assert_eq!((bank.count("/transfer"), seen.len()), (1, 2));
}
