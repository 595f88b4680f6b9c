//! What the client sends, checked by a program that shares no code with it.
#![cfg(all(feature = "client", feature = "aws-lc"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says so by failing")]

mod client_support;

use aws_lc_rs::signature::{KeyPair as _, RSA_PKCS1_2048_8192_SHA256, RsaKeyPair, UnparsedPublicKey};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use client_support::service::*;
use client_support::{Answer, Bank, Seen};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::{Digest as _, Sha256, Sha512};
use snap_core::{CallOptions, Credentials, Endpoint, Extra, HeaderRule, HeaderSet, Outcome, Secret, SnapError, When};

async fn bank() -> Bank {
    Bank::start(|seen, _| match seen.target.as_str() {
        TOKEN_PATH | "/open/v1.0/access-token/b2b" => Answer::Json(200, token_json("\"900\"")),
        _ => Answer::json(200, GOOD),
    })
    .await
}

fn hash(body: &[u8]) -> String {
    Sha256::digest(body).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn assert_symmetric(seen: &Seen, body: &[u8]) {
    let timestamp = seen.header("x-timestamp").unwrap();
    let text = format!("{}:{}:{TOKEN}:{}:{timestamp}", seen.method, seen.target, hash(body));
    let mut mac = Hmac::<Sha512>::new_from_slice(CLIENT_SECRET.as_bytes()).unwrap();
    mac.update(text.as_bytes());
    let signature = STANDARD.encode(mac.finalize().into_bytes());
    assert_eq!(seen.header("x-signature"), Some(signature.as_str()), "{text}");
    assert_eq!(seen.header("authorization"), Some(format!("Bearer {TOKEN}").as_str()));
}

fn assert_rsa(seen: &Seen, text: &str) {
    let der: String = KEY.lines().filter(|line| !line.starts_with("-----")).collect();
    let key = RsaKeyPair::from_pkcs8(&STANDARD.decode(der).unwrap()).unwrap();
    let signature = STANDARD.decode(seen.header("x-signature").unwrap()).unwrap();
    let public = UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, key.public_key());
    assert!(public.verify(text.as_bytes(), &signature).is_ok(), "{text}");
}

