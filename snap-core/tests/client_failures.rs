//! Everything that goes wrong after a call was signed, over real HTTP.
#![cfg(feature = "client")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says so by failing")]

mod client_support;

use std::time::{Duration, Instant};

use client_support::service::*;
use client_support::{Answer, Bank};
use snap_core::{Advice, SnapError, UnreadableReason};

/// How the bank answers, of which head and body, and what the client makes of it.
type Case<'a> = (fn(String, String) -> Answer, String, &'a str, u16, UnreadableReason);

/// One transfer, and what the bank saw.
async fn transfer_at(bank: &Bank) -> Result<(), SnapError> {
    client(bank).call::<_, Reply>(&PLAIN_TRANSFER, &transfer()).await.map(drop)
}

fn assert_may_have_moved(error: &SnapError, bank: &Bank) {
    assert!(error.is_ambiguous(), "{error}");
    assert_eq!(error.retry_advice(), Advice::AskStatus("transfer_status"));
    assert_eq!(bank.seen().len(), 1, "sent more than once");
    let call = error.call().unwrap();
    assert_eq!(call.status_service(), Some("transfer_status"));
    assert_eq!(call.references()[0].value, "REF-0001");
    assert_eq!(call.external_id(), bank.seen()[0].header("x-external-id"));
    let text = error.to_string();
    assert!(text.contains("REF-0001") && text.contains(call.external_id().unwrap()), "{text}");
    assert!(!text.contains(ACCOUNT), "{text}");
}

#[tokio::test]
async fn a_bank_that_never_answers_leaves_it_open_and_was_asked_once() {
    let bank = Bank::start(|_, _| Answer::Stall(Vec::new())).await;
    let started = Instant::now();
    let error = transfer_at(&bank).await.unwrap_err();
    assert!(started.elapsed() < Duration::from_secs(3));
    let SnapError::Ambiguous(unanswered) = &error else { panic!("{error}") };
    assert!(unanswered.timed_out());
    assert!(error.to_string().starts_with(
        "testbank transfer was sent, no answer in time, money may have moved: ask transfer_status (external ID "
    ));
    assert_may_have_moved(&error, &bank);
}

#[tokio::test]
async fn a_bank_that_hangs_up_leaves_it_open() {
    let bank = Bank::start(|_, _| Answer::Raw(Vec::new())).await;
    let error = transfer_at(&bank).await.unwrap_err();
    let SnapError::Ambiguous(unanswered) = &error else { panic!("{error}") };
    assert!(!unanswered.timed_out());
    assert_may_have_moved(&error, &bank);
}

