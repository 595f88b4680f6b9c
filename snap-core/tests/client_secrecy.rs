//! No secret, token, signature or personal value leaves through Debug, Display or tracing.
#![cfg(feature = "client")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says so by failing")]

mod client_support;

use std::fmt::Write as _;
use std::io;
use std::sync::{Arc, Mutex};

use client_support::service::*;
use client_support::{Answer, Bank};
use snap_core::{CallOptions, Extra, Secret};
use tracing_subscriber::fmt::MakeWriter;

const CUSTOMER: &str = "CUST0MER-token-9";
const DEVICE: &str = "D3VICE-serial-5";
const HOLDER: &str = "Siti Nurbaya";

/// Everything that must not be seen, in the forms in which it could be.
fn forbidden(bank: &Bank) -> Vec<String> {
    let mut forbidden: Vec<String> =
        [CLIENT_SECRET, TOKEN, ACCOUNT, CUSTOMER, DEVICE, HOLDER, "Siti%20Nurbaya", "kopi", "BEGIN PRIVATE KEY"]
            .map(Into::into)
            .into();
    forbidden.extend(KEY.lines().filter(|line| line.len() > 20 && !line.starts_with('-')).map(Into::into));
    forbidden.extend(bank.seen().iter().filter_map(|seen| seen.header("x-signature").map(Into::into)));
    forbidden
}

fn assert_discreet(text: &str, bank: &Bank) {
    for secret in forbidden(bank) {
        assert!(!text.contains(&secret), "{secret} in {text}");
    }
}

async fn bank() -> Bank {
    Bank::start(|seen, _| match seen.target.as_str() {
        TOKEN_PATH => Answer::Json(200, token_json("\"900\"")),
        "/snap/v1.0/transfer" if seen.method == "POST" => {
            Answer::Json(403, format!(r#"{{"responseCode":"4031814","beneficiaryAccountNo":"{ACCOUNT}"}}"#))
        }
        "/snap/v1.0/transfer" => Answer::Stall(Vec::new()),
        "/snap/v1.0/transfer/status" => Answer::http(500, "", &format!("<html>{ACCOUNT} {HOLDER}</html>")),
        _ => Answer::Json(200, format!(r#"{{"responseCode":"2000300","holder":"{HOLDER}","x":"{ACCOUNT}"}}"#)),
    })
    .await
}

fn options() -> CallOptions {
    CallOptions::new()
        .customer_token(Secret::new(CUSTOMER))
        .device_id(DEVICE)
        .location("-06.2", "+106.8")
        .header("X-Session", CUSTOMER)
}

/// Makes a call of every kind, and gives the Debug and Display of everything that can be held.
async fn exercise(bank: &Bank) -> String {
    let mut shown = String::new();
    let builder = builder(bank, symmetric());
    write!(shown, "{builder:?} {:?} {:?} {:?}", symmetric(), options(), key()).unwrap();
    let client = builder.build().unwrap().with(options());
    let card = Card { id: Some("7".into()), holder: Some(HOLDER.into()), note: None, extra: Extra::default() };
    let reply = client.call::<_, Reply>(&CARD, &card).await.unwrap();
    write!(shown, "{client:?} {:?} {:?}", reply, client.send(&CARD, br#"{"cardId":"1"}"#).await.unwrap()).unwrap();
    for (endpoint, request) in
        [(&TRANSFER, transfer()), (&STATUS, transfer()), (&UNBIND, transfer()), (&TRANSFER, Transfer::default())]
    {
        let error = client.call::<_, Reply>(endpoint, &request).await.unwrap_err();
        write!(shown, "{error:?} {error:#?} {error}").unwrap();
        let mut source = std::error::Error::source(&error);
        while let Some(error) = source {
            write!(shown, "{error:?} {error}").unwrap();
            source = error.source();
        }
    }
    shown
}

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;
    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

// One test: the subscriber is of the whole process, so that threads and crates below are heard too.
#[tokio::test]
async fn nothing_that_is_shown_or_traced_holds_a_secret() {
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_span_events(tracing_subscriber::fmt::format::FmtSpan::FULL)
        .with_ansi(false)
        .with_writer(log.clone())
        .finish();
    tracing::subscriber::set_global_default(subscriber).unwrap();
    let bank = bank().await;
    let shown = exercise(&bank).await;
    assert_discreet(&shown, &bank);
    let traced = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert_discreet(&traced, &bank);
    for expected in [
        "snap_call",
        "otel.kind=\"client\"",
        "http.request.method=\"POST\"",
        "http.response.status_code=403",
        "server.address=\"127.0.0.1\"",
        "server.port=",
        "url.template=\"",
        "error.type=\"ambiguous\"",
        "snap.service_code=\"18\"",
        "snap.response_code=4031814",
        "snap.outcome=\"ambiguous\"",
        "snap.violation=",
        "snap.duration_ms=",
    ] {
        assert!(traced.contains(expected), "{expected} in {traced}");
    }
    let id = bank.seen().iter().find_map(|seen| seen.header("x-external-id").map(str::to_owned)).unwrap();
    assert!(traced.contains(&id));
}
