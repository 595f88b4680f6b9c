//! Transports that people bring themselves.
#![cfg(feature = "client")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says so by failing")]

mod client_support;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use client_support::service::*;
use snap_core::client::{BodyEnd, HttpRequest, HttpResponse, Transport, TransportError, TransportFuture};
use snap_core::{Client, SnapError};

type Answer = fn() -> Option<Result<HttpResponse, TransportError>>;

/// Gives one answer, or none ever; counts.
struct Scripted(Answer, Arc<AtomicUsize>);

impl Transport for Scripted {
    fn send(&self, _: HttpRequest, _: Instant) -> TransportFuture<'_> {
        self.1.fetch_add(1, Ordering::SeqCst);
        let answer = self.0();
        Box::pin(async move {
            match answer {
                Some(answer) => answer,
                None => std::future::pending().await,
            }
        })
    }
}

fn client(answer: Answer) -> (Client, Arc<AtomicUsize>) {
    let sent = Arc::new(AtomicUsize::new(0));
    let client = Client::builder("https://bank.example", symmetric())
        .transport(Scripted(answer, Arc::clone(&sent)))
        .timeout(Duration::from_secs(20))
        .build()
        .unwrap();
    (client, sent)
}

fn answer() -> HttpResponse {
    let body = GOOD.as_bytes().into();
    HttpResponse { status: 200, headers: http::HeaderMap::new(), body, end: BodyEnd::Complete }
}

#[tokio::test(start_paused = true)]
async fn what_the_transport_says_decides_whether_money_may_have_moved() {
    let cases: [(Answer, &str, usize); 5] = [
        (|| Some(Ok(answer())), "ok", 1),
        (|| Some(Err(TransportError::not_sent("no route"))), "not_sent", 1),
        (|| Some(Err(TransportError::broken("reset"))), "ambiguous", 1),
        (|| Some(Err(TransportError::timed_out())), "ambiguous", 1),
        // It does not keep to the deadline.
        (|| None, "ambiguous", 1),
    ];
    for (answer, expected, count) in cases {
        let (client, sent) = client(answer);
        let result = client.call::<_, Reply>(&PLAIN_TRANSFER, &transfer()).await;
        assert_eq!(result.as_ref().map_or_else(SnapError::kind, |_| "ok"), expected);
        assert_eq!(sent.load(Ordering::SeqCst), count);
    }
}

#[tokio::test(start_paused = true)]
async fn times_without_end_are_no_matter() {
    let (client, _) = client(|| Some(Ok(answer())));
    let client = client.with(snap_core::CallOptions::new().timeout(Duration::MAX));
    assert!(client.call::<_, Reply>(&PLAIN_TRANSFER, &transfer()).await.is_ok());
}

#[derive(Clone, Default)]
struct Warnings(Arc<Mutex<Vec<u8>>>);

impl std::io::Write for Warnings {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_given_up_leaves_a_trace() {
    let warnings = Warnings::default();
    let writer = warnings.clone();
    let subscriber = tracing_subscriber::fmt().with_writer(move || writer.clone()).with_ansi(false).finish();
    let guard = tracing::subscriber::set_default(subscriber);
    let (client, _) = client(|| None);
    let call = client.call::<_, Reply>(&PLAIN_TRANSFER, &transfer());
    assert!(tokio::time::timeout(Duration::from_secs(1), call).await.is_err());
    drop(guard);
    let text = String::from_utf8(warnings.0.lock().unwrap().clone()).unwrap();
    assert!(text.contains("given up before its answer") && text.contains("external_id"), "{text}");
}

#[tokio::test]
async fn a_base_address_in_the_clear_must_be_meant() {
    for (address, allowed) in
        [("http://bank.example", false), ("http://127.0.0.1:1", true), ("https://bank.example", true)]
    {
        let built = Client::builder(address, symmetric()).build();
        assert_eq!(built.is_ok(), allowed, "{address}");
    }
    assert!(Client::builder("http://bank.example", symmetric()).allow_plain_http().build().is_ok());
}
