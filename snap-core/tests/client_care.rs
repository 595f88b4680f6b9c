//! What a careful client does that a careless one does not: over real HTTP.
#![cfg(feature = "client")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says so by failing")]

mod client_support;

use std::io::Write as _;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use client_support::service::*;
use client_support::{Answer, Bank};
use snap_core::client::Mended;
use snap_core::error::CredentialsProblem;
use snap_core::{Broken, CallOptions, Client, Credentials, Model as _, Secret, SnapError};

async fn send(client: &Client) -> Result<(), SnapError> {
    client.call::<_, Reply>(&PLAIN_TRANSFER, &transfer()).await.map(drop)
}

#[tokio::test]
async fn a_handshake_that_hangs_is_no_call_that_was_sent_however_short_the_callers_patience_is() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("https://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let mut open = Vec::new();
        while let Ok((stream, _)) = listener.accept().await {
            open.push(stream);
        }
    });
    let client = Client::builder(&address, symmetric()).build().unwrap();
    let hurried = client.with(CallOptions::new().timeout(Duration::from_millis(150)));
    let started = Instant::now();
    let error = send(&hurried).await.unwrap_err();
    assert!(started.elapsed() < Duration::from_secs(3));
    assert!(matches!(error, SnapError::NotSent(_)) && !error.is_ambiguous(), "{error}");
    assert!(error.to_string().contains("no connection was made in time"), "{error}");
}

#[tokio::test]
async fn the_error_of_a_call_that_was_not_sent_says_what_the_network_said() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let error = send(&Client::builder(&address, symmetric()).build().unwrap()).await.unwrap_err();
    assert!(error.to_string().to_lowercase().contains("refused"), "{error}");
}

#[tokio::test]
async fn an_external_id_of_the_callers_goes_out_once() {
    let refusal = r#"{"responseCode":"4011801","responseMessage":"Invalid Token (B2B)"}"#;
    let bank = Bank::start(move |seen, _| match seen.target.as_str() {
        TOKEN_PATH => Answer::Json(200, token_json("\"900\"")),
        _ => Answer::json(401, refusal),
    })
    .await;
    let client = client(&bank).with(CallOptions::new().external_id("4711"));
    let error = client.call::<_, Reply>(&TRANSFER, &transfer()).await.unwrap_err();
    assert!(matches!(error, SnapError::Rejected(_)), "{error}");
    assert_eq!((bank.count(TOKEN_PATH), bank.count("/transfer")), (1, 1));
    // The view goes on carrying it, and a second call with it is refused here and not by the bank.
    for client in [client.clone(), client] {
        let error = client.call::<_, Reply>(&TRANSFER, &transfer()).await.unwrap_err();
        assert!(matches!(error, SnapError::InvalidRequest(_)), "{error}");
        assert!(error.to_string().contains("X-EXTERNAL-ID"), "{error}");
    }
    assert_eq!(bank.count("/transfer"), 1);
}

#[tokio::test]
async fn what_was_refused_before_it_was_sent_has_not_used_the_external_id() {
    let bank = Bank::start(|_, _| Answer::json(200, GOOD)).await;
    let options = CallOptions::new().external_id("4711");
    let client = client(&bank).with(options);
    let mut request = transfer();
    request.account = None;
    assert!(client.call::<_, Reply>(&PLAIN_TRANSFER, &request).await.is_err());
    assert!(send(&client).await.is_ok());
    assert_eq!(bank.seen()[0].header("x-external-id"), Some("4711"));
}

