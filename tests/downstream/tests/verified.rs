//! A bank over HTTP that takes nothing which is not signed.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use shop::{Paid, Payout, pay};
use snap_bi::faspay::Client;
use snap_bi::signing::{PrivateKey, PublicKey, Signature, body_hash, verifier};
use snap_bi::{Amount, Credentials, PollSchedule, testing};

struct Bank {
    key: PublicKey,
    taken: Mutex<Vec<String>>,
}

async fn transfer(State(bank): State<Arc<Bank>>, request: Request) -> (StatusCode, String) {
    let (parts, body) = request.into_parts();
    let body = axum::body::to_bytes(body, 65536).await.unwrap();
    let header = |name: &str| parts.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let text = format!("{}:{}:{}:{}", parts.method, parts.uri.path(), body_hash(&body), header("x-timestamp"));
    let signed = Signature::decode(header("x-signature"))
        .is_ok_and(|signature| verifier(&bank.key).unwrap().verify(text.as_bytes(), signature.as_bytes()).is_ok());
    if !signed {
        return (StatusCode::UNAUTHORIZED, r#"{"responseCode":"4011800","responseMessage":"Unauthorized. Signature"}"#.into());
    }
    bank.taken.lock().unwrap().push(header("x-external-id").to_owned());
    (StatusCode::OK, r#"{"responseCode":"2001800","responseMessage":"Successful"}"#.into())
}

#[tokio::test]
async fn what_is_sent_is_verified_and_what_another_signed_is_not() {
    let key = PrivateKey::load(testing::PRIVATE_KEY.as_bytes()).unwrap();
    let bank = Arc::new(Bank { key: key.public_key(), taken: Mutex::default() });
    let router = Router::new().fallback(transfer).with_state(Arc::clone(&bank));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await });

    let credentials = Credentials::asymmetric("82150", key).with_channel_id("88001");
    let client = Client::new(Client::builder(&address, credentials).build().unwrap());
    let payout = Payout {
        reference: "R-1".into(),
        seller: "Budi é".into(),
        account: "888801000003301".into(),
        amount: Amount::idr(10_000),
        at: "2020-12-21T10:01:11Z".parse().unwrap(),
    };
    assert_eq!(pay(&client, &payout, PollSchedule::once()).await.unwrap(), Paid::Yes);
    assert_eq!(pay(&client, &payout, PollSchedule::once()).await.unwrap(), Paid::Yes);
    let taken = bank.taken.lock().unwrap().clone();
    assert!(taken.len() == 2 && taken[0] != taken[1], "{taken:?}");

    // A proxy that changes a byte of the path is another path.
    let elsewhere = Client::new(Client::builder(format!("{address}/gateway"), testing::credentials().unwrap()).build().unwrap());
    assert_eq!(pay(&elsewhere, &payout, PollSchedule::once()).await.unwrap(), Paid::Yes, "signed with its prefix");
}