#[tokio::test]
async fn an_answer_that_is_no_message_is_kept_as_it_came() {
    let page = "<html><h1>500 Internal Server Error</h1></html>";
    let cut = r#"{"responseCode":"2001800","responseMessage":"Succ"#;
    let head = |length: usize| format!("HTTP/1.1 200 OK\r\ncontent-length: {length}\r\n\r\n");
    let cases: [Case; 5] = [
        (
            |_, body| Answer::http(500, "content-type: text/html\r\n", &body),
            head(0),
            page,
            500,
            UnreadableReason::NotJson,
        ),
        (|head, body| Answer::Raw((head + &body).into()), head(400), cut, 200, UnreadableReason::Truncated),
        (|head, body| Answer::Stall((head + &body).into()), head(400), cut, 200, UnreadableReason::TooSlow),
        (|_, body| Answer::http(200, "", &body), head(0), "", 200, UnreadableReason::Empty),
        (
            |_, _| Answer::http(200, "", r#"{"responseCode":"XX"}"#),
            head(0),
            r#"{"responseCode":"XX"}"#,
            200,
            UnreadableReason::NoCode,
        ),
    ];
    for (answer, head, body, status, reason) in cases {
        let body_of_answer = body.to_owned();
        let bank = Bank::start(move |_, _| answer(head.clone(), body_of_answer.clone())).await;
        let error = transfer_at(&bank).await.unwrap_err();
        let SnapError::Unreadable(unreadable) = &error else { panic!("{reason:?}: {error}") };
        assert_eq!((unreadable.reason(), unreadable.http_status()), (reason, status));
        assert_eq!(error.raw(), Some(body.as_bytes()));
        if reason == UnreadableReason::Truncated {
            assert_eq!(unreadable.code(), Some("2001800"));
        }
        assert_may_have_moved(&error, &bank);
    }
}

#[tokio::test]
async fn a_body_is_read_up_to_the_bound() {
    let json = |length: usize| format!(r#"{{"responseCode":"2001800","x":"{}"}}"#, "x".repeat(length));
    for (announced, bound) in [(true, 1024 * 1024), (false, 1024 * 1024), (true, 1000)] {
        let bank = Bank::start(move |_, _| {
            let body = json(10 * 1024 * 1024);
            let length = if announced { format!("content-length: {}\r\n", body.len()) } else { String::new() };
            Answer::Raw(format!("HTTP/1.1 200 OK\r\n{length}\r\n{body}").into_bytes())
        })
        .await;
        let client = builder(&bank, symmetric()).timeout(Duration::from_secs(10)).max_response_bytes(bound);
        let error = client.build().unwrap().call::<_, Reply>(&PLAIN_TRANSFER, &transfer()).await.unwrap_err();
        let SnapError::Unreadable(unreadable) = &error else { panic!("{error}") };
        assert_eq!((unreadable.reason(), unreadable.code()), (UnreadableReason::TooLong, Some("2001800")));
        assert_eq!(unreadable.raw().len(), bound);
        assert_may_have_moved(&error, &bank);
    }
    let endless = Bank::start(|_, _| Answer::Flood(b"HTTP/1.1 200 OK\r\n\r\n{".to_vec())).await;
    let error = transfer_at(&endless).await.unwrap_err();
    assert_eq!(error.raw().map(<[u8]>::len), Some(1024 * 1024));
}

#[tokio::test]
async fn a_code_that_came_as_a_number_is_a_code() {
    let bank =
        Bank::start(|_, _| Answer::json(200, r#"{"responseCode":2001800,"responseMessage":"Successful"}"#)).await;
    let reply = client(&bank).call::<_, Reply>(&PLAIN_TRANSFER, &transfer()).await.unwrap();
    assert_eq!(reply.code().map(|code| code.to_string()).as_deref(), Some("2001800"));
    assert_eq!(reply.body().code.as_deref(), Some("2001800"));
}

#[tokio::test]
async fn a_refusal_carries_all_that_the_provider_said() {
    let body = r#"{"responseCode":"4031814","responseMessage":"Insufficient Funds","referenceNo":"B-9"}"#;
    let bank = Bank::start(move |_, _| Answer::json(403, body)).await;
    let error = transfer_at(&bank).await.unwrap_err();
    assert_eq!((error.is_ambiguous(), error.retry_advice()), (false, Advice::NewReference));
    let SnapError::Rejected(rejection) = &error else { panic!("{error}") };
    assert_eq!((rejection.name(), rejection.message()), (Some("insufficient_funds"), "Insufficient Funds"));
    assert_eq!(rejection.body::<Reply>().unwrap().reference.as_deref(), Some("B-9"));
    assert_eq!(rejection.raw(), body.as_bytes());
    let id = error.external_id().unwrap();
    assert_eq!(
        error.to_string(),
        format!(
            "testbank transfer was refused: 4031814 Insufficient Funds \
             (HTTP 403, external ID {id}, partnerReferenceNo REF-0001, referenceNo B-9)"
        ),
    );
}

#[tokio::test]
async fn without_a_connection_nothing_was_sent() {
    let closed = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let gone = format!("http://{}", closed.local_addr().unwrap());
    drop(closed);
    for address in [gone.as_str(), "https://no-such-host.invalid"] {
        let client = snap_core::Client::builder(address, symmetric()).build().unwrap();
        let error = client.call::<_, Reply>(&PLAIN_TRANSFER, &transfer()).await.unwrap_err();
        assert!(matches!(error, SnapError::NotSent(_)), "{error}");
        assert_eq!((error.is_ambiguous(), error.retry_advice()), (false, Advice::SameReference));
        assert!(std::error::Error::source(&error).is_some());
    }
}

#[tokio::test]
async fn what_speaks_no_tls_was_sent_nothing() {
    let bank = Bank::start(|_, _| Answer::json(200, GOOD)).await;
    let address = bank.url.replace("http://", "https://");
    // Long: reading the roots of trust takes its time on a busy machine, and nothing waits for the end of it.
    let client = snap_core::Client::builder(address, symmetric()).timeout(Duration::from_secs(60)).build().unwrap();
    let error = client.call::<_, Reply>(&PLAIN_TRANSFER, &transfer()).await.unwrap_err();
    assert!(matches!(error, SnapError::NotSent(_)), "{error}");
    assert_eq!(bank.seen().len(), 0);
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let elsewhere = Bank::start(|_, _| Answer::json(200, GOOD)).await;
    for status in [301, 302, 303, 307, 308] {
        let location = format!("location: {}/x\r\n", elsewhere.url);
        let bank = Bank::start(move |_, _| Answer::http(status, &location, "")).await;
        let error = transfer_at(&bank).await.unwrap_err();
        assert_may_have_moved(&error, &bank);
    }
    assert_eq!(elsewhere.seen().len(), 0);
}

#[tokio::test]
async fn questions_are_repeated_and_nothing_else() {
    let busy = r#"{"responseCode":"4293600","responseMessage":"Too Many Requests"}"#;
    let bank = Bank::start(move |_, before| match before {
        0 => Answer::http(503, "", "<html>"),
        1 => Answer::http(429, "retry-after: 0\r\ncontent-type: application/json\r\n", busy),
        _ => Answer::json(200, GOOD),
    })
    .await;
    client(&bank).call::<_, Reply>(&STATUS, &transfer()).await.unwrap();
    let seen = bank.seen();
    assert_eq!(seen.len(), 3);
    assert_ne!(seen[0].header("x-external-id"), seen[1].header("x-external-id"));
    for (status, body) in [(503, "<html>"), (429, busy), (500, r#"{"responseCode":"5001802"}"#)] {
        let bank = Bank::start(move |_, _| Answer::http(status, "", body)).await;
        assert!(transfer_at(&bank).await.is_err());
        assert_eq!(bank.seen().len(), 1, "{status}");
    }
}

#[tokio::test]
async fn a_question_without_an_answer_is_not_ambiguous_and_not_repeated() {
    let bank = Bank::start(|_, _| Answer::Stall(Vec::new())).await;
    let error = client(&bank).call::<_, Reply>(&STATUS, &transfer()).await.unwrap_err();
    assert!(matches!(error, SnapError::NoAnswer(_)), "{error}");
    assert_eq!((error.is_ambiguous(), error.retry_advice()), (false, Advice::SameReference));
    assert_eq!(bank.seen().len(), 1);
}

#[tokio::test]
async fn one_call_may_have_a_time_of_its_own() {
    let bank = Bank::start(|_, _| Answer::Stall(Vec::new())).await;
    let client = builder(&bank, symmetric()).timeout(Duration::from_secs(30)).build().unwrap();
    let client = client.with(snap_core::CallOptions::new().timeout(Duration::from_millis(100)));
    let started = Instant::now();
    assert!(client.call::<_, Reply>(&PLAIN_TRANSFER, &transfer()).await.is_err());
    assert!(started.elapsed() < Duration::from_secs(2));
}