#[tokio::test]
async fn any_refusal_that_may_be_about_the_token_drops_it_and_no_other() {
    for (status, body, tokens) in [
        (401, r#"{"responseCode":"4011800","responseMessage":"Unauthorized. Signature"}"#, 2),
        (401, r#"{"responseCode":"4011803","responseMessage":"Token Not Found"}"#, 2),
        (200, r#"{"responseCode":"4011801","responseMessage":"Invalid Token (B2B)"}"#, 2),
        (401, "<html>Unauthorized</html>", 2),
        (403, r#"{"responseCode":"4031814","responseMessage":"Insufficient Funds"}"#, 1),
        (500, r#"{"responseCode":"5001800","responseMessage":"General Error"}"#, 1),
    ] {
        let bank = Bank::start(move |seen, _| match seen.target.as_str() {
            TOKEN_PATH => Answer::Json(200, token_json("\"900\"")),
            _ => Answer::json(status, body),
        })
        .await;
        let client = client(&bank);
        for calls in 1..3 {
            assert!(client.call::<_, Reply>(&TRANSFER, &transfer()).await.is_err());
            assert_eq!(bank.count("/transfer"), calls, "{body}: money is not sent again");
        }
        assert_eq!(bank.count(TOKEN_PATH), tokens, "{status} {body}");
        client.forget_token();
        assert!(client.call::<_, Reply>(&TRANSFER, &transfer()).await.is_err());
        assert_eq!(bank.count(TOKEN_PATH), 3.min(tokens + 1), "{status} {body}");
    }
}

#[tokio::test]
async fn a_question_is_asked_again_after_a_trouble_of_the_provider_and_of_its_token_service() {
    for trouble in [(503, r#"{"responseCode":"5033600","responseMessage":"Busy"}"#), (502, "<html>")] {
        let asked = AtomicUsize::new(0);
        let bank = Bank::start(move |seen, _| match (seen.target.as_str(), asked.fetch_add(1, Ordering::SeqCst)) {
            (_, 0) => Answer::json(trouble.0, trouble.1),
            (TOKEN_PATH, _) => Answer::Json(200, token_json("\"900\"")),
            (_, 2) => Answer::json(trouble.0, trouble.1),
            _ => Answer::json(200, GOOD),
        })
        .await;
        static ASK: snap_core::Endpoint = TRANSFER_SERVICE.effect(snap_core::Effect::Read);
        let reply = client(&bank).call::<_, Reply>(&ASK, &transfer()).await;
        assert!(reply.is_ok(), "{trouble:?}: {}", reply.unwrap_err());
        assert_eq!((bank.count(TOKEN_PATH), bank.count("/transfer")), (2, 2));
    }
}

#[tokio::test]
async fn a_total_timeout_bounds_tokens_pauses_and_repeats() {
    let bank = Bank::start(|seen, _| match seen.target.as_str() {
        TOKEN_PATH => Answer::Stall(Vec::new()),
        _ => Answer::http(503, "retry-after: 1\r\n", "busy"),
    })
    .await;
    let client = builder(&bank, symmetric())
        .timeout(Duration::from_secs(20))
        .total_timeout(Duration::from_millis(200))
        .build()
        .unwrap();
    let started = Instant::now();
    let error = client.call::<_, Reply>(&TRANSFER, &transfer()).await.unwrap_err();
    assert!(!error.is_ambiguous() && error.to_string().contains("no access token"), "{error}");
    let error = client.call::<_, Reply>(&STATUS, &transfer()).await.unwrap_err();
    assert!(matches!(error, SnapError::Unreadable(_)), "{error}");
    assert_eq!(bank.count("/status"), 1, "the pause that was asked for is longer than the call may take");
    assert!(started.elapsed() < Duration::from_secs(2));
}

#[tokio::test]
async fn headers_that_frame_a_message_are_refused_and_values_without_a_row_are_sent() {
    let bank = Bank::start(|_, _| Answer::json(200, GOOD)).await;
    for name in ["Content-Length", "host", "Transfer-Encoding", "connection", "TE"] {
        let error = send(&client(&bank).with(CallOptions::new().header(name, "1"))).await.unwrap_err();
        assert!(error.to_string().contains("set by HTTP itself"), "{name}: {error}");
    }
    assert!(bank.seen().is_empty());
    let options = CallOptions::new().ip_address("10.1.2.3").location("-6.2", "106.8").device_id("D-1");
    send(&client(&bank).with(options)).await.unwrap();
    let seen = &bank.seen()[0];
    let sent = ["x-ip-address", "x-latitude", "x-longitude", "x-device-id"].map(|name| seen.header(name));
    assert_eq!(sent, [Some("10.1.2.3"), Some("-06.2"), Some("+106.8"), Some("D-1")]);
    assert!(seen.header("user-agent").is_some_and(|agent| agent.starts_with("snap-core/")));
}

#[tokio::test]
async fn an_empty_secret_is_refused_and_a_line_end_behind_it_does_not_sign() {
    let build = |secret: &str| {
        Client::builder("https://bank.example", Credentials::symmetric("P1", Secret::new(secret), key())).build()
    };
    for secret in ["", "\n", "  \r\n"] {
        let Err(SnapError::Credentials(error)) = build(secret) else { panic!("{secret:?} was taken") };
        assert_eq!(error.problem(), CredentialsProblem::EmptySecret);
    }
    assert!(build(&format!("{CLIENT_SECRET}\r\n")).is_ok());
}

#[tokio::test]
async fn answers_in_another_form_are_read_where_it_is_plain_what_is_meant() {
    let good = |name: &[u8]| {
        let mut body = br#"{"responseCode":"2001800","responseMessage":"Successful","referenceNo":""#.to_vec();
        body.extend_from_slice(name);
        body.extend_from_slice(b"\"}");
        body
    };
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(&good(b"R-9")).unwrap();
    let packed = packer.finish().unwrap();
    let marked = [b"\xEF\xBB\xBF".as_slice(), &good(b"R-9")].concat();
    for (headers, body, reference, mended) in [
        ("", good(b"R-9"), "R-9", None),
        ("", marked, "R-9", Some(Mended::ByteOrderMark)),
        ("", good(b"caf\xE9"), "café", Some(Mended::Latin1)),
        ("content-encoding: gzip\r\n", packed, "R-9", None),
    ] {
        let head = format!("HTTP/1.1 200 X\r\n{headers}content-length: {}\r\n\r\n", body.len());
        let bank = Bank::start(move |_, _| Answer::Raw([head.as_bytes(), &body].concat())).await;
        let reply = client(&bank).call::<_, Reply>(&PLAIN_TRANSFER, &transfer()).await.unwrap();
        assert_eq!((reply.reference.as_deref(), reply.mended()), (Some(reference), mended));
        assert_eq!((reply.clone().body(), reply.clone().raw()), (reply.body(), reply.raw()));
    }
}

#[tokio::test]
async fn an_answer_that_sends_the_call_elsewhere_says_so_and_leaves_it_open() {
    let bank = Bank::start(|_, _| Answer::http(307, "location: https://elsewhere.example/\r\n", "")).await;
    let error = send(&client(&bank)).await.unwrap_err();
    assert!(error.is_ambiguous() && error.to_string().contains("calls are not redirected"), "{error}");
    assert_eq!(bank.seen().len(), 1);
}

#[tokio::test]
async fn what_cannot_be_meant_is_not_sent() {
    let bank = Bank::start(|_, _| Answer::json(200, GOOD)).await;
    let blank = Transfer { reference: Some(" ".repeat(8)), ..transfer() };
    let error = client(&bank).call::<_, Reply>(&PLAIN_TRANSFER, &blank).await.unwrap_err();
    let SnapError::InvalidRequest(invalid) = &error else { panic!("{error}") };
    assert_eq!(invalid.violations().as_slice()[0].rule, Broken::Blank);
    assert!(error.to_string().contains("partnerReferenceNo: only white space"), "{error}");
    // A server that gets such a request holds it to the spec.
    assert!(blank.validate().is_ok());
    assert!(bank.seen().is_empty());
}