#[tokio::test]
async fn a_symmetric_call_asks_for_a_token_and_signs_what_it_sends() {
    let bank = bank().await;
    let client = client(&bank).with(CallOptions::new().device_id("Pixel 9||Android 16").header("X-Debug-Mode", "1"));
    let reply = client.call::<_, Reply>(&TRANSFER, &transfer()).await.unwrap();
    assert_eq!(
        (reply.reference.as_deref(), reply.outcome(), reply.http_status()),
        (Some("B-1"), Outcome::Success, 200)
    );
    assert_eq!((&reply.raw()[..], reply.body().extra.get("new")), (GOOD.as_bytes(), Some("1.50")));
    assert_eq!(reply.headers().get("x-timestamp").map(|value| value.as_bytes()), Some(&b"now"[..]));

    let [token, call] = bank.seen().try_into().ok().unwrap();
    assert_eq!((token.method.as_str(), token.target.as_str()), ("POST", TOKEN_PATH));
    assert_eq!(token.body(), r#"{"grantType":"client_credentials"}"#);
    assert_eq!(token.header("x-client-key"), Some("CK-77"));
    assert_rsa(&token, &format!("CK-77|{}", token.header("x-timestamp").unwrap()));
    for absent in ["authorization", "x-partner-id", "x-external-id", "channel-id", "x-device-id"] {
        assert_eq!(token.header(absent), None);
    }

    assert_eq!(call.target, "/snap/v1.0/transfer");
    assert_symmetric(&call, &call.body);
    assert_eq!(
        call.body(),
        format!(
            r#"{{"partnerReferenceNo":"REF-0001","beneficiaryAccountNo":"{ACCOUNT}","remark":"kopi / é \"susu\""}}"#
        ),
    );
    for (name, value) in [
        ("content-type", "application/json"),
        ("x-partner-id", "P10071"),
        ("channel-id", "95051"),
        ("x-device-id", "Pixel 9||Android 16"),
        ("x-debug-mode", "1"),
        ("x-external-id", reply.external_id().unwrap()),
    ] {
        assert_eq!(call.header(name), Some(value));
    }
    let id = call.header("x-external-id").unwrap();
    assert!(id.len() <= 36 && id.bytes().all(|byte| byte.is_ascii_digit()), "{id}");
    let timestamp = call.header("x-timestamp").unwrap();
    assert!(timestamp.len() == 25 && timestamp.ends_with("+07:00"), "{timestamp}");
}

#[tokio::test]
async fn an_asymmetric_call_needs_no_token() {
    let bank = bank().await;
    let credentials = Credentials::asymmetric("P10071", key()).with_channel_id("95051");
    let client = builder(&bank, credentials).build().unwrap();
    client.call::<_, Reply>(&PLAIN_TRANSFER, &transfer()).await.unwrap();
    let [call] = bank.seen().try_into().ok().unwrap();
    let text = format!("POST:/snap/v1.0/transfer:{}:{}", hash(&call.body), call.header("x-timestamp").unwrap());
    assert_rsa(&call, &text);
    assert_eq!(call.header("authorization"), None);
}

#[tokio::test]
async fn parameters_travel_in_the_address_and_are_signed_there() {
    let bank = bank().await;
    let client = client(&bank);
    let card = |note: Option<&str>| Card {
        id: Some("4/7".into()),
        holder: Some("Budi & Ani +1".into()),
        note: note.map(Into::into),
        extra: Extra::default(),
    };
    client.call::<_, Reply>(&CARD, &card(None)).await.unwrap();
    client.call::<_, Reply>(&CARD, &card(Some("x"))).await.unwrap();
    client.call::<_, Reply>(&UNBIND, &transfer()).await.unwrap();
    let [_, bare, full, delete] = bank.seen().try_into().ok().unwrap();
    for (seen, method, body) in [(&bare, "GET", ""), (&full, "GET", r#"{"note":"x"}"#)] {
        assert_eq!((seen.method.as_str(), seen.body()), (method, body));
        assert_eq!(seen.target, "/snap/v1.0/card/4%2F7?holder=Budi%20%26%20Ani%20%2B1");
        assert_symmetric(seen, body.as_bytes());
        assert_eq!(seen.header("channel-id"), Some("01203"));
    }
    assert_eq!(bare.header("content-length"), None);
    assert_eq!(delete.method, "DELETE");
    assert!(delete.body().starts_with(r#"{"partnerReferenceNo""#));
    assert_symmetric(&delete, &delete.body);
}

#[tokio::test]
async fn the_path_of_the_base_address_is_called_and_signed() {
    let bank = bank().await;
    let url = format!("{}/open/", bank.url);
    let client = snap_core::Client::builder(&url, symmetric()).build().unwrap();
    client.call::<_, Reply>(&TRANSFER, &transfer()).await.unwrap();
    let [token, call] = bank.seen().try_into().ok().unwrap();
    assert_eq!(
        (token.target.as_str(), call.target.as_str()),
        ("/open/v1.0/access-token/b2b", "/open/snap/v1.0/transfer")
    );
    assert_symmetric(&call, &call.body);
}

#[tokio::test]
async fn a_text_that_the_caller_brings_is_sent_as_it_is_and_signed_minified() {
    let bank = bank().await;
    let pretty = "{\n  \"a\" : \"x  y\",\n  \"n\" : 10000.00\n}";
    let reply = client(&bank).send(&TRANSFER, pretty.as_bytes()).await.unwrap();
    assert_eq!(reply.code().map(|code| code.to_string()).as_deref(), Some("2001800"));
    let call = bank.seen().pop().unwrap();
    assert_eq!(call.body(), pretty);
    assert_symmetric(&call, br#"{"a":"x  y","n":10000.00}"#);
}

#[tokio::test]
async fn customer_calls_carry_the_customer_and_the_id_that_the_caller_chose() {
    let bank = bank().await;
    let options = CallOptions::new().customer_token(Secret::new("CUST-1")).external_id("42");
    let reply = client(&bank).with(options).call::<_, Reply>(&TRANSFER, &transfer()).await.unwrap();
    let call = bank.seen().pop().unwrap();
    assert_eq!(call.header("authorization-customer"), Some("Bearer CUST-1"));
    assert_eq!((call.header("x-external-id"), reply.external_id()), (Some("42"), Some("42")));
    assert_symmetric(&call, &call.body);
}

#[tokio::test]
async fn what_breaks_a_rule_is_not_sent_and_every_rule_is_named() {
    let bank = bank().await;
    let options = CallOptions::new().channel_id("TOO-LONG").external_id("x1");
    let client = client(&bank).with(options);
    let bad = Transfer { account: None, remark: Some("x".repeat(51)), ..transfer() };
    let error = client.call::<_, Reply>(&TRANSFER, &bad).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "testbank transfer was not sent (external ID x1, partnerReferenceNo REF-0001): \
         header X-EXTERNAL-ID: must be digits only\n\
         header CHANNEL-ID: 8 characters, at most 5 are allowed\n\
         beneficiaryAccountNo: missing, it is mandatory\n\
         remark: 51 characters, at most 50 are allowed",
    );
    let error = client.send(&TRANSFER, b"[]").await.unwrap_err();
    assert!(matches!(error, SnapError::InvalidRequest(_)), "{error}");
    assert_eq!(bank.seen().len(), 0);
}

#[tokio::test]
async fn a_header_that_the_request_makes_mandatory_is_asked_for_before_anything_is_sent() {
    static WALLET: HeaderSet = HeaderSet::new("wallet").request(&[
        HeaderRule::mandatory("X-TIMESTAMP"),
        HeaderRule::mandatory("X-SIGNATURE"),
        HeaderRule::conditional("X-DEVICE-ID").max(64).when(When::Is("remark", &["APP"])),
    ]);
    static PAY: Endpoint = TRANSFER_SERVICE.headers(&WALLET);
    let bank = bank().await;
    let client = client(&bank);
    let pay = |remark: &str| Transfer { remark: Some(remark.into()), ..transfer() };
    let wanted = "testbank transfer was not sent (partnerReferenceNo REF-0001): header X-DEVICE-ID: missing, it is mandatory \
                  when remark is APP: give it by `CallOptions::device_id`";
    let error = client.call::<_, Reply>(&PAY, &pay("APP")).await.unwrap_err();
    assert_eq!((error.to_string().as_str(), error.is_ambiguous()), (wanted, false));
    // What the caller writes himself is asked as well.
    let error = client.send(&PAY, br#"{"remark":"APP"}"#).await.unwrap_err();
    assert!(matches!(&error, SnapError::InvalidRequest(_)), "{error}");
    assert_eq!(bank.seen().len(), 0);

    client.call::<_, Reply>(&PAY, &pay("WEB")).await.unwrap();
    let on_a_device = client.with(CallOptions::new().device_id("D1"));
    on_a_device.call::<_, Reply>(&PAY, &pay("APP")).await.unwrap();
    let devices: Vec<_> = bank.seen().into_iter().filter(|seen| seen.target == PAY.path).collect();
    let devices: Vec<_> = devices.iter().map(|seen| seen.header("x-device-id")).collect();
    assert_eq!(devices, [None, Some("D1")]);
}

#[tokio::test]
async fn a_client_without_the_key_says_which_one() {
    static WRONG: Endpoint = TRANSFER_SERVICE;
    let bank = bank().await;
    let client = builder(&bank, Credentials::asymmetric("P1", key()).with_channel_id("1")).build().unwrap();
    let error = client.call::<_, Reply>(&WRONG, &transfer()).await.unwrap_err();
    assert!(error.to_string().starts_with("a symmetric signature needs the client secret"), "{error}");
    assert_eq!((bank.seen().len(), error.is_ambiguous()), (0, false));
}
