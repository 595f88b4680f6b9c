//! Keys that are elsewhere, keys that are exchanged, clocks and external IDs of the caller's.
#![cfg(feature = "testing")]
#![allow(clippy::expect_used, reason = "a test that cannot go on says so")]

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, SystemTime};

use snap_core::client::{RemoteSigner, SigningFuture, SigningKey};
use snap_core::signing::{PrivateKey, signer};
use snap_core::testing::{FakeAnswer, FakeBank, PRIVATE_KEY};
use snap_core::{CallOptions, Client, Credentials, Effect, Endpoint, Secret, SnapError, national};

static TRANSFER: Endpoint = Endpoint::new("bank")
    .service("transfer")
    .code("17")
    .post("/v1.0/transfer")
    .effect(Effect::MovesMoney)
    .headers(&national::profiles::HEADERS_TRANSACTION_B2B)
    .signing(&national::profiles::SIGNING_STANDARD)
    .codes(&national::codes::CODES);

type Tested = Result<(), Box<dyn std::error::Error>>;

/// A key service: it answers after a while, or not at all, or with an excuse.
#[derive(Debug)]
enum Module {
    Answers(AtomicU32),
    Refuses,
    Hangs,
}

impl RemoteSigner for Module {
    fn sign<'a>(&'a self, message: &'a [u8]) -> SigningFuture<'a> {
        Box::pin(async move {
            match self {
                Self::Answers(count) => {
                    count.fetch_add(1, Ordering::SeqCst);
                    tokio::time::sleep(Duration::from_millis(20)).await;
                    Ok(signer(&PrivateKey::load(PRIVATE_KEY.as_bytes())?)?.sign(message)?)
                }
                Self::Refuses => Err("key version 3 is disabled".into()),
                Self::Hangs => std::future::pending().await,
            }
        })
    }
}

fn client(bank: &FakeBank, credentials: Credentials) -> Result<Client, SnapError> {
    let address = "https://bank.test";
    Client::builder(address, credentials.with_channel_id("95221"))
        .transport(bank.clone())
        .total_timeout(Duration::from_secs(5))
        .clock(|| SystemTime::UNIX_EPOCH + Duration::from_secs(1_608_180_900))
        .build()
}

fn bank() -> FakeBank {
    let bank = FakeBank::new();
    bank.answers(&TRANSFER, FakeAnswer::code("2001700", "Successful"));
    bank
}

const BODY: &[u8] = br#"{"partnerReferenceNo":"P-1"}"#;

#[tokio::test(start_paused = true)]
async fn a_key_that_is_elsewhere_signs_as_one_that_is_here() -> Tested {
    let (here, there) = (bank(), bank());
    let module = Arc::new(Module::Answers(AtomicU32::new(0)));
    let local = client(&here, Credentials::asymmetric("82150", PrivateKey::load(PRIVATE_KEY.as_bytes())?))?;
    let remote = client(&there, Credentials::asymmetric("82150", SigningKey::Remote(module.clone())))?;
    local.send(&TRANSFER, BODY).await?;
    remote.send(&TRANSFER, BODY).await?;
    // SHA256withRSA has one signature for a text and a key, and the clock stands still.
    let signature = |bank: &FakeBank| bank.calls()[0].header("X-SIGNATURE").map(str::to_owned);
    assert_eq!(signature(&here), signature(&there));
    assert_eq!(here.calls()[0].header("X-TIMESTAMP"), Some("2020-12-17T11:55:00+07:00"));
    let Module::Answers(count) = &*module else { return Err("another module".into()) };
    assert_eq!(count.load(Ordering::SeqCst), 1);
    assert!(!format!("{remote:?}").contains("PRIVATE"));
    Ok(())
}

#[tokio::test(start_paused = true)]
async fn a_key_that_does_not_sign_means_that_nothing_was_sent() -> Tested {
    for (module, words) in [(Module::Refuses, "key version 3 is disabled"), (Module::Hangs, "had not been signed")] {
        let bank = bank();
        let said = format!("{module:?}");
        let client = client(&bank, Credentials::asymmetric("82150", SigningKey::remote(module)))?;
        let error = client.send(&TRANSFER, BODY).await.err().ok_or(said.clone())?;
        assert!(matches!(error, SnapError::NotSent(_)) && !error.is_ambiguous(), "{said}: {error}");
        assert!(error.to_string().contains(words), "{said}: {error}");
        assert_eq!(bank.calls().len(), 0, "{said}");
    }
    Ok(())
}

