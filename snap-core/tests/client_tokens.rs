//! Access tokens: one for all, renewed once, never in a loop.
#![cfg(feature = "client")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says so by failing")]

mod client_support;

use client_support::service::*;
use client_support::{Answer, Bank};
use snap_core::{Advice, Client, Retry, SnapError};

const REFUSED: &str = r#"{"responseCode":"4011801","responseMessage":"Invalid Token (B2B)"}"#;

async fn many(client: &Client, calls: usize) -> Vec<Result<(), SnapError>> {
    let tasks: Vec<_> = (0..calls)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { client.call::<_, Reply>(&TRANSFER, &transfer()).await.map(drop) })
        })
        .collect();
    let mut results = Vec::new();
    for task in tasks {
        results.push(task.await.unwrap());
    }
    results
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hundred_calls_at_once_fetch_one_token() {
    for expires_in in ["\"900\"", "900", "null", "\"soon\""] {
        let bank = Bank::start(move |seen, _| match seen.target.as_str() {
            TOKEN_PATH => Answer::Json(200, token_json(expires_in)),
            _ => Answer::json(200, GOOD),
        })
        .await;
        let client = builder(&bank, symmetric()).timeout(std::time::Duration::from_secs(20)).build().unwrap();
        assert!(many(&client, 100).await.iter().all(Result::is_ok));
        assert_eq!((bank.count(TOKEN_PATH), bank.count("/transfer")), (1, 100));
        let mut ids: Vec<_> =
            bank.seen().iter().filter_map(|seen| seen.header("x-external-id").map(str::to_owned)).collect();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), 100);
    }
}

/// A bank that takes one token only, and gives it out as the second.
async fn takes_the_second_token() -> Bank {
    let given = std::sync::atomic::AtomicUsize::new(0);
    Bank::start(move |seen, _| match seen.target.as_str() {
        TOKEN_PATH => {
            let count = given.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
            Answer::Json(200, token_json("\"900\"").replace(TOKEN, &format!("{TOKEN}{count}")))
        }
        _ if seen.header("authorization").is_some_and(|token| token.ends_with("cccc1")) => Answer::json(200, GOOD),
        _ => Answer::json(401, REFUSED),
    })
    .await
}

#[tokio::test]
async fn a_refused_token_is_renewed_once_and_the_call_made_again() {
    let bank = takes_the_second_token().await;
    let client = client(&bank);
    let reply = client.call::<_, Reply>(&TRANSFER, &transfer()).await.unwrap();
    let seen = bank.seen();
    let targets: Vec<_> = seen.iter().map(|seen| seen.target.as_str()).collect();
    assert_eq!(targets, [TOKEN_PATH, "/snap/v1.0/transfer", TOKEN_PATH, "/snap/v1.0/transfer"]);
    assert_eq!(seen[1].body, seen[3].body);
    // The provider has seen the first one, and would call the second a duplicate.
    assert_ne!(seen[1].header("x-external-id"), seen[3].header("x-external-id"));
    assert_eq!(seen[3].header("x-external-id"), reply.external_id());
    client.call::<_, Reply>(&TRANSFER, &transfer()).await.unwrap();
    assert_eq!(bank.seen().len(), 5);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_calls_with_a_refused_token_renew_it_once() {
    let bank = takes_the_second_token().await;
    let client = builder(&bank, symmetric()).timeout(std::time::Duration::from_secs(20)).build().unwrap();
    assert!(many(&client, 50).await.iter().all(Result::is_ok));
    assert_eq!(bank.count(TOKEN_PATH), 2);
}

#[tokio::test]
async fn a_bank_that_takes_no_token_is_asked_twice_and_no_more() {
    let bank = Bank::start(|seen, _| match seen.target.as_str() {
        TOKEN_PATH => Answer::Json(200, token_json("\"900\"")),
        _ => Answer::json(401, REFUSED),
    })
    .await;
    let error = client(&bank).call::<_, Reply>(&TRANSFER, &transfer()).await.unwrap_err();
    assert_eq!((bank.count(TOKEN_PATH), bank.count("/transfer")), (2, 2));
    let SnapError::Rejected(rejection) = &error else { panic!("{error}") };
    assert_eq!((rejection.code().to_string(), rejection.retry()), ("4011801".to_owned(), Retry::SameReference));
}

#[tokio::test]
async fn other_refusals_renew_nothing() {
    for (status, code) in [(401, "4011800"), (401, "4011802"), (400, "4011801"), (403, "4031801")] {
        let bank = Bank::start(move |seen, _| match seen.target.as_str() {
            TOKEN_PATH => Answer::Json(200, token_json("\"900\"")),
            _ => Answer::Json(status, format!(r#"{{"responseCode":"{code}"}}"#)),
        })
        .await;
        let error = client(&bank).call::<_, Reply>(&TRANSFER, &transfer()).await.unwrap_err();
        assert!(matches!(error, SnapError::Rejected(_)), "{error}");
        assert_eq!(bank.seen().len(), 2, "{status} {code}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn all_who_wait_share_one_refusal_and_nothing_is_sent() {
    let refusal = r#"{"responseCode":"4017300","responseMessage":"Unauthorized. [Signature]"}"#;
    let bank = Bank::start(move |_, _| {
        std::thread::sleep(std::time::Duration::from_millis(50));
        Answer::json(401, refusal)
    })
    .await;
    let client = builder(&bank, symmetric()).timeout(std::time::Duration::from_secs(20)).build().unwrap();
    let results = many(&client, 20).await;
    assert_eq!(bank.count("/transfer"), 0);
    assert!(bank.count(TOKEN_PATH) <= 3, "{}", bank.count(TOKEN_PATH));
    for error in results.into_iter().filter_map(Result::err) {
        assert!(matches!(error, SnapError::Token(_)) && !error.is_ambiguous());
        assert_eq!(error.retry_advice(), Advice::No);
        let text = error.to_string();
        assert!(text.starts_with("testbank transfer was not sent (external ID "), "{text}");
        assert!(text.ends_with("4017300 Unauthorized. [Signature] (HTTP 401)"), "{text}");
    }
}

#[tokio::test]
async fn an_answer_without_a_usable_token_is_unreadable() {
    for body in ["{}", r#"{"accessToken":""}"#, r#"{"accessToken":"a b"}"#, r#"{"accessToken":null}"#] {
        let bank = Bank::start(move |_, _| Answer::json(200, body)).await;
        let error = client(&bank).call::<_, Reply>(&TRANSFER, &transfer()).await.unwrap_err();
        let SnapError::Token(failure) = &error else { panic!("{error}") };
        assert!(matches!(failure.cause(), SnapError::Unreadable(_)), "{error}");
        assert_eq!((error.retry_advice(), bank.seen().len()), (Advice::SameReference, 1));
    }
}