#[tokio::test]
async fn credentials_are_exchanged_on_a_living_client_with_its_token() -> Tested {
    let bank = bank();
    let key = || PrivateKey::load(PRIVATE_KEY.as_bytes());
    let client = client(&bank, Credentials::symmetric("82150", Secret::new("old"), key()?))?;
    let view = client.with(CallOptions::new().header("X-Debug", "1"));
    view.send(&TRANSFER, BODY).await?;
    let next = Credentials::symmetric("82151", Secret::new("new"), key()?).with_channel_id("95221");
    client.replace_credentials(next)?;
    view.send(&TRANSFER, BODY).await?;
    let refused = client.replace_credentials(Credentials::symmetric("82152", Secret::new(""), key()?));
    assert!(matches!(refused, Err(SnapError::Credentials(_))), "{refused:?}");
    view.send(&TRANSFER, BODY).await?;
    let partners: Vec<_> = bank.calls().iter().map(|call| call.header("X-PARTNER-ID").map(str::to_owned)).collect();
    assert_eq!(partners, ["82150", "82151", "82151"].map(|id| Some(id.to_owned())));
    assert_eq!(bank.token_calls().len(), 2);
    Ok(())
}

#[tokio::test]
async fn views_add_to_what_was_said_before_and_the_last_word_counts() -> Tested {
    let bank = bank();
    let client = bank.client()?.with(CallOptions::new().ip_address("10.1.2.3").header("X-Tenant", "a"));
    client.with(CallOptions::new().device_id("D-1").header("X-Tenant", "b")).send(&TRANSFER, BODY).await?;
    let call = &bank.calls()[0];
    assert_eq!(call.header("X-IP-ADDRESS"), Some("10.1.2.3"));
    assert_eq!((call.header("X-DEVICE-ID"), call.header("X-Tenant")), (Some("D-1"), Some("b")));
    Ok(())
}

#[tokio::test]
async fn external_ids_may_come_from_the_caller_and_are_held_to_the_rule() -> Tested {
    let bank = bank();
    let count = AtomicU32::new(0);
    let next = move |_| format!("77{:010}", count.fetch_add(1, Ordering::SeqCst));
    let client = bank.builder()?.external_ids(next).build()?;
    for _ in 0..2 {
        client.send(&TRANSFER, BODY).await?;
    }
    let ids: Vec<_> = bank.calls().iter().map(|call| call.external_id().map(str::to_owned)).collect();
    // Requests for tokens have none.
    assert_eq!(ids, ["770000000000", "770000000001"].map(|id| Some(id.to_owned())));
    let client = bank.builder()?.external_ids(|_| "no digits".repeat(9)).build()?;
    let error = client.send(&TRANSFER, BODY).await.err().ok_or("it was sent")?;
    assert!(matches!(error, SnapError::InvalidRequest(_)), "{error}");
    assert_eq!(bank.calls().len(), 2);
    Ok(())
}

#[tokio::test]
async fn many_partners_share_what_carries_their_calls_and_nothing_else() -> Tested {
    let bank = bank();
    let first = bank.client()?;
    let key = PrivateKey::load(PRIVATE_KEY.as_bytes())?;
    for partner in ["82151", "82152"] {
        let credentials = Credentials::symmetric(partner, Secret::new("hush"), key.clone()).with_channel_id("95221");
        first.for_partner(credentials)?.send(&TRANSFER, BODY).await?;
    }
    first.send(&TRANSFER, BODY).await?;
    let partners: Vec<_> = bank.calls().iter().map(|call| call.header("X-PARTNER-ID").map(str::to_owned)).collect();
    assert_eq!(partners, ["82151", "82152", "82150"].map(|id| Some(id.to_owned())));
    let tokens: Vec<_> = bank.token_calls().iter().map(|call| call.header("X-CLIENT-KEY").map(str::to_owned)).collect();
    assert_eq!(tokens, partners);
    Ok(())
}

#[tokio::test]
async fn a_dry_run_shows_what_would_be_signed_and_spends_nothing() -> Tested {
    let bank = bank();
    let at = SystemTime::UNIX_EPOCH + Duration::from_secs(1_608_180_900);
    let client = bank.builder()?.clock(move || at).build()?;
    let client = client.with(CallOptions::new().external_id("4711").customer_token(Secret::new("of-the-customer")));
    let shown = client.dry_run(&TRANSFER, &snap_core::Amount::idr(1))?;
    assert_eq!(bank.calls().len() + bank.token_calls().len(), 0);
    let text = shown.to_string();
    assert!(text.starts_with("POST https://bank.test/v1.0/transfer\n"), "{text}");
    for part in [
        "X-EXTERNAL-ID: 4711\n",
        "X-TIMESTAMP: 2020-12-17T11:55:00+07:00\n",
        "X-SIGNATURE: [redacted]\n",
        "Authorization: Bearer [redacted]\n",
        "string to sign: POST:/v1.0/transfer:[redacted]:",
        r#"{"value":"1.00","currency":"IDR"}"#,
    ] {
        assert!(text.contains(part), "{part} is not in {text}");
    }
    assert!(!text.contains("of-the-customer") && !format!("{shown:?}").contains("1.00"), "{text} {shown:?}");
    // The external ID is still there for the call.
    client.call::<_, snap_core::Amount>(&TRANSFER, &snap_core::Amount::idr(1)).await?;
    assert_eq!(bank.calls()[0].external_id(), Some("4711"));
    Ok(())
}
